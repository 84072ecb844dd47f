"""Figures of quality, each with its interval: ranking, calibration, precision and recall of "yes", share left unsure,
twins ranked right, and the precision to be expected where generic submissions are rare.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.vagueness.conformal import NOTHING_HELD, Conformal
from vn_dossier_nlp.vagueness.corpus import Example

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

_DRAWS = 500  # bootstrap samples; more do not move the second digit
_BINS = 10  # equal bins of probability: 0 to 0.1, and so on
PREVALENCE = 0.05  # share of generic submissions among those that come in, where nobody says another
PREVALENCES = (0.01, 0.05, 0.20)

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


@dataclass(frozen=True, slots=True)
class Rule:
    """The one rule of ``generic``: "yes" or "no" only where the costs say it and the conformal set holds it alone.

    ``unsure`` is all else: between the thresholds, both labels possible, or neither.
    """

    thresholds: Thresholds
    conformal: Conformal = NOTHING_HELD

    def generic(self, probability: float) -> str:
        """yes | unsure | no."""
        word = self.thresholds.generic(probability)
        return word if self.conformal.alpha == 0 or self.conformal.labels(probability) == {word} else "unsure"

    @property
    def no_below(self) -> float:
        """The probability below which a submission is passed."""
        return min(self.thresholds.low, self.conformal.yes_from or 1.0, self.conformal.no_to)


def cost_thresholds(prevalence: float | None = None, share: float = 0.5) -> Thresholds:
    """The thresholds of least expected cost for calibrated probabilities (Elkan, IJCAI 2001).

    Returning pays where ``wrong * (1 - p) <= miss * p``; letting pass pays where a miss, ``miss * p``, costs less than
    looking at what needs none, ``unsure * (1 - p)``. They come from the costs alone, so that no odd text moves them.
    ``prevalence``: the share of generic ones where the tool is used; ``share``: among the texts on which the
    probabilities were calibrated. Where it is given the thresholds are those probabilities that mean the same there.

    >>> cost_thresholds()
    Thresholds(low=0.2, high=0.8333)
    """
    high = COST_WRONG_RETURN / (COST_WRONG_RETURN + COST_MISS)
    low = COST_UNSURE / (COST_UNSURE + COST_MISS)
    if prevalence is None:
        return Thresholds(round(low, 4), round(high, 4))
    return Thresholds(round(shifted(low, prevalence, share), 4), round(shifted(high, prevalence, share), 4))


def shifted(probability: float, old: float, new: float) -> float:
    """A probability under the prevalence ``old`` as the same evidence gives it under ``new`` (Bayes on the odds)."""
    generic = probability * new / old
    other = (1 - probability) * (1 - new) / (1 - old)
    return generic / (generic + other)


def figures(
    examples: Sequence[Example],
    probabilities: Vector,
    rule: Rule | Thresholds | Sequence[str],
    seed: int = 0,
    prevalence: float = PREVALENCE,
) -> dict[str, Any]:
    """All figures with 95 % intervals; matters are drawn, since twins are not independent.

    ``rule``: how probabilities become words, or the words themselves. Borderline texts count in ``unsure``, in twins
    and in ``counts`` alone.
    """
    import numpy as np

    said = [rule.generic(float(p)) for p in probabilities] if isinstance(rule, Rule | Thresholds) else list(rule)
    matters = sorted({example.matter for example in examples})
    number = {matter: n for n, matter in enumerate(matters)}
    of = np.array([number[example.matter] for example in examples], dtype=int)
    scored = Scored.of(examples, np.asarray(probabilities, dtype=float), said)
    shares = sorted({*PREVALENCES, prevalence})
    whole = scored.once(np.ones(len(examples)), shares)
    draws: dict[str, list[float]] = {name: [] for name in whole}
    random = np.random.default_rng(seed)
    for _ in range(_DRAWS if matters else 0):
        times = np.bincount(random.integers(0, len(matters), len(matters)), minlength=len(matters))
        for name, value in scored.once(times[of].astype(float), shares).items():
            if value is not None:
                draws[name].append(value)
    return {name: _with_interval(value, draws[name]) for name, value in whole.items()} | {
        "counts": _counts(examples, said)
    }


def _with_interval(value: float | None, draws: list[float]) -> dict[str, float | None]:
    import numpy as np

    if value is None or not draws:
        return {"value": value, "low": None, "high": None}
    low, high = np.percentile(draws, [2.5, 97.5])
    return {"value": round(value, 4), "low": round(float(low), 4), "high": round(float(high), 4)}


@dataclass(frozen=True, slots=True)
class Scored:
    """Texts with their scores and words, ready to be weighed again and again."""

    clear: Any  # indices of texts that are yes or no
    truth: Any  # of the clear ones
    values: Vector  # of the clear ones
    yes: Any  # said of the clear ones
    passed: Any
    unsure: Any  # said of all
    pairs: Any  # (first of a twin pair, whether it is ranked right)

    @classmethod
    def of(cls, examples: Sequence[Example], probabilities: Vector, said: Sequence[str]) -> Scored:
        """The arrays, once."""
        import numpy as np

        clear = np.array([n for n, example in enumerate(examples) if example.label != "borderline"], dtype=int)
        words = np.array(said, dtype=object)
        return cls(
            clear,
            np.array([examples[n].label == "yes" for n in clear], dtype=bool),
            probabilities[clear],
            words[clear] == "yes",
            words[clear] == "no",
            words == "unsure",
            _pairs(examples, probabilities),
        )

    def once(self, times: Vector, prevalences: Sequence[float]) -> dict[str, float | None]:
        """The figures where each text counts so many times."""
        import numpy as np

        weights, truth = times[self.clear], self.truth
        generic, other = float(weights[truth].sum()), float(weights[~truth].sum())
        said = float(weights[self.yes].sum())
        right = float(weights[self.yes & truth].sum())
        found: dict[str, float | None] = {
            "auc": auc(truth, self.values, weights),
            "average_precision": average_precision(truth, self.values, weights),
            "calibration_error": calibration_error(truth, self.values, weights),
            "brier": float(np.average((self.values - truth) ** 2, weights=weights)) if weights.sum() else None,
            "precision_yes": right / said if said else None,
            "recall_yes": right / generic if generic else None,
            "recall_yes_or_unsure": 1 - float(weights[self.passed & truth].sum()) / generic if generic else None,
            "false_alarms": (said - right) / other if other else None,
            "unsure": float(times[self.unsure].sum() / times.sum()) if times.sum() else None,
            "twins_right": _share(times, self.pairs),
        }
        for share in prevalences:
            known = generic > 0 and other > 0
            found[f"precision_at_{100 * share:g}"] = (
                precision_at(share, right / generic, (said - right + 0.5) / (other + 1)) if known else None
            )
        return found


def precision_at(prevalence: float, recall: float, false_alarms: float) -> float | None:
    """The precision of "yes" where a share ``prevalence`` of all submissions is generic (Bayes).

    The false alarms given should be smoothed, (count + 1/2) / (texts + 1): none in 210 does not mean none ever.
    """
    said = prevalence * recall + (1 - prevalence) * false_alarms
    return prevalence * recall / said if said > 0 else None


def _counts(examples: Sequence[Example], said: Sequence[str]) -> dict[str, dict[str, int]]:
    """{label: {said: how many}}."""
    table = {label: {"yes": 0, "unsure": 0, "no": 0} for label in ("yes", "borderline", "no")}
    for example, word in zip(examples, said, strict=True):
        table[example.label][word] += 1
    return table


def auc(truth: Any, values: Vector, weights: Vector | None = None) -> float | None:
    """The chance that a generic text scores above one that is not; ties count half."""
    import numpy as np

    weights = np.ones(len(values)) if weights is None else weights
    _, place = np.unique(values, return_inverse=True)
    generic = np.bincount(place[truth], weights[truth], minlength=len(values))
    other = np.bincount(place[~truth], weights[~truth], minlength=len(values))
    pairs = generic.sum() * other.sum()
    return float((generic * (np.cumsum(other) - other / 2)).sum() / pairs) if pairs else None


def average_precision(truth: Any, values: Vector, weights: Vector | None = None) -> float | None:
    """The mean precision over the generic texts, from the highest score down; ties stand together."""
    import numpy as np

    weights = np.ones(len(values)) if weights is None else weights
    levels, place = np.unique(-values, return_inverse=True)
    generic = np.bincount(place[truth], weights[truth], minlength=len(levels))
    everything = np.bincount(place, weights, minlength=len(levels))
    total, above = generic.sum(), np.cumsum(everything)
    if not total:
        return None
    precision = np.divide(np.cumsum(generic), above, out=np.zeros(len(levels)), where=above > 0)
    return float((generic * precision).sum() / total)


def calibration_error(truth: Any, values: Vector, weights: Vector | None = None) -> float | None:
    """Expected calibration error: the gap of share and mean probability, over ten equal bins, by texts."""
    import numpy as np

    weights = np.ones(len(values)) if weights is None else weights
    if not weights.sum():
        return None
    bins = np.minimum((values * _BINS).astype(int), _BINS - 1)
    gaps = np.bincount(bins, weights * (truth.astype(float) - values), minlength=_BINS)
    return float(np.abs(gaps).sum() / weights.sum())


def twins_right(examples: Sequence[Example], probabilities: Vector) -> float | None:
    """The share of twin pairs with different labels of which the more generic one scores higher."""
    import numpy as np

    return _share(np.ones(len(examples)), _pairs(examples, probabilities))


def _share(times: Vector, pairs: Any) -> float | None:
    import numpy as np

    weights = times[pairs[:, 0]]
    return float(np.average(pairs[:, 1], weights=weights)) if weights.sum() else None


def _pairs(examples: Sequence[Example], probabilities: Vector) -> Any:
    """One row a twin pair with different labels: the place of one of the two, and 1 where they are ranked right."""
    import numpy as np

    order = {"no": 0, "borderline": 1, "yes": 2}
    place = {example.id: n for n, example in enumerate(examples)}
    rows = []
    for n, example in enumerate(examples):
        other = place.get(example.twin_of or "")
        if other is None or examples[other].label == example.label:
            continue
        more, less = (n, other) if order[example.label] > order[examples[other].label] else (other, n)
        rows.append((n, int(probabilities[more] > probabilities[less])))
    return np.array(rows, dtype=int).reshape(-1, 2)


def group_table(
    examples: Sequence[Example], probabilities: Vector, said: Sequence[str], key: Callable[[Example], str]
) -> list[dict[str, Any]]:
    """One row a group (a field, a kind of sender, a third of the lengths), the one with the largest error first.

    ``error`` is the Brier score of its clear texts. Groups are too small for intervals; read the counts.
    """
    import numpy as np

    groups: dict[str, list[int]] = {}
    for n, example in enumerate(examples):
        groups.setdefault(key(example), []).append(n)
    rows = []
    for name, members in groups.items():
        clear = [n for n in members if examples[n].label != "borderline"]
        truth = np.array([examples[n].label == "yes" for n in clear], dtype=bool)
        values = np.array([probabilities[n] for n in clear], dtype=float)
        words = [said[n] for n in clear]
        found = auc(truth, values) if len(clear) else None
        rows.append(
            {
                "group": name,
                "texts": len(members),
                "generic": int(truth.sum()),
                "auc": None if found is None else round(found, 4),
                "found": sum(word == "yes" for word, is_yes in zip(words, truth, strict=True) if is_yes),
                "missed": sum(word == "no" for word, is_yes in zip(words, truth, strict=True) if is_yes),
                "false_alarms": sum(word == "yes" for word, is_yes in zip(words, truth, strict=True) if not is_yes),
                "unsure": sum(said[n] == "unsure" for n in members),
                "error": round(float(((values - truth) ** 2).mean()), 4) if len(clear) else 0.0,
            }
        )
    return sorted(rows, key=lambda row: (-row["error"], row["group"]))
