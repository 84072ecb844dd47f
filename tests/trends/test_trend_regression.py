"""Before and after, and the yearly trend: what is found, what is not, and why there may be no figure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import statsmodels.api as sm

from vn_dossier_nlp.trends.interrupted import interrupted, trend
from vn_dossier_nlp.trends.periods import months_between
from vn_dossier_nlp.trends.regression import fit_line
from vn_dossier_nlp.trends.result import INCOMPLETE, INDICATORS, Break, Point, Series


def series(values: Sequence[float | None], among: int = 200, breaks: tuple[Break, ...] = (), note: str = "") -> Series:
    periods = months_between("2024-01", "2030-12")[: len(values)]
    points = tuple(
        Point(period, value, None, None, None, among if value is not None else 0, note)
        for period, value in zip(periods, values, strict=True)
    )
    whole = Point(f"{periods[0]}/{periods[-1]}", 0.3, 0.2, 0.4, 1, 1)
    return Series(INDICATORS["share_vague"], "all", "all", points, whole, "wilson", breaks=breaks)


def noise(count: int, seed: int, size: float = 0.02) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, size, count)


def test_without_autocorrelation_the_estimate_is_that_of_least_squares() -> None:
    months = np.arange(120)
    values = 0.3 + 0.001 * months + noise(120, 1)
    design = np.column_stack([np.ones(120), months])
    found = fit_line(months, values, np.full(120, 50.0), design).contrasts(np.array([[0.0, 1.0]]))[0]
    plain = sm.OLS(values, design).fit()
    assert found.estimate == pytest.approx(plain.params[1], rel=0.02)
    assert found.high - found.low == pytest.approx(3.96 * plain.bse[1], rel=0.3)


def test_the_fit_is_generalised_least_squares() -> None:
    """Given one correlation: the same coefficients and errors as those of statsmodels."""
    months, among = np.array([0, 1, 2, 4, 5, 8, 9, 10, 11, 12]), np.linspace(20, 400, 10)
    values = 0.2 + noise(10, 2)
    design = np.column_stack([np.ones(10), months])
    fit = fit_line(months, values, among, design)
    grid = np.linspace(-0.6, 0.95, 32)
    apart = np.abs(months[:, None] - months[None, :])
    place = int(fit.weights.argmax())
    # The weights may have lost the ends of the grid: find the correlation by its coefficients.
    scale = np.sqrt(among.mean() / among)
    known = [sm.GLS(values, design, sigma=(r**apart) * np.outer(scale, scale)).fit() for r in grid]
    nearest = min(known, key=lambda one: abs(one.params - fit.coefficients[place]).max())
    assert nearest.params == pytest.approx(fit.coefficients[place], rel=1e-6)
    assert nearest.cov_params() == pytest.approx(fit.covariances[place], rel=1e-6)


def test_autocorrelated_errors_make_a_trend_less_sure() -> None:
    draw = np.random.default_rng(4)
    errors = np.zeros(60)
    for place in range(1, 60):
        errors[place] = 0.8 * errors[place - 1] + draw.normal(0, 0.02)
    found = trend(series((0.3 + errors).tolist()))
    assert found is not None
    plain = sm.OLS(0.3 + errors, np.column_stack([np.ones(60), np.arange(60) / 12])).fit()
    assert found.high - found.low > 1.5 * (plain.conf_int()[1, 1] - plain.conf_int()[1, 0])


def test_a_step_is_found_where_it_is() -> None:
    values = 0.4 - 0.10 * (np.arange(24) >= 12) + noise(24, 5, 0.015)
    found = interrupted(series(values.tolist()), "2025-01-01")
    level, slope, average = found.effects
    assert (found.at, found.months_before, found.months_after) == ("2025-01", 12, 12)
    assert level.found
    assert level.low < -0.10 < level.high
    assert slope.low < 0 < slope.high
    assert average.low < -0.10 < average.high
    assert found.assumptions
    assert len(found.fitted) == 24
    assert found.fitted[11].without is None
    assert found.fitted[12].without == pytest.approx(0.4, abs=0.05)
    for month in found.fitted:
        assert month.low < month.value < month.high


def test_a_date_inside_a_month_begins_with_the_next() -> None:
    found = interrupted(series((0.3 + noise(24, 6)).tolist()), "2025-01-15")
    assert found.at == "2025-02"


@pytest.mark.parametrize(
    ("values", "breaks", "why"),
    [
        ([0.3, 0.2] * 4, (), "too_few_months"),
        ([0.3, None, None] * 4 + [0.2, 0.3] * 6, (), "too_few_months"),
        ([0.3] * 24, (), "no_variation"),
        ([0.3, 0.2, 0.25] * 8, (Break("2025-02", "model", "a", "b", 1.0),), "same_as_break"),
    ],
)
def test_why_there_is_no_estimate(values: list[float | None], breaks: tuple[Break, ...], why: str) -> None:
    found = interrupted(series(values, breaks=breaks), "2025-01-01")
    assert found.why_not == why
    assert not found.effects
    assert not found.fitted


def test_a_break_elsewhere_gets_a_step_of_its_own() -> None:
    """Another model calls 20 points more vague from month 19 on: that is no trend of the submissions."""
    values = (0.2 + 0.2 * (np.arange(36) >= 18) + noise(36, 7, 0.01)).tolist()
    broken = (Break("2025-07", "model", "a", "b", 1.0),)
    assert trend(series(values)).estimate > 0.08  # type: ignore[union-attr]
    assert abs(trend(series(values, breaks=broken)).estimate) < 0.02  # type: ignore[union-attr]
    change = interrupted(series(values, breaks=broken), "2026-05-01")
    assert change.effects[0].low < 0 < change.effects[0].high


def test_months_that_are_not_complete_are_left_out() -> None:
    assert trend(series([0.3, 0.31] * 10, note=INCOMPLETE)) is None


def test_a_short_series_has_no_trend() -> None:
    assert trend(series([0.3, 0.2, 0.4, 0.3, 0.2, 0.4, 0.3])) is None
