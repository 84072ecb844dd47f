"""Intervals: known values, senders as units, medians of times of which some are not over."""

from __future__ import annotations

import numpy as np
import pytest

from vn_dossier_nlp.trends.intervals import Alone, clustered, freedom, median_time, ratio, share, wilson


def numbers(*values: float) -> np.ndarray:
    return np.array(values, float)


@pytest.mark.parametrize(
    ("cases", "among", "low", "high"),
    # Newcombe, Statistics in Medicine 1998, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(cases: int, among: int, low: float, high: float) -> None:
    assert wilson(cases, among) == pytest.approx((low, high), abs=5e-5)


def test_one_sender_is_counted_by_its_dossiers() -> None:
    found = share(numbers(15), numbers(148))
    assert found.method == "wilson"
    assert (found.low, found.high) == pytest.approx(wilson(15, 148))


def test_senders_that_differ_make_the_interval_wider() -> None:
    alike = share(numbers(30, 30, 30, 30), numbers(100, 100, 100, 100))
    apart = share(numbers(5, 55, 10, 50), numbers(100, 100, 100, 100))
    assert alike.value == apart.value == 0.3
    assert alike.low is not None
    assert alike.high is not None
    assert apart.low is not None
    assert apart.high is not None
    assert apart.high - apart.low > 3 * (alike.high - alike.low)


def test_a_sender_without_dossiers_is_none() -> None:
    assert share(numbers(5, 9, 0), numbers(20, 30, 0)) == share(numbers(5, 9), numbers(20, 30))
    assert share(numbers(0), numbers(0)).value is None


@pytest.mark.parametrize(("cases", "low", "high"), [((0, 0, 0), 0.0, None), ((20, 30, 10), None, 1.0)])
def test_none_and_all_have_an_interval(cases: tuple[float, ...], low: float | None, high: float | None) -> None:
    found = share(numbers(*cases), numbers(20, 30, 10))
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.high
    assert low is None or found.low == low
    assert high is None or found.high == high


def test_the_variance_is_that_of_the_linearisation() -> None:
    """Of senders of equal size CR2 is the usual variance of a mean of means, and the degrees of freedom one less."""
    means = numbers(0.1, 0.4, 0.2, 0.3, 0.5)
    variance, df = clustered(means * 40, np.full(5, 40.0), 0.2)
    assert variance == pytest.approx(means.var(ddof=1) / 5)
    assert df == pytest.approx(4)


def test_the_degrees_of_freedom_are_those_of_bell_and_mccaffrey() -> None:
    """Against the matrices: (trace B W)^2 / trace (B W B W), B the quadratic form and W the working variances."""
    draw = np.random.default_rng(2)
    n = draw.integers(3, 200, 9).astype(float)
    variance, single, whole = 0.004, 0.2, n.sum()
    between = (variance * whole**2 - whole * single) / (n**2).sum()
    residual = np.eye(9) - np.outer(n / whole, np.ones(9))
    form = residual.T @ np.diag(1 / (1 - n / whole)) @ residual @ np.diag(n * single + n**2 * between)
    assert freedom(n, variance, single) == pytest.approx(np.trace(form) ** 2 / np.trace(form @ form))


def test_unequal_senders_count_for_fewer() -> None:
    _, df = clustered(numbers(300, 2, 3), numbers(1000, 10, 10), 0.2)
    assert df is not None
    assert df < 1.5


def test_a_mean_of_one_sender_rests_on_its_dossiers() -> None:
    values = numbers(3, 5, 4, 8, 6, 4)
    n = float(len(values))
    alone = Alone.of(values.sum(), n, float((values**2).sum()), values.sum(), n, len(values))
    assert alone.variance == pytest.approx(values.var(ddof=1) / n)
    found = ratio(numbers(values.sum()), numbers(n), alone)
    assert found.method == "log_t"
    assert found.low is not None
    assert found.high is not None
    assert found.low < 5 < found.high
    assert found.low * found.high == pytest.approx(25)


def test_a_count_of_none_has_an_upper_end() -> None:
    found = ratio(numbers(0, 0), numbers(50, 50), Alone(0.0, 100), counts=True)
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(0.03689)


def days(*rows: list[int]) -> np.ndarray:
    found = np.zeros((len(rows), 40), int)
    for place, row in enumerate(rows):
        np.add.at(found[place], row, 1)
    return found


def test_the_curve_is_that_of_kaplan_and_meier() -> None:
    from statsmodels.duration.survfunc import SurvfuncRight

    from vn_dossier_nlp.trends.intervals import _survival

    draw = np.random.default_rng(3)
    time, over = draw.integers(1, 30, 200), draw.random(200) < 0.7
    ended, left = days(time[over].tolist()), days(time[~over].tolist())
    curve = _survival(ended[0], left[0])
    known = SurvfuncRight(time, over.astype(int))
    assert curve[known.surv_times.astype(int)] == pytest.approx(known.surv_prob)


def test_the_median_lies_between_whole_days() -> None:
    found = median_time(days([4, 4, 4, 6, 6, 6, 6, 9]), days([]))
    # Three of eight by day 4, seven of eight by day 6: the half is a quarter of the way from day 5 to 6.
    assert found.value == pytest.approx(5.25)


def test_what_is_not_over_is_not_forgotten() -> None:
    """Half of the dossiers are still open: to count only the others would make the Office look fast."""
    ended, left = days([3] * 20, [4] * 20), days([30] * 25, [30] * 25)
    assert median_time(ended, np.zeros_like(left)).value < 4  # type: ignore[operator]
    assert median_time(ended, left).value is None
    assert median_time(ended, left).method == "not_reached"


def test_an_open_end() -> None:
    ended, left = days([3, 5, 8, 13], [4, 6, 9, 20], [2, 7]), days([30, 30], [30], [30, 30])
    found = median_time(ended, left)
    assert found.value is not None
    assert found.low is not None
    assert found.low < found.value
    assert found.high is None


def test_no_times_no_median() -> None:
    assert median_time(np.zeros((0, 1), int), np.zeros((0, 1), int)).value is None
