"""R21: a submission goes to one body that settles it; a second one may appraise."""

from __future__ import annotations

import re

from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.regulation.case import Case, Result, cannot_tell, met, not_applicable, not_met
from vn_dossier_nlp.regulation.cues import cue
from vn_dossier_nlp.schema import ZoneKind

_HELPERS = 2  # bodies beside the one that settles: an appraiser and the office that passes it on
# Taken out one after the other, so that the names within names do not count: "Ban cán sự đảng UBND tỉnh".
_KINDS = ("office", "party", "council", "deputy", "central", "committee")
_HEAD = ZoneKind.MASTHEAD.value


def one_addressee(case: Case) -> Result:
    """Not met where a Party committee and a People's Committee, several deciders or many bodies are asked at once."""
    names = [part for name in case.submission.masthead.addressees for part in _parts(name)]
    if not names:
        return cannot_tell(zone=_HEAD, why="unread")
    kinds = [_kinds(name) for name in names]
    head = case.zone(ZoneKind.MASTHEAD)
    places = [place for name in case.submission.masthead.addressees for place in case.shown(name, head)]
    told = [kind for found in kinds for kind in found]
    if "party" in told and "committee" in told:
        return not_met(*places, zone=_HEAD, why="party_and_committee")
    deciders = {kind for kind in told if kind in ("party", "council", "committee", "central")}
    if len(deciders) > 1:
        return not_met(*places, zone=_HEAD, why="several_deciders")
    if "deputy" in told and "committee" in told and len(names) > 1:
        return not_met(*places, zone=_HEAD, confidence=0.6, why="several_leaders")
    if told.count("committee") > 2 or told.count("central") > 1 or len(names) - len(deciders) > _HELPERS:
        return _many(case, places, bool(deciders))
    return met(*places, why="one" if len(names) == 1 else "with_appraiser")


def _many(case: Case, places: list[tuple[int, int]], to_decider: bool) -> Result:
    """A letter that goes to many bodies of one rank asks for opinions; it is no submission to one that settles."""
    if not to_decider and case.submission.masthead.type != "tờ trình":
        return not_applicable(*places, why="consultation")
    return not_met(*places, zone=_HEAD, why="many")


def _parts(name: str) -> list[str]:
    """The bodies of one line: "Tỉnh ủy; HĐND; UBND tỉnh"."""
    return [part.strip() for part in re.split(r";|(?i:đồng\s+kính\s+gửi)\s*:?", name) if part.strip(" -,.")]


def _kinds(name: str) -> list[str]:
    """The kinds of bodies that one line names."""
    bare, found = skeleton(name), []
    for kind in _KINDS:
        bare, count = cue(f"addressed_{kind}").subn(" ", bare)
        found += [kind] * min(count, 1)
    return found
