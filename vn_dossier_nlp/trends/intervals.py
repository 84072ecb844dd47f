"""Intervals of 95 % for shares, means and medians; where senders differ, they are the units, not their dossiers.

Dossiers of one sender resemble each other: counted one by one, they make an interval too narrow. Here every figure is
a quotient of sums, R = Y / N, over senders; its variance is that of the bias-reduced linearisation by sender (CR2) with
the degrees of freedom of Bell and McCaffrey (2002), under a working model in which senders differ as much as the data
say (Imbens and Kolesar 2016): few or very unequal senders leave few. A share gets Wilson's interval at the effective
number of dossiers (Kott, Andersson and Nerman 2001; Dean and Pagano 2015), another mean a t interval on its logarithm.
``scripts/check_trends.py`` measures how often they hold the truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.result import LEVEL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_UPPER = 0.5 + LEVEL / 2
_SMALLEST_DF = 1.0
_NO_EVENT = 3.689  # upper 97.5 % limit of the mean of a Poisson count of which none was seen


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval; ``method`` is a code of how it was made."""

    value: float | None
    low: float | None
    high: float | None
    method: str


@dataclass(frozen=True, slots=True)
class Alone:
    """The variance of a quotient of sums with dossiers as units, as if no two resembled each other."""

    variance: float
    dossiers: int

    @classmethod
    def of(cls, y: float, n: float, yy: float, yn: float, nn: float, dossiers: int) -> Alone:
        """From the sums over dossiers of y, n, y * y, y * n and n * n."""
        if dossiers < 2 or n == 0:
            return cls(float("nan"), dossiers)
        value = y / n
        rest = max(0.0, yy - 2 * value * yn + value * value * nn)
        return cls(rest * dossiers / (dossiers - 1) / n**2, dossiers)


NOTHING = Estimate(None, None, None, "none")


def wilson(cases: float, among: float, quantile: float | None = None) -> tuple[float, float]:
    """Wilson's interval of a share; ``among`` may be an effective number; ``quantile`` is 1.96 unless told."""
    t = quantile if quantile is not None else _normal()
    share = cases / among
    wide = 1 + t * t / among
    centre = (share + t * t / (2 * among)) / wide
    half = t * sqrt(share * (1 - share) / among + t * t / (4 * among * among)) / wide
    return (max(0.0, centre - half) if share > 0 else 0.0), (min(1.0, centre + half) if share < 1 else 1.0)


def share(cases: Numbers, among: Numbers) -> Estimate:
    """A share from the cases and the dossiers of every sender; of one sender Wilson's interval of its dossiers."""
    x, n = float(cases.sum()), float(among.sum())
    if n == 0:
        return NOTHING
    value = x / n
    variance, df = clustered(cases, among, value * (1 - value))
    if df is None:
        low, high = wilson(x, n)
        return Estimate(value, low, high, "wilson")
    binomial = value * (1 - value) / n
    effective = n * binomial / variance if variance > 0 and binomial > 0 else n
    low, high = wilson(value * effective, effective, student(df))
    return Estimate(value, low, high, "wilson_clustered")


def ratio(sums: Numbers, among: Numbers, alone: Alone, counts: bool = False) -> Estimate:
    """A mean of what is never negative, from the sums and numbers of every sender; ``alone`` is for one sender.

    The interval is one of the logarithm: such a mean has a long upper tail. Where nothing was counted (``counts``: the
    sums are whole numbers of events) the upper end is that of a Poisson count of none.
    """
    from math import exp

    n = float(among.sum())
    if n == 0:
        return NOTHING
    value = float(sums.sum()) / n
    if value <= 0:
        return Estimate(value, 0.0, _NO_EVENT / n, "poisson_none") if counts else Estimate(value, None, None, "none")
    variance, df = clustered(sums, among, alone.variance * n)
    method = "log_t_clustered"
    if df is None:
        variance, df, method = alone.variance, max(alone.dossiers - 1.0, _SMALLEST_DF), "log_t"
    if not variance > 0:
        return Estimate(value, None, None, "none")
    wide = exp(min(student(df) * sqrt(variance) / value, 50.0))
    return Estimate(value, value / wide, value * wide, method)


def clustered(sums: Numbers, among: Numbers, single: float) -> tuple[float, float | None]:
    """The variance of a quotient by senders, and its degrees of freedom; None where there is but one sender.

    ``single`` is the variance that one dossier would have if no two resembled each other.
    """

    present = among > 0
    y, n = sums[present], among[present]
    if len(n) < 2:
        return 0.0, None
    whole = n.sum()
    rest = y - y.sum() / whole * n
    variance = float((rest**2 / (1 - n / whole)).sum() / whole**2)
    return variance, freedom(n, variance, single)


def freedom(n: Numbers, variance: float, single: float) -> float:
    """Degrees of freedom of a CR2 variance, by the moments of its quadratic form in the sums of the senders.

    The sums are taken as independent with variance n * single + n**2 * between, where ``between`` is what the
    variance leaves for differences of the senders.
    """
    import numpy as np

    whole, squares = n.sum(), np.square(n).sum()
    single = single if single > 0 else 0.0
    between = max(0.0, (variance * whole**2 - whole * single) / squares)
    model = n * single + n**2 * between
    if not model.any():
        model = n
    inverse = 1 / (1 - n / whole)
    u, k = n * inverse / whole, float((inverse * n**2).sum()) / whole**2
    diagonal = inverse + k - 2 * u
    total, first, second = model.sum(), (model * u).sum(), (model * u**2).sum()
    cross = k**2 * total**2 + 2 * total * second + 2 * first**2 - 4 * k * total * first
    square = cross + (model**2 * (diagonal**2 - (k - 2 * u) ** 2)).sum()
    return max(float((model * diagonal).sum() ** 2 / square), _SMALLEST_DF)


def student(df: float) -> float:
    """The quantile of Student's t for a two-sided interval."""
    from scipy.special import stdtrit

    return float(stdtrit(df, _UPPER))


def _normal() -> float:
    from scipy.special import ndtri

    return float(ndtri(_UPPER))


def median_time(ended: NDArray[np.int64], left: NDArray[np.int64]) -> Estimate:
    """The median of days until an event, by Kaplan and Meier; rows are senders, columns days from 0.

    ``ended[s, d]`` counts the dossiers of a sender decided on day d, ``left[s, d]`` those seen undecided up to day d.
    Between whole days the curve is joined by lines. The interval is that of Brookmeyer and Crowley (1982) on the
    log-log scale, with the variance of the curve by leaving out one sender after the other; of one sender by
    Greenwood. ``high`` is None where the upper curve does not reach the half; all None where the curve does not.
    """
    import numpy as np

    everyone = (ended + left).sum(axis=1)
    ended, left, everyone = ended[everyone > 0], left[everyone > 0], everyone[everyone > 0]
    if not len(everyone) or not ended.sum():
        return NOTHING
    curve = _survival(ended.sum(axis=0), left.sum(axis=0))
    value = _crossing(curve)
    if value is None:
        return Estimate(None, None, None, "not_reached")
    if len(everyone) == 1:
        spread, quantile, method = _greenwood(ended[0], left[0]), _normal(), "kaplan_meier"
    else:
        spread, method = _jackknife(ended, left, curve), "kaplan_meier_clustered"
        at, alone = int(np.ceil(value)), _greenwood(ended.sum(axis=0), left.sum(axis=0))
        quantile = student(freedom(everyone.astype(float), float(spread[at]), float(alone[at] * everyone.sum())))
    inner = np.clip(curve, 1e-9, 1 - 1e-9)
    wide = quantile * np.sqrt(spread) / (inner * np.abs(np.log(inner)))
    low = _crossing(np.minimum.accumulate(np.where(curve < 1, inner ** np.exp(np.minimum(wide, 50)), 1.0)))
    high = _crossing(np.minimum.accumulate(np.where(curve < 1, inner ** np.exp(-wide), 1.0)))
    return Estimate(value, low, high, method)


def _survival(ended: NDArray[np.int64], left: NDArray[np.int64]) -> Numbers:
    """The share still undecided after each day."""
    import numpy as np

    gone = np.cumsum(ended + left, axis=-1)
    at_risk = (ended + left).sum(axis=-1, keepdims=True) - gone + ended + left
    hazard = ended / np.maximum(at_risk, 1)
    curve: Numbers = np.cumprod(1 - hazard, axis=-1)
    return curve


def _greenwood(ended: NDArray[np.int64], left: NDArray[np.int64]) -> Numbers:
    """Greenwood's variance of the curve."""
    import numpy as np

    all_of = (ended + left).astype(float)
    at_risk = all_of.sum() - np.cumsum(all_of) + all_of
    terms = ended / np.maximum(at_risk * (at_risk - ended), 1)
    variance: Numbers = _survival(ended, left) ** 2 * np.cumsum(terms)
    return variance


def _jackknife(ended: NDArray[np.int64], left: NDArray[np.int64], curve: Numbers) -> Numbers:
    """The variance of the curve, one sender left out after the other."""
    import numpy as np

    without = _survival(ended.sum(axis=0) - ended, left.sum(axis=0) - left)
    among = (ended + left).sum(axis=1)
    # (1 - part of the sender) makes it CR2: of a quotient this is exactly the variance of ``clustered``.
    variance: Numbers = ((1 - among / among.sum())[:, None] * np.square(without - curve)).sum(axis=0)
    return variance


def _crossing(curve: Numbers) -> float | None:
    """Where the curve falls to one half, days joined by lines; None where it stays above."""
    import numpy as np

    below = np.flatnonzero(curve <= 0.5)
    if not len(below):
        return None
    day = int(below[0])
    before = float(curve[day - 1]) if day else 1.0
    fall = before - float(curve[day])
    return max(0.0, day - 1 + (before - 0.5) / fall) if fall > 0 else float(day)
