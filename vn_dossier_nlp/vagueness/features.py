"""The features: what a submission fills and leaves empty, as named numbers between 0 and 1 in a fixed order.

None of them grows with length, with the number of figures or with the number of citations: those are the
short cuts by which a detector of vagueness would learn to like long texts (DOMAIN 6.5). None reads who
writes, from where or to whom.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vn_dossier_nlp.extraction.asked import Asked, asked_facts
from vn_dossier_nlp.extraction.concreteness import Facts, bare_object, decides_something
from vn_dossier_nlp.language.amounts import find_amounts
from vn_dossier_nlp.vagueness import support

DECISIVE = ("decide", "fund", "direct")
SOFT = ("attend", "opinion", None)


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature. ``direction``: what a higher value does to vagueness (+1 raises, -1 lowers, 0 either)."""

    name: str
    meaning: str
    direction: int


FEATURES: tuple[Feature, ...] = (
    Feature("specific_share", "share of the requests from which a decision could be drafted", -1),
    Feature("concrete_any", "some request asks an act on a named or counted thing", -1),
    Feature("concrete_main", "the first request does", -1),
    Feature("act_decides", "the first request asks to decide, to pay or to assign", -1),
    Feature("act_soft", "every request asks for care, an opinion or nothing that can be done", 1),
    Feature("object_named", "an object names something that is not the sender", -1),
    Feature("object_exact", "an object holds a quantity, sum, date or number", -1),
    Feature("object_empty", "share of empty words in the object of the first request", 1),
    Feature("amount", "a sum is asked for", -1),
    Feature("deadline", "a time is set in a request", -1),
    Feature("implementer", "a request names who is to act", -1),
    Feature("scope", "a request names the place or range", -1),
    Feature("annex", "a request points to an annex or draft", -1),
    Feature("reference", "a request refers to a provision or a numbered document", -1),
    Feature("money_open", "money is asked for without a sum", 1),
    Feature("formula_bare", "formulas only, and neither title nor sentence before holds an object", 1),
    Feature("formula_backed", "formulas only, their object stands in the title or the sentence before", -1),
    Feature("title_decides", "the title names an act on a named or counted thing", -1),
    Feature("vague_actor", "doers are only 'the bodies concerned'", 1),
    Feature("open_list", "a request ends in an open list", 1),
    Feature("left_open", "a request leaves the measure or the choice to the addressee", 1),
    Feature("options_open", "options are laid out and none is recommended", 1),
    Feature("markers", "mean weight of vague markers in the requests", 1),
    Feature("markers_worst", "the heaviest weight of vague markers in one request", 1),
    Feature("hedged_opinion", "heaviest hedge in an opinion", 1),
    Feature("power_basis", "an article on the power to decide stands before the request", -1),
    Feature("named_opinion", "a named body with its view and its letter or day", -1),
    Feature("takes_view", "somebody concludes that it is fit, needed, agreed or refused", -1),
    Feature("draft", "a draft to be signed is spoken of", -1),
    Feature("grounded", "share of the words of what is asked that recur beside a figure", -1),
)
NAMES: tuple[str, ...] = tuple(feature.name for feature in FEATURES)
SUPPORT = frozenset(("hedged_opinion", "power_basis", "named_opinion", "takes_view", "draft", "grounded"))
"""Features of what surrounds the request; a fault there is rather one of law or process than of vagueness."""


def features(reading: Asked) -> dict[str, float]:
    """The features of a reading, in the order of :data:`FEATURES`."""
    own = asked_facts(reading)
    values = {
        **_of_acts(own),
        **_of_slots(own),
        **_of_money_and_formulas(reading, own),
        **_of_words(reading, own),
        **_of_support(reading, own),
    }
    return {name: float(values[name]) for name in NAMES}


def _any(facts: list[Facts], told: Callable[[Facts], bool]) -> float:
    return float(any(told(fact) for fact in facts))


def _of_acts(own: list[Facts]) -> dict[str, float]:
    first = own[0] if own else None
    return {
        "specific_share": sum(fact.specific for fact in own) / len(own) if own else 0.0,
        "concrete_any": _any(own, lambda fact: fact.concrete),
        "concrete_main": float(first is not None and first.concrete),
        "act_decides": float(first is not None and first.kind in DECISIVE),
        "act_soft": float(bool(own) and all(fact.kind in SOFT for fact in own)),
        "object_named": _any(own, lambda fact: fact.named),
        "object_exact": _any(own, lambda fact: fact.exact),
        "object_empty": first.empty if first else 0.5,
    }


def _of_slots(own: list[Facts]) -> dict[str, float]:
    return {
        "amount": _any(own, lambda fact: fact.amount),
        "deadline": _any(own, lambda fact: fact.deadline),
        "implementer": _any(own, lambda fact: fact.implementer),
        "scope": _any(own, lambda fact: fact.scope),
        "annex": _any(own, lambda fact: fact.annex),
        "reference": _any(own, lambda fact: fact.reference),
    }


def _of_money_and_formulas(reading: Asked, own: list[Facts]) -> dict[str, float]:
    title = reading.sub.masthead.subject or ""
    title_decides = decides_something(title, reading.known)
    formulas_only = all(fact.formula for fact in reading.facts)
    told = bool(find_amounts(title))
    return {
        "money_open": float(
            any(fact.money_open and not fact.points_back for fact in reading.facts)
            and not told
            and not any(fact.amount for fact in own)
        ),
        "formula_bare": float(not own),
        "formula_backed": float(formulas_only and bool(own)),
        "title_decides": float(title_decides),
    }


def _of_words(reading: Asked, own: list[Facts]) -> dict[str, float]:
    return {
        "vague_actor": _any(own, lambda fact: fact.vague_actor),
        "open_list": _any(own, lambda fact: fact.open_list),
        "left_open": _any(own, lambda fact: fact.left_open),
        "options_open": float(support.options_without_choice(reading.sub)),
        "markers": sum(fact.markers for fact in own) / len(own) if own else 0.0,
        "markers_worst": max((fact.markers for fact in own), default=0.0),
    }


def _of_support(reading: Asked, own: list[Facts]) -> dict[str, float]:
    sub = reading.sub
    opinions = support.opinion_sentences(sub, reading.clauses)
    last = max((clause.start for clause in reading.clauses), default=sub.main_text()[1])
    asked = next(
        (c for c, f in zip(reading.clauses, reading.facts, strict=True) if not f.formula and c.request.object),
        None,
    )
    return {
        "hedged_opinion": max((said.hedge for said in opinions), default=0) / 3,
        "power_basis": float(support.has_power_basis(sub, last)),
        "named_opinion": float(any(said.is_named for said in opinions)),
        "takes_view": float(support.takes_view(sub)),
        "draft": float(support.names_draft(sub)),
        "grounded": support.grounded_share(sub, bare_object(asked.request.object or ""), asked.start) if asked else 0.5,
    }
