"""The calendar: its rows agree with each other and with the law, and what is not known is not guessed."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.register.calendar import UnknownDayError, load_calendar, shipped_days

CALENDAR = load_calendar()
DAYS = st.dates(date(2016, 1, 1), date(2026, 11, 1))
FIXED = {"new_year": (1, 1), "reunification": (4, 30), "labour_day": (5, 1), "national_day": (9, 2)}
YEARS = range(2016, 2027)


def test_the_rows_are_in_order_and_each_day_stands_once() -> None:
    dates = [day.on for day in shipped_days()]
    assert dates == sorted(set(dates))
    assert CALENDAR.first <= dates[0]
    assert dates[-1] <= CALENDAR.last


@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_its_public_holidays(year: int) -> None:
    days = {day.on: day for day in shipped_days() if day.on.year == year}
    for occasion, (month, on) in FIXED.items():
        assert days[date(year, month, on)].occasion == occasion
    counts = Counter(day.occasion for day in days.values() if day.kind == "holiday")
    assert counts["tet"] == 5
    assert counts["hung_kings"] == 1
    assert counts["national_day"] == (1 if year < 2021 else 2)


def test_each_holiday_on_a_weekend_is_compensated_once() -> None:
    weekend = {day.on for day in shipped_days() if day.kind == "holiday" and day.on.weekday() >= 5}
    compensated = [day.pair for day in shipped_days() if day.kind == "compensation"]
    assert sorted(compensated) == sorted(weekend)
    assert all(day.on > day.pair for day in shipped_days() if day.kind == "compensation" and day.pair)


def test_a_swap_gives_a_day_off_for_a_day_of_rest() -> None:
    days = {day.on: day for day in shipped_days()}
    swapped = [day for day in shipped_days() if day.kind.startswith("swapped")]
    for day in swapped:
        other = days[day.pair]
        assert other.pair == day.on
        assert {day.kind, other.kind} == {"swapped_off", "swapped_work"}
        assert (day.on.weekday() >= 5) == (day.kind == "swapped_work")
    assert len(swapped) == 12


def test_what_is_confirmed_has_a_source() -> None:
    assert all(day.source for day in shipped_days() if day.verified)
    assert all(day.note for day in shipped_days() if not day.verified)


def test_tet_falls_around_its_first_day() -> None:
    """The first day of the lunar year, from almanacs; the days off lie around it."""
    first = ["2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01"]
    first += ["2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17"]
    for new_year in map(date.fromisoformat, first):
        tet = [day.on for day in shipped_days() if day.occasion == "tet" and day.on.year == new_year.year]
        assert new_year - timedelta(3) <= min(tet) < new_year + timedelta(1)
        assert not any(CALENDAR.is_working(new_year + timedelta(n)) for n in range(3))


@given(DAYS, st.integers(1, 40))
def test_adding_and_counting_are_one(start: date, count: int) -> None:
    due = CALENDAR.add_working_days(start, count)
    assert CALENDAR.is_working(due)
    assert CALENDAR.working_days_between(start, due) == count
    assert CALENDAR.working_days_between(start, due - timedelta(1)) == count - 1


@given(DAYS)
def test_no_day_of_rest_is_a_next_working_day(day: date) -> None:
    following = CALENDAR.next_working_day(day)
    assert CALENDAR.is_working(following)
    assert not any(CALENDAR.is_working(day + timedelta(n)) for n in range((following - day).days))


def test_a_day_that_is_not_known_is_refused() -> None:
    with pytest.raises(UnknownDayError, match="2027"):
        CALENDAR.is_working(date(2027, 2, 1))
    with pytest.raises(UnknownDayError):
        CALENDAR.add_working_days(date(2027, 1, 28), 2)
    with pytest.raises(UnknownDayError, match="2015"):
        CALENDAR.working_days_between(date(2015, 12, 31), date(2016, 1, 5))


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "calendar.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_office_adds_its_own_days(tmp_path: Path) -> None:
    calendar = load_calendar(
        own(
            tmp_path,
            "last = 2027-12-31\n"
            '[[day]]\ndate = 2026-11-24\nkind = "working"\nsource = "Thông báo của Văn phòng"\n'
            '[[day]]\ndate = 2027-02-04\nkind = "holiday"\noccasion = "tet"\n',
        )
    )
    assert calendar.is_working(date(2026, 11, 24))
    assert not calendar.is_working(date(2027, 2, 4))
    assert calendar.is_working(date(2027, 12, 30))
    assert [day.on for day in calendar.unverified_between(date(2026, 11, 1), date(2027, 2, 28))] == [date(2027, 2, 4)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[day]]\ndate = "2027-02-04"\nkind = "holiday"', "needs a date"),
        ('[[day]]\ndate = 2027-02-04\nkind = "rest"', "kind 'rest'"),
        ("[[day]]\ndate = 2027-02-04\nkind = 'holiday'\npair = 'x'", "pair must be a date"),
        ("last = '2027'", "last must be a date"),
        ("until = 2027-12-31", "unknown key 'until'"),
        ("day = 3", r"tables \[\[day\]\]"),
        ("last = ", "not a readable TOML"),
    ],
)
def test_a_faulty_own_calendar_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(DataError, match=told):
        load_calendar(own(tmp_path, text))
