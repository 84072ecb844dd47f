"""opinions (R10, R13): named bodies and what they said, where other bodies are touched or consulted."""

from __future__ import annotations

import re

from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_applicable, not_met

_MEMBERS = re.compile(
    r"(?:thành\s+lập|kiện\s+toàn)\s+(?:các\s+)?(?:Hội\s+đồng|Ban\s+Chỉ\s+đạo|Tổ\s+công\s+tác|Đội|Đoàn)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^”\"]{0,1500}[”\"]")


def opinions(case: Case) -> Result:
    """Met where named bodies are told with their view, or all agreed; "the bodies concerned" alone is not enough."""
    asked = _consulted(case)
    for place in asked:
        sentence = case.sentence_at(place[0])
        if case.first("named_opinion", sentence):
            return met(sentence, confidence=0.75)
    if asked:
        following = _paragraph(case, asked[0])
        if case.first("named_opinion", following) and case.first("consulted", following):
            return met(following, confidence=0.55)
        return not_met(case.sentence_at(asked[0][0]), confidence=0.65)
    touched = _touched(case)
    if touched:
        return not_met(touched, zone="main", confidence=0.55)
    return not_applicable(confidence=0.6)


def _consulted(case: Case) -> list[Place]:
    """Where the text tells of consultation: not in a request, a quotation or the bases."""
    quotes = [match.span() for match in _QUOTED.finditer(case.text)]
    found = []
    for match in case.find("consulted"):
        place = match.span()
        if case.inside_request(place[0]) or any(a < place[0] < b for a, b in quotes):
            continue
        if re.search(
            r"(?:trình|đề\s+nghị|báo\s+cáo)\s[^.;]{0,60}$", case.text[max(0, place[0] - 60) : place[0]]
        ):
            continue
        found.append(place)
    return found


def _paragraph(case: Case, place: Place) -> Place:
    return place[0], min(place[0] + 700, case.body()[1])


def _touched(case: Case) -> Place | None:
    """The request that takes staff or money of other bodies: a council of many, or money asked by one below."""
    for request in case.asked():
        if _MEMBERS.search(case.text, request.start, request.end):
            return request.start, request.end
        if request.act_kind == "fund" and case.sender != "department":
            return request.start, request.end
    return None
