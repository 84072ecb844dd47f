"""Periods of reports: their first and last days, the days on which reports are due, what a user may write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.register.periods import Cycle, load_cycle, read_period, short_date


@pytest.mark.parametrize(
    ("text", "kind", "begins", "ends", "name"),
    [
        ("2026-W35", "week", "2026-08-24", "2026-08-30", "tuần 35 năm 2026 (từ 24/8/2026 đến 30/8/2026)"),
        ("2026-W01", "week", "2025-12-29", "2026-01-04", "tuần 1 năm 2026 (từ 29/12/2025 đến 04/01/2026)"),
        ("2026-02", "month", "2026-02-01", "2026-02-28", "tháng 2 năm 2026"),
        ("2024-2", "month", "2024-02-01", "2024-02-29", "tháng 2 năm 2024"),
        ("2026-q3", "quarter", "2026-07-01", "2026-09-30", "quý 3 năm 2026"),
        ("2026-6M", "six_months", "2026-01-01", "2026-06-30", "6 tháng đầu năm 2026"),
        ("2026-9M", "nine_months", "2026-01-01", "2026-09-30", "9 tháng đầu năm 2026"),
        ("2026", "year", "2026-01-01", "2026-12-31", "năm 2026"),
        ("2026-08-03..2026-08-20", "days", "2026-08-03", "2026-08-20", "từ 03/8/2026 đến 20/8/2026"),
    ],
)
def test_a_period_from_what_is_written(text: str, kind: str, begins: str, ends: str, name: str) -> None:
    found = read_period(text, Cycle(), "vi")
    assert (found.kind, str(found.begins), str(found.ends)) == (kind, begins, ends)
    assert found.name("vi") == name
    assert found.due is None


@pytest.mark.parametrize("text", ["", "2026-13", "2026-W54", "2026-Q5", "2026-08-20..2026-08-03", "August", "2026-7M"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="không phải kỳ báo cáo"):
        read_period(text, Cycle(), "vi")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "periods.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_months_that_close_on_the_14th(tmp_path: Path) -> None:
    cycle = load_cycle(written(tmp_path, "closing_day = 14\n[due]\nmonth = 25\n"))
    month, year = cycle.period("month", 2026, 1), cycle.period("year", 2026)
    assert (month.begins, month.ends, month.due) == (date(2025, 12, 15), date(2026, 1, 14), date(2026, 1, 25))
    assert (year.begins, year.ends) == (date(2025, 12, 15), date(2026, 12, 14))
    ends = [cycle.period("month", 2026, number) for number in range(1, 13)]
    assert all((after.begins - before.ends).days == 1 for before, after in zip(ends, ends[1:], strict=False))


def test_the_old_days_are_marked_old(tmp_path: Path) -> None:
    cycle = load_cycle(written(tmp_path, 'regime = "nd_138_2016"\n'))
    assert cycle.old
    assert "138/2016" in cycle.source
    days = {
        kind: str(cycle.period(kind, 2018, number).due)
        for kind, number in (("month", 3), ("quarter", 2), ("six_months", 1), ("year", 1))
    }
    assert days == {
        "month": "2018-03-25",
        "quarter": "2018-06-20",
        "six_months": "2018-06-15",
        "year": "2018-12-10",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("closing_day = 31", "closing_day"),
        ('regime = "nd_1"', "unknown regime"),
        ("[due]\nmonth = 32", "month = 32"),
        ("[due]\nfortnight = 2", "fortnight"),
        ("day = 1", "unknown key 'day'"),
        ("due = 3", r"table \[due\]"),
    ],
)
def test_a_faulty_cycle_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(DataError, match=told):
        load_cycle(written(tmp_path, text))


def test_days_as_papers_write_them() -> None:
    assert short_date(date(2026, 3, 5)) == "05/3/2026"
    assert short_date(date(2026, 2, 15)) == "15/02/2026"
