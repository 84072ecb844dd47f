"""What would change the word: the fewest gaps that a sender can fill so that the model's word becomes "no".

A change sets the features that it touches to their good value; the words of the text stay as they are, so the
probability that is told is a careful one. It says what the model weighs; an officer decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from vn_dossier_nlp.vagueness.features import NAMES
from vn_dossier_nlp.vagueness.model import Model, Row, calibrated

MOST = 4  # changes that are told together; a longer list is no advice

CHANGES: dict[str, dict[str, float]] = {
    "act": {"act_decides": 1.0, "act_soft": 0.0},
    "object": {"object_named": 1.0, "object_empty": 0.0, "formula_bare": 0.0},
    "amount": {"amount": 1.0, "object_exact": 1.0, "money_open": 0.0},
    "deadline": {"deadline": 1.0},
    "implementer": {"implementer": 1.0, "vague_actor": 0.0},
    "choice": {"left_open": 0.0, "options_open": 0.0},
    "list": {"open_list": 0.0},
    "wording": {"markers": 0.0, "markers_worst": 0.0},
    "draft": {"draft": 1.0, "annex": 1.0},
    "article": {"power_basis": 1.0},
    "opinion": {"named_opinion": 1.0, "takes_view": 1.0, "hedged_opinion": 0.0},
}
"""Code of a change and what it makes of the features. The source of money is none: the model does not weigh it."""

_ONLY_WHERE = {"amount": ("money_open",)}
"""A sum is asked for only where money is: one that nothing costs would be noise."""


@dataclass(frozen=True, slots=True)
class WouldChange:
    """The changes, the probability with them, and whether that lies below the limit."""

    changes: tuple[str, ...]
    probability: float
    enough: bool


def would_change(model: Model, row: Row, limit: float, missing: Iterable[str] = ()) -> WouldChange | None:
    """The smallest set of changes that brings the probability below ``limit``.

    Of several, the one that fills most of the ``missing`` slots, then the one that lowers it most. Where not even
    ``MOST`` changes are enough, the set that lowers it most. None where nothing that can be changed lowers it.
    """
    values = dict(zip(NAMES, row.values, strict=True))
    sets = [found for found in _sets(values) if found]
    if not sets:
        return None
    now, *after = _probabilities(model, row, [values, *(filled(values, one) for one in sets)])
    wanted = frozenset(missing)
    told = [WouldChange(one, round(p, 6), p < limit) for one, p in zip(sets, after, strict=True)]
    enough = [one for one in told if one.enough]
    if enough:
        return min(enough, key=lambda one: (len(one.changes), -len(wanted.intersection(one.changes)), one.probability))
    best = min(told, key=lambda one: (one.probability, len(one.changes)))
    return best if best.probability < now - 0.005 else None


def filled(values: Mapping[str, float], changes: Iterable[str]) -> dict[str, float]:
    """The features after some changes, and what follows from them: an act on a named or counted thing is concrete."""
    after = dict(values)
    for change in changes:
        after.update(CHANGES[change])
    named = after["object_named"] or after["object_exact"]
    if named and after["act_decides"] and not (after["left_open"] or after["vague_actor"]):
        after |= {"concrete_any": 1.0, "concrete_main": 1.0, "specific_share": 1.0}
    return after


def _sets(values: Mapping[str, float]) -> Iterator[tuple[str, ...]]:
    open_ones = [
        code
        for code, good in CHANGES.items()
        if any(values[name] != value for name, value in good.items())
        and all(values[name] for name in _ONLY_WHERE.get(code, ()))
    ]
    for size in range(1, MOST + 1):
        yield from combinations(open_ones, size)


def _probabilities(model: Model, row: Row, filled_in: Sequence[Mapping[str, float]]) -> list[float]:
    """The probability with each set of features; the words, which none of them touches, are looked at once."""
    import numpy as np

    values = np.array([list(one.values()) for one in filled_in], dtype=float)
    inputs = np.tile(model.matrix([row]), (len(filled_in), 1))
    inputs[:, : len(NAMES)] = (values - model.scaler.mean_) / model.scaler.scale_ * np.array(model.factors)
    return [float(probability) for probability in calibrated(model.platt, model.scores_of(inputs))]
