"""What to label next: submissions on which the model is unsure and that are unlike what is labelled already.

Maximal marginal relevance (Carbonell and Goldstein, 1998): each choice weighs the doubt of the model against the
likeness to what was labelled or chosen before. Of one matter only one text is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.vagueness.design import plain_words
from vn_dossier_nlp.vagueness.figures import Thresholds
from vn_dossier_nlp.vagueness.model import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

_DOUBT = 0.6  # weight of the model's doubt; the rest is for being unlike the others
_FAR = 0.25  # of the probability: so far from a threshold there is no doubt left
_UNLIKE = 0.35  # likeness below which a text is called unlike all that is labelled


@dataclass(frozen=True, slots=True)
class Candidate:
    """A submission without a label. ``open``: the rule of the model gives it neither yes nor no."""

    path: str
    row: Row
    probability: float
    open: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One submission to label next, with the reason.

    ``code``: unsure (between the thresholds), near_yes, near_no (close to one), unlike (like nothing labelled),
    varied (none of these: it widens what is labelled). ``nearest`` is 0..1, the likeness to the most alike text.
    """

    path: str
    code: str
    probability: float
    doubt: float
    nearest: float


def suggest(
    candidates: Sequence[Candidate],
    labelled: Sequence[Row],
    thresholds: Thresholds,
    count: int,
    same: Iterable[tuple[str, str]] = (),
) -> list[Suggestion]:
    """The next ``count`` to label, the most useful first; fewer where there are not so many matters.

    ``same`` are pairs of paths that are one matter, or nearly one text.
    """
    if not candidates:
        return []
    import numpy as np

    alike = _likeness([one.row for one in candidates], labelled)
    inner, nearest = alike[:, : len(candidates)], alike[:, len(candidates) :].max(axis=1, initial=0.0)
    doubts = np.array([doubt(one, thresholds) for one in candidates])
    others = _others(candidates, same)
    left = set(range(len(candidates)))
    chosen: list[Suggestion] = []
    while left and len(chosen) < count:
        best = max(sorted(left), key=lambda n: float(_DOUBT * doubts[n] - (1 - _DOUBT) * nearest[n]))
        chosen.append(_suggestion(candidates[best], float(doubts[best]), float(nearest[best]), thresholds))
        left -= {best, *others.get(best, set())}
        nearest = np.maximum(nearest, inner[:, best])
    return chosen


def doubt(one: Candidate, thresholds: Thresholds) -> float:
    """1 between the thresholds and where the word is open, falling to 0 away from them."""
    if one.open:
        return 1.0
    away = max(thresholds.low - one.probability, one.probability - thresholds.high, 0.0)
    return max(0.0, 1.0 - away / _FAR)


def _suggestion(one: Candidate, doubtful: float, nearest: float, thresholds: Thresholds) -> Suggestion:
    if one.open or thresholds.generic(one.probability) == "unsure":
        code = "unsure"
    elif doubtful >= 0.5:
        code = f"near_{thresholds.generic(one.probability)}"
    else:
        code = "unlike" if nearest < _UNLIKE else "varied"
    return Suggestion(one.path, code, round(one.probability, 4), round(doubtful, 4), round(nearest, 4))


def _others(candidates: Sequence[Candidate], same: Iterable[tuple[str, str]]) -> dict[int, set[int]]:
    """By place: the places of what is one matter with it, also by way of a third."""
    place = {one.path: n for n, one in enumerate(candidates)}
    groups: dict[int, set[int]] = {}
    for pair in same:
        if pair[0] not in place or pair[1] not in place:
            continue
        left, right = place[pair[0]], place[pair[1]]
        joined = groups.get(left, {left}) | groups.get(right, {right})
        groups |= dict.fromkeys(joined, joined)
    return groups


def _likeness(rows: Sequence[Row], labelled: Sequence[Row]) -> Matrix:
    """Cosine of masked words and features, half each, of each candidate with all candidates and all labelled texts."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    everything = [*rows, *labelled]
    bags = [plain_words(row) for row in everything]
    features = normalize(np.array([row.values for row in everything], dtype=float))
    found: Any = features[: len(rows)] @ features.T
    if any(bag.strip() for bag in bags):
        words = TfidfVectorizer(token_pattern=r"\S+", lowercase=False, sublinear_tf=True).fit_transform(bags)
        found = (found + (words[: len(rows)] @ words.T).toarray()) / 2
    return np.asarray(found, dtype=float)
