"""A line through monthly figures whose errors resemble each other from month to month, with steps.

Model: figure = X b + e, the errors autoregressive of order one (correlation r from a month to the next), their variance
inverse to the number of dossiers of the month. r is not estimated and then taken for known: it is integrated over a
grid, weighed by the restricted likelihood and by 1 - r^2 (small correlations are likelier: what counting adds to a
month's error has none), the size of the errors likewise, so that a coefficient follows a mixture of Student's t
distributions. With 24 months that matters: least squares with the errors of Newey and West find a change that is not
there in 14 of 100 series, GLSAR in 11, this in 4 to 6 (``scripts/check_trends.py`` measures all of them).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.result import LEVEL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_CORRELATIONS = (-0.6, 0.95, 32)
_NEGLIGIBLE = 10.0  # of the logarithm of the weight: 20,000 times less likely than the best
_WIDEST = 16.0  # errors: the 95 % interval of Student's t has 13 with one degree of freedom
_HALVINGS = 26  # to a millionth of an error


@dataclass(frozen=True, slots=True)
class Contrast:
    """A combination of coefficients: estimate, interval, two-sided p-value for none."""

    estimate: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Fit:
    """The coefficients under every correlation, and the weight of each."""

    weights: Numbers  # (correlations,)
    coefficients: Numbers  # (correlations, columns)
    covariances: Numbers  # (correlations, columns, columns)
    df: int
    autocorrelation: float  # the weighted mean

    def contrasts(self, combinations: Numbers) -> list[Contrast]:
        """Linear combinations of the coefficients, one a row."""
        import numpy as np
        from scipy.special import stdtr

        middle = self.coefficients @ combinations.T
        spread = np.sqrt(np.einsum("ci,kij,cj->kc", combinations, self.covariances, combinations))
        below = self.weights @ stdtr(self.df, -middle / spread)
        tail = (1 - LEVEL) / 2
        low, high = (self._quantiles(middle, spread, share) for share in (tail, 1 - tail))
        chances = np.minimum(1.0, 2 * np.minimum(below, 1 - below))
        rows = zip((self.weights @ middle).tolist(), low.tolist(), high.tolist(), chances.tolist(), strict=True)
        return [Contrast(*row) for row in rows]

    def band(self, combinations: Numbers) -> list[tuple[float, float, float]]:
        """(value, low, high) of each combination, for drawing: one t with mean and variance of the mixture."""
        import numpy as np
        from scipy.special import stdtrit

        middle = self.coefficients @ combinations.T
        within = np.einsum("ci,kij,cj->kc", combinations, self.covariances, combinations)
        value = self.weights @ middle
        error = np.sqrt(self.weights @ (within + (middle - value) ** 2))
        wide = float(stdtrit(self.df, 0.5 + LEVEL / 2)) * error
        return list(zip(value.tolist(), (value - wide).tolist(), (value + wide).tolist(), strict=True))

    def _quantiles(self, middle: Numbers, spread: Numbers, share: float) -> Numbers:
        """A quantile of each mixture (one a column), by halving the interval."""
        import numpy as np
        from scipy.special import stdtr

        low, high = (middle - _WIDEST * spread).min(axis=0), (middle + _WIDEST * spread).max(axis=0)
        for _ in range(_HALVINGS):
            centre = (low + high) / 2
            less = self.weights @ stdtr(self.df, (centre - middle) / spread) < share
            low, high = np.where(less, centre, low), np.where(less, high, centre)
        found: Numbers = (low + high) / 2
        return found


def fit_line(months: NDArray[np.int64], values: Numbers, among: Numbers, design: Numbers) -> Fit:
    """The fit of ``values`` at whole ``months`` (gaps allowed), each of ``among`` dossiers, on ``design``.

    There are more months than columns, and the columns are independent.
    """
    import numpy as np

    correlations = _correlations()
    # Weighing first leaves errors of equal variance with the correlation alone.
    weight = np.sqrt(among / among.mean())[:, None]
    whole = weight * np.concatenate([design, values[:, None]], axis=1)
    apart = np.abs(months[:, None] - months[None, :])
    root = np.linalg.cholesky(correlations[:, None, None] ** apart)
    solved = np.linalg.solve(root, np.broadcast_to(whole, (len(root), *whole.shape)))
    x, y = solved[:, :, :-1], solved[:, :, -1]
    information = np.einsum("kti,ktj->kij", x, x)
    inverse = np.linalg.inv(information)
    coefficients = np.einsum("kij,ktj,kt->ki", inverse, x, y)
    rest = ((y - np.einsum("kti,ki->kt", x, coefficients)) ** 2).sum(axis=1)
    df = len(values) - design.shape[1]
    fitness = -np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1)
    fitness += -0.5 * np.linalg.slogdet(information)[1] - df / 2 * np.log(rest) + np.log(1 - correlations**2)
    likely = fitness > fitness.max() - _NEGLIGIBLE
    weights = np.exp(fitness[likely] - fitness.max())
    weights /= weights.sum()
    covariances = inverse * (rest / df)[:, None, None]
    return Fit(weights, coefficients[likely], covariances[likely], df, float((weights * correlations[likely]).sum()))


@lru_cache(maxsize=1)
def _correlations() -> Numbers:
    import numpy as np

    return np.linspace(*_CORRELATIONS)
