"""Deadlines: which rule of time applies, and the last day that it gives. Rules are data with their source and trust."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.register.calendar import Calendar, Day
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.settings import home

CENTRAL = "central"
"""The place of a rule of the Government level: for a province a pattern only."""

OWN = "deadlines.toml"
"""The office's own rules in the user's folder; they win over the shipped ones."""

UNITS = ("working", "calendar", "month", "year")
TRUST = ("V", "T", "P")
AFTER_SUPPLEMENT = ("resume", "restart")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of time; the comments of ``deadlines.toml`` say what each field means."""

    id: str
    step: str
    days: int
    unit: str
    source: str
    trust: str
    article: str = ""
    kinds: tuple[str, ...] = ()
    place: str = ""
    least: int | None = None
    urgent: int | None = None
    shortened: int | None = None
    begins: date | None = None
    ends: date | None = None
    note: str = ""
    own: bool = False

    def applies(self, step: str, on: date, kind: str | None, province: str | None) -> bool:
        """Whether it is the rule for a step of a kind of submission, received on a day in a province."""
        return (
            self.step == step
            and (not self.kinds or kind in self.kinds)
            and self.place in ("", CENTRAL, province or "")
            and (self.begins is None or self.begins <= on)
            and (self.ends is None or on <= self.ends)
        )


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day; ``due`` None where no rule is known. ``stated``: the day that a document names."""

    due: date | None
    rule: Rule | None = None
    stated: date | None = None
    unverified: tuple[Day, ...] = ()  # days off on the way whose source is not confirmed

    @property
    def pattern(self) -> bool:
        """Whether it rests on a rule of another level, so that the office's own rule goes before it."""
        return self.rule is not None and self.rule.place == CENTRAL


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, the office's own first, and what happens to a stopped clock."""

    rules: tuple[Rule, ...]
    after_supplement: str = AFTER_SUPPLEMENT[0]

    def find(self, step: str, on: date, kind: str | None = None, province: str | None = None) -> Rule | None:
        """The rule that fits most closely: own before shipped, of the place before any, of the kind before any."""
        fitting = [rule for rule in self.rules if rule.applies(step, on, kind, province)]
        return max(fitting, key=_closeness, default=None)


def _closeness(rule: Rule) -> tuple[bool, int, bool]:
    place = 1 if rule.place == "" else 0 if rule.place == CENTRAL else 2
    return rule.own, place, bool(rule.kinds)


def deadline_for(
    step: str,
    start: date,
    calendar: Calendar,
    rules: Rules,
    *,
    kind: str | None = None,
    province: str | None = None,
    stated: date | None = None,
    urgent: bool = False,
    shortened: bool = False,
) -> Deadline:
    """The deadline of a step that begins with the event of ``start``, which is not counted.

    A day that a document states goes before every rule. ``kind`` is the purpose of the submission, ``province`` the
    code of the province. Raises UnknownDayError where the calendar ends on the way.
    """
    if stated is not None:
        due = calendar.end_of_term(stated)
        return Deadline(due, stated=stated, unverified=calendar.unverified_between(start, due))
    rule = rules.find(step, start, kind, province)
    if rule is None:
        return Deadline(None)
    at_once = urgent and rule.urgent == 0  # also on a day of rest
    due = start if at_once else last_day(start, _days(rule, urgent, shortened), rule.unit, calendar)
    return Deadline(due, rule, unverified=calendar.unverified_between(start, due))


def last_day(start: date, count: int, unit: str, calendar: Calendar) -> date:
    """The last day of a period; one that ends on a day of rest ends on the next working day."""
    if unit == "working":
        return calendar.add_working_days(start, count)
    if unit == "calendar":
        return calendar.next_working_day(start + timedelta(count))
    return calendar.next_working_day(_months_later(start, count * (12 if unit == "year" else 1)))


def days_late(due: date, until: date, calendar: Calendar) -> int:
    """Working days by which ``until`` is later than the end of ``due``; 0 where it is not."""
    return calendar.working_days_between(calendar.next_working_day(due), until)


def days_late_if_known(due: date | None, until: date | None, calendar: Calendar) -> int | None:
    """The same; None where a day is missing or lies outside the calendar: missing is not zero."""
    if due is None or until is None:
        return None
    if until <= due:
        return 0
    return days_late(due, until, calendar) if calendar.knows(due) and calendar.knows(until) else None


def _days(rule: Rule, urgent: bool, shortened: bool) -> int:
    if urgent and rule.urgent is not None:
        return rule.urgent
    if shortened and rule.shortened is not None:
        return rule.shortened
    return rule.days


def _months_later(start: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def load_rules(own: Path | None = None) -> Rules:
    """The shipped rules with the office's own: those of ``own``, else of :data:`OWN` in the user's folder."""
    file = own or home() / OWN
    shipped = shipped_rules()
    if not own and not file.is_file():
        return shipped
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{file}: not a readable TOML file ({error})") from error
    mine = _rules(file, table, own=True)
    chosen = table.get("clock", {}).get("after_supplement", shipped.after_supplement)
    if chosen not in AFTER_SUPPLEMENT:
        raise DataError(f"{file}: after_supplement is one of {', '.join(AFTER_SUPPLEMENT)}, not {chosen!r}")
    return Rules((*mine, *shipped.rules), chosen)


@lru_cache(maxsize=1)
def shipped_rules() -> Rules:
    """The rules of ``deadlines.toml``."""
    file = room_file("register", "data", "deadlines.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return Rules(_rules(file, table, own=False), table["clock"]["after_supplement"])


def _rules(file: Path, table: dict[str, Any], own: bool) -> tuple[Rule, ...]:
    rows = table.get("rule", [])
    if set(table) - {"rule", "clock"} or not isinstance(rows, Sequence):
        raise DataError(f"{file}: rules are tables [[rule]], beside [clock]")
    return tuple(_rule(file, row, own) for row in rows)


_NAMES = {"from": "begins", "to": "ends"}
_TYPES = {field.name: str(field.type) for field in fields(Rule)}


def _rule(file: Path, row: dict[str, Any], own: bool) -> Rule:
    name = f"{file}: rule {row.get('id', '?')!r}"
    values = {_NAMES.get(key, key): value for key, value in row.items()}
    for key in ("id", "step", "days", "unit"):
        if key not in values:
            raise DataError(f"{name}: {key} is missing")
    for key, value in values.items():
        if key not in _TYPES or key == "own" or not _fits(_TYPES[key], value):
            raise DataError(f"{name}: {key} = {value!r} is not known or not of its type")
    values["kinds"] = tuple(values.get("kinds", ()))
    rule = Rule(**{"source": "", "trust": "P", **values, "own": own})
    if rule.unit not in UNITS or rule.trust not in TRUST or rule.days < 0:
        raise DataError(f"{name}: unit is one of {', '.join(UNITS)}, trust of {', '.join(TRUST)}, days not below 0")
    return rule


def _fits(kind: str, value: object) -> bool:
    if kind.startswith("date"):
        return type(value) is date
    if kind.startswith("int"):
        return type(value) is int
    return isinstance(value, list if kind.startswith("tuple") else str)
