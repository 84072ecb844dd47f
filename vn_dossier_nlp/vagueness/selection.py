"""Which recipe: nested, grouped cross-validation over a small table that was written down before it was run.

Inside each outer split the recipes are compared on the training part alone, out of fold by matter; the outer texts are
then judged by the recipe, calibration, thresholds and conformal limits of that part. So an outer figure owes nothing to
the texts on which it is measured.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.vagueness.conformal import calibrate
from vn_dossier_nlp.vagueness.corpus import SCHEMES
from vn_dossier_nlp.vagueness.dataset import Dataset
from vn_dossier_nlp.vagueness.design import Design, make_design
from vn_dossier_nlp.vagueness.features import FEATURES
from vn_dossier_nlp.vagueness.figures import Rule, cost_thresholds
from vn_dossier_nlp.vagueness.model import (
    Recipe,
    both_sides,
    calibrated,
    fit_platt,
    fit_scores,
    folds,
    targets_of,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
    Vector = NDArray[np.float64]

RECIPES: dict[str, Recipe] = {
    "plain": Recipe(),
    "no_words": Recipe(words=0.0),
    "more_words": Recipe(words=6.0),
    "weaker_prior": Recipe(strength=0.2),
    "full_support": Recipe(support=1.0),
    "clear_only": Recipe(borderline=0.0),
}
"""In the order of preference: the first whose loss is within one standard error of the least is taken."""

GROUPINGS = (*SCHEMES, "time")
_STEPS = 4  # forward in time: as many later parts, each judged by all that is older
_TREES = {"max_depth": 3, "max_iter": 100, "learning_rate": 0.1}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the inner comparison found on a part. ``held``: probabilities of the part, out of fold by matter."""

    recipe: str
    losses: dict[str, float]
    platt: Any
    held: Vector


@dataclass(slots=True)
class Outer:
    """Texts judged by what never saw their group. ``part``: which texts of the data were judged at all."""

    part: list[int] = field(default_factory=list)
    probabilities: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    sets: list[frozenset[str]] = field(default_factory=list)
    chosen: Counter[str] = field(default_factory=Counter)


def choose(data: Dataset, design: Design, part: Rows, recipes: dict[str, Recipe], seed: int) -> Choice:
    """The recipe for a part: log loss of its clear texts, out of fold by matter, within one standard error."""
    import numpy as np

    labels, matters = data.labels, data.groups("matter")
    here = [labels[n] for n in part]
    clear = np.array([label != "borderline" for label in here])
    truth = np.array([label == "yes" for label in here], dtype=float)[clear]
    inner = folds(here, [matters[n] for n in part], seed)
    words = [design.words(part[train], next(iter(recipes.values())).smallest) for train, _ in inner]
    found: dict[str, tuple[Any, Vector, Vector]] = {}
    for name, recipe in recipes.items():
        targets, weights = targets_of(here, recipe)
        scores = np.zeros(len(part))
        for (train, test), known in zip(inner, words, strict=True):
            kept = weights[train] > 0
            rows = train[kept]
            fitted = fit_scores(design, part[rows], targets[rows], weights[rows], recipe, known if kept.all() else None)
            scores[test] = fitted.scores(design, part[test])
        platt = fit_platt(scores, targets, weights)
        held = calibrated(platt, scores)
        sure = np.clip(held[clear], 1e-6, 1 - 1e-6)
        found[name] = (platt, held, -(truth * np.log(sure) + (1 - truth) * np.log(1 - sure)))
    losses = {name: float(loss.mean()) for name, (_, _, loss) in found.items()}
    best = min(losses, key=lambda name: losses[name])
    bound = losses[best] + float(found[best][2].std()) / len(truth) ** 0.5
    taken = next(name for name, loss in losses.items() if loss <= bound)
    return Choice(taken, losses, found[taken][0], found[taken][1])


def nested(data: Dataset, design: Design, by: str, recipes: dict[str, Recipe], seed: int) -> Outer:
    """Every text judged by what was chosen, fitted and calibrated without its group; "time": by what is older alone."""
    import numpy as np

    outer = Outer()
    for train, test in outer_splits(data, by, seed):
        choice = choose(data, design, train, recipes, seed)
        here = [data.labels[n] for n in train]
        recipe = recipes[choice.recipe]
        targets, weights = targets_of(here, recipe)
        kept = weights > 0
        fitted = fit_scores(design, train[kept], targets[kept], weights[kept], recipe)
        probabilities = calibrated(choice.platt, fitted.scores(design, test))
        rule = Rule(cost_thresholds(), calibrate(choice.held, here))
        outer.part += [int(n) for n in test]
        outer.probabilities += [float(p) for p in probabilities]
        outer.said += [rule.generic(float(p)) for p in probabilities]
        outer.sets += [rule.conformal.labels(float(p)) for p in probabilities]
        outer.chosen[choice.recipe] += 1
    order = np.argsort(outer.part, kind="stable")
    for name in ("part", "probabilities", "said", "sets"):
        setattr(outer, name, [getattr(outer, name)[n] for n in order])
    return outer


def outer_splits(data: Dataset, by: str, seed: int) -> Iterator[tuple[Rows, Rows]]:
    """The folds of ``splits.csv`` where every text has one, else five grouped folds; none where there is one group.

    Twins stay together under each scheme.
    """
    import numpy as np

    if by == "time":
        yield from _forward(data)
        return
    written = [example.folds[SCHEMES.index(by)] if example.folds else None for example in data.examples]
    if None not in written and len(set(written)) > 1:
        of = np.array(written)
        yield from ((np.flatnonzero(of != fold), np.flatnonzero(of == fold)) for fold in sorted(set(of.tolist())))
        return
    if len(set(data.groups(by))) > 1:
        yield from folds(data.labels, data.groups(by), seed)


def _forward(data: Dataset) -> Iterator[tuple[Rows, Rows]]:
    """The older half first, then a later part at a time; texts without a date, or of one day, are not judged."""
    import numpy as np

    first: dict[str, str] = {}
    for example in data.examples:
        first[example.matter] = max(first.get(example.matter, ""), example.date)
    dates = np.array([first[example.matter] for example in data.examples])
    dated = sorted(date for date in dates.tolist() if date)
    if not dated:
        return
    edges = [dated[len(dated) * (_STEPS + step) // (2 * _STEPS)] for step in range(_STEPS)] + ["9999"]
    for low, high in zip(edges, edges[1:], strict=False):
        train = np.flatnonzero((dates < low) & (dates != ""))
        test = np.flatnonzero((dates >= low) & (dates < high))
        labels = Counter(data.labels[n] for n in train)
        if len(test) and min(labels["yes"], labels["no"]) >= 2 * _STEPS:
            yield train, test


def rival_trees(data: Dataset, by: str, seed: int) -> tuple[list[int], Vector]:
    """Another family on the same splits: boosted trees on the features alone, monotone where their meaning is."""
    import numpy as np

    design, labels, matters = make_design(data.rows), data.labels, data.groups("matter")
    part: list[int] = []
    found: list[float] = []
    for train, test in outer_splits(data, by, seed):
        here = [labels[n] for n in train]
        targets, weights = targets_of(here, Recipe())
        held = np.zeros(len(train))
        for inner, other in folds(here, [matters[n] for n in train], seed):
            trees = _trees(design.values[train[inner]], targets[inner], weights[inner])
            held[other] = trees.decision_function(design.values[train[other]])
        platt = fit_platt(held, targets, weights)
        scores = _trees(design.values[train], targets, weights).decision_function(design.values[test])
        part += [int(n) for n in test]
        found += [float(p) for p in calibrated(platt, scores)]
    order = np.argsort(part, kind="stable")
    return [part[n] for n in order], np.array(found)[order]


def _trees(values: Vector, targets: Vector, weights: Vector) -> Any:
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    both, sides, shares = both_sides(targets, weights)
    directions = [feature.direction for feature in FEATURES]
    return HistGradientBoostingClassifier(monotonic_cst=directions, random_state=0, **_TREES).fit(
        np.vstack([values, values])[both], sides[both], shares[both]
    )
