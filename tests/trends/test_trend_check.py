"""A short round of scripts/check_trends.py, and that the check would notice what is wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from trend_data import made, script

RUNS = 12


@pytest.fixture(scope="module")
def check() -> Any:
    return script("check_trends")


@pytest.fixture(scope="module")
def tally(check: Any) -> Any:
    return check.run(RUNS, processes=1, first=9001)


def test_every_indicator_is_checked(check: Any, tally: Any) -> None:
    from vn_dossier_nlp.trends.result import INDICATORS

    names = {row.name.split(" ")[0].split(".")[0] for row in check.rows_of(tally)}
    # A reason of a return follows from the classifier in generated data: there is nothing of its own to cover.
    assert set(INDICATORS) - {"return_reason"} <= names
    for kind in ("(month)", "(whole)"):
        assert sum(row.name.endswith(kind) for row in check.rows_of(tally)) > 20


def test_a_short_round_holds(check: Any, tally: Any) -> None:
    """12 runs tell no coverage of one figure; all figures of all runs together do, and none is far off."""
    hits = np.concatenate([np.array(values) for values in tally.hits.values()])
    assert 0.92 < hits.mean() < 0.98
    assert not [row for row in check.rows_of(tally) if row.holm < 0.001]
    assert np.mean(tally.found["10 points found"]) >= 0.5
    assert np.mean(tally.found["found, nothing changed: other indicators"]) <= 0.10


def test_narrow_intervals_would_be_noticed(check: Any) -> None:
    tally = check.Tally.empty()
    tally.hits["good"] = [1.0] * 950 + [0.0] * 50
    tally.hits["narrow"] = [1.0] * 900 + [0.0] * 100
    tally.hits["wide"] = [1.0] * 995 + [0.0] * 5
    tally.found["10 points found"] = [1.0] * 79 + [0.0] * 21
    tally.found["found, nothing changed: share_vague"] = [1.0] * 7 + [0.0] * 93
    tally.found["found, nothing changed: share_vague by GLSAR"] = [1.0] * 20 + [0.0] * 80
    faults = check.verdict(tally)
    assert [fault.split(":")[0] for fault in faults] == [
        "narrow",
        "wide",
        "10 points found in 79.0% only",
        "found, nothing changed",
    ]
    assert "FAILS" in check.report(tally, 100, 60.0)


def test_the_generator_does_what_its_plan_says() -> None:
    data = script("build_trend_data")
    found = made(5, months=24, monthly=400.0, change="2025-07-01", effect=-0.2, shock=0.0, icc=0.001)
    month = found.rows["month"]
    before, after = found.truly[month < 12].mean(), found.truly[month >= 12].mean()
    assert before == pytest.approx(0.35, abs=0.03)
    assert after - before == pytest.approx(-0.2, abs=0.04)
    called = found.rows["word"] == 0
    assert called[found.truly].mean() == pytest.approx(data.Plan.called[0][0], abs=0.03)
    assert called[~found.truly].mean() == pytest.approx(data.Plan.called[1][0], abs=0.03)
    again = data.make(found.plan, 5)
    assert (again.signatures == found.signatures).all()
    assert again.truth == found.truth
