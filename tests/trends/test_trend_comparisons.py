"""Many comparisons, the funnel, partial pooling."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from vn_dossier_nlp.trends.comparisons import adjusted, family, funnel
from vn_dossier_nlp.trends.pooling import pooled
from vn_dossier_nlp.trends.result import INDICATORS, Effect

SHARE = INDICATORS["share_vague"]


def test_adjusted_as_statsmodels_does() -> None:
    chances = [float(p) for p in np.random.default_rng(5).random(30) ** 4] + [0.5, 0.5, 1.0, 0.0]
    holm, rate = zip(*adjusted(chances), strict=True)
    assert holm == pytest.approx(multipletests(chances, method="holm")[1])
    assert rate == pytest.approx(multipletests(chances, method="fdr_bh")[1])


def test_no_comparison() -> None:
    assert adjusted([]) == []


def test_a_family_counts_its_members() -> None:
    effects = [Effect("trend", SHARE, "all", None, 0.1, 0.0, 0.2, p) for p in (0.02, 0.5, 0.9)]
    first, *others = family(effects, "trends")
    assert first.p_adjusted == pytest.approx(0.06)
    assert not first.found
    assert {one.family for one in (first, *others)} == {"trends"}
    assert family(effects[:1], "alone")[0].found


def senders(share: float, spread: float, seed: int, count: int = 30) -> list[tuple[str, int, int]]:
    draw = np.random.default_rng(seed)
    among = draw.integers(20, 400, count)
    shares = np.clip(draw.normal(share, spread, count), 0.01, 0.99)
    return [
        (f"s{place}", int(draw.binomial(n, p)), int(n)) for place, (n, p) in enumerate(zip(among, shares, strict=True))
    ]


def test_chance_alone_marks_nobody() -> None:
    marked = [any(point.outside for point in _funnel(senders(0.3, 0.0, seed)).points) for seed in range(60)]
    assert sum(marked) <= 7  # 3 expected at 5 %; more than 7 of 60 has a chance of 1 %


def test_the_usual_spread_marks_nobody() -> None:
    marked = [any(point.outside for point in _funnel(senders(0.3, 0.08, seed)).points) for seed in range(60)]
    assert sum(marked) <= 7
    assert _funnel(senders(0.3, 0.08, 1)).spread == pytest.approx(0.08, abs=0.03)


def test_what_stands_out_is_marked() -> None:
    found = _funnel([*senders(0.3, 0.02, 4), ("odd", 180, 260)])
    assert [point.group for point in found.points if point.outside] == ["odd"]


def test_limits_narrow_with_numbers_and_hold_the_target() -> None:
    found = _funnel(senders(0.3, 0.03, 2))
    widths = [limit.high - limit.low for limit in found.limits]
    assert widths == sorted(widths, reverse=True)
    for limit in found.limits:
        assert 0 <= limit.low_outer <= limit.low < found.target < limit.high <= limit.high_outer <= 1


def test_small_senders_are_held_back_but_count_for_the_target() -> None:
    counts = [*senders(0.3, 0.0, 3), ("tiny", 4, 4)]
    found = funnel(SHARE, counts, 10, 1)
    assert found is not None
    assert found.suppressed == 1
    assert "tiny" not in {point.group for point in found.points}
    assert found.target == sum(row[1] for row in counts) / sum(row[2] for row in counts)


def test_two_senders_are_no_funnel() -> None:
    assert funnel(SHARE, [("a", 3, 30), ("b", 9, 30)], 10, 1) is None


def _funnel(counts: list[tuple[str, int, int]]):
    found = funnel(SHARE, counts, 10, 1)
    assert found is not None
    return found


def test_a_small_sender_is_drawn_to_the_mean_a_large_one_is_not() -> None:
    counts = [row[1:] for row in senders(0.3, 0.05, 6)] + [(3, 3), (900, 1000)]
    *_, small, large = pooled(counts, 1)
    assert small[0] < 0.6
    assert large[0] == pytest.approx(0.9, abs=0.02)
    assert small[2] - small[1] > 3 * (large[2] - large[1])


def test_a_sender_without_dossiers_gets_what_is_known_of_all() -> None:
    counts = [row[1:] for row in senders(0.3, 0.05, 6)] + [(0, 0)]
    mean, low, high = pooled(counts, 1)[-1]
    assert mean == pytest.approx(0.3, abs=0.05)
    assert low < 0.2 < 0.4 < high


def test_pooling_is_seeded() -> None:
    counts = [row[1:] for row in senders(0.2, 0.05, 8)]
    assert pooled(counts, 1) == pooled(counts, 1)
    assert pooled(counts, 1) != pooled(counts, 2)


def test_two_groups_stand_for_themselves() -> None:
    (first, *_), (second, *_) = pooled([(30, 100), (90, 100)], 1)
    assert first == pytest.approx(0.302, abs=0.01)
    assert second == pytest.approx(0.896, abs=0.01)
