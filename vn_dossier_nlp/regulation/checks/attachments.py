"""draft_attached (R16, R17): a draft or the file is said to be attached, where something is to be issued or signed."""

from __future__ import annotations

from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_applicable, not_met


def draft_attached(case: Case) -> Result:
    """Met where the text names an attached draft or file, or asks to sign a named draft; a plain question needs none."""
    place = case.first("attached")
    if place:
        return met(case.sentence_at(place[0]) if place[1] - place[0] < 60 else place, confidence=0.75)
    if case.attachments:
        return met(confidence=0.5)
    deciding = [r for r in case.submission.requests if r.act_kind in ("decide",)]
    if deciding or case.purpose in (
        "individual_decision",
        "normative_draft",
        "plan_scheme_report",
        "personnel",
    ):
        return not_met(*_places(deciding), zone="main", confidence=0.6)
    return not_applicable(confidence=0.6)


def _places(requests: list) -> list[Place]:  # type: ignore[type-arg]
    return [(request.start, request.end) for request in requests[:1]]
