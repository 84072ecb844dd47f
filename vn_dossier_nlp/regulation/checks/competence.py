"""R20: the submission goes to the body that, by its own words, has the power: committee, Chair, council, department."""

from __future__ import annotations

import re

from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.regulation.case import Case, Result, cannot_tell, met, not_applicable, not_met
from vn_dossier_nlp.regulation.cues import cue
from vn_dossier_nlp.regulation.powers import Power, find_powers
from vn_dossier_nlp.schema import ZoneKind

_KINDS = ("chair", "committee", "council")
_HEAD = ZoneKind.MASTHEAD.value
_BY = re.compile(r"(?<!\w)do\s+$")


def sent_to_the_holder(case: Case) -> Result:
    """Not met where every power that the text shows by an article is held by one other body than the one addressed."""
    if case.addressee not in _KINDS:
        return cannot_tell(zone=_HEAD, why="addressee_unclear")
    held = [(power, holder) for power in find_powers(case) if (holder := _holder(case, power))]
    if not held:
        return not_applicable(why="no_power_named")
    for power, holder in held:
        if holder == case.addressee:
            return met(power.place, why="holder")
    holders = {holder for _, holder in held}
    power, holder = held[0]
    if "council" in holders and case.first("to_council"):
        return met(power.place, why="through_committee")
    if len(holders) > 1 or not _is_explicit(case, power):
        return cannot_tell(power.place, why="holder_unsure")
    address = case.shown(next(iter(case.submission.masthead.addressees), None), case.zone(ZoneKind.MASTHEAD))
    return not_met(power.place, *address, zone=_HEAD, confidence=0.65, why=f"held_by_{holder}")


def _is_explicit(case: Case, power: Power) -> bool:
    """Whether the words give a power to the body, and do not only name it beside a duty or as issuer of a paper."""
    by = "do " if _BY.search(case.text, max(0, power.words[0] - 4), power.words[0]) else ""
    return not cue("power_indirect").search(by + _words(case, power))


def _holder(case: Case, power: Power) -> str | None:
    """Who holds a power, where the words name one body of the province alone."""
    words = _words(case, power)
    if cue("holder_below").search(words):
        return None
    kinds = []
    for kind in _KINDS:
        words, count = cue(f"holder_{kind}").subn(" ", words)
        kinds += [kind] * min(count, 1)
    return kinds[0] if len(kinds) == 1 else None


def _words(case: Case, power: Power) -> str:
    """The words of a power without marks and line breaks."""
    return skeleton(" ".join(case.text[slice(*power.words)].split()))
