"""Agreement of two readers: Cohen's kappa with its interval, point by point.

J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960). The
interval is the percentile interval of a bootstrap over matters: twins are not independent.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from vn_dossier_nlp.corpus.files import Corpus, points, two_readers
from vn_dossier_nlp.corpus.labels import sound

_DRAWS = 1000
_SEED = 20260101


@dataclass(frozen=True, slots=True)
class Agreement:
    """``kappa`` is None where both readers gave one answer throughout; ``low`` and ``high`` bound it at 95 %."""

    point: str
    texts: int
    same: float  # share of texts with the same answer
    kappa: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A point of a text on which two readers differ, and what the label says."""

    id: str
    point: str
    first: Any
    second: Any
    label: Any


def kappa(pairs: Sequence[tuple[Any, Any]]) -> float | None:
    """Cohen's kappa of pairs of answers; None where chance alone would agree fully.

    >>> kappa([("yes", "yes"), ("no", "no"), ("yes", "no"), ("no", "no")])
    0.5
    """
    if not pairs:
        return None
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    total = len(pairs)
    expected = sum(one[answer] * other[answer] for answer in one) / total**2
    observed = sum(a == b for a, b in pairs) / total
    return None if expected >= 1 else (observed - expected) / (1 - expected)


def agreements(corpus: Corpus) -> list[Agreement]:
    """The agreement of the first two readers on every point, in the order of the labels."""
    answers = _answers(corpus)
    return [agreement(point, found) for point, found in answers.items()]


def differences(corpus: Corpus) -> Iterator[Difference]:
    """Every point on which the first two readers differ."""
    one, other = map(sound, two_readers(corpus))
    labels = sound(corpus.labels)
    for identity in corpus.entries:
        if identity in one and identity in other and identity in labels:
            first, second, label = map(points, (one[identity], other[identity], labels[identity]))
            for point in first:
                if first[point] != second[point]:
                    yield Difference(identity, point, first[point], second[point], label[point])


def _answers(corpus: Corpus) -> dict[str, dict[str, list[tuple[Any, Any]]]]:
    """By point and matter: the pairs of answers."""
    found: dict[str, dict[str, list[tuple[Any, Any]]]] = {}
    if len(corpus.readings) < 2:
        return found
    one, other = map(sound, two_readers(corpus))
    for identity in corpus.entries:
        if identity in one and identity in other:
            second = points(other[identity])
            for point, answer in points(one[identity]).items():
                by_matter = found.setdefault(point, defaultdict(list))
                by_matter[corpus.matter(identity)].append((answer, second[point]))
    return found


def agreement(point: str, by_matter: dict[str, list[tuple[Any, Any]]]) -> Agreement:
    """The agreement on one point, from pairs of answers by matter."""
    pairs = [pair for found in by_matter.values() for pair in found]
    value = kappa(pairs)
    same = sum(a == b for a, b in pairs) / len(pairs)
    if value is None:
        return Agreement(point, len(pairs), same, None, None, None)
    chance = random.Random(_SEED)
    groups = list(by_matter.values())
    drawn = sorted(
        again
        for _ in range(_DRAWS)
        if (again := kappa([pair for found in chance.choices(groups, k=len(groups)) for pair in found])) is not None
    )
    return Agreement(point, len(pairs), same, value, drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn)) - 1])
