"""The model: standardised features and words in one logistic regression, calibrated on scores it was not
fitted on.

Every feature has a direction that its meaning fixes. One that the data pulls against it (30 features, 384
texts: chance is enough) is left out and the rest fitted again, so that filling a slot can never make a
submission look more generic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.vagueness.design import WORD_OPTIONS, Design, Words, make_design, one_thread, plain_words
from vn_dossier_nlp.vagueness.features import FEATURES, NAMES, SUPPORT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
    Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """What the model sees of one submission."""

    values: tuple[float, ...]  # the features, in the order of NAMES
    words: str  # the bag of words


@dataclass(frozen=True, slots=True)
class Recipe:
    """What was chosen by grouped cross-validation (``scripts/bench_train.py`` prints the table)."""

    strength: float = 0.05  # C of the logistic regression: strong regularisation
    words: float = 3.0  # factor on the words; 0 leaves them out
    support: float = 0.5  # factor on what surrounds the request: the request decides (DOMAIN 4)
    borderline: float = 0.5  # weight of a borderline text, half on each side; 0 leaves them out
    smallest: int = 3  # a word must stand in so many texts


@dataclass(frozen=True, slots=True)
class Model:
    """Fitted parts; ``parts`` are what is saved."""

    scaler: Any
    vectorizer: Any  # None where words are left out
    logit: Any
    platt: Any
    word_factor: float
    factors: tuple[float, ...]  # of the features; 0 for one that was left out

    def matrix(self, rows: Sequence[Row]) -> Any:
        """The inputs of the logistic regression, features first; dense, since a batch is small."""
        import numpy as np

        dense = self.standardised(np.array([row.values for row in rows], dtype=float))
        if self.vectorizer is None:
            return dense
        words = self.vectorizer.transform([plain_words(row) for row in rows]).toarray()
        return np.hstack([dense, words * self.word_factor])

    def standardised(self, values: Vector) -> Vector:
        """The columns of the features, of rows of their values."""
        found: Vector = (values - self.scaler.mean_) / self.scaler.scale_ * self.factors
        return found

    def scores(self, rows: Sequence[Row]) -> Vector:
        """The uncalibrated scores, in log-odds."""
        return self.scores_of(self.matrix(rows))

    def scores_of(self, matrix: Any) -> Vector:
        """The scores of inputs made by :meth:`matrix`: the linear form itself, spared of the checks of a big fit."""
        found: Vector = matrix @ self.logit.coef_[0] + self.logit.intercept_[0]
        return found

    def probabilities(self, rows: Sequence[Row]) -> Vector:
        """The calibrated probabilities that a submission is generic."""
        if not rows:
            import numpy as np

            return np.zeros(0)
        return self.probabilities_of(self.matrix(rows))

    def probabilities_of(self, matrix: Any) -> Vector:
        """The calibrated probabilities of inputs made by :meth:`matrix`."""
        return calibrated(self.platt, self.scores_of(matrix))

    @property
    def slope(self) -> float:
        """What one unit of score is worth in calibrated log-odds."""
        return float(self.platt.coef_[0, 0])

    def coefficients(self) -> Vector:
        """Calibrated log-odds for one unit of each column of :meth:`matrix`."""
        found: Vector = self.logit.coef_[0] * self.slope
        return found


def calibrated(platt: Any, scores: Vector) -> Vector:
    """Scores as probabilities (Platt's sigmoid)."""
    import numpy as np

    found: Vector = 1.0 / (1.0 + np.exp(-(scores * platt.coef_[0, 0] + platt.intercept_[0])))
    return found


@dataclass(frozen=True, slots=True)
class Fitted:
    """The linear form of one fit, uncalibrated: what gives scores to rows of a :class:`Design`."""

    mean: Vector
    scale: Vector
    words: Words | None
    factors: tuple[float, ...]
    word_factor: float
    logit: Any

    def inputs(self, design: Design, part: Rows) -> Any:
        """The columns of a part: features first, then the words; sparse."""
        from scipy.sparse import csr_matrix, hstack

        dense = (design.values[part] - self.mean) / self.scale
        if self.words is None:
            return csr_matrix(dense)
        return hstack([csr_matrix(dense), self.words.weighed(design, part) * self.word_factor], format="csr")

    def scores(self, design: Design, part: Rows) -> Vector:
        """The scores of a part, in log-odds."""
        import numpy as np

        factors = np.ones(self.logit.coef_.shape[1])
        factors[: len(self.factors)] = self.factors
        found: Vector = self.inputs(design, part) @ (self.logit.coef_[0] * factors) + self.logit.intercept_[0]
        return found


def fit_scores(
    design: Design, part: Rows, targets: Vector, weights: Vector, recipe: Recipe, words: Words | None = None
) -> Fitted:
    """A fit on a part of a design. ``targets`` may be 0.5 (borderline): half a text on each side.

    ``words``: those of the part, where they are known already.
    """
    import numpy as np
    from scipy.sparse import diags
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(design.values[part])
    words = (words or design.words(part, recipe.smallest)) if recipe.words > 0 else None
    factors = [recipe.support if name in SUPPORT else 1.0 for name in NAMES]
    bare = Fitted(scaler.mean_, scaler.scale_, words, tuple(factors), recipe.words, None)
    inputs = bare.inputs(design, part)
    while True:
        scale = np.ones(inputs.shape[1])
        scale[: len(factors)] = factors
        logit = _logit(inputs @ diags(scale), targets, weights, recipe.strength)
        against = [
            index
            for index, feature in enumerate(FEATURES)
            if feature.direction * logit.coef_[0, index] < 0 and factors[index]
        ]
        if not against:
            return replace(bare, factors=tuple(factors), logit=logit)
        for index in against:
            factors[index] = 0.0


def _logit(inputs: Any, targets: Vector, weights: Vector, strength: float) -> Any:
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    both, sides, shares = both_sides(targets, weights)
    twice = vstack([inputs, inputs], format="csr")
    return LogisticRegression(C=strength, solver="lbfgs", max_iter=5000, tol=1e-6).fit(
        twice[both], sides[both], shares[both]
    )


def both_sides(targets: Vector, weights: Vector) -> tuple[Any, Any, Any]:
    """Every example once as generic and once as not, weighted by its target; rows of no weight are masked."""
    import numpy as np

    sides = np.concatenate([np.ones(len(targets)), np.zeros(len(targets))])
    shares = np.concatenate([targets * weights, (1 - targets) * weights])
    return shares > 0, sides, shares


def fit_platt(scores: Vector, targets: Vector, weights: Vector) -> Any:
    """Platt's logistic on out-of-fold scores, with his smoothed targets, so that clean splits do not give 0
    and 1.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    generic, other = float((targets * weights).sum()), float(((1 - targets) * weights).sum())
    high, low = (generic + 1) / (generic + 2), 1 / (other + 2)
    smooth = low + targets * (high - low)
    _, sides, shares = both_sides(smooth, weights)
    return LogisticRegression(C=1e6, solver="lbfgs", max_iter=5000, tol=1e-10).fit(
        np.concatenate([scores, scores]).reshape(-1, 1), sides, shares
    )


def fit(rows: Sequence[Row], labels: Sequence[str], groups: Sequence[str], recipe: Recipe, seed: int = 0) -> Model:
    """A calibrated model: fitted on all rows, calibrated on grouped out-of-fold scores."""
    import numpy as np

    with one_thread():
        design, everything = make_design(rows), np.arange(len(rows))
        targets, weights = targets_of(labels, recipe)
        held = out_of_fold_scores(design, everything, labels, groups, recipe, seed)
        fitted = fit_scores(design, everything, targets, weights, recipe)
        return assemble(fitted, design, rows, fit_platt(held, targets, weights))


def assemble(fitted: Fitted, design: Design, rows: Sequence[Row], platt: Any) -> Model:
    """The model that is saved, of scikit-learn's own parts, from a fit on all ``rows``."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import StandardScaler

    vectorizer = None
    if fitted.words is not None:
        chosen = [design.terms[column] for column in fitted.words.columns]
        vectorizer = TfidfVectorizer(**WORD_OPTIONS, sublinear_tf=True, vocabulary=chosen)
        vectorizer.fit([plain_words(row) for row in rows])
        # Plain numbers: NumPy's would be a file each in the saved model.
        vectorizer.vocabulary_ = {word: int(column) for word, column in vectorizer.vocabulary_.items()}
        vectorizer.set_params(vocabulary=None)  # it stands in ``vocabulary_``; once is enough
    scaler = StandardScaler().fit([row.values for row in rows])
    return Model(scaler, vectorizer, fitted.logit, platt, fitted.word_factor, fitted.factors)


def out_of_fold_scores(
    design: Design, part: Rows, labels: Sequence[str], groups: Sequence[str], recipe: Recipe, seed: int
) -> Vector:
    """The score of every row of a part by a fit that saw neither it nor its twins; labels, groups: of all rows."""
    import numpy as np

    targets, weights = targets_of([labels[n] for n in part], recipe)
    held = np.zeros(len(part))
    for train, test in folds([labels[n] for n in part], [groups[n] for n in part], seed):
        fitted = fit_scores(design, part[train], targets[train], weights[train], recipe)
        held[test] = fitted.scores(design, part[test])
    return held


def targets_of(labels: Sequence[str], recipe: Recipe) -> tuple[Vector, Vector]:
    """(share of generic, weight) of each label."""
    import numpy as np

    share = {"yes": 1.0, "no": 0.0, "borderline": 0.5}
    return np.array([share[label] for label in labels]), np.array(
        [recipe.borderline if label == "borderline" else 1.0 for label in labels]
    )


def folds(labels: Sequence[str], groups: Sequence[str], seed: int, count: int = 5) -> list[tuple[Any, Any]]:
    """Splits that keep groups together and the shares of labels alike."""
    import warnings

    from sklearn.model_selection import StratifiedGroupKFold

    count = min(count, len(set(groups)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # few borderline texts: a fold may have none
        return list(StratifiedGroupKFold(count, shuffle=True, random_state=seed).split(labels, labels, groups))
