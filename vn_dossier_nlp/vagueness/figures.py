"""Figures of quality: AUC, calibration, precision and recall of "yes", twins ranked right; each with its
interval.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.vagueness.corpus import Example

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

_DRAWS = 500  # bootstrap samples; more do not move the second digit
_BINS = 10

# Costs of an officer's day, in units of one missed generic submission (DOMAIN 4: "a wrong return costs more
# than a miss").
COST_WRONG_RETURN = 5.0
COST_MISS = 1.0
COST_UNSURE = 0.25  # reading one submission that the tool left open


@dataclass(frozen=True, slots=True)
class Thresholds:
    """``yes`` from ``high`` on, ``no`` below ``low``, ``unsure`` between."""

    low: float
    high: float

    def generic(self, probability: float) -> str:
        """yes | unsure | no."""
        return "yes" if probability >= self.high else "no" if probability < self.low else "unsure"


def choose_thresholds(probabilities: Vector, labels: Sequence[str]) -> Thresholds:
    """The thresholds of least cost, as far as the texts can tell.

    Of the limits whose cost is within one standard error of the least the middle one is taken (the one standard error
    rule of Breiman et al., Classification and Regression Trees, 1984): else two odd texts would move a limit by a
    quarter. A borderline text counts half on either side of a return; whether it is passed or looked at costs nothing.
    """
    import numpy as np

    generic = np.array([{"yes": 1.0, "no": 0.0, "borderline": 0.5}[label] for label in labels])

    def cost_high(limit: float) -> Vector:
        return np.where(probabilities >= limit, COST_WRONG_RETURN * (1 - generic), COST_MISS * generic)

    high = _cheapest(cost_high, 0.50, 0.95)

    def cost_low(limit: float) -> Vector:
        passed = probabilities < limit
        band = ~passed & (probabilities < high)
        missed, needless = passed & (generic == 1.0), band & (generic == 0.0)
        return np.where(missed, COST_MISS, np.where(needless, COST_UNSURE, 0.0))

    return Thresholds(_cheapest(cost_low, 0.05, high), high)


def _cheapest(costs: Callable[[float], Vector], low: float, high: float) -> float:
    """The middle of the longest run of limits, on a grid of hundredths, that cost no more than the least one may.

    ``costs`` gives the cost of each text at a limit.
    """
    import numpy as np

    grid = [number / 100 for number in range(round(low * 100), round(high * 100) + 1)]
    each = [costs(limit) for limit in grid]
    total = [round(float(found.sum()), 9) for found in each]
    best = total.index(min(total))
    bound = total[best] + float(np.std(each[best])) * len(each[best]) ** 0.5
    runs: list[list[float]] = [[]]
    for limit, value in zip(grid, total, strict=True):
        if value <= bound:
            runs[-1].append(limit)
        elif runs[-1]:
            runs.append([])
    longest = max(runs, key=len)
    return longest[len(longest) // 2]


def figures(
    examples: Sequence[Example], probabilities: Vector, thresholds: Thresholds, seed: int = 0
) -> dict[str, Any]:
    """All figures with 95 % intervals; matters are drawn, since twins are not independent."""
    import numpy as np

    matters = sorted({example.matter for example in examples})
    members = {matter: [n for n, example in enumerate(examples) if example.matter == matter] for matter in matters}
    whole = _once(examples, probabilities, thresholds)
    draws: dict[str, list[float]] = {name: [] for name in whole}
    random = np.random.default_rng(seed)
    for _ in range(_DRAWS):
        chosen = [n for index in random.integers(0, len(matters), len(matters)) for n in members[matters[index]]]
        for name, value in _once([examples[n] for n in chosen], probabilities[chosen], thresholds).items():
            if value is not None:
                draws[name].append(value)
    return {name: _with_interval(value, draws[name]) for name, value in whole.items()} | {
        "counts": _counts(examples, probabilities, thresholds)
    }


def _with_interval(value: float | None, draws: list[float]) -> dict[str, float | None]:
    import numpy as np

    if value is None or not draws:
        return {"value": value, "low": None, "high": None}
    low, high = np.percentile(draws, [2.5, 97.5])
    return {"value": round(value, 4), "low": round(float(low), 4), "high": round(float(high), 4)}


def _once(examples: Sequence[Example], probabilities: Vector, thresholds: Thresholds) -> dict[str, float | None]:
    """Borderline texts count in none of these figures but in ``counts``."""
    import numpy as np

    clear = [n for n, example in enumerate(examples) if example.label != "borderline"]
    truth = np.array([examples[n].label == "yes" for n in clear], dtype=bool)
    values = probabilities[clear]
    said = values >= thresholds.high
    right = float((said & truth).sum())
    return {
        "auc": auc(truth, values),
        "calibration_error": calibration_error(truth, values),
        "precision_yes": right / float(said.sum()) if said.any() else None,
        "recall_yes": right / float(truth.sum()) if truth.any() else None,
        "recall_yes_or_unsure": float((values[truth] >= thresholds.low).mean()) if truth.any() else None,
        "twins_right": twins_right(examples, probabilities),
    }


def _counts(examples: Sequence[Example], probabilities: Vector, thresholds: Thresholds) -> dict[str, dict[str, int]]:
    """{label: {said: how many}}."""
    table = {label: {"yes": 0, "unsure": 0, "no": 0} for label in ("yes", "borderline", "no")}
    for example, probability in zip(examples, probabilities, strict=True):
        table[example.label][thresholds.generic(float(probability))] += 1
    return table


def auc(truth: Any, values: Vector) -> float | None:
    """The chance that a generic text scores above one that is not."""
    if truth.all() or not truth.any():
        return None
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(truth, values))


def calibration_error(truth: Any, values: Vector) -> float | None:
    """Expected calibration error over ten equal bins."""
    import numpy as np

    if not len(values):
        return None
    bins = np.minimum((values * _BINS).astype(int), _BINS - 1)
    gaps = [abs(truth[bins == b].mean() - values[bins == b].mean()) * (bins == b).sum() for b in np.unique(bins)]
    return float(sum(gaps) / len(values))


def twins_right(examples: Sequence[Example], probabilities: Vector) -> float | None:
    """The share of twin pairs with different labels of which the more generic one scores higher."""
    order = {"no": 0, "borderline": 1, "yes": 2}
    place = {example.id: n for n, example in enumerate(examples)}
    right, pairs = 0, 0
    for n, example in enumerate(examples):
        other = place.get(example.twin_of or "")
        if other is None or examples[other].label == example.label:
            continue
        pairs += 1
        more, less = (n, other) if order[example.label] > order[examples[other].label] else (other, n)
        right += bool(probabilities[more] > probabilities[less])
    return right / pairs if pairs else None
