"""Why: contributions in log-odds, the clauses that decide, the slots that are missing. Codes and numbers, no
prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vn_dossier_nlp.extraction.asked import Asked
from vn_dossier_nlp.extraction.concreteness import Facts
from vn_dossier_nlp.vagueness.features import NAMES
from vn_dossier_nlp.vagueness.model import Model, Row

if TYPE_CHECKING:
    from vn_dossier_nlp.vagueness.model import Vector

WORDS = "words"
_OF_OBJECT = ("object_empty", "grounded")
_MIDDLE = 0.5
_LEAST = 0.005  # contributions below this say nothing to a reader


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature, or the words together, adds to the log-odds of "generic", against the average
    submission.
    """

    code: str
    value: float  # of the feature; for the words 0
    log_odds: float


@dataclass(frozen=True, slots=True)
class DecidingSpan:
    """``text[start:end]`` of the folded text; ``move``: how much the probability falls when it is taken
    away.
    """

    start: int
    end: int
    move: float
    missing: tuple[str, ...]


def contributions(model: Model, row: Row, inputs: Vector) -> tuple[Contribution, ...]:
    """All contributions that matter, the strongest first; with the constant they sum to the score.

    ``inputs``: the row's line of :meth:`Model.matrix`.
    """
    parts = inputs * model.coefficients()
    count = len(NAMES)
    told = zip(NAMES, row.values, parts[:count].tolist(), strict=True)
    found = [Contribution(name, value, round(part, 6)) for name, value, part in told]
    if len(parts) > count:
        found.append(Contribution(WORDS, 0.0, round(float(parts[count:].sum()), 6)))
    return tuple(sorted((c for c in found if abs(c.log_odds) >= _LEAST), key=lambda c: (-abs(c.log_odds), c.code)))


def telling(found: Sequence[Contribution]) -> tuple[Contribution, ...]:
    """The contributions that say something of the text.

    Where nothing is asked, features of the object stand in the middle between good and bad: that is no finding.
    """
    nothing_asked = any(one.code == "formula_bare" and one.value for one in found)
    return tuple(one for one in found if not (nothing_asked and one.code in _OF_OBJECT and one.value == _MIDDLE))


def may_decide(reading: Asked) -> list[int]:
    """The clauses, by number, that may decide: a formula that asks nothing does not, unless it is all there is."""
    return [n for n, fact in enumerate(reading.facts) if not fact.formula] or list(range(len(reading.facts)))


def deciding_spans(reading: Asked, probability: float, without: Sequence[float]) -> tuple[DecidingSpan, ...]:
    """The clauses that may decide, that whose removal moves the probability most first.

    ``without``: the probability without each of :func:`may_decide`.
    """
    found = [
        DecidingSpan(
            reading.clauses[n].start,
            reading.clauses[n].end,
            round(probability - other, 6),
            missing_slots(reading.facts[n]),
        )
        for n, other in zip(may_decide(reading), without, strict=True)
    ]
    return tuple(sorted(found, key=lambda span: (not span.missing, -abs(span.move), span.start)))


def missing_slots(fact: Facts) -> tuple[str, ...]:
    """What a decision could not be drafted without, by the kind of act (DOMAIN 4); empty where nothing
    needed is missing.
    """
    if fact.concrete and not fact.vague_actor:
        needed = {"amount": fact.money_open and not fact.points_back}
    else:
        needed = {
            "act": fact.kind in ("attend", "opinion", None),
            "object": not (fact.named or fact.exact),
            "amount": fact.money_open,
            "source": fact.money_open and not fact.source,
            "implementer": fact.vague_actor or (fact.kind == "direct" and not fact.implementer),
            "choice": fact.left_open,
        }
    return tuple(code for code, empty in needed.items() if empty)
