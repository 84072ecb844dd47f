"""Many comparisons at once: Holm's and Benjamini-Hochberg's adjustment, and the funnel for fair comparison of senders.

The funnel follows Spiegelhalter (Statistics in Medicine 2005): senders are set against the share of all, with limits
that widen for small numbers, on the scale of the arcsine of the root, where a share's error hangs on its number alone.
Senders differ for good reasons beyond chance too; how much is estimated (by moments, after DerSimonian and Laird, from
distances drawn in to the 5th and 95th percentile) and widens the limits, and Student's t stands for what that estimate
leaves open. So only what neither chance nor the usual spread explains stands out, and nobody is ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sin, sqrt
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.trends.intervals import wilson
from vn_dossier_nlp.trends.pooling import pooled
from vn_dossier_nlp.trends.result import LEVEL, Effect, Funnel, FunnelLimit, FunnelPoint, Indicator

if TYPE_CHECKING:
    from vn_dossier_nlp.trends.intervals import Numbers

_WINSOR = 0.05
_DRAWN_IN = 0.8313  # mean square of a standard normal number that was drawn in so
_OUTER = 0.998
_LIMITS = 60  # points of a limit line


def adjusted(chances: Sequence[float]) -> list[tuple[float, float]]:
    """(Holm, Benjamini-Hochberg) for every p-value, in order."""
    if not chances:
        return []
    import numpy as np
    from statsmodels.stats.multitest import fdrcorrection

    # Holm by hand: statsmodels' multipletests sweeps the whole memory at every call.
    order = np.argsort(chances, kind="stable")
    factors = np.arange(len(chances), 0, -1)
    holm = np.empty(len(chances))
    holm[order] = np.minimum(1.0, np.maximum.accumulate(np.array(chances)[order] * factors))
    return [(float(p), float(q)) for p, q in zip(holm, fdrcorrection(chances)[1], strict=True)]


def family(effects: Sequence[Effect], name: str) -> tuple[Effect, ...]:
    """The effects, counted as one family of comparisons."""
    return tuple(
        effect.with_family(name, holm, rate)
        for effect, (holm, rate) in zip(effects, adjusted([effect.p for effect in effects]), strict=True)
    )


def funnel(indicator: Indicator, counts: Sequence[tuple[str, int, int]], least: int, seed: int) -> Funnel | None:
    """The funnel of (group, cases, among); None where fewer than three groups have ``least`` or more."""
    import numpy as np
    from scipy.special import stdtr, stdtrit

    shown = sorted((row for row in counts if row[2] >= least), key=lambda row: (-row[2], row[0]))
    everyone = sum(row[2] for row in counts)
    if len(shown) < 3 or everyone == 0:
        return None
    target = sum(row[1] for row in counts) / everyone
    cases = np.array([row[1] for row in shown], float)
    among = np.array([row[2] for row in shown], float)
    middle = _angle(target * everyone, everyone)
    variance = 1 / (4 * among + 2)
    away = _angle(cases, among) - middle
    spread = _spread(away / np.sqrt(variance), variance)
    z = away / np.sqrt(variance + spread**2)
    free = len(shown) - 1
    chances = 2 * stdtr(free, -np.abs(z))
    pools = pooled([row[1:] for row in shown], seed)
    points = []
    for row, distance, p, (holm, rate), pool in zip(
        shown, z, chances, adjusted([float(p) for p in chances]), pools, strict=True
    ):
        low, high = wilson(row[1], row[2])
        value = row[1] / row[2]
        points.append(
            FunnelPoint(*row, value, low, high, *pool, float(distance), float(p), holm, rate, holm < 1 - LEVEL)
        )
    sizes = np.unique(np.geomspace(max(1, among.min()), among.max(), _LIMITS).round().astype(int))
    inner, outer = float(stdtrit(free, 0.5 + LEVEL / 2)), float(stdtrit(free, 0.5 + _OUTER / 2))

    def limit(size: int) -> FunnelLimit:
        error = sqrt(1 / (4 * size + 2) + spread**2)
        angles = [middle + side * error for side in (-inner, inner, -outer, outer)]
        return FunnelLimit(size, *(sin(min(pi / 2, max(0.0, angle))) ** 2 for angle in angles))

    return Funnel(
        indicator,
        target,
        tuple(points),
        tuple(limit(int(size)) for size in sizes),
        float(spread * 2 * sqrt(target * (1 - target))),
        len(counts) - len(shown),
        least,
    )


def _angle(cases: Any, among: Any) -> Any:
    """The scale of the funnel (Anscombe 1948)."""
    import numpy as np

    return np.arcsin(np.sqrt((cases + 0.375) / (among + 0.75)))


def _spread(z: Numbers, variance: Numbers) -> float:
    """The standard deviation between groups beyond chance, by moments from the winsorised distances."""
    import numpy as np

    drawn = np.clip(z, np.quantile(z, _WINSOR), np.quantile(z, 1 - _WINSOR))
    groups = len(z)
    phi = float((drawn**2).mean()) / _DRAWN_IN
    if phi * groups <= groups - 1:
        return 0.0
    weight = 1 / variance
    scale = weight.sum() - (weight**2).sum() / weight.sum()
    return sqrt(max(0.0, (groups * phi - (groups - 1)) / scale))
