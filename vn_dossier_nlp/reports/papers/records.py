"""What a template can print, as records of plain sentences: a tuple is a list to go through.

The names of the fields are the placeholders of the templates; docs/papers.md says what each holds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the dossier. ``place``: " (trang 2)", or nothing."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Matter:
    """One numbered reason of a letter."""

    number: int
    name: str
    finding: str
    quotes: tuple[Quote, ...]
    searched: str  # the zone where nothing was found; "" where there are quotes
    rule: str  # the words of the requirement; a blank where they could not be read
    source: str  # with its article, or the blank for it
    cure: str


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that is asked."""

    number: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Basis:
    """One instrument that is named as a basis."""

    number: int
    name: str
    pins: str
    status: str


@dataclass(frozen=True, slots=True)
class View:
    """What one body said."""

    number: int
    body: str
    letter: str
    view: str
    taken_up: str


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the check of procedure; ``result`` has boxes to tick where it is left to a person."""

    number: int
    name: str
    result: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that a template can print."""

    notes: tuple[str, ...]  # for the one who finishes the draft; no part of the paper
    committee: str  # "Ủy ban nhân dân tỉnh Khánh Hòa"
    committee_head: str  # the same in capitals, on two lines
    office: str  # "Văn phòng Ủy ban nhân dân tỉnh Khánh Hòa"
    sender: str  # "Sở Du lịch"
    submission: str  # "Tờ trình số 642/TTr-SDL ngày 22 tháng 6 năm 2022"
    subject: str  # "về việc …", to go on in a sentence
    subject_title: str  # "Về việc …", on a line of its own
    files: str  # the files of the dossier with what each is, or nothing where it is one
    received: str  # the day on which the dossier came, "ngày … tháng … năm …"
    reasons: tuple[Matter, ...]
    supplements: tuple[Matter, ...]
    requests: tuple[Request, ...]
    more_requests: str  # how many are not listed, or nothing
    bases: tuple[Basis, ...]
    opinions: tuple[View, ...]
    checks: tuple[Check, ...]
    idle: str  # the requirements that do not apply, or nothing
