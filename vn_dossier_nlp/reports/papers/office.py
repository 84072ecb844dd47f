"""The Office that writes: as the user names it, else that of the committee to which the submission is addressed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vn_dossier_nlp.grammar.tables import provinces
from vn_dossier_nlp.language.folding import key
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.schema import Masthead

BLANK = "…"
"""What is not known and is left for a person to write."""

_COMMITTEE = "Ủy ban nhân dân"
_OFFICE = "Văn phòng"
_ADDRESSED = re.compile(r"\b(?:ủy ban nhân dân|ubnd)\b")
_LOWER_LEVEL = re.compile(r"\b(?:ủy ban nhân dân|ubnd) (?:huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)\b")
_LEVEL = re.compile(r"\b(tỉnh|thành phố|tp)\b")
_LEVELS = {"tỉnh": "tỉnh", "thành phố": "thành phố", "tp": "thành phố"}
_LONGEST = 160  # characters of a name that a user gives


@dataclass(frozen=True, slots=True)
class Office:
    """An Office and the committee whose it is, as they stand in a sentence."""

    committee: str  # "Ủy ban nhân dân tỉnh Khánh Hòa"
    name: str  # "Văn phòng Ủy ban nhân dân tỉnh Khánh Hòa"


UNKNOWN = Office(f"{_COMMITTEE} {BLANK}", f"{_OFFICE} {_COMMITTEE} {BLANK}")


def office_named(name: str) -> Office:
    """The Office that a user names: the Office, its committee, or only the province.

    >>> office_named("tỉnh Lâm Đồng").name
    'Văn phòng Ủy ban nhân dân tỉnh Lâm Đồng'
    """
    said = one_line(name, _LONGEST)
    committee = said[len(_OFFICE) :].strip() if key(said).startswith(key(_OFFICE)) else said
    if not committee:
        return UNKNOWN
    if _LEVEL.match(key(committee)):
        committee = f"{_COMMITTEE} {committee}"
    return Office(committee, f"{_OFFICE} {committee}")


def office_of(head: Masthead) -> Office:
    """The Office of the provincial committee that is addressed, in the words of the document; else blanks."""
    for addressee in head.addressees:
        said = key(addressee)
        if not _ADDRESSED.search(said) or _LOWER_LEVEL.search(said):
            continue
        level = _LEVEL.search(said)
        place = _place_in(said) or (level and _place_elsewhere(head, _LEVELS[level.group(1)]))
        if place:
            return office_named(place)
    return UNKNOWN


def _place_elsewhere(head: Masthead, level: str) -> str | None:
    """The province of "UBND tỉnh" from the rest of the head."""
    for field in (head.parent, head.issuer, *head.recipients):
        place = _place_in(key(field or ""))
        if place and place.startswith(level):
            return place
    names = {key(province.name): province.name for province in provinces()}
    name = names.get(key(head.place or ""))
    return f"{level} {name}" if name else None


def _place_in(said: str) -> str | None:
    """ "tỉnh Thừa Thiên Huế": a level with the name of a province, as a folded text has them."""
    for province in provinces():
        name = re.escape(key(province.name))
        # One or two words may stand before a name of today that was longer: "Thừa Thiên Huế".
        found = re.search(rf"\b(tỉnh|thành phố|tp)\b\.? ?((?:[^\W\d]{{1,8}} ){{0,2}}?){name}\b", said)
        if found:
            return f"{_LEVELS[found.group(1)]} {found.group(2).title()}{province.name}"
    return None
