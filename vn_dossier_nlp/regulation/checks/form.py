"""R33: the parts of a document that a text can show (NĐ 30/2020 Điều 8), the first that is missing, and its symbol."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.regulation.case import Case, Result, cannot_tell, met, not_met
from vn_dossier_nlp.schema import Masthead, ZoneKind
from vn_dossier_nlp.structure.bodies import MOTTO

_HEAD = ZoneKind.MASTHEAD.value
_TAIL = ZoneKind.RECIPIENTS.value
_SUBMISSION = "tờ trình"
_CIRCULAR = re.compile(r"TT(?:-|$)")  # of a Thông tư
_AGENCY_FIRST = re.compile(r"(?:UBND|S[A-ZĐ]{1,6}|HĐND)(?:-|$)")
# Signs that a part is there although its field could not be read: then nothing is said to be missing.
_TRACES = {
    "title": re.compile(r"(?i:cộng\s+h|xã\s+hội|độc\s+lập|hạnh\s+phúc)"),
    "number": re.compile(r"(?i:(?<!\w)s[ốôoó]\s*[:.])|\d\s*/|/\s*[A-ZĐ]{2}"),
    "date": re.compile(r"(?i:(?<!\w)(?:ngày|tháng|năm)(?!\w))|(?:19|20)\d\d"),
    "addressee": re.compile(r"(?i:kính\s+g|(?<!\w)g[ửởươ]i(?!\w))"),
    "recipients": re.compile(r"(?i:n[ơo]i\s+nh|như\s+trên|lưu\s*:)"),
}


def parts_of_the_form(case: Case) -> Result:
    """Not met where a part is neither read nor hinted at in a head that could be read, or the symbol is a wrong one.

    A number or a day left blank is that of a draft.
    """
    head = case.submission.masthead
    if not (head.issuer and (head.addressees or (head.type and head.subject))):
        return cannot_tell(zone=_HEAD, why="head_unread")
    place = case.zone(ZoneKind.MASTHEAD)
    doubts = []
    for part, there in _parts(case, head):
        if there:
            continue
        if not _trace(case, part):
            return not_met(zone=_TAIL if part == "recipients" else _HEAD, confidence=0.65, why=f"no_{part}")
        doubts.append(part)
    symbol = head.symbol or ""
    if head.type == _SUBMISSION and (wrong := _wrong_symbol(symbol)):
        return not_met(*case.shown(symbol, place), zone=_HEAD, why=wrong)
    if not head.number and head.symbol:
        return cannot_tell(*case.shown(symbol, place), zone=_HEAD, why="blank_number")
    if doubts:
        return cannot_tell(zone=_HEAD, why=f"{doubts[0]}_unread")
    if not head.signer_role:
        return cannot_tell(zone=_TAIL, why="signer_unread")
    return met(*(case.shown(symbol, place) or (place,)), confidence=0.7, why="complete")


def _parts(case: Case, head: Masthead) -> Iterator[tuple[str, bool]]:
    """The parts in the order of the page, and whether each was read."""
    yield "title", bool(MOTTO.search(skeleton(case.text[slice(*case.zone(ZoneKind.MASTHEAD))])))
    yield "number", bool(head.number or head.symbol)
    yield "date", bool(head.date)
    yield "subject", bool(head.subject)
    yield "addressee", bool(head.addressees)
    if head.signer_role:  # a draft may end with its text
        yield "recipients", bool(head.recipients) or _trace(case, "recipients")


def _trace(case: Case, part: str) -> bool:
    head = case.submission.masthead
    if part == "subject":  # a letter's stands under its number, where columns may be mixed
        return head.type != _SUBMISSION
    start, end = case.zone(ZoneKind.RECIPIENTS if part == "recipients" else ZoneKind.MASTHEAD)
    words = case.text[start:end]
    for subject in case.shown(head.subject, (start, end)):  # what it speaks of is no part of the head
        words = case.text[start : subject[0]] + case.text[subject[1] : end]
    return bool(_TRACES[part].search(words))


def _wrong_symbol(symbol: str) -> str | None:
    if _CIRCULAR.match(symbol):
        return "circular_symbol"
    return "symbol_without_type" if _AGENCY_FIRST.match(symbol) else None
