"""implementation (R25, R26): where tasks follow, who does them, or by when."""

from __future__ import annotations

import re

from vn_dossier_nlp.extraction.requests import Request
from vn_dossier_nlp.language.dates import find_dates
from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_applicable, not_met
from vn_dossier_nlp.regulation.checks.request import is_exact
from vn_dossier_nlp.schema import ZoneKind

_FOUNDS = re.compile(r"(?:thành\s+lập|kiện\s+toàn)\s+(?:Hội\s+đồng|Ban|Tổ|Đội|Trung\s+tâm)", re.IGNORECASE)
_FOLLOWS = ("plan_scheme_report", "normative_draft", "budget", "request_direction")
_STRONG = re.compile(
    r"chủ\s+trì|đầu\s+mối|chủ\s+đầu\s+tư|thường\s+trực|(?:có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm)\s+(?:tổ\s+chức|thực\s+hiện|xếp|lập)"
    r"|giám\s+sát|theo\s+dõi,|(?<!\w)sẽ\s(?!tiếp)"
)
_LATE = 0.35  # share of the text after which what is told is to come; before it stands how things came about


def implementation(case: Case) -> Result:
    """Applies where tasks follow; met where a named body does them or a date ahead is set."""
    for request in case.submission.requests:
        place = (request.start, request.end)
        if request.slots.implementers or case.first("given_to", place) or _asked_of_doer(case, request):
            return met(place, confidence=0.8, why="named_doer")
    if told := _told(case):
        return met(told, confidence=0.65, why="told_ahead")
    for request in case.submission.requests:
        place = (request.start, request.end)
        if case.purpose != "personnel" and _dated(case, place) == "ahead":
            return met(place, confidence=0.6, why="deadline")
    tasks = [r for r in case.submission.requests if _tasked(case, r)]
    if tasks:
        return not_met((tasks[0].start, tasks[0].end), confidence=0.7, why="nobody_named")
    if case.purpose == "forwarding":
        return not_applicable(confidence=0.6, why="no_task_follows")
    founds = any(_FOUNDS.search(case.text, r.start, r.end) for r in case.submission.requests)
    vague = not is_exact(case)
    if founds or vague or case.purpose in _FOLLOWS:
        return not_met(zone=ZoneKind.REQUEST.value, confidence=0.55, why="nothing_told")
    return not_applicable(confidence=0.6, why="no_task_follows")


def _tasked(case: Case, request: Request) -> bool:
    place = (request.start, request.end)
    return request.act_kind == "direct" or any(case.first(name, place) for name in ("task", "work_follows"))


def _asked_of_doer(case: Case, request: Request) -> bool:
    """Whether the request itself says who will do it by when: "cho phép hợp nhất, Đoàn lâm thời tổ chức Đại hội"."""
    words = (request.start + (request.end - request.start) // 4, request.end)  # behind who asks and who is asked
    doer = case.first("doer_does", words)
    return bool(doer and case.first("deadline", (doer[0], request.end))) and case.purpose != "personnel"


def _told(case: Case) -> Place | None:
    """The sentence, after how things came about, that says who will do what, or by when."""
    start, end = case.body()
    late = start + int((end - start) * _LATE)
    best: tuple[int, Place] | None = None
    for sentence in case.sentences():
        if sentence.end < late or case.quoted(sentence.start):
            continue
        for place in _parts(case, (sentence.start, sentence.end)):
            weight = _weight(case, place)
            if weight and (best is None or weight > best[0]):
                best = weight, place
    return best[1] if best else None


def _parts(case: Case, sentence: Place) -> list[Place]:
    """A sentence cut at its semicolons: every part has its own doer."""
    bounds = [sentence[0], *(m.end() for m in re.finditer(r";\s", case.text[slice(*sentence)])), sentence[1]]
    bounds[1:-1] = [sentence[0] + offset for offset in bounds[1:-1]]
    return list(zip(bounds, bounds[1:], strict=False))


def _weight(case: Case, place: Place) -> int:
    """2: a doer and a date ahead; 1: one of them, clearly of what is to come; 0: neither."""
    given = case.first("given_to", place)
    doer = case.first("doer_does", place)
    when = case.first("deadline", place)
    dated = _dated(case, place)
    told = max((found[1] for found in (given, doer, when) if found), default=place[1])
    if dated == "past" or case.first("told_past", (place[0], told)):
        return 0
    if (doer or given) and when:
        return 2
    strong = doer and _STRONG.search(case.text, *place)
    alone = when and dated == "ahead" and case.purpose != "personnel"  # the day of a retirement is no task
    return 1 if strong or given or alone else 0


def _dated(case: Case, place: Place) -> str | None:
    """Whether the latest date of a stretch lies "ahead" of the document's own, or in the "past"."""
    own = case.submission.masthead.date
    dates = [date.iso for date in find_dates(case.text[slice(*place)])]
    if not own or not dates:
        return None
    return "ahead" if max(dates) > own[: len(max(dates))] else "past"
