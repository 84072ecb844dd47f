"""R17 and R35: the papers that the text names are there, and they say the same."""

from __future__ import annotations

from collections.abc import Iterable

from vn_dossier_nlp.regulation.case import Case, Place, Result, cannot_tell, met, not_applicable, not_met
from vn_dossier_nlp.regulation.components import Component

_SHOWN = 8  # places that a finding shows


def annexes_complete(case: Case) -> Result:
    """R17. Met where every paper that the text names came along; an annex that came must be named.

    A dossier of one file cannot tell: its papers may lie elsewhere. Nor can one where a file could not be read.
    """
    parts = case.enclosures
    named = _places(row for row in parts.rows if row.place)
    if not parts.compared:
        if named:
            return cannot_tell(*named, zone="dossier", confidence=0.6, why="single_file")
        return not_applicable(confidence=0.6, why="nothing_named")
    if parts.absent:
        places = _places(parts.absent)
        if parts.unread:
            return cannot_tell(*places, zone="dossier", why="unread_files")
        return not_met(*places, zone="dossier", confidence=0.7, why="named_but_absent")
    if any(row.kind == "annex" for row in parts.unnamed):
        return not_met(zone="main", confidence=0.6, why="present_but_unnamed")
    if parts.unnamed:
        return cannot_tell(*named, zone="main", why="files_unnamed")
    if named:
        return met(*named, confidence=0.75, why="all_there")
    return not_applicable(confidence=0.6, why="nothing_named")


def figures_agree(case: Case) -> Result:
    """R35. Not met where two places contradict each other; met where figures of the text stand again in its papers."""
    found = case.mismatches
    if found.contradictions:
        between = any(one.file for one in found.contradictions)
        places = tuple(dict.fromkeys(one.here for one in found.contradictions))[:_SHOWN]
        return not_met(*places, zone="dossier", confidence=0.75, why="between_files" if between else "within_the_text")
    if found.agreeing:
        return met(*found.agreeing, confidence=0.6, why="figures_repeated")
    why = "nothing_to_compare" if case.enclosures.compared else "single_file"
    return not_applicable(confidence=0.6, why=why)


def _places(rows: Iterable[Component]) -> list[Place]:
    return list(dict.fromkeys(row.place for row in rows if row.place))[:_SHOWN]
