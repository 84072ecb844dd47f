"""Purpose and addressee of a submission, each with its evidence (DOSSIER_GUIDE; DOMAIN 1.G)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vn_dossier_nlp.extraction.requests import Request
from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.language.folding import key, skeleton
from vn_dossier_nlp.regulation.cues import cue
from vn_dossier_nlp.schema import ZoneKind

Place = tuple[int, int]

NOT_A_SUBMISSION = "not_a_submission"

_OWN_KINDS = ("tờ trình",)
_LETTER_KINDS = ("công văn", "báo cáo", "văn bản")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What kind of submission a text is, with the places that tell."""

    value: str
    evidence: tuple[Place, ...]


def find_purpose(submission: Submission) -> Purpose:
    """The purpose of a submission, or ``not_a_submission``."""
    if not is_submission(submission):
        head = submission.layout.zone(ZoneKind.MASTHEAD)
        return Purpose(NOT_A_SUBMISSION, (head,) if head else ())
    subject = key(submission.masthead.subject or "")
    asked = [request for request in submission.requests if not request.formula]
    main = _main(asked)
    clause = key(submission.text[main.start : main.end]) if main else ""
    place = ((main.start, main.end),) if main else _subject_place(submission)
    return Purpose(_value(submission, subject, clause, main), place)


def _value(submission: Submission, subject: str, clause: str, main: Request | None) -> str:
    """The first kind that fits, the narrow ones first."""
    both = f"{subject} | {clause}"
    if cue("purpose_personnel").search(subject) or cue("purpose_personnel").search(clause[:220]):
        return "personnel"
    lawlike = cue("law_making").search(submission.text.lower()) or "quy định" in both
    if cue("purpose_normative").search(both) and lawlike:
        return "normative_draft"
    kind = main.act_kind if main else None
    if cue("purpose_forwarding").search(subject):
        return "forwarding"
    if kind == "fund" or (cue("purpose_budget").search(subject) and kind not in ("opinion", "attend", "direct")):
        return "budget"
    if cue("purpose_plan").search(subject[:160]) and kind not in ("opinion", "attend", "direct"):
        return "plan_scheme_report"
    if kind in ("opinion", "attend", "direct"):
        return "request_direction"
    return "individual_decision"


def _main(asked: list[Request]) -> Request | None:
    """The request that decides the purpose: a decision or money before a task, care last."""
    order = {"decide": 0, "fund": 0, "direct": 1, "opinion": 2, "attend": 3, None: 4}
    late = sorted(enumerate(asked), key=lambda pair: (order[pair[1].act_kind], pair[0]))
    return late[0][1] if late else None


def is_submission(submission: Submission) -> bool:
    """A Tờ trình, or a letter or report that asks a body above for something; nothing else."""
    kind = submission.masthead.type
    asks = bool(submission.requests)
    addressed = [skeleton(name) for name in submission.masthead.addressees]
    upward = any(
        re.search(r"ubnd|uy ban nhan dan|chu tich|hdnd|hoi dong nhan dan|van phong|^so |thu tuong|^bo ", name)
        for name in addressed
    )
    if kind in _OWN_KINDS:
        return asks or upward
    if kind in _LETTER_KINDS:
        return upward and (asks or _asks_in_title(submission))
    if kind is None:
        return asks and upward
    return False


def _asks_in_title(submission: Submission) -> bool:
    """A letter whose subject asks or hands on, although no clause of the usual form does."""
    subject = key(submission.masthead.subject or "")
    return bool(cue("purpose_forwarding").search(subject) or cue("purpose_asking").search(subject))


def find_addressee(submission: Submission) -> Purpose:
    """chair | committee | council | other, with the place that tells."""
    names = submission.masthead.addressees
    if names:
        place = _addressee_place(submission)
        return Purpose(addressee_of(names[0]), (place,) if place else ())
    for request in submission.requests:
        if request.asked_of:
            return Purpose(request.asked_of, ((request.start, request.end),))
    return Purpose("other", ())


def addressee_of(name: str) -> str:
    """The kind of addressee that a name tells.

    >>> addressee_of("Chủ tịch UBND tỉnh"), addressee_of("Ủy ban nhân dân thành phố Hải Phòng")
    ('chair', 'committee')
    """
    bare = skeleton(name)
    if re.search(r"hdnd|hoi dong nhan dan", bare):
        return "council"
    if re.search(r"van phong|^so |^bo |thu tuong|^ban ", bare):
        return "other"
    if re.search(r"chu tich", bare):
        return "chair"
    return "committee" if re.search(r"ubnd|uy ban nhan dan", bare) else "other"


def _addressee_place(submission: Submission) -> Place | None:
    match = re.search(r"K[íi]nh\s+g[^\s]{2,4}\s*:?\s*[^\n]+", submission.text[:5000])
    return match.span() if match else None


def _subject_place(submission: Submission) -> tuple[Place, ...]:
    subject = submission.masthead.subject
    start = submission.text.find(subject.split()[0]) if subject else -1
    return ((start, start + len(subject.split()[0])),) if subject and start >= 0 else ()
