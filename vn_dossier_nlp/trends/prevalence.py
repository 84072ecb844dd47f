"""The share that is truly vague: the classifier errs, and a labelled sample of the series tells how.

Over the whole time: post-stratification. Among the dossiers of each word of the classifier (yes, unsure, no) the
labelled sample tells the share that is truly vague; the words' shares in the whole series weigh them. That holds
whatever the classifier is worth, as long as the labelled dossiers were drawn at random from the series (this is the
difference estimator of survey sampling, "prediction-powered inference").

Month by month: Rogan and Gladen (1978), true share = (share called vague + specificity - 1) / (sensitivity +
specificity - 1), with both from the labelled sample. It needs one more assumption: the classifier errs equally often
in all months.

Both intervals carry both uncertainties, of the count and of the labels: the first by linearisation over senders, the
second by draws of the share called vague (effective number of dossiers) and of sensitivity and specificity from beta
distributions with the prior of Jeffreys (Lang and Reiczigel 2014 compare such intervals).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.intervals import clustered, share, student, wilson
from vn_dossier_nlp.trends.result import (
    ASSUMPTIONS,
    CORRECTED,
    INDICATORS,
    LEVEL,
    UNCORRECTED,
    Point,
    Prevalence,
    Rate,
    Series,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

WORDS = ("yes", "unsure", "no")
_DRAWS = 8_000
LEAST_LABELS = 30  # fewer tell too little: then the figure stays uncorrected
_LEAST_POWER = 0.1  # sensitivity + specificity - 1: below, the classifier tells nothing and nothing can be corrected


@dataclass(frozen=True, slots=True)
class Judged:
    """What the classifier said of every dossier of the series, and the labels of some of them.

    ``sender`` and ``month`` are whole numbers from 0; ``word`` indexes ``WORDS``; ``label`` is 1 for truly vague, 0 for
    not, -1 where there is none.
    """

    sender: NDArray[np.int64]
    month: NDArray[np.int64]
    word: NDArray[np.int64]
    label: NDArray[np.int64]
    lost: int = 0  # labels of dossiers that are not in the series


def prevalence(judged: Judged, months: Sequence[str], plain: Series, seed: int) -> Prevalence:
    """The corrected share of the whole time and of each month; uncorrected with fewer labels than ``LEAST_LABELS``."""
    import numpy as np

    called = judged.word == 0
    whole = _by_sender(judged.sender, called)
    found = share(*whole)
    uncorrected = Rate(found.value, found.low, found.high, int(whole[0].sum()), int(whole[1].sum()))
    labelled = judged.label >= 0
    count = int(labelled.sum())
    if count < LEAST_LABELS:
        return Prevalence(uncorrected, None, None, None, count, judged.lost, UNCORRECTED, None, ())
    draw = np.random.default_rng([seed, count])
    truly = judged.label == 1
    of_vague, of_others = called[labelled & truly], called[labelled & ~truly]
    monthly = _monthly(judged, months, plain, draw) if len(of_vague) and len(of_others) else None
    return Prevalence(
        uncorrected,
        Rate(*_stratified(judged), int((labelled & truly).sum()), count),
        _rate(of_vague),
        _rate(~of_others),
        count,
        judged.lost,
        "stratified_labels",
        monthly,
        ASSUMPTIONS["prevalence"] + (ASSUMPTIONS["prevalence_monthly"] if monthly else ()),
    )


def _by_sender(sender: NDArray[np.int64], cases: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    import numpy as np

    return np.bincount(sender, cases).astype(float), np.bincount(sender).astype(float)


def _rate(cases: NDArray[np.bool_]) -> Rate:
    """A plain share with Wilson's interval."""
    import numpy as np

    found = share(np.array([float(cases.sum())]), np.array([float(len(cases))]))
    return Rate(found.value, found.low, found.high, int(cases.sum()), len(cases))


def _stratified(judged: Judged) -> tuple[float, float, float]:
    """The corrected share of the whole time with its interval.

    Linearised: every dossier moves the share by its word, a labelled one also by its own label. The sums by sender give
    the variance, as in ``intervals``; it is never taken for less than that of dossiers independent of one another.
    """
    import numpy as np

    count, labelled = len(judged.word), judged.label >= 0
    usual = float(judged.label[labelled].mean())
    of_word, moves, alone = np.zeros(count), np.zeros(count), 0.0
    for word in range(len(WORDS)):
        inside = judged.word == word
        own = inside & labelled
        weight, labels = float(inside.mean()), int(own.sum())
        # Half a label on both sides: a word whose few labels agree is no certain word.
        true = (float(judged.label[own].sum()) + usual) / (labels + 1)
        of_word[inside] = true
        moves[own] = weight / (labels + 1) * (judged.label[own] - true)
        alone += weight**2 * true * (1 - true) / (labels + 1)
    value = float(of_word.mean())
    alone += float(of_word.var()) / count
    moves += (of_word - value) / count
    sums, numbers = np.bincount(judged.sender, moves * count), np.bincount(judged.sender)
    variance, df = clustered(sums.astype(float), numbers.astype(float), alone * count)
    variance = max(variance, alone)
    effective = value * (1 - value) / variance if variance > 0 else float(count)
    low, high = wilson(value * effective, effective, student(df) if df else None)
    return value, low, high


def _monthly(judged: Judged, months: Sequence[str], plain: Series, draw: np.random.Generator) -> Series | None:
    """The corrected series; None where the classifier tells vague and other dossiers hardly apart."""
    import numpy as np

    called = judged.word == 0
    labelled, truly = judged.label >= 0, judged.label == 1
    hits, misses = float((called & truly).sum()), float((~called & truly).sum())
    false, right = float((called & labelled & ~truly).sum()), float((~called & labelled & ~truly).sum())
    if hits / (hits + misses) + right / (right + false) - 1 < _LEAST_POWER:
        return None
    sensitivity = draw.beta(hits + 0.5, misses + 0.5, _DRAWS)
    specificity = draw.beta(right + 0.5, false + 0.5, _DRAWS)

    def point(period: str, inside: NDArray[np.bool_], note: str) -> Point:
        count = int(inside.sum())
        if not count:
            return Point(period, None, None, None, 0, 0, CORRECTED)
        cases = float(called[inside].sum())
        held = _effective(judged.sender[inside], called[inside])
        share_called = draw.beta(cases * held + 0.5, (count - cases) * held + 0.5, _DRAWS)
        power = sensitivity + specificity - 1
        with np.errstate(divide="ignore", invalid="ignore"):
            true = np.where(power > 0, (share_called + specificity - 1) / power, 1.0)
        middle = (cases / count + right / (right + false) - 1) / (hits / (hits + misses) + right / (right + false) - 1)
        low, high = _quantiles(np.clip(true, 0, 1))
        return Point(period, float(np.clip(middle, 0, 1)), low, high, None, count, note)

    notes = [" ".join(sorted({*one.note.split(), CORRECTED} - {UNCORRECTED})) for one in plain.points]
    points = tuple(
        point(period, judged.month == index, note) if plain.points[index].value is not None else plain.points[index]
        for index, (period, note) in enumerate(zip(months, notes, strict=True))
    )
    whole = point(plain.whole.period, np.ones(len(called), bool), CORRECTED)
    return Series(
        INDICATORS["share_vague"], "all", plain.group, points, whole, "rogan_gladen", plain.senders, plain.breaks
    )


def _effective(sender: NDArray[np.int64], cases: NDArray[np.bool_]) -> float:
    """Effective dossiers for one counted, where senders differ."""
    x, n = _by_sender(sender, cases)
    value = float(x.sum() / n.sum())
    variance, df = clustered(x, n, value * (1 - value))
    plain = value * (1 - value) / n.sum()
    if df is None or not variance > 0 or not plain > 0:
        return 1.0
    return float(min(1.0, plain / variance))


def _quantiles(draws: Numbers) -> tuple[float, float]:
    import numpy as np

    tail = (1 - LEVEL) / 2
    low, high = np.quantile(draws, [tail, 1 - tail])
    return float(low), float(high)


LABELS: Mapping[str, int] = {"yes": 1, "borderline": 0, "no": 0}
"""What a label counts as: vague is what an officer would return for it; a borderline case is not."""
