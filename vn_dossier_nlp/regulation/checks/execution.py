"""funding (R27) and implementation (R25, R26): money and its source; who does it, and by when."""

from __future__ import annotations

import re

from vn_dossier_nlp.language.amounts import find_amounts
from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_applicable, not_met
from vn_dossier_nlp.regulation.checks.request import is_exact
from vn_dossier_nlp.schema import ZoneKind

_COSTS = re.compile(
    r"[Đđ]ầu\s+tư|xây\s+dựng|mua\s+sắm|mua\s|sửa\s+chữa|nâng\s+cấp|cải\s+tạo|trang\s+(?:bị|thiết)|bồi\s+thường|hỗ\s+trợ|kinh\s+phí|"
    r"nguồn\s+lực|vốn|[Đđ]ề\s+án|[Kk]ế\s+hoạch|[Cc]hương\s+trình|lắp\s+đặt|thuê|tổ\s+chức\s+(?:[Ll]ễ|[Hh]ội\s+chợ|[Nn]gày\s+hội|[Ff]estival)|"
    r"thành\s+lập\s+(?:Trung\s+tâm|Trường|Ban\s+Quản\s+lý|Quỹ)"
)
_FOUNDS = re.compile(r"(?:thành\s+lập|kiện\s+toàn)\s+(?:Hội\s+đồng|Ban|Tổ|Đội|Trung\s+tâm)", re.IGNORECASE)
_FOLLOWS = ("plan_scheme_report", "normative_draft", "budget", "request_direction")


def funding(case: Case) -> Result:
    """Applies where what is asked costs money; met where the sum asked for, or who pays and from what, is stated."""
    asked = case.asked()
    costly = next((r for r in asked if r.act_kind == "fund" or _COSTS.search(case.text, r.start, r.end)), None)
    if costly and find_amounts(case.text[costly.start : costly.end]):
        return met((costly.start, costly.end), confidence=0.8)
    if case.purpose in ("personnel", "forwarding"):
        return not_applicable(confidence=0.6)
    paid = next((m.span() for m in case.find("money_paid")), None)
    if paid:
        return met(case.sentence_at(paid[0]), confidence=0.65)
    vague = not is_exact(case)
    if case.purpose == "budget" or (costly is not None and (vague or case.purpose != "individual_decision")):
        places = [(costly.start, costly.end)] if costly else []
        return not_met(*places, zone="main", confidence=0.6)
    return not_applicable(confidence=0.6)


def implementation(case: Case) -> Result:
    """Applies where tasks follow; met where a named body does it or a date is set."""
    for request in case.submission.requests:
        place = (request.start, request.end)
        if request.slots.implementers or case.first("ahead", place):
            return met(place, confidence=0.8)
    later = _told_ahead(case)
    tasks = [r for r in case.submission.requests if r.act_kind == "direct" or case.first("task", (r.start, r.end))]
    founds = any(_FOUNDS.search(case.text, r.start, r.end) for r in case.submission.requests)
    vague = not is_exact(case)
    if later and not (vague and case.purpose == "request_direction"):
        return met(later, confidence=0.6)
    if tasks:
        return not_met((tasks[0].start, tasks[0].end), confidence=0.7)
    if founds or vague or case.purpose in _FOLLOWS:
        return not_met(zone=ZoneKind.REQUEST.value, confidence=0.55)
    return not_applicable(confidence=0.6)


def _told_ahead(case: Case) -> Place | None:
    """A named task or a date ahead, after the first half of the text and outside quotations."""
    start, end = case.body()
    for match in case.find("ahead", (start + (end - start) // 2, end)):
        if not case.quoted(match.start()):
            return case.sentence_at(match.start())
    return None
