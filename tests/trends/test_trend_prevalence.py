"""The share that is truly vague: corrected with labels of the series, honest without."""

from __future__ import annotations

import numpy as np
import pytest

from vn_dossier_nlp.trends.prevalence import LEAST_LABELS, Judged, prevalence
from vn_dossier_nlp.trends.result import INDICATORS, UNCORRECTED, Point, Prevalence, Series

MONTHS = ["2026-01", "2026-02"]


def judged(labels: int, sensitivity: float = 0.6, false: float = 0.15, share: float = 0.3, seed: int = 1) -> Judged:
    draw = np.random.default_rng(seed)
    count = 4000
    truly = draw.random(count) < share
    called = np.where(truly, draw.random(count) < sensitivity, draw.random(count) < false)
    label = np.full(count, -1)
    chosen = draw.choice(count, labels, replace=False)
    label[chosen] = truly[chosen]
    return Judged(draw.integers(0, 20, count), draw.integers(0, 2, count), np.where(called, 0, 2), label)


def computed(data: Judged) -> Prevalence:
    points = tuple(Point(month, 0.3, 0.2, 0.4, 1, 100, UNCORRECTED) for month in MONTHS)
    plain = Series(INDICATORS["share_vague"], "all", "all", points, points[0], "wilson_clustered")
    return prevalence(data, MONTHS, plain, seed=1)


def test_without_labels_it_says_so() -> None:
    found = computed(judged(0))
    assert found.method == "uncorrected"
    assert found.corrected is None
    assert found.monthly is None
    assert found.uncorrected.value == pytest.approx(0.285, abs=0.03)


def test_too_few_labels_are_none() -> None:
    found = computed(judged(LEAST_LABELS - 1))
    assert found.corrected is None
    assert found.labelled == LEAST_LABELS - 1


def test_labels_correct_the_share() -> None:
    """True 10 %, called 19.5 %: the uncorrected interval is sure and wrong, the corrected one holds the truth."""
    found = computed(judged(400, share=0.10))
    assert found.uncorrected.low > 0.15  # type: ignore[operator]
    assert found.corrected is not None
    assert found.corrected.low < 0.10 < found.corrected.high  # type: ignore[operator]
    assert found.corrected.denominator == 400
    assert found.monthly is not None
    for point in found.monthly.points:
        assert point.low < 0.10 < point.high  # type: ignore[operator]
        assert point.note == "corrected"
    assert "labels_random" in found.assumptions
    assert "same_errors" in found.assumptions


def test_the_interval_carries_the_doubt_of_few_labels() -> None:
    few, many = computed(judged(60)).corrected, computed(judged(1500)).corrected
    assert few is not None
    assert many is not None
    assert few.high - few.low > 2 * (many.high - many.low)  # type: ignore[operator]


def test_a_perfect_classifier_needs_no_correction() -> None:
    found = computed(judged(400, sensitivity=1.0, false=0.0))
    assert found.corrected is not None
    assert found.corrected.value == pytest.approx(found.uncorrected.value, abs=0.01)
    assert (found.sensitivity.value, found.specificity.value) == (1.0, 1.0)  # type: ignore[union-attr]


def test_a_classifier_that_tells_nothing_cannot_be_corrected_month_by_month() -> None:
    found = computed(judged(600, sensitivity=0.3, false=0.3))
    assert found.monthly is None
    assert found.corrected is not None
    assert found.corrected.low < 0.3 < found.corrected.high  # type: ignore[operator]
