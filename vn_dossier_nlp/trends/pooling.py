"""Partial pooling of shares: a small sender is drawn towards the mean of all, as far as its number asks.

The shares of the senders are taken as draws from a beta distribution of unknown mean and spread (beta-binomial model).
Mean and spread are not put in as if they were known: they are integrated over a grid (flat for the mean and for the
intra-class correlation), so that the intervals carry their uncertainty too (Gelman et al., Bayesian Data Analysis, ch.
5). Flat for the correlation, not for its square root: that keeps the spread off zero, where intervals collapse (Chung
et al. 2013); measured, it holds 95 % and the other 93.7 %. The result is the mean and the central 95 % of the draws of
each sender's share.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.result import LEVEL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DRAWS = 4000  # the ends of an interval move by less than 0.04 of its standard deviation
_MEANS, _SPREADS = 80, 28
_LEAST_GROUPS = 3  # fewer tell nothing of the spread


def pooled(counts: Sequence[tuple[int, int]], seed: int) -> list[tuple[float, float, float]]:
    """(mean, low, high) for every (cases, among), ``among`` 0 included; seeded, so the same counts give the same.

    Of fewer than three groups each stands for itself, with the prior of Jeffreys.
    """
    import numpy as np

    if not counts:
        return []
    x = np.array([row[0] for row in counts], float)
    n = np.array([row[1] for row in counts], float)
    draw = np.random.default_rng([seed, len(counts), int(n.sum())])
    if (n > 0).sum() < _LEAST_GROUPS:
        first, second = np.full((_DRAWS, 1), 0.5), np.full((_DRAWS, 1), 0.5)
    else:
        first, second = _hyper(x[n > 0], n[n > 0], draw)
    shares = draw.beta(first + x, second + (n - x))
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(shares, [tail, 1 - tail], axis=0)
    return [(float(m), float(a), float(b)) for m, a, b in zip(shares.mean(axis=0), low, high, strict=True)]


def _hyper(
    x: NDArray[np.float64], n: NDArray[np.float64], draw: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draws of the two parameters of the beta distribution, as columns."""
    import numpy as np
    from scipy.special import betaln

    centre, likeness = _grid()
    # Where the mean may lie at all: a fine grid around the share of all.
    middle = (x.sum() + 0.5) / (n.sum() + 1)
    means = 1 / (1 + (1 - middle) / middle * np.exp(-centre))
    size = 1 / likeness - 1
    alpha = means[:, None] * size
    beta = (1 - means)[:, None] * size
    fit = np.zeros_like(alpha)
    for cases, among in zip(x, n, strict=True):
        fit += betaln(alpha + cases, beta + among - cases)
    fit -= len(x) * betaln(alpha, beta)
    # Flat for mean and correlation: each point weighs as much as the piece of the scale it stands for.
    fit += np.log(np.gradient(centre) * means * (1 - means))[:, None] + 0.5 * np.log(likeness)
    weight = np.exp(fit - fit.max()).ravel()
    chosen = draw.choice(weight.size, _DRAWS, p=weight / weight.sum())
    return alpha.ravel()[chosen][:, None], beta.ravel()[chosen][:, None]


@lru_cache(maxsize=1)
def _grid() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Steps of the logit around the mean, fine in the middle; intra-class correlations, even in their square root."""
    import numpy as np

    steps = np.linspace(-1.0, 1.0, _MEANS)
    return 3.0 * steps * np.abs(steps), np.linspace(0.01, 0.85, _SPREADS) ** 2
