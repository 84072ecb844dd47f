"""opinions (R10, R12, R13): named bodies and what they said, where other bodies are touched or consulted."""

from __future__ import annotations

from collections.abc import Sequence

from vn_dossier_nlp.extraction.opinions import OpinionRow, find_opinions
from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_applicable, not_met
from vn_dossier_nlp.regulation.cues import cue
from vn_dossier_nlp.schema import Heard, View

_SHOWN = 4  # rows that are shown as evidence
_CONSULTED = ("department", "agency", "committee", "central")  # Party bodies and units make up for nobody


def opinions(case: Case) -> Result:
    """Met where named bodies are told with what they said, or that all agreed; unnamed bodies are not enough."""
    rows = find_opinions(case.submission)
    asked_bodies = [row for row in rows if row.kind == "opinion"]
    unnamed = [row for row in rows if not row.named and not row.body.endswith("phiếu")]
    told = [
        row
        for row in asked_bodies
        if _tells(row) and _is_opinion(case, row) and (row.sort in _CONSULTED or not unnamed)
    ]
    told.sort(key=lambda row: row.sort not in _CONSULTED)
    if told:
        more = [row for row in rows if row.kind == "appraisal" and _tells(row)]
        return met(*_places([*told, *more]), confidence=0.8, why=_open_point(rows))
    if everybody := [row for row in rows if row.unanimous]:
        return met(*_places(everybody), confidence=0.75, why="all_agreed")
    if unnamed:
        return not_met(*_places(unnamed), confidence=0.7, why="unnamed_bodies")
    if silent := [row for row in asked_bodies if row.heard is not Heard.ANSWERED]:
        return not_met(*_places(silent), confidence=0.65, why="asked_no_answer")
    if evasive := [row for row in asked_bodies if row.view is View.NO_VIEW or not row.said]:
        return not_met(*_places(evasive), confidence=0.6, why="no_view")
    if appraised := [row for row in rows if row.kind == "appraisal" and _tells(row)]:
        return met(*_places(appraised), confidence=0.5, why="appraised")
    if rows:
        return not_met(*_places(rows), confidence=0.5, why="no_view")
    if vague := _outside_requests(case, "vague_opinion"):
        return not_met(vague, confidence=0.6, why="unnamed_bodies")
    staff = _staff_of_others(case)
    if staff is not None:
        return not_met(*staff, zone="main", confidence=0.55, why="members_not_asked")
    if touched := _outside_requests(case, "touched"):
        return not_met(touched, confidence=0.5, why="touched_not_asked")
    return not_applicable(confidence=0.6, why="nobody_touched")


def _open_point(rows: tuple[OpinionRow, ...]) -> str:
    """What an officer should still look at where named bodies are told with their views."""
    if any(row.view is View.DISAGREE and row.taken_up is None for row in rows):
        return "differing_unexplained"
    return "some_silent" if any(row.heard is Heard.SILENT for row in rows) else "named_views"


def _outside_requests(case: Case, name: str) -> Place | None:
    """The sentence of the first occurrence of a cue that lies neither in a request nor in a quotation."""
    for match in case.find(name):
        if not case.inside_request(match.start()) and not case.quoted(match.start()):
            return case.sentence_at(match.start())
    return None


def _staff_of_others(case: Case) -> list[Place] | None:
    """The request, or the title alone, that would make members of other bodies sit on a council or a team."""
    for request in case.asked():
        if case.first("members_asked", (request.start, request.end)):
            return [(request.start, request.end)]
    return [] if cue("members_asked").search(case.submission.masthead.subject or "") else None


def _tells(row: OpinionRow) -> bool:
    return row.named and row.heard is Heard.ANSWERED and row.said and row.view is not View.NO_VIEW


def _is_opinion(case: Case, row: OpinionRow) -> bool:
    """Guidance of a ministry is no opinion on the draft, unless it is called one or agrees."""
    return row.sort != "central" or row.view is not None or "ý kiến" in case.text[row.start : row.end]


def _places(rows: Sequence[OpinionRow]) -> list[Place]:
    return list(dict.fromkeys((row.start, row.end) for row in rows))[:_SHOWN]
