"""What would change the word: the fewest gaps that a sender can fill so that the model's word becomes "no".

A change sets the features that it touches to their good value; the words of the text stay as they are, so the
probability that is told is a careful one. It says what the model weighs; an officer decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, compress
from typing import TYPE_CHECKING

from vn_dossier_nlp.vagueness.features import NAMES
from vn_dossier_nlp.vagueness.model import Model, Row, calibrated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vn_dossier_nlp.vagueness.model import Vector

    Flags = NDArray[np.bool_]

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

_LEAST_FALL = 0.005  # of the probability: less is no advice
_PLACES = {name: place for place, name in enumerate(NAMES)}
_CONCRETE = ("object_named", "object_exact", "act_decides", "left_open", "vague_actor")


@dataclass(frozen=True, slots=True)
class WouldChange:
    """The changes, the probability with them, and whether that lies below the limit."""

    changes: tuple[str, ...]
    probability: float
    enough: bool


def would_change(
    model: Model, row: Row, inputs: Vector, limit: float, missing: Iterable[str] = ()
) -> WouldChange | None:
    """The smallest set of changes that brings the probability below ``limit``.

    Of several, the one that fills most of the ``missing`` slots, then the one that lowers it most. Where not even
    ``MOST`` changes are enough, the set that lowers it most. None where nothing that can be changed lowers it.
    ``inputs``: the row's line of :meth:`Model.matrix`.
    """
    import numpy as np

    codes = _open_codes(dict(zip(NAMES, row.values, strict=True)))
    if not codes:
        return None
    chosen = _sets(len(codes))
    found = _probabilities(model, inputs, np.vstack([row.values, filled(row.values, codes, chosen)]))
    now, after = found[0], found[1:]
    told = np.round(after, 6)
    sizes = chosen.sum(axis=1)
    wanted = (chosen & np.isin(codes, list(missing))).sum(axis=1)
    enough = np.flatnonzero(after < limit)
    if len(enough):
        best = enough[np.lexsort((told[enough], -wanted[enough], sizes[enough]))[0]]
    else:
        best = np.lexsort((sizes, told))[0]
        if told[best] >= now - _LEAST_FALL:
            return None
    return WouldChange(tuple(compress(codes, chosen[best])), round(float(after[best]), 6), bool(len(enough)))


def filled(values: Sequence[float], codes: Sequence[str], chosen: Flags) -> Vector:
    """The features after each set of changes, a row of ``chosen`` that tells which of ``codes`` are in it.

    And what follows from them: an act on a named or counted thing is concrete.
    """
    import numpy as np

    after = np.tile(np.array(values, dtype=float), (len(chosen), 1))
    for code, taken in zip(codes, chosen.T, strict=True):
        for name, good in CHANGES[code].items():
            after[taken, _PLACES[name]] = good
    told = {name: after[:, _PLACES[name]] > 0 for name in _CONCRETE}
    concrete = (told["object_named"] | told["object_exact"]) & told["act_decides"]
    concrete &= ~(told["left_open"] | told["vague_actor"])
    for name in ("concrete_any", "concrete_main", "specific_share"):
        after[concrete, _PLACES[name]] = 1.0
    return after


def _open_codes(values: Mapping[str, float]) -> list[str]:
    """The changes that would change something."""
    return [
        code
        for code, good in CHANGES.items()
        if any(values[name] != value for name, value in good.items())
        and all(values[name] for name in _ONLY_WHERE.get(code, ()))
    ]


@cache
def _sets(count: int) -> Flags:
    """All sets of at most ``MOST`` of so many changes, the smallest first: a row each."""
    import numpy as np

    sets = [one for size in range(1, MOST + 1) for one in combinations(range(count), size)]
    chosen = np.zeros((len(sets), count), dtype=bool)
    for number, one in enumerate(sets):
        chosen[number, list(one)] = True
    return chosen


def _probabilities(model: Model, inputs: Vector, values: Vector) -> Vector:
    """The probability with each row of features; the words, which no change touches, say what they said."""
    weights = model.logit.coef_[0, : len(NAMES)]
    words = model.scores_of(inputs) - inputs[: len(NAMES)] @ weights
    return calibrated(model.platt, model.standardised(values) @ weights + words)
