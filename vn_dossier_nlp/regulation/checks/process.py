"""process (R09): the steps that led here, with number or date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.extraction.opinions import find_opinions
from vn_dossier_nlp.extraction.passages import own_letters
from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_met
from vn_dossier_nlp.regulation.cues import cue
from vn_dossier_nlp.schema import ZoneKind

# What is written in the course of a matter; a plan, a decision or a licence is written for its own sake.
_LETTERS = frozenset(
    {
        "công văn", "văn bản", "tờ trình", "báo cáo", "thông báo", "biên bản", "đơn", "thư", "phiếu chuyển",
        "giấy mời", "công điện", "phiếu gửi", "phiếu báo", "kết luận",
    }
)  # fmt: skip
_STEPS = ("received", "letter_sent", "letter_asks", "dated_step")
_SENT = ("công văn", "văn bản", "tờ trình")
_BASIS = re.compile(r"(?:Căn\s+cứ|Thực\s+hiện|Bám\s+sát)\s")
_TASK = re.compile(
    r"(?<!\w)(?:giao|chỉ\s+đạo|ý\s+kiến|kết\s+luận|đề\s+nghị|yêu\s+cầu|nhận\s+được|đồng\s+ý|chấp\s+thuận|cho\s+phép|trả\s+lời|gửi)(?!\w)",
    re.IGNORECASE,
)
_SUPERIOR = re.compile(r"/(?:UBND|HĐND|TU|TW|TTg|CP|VPCP|B(?!C-|B-|Q)[A-ZĐ]{1,5})(?:-|$)|-(?:TTg|CP|TW|TU|CT/TU)$")
_BELOW = re.compile(r"\s+của\s+(?:UBND|Ủy\s+ban\s+nhân\s+dân)\s+(?:các\s+)?(?:huyện|xã|phường|quận|thị)")
_BESIDE = 120  # characters of the sentence on either side of a letter
_SHOWN = 4


def process(case: Case) -> Result:
    """Met where a letter or an application has its number or date, or a step is named with one."""
    steps = _steps(case)
    if steps:
        return met(*sorted(steps), confidence=0.75, why="steps_told")
    told = _told(case)
    return not_met(*told[:1], zone="main", confidence=0.65, why="steps_without_date" if told else "no_steps")


def _steps(case: Case) -> list[Place]:
    """The first sentences that tell a step with its number or date, those with a letter first."""
    places: dict[Place, None] = {}
    for offset in _told_steps(case):
        places[case.sentence_at(offset)] = None
        if len(places) == _SHOWN:
            break
    return list(places)


def _told_steps(case: Case) -> Iterator[int]:
    """Where steps are told: by the words of a step, by an opinion with its letter, by a letter of the sender's own."""
    veil = _veiled(case)
    for name in _STEPS:
        for match in cue(name).finditer(veil, *case.body()):
            if not (case.inside_request(match.start()) or case.quoted(match.start()) or _only_cites(case, match)):
                yield match.end() - 1
    yield from (row.start for row in find_opinions(case.submission) if row.letter and row.named)
    yield from _own_letters(case)


def _only_cites(case: Case, match: re.Match[str]) -> bool:
    """Whether a match stands in a basis that names no task: "Căn cứ Kế hoạch ..., Đại hội ngày ..."."""
    bases = case.zone(ZoneKind.LEGAL_BASES)
    left, right = case.sentence_at(match.end() - 1)
    basis = bases[0] <= match.start() < bases[1] or _BASIS.match(case.text, left, right)
    return bool(basis) and not _TASK.search(case.text, left, right)


def _own_letters(case: Case) -> list[int]:
    """Where the submission cites letters of its own sender."""
    letters = [mention for mention in case.mentions() if mention.type in _SENT]
    return [letter.start for letter in own_letters(case.submission, letters)]


def _told(case: Case) -> list[Place]:
    """The sentences that tell of steps and leave out when."""
    return [
        case.sentence_at(match.start()) for match in case.find("undated_step") if not case.inside_request(match.start())
    ]


def _veiled(case: Case) -> str:
    """The text with its letters covered by § and its other documents by ¶, of the same length.

    A letter of a superior that gives no task in the matter is a basis like any other document.
    """
    marks = list(case.text)
    own = set(own_letters(case.submission, case.submission.mentions))
    for mention in case.submission.mentions:
        letter = mention.type in _LETTERS and (mention.number or mention.date)
        sign = "§" if letter and (mention in own or not _is_general(case, mention)) else "¶"
        marks[mention.start : mention.end] = sign * (mention.end - mention.start)
    return "".join(marks)


def _is_general(case: Case, mention: Mention) -> bool:
    """Whether a letter comes from above and nothing beside it speaks of a task, a request or a consent."""
    if not _SUPERIOR.search(mention.number or "") or _BELOW.match(case.text, mention.end):
        return False
    left, right = case.sentence_at(mention.start)
    return not _TASK.search(case.text, max(left, mention.start - _BESIDE), min(right, mention.end + _BESIDE))
