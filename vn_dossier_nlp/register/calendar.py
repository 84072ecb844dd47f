"""The calendar of working days: public holidays, compensation and swapped days as data, nothing guessed."""

from __future__ import annotations

import csv
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.settings import home

WORKED = frozenset({"swapped_work", "working"})
"""Kinds of days that are worked whatever day of the week they are."""

KINDS = frozenset({"holiday", "compensation", "swapped_off", *WORKED})
OWN = "calendar.toml"
"""The office's own days in the user's folder; a row there wins over the shipped one of the same date."""

_SATURDAY = 5


class UnknownDayError(DataError):
    """The calendar does not say whether ``day`` is worked; ``first`` and ``last`` are what it knows."""

    def __init__(self, day: date, first: date, last: date) -> None:
        self.day, self.first, self.last = day, first, last
        super().__init__(
            f"the calendar of {day.year} is not known for {day}: it reaches from {first} to {last}; "
            f"add the days off and `last` to {OWN} in the user's folder"
        )


@dataclass(frozen=True, slots=True)
class Day:
    """One row of the calendar; ``pair`` is the other day of a swap, or the holiday that is compensated."""

    on: date
    kind: str
    occasion: str
    pair: date | None = None
    verified: bool = False
    source: str = ""
    note: str = ""


class Calendar:
    """Working days from ``first`` to ``last``: Monday to Friday, changed by the rows."""

    def __init__(self, days: Iterable[Day], first: date, last: date) -> None:
        self.days: Mapping[date, Day] = {day.on: day for day in days}
        self.first, self.last = first, last
        span = (first + timedelta(n) for n in range((last - first).days + 1))
        self._worked = [day.toordinal() for day in span if self._rule(day)]

    def knows(self, day: date) -> bool:
        """Whether the calendar reaches to ``day``."""
        return self.first <= day <= self.last

    def end_of_term(self, stated: date) -> date:
        """The day with which a term ends that names ``stated``: the next working day where it is a day of rest.

        A day that the calendar does not know stays as it is.
        """
        return self.next_working_day(stated) if self.knows(stated) else stated

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is worked. Raises UnknownDayError outside the calendar."""
        self._known(day)
        at = bisect_left(self._worked, day.toordinal())
        return at < len(self._worked) and self._worked[at] == day.toordinal()

    def next_working_day(self, day: date) -> date:
        """``day`` itself where it is worked, else the first worked day after it."""
        return self.add_working_days(day, 0)

    def add_working_days(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start``, which is itself not counted.

        0 gives ``start``, or the first working day after it where it is a day of rest.
        """
        if count < 0:
            raise ValueError("a period of working days is not negative")
        self._known(start)
        before = bisect_right(self._worked, start.toordinal())
        if count == 0:
            before, count = bisect_left(self._worked, start.toordinal()), 1
        at = before + count - 1
        if at >= len(self._worked):
            raise UnknownDayError(self.last + timedelta(1), self.first, self.last)
        return date.fromordinal(self._worked[at])

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``; 0 where ``end`` is not later."""
        if end <= start:
            return 0
        self._known(start)
        self._known(end)
        return bisect_right(self._worked, end.toordinal()) - bisect_right(self._worked, start.toordinal())

    def unverified_between(self, start: date, end: date) -> tuple[Day, ...]:
        """Rows without a confirmed source after ``start`` up to and with ``end``."""
        found = (day for day in self.days.values() if not day.verified and start < day.on <= end)
        return tuple(sorted(found, key=lambda day: day.on))

    def _rule(self, day: date) -> bool:
        row = self.days.get(day)
        return day.weekday() < _SATURDAY if row is None else row.kind in WORKED

    def _known(self, day: date) -> None:
        if not self.knows(day):
            raise UnknownDayError(day, self.first, self.last)


def load_calendar(own: Path | None = None) -> Calendar:
    """The shipped calendar with the office's own days: those of ``own``, else of :data:`OWN` in the user's folder."""
    file = own or home() / OWN
    shipped = shipped_calendar()
    if not own and not file.is_file():
        return shipped
    table = _own_table(file)
    days = {**shipped.days, **{day.on: day for day in _own_days(file, table)}}
    return Calendar(days.values(), shipped.first, _last(file, table, shipped.last))


@lru_cache(maxsize=1)
def shipped_calendar() -> Calendar:
    """The calendar of ``holidays.csv`` alone."""
    with room_file("register", "data", "holidays.toml").open("rb") as stream:
        reach = tomllib.load(stream)
    return Calendar(shipped_days(), reach["first"], reach["last"])


@lru_cache(maxsize=1)
def shipped_days() -> tuple[Day, ...]:
    """The rows of ``holidays.csv``."""
    with room_file("register", "data", "holidays.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(_shipped_day(row) for row in csv.DictReader(stream))


def _shipped_day(row: Mapping[str, str]) -> Day:
    pair = date.fromisoformat(row["pair"]) if row["pair"] else None
    verified = row["trust"] == "verified"
    return Day(
        date.fromisoformat(row["date"]), row["kind"], row["occasion"], pair, verified, row["source"], row["note"]
    )


def _own_table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{file}: not a readable TOML file ({error})") from error


def _last(file: Path, table: Mapping[str, Any], shipped: date) -> date:
    """How far the office's own calendar reaches; never less than the shipped one."""
    for key in table:
        if key not in ("last", "day"):
            raise DataError(f"{file}: unknown key {key!r}; known are last, day")
    last = table.get("last", shipped)
    if type(last) is not date:
        raise DataError(f"{file}: last must be a date such as 2027-12-31, not {last!r}")
    return max(last, shipped)


def _own_days(file: Path, table: Mapping[str, Any]) -> Iterable[Day]:
    rows = table.get("day", [])
    if not isinstance(rows, list):
        raise DataError(f"{file}: days are tables [[day]]")
    for row in rows:
        if not isinstance(row, dict) or type(row.get("date")) is not date:
            raise DataError(f"{file}: each [[day]] needs a date such as 2027-02-05")
        kind, source = row.get("kind"), str(row.get("source", ""))
        if kind not in KINDS:
            raise DataError(f"{file}: {row['date']}: kind {kind!r} is none of {', '.join(sorted(KINDS))}")
        pair = row.get("pair")
        if pair is not None and type(pair) is not date:
            raise DataError(f"{file}: {row['date']}: pair must be a date, not {pair!r}")
        yield Day(row["date"], kind, str(row.get("occasion", "")), pair, bool(source), source, str(row.get("note", "")))
