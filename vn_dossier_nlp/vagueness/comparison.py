"""Two models on the same labelled texts: paired differences with intervals, and McNemar's exact test.

The interval is the percentile interval of a bootstrap over matters, in which both models are measured on the same draw.
McNemar's test is the exact one: of the texts on which just one of the two is right, whether more speak for one than a
fair coin would give (Q. McNemar, Psychometrika 12, 1947).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path
from typing import TYPE_CHECKING

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.vagueness.card import was_seen
from vn_dossier_nlp.vagueness.classifier import Classifier
from vn_dossier_nlp.vagueness.corpus import Example, load_corpus
from vn_dossier_nlp.vagueness.dataset import Progress, build
from vn_dossier_nlp.vagueness.figures import Scored

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

FIGURES = (
    "auc",
    "calibration_error",
    "precision_yes",
    "recall_yes",
    "recall_yes_or_unsure",
    "false_alarms",
    "unsure",
    "twins_right",
)
SMALLER_IS_BETTER = frozenset({"calibration_error", "false_alarms", "unsure"})
LEVEL = 0.05  # below which McNemar's test speaks of a difference
_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of both models; ``difference`` is B - A with its 95 % interval. None where it cannot be measured."""

    figure: str
    a: float | None
    b: float | None
    difference: float | None
    low: float | None
    high: float | None

    @property
    def better(self) -> str | None:
        """ "a" or "b" where the interval leaves out 0, else None."""
        if self.low is None or self.high is None or self.low <= 0 <= self.high:
            return None
        return "b" if (self.low > 0) != (self.figure in SMALLER_IS_BETTER) else "a"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two models say of the same texts."""

    texts: int
    clear: int  # labelled yes or no
    matters: int
    differences: tuple[Difference, ...]
    only_a_right: int  # of the clear ones: called generic, or not, as labelled
    only_b_right: int
    p: float  # of McNemar's exact test, both sides
    seen_a: bool
    seen_b: bool

    @property
    def better(self) -> str | None:
        """ "a" or "b" where McNemar's test tells the decisions apart, else None."""
        if self.p >= LEVEL:
            return None
        return "a" if self.only_a_right > self.only_b_right else "b"


def compare(a: Classifier, b: Classifier, data: Path, progress: Progress | None = None, seed: int = 0) -> Comparison:
    """Compare two models on a labelled folder or list. Raises DataError where nothing in it is clearly yes or no."""
    examples = load_corpus(data)
    if not any(example.label != "borderline" for example in examples):
        raise DataError(f"{data}: no text is labelled yes or no; nothing to compare on")
    rows = build(examples, progress).rows
    values = [one.model.probabilities(rows) for one in (a, b)]
    said = [[one.rule.generic(float(p)) for p in found] for one, found in zip((a, b), values, strict=True)]
    first, second = _alone_right(examples, said[0], said[1])
    return Comparison(
        texts=len(examples),
        clear=sum(example.label != "borderline" for example in examples),
        matters=len({example.matter for example in examples}),
        differences=_differences(examples, values, said, seed),
        only_a_right=first,
        only_b_right=second,
        p=mcnemar(first, second),
        seen_a=was_seen(a.card, examples),
        seen_b=was_seen(b.card, examples),
    )


def mcnemar(first: int, second: int) -> float:
    """The exact two-sided p of McNemar's test, from the numbers of texts on which one alone is right.

    >>> mcnemar(0, 5)
    0.0625
    >>> mcnemar(3, 3)
    1.0
    """
    count = first + second
    tail = sum(comb(count, k) for k in range(min(first, second) + 1))
    return float(min(1.0, 2 * tail / 2**count))


def _alone_right(examples: Sequence[Example], a: Sequence[str], b: Sequence[str]) -> tuple[int, int]:
    first = second = 0
    for example, one, other in zip(examples, a, b, strict=True):
        if example.label == "borderline":
            continue
        right_a, right_b = ((word == "yes") == (example.label == "yes") for word in (one, other))
        first += right_a and not right_b
        second += right_b and not right_a
    return first, second


def _differences(
    examples: Sequence[Example], values: Sequence[Vector], said: Sequence[Sequence[str]], seed: int
) -> tuple[Difference, ...]:
    import numpy as np

    scored = [Scored.of(examples, found, words) for found, words in zip(values, said, strict=True)]
    place = {matter: n for n, matter in enumerate(sorted({example.matter for example in examples}))}
    of = np.array([place[example.matter] for example in examples])
    whole = [one.once(np.ones(len(examples)), ()) for one in scored]
    random = np.random.default_rng(seed)
    draws: dict[str, list[float]] = {name: [] for name in FIGURES}
    for _ in range(_DRAWS):
        times = np.bincount(random.integers(0, len(place), len(place)), minlength=len(place))[of].astype(float)
        a, b = (one.once(times, ()) for one in scored)
        for name in FIGURES:
            if (x := a[name]) is not None and (y := b[name]) is not None:
                draws[name].append(y - x)
    return tuple(_difference(name, whole[0][name], whole[1][name], draws[name]) for name in FIGURES)


def _difference(name: str, a: float | None, b: float | None, draws: Sequence[float]) -> Difference:
    import numpy as np

    shown = [None if value is None else round(value, 4) for value in (a, b)]
    if a is None or b is None or not draws:
        return Difference(name, shown[0], shown[1], None, None, None)
    low, high = np.percentile(draws, [2.5, 97.5])
    return Difference(name, shown[0], shown[1], round(b - a, 4), round(float(low), 4), round(float(high), 4))
