"""managing_department_view (R06, R07) and joint_responsibility (R08): the appraisal by the managing department."""

from __future__ import annotations

import re

from vn_dossier_nlp.extraction.opinions import OpinionRow, find_opinions, find_own_view
from vn_dossier_nlp.extraction.requests import Request
from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_applicable, not_met
from vn_dossier_nlp.regulation.checks.request import is_exact
from vn_dossier_nlp.schema import Heard, View, ZoneKind

_DEPARTMENT = re.compile(
    r"Sở\s|Ban\s+Dân\s+tộc|Thanh\s+tra\s+(?:tỉnh|thành\s+phố)|Công\s+an\s+(?:tỉnh|thành\s+phố|Thành\s+phố)"
)
_CLEAR = (View.AGREE, View.CONDITIONS, View.DISAGREE)
_SHOWN = 3


def managing_department_view(case: Case) -> Result:
    """Where the submitter is a department: its own clear view; else the appraisal of a named department with its view.

    A committee that submits to the council needs none, nor does who asks a department to decide.
    """
    if case.addressee == "council" and case.sender == "committee":
        return not_applicable(confidence=0.8, why="committee_to_council")
    if _to_department(case):
        return not_applicable(confidence=0.75, why="department_decides")
    return _own_view(case) if case.sender == "department" else _view_of_others(case)


def _to_department(case: Case) -> bool:
    """Whether a department is asked to decide."""
    first = next(iter(case.submission.masthead.addressees), "")
    return bool(re.match(r"(?:(?:Đồng chí|Ông|Bà) )?(?:Giám đốc )?Sở(?: |$)", first))


def _own_view(case: Case) -> Result:
    """What the submitting department says itself; its request counts where it asks for a decision on a named thing."""
    neutral = [match.span() for match in case.find("takes_no_side") if not case.quoted(match.start())]
    if neutral and not case.first("chooses"):
        return not_met(*_sentences(case, neutral[-1:]), confidence=0.65, why="takes_no_side")
    stated = [place for place in find_own_view(case.submission) if not _of_others(case, place[0])]
    found = [match.span() for match in case.find("own_view") if not case.quoted(match.start())]
    found = [place for place in found if not _of_others(case, place[0])]
    request = _main_request(case)
    decides = request and (request.formula or request.act_kind in ("decide", "fund", "direct"))
    if not stated and not found and (not decides or (case.purpose == "request_direction" and not is_exact(case))):
        return not_met(*([(request.start, request.end)] if request else []), confidence=0.6, why="own_view_unsaid")
    asked = [(request.start, request.end)] if request else []
    code = "own_view" if stated or found else "own_request"
    return met(*_sentences(case, [*stated[-2:], *found[-1:]]), *asked, confidence=0.7, why=code)


def _main_request(case: Case) -> Request | None:
    """The request that the submission ends in: the first with an object of its own in its zone, else the last."""
    late = [request for request in case.submission.requests if request.start >= case.zone(ZoneKind.REQUEST)[0]]
    asked = late or list(case.submission.requests[-1:])
    return next((request for request in asked if not request.formula), asked[0] if asked else None)


def _of_others(case: Case, offset: int) -> bool:
    """Whether an offset lies in what another body said."""
    return any(row.start <= offset < row.end for row in find_opinions(case.submission))


def _sentences(case: Case, places: list[Place]) -> list[Place]:
    return list(dict.fromkeys(case.sentence_at(place[0]) for place in places))


def _view_of_others(case: Case) -> Result:
    """Judged by the department that appraised; where none did, by every department that was asked."""
    rows = [row for row in find_opinions(case.submission) if row.named]
    appraised = [row for row in rows if row.kind == "appraisal" and row.sort != "council"]
    asked = [row for row in rows if _DEPARTMENT.match(row.body)]
    judged = [row for row in rows if row.body in {one.body for one in appraised}] or asked
    clear = [row for row in judged if row.view in _CLEAR and not row.basic]
    silent = [
        row for row in judged if row.view in (View.NO_VIEW, View.NOT_COMPETENT) or row.heard is not Heard.ANSWERED
    ]
    if clear and not silent:
        return met(*_places(clear), confidence=0.75 if appraised else 0.6, why="appraised" if appraised else "agreed")
    if silent:
        code = "no_view" if any(row.heard is Heard.ANSWERED for row in silent) else "asked_no_answer"
        return not_met(*_places(silent), confidence=0.65, why=code)
    if any(row.basic for row in judged):
        return not_met(*_places([row for row in judged if row.basic]), confidence=0.65, why="basically_agrees_unsaid")
    if judged:
        return not_met(*_places(judged), confidence=0.6, why="appraisal_without_view")
    return not_met(zone="main", confidence=0.7, why="no_appraisal")


def _places(rows: list[OpinionRow]) -> list[Place]:
    return list(dict.fromkeys((row.start, row.end) for row in rows))[:_SHOWN]


def joint_responsibility(case: Case) -> Result:
    """Applies where a department other than the submitter appraises: it answers together with the submitter."""
    view = managing_department_view(case)
    place = case.first("joint")
    others = any(row.kind == "appraisal" and row.named for row in find_opinions(case.submission))
    if view.why in ("committee_to_council", "department_decides"):
        return not_applicable(confidence=0.7, why=view.why)
    if case.sender == "department" and not (place and others):
        return not_applicable(confidence=0.7, why="own_matter")
    if place:
        return met(case.sentence_at(place[0]), confidence=0.7, why="said")
    return not_met(*view.evidence[:1], zone="main", confidence=0.7, why="unsaid" if view.evidence else "no_appraisal")
