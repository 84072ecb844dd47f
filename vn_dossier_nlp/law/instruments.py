"""Known legal instruments with their dates, each with its source, and the ways to find one.

The tables in ``law/data`` are built by ``scripts/build_instruments.py`` and described in ``docs/law.md``. They are
loaded at the first look-up; indexes by title are made when first used.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from vn_dossier_nlp.grammar.numbers import type_of_number
from vn_dossier_nlp.law.keys import LAW_TYPES, issuer_key, number_key, number_year, recurs, stored_key, title_key
from vn_dossier_nlp.resources import room_file

Row = TypeVar("Row")

CERTAINTIES = ("high", "medium", "low")
DATED = ("issued", "effective", "expired")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or text with where it comes from; ``source`` is a code of :attr:`Registry.sources`."""

    value: str  # ISO date; for ``replaced_by`` the numbers, joined by "; "
    source: str
    certainty: str  # high | medium | low


@dataclass(frozen=True, slots=True)
class Source:
    """A source: what a code stands for, and the day up to which what it lists was in force."""

    code: str
    kind: str  # codification | portal | domain | page | knowledge | rule | office
    as_of: str | None  # ISO date; None where being listed says nothing about being in force
    certainty: str
    text: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument. Its identity is number, type and issuer: the same number may be of two provinces."""

    number: str
    type: str  # lower case: "nghị định"
    title: str
    issuer: str
    issued: Dated | None
    effective: Dated | None  # first day in force
    expired: Dated | None  # first day no longer in force
    replaced_by: Dated | None
    listed: tuple[tuple[str, str], ...]  # (source code, day up to which that source has it in force)
    conflicts: tuple[str, ...]  # fields on which sources contradict each other

    @property
    def key(self) -> tuple[str, str, str]:
        """The identity, with spelling taken out."""
        return stored_key(self.number), self.type, issuer_key(self.issuer)


@dataclass(frozen=True, slots=True)
class Relation:
    """What another instrument did to one: kind is amended | supplemented | partly_repealed | parent_expired."""

    kind: str
    by: str  # number; "" where the source does not give it whole
    date: str  # ISO date, "" where unknown
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One of the values that sources give for a field.

    ``weight`` is ``open`` (the status is unknown where it depends on this value) or ``noted`` (kept to be seen;
    ``why`` tells the rule by which it does not count).
    """

    field: str
    value: str  # "" where a source says that there is none
    source: str
    certainty: str
    weight: str
    why: str


class Registry:
    """All known instruments. Built from rows already parsed; see :func:`registry`."""

    def __init__(
        self,
        instruments: Iterable[Instrument],
        relations: Callable[[], Iterator[tuple[tuple[str, str, str], Relation]]],
        conflicts: Callable[[], Iterator[tuple[tuple[str, str, str], Conflict]]],
        sources: dict[str, Source],
    ) -> None:
        self.instruments = tuple(instruments)
        self.sources = sources
        self._read_relations = relations
        self._read_conflicts = conflicts

    @cached_property
    def _by_number(self) -> dict[str, list[Instrument]]:
        found: dict[str, list[Instrument]] = defaultdict(list)
        for one in self.instruments:
            found[stored_key(one.number)].append(one)
        return dict(found)

    @cached_property
    def _by_stem(self) -> dict[str, list[Instrument]]:
        found: dict[str, list[Instrument]] = defaultdict(list)
        for number, same in self._by_number.items():
            parts = number.split("/")
            for length in range(1, len(parts)):
                found["/".join(parts[:length])] += same
        return dict(found)

    @cached_property
    def _by_title(self) -> dict[str, list[Instrument]]:
        found: dict[str, list[Instrument]] = defaultdict(list)
        for one in self.instruments:
            if one.type in LAW_TYPES and one.title:
                found[title_key(one.title)].append(one)
        for same in found.values():
            same.sort(key=lambda one: one.issued.value if one.issued else number_year(one.number) or "", reverse=True)
        return dict(found)

    @cached_property
    def _relations(self) -> dict[tuple[str, str, str], tuple[Relation, ...]]:
        return _grouped(self._read_relations())

    @cached_property
    def _conflicts(self) -> dict[tuple[str, str, str], tuple[Conflict, ...]]:
        return _grouped(self._read_conflicts())

    def by_number(self, number: str, issuer: str | None = None, kind: str | None = None) -> tuple[Instrument, ...]:
        """All instruments of a number; those of an issuer or a type (lower case) alone where given.

        An issuer matches whatever its spelling, and by its place alone: "UBND TP. Hải Phòng", "Hải Phòng". Where
        :func:`~vn_dossier_nlp.law.keys.recurs` holds for the number, even a single one found is but a candidate:
        compare its issuer and its day of issue.
        """
        found = self._by_number.get(number_key(number), [])
        if issuer:
            wanted = issuer_key(issuer)
            found = [one for one in found if f" {issuer_key(one.issuer)}".endswith(f" {wanted}")]
        return tuple(one for one in found if kind is None or one.type == kind)

    def by_stem(self, number: str, kind: str | None = None) -> tuple[Instrument, ...]:
        """The instruments whose number begins with number and year alone: "126/2024" -> 126/2024/NĐ-CP and others."""
        found = self._by_stem.get(number_key(number), [])
        return tuple(one for one in found if kind is None or one.type == kind)

    def by_title(self, title: str, when: str | None = None) -> tuple[Instrument, ...]:
        """Laws, codes, ordinances and the Constitution of a name ("Luật Đất đai"), newest first.

        ``when`` is the date of issue as cited: a year, a month or a day (ISO). Without it all of that name are given.
        """
        found = self._by_title.get(title_key(title), [])
        return tuple(one for one in found if when is None or _issued_in(one, when))

    def near(
        self, number: str, kind: str | None = None, title: str | None = None, date: str | None = None
    ) -> Instrument | None:
        """The one known instrument whose number differs by one character, for "did you mean"; else None.

        None too where the number itself is known, or where others may bear it (:func:`recurs`). ``kind`` (else the
        type that the number tells) must be the same; a ``title`` or a ``date`` of issue that the text gives with the
        number must not contradict the candidate's. Swapped neighbours count as one difference. The registry is not
        complete: a near number is a question to the reader, never a correction.
        """
        wanted = number_key(number)
        if wanted in self._by_number or recurs(number):
            return None
        kind = kind or type_of_number(number)
        close = {
            one.key: one
            for close_key in self._near_keys(wanted)
            for one in self._by_number[close_key]
            if one.type == kind and _agrees(one, title, date)
        }
        return next(iter(close.values())) if len(close) == 1 else None

    def _near_keys(self, wanted: str) -> list[str]:
        """The known keys at one insertion, deletion, change or swap from a key."""
        found = {key for less in (wanted, *_without_one(wanted)) for key in self._shortened.get(less, ())}
        return sorted(key for key in found if _is_one_off(key, wanted))

    @cached_property
    def _shortened(self) -> dict[str, list[str]]:
        """Known keys by what is left of them without one character, and by themselves.

        Two keys at one step from each other share such a rest, so a few lookups find all near ones.
        """
        index: dict[str, list[str]] = defaultdict(list)
        for key in self._by_number:
            for less in (key, *_without_one(key)):
                index[less].append(key)
        return dict(index)

    @cached_property
    def _symbols(self) -> frozenset[str]:
        return frozenset(stored_key(one.number).rpartition("/")[2] for one in self.instruments)

    def knows_symbol(self, number: str) -> bool:
        """Whether a known instrument bears the symbol of a number: "NĐ-CP" of "97/2008/NĐ-CP"."""
        return stored_key(number).rpartition("/")[2] in self._symbols

    def relations_of(self, one: Instrument) -> tuple[Relation, ...]:
        """What other instruments did to one, by date."""
        return self._relations.get(one.key, ())

    def conflicts_of(self, one: Instrument) -> tuple[Conflict, ...]:
        """The values on which sources contradict each other, all of them."""
        return self._conflicts.get(one.key, ())


def _grouped(pairs: Iterable[tuple[tuple[str, str, str], Row]]) -> dict[tuple[str, str, str], tuple[Row, ...]]:
    found: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def _issued_in(one: Instrument, when: str) -> bool:
    """Whether an instrument was issued on a day, in a month or in a year; by its number where no date is known."""
    if one.issued:
        return one.issued.value.startswith(when)
    return number_year(one.number) == when[:4]


def _agrees(one: Instrument, title: str | None, date: str | None) -> bool:
    if title and one.title and title_key(one.title) != title_key(title):
        return False
    return not (date and one.issued and not one.issued.value.startswith(date))


def _without_one(text: str) -> set[str]:
    """All texts at one deletion from a text."""
    return {text[:index] + text[index + 1 :] for index in range(len(text))}


def _is_one_off(one: str, other: str) -> bool:
    """Whether one insertion, deletion, change or swap of neighbours makes one of the other."""
    if one == other:
        return False
    if len(one) != len(other):
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        return shorter in _without_one(longer)
    different = [index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(different) == 1:
        return True
    first, last = different[0], different[-1]
    return len(different) == 2 and last == first + 1 and one[first] == other[last] and one[last] == other[first]


def _lines(name: str) -> Iterator[list[str]]:
    """The rows of ``law/data/NAME`` without the heading."""
    with room_file("law", "data", name).open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        next(reader)
        yield from reader


def _dated(value: str, by: str) -> Dated | None:
    if not value:
        return None
    source, _, certainty = by.partition(":")
    return Dated(value, source, certainty)


def _instrument(row: list[str], sources: dict[str, Source]) -> Instrument:
    number, kind, title, issuer, *dated, listed, seen, conflicts = row
    marks = [(code, sources[code].as_of or "") for code in listed.split()]
    if seen:
        marks.append(("am", seen))
    issued, effective, expired, replaced = (_dated(dated[i], dated[i + 1]) for i in range(0, 8, 2))
    return Instrument(
        number, kind, title, issuer, issued, effective, expired, replaced, tuple(marks), tuple(conflicts.split())
    )


def _identity(number: str, kind: str, issuer: str) -> tuple[str, str, str]:
    return stored_key(number), kind, issuer_key(issuer)


def _shipped_relations() -> Iterator[tuple[tuple[str, str, str], Relation]]:
    for number, kind, issuer, *rest in _lines("relations.csv"):
        yield _identity(number, kind, issuer), Relation(*rest)


def _shipped_conflicts() -> Iterator[tuple[tuple[str, str, str], Conflict]]:
    for number, kind, issuer, *rest in _lines("conflicts.csv"):
        yield _identity(number, kind, issuer), Conflict(*rest)


def load(office: Path | None = None) -> Registry:
    """The shipped instruments, with an office's own list over them where ``office`` is a file.

    Raises DataError for a broken row of the office's list, naming file and line.
    """
    from vn_dossier_nlp.law.office import merged

    sources = {row[0]: Source(row[0], row[1], row[2] or None, row[3], row[4]) for row in _lines("sources.csv")}
    instruments: Iterable[Instrument] = (_instrument(row, sources) for row in _lines("instruments.csv"))
    if office is not None and office.is_file():
        sources["office"] = Source("office", "office", None, "high", str(office))
        instruments = merged(list(instruments), office)
    return Registry(instruments, _shipped_relations, _shipped_conflicts, sources)


@lru_cache(maxsize=4)
def _registry(office: Path) -> Registry:
    return load(office)


def registry() -> Registry:
    """The registry with ``instruments.csv`` of the user's folder over it; read once for each such folder."""
    from vn_dossier_nlp.settings import home

    return _registry(home() / "instruments.csv")


def registry_version() -> str:
    """ "instruments-1a2b3c4d", and "+office" where an office's own list lies over it."""
    from vn_dossier_nlp.settings import home

    return _shipped_version() + ("+office" if (home() / "instruments.csv").is_file() else "")


@lru_cache(maxsize=1)
def _shipped_version() -> str:
    data = room_file("law", "data", "instruments.csv").read_bytes()
    return f"instruments-{hashlib.sha256(data).hexdigest()[:8]}"


def find(number: str, issuer: str | None = None) -> tuple[Instrument, ...]:
    """:meth:`Registry.by_number` of the shared registry."""
    return registry().by_number(number, issuer)


def find_title(title: str, when: str | None = None) -> tuple[Instrument, ...]:
    """:meth:`Registry.by_title` of the shared registry."""
    return registry().by_title(title, when)


def near(number: str, kind: str | None = None) -> Instrument | None:
    """:meth:`Registry.near` of the shared registry."""
    return registry().near(number, kind)
