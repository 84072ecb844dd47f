"""Periods of reports: a week, a month, a quarter, six and nine months, a year, or any days."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.settings import home
from vn_dossier_nlp.words import say

OWN = "periods.toml"
"""The office's reporting days in the user's folder."""

KINDS = ("week", "month", "quarter", "six_months", "nine_months", "year", "days")
_MONTHS = {"month": 1, "quarter": 3, "six_months": 6, "nine_months": 9, "year": 12}
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})")
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])")
_PART = re.compile(r"(\d{4})-([69])M")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Period:
    """From ``begins`` to ``ends``, both counted; ``number`` is that of the week, month or quarter in ``year``."""

    kind: str
    begins: date
    ends: date
    year: int
    number: int = 0
    due: date | None = None  # the day on which the report is due, where the office states one

    def name(self, lang: str) -> str:
        """ "tháng 8 năm 2026"."""
        days = {"begins": short_date(self.begins), "ends": short_date(self.ends)}
        return say(f"period.{self.kind}", lang, year=self.year, number=self.number, **days)


@dataclass(frozen=True, slots=True)
class Cycle:
    """How an office counts: ``closing_day`` 0 for calendar months; days in the last month on which reports are due."""

    closing_day: int = 0
    due: Mapping[str, int] = field(default_factory=dict)
    source: str = ""
    old: bool = False

    def period(self, kind: str, year: int, number: int = 1) -> Period:
        """A period of whole months of a year; ``number`` is that of the month or quarter."""
        months = _MONTHS[kind]
        first = months * (number - 1) + 1 if kind in ("month", "quarter") else 1
        last = first + months - 1
        due = self.due.get(kind)
        return Period(
            kind,
            self._after(year, first - 1),
            self._closing(year, last),
            year,
            number,
            None if due is None else _day(year, last, due),
        )

    def _closing(self, year: int, month: int) -> date:
        return _day(year, month, self.closing_day or _LAST_DAY)

    def _after(self, year: int, month: int) -> date:
        """The day after the closing of a month; month 0 is December of the year before."""
        closing = self._closing(year, month) if month else self._closing(year - 1, 12)
        return closing + timedelta(1)


def read_period(text: str, cycle: Cycle, lang: str) -> Period:
    """``2026-W35``, ``2026-08``, ``2026-Q3``, ``2026-6M``, ``2026-9M``, ``2026`` or ``2026-08-01..2026-08-20``.

    Raises UsageError for anything else.
    """
    try:
        return _read(text.strip().upper(), cycle)
    except (ValueError, KeyError):
        raise UsageError(say("period.unknown", lang, given=text)) from None


def _read(text: str, cycle: Cycle) -> Period:
    if ".." in text:
        begins, ends = map(date.fromisoformat, text.split("..", 1))
        if ends < begins:
            raise ValueError(text)
        return Period("days", begins, ends, begins.year)
    if found := _WEEK.fullmatch(text):
        year, number = map(int, found.groups())
        monday = date.fromisocalendar(year, number, 1)
        return Period("week", monday, monday + timedelta(6), year, number)
    if found := _QUARTER.fullmatch(text):
        return cycle.period("quarter", int(found[1]), int(found[2]))
    if found := _PART.fullmatch(text):
        return cycle.period("six_months" if found[2] == "6" else "nine_months", int(found[1]))
    if found := _MONTH.fullmatch(text):
        return cycle.period("month", int(found[1]), date(int(found[1]), int(found[2]), 1).month)
    if _YEAR.fullmatch(text):
        return cycle.period("year", int(text))
    raise ValueError(text)


def load_cycle(own: Path | None = None) -> Cycle:
    """The office's cycle: of ``own``, else of :data:`OWN` in the user's folder; else calendar months and no days."""
    file = own or home() / OWN
    if not own and not file.is_file():
        return Cycle()
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{file}: not a readable TOML file ({error})") from error
    if unknown := set(table) - {"closing_day", "regime", "due"}:
        raise DataError(f"{file}: unknown key {min(unknown)!r}; known are closing_day, regime, due")
    regime = _regime(file, table.get("regime"))
    closing = table.get("closing_day", 0)
    due = {**regime.due, **_days(file, table.get("due", {}))}
    if type(closing) is not int or not 0 <= closing <= 28:
        raise DataError(f"{file}: closing_day must be a day from 1 to 28, or 0 for the end of the month")
    return Cycle(closing, due, regime.source, regime.old)


def _regime(file: Path, name: object) -> Cycle:
    if name is None:
        return Cycle()
    known = tomllib.loads(room_file("register", "data", "periods.toml").read_text(encoding="utf-8"))["regime"]
    if name not in known:
        raise DataError(f"{file}: unknown regime {name!r}; known are {', '.join(known)}")
    row = known[name]
    return Cycle(0, {kind: row[kind] for kind in KINDS if kind in row}, row["source"], row["old"])


def _days(file: Path, table: Any) -> dict[str, int]:
    """The lines of ``[due]``."""
    if not isinstance(table, dict):
        raise DataError(f"{file}: due must be a table [due]")
    for kind, day in table.items():
        if kind not in _MONTHS or type(day) is not int or not 1 <= day <= _LAST_DAY:
            raise DataError(f"{file}: [due] {kind} = {day!r}: a kind of {', '.join(_MONTHS)} with a day of the month")
    return table


def _day(year: int, month: int, day: int) -> date:
    """That day of the month, or its last one."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def short_date(day: date) -> str:
    """ "05/3/2026": a nought before days under 10 and months 1 and 2, as NĐ 30/2020 writes them."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"
