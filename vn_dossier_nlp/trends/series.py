"""Series of an indicator: a figure a month with its interval, small counts held back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.boilerplate import WINDOW
from vn_dossier_nlp.trends.indicators import TIME, Counted
from vn_dossier_nlp.trends.intervals import Alone, Estimate, median_time, ratio, share
from vn_dossier_nlp.trends.result import (
    INCOMPLETE,
    INDICATORS,
    NOT_REACHED,
    ONE_SENDER,
    SMALL,
    Break,
    Point,
    Series,
)
from vn_dossier_nlp.trends.tables import Cells, Times

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

# Months at the end whose figures still grow: what becomes of their dossiers is not yet known.
_OPEN_MONTHS = {"share_returned": 1, "returns_per_dossier": 3, "share_cured": 3}


@dataclass(frozen=True, slots=True)
class Frame:
    """What all series of a computation have in common."""

    periods: Sequence[str]
    least: int
    breaks: tuple[Break, ...]
    by: str


def of_counts(frame: Frame, group: str, one: Counted, cells: Cells) -> Series:
    """The series of a quotient."""
    y, n, alone = cells.whole()
    whole = _estimate(one, y, n, alone)
    points = []
    for month, period in enumerate(frame.periods):
        cases, among, single = cells.of_month(month)
        found = _estimate(one, cases, among, single)
        notes = [one.note, _incomplete(one.indicator.code, month, len(frame.periods))]
        points.append(_point(period, found, float(cases.sum()), float(among.sum()), frame.least, notes, among))
    span = f"{frame.periods[0]}/{frame.periods[-1]}"
    return Series(
        one.indicator,
        frame.by,
        group,
        tuple(points),
        _point(span, whole, float(y.sum()), float(n.sum()), frame.least, [one.note], n),
        whole.method,
        int((n > 0).sum()),
        tuple(broken for broken in frame.breaks if broken.kind in one.reading),
    )


def of_times(frame: Frame, group: str, found: Times) -> Series:
    """The series of the median time to a decision."""
    import numpy as np

    everyone = np.ones(len(found.month), bool)
    points = [
        _time_point(period, found, found.month == month, frame.least) for month, period in enumerate(frame.periods)
    ]
    span = f"{frame.periods[0]}/{frame.periods[-1]}"
    return Series(
        INDICATORS[TIME],
        frame.by,
        group,
        tuple(points),
        _time_point(span, found, everyone, frame.least),
        "kaplan_meier_clustered" if len(np.unique(found.sender)) > 1 else "kaplan_meier",
        len(np.unique(found.sender)),
    )


def _estimate(one: Counted, y: Numbers, n: Numbers, alone: Alone) -> Estimate:
    return share(y, n) if one.share else ratio(y, n, alone, counts=one.indicator.unit == "number")


def _point(
    period: str, found: Estimate, y: float, n: float, least: int, notes: Iterable[str], senders: Numbers
) -> Point:
    if n < least:
        return Point(period, None, None, None, None, int(n), SMALL)
    alone = ONE_SENDER if (senders > 0).sum() < 2 else ""
    return Point(period, found.value, found.low, found.high, y, int(n), _joined(*notes, alone))


def _time_point(period: str, times: Times, chosen: NDArray[np.bool_], least: int) -> Point:
    count = int(chosen.sum())
    if count < least:
        return Point(period, None, None, None, None, count, SMALL)
    found = median_time(*times.counts(chosen))
    note = "" if found.value is not None else NOT_REACHED
    return Point(period, found.value, found.low, found.high, None, count, note)


def _incomplete(code: str, month: int, months: int) -> str:
    early = code == "boilerplate" and month < WINDOW
    return INCOMPLETE if early or month >= months - _OPEN_MONTHS.get(code, 0) else ""


def _joined(*notes: str) -> str:
    return " ".join(dict.fromkeys(filter(None, notes)))
