"""Abstention with a guarantee: class-conditional conformal prediction (Vovk, Gammerman, Shafer, Algorithmic Learning in
a Random World, 2005, "Mondrian" by label).

A submission gets a p-value for each label: the share of the calibration texts of that label that are no less strange.
Labels with a p-value above ``alpha`` form its prediction set. Of new texts of one label, **drawn like the corpus**, the
set misses the true label in a share of at most ``alpha``, whichever label it is. The calibration scores are out of
fold (each text scored by a model that did not see its matter), which makes this the cross-conformal form: the share
holds closely in practice, in the worst case within twice ``alpha``. For texts that are not like the corpus (real ones)
nothing is guaranteed.

With one score the set is told by two limits: "yes" is in it from ``yes_from`` on, "no" up to ``no_to``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Conformal:
    """The limits of the prediction sets at one ``alpha``."""

    alpha: float
    yes_from: float  # "yes" is in the set at this probability and above
    no_to: float  # "no" is in the set at this probability and below

    def labels(self, probability: float) -> frozenset[str]:
        """The prediction set; empty where a text is strange for either label."""
        found = (("yes", probability >= self.yes_from), ("no", probability <= self.no_to))
        return frozenset(label for label, holds in found if holds)


NOTHING_HELD = Conformal(0.0, 0.0, 1.0)
"""Both labels always possible."""


def calibrate(probabilities: Vector, labels: Sequence[str], alpha: float = ALPHA) -> Conformal:
    """The limits from the out-of-fold probabilities of labelled texts; borderline texts have neither label.

    A label with fewer than 1/alpha - 1 texts cannot be left out of a set.
    """
    yes = sorted(float(p) for p, label in zip(probabilities, labels, strict=True) if label == "yes")
    no = sorted((float(p) for p, label in zip(probabilities, labels, strict=True) if label == "no"), reverse=True)
    least, most = _limit(yes, alpha), _limit(no, alpha)
    return Conformal(alpha, 0.0 if least is None else least, 1.0 if most is None else most)


def _limit(strangest_first: Sequence[float], alpha: float) -> float | None:
    """The strangest score whose p-value, (1 + number no less strange) / (n + 1), is above alpha; None where all are."""
    left_out = math.floor(alpha * (len(strangest_first) + 1) + 1e-9)
    # A score beyond all but k of n has p = (k + 1) / (n + 1); it stays in the set while that is above alpha.
    return strangest_first[left_out - 1] if left_out >= 1 else None
