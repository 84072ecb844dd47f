"""R18: who signs, and by which mark (NĐ 30/2020 Điều 13): the head, KT. a deputy, TM. a body as a whole."""

from __future__ import annotations

import re

from vn_dossier_nlp.regulation.bodies import Body, body_of
from vn_dossier_nlp.regulation.case import Case, Place, Result, cannot_tell, met, not_met
from vn_dossier_nlp.schema import ZoneKind

_ZONE = ZoneKind.RECIPIENTS.value
_DEPUTY = "PHÓ "
_DELEGATED = {"TL.": "by_order", "TUQ.": "by_grant"}  # valid only with what the text does not show
_MARK_TRACE = re.compile(r"(?<!\w)(?:K\s?[./]?\s?T|KÝ\s+THAY)(?!\w)")
_IN_CHARGE = re.compile(r"\s{1,4}(?:PHỤ\s+TRÁCH|ĐIỀU\s+HÀNH)")
_MARK_LINE = re.compile(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s*[./][^\n|]{2,60}")
_BLOCK = 400  # characters that are quoted where the office itself cannot be pointed at
_ABOVE = 200  # characters from the line of the mark to that of the signer's office


def signed_by_the_right_person(case: Case) -> Result:
    """Not met where an office below the body, another body's office or a deputy without KT. signs.

    A signature block that is not there, or not read, tells nothing: many texts are drafts.
    """
    head = case.submission.masthead
    role, mark = head.signer_role, head.signing_mark
    if not role:
        return cannot_tell(zone=_ZONE, why="unread")
    place = _place(case, role)
    body = body_of(head)
    office = role.removeprefix(_DEPUTY)
    if mark != "TUQ." and body and office in body.below:
        return not_met(*place, zone=_ZONE, confidence=0.8, why="office_below")
    if mark in _DELEGATED:
        return cannot_tell(*place, zone=_ZONE, why=_DELEGATED[mark])
    if body and office not in body.heads:
        if not body.confirmed(head):
            return cannot_tell(*place, zone=_ZONE, why="other_unit_unsure")
        return not_met(*place, zone=_ZONE, confidence=0.7, why="other_unit")
    if role.startswith(_DEPUTY):
        return _by_deputy(case, mark, place)
    return _by_head(mark, body, place)


def _by_deputy(case: Case, mark: str | None, place: tuple[Place, ...]) -> Result:
    if mark == "KT.":
        return met(*place, why="deputy")
    if mark or _MARK_TRACE.search(case.text, *case.zone(ZoneKind.RECIPIENTS)):
        return cannot_tell(*place, zone=_ZONE, why="mark_unread")
    if place and _IN_CHARGE.match(case.text, place[0][1]):
        return cannot_tell(*place, zone=_ZONE, why="deputy_in_charge")
    return not_met(*place, zone=_ZONE, confidence=0.6, why="deputy_without_mark")


def _by_head(mark: str | None, body: Body | None, place: tuple[Place, ...]) -> Result:
    if mark == "Q.":
        return met(*place, why="acting_head")
    if mark == "TM.":
        return met(*place, why="collective")
    if body and body.name == "committee":
        return cannot_tell(*place, zone=_ZONE, why="committee_without_mark")
    return met(*place, why="head")


def _place(case: Case, role: str) -> tuple[Place, ...]:
    """The lines from the mark to the office of the signer; the whole block where OCR spoilt the words."""
    zone = case.zone(ZoneKind.RECIPIENTS)
    found = case.shown(role, zone)
    if not found:
        return ((zone[0], min(zone[1], zone[0] + _BLOCK)),) if zone[1] > zone[0] else ()
    (start, end), *_ = found
    mark = next(_MARK_LINE.finditer(case.text, max(zone[0], start - _ABOVE), start), None)
    return ((mark.start() if mark else start, end),)
