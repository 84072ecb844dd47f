"""specific_request (R23): who is to do what on what, so exactly that a decision could be drafted from it."""

from __future__ import annotations

from vn_dossier_nlp.extraction.asked import Asked, asked_facts, backing, read_asked
from vn_dossier_nlp.extraction.concreteness import Facts
from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_met
from vn_dossier_nlp.schema import ZoneKind


def specific_request(case: Case) -> Result:
    """Looks at the whole request: its clauses, the sentence before, and the title (DOSSIER_GUIDE, specific_request)."""
    asked = read_asked(case.submission)
    facts = asked_facts(asked)
    place = _place(asked)
    if facts and _exact(facts[0]):
        evidence = place or _backed(case, asked)
        return met(*([evidence] if evidence else []), confidence=0.8, why="exact")
    if sum(_exact(fact) for fact in facts) * 2 > len(facts) > 1:
        return met(*([place] if place else []), confidence=0.6, why="exact")
    return not_met(*([place] if place else []), zone=ZoneKind.REQUEST.value, confidence=0.7, why=_lacking(facts))


def is_exact(case: Case) -> bool:
    """Whether the main request is an act on a named or counted thing."""
    facts = asked_facts(read_asked(case.submission))
    return bool(facts) and _exact(facts[0])


def _lacking(facts: list[Facts]) -> str:
    """What the main request lacks most."""
    if not facts or facts[0].formula:
        return "nothing_asked"
    fact = facts[0]
    if fact.kind not in ("decide", "fund", "direct"):
        return "no_decision"
    lacks = {"left_open": fact.left_open, "nobody_named": fact.vague_actor, "no_sum": fact.money_open}
    return next((code for code, true in lacks.items() if true), "no_object")


def _exact(fact: Facts) -> bool:
    """An act on a named or counted thing, with a sum where money is asked for."""
    return fact.concrete and not fact.money_open


def _place(asked: Asked) -> Place | None:
    """The main clause: the first of the request zone that is more than a formula, else the last clause."""
    zone = asked.sub.layout.zone(ZoneKind.REQUEST)
    start = zone[0] if zone else 0
    own = [clause for clause, fact in zip(asked.clauses, asked.facts, strict=True) if not fact.formula]
    late = [clause for clause in own if clause.start >= start] or own or list(asked.clauses[-1:])
    return (late[0].start, late[0].end) if late else None


def _backed(case: Case, asked: Asked) -> Place | None:
    """Where the object of a bare formula stands."""
    for text in backing(asked):
        start = case.text.find(text)
        if start >= 0:
            return start, start + len(text)
    return None
