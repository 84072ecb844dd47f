"""managing_department_view (R06, R07) and joint_responsibility (R08): the appraisal by the managing department."""

from __future__ import annotations

import re

from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_applicable, not_met

_SO = re.compile(r"(?:Sở|Ban\s+Dân\s+tộc|Thanh\s+tra\s+(?:tỉnh|thành\s+phố)|Công\s+an\s+(?:tỉnh|thành\s+phố))(?:\s|$)")
_CLEAR = re.compile(
    r"thống\s+nhất|đồng\s+ý|nhất\s+trí|đồng\s+thuận|tán\s+thành|đủ\s+điều\s+kiện|phù\s+hợp|cần\s+thiết|không\s+đồng\s+ý|chưa\s+(?:thống\s+nhất|đồng\s+ý|đủ)|đề\s+nghị\s+(?:giảm|tăng|điều\s+chỉnh|phê\s+duyệt|cho\s+phép|chấp\s+thuận)|"
    r"kết\s+luận|khẳng\s+định|xác\s+nhận|có\s+đủ|đúng\s+quy\s+định"
)


def managing_department_view(case: Case) -> Result:
    """Where the submitter is a department: its own clear view; else the appraisal of a named department with its view.

    A committee that submits to the council needs none.
    """
    if case.addressee == "council" and case.sender == "committee":
        return not_applicable(confidence=0.8)
    if case.sender == "department":
        return _own_view(case)
    found = _appraisals(case)
    if not found:
        return not_met(zone="main", confidence=0.7)
    for sentence in found:
        if _CLEAR.search(case.text, *sentence) and not case.first("no_view", sentence):
            return met(sentence, confidence=0.7)
    return not_met(found[0], confidence=0.6)


def _own_view(case: Case) -> Result:
    place = case.first("own_view")
    if place:
        return met(case.sentence_at(place[0]), confidence=0.7)
    decided = [
        request
        for request in case.submission.requests
        if request.formula or request.act_kind in ("decide", "fund", "direct")
    ]
    if decided:
        return met((decided[-1].start, decided[-1].end), confidence=0.6)
    asked = case.submission.requests
    return not_met(*[(r.start, r.end) for r in asked[:1]], zone="main", confidence=0.6)


def _appraisals(case: Case) -> list[Place]:
    """The sentences in which a department appraises or gives its view, outside the requests."""
    found = []
    for sentence in case.sentences():
        if not _SO.search(case.text, sentence.start, sentence.end):
            continue
        cue = case.first("appraisal", (sentence.start, sentence.end))
        if cue and not case.inside_request(cue[0]):
            found.append((sentence.start, sentence.end))
    return found


def joint_responsibility(case: Case) -> Result:
    """Applies where a department other than the submitter appraises: it answers together with the submitter."""
    if case.sender == "department" or (case.addressee == "council" and case.sender == "committee"):
        return not_applicable(confidence=0.7)
    place = case.first("joint")
    if place:
        return met(case.sentence_at(place[0]), confidence=0.7)
    return not_met(*_appraisals(case)[:1], zone="main", confidence=0.7)
