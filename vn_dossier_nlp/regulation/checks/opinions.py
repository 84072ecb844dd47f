"""opinions (R10, R13): named bodies and what they said, where other bodies are touched or consulted."""

from __future__ import annotations

import re

from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_applicable, not_met

_MEMBERS = re.compile(
    r"(?:thành\s+lập|kiện\s+toàn)\s+(?:các\s+)?(?:Hội\s+đồng|Ban\s+Chỉ\s+đạo|Tổ\s+công\s+tác|Đội)", re.IGNORECASE
)
_ABOVE = re.compile(r"(?:trình|đề\s+nghị|báo\s+cáo|kiến\s+nghị|giao|theo)\s+(?:với\s+|cho\s+)?$")


def opinions(case: Case) -> Result:
    """Met where named bodies are told with their view; "the bodies concerned" alone is not enough."""
    named = _named(case)
    if named:
        return met(case.sentence_at(named[0]), confidence=0.75)
    for name in ("vague_opinion", "consulted"):
        place = _told(case, name)
        if place:
            return not_met(case.sentence_at(place[0]), confidence=0.65)
    for request in case.asked():
        if _MEMBERS.search(case.text, request.start, request.end):
            return not_met((request.start, request.end), zone="main", confidence=0.55)
    return not_applicable(confidence=0.6)


def _named(case: Case) -> Place | None:
    """The first named body with its view that is neither the submitter nor the body that is asked."""
    own = skeleton(case.submission.masthead.issuer or "")
    for match in case.find("named_opinion"):
        body = skeleton(" ".join(match.group().split()[:5]))
        if _set_aside(case, match.span()) or (own and (body.startswith(own[:18]) or own.startswith(body[:14]))):
            continue
        if not _ABOVE.search(case.text, max(0, match.start() - 24), match.start()):
            return match.span()
    return None


def _told(case: Case, name: str) -> Place | None:
    """The first place where the text tells of consultation in the words of a cue."""
    for match in case.find(name):
        before = case.text[max(0, match.start() - 60) : match.start()]
        if not _set_aside(case, match.span()) and not re.search(r"(?:trình|đề\s+nghị|báo\s+cáo)\s[^.;]{0,60}$", before):
            return match.span()
    return None


def _set_aside(case: Case, place: Place) -> bool:
    """Whether a place lies in a request or in a quoted provision."""
    return case.inside_request(place[0]) or case.quoted(place[0])
