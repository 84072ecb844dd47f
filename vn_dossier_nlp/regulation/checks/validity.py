"""R36: what a submission rests on is in force on its day; only by the registry of ``law/``, which knows its sources."""

from __future__ import annotations

from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.law.status import EXPIRED, IN_FORCE, PARTLY_EXPIRED
from vn_dossier_nlp.regulation.case import Case, Result, cannot_tell, met, not_applicable, not_met
from vn_dossier_nlp.schema import Citation

_BASES = ("basis", "authority_basis")
_SURE = 0.9  # of the instrument that is meant: by its number, by the document or as the only one of its name


def bases_in_force(case: Case) -> Result:
    """Not met where a basis had expired on the date of the submission; what the registry does not know proves nothing.

    An old instrument that is told as history, or as one that has expired, is no basis.
    """
    pairs = zip(case.submission.mentions, case.citations, strict=True) if case.citations else ()
    bases = [(mention, citation) for mention, citation in pairs if citation.role in _BASES]
    if not bases:
        return not_applicable(why="no_basis")
    gone = [mention for mention, citation in bases if citation.status_on_date == EXPIRED and _is_sure(citation)]
    doubted = [mention for mention in gone if case.first("expiry_told", case.sentence_at(mention.start))]
    if wrong := [mention for mention in gone if mention not in doubted]:
        return not_met(*_places(wrong), confidence=0.8, why="expired")
    if doubted:
        return cannot_tell(*_places(doubted), why="expiry_told")
    valid = [mention for mention, citation in bases if citation.status_on_date in (IN_FORCE, PARTLY_EXPIRED)]
    return met(*_places(valid[:3]), confidence=0.7, why="in_force") if valid else cannot_tell(why="unknown")


def _is_sure(citation: Citation) -> bool:
    return (citation.confidence or 0) >= _SURE and not citation.did_you_mean and not citation.contradictions


def _places(mentions: list[Mention]) -> list[tuple[int, int]]:
    return [(mention.start, mention.end) for mention in mentions]
