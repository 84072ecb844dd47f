"""Whether a normative draft is put before the addressee, and how sure that is (requirements.csv R14; DOMAIN 3.2)."""

from __future__ import annotations

from dataclasses import dataclass

from vn_dossier_nlp.regulation.case import Case, Place
from vn_dossier_nlp.schema import ZoneKind

_BY_ITSELF = ("normative_number", "normative_called")
_WITH_PURPOSE = ("normative_rules", "normative_replaced", "normative_law")


@dataclass(frozen=True, slots=True)
class Draft:
    """Where a draft is named; not ``sure`` where it may be rules for one house alone, as many a Quy chế is."""

    place: Place
    sure: bool


def normative_draft(case: Case) -> Draft | None:
    """A year in its number, the words, or a draft in a submission of that purpose.

    None where only leave is asked to begin with a draft.
    """
    spoken = [case.zone(ZoneKind.MASTHEAD), *((request.start, request.end) for request in case.asked())]
    if any(case.first("normative_proposal", place) for place in spoken):
        return None
    for name in _BY_ITSELF:
        if place := case.first(name):
            return Draft(place, sure=True)
    if case.purpose != "normative_draft":
        return None
    found = next((found for place in (*spoken, case.body()) if (found := case.first("normative_draft", place))), None)
    if found is None:
        return None
    everywhere = (*spoken, case.body())
    sure = any(case.first(name, place) for name in _WITH_PURPOSE for place in everywhere)
    return Draft(found, sure)
