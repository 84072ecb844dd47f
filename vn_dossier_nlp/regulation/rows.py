"""The rows of a requirement pack: requirements, waivers, the verdict table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vn_dossier_nlp.regulation.case import Case
from vn_dossier_nlp.schema import Verdict

SEVERITIES = ("return", "supplement", "transfer", "flag", "block")
SOURCE_STATES = ("verified", "secondary", "practice", "memory")
GENERIC = ("yes", "unsure", "no")
AUTOMATION = ("full", "part", "person", "reading")
"""Who looks: the check alone, the check and a person, a person alone, the reading of the files before any check."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A row of a pack. ``article`` is that of the place's own regulation, blank where it could not be read.

    ``note`` says what is left to the person ("part", "reading"), or why the machine does not check ("person").
    """

    id: str
    codes: tuple[str, ...]
    check: str  # name in CHECKS; "" where no check looks at it
    severity: str
    source: str
    source_status: str
    quote: str
    cure_vi: str
    cure_en: str
    article: str = ""
    automation: str = "full"
    note_vi: str = ""
    note_en: str = ""
    name_vi: str = ""  # of a requirement that appears under its R code; the thirteen are named in ``words/``
    name_en: str = ""
    valid_from: str = ""  # ISO date or year; before it the row ``before`` stands
    before: Requirement | None = None  # the base pack's row; None where it has none

    def on(self, date: str | None) -> Requirement | None:
        """The row as it stood on a date: the newest where the date is not known."""
        if not date or not self.valid_from or date[: len(self.valid_from)] >= self.valid_from:
            return self
        return self.before.on(date) if self.before else None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A kind of submission of which a requirement is not asked. An empty condition fits every submission."""

    requirement: str
    purpose: tuple[str, ...]
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    reason_vi: str
    reason_en: str
    source: str

    def fits(self, case: Case) -> bool:
        """Whether all conditions hold for a case."""
        return (
            (not self.purpose or case.purpose in self.purpose)
            and (not self.sender or case.sender in self.sender)
            and (not self.addressee or case.addressee in self.addressee)
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of paper that a dossier must hold. An empty condition fits every submission."""

    kind: str  # draft | appraisal | opinion | annex
    purpose: tuple[str, ...]
    consulted: bool  # only where the text tells that bodies were asked
    source: str
    source_status: str

    def fits(self, case: Case) -> bool:
        """Whether the paper is asked of this submission."""
        return (not self.purpose or case.purpose in self.purpose) and (
            not self.consulted or case.first("consulted") is not None
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the verdict table: every condition that is given must hold for one finding."""

    then: Verdict
    status: str | None = None
    severity: str | None = None
    requirement: str | None = None
    excluding: tuple[str, ...] = ()  # requirements that this row does not speak of
    confidence: float = 0.0
    generic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """The requirements of one place and time, in the order in which they are shown."""

    id: str
    file: str  # as messages name it
    name_vi: str
    name_en: str
    province: str | None
    issuers: tuple[str, ...]  # words for the bodies in the head; empty: any
    valid_from: str  # ISO date or year; "" where open
    valid_to: str
    requirements: tuple[Requirement, ...]
    rules: tuple[Rule, ...]
    waivers: tuple[Waiver, ...] = ()
    enclosures: tuple[Asked, ...] = ()

    @property
    def checked(self) -> tuple[Requirement, ...]:
        """The rows that a check looks at."""
        return tuple(row for row in self.requirements if row.check)

    @property
    def unchecked(self) -> tuple[Requirement, ...]:
        """The rows that are left to a person, or to the reading of the files."""
        return tuple(row for row in self.requirements if not row.check)

    def on(self, date: str | None) -> Pack:
        """The pack with its rows as they stood on a date."""
        rows = (row.on(date) for row in self.requirements)
        return replace(self, requirements=tuple(row for row in rows if row is not None))

    def waivers_of(self, requirement: str) -> Iterator[Waiver]:
        """The waivers of one requirement, in the order of their numbers from 1."""
        return (waiver for waiver in self.waivers if waiver.requirement == requirement)
