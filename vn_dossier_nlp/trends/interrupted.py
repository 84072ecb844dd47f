"""Before and after a change: level and slope of a series on both sides, and the yearly trend of a series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.periods import month_of, number_of
from vn_dossier_nlp.trends.regression import Contrast, Fit, fit_line
from vn_dossier_nlp.trends.result import ASSUMPTIONS, INCOMPLETE, LEVEL, Effect, Fitted, Interrupted, Series

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

METHOD = "segmented_ar1"
TREND_METHOD = "linear_ar1"
LEAST_MONTHS = 5  # on each side of a change
_LEAST_TREND = 8  # months of a trend
_LEAST_FREE = 3  # months beyond the coefficients
_LEAST_BETWEEN = 2  # months between two breaks
_YEAR = 12
_MOST_STEPS = 3  # breaks that get a step of their own: each costs a coefficient


def interrupted(series: Series, date: str) -> Interrupted:
    """The change of ``series`` at the month of ``date`` (the first of a month: from it on; else from the next on).

    Months without a figure, or whose figure is not complete, are left out.
    """
    at = _first_after(date)
    months, values, among = _usable(series)
    before, after = int((months < at).sum()), int((months >= at).sum())
    steps = [number_of(one.period) for one in series.breaks]
    empty = Interrupted(
        series, month_of(at), date, (), (), METHOD, None, before, after, ASSUMPTIONS["interrupted"], None
    )
    if min(before, after) < LEAST_MONTHS:
        return replace(empty, why_not="too_few_months")
    if any(abs(step - at) < LEAST_MONTHS for step in steps):
        return replace(empty, why_not="same_as_break")
    if float(values.max()) == float(values.min()):
        return replace(empty, why_not="no_variation")
    design = _design(months, at, _inside(months, steps))
    if len(months) - design.shape[1] < _LEAST_FREE:
        return replace(empty, why_not="too_few_months")
    fit = fit_line(months, values, among, design)
    return replace(
        empty,
        fitted=_fitted(series, fit, at, _inside(months, steps)),
        effects=_effects(series, fit, months, at, design.shape[1]),
        autocorrelation=fit.autocorrelation,
    )


def trend(series: Series) -> Effect | None:
    """The yearly change of a series, straight through; breaks have a step of their own. None where it is too short."""
    import numpy as np

    months, values, among = _usable(series)
    if len(months) < _LEAST_TREND or float(values.max()) == float(values.min()):
        return None
    steps = _inside(months, [number_of(one.period) for one in series.breaks])
    design = np.column_stack([np.ones(len(months)), (months - months.mean()) / _YEAR, *_columns(months, steps)])
    if len(months) - design.shape[1] < _LEAST_FREE:
        return None
    yearly = fit_line(months, values, among, design).contrasts(np.eye(design.shape[1])[1:2])[0]
    return _effect(series, "trend", None, yearly)


def _usable(series: Series) -> tuple[NDArray[np.int64], Numbers, Numbers]:
    """Month numbers, values and numbers of dossiers of the points that have a figure."""
    import numpy as np

    rows = [
        (number_of(point.period), point.value, point.denominator)
        for point in series.points
        if point.value is not None and point.denominator > 0 and not point.has(INCOMPLETE)
    ]
    months, values, among = zip(*rows, strict=True) if rows else ((), (), ())
    return np.array(months, np.int64), np.array(values, float), np.array(among, float)


def _first_after(date: str) -> int:
    month = number_of(date[:7])
    return month if len(date) < 10 or date[8:10] == "01" else month + 1


def _design(months: NDArray[np.int64], at: int, steps: Sequence[int]) -> Numbers:
    """Level, slope, change of level, change of slope (a year), then a step for each break."""
    import numpy as np

    after = (months >= at).astype(float)
    years = (months - at) / _YEAR
    return np.column_stack([np.ones(len(months)), years, after, after * years, *_columns(months, steps)])


def _inside(months: NDArray[np.int64], steps: Sequence[int]) -> list[int]:
    """The breaks that have months on both sides of them and of one another."""
    found: list[int] = []
    for step in sorted(set(steps)):
        between = ((months >= (found[-1] if found else months.min())) & (months < step)).sum()
        if between >= _LEAST_BETWEEN and (months >= step).sum() >= _LEAST_BETWEEN:
            found.append(step)
    return found[:_MOST_STEPS]


def _columns(months: NDArray[np.int64], steps: Sequence[int]) -> list[Numbers]:
    return [(months >= step).astype(float) for step in steps]


def _effects(series: Series, fit: Fit, months: NDArray[np.int64], at: int, columns: int) -> tuple[Effect, ...]:
    """Change of level, change of slope, and the mean difference from the line carried on, over the months after."""
    import numpy as np

    unit = np.eye(columns)
    mean_years = float((months[months >= at] - at).mean()) / _YEAR
    combinations = {"level": unit[2], "slope": unit[3], "average": unit[2] + mean_years * unit[3]}
    found = fit.contrasts(np.array(list(combinations.values())))
    return tuple(_effect(series, name, month_of(at), one) for name, one in zip(combinations, found, strict=True))


def _effect(series: Series, name: str, at: str | None, found: Contrast) -> Effect:
    return Effect(
        name,
        series.indicator,
        series.group,
        at,
        found.estimate,
        found.low,
        found.high,
        found.p,
        family="",
        found=found.p < 1 - LEVEL,
    )


def _fitted(series: Series, fit: Fit, at: int, steps: Sequence[int]) -> tuple[Fitted, ...]:
    """The line month by month, and from the change on the line before, carried on."""
    import numpy as np

    months = np.array([number_of(point.period) for point in series.points], np.int64)
    design = _design(months, at, steps)
    carried = design.copy()
    carried[:, 2:4] = 0
    lines, without = fit.band(design), fit.band(carried)
    return tuple(
        Fitted(month_of(month), *line, *(other if month >= at else (None, None, None)))
        for month, line, other in zip(months.tolist(), lines, without, strict=True)
    )
