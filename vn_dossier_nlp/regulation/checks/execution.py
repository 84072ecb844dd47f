"""funding (R27) and implementation (R25, R26): money and its source; who does it, and by when."""

from __future__ import annotations

import re

from vn_dossier_nlp.language.amounts import find_amounts
from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_applicable, not_met

_COSTS = re.compile(
    r"thành\s+lập\s+(?:Trung\s+tâm|Ban|Hội\s+đồng|Quỹ|Trường|Chi\s+cục)|đầu\s+tư|xây\s+dựng|mua\s+sắm|sửa\s+chữa|nâng\s+cấp|cải\s+tạo|trang\s+bị|bồi\s+thường|hỗ\s+trợ|tổ\s+chức\s+(?:Lễ|Hội|hội|lễ|đoàn)|"
    r"[Đđ]ề\s+án|[Kk]ế\s+hoạch|[Cc]hương\s+trình|tuyển\s+dụng|mở\s+rộng|lắp\s+đặt|thuê"
)
_LOOKS_AHEAD = ("plan_scheme_report", "normative_draft", "budget", "request_direction")
_LASTING = re.compile(
    r"cho\s+phép\s+(?:đổi|thành\s+lập|sáp\s+nhập|hợp\s+nhất)|công\s+nhận|phê\s+duyệt\s+[Đđ]iều\s+lệ|giải\s+thể|miễn\s+nhiệm|bổ\s+nhiệm"
)


def funding(case: Case) -> Result:
    """Applies where what is asked costs money; met where the sum or its source is stated."""
    asked = case.asked()
    costly = next(
        (r for r in asked if r.act_kind == "fund" or _COSTS.search(case.text, r.start, r.end)), None
    )
    if case.purpose != "budget" and (costly is None or case.purpose in ("personnel", "forwarding")):
        return not_applicable(confidence=0.65)
    start, end = case.body()
    if costly and find_amounts(case.text[costly.start : costly.end]):
        return met((costly.start, costly.end), confidence=0.8)
    source = case.first("money_source")
    if source:
        return met(case.sentence_at(source[0]), confidence=0.65)
    for match in case.find("money"):
        sentence = case.sentence_at(match.start())
        if case.purpose != "budget" and find_amounts(case.text[slice(*sentence)]):
            return met(sentence, confidence=0.55)
    if (
        case.purpose != "budget"
        and costly
        and costly.act_kind != "fund"
        and case.first("money", (start, end)) is None
        and not _plans(costly.object)
    ):
        return not_applicable(confidence=0.5)
    return not_met(*([(costly.start, costly.end)] if costly else []), zone="main", confidence=0.65)


def _plans(target: str | None) -> bool:
    return bool(target and re.search(r"[Kk]ế\s+hoạch|[Đđ]ề\s+án|[Cc]hương\s+trình|[Tt]hành\s+lập", target))


def implementation(case: Case) -> Result:
    """Applies where tasks follow; met where a named body does it or a date is set; "the bodies concerned" is not enough."""
    asked = case.submission.requests
    for request in asked:
        place = (request.start, request.end)
        if request.slots.implementers or case.first("named_task", place) or case.first("deadline", place):
            return met(place, confidence=0.8)
    tasks = [
        request
        for request in asked
        if request.act_kind == "direct" or case.first("task", (request.start, request.end))
    ]
    ahead = case.purpose in _LOOKS_AHEAD or bool(tasks) or any(_founds(case, (r.start, r.end)) for r in asked)
    later = _told_later(case)
    if later and (ahead or not _only_recognises(case)):
        return met(later, confidence=0.6)
    if tasks:
        return not_met((tasks[0].start, tasks[0].end), confidence=0.7)
    if case.purpose in ("plan_scheme_report", "normative_draft") or any(
        _founds(case, (r.start, r.end)) for r in asked
    ):
        return not_met(zone="main", confidence=0.6)
    return not_applicable(confidence=0.6)


def _founds(case: Case, place: Place) -> bool:
    return bool(
        re.search(
            r"(?:thành\s+lập|kiện\s+toàn)\s+(?:Hội\s+đồng|Ban|Tổ|Đội|Trung\s+tâm)",
            case.text[slice(*place)],
            re.IGNORECASE,
        )
    )


def _only_recognises(case: Case) -> bool:
    return any(_LASTING.search(case.text, request.start, request.end) for request in case.submission.requests)


def _told_later(case: Case) -> Place | None:
    """A named task or a date ahead, in the second half of the text."""
    start, end = case.body()
    half = start + (end - start) // 3
    for name in ("named_task", "deadline"):
        place = case.first(name, (half, end))
        if place:
            return case.sentence_at(place[0])
    return None
