"""What each file is to its dossier: the submission, a draft, an appraisal, an opinion, an annex; and why.

A dossier holds the Tờ trình with what the working regulation wants beside it. A file says what it is by its type and
subject, else by its name; the evidence is kept, so that an officer can see a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.language.folding import key, skeleton
from vn_dossier_nlp.reading import Reading, span_of
from vn_dossier_nlp.regulation.purpose import NOT_A_SUBMISSION, find_purpose
from vn_dossier_nlp.schema import Document, RoleEvidence

_SUBMISSION = "tờ trình"
# Documents that a submission asks someone to issue; with a number of their own they are issued, and only enclosed.
_DRAFTED = frozenset(
    {"quyết định", "nghị quyết", "quy chế", "quy định", "kế hoạch", "đề án", "chỉ thị", "chương trình"}
)
_APPRAISING = re.compile(r"thẩm định|thẩm tra")
_OPINING = re.compile(r"góp ý|ý kiến|tham gia|phúc đáp|trả lời|thống nhất")
_DRAFT_MARK = re.compile(r"^\W*dự thảo\b[^\n]{0,40}$", re.IGNORECASE | re.MULTILINE)
_ANNEX_TITLE = re.compile(r"^\W*(?:phụ lục|danh sách|danh mục|biểu|bảng)\b[^\n]*$", re.IGNORECASE | re.MULTILINE)
_HEAD = 1500  # characters in which a draft's mark or an annex's title stands
_NAMES = (  # of files, without marks and with blanks between words; the first that fits counts
    ("submission", re.compile(r"\bto trinh\b|\bttr\b")),
    ("draft", re.compile(r"\bdu thao\b")),
    ("appraisal", re.compile(r"\btham (?:dinh|tra)\b")),
    ("opinion", re.compile(r"\bgop y\b|\by kien\b")),
    ("annex", re.compile(r"\bphu luc\b|\bdanh sach\b|\bbieu\b|\bpl \d")),
)


@dataclass(frozen=True, slots=True)
class Role:
    """submission | draft | appraisal | opinion | annex | other, with what that rests on."""

    name: str
    evidence: RoleEvidence | None = None


def roles_of(files: Sequence[tuple[Reading, Submission | None]]) -> list[Role | None]:
    """The role of each file, None for those that were not read; exactly one of the others is the submission."""
    main = _main(files)
    return [
        None if submission is None or reading.document is None else _role(reading.document, submission, index == main)
        for index, (reading, submission) in enumerate(files)
    ]


def _main(files: Sequence[tuple[Reading, Submission | None]]) -> int | None:
    """A Tờ trình before a letter that asks, before anything that could be read; the first of equals."""
    read = [(index, submission) for index, (_, submission) in enumerate(files) if submission is not None]
    if len(read) < 2:
        return read[0][0] if read else None
    return max((_rank(files[index][0].source.path, submission), -index, index) for index, submission in read)[2]


def _rank(path: str, submission: Submission) -> tuple[int, bool, bool]:
    kind = submission.masthead.type
    named = _role_by_name(path)
    asks = find_purpose(submission).value != NOT_A_SUBMISSION
    by_type = 3 if kind == _SUBMISSION else 2 if asks and kind not in _DRAFTED else 1 if kind else 0
    return by_type, named == "submission", named is None


def _role(document: Document, submission: Submission, main: bool) -> Role:
    if main:
        return Role("submission", _main_evidence(document, submission))
    kind, subject = submission.masthead.type, key(submission.masthead.subject or "")
    head = submission.folded.text[:_HEAD]
    if kind == "báo cáo thẩm định" or _APPRAISING.search(subject):
        return Role("appraisal", _found(document, submission, submission.masthead.subject or kind, "subject"))
    if kind in _DRAFTED:
        if mark := _DRAFT_MARK.search(head):
            return Role("draft", _evidence(document, submission, "mark", mark.start(), mark.end()))
        if submission.masthead.number is None:
            return Role("draft", _found(document, submission, kind, "type"))
        return Role("annex", _found(document, submission, kind, "type"))
    if kind in ("công văn", "báo cáo", "biên bản") and _OPINING.search(subject):
        return Role("opinion", _found(document, submission, submission.masthead.subject, "subject"))
    if named := _role_by_name(document.path):
        return Role(named if named != "submission" else "other", RoleEvidence("file_name"))
    if kind == "công văn":
        return Role("opinion", _found(document, submission, submission.masthead.subject, "subject"))
    if kind is None and (title := _ANNEX_TITLE.search(head)):
        return Role("annex", _evidence(document, submission, "type", title.start(), title.end()))
    return Role("other")


def _main_evidence(document: Document, submission: Submission) -> RoleEvidence:
    kind = submission.masthead.type
    if kind and (found := _found(document, submission, kind, "type")):
        return found
    if submission.requests:
        request = submission.requests[0]
        return _evidence(document, submission, "request", request.start, request.end)
    return RoleEvidence("only_text")


def _found(document: Document, submission: Submission, words: str | None, code: str) -> RoleEvidence | None:
    """Evidence where ``words`` stand in the head, in any case and over line breaks."""
    if not words:
        return None
    pattern = r"\s+".join(map(re.escape, key(words).split()[:12]))
    match = re.search(pattern, submission.folded.text[: 4 * _HEAD].lower())
    return _evidence(document, submission, code, match.start(), match.end()) if match else None


def _evidence(document: Document, submission: Submission, code: str, start: int, end: int) -> RoleEvidence:
    return RoleEvidence(code, span_of(document, *submission.folded.raw(start, end)))


def _role_by_name(path: str) -> str | None:
    words = re.sub(r"[\W_]+", " ", skeleton(PurePosixPath(path).stem))
    return next((role for role, pattern in _NAMES if pattern.search(words)), None)
