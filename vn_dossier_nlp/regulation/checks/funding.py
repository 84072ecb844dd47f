"""funding (R27): what is asked costs money: the sum, or who pays and from what."""

from __future__ import annotations

import re

from vn_dossier_nlp.language.amounts import Amount, find_amounts, find_spelled
from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_applicable, not_met
from vn_dossier_nlp.regulation.checks.request import is_exact
from vn_dossier_nlp.schema import ZoneKind

_LATE = 0.35  # share of the text after which costs are told; the facts before it hold other sums
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def funding(case: Case) -> Result:
    """Met where a sum is asked for, or the cost or its source is stated for what is to come.

    "Kinh phí theo quy định" states neither. Applies to money, works, plans and new bodies; recognising a charter or a
    name costs nothing (DOSSIER_GUIDE).
    """
    asked = case.asked()
    costly = next((r for r in asked if r.act_kind == "fund" or case.first("costs", (r.start, r.end))), None)
    if costly and _sums(case.text[costly.start : costly.end]):
        return met((costly.start, costly.end), confidence=0.8, why="sum_asked")
    title = case.submission.masthead.subject or ""
    if case.purpose == "budget" and _sums(title):
        return met(*_place_of(case, title), confidence=0.7, why="sum_asked")
    vague = _vague(case)
    kinds = (("money_from", "source_stated"), ("money_sum", "sum_stated"))
    for name, why in kinds if is_exact(case) else kinds[:1] if vague is None else ():
        if stated := _stated(case, name):
            return met(stated, confidence=0.65, why=why)
    if vague:
        return not_met(vague, confidence=0.65, why="unsaid_source")
    if case.purpose in ("personnel", "forwarding"):
        return not_applicable(confidence=0.6, why="costs_nothing")
    surely = next((r for r in asked if case.first("costs_surely", (r.start, r.end))), None)
    costly = costly or surely
    if (
        case.purpose == "budget"
        or surely
        or (costly is not None and (not is_exact(case) or case.purpose != "individual_decision"))
    ):
        return not_met(
            *([(costly.start, costly.end)] if costly else []), zone="main", confidence=0.6, why="no_money_stated"
        )
    return not_applicable(confidence=0.6, why="costs_nothing")


def _place_of(case: Case, title: str) -> list[Place]:
    """Where the title stands; empty where the head broke it up."""
    found = re.search(r"\s+".join(map(re.escape, title.split())), case.text[: case.body()[0]])
    return [found.span()] if found else []


def _sums(text: str) -> list[Amount]:
    return find_amounts(text) or find_spelled(text)


def _stated(case: Case, name: str) -> Place | None:
    """The sentence that states cost or source; not what was spent before, not a phrase without content."""
    start, end = case.body()
    late = start + int((end - start) * _LATE) if name == "money_sum" else start
    for match in case.find(name, (late, end)):
        sentence = case.sentence_at(match.start())
        if _is_basis(case, match.start()) or case.quoted(match.start()) or _over(case, sentence):
            continue
        if case.first("money_vague", sentence):
            continue
        return sentence
    return None


def _vague(case: Case) -> Place | None:
    for match in case.find("money_vague"):
        if not _is_basis(case, match.start()) and not case.quoted(match.start()):
            return case.sentence_at(match.start())
    return None


def _over(case: Case, sentence: Place) -> bool:
    """Whether a sentence tells of money that was spent: its words or its years lie in the past."""
    if case.first("money_past", sentence):
        return True
    years = [int(year) for year in _YEAR.findall(case.text, *sentence)]
    own = (case.submission.masthead.date or "")[:4]
    return bool(years and own) and max(years) < int(own) - 1


def _is_basis(case: Case, offset: int) -> bool:
    zone = case.submission.layout.zone(ZoneKind.LEGAL_BASES)
    return bool(zone and zone[0] <= offset < zone[1])
