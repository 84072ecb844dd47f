"""A span that an officer corrects: a citation, a request, evidence; kept as a correction and exported as gold."""

from __future__ import annotations

from dataclasses import dataclass

from vn_dossier_nlp.register.flow import Actor
from vn_dossier_nlp.register.register import Register
from vn_dossier_nlp.register.tables import corrections, dossiers
from vn_dossier_nlp.reports.visible import visible

FIELD = "span:"  # how such a correction is named in the register


@dataclass(frozen=True, slots=True)
class Place:
    """Words of the text: ``text[start:end]`` in code points."""

    start: int
    end: int
    text: str


def placed(text: str, quote: str, start: int | None, end: int | None) -> Place | None:
    """Where the quoted words stand: at the place that the browser told, else the nearest; None where nowhere.

    A browser shows hidden characters as their codes and may give back other white space: both are undone.
    """
    if start is not None and end is not None and 0 <= start < end <= len(text) and _same(text[start:end], quote):
        return Place(start, end, text[start:end])
    found = _nearest(text, quote, start or 0)
    return None if found is None else Place(found, found + len(quote), quote)


def keep(
    register: Register, person: Actor, key: int, what: str, place: Place, status: str, expected: int | None
) -> None:
    """Keep a corrected span; it never changes the scored line. Raises RegisterError as every correction does."""
    after = {"start": place.start, "end": place.end, "text": place.text} | ({"status": status} if status else {})
    with register.change(person, "correct") as change:
        change.update(dossiers, key, {}, expected)  # tells who was quicker
        row = {"dossier_id": key, "field": FIELD + what, "before": None, "after": after, "reason": None}
        change.insert(corrections, row | {"who": change.who, "at": change.at})


def _same(one: str, other: str) -> bool:
    return one == other or " ".join(visible(one).split()) == " ".join(other.split())


def _nearest(text: str, quote: str, start: int) -> int | None:
    if not quote.strip():
        return None
    places: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(places) < 1000:
        places.append(at)
        at = text.find(quote, at + 1)
    return min(places, key=lambda place: abs(place - start)) if places else None
