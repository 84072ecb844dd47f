"""What the register gives back: frozen records with the columns of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Dossier:
    """One submission in the register; the columns of :data:`tables.dossiers`."""

    id: int
    version: int
    state: str
    state_since: str
    matter_id: int
    nth: int
    previous_id: int | None
    arrived_on: date
    book: str
    number_year: int | None
    number: int | None
    author: str
    symbol: str | None
    document_date: str | None
    kind: str | None
    subject: str
    urgency: str | None
    unit: str | None
    passed_on: date | None
    signed_for: str | None
    note: str | None
    deadline: date | None
    progress: str | None
    answer_symbol: str | None
    holder: str | None
    sender_id: str | None
    province_id: str | None
    field: str | None
    purpose: str | None
    addressee: str | None
    pack: str | None
    outcome: str | None
    verdict: str | None
    generic: str | None
    generic_probability: float | None
    scored_id: str | None
    path: str | None
    scoring_id: int | None
    finished_on: date | None
    archived_on: date | None
    purged_at: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """A step in the life of a dossier."""

    id: int
    dossier_id: int
    at: str
    on_day: date
    who: str
    action: str
    from_state: str | None
    to_state: str
    note: str | None
    data: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a return: a requirement with its source, and whether it was cured."""

    id: int
    version: int
    return_id: int
    requirement: str
    codes: list[str]
    article: str | None
    text: str | None
    cured: str | None
    cured_on: date | None


@dataclass(frozen=True, slots=True)
class Return:
    """What went back to the sender, with its reasons."""

    id: int
    version: int
    dossier_id: int
    kind: str
    returned_on: date
    decided_by: str
    proposed: str | None
    letter_symbol: str | None
    body: str | None
    due_on: date | None
    answered_on: date | None
    answered_by_id: int | None
    note: str | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A field that an officer corrected."""

    id: int
    dossier_id: int
    field: str
    before: Any
    after: Any
    reason: str | None
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Consultation:
    """A body that was asked for its opinion."""

    id: int
    version: int
    dossier_id: int
    body: str
    letter_symbol: str | None
    sent_on: date
    due_on: date | None
    answered_on: date | None
    view: str | None
    answer_symbol: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A document that the Office sent: the ten columns of the register of outgoing documents."""

    id: int
    version: int
    dossier_id: int | None
    book: str
    number_year: int
    number: int
    symbol: str
    dated_on: date
    kind: str | None
    subject: str
    signer: str | None
    recipients: str | None
    copy_holder: str | None
    copies: int | None
    sent_on: date | None
    signed_for: str | None
    note: str | None
    replaces_id: int | None


@dataclass(frozen=True, slots=True)
class Scoring:
    """A scored line as it was when the program made it; None once it was purged."""

    id: int
    dossier_id: int
    at: str
    who: str
    sha256: str
    line: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Label:
    """An officer's word against, or about, a proposal."""

    id: int
    dossier_id: int
    scoring_id: int | None
    what: str
    proposed: str | None
    decided: str
    reason: str
    model: str | None
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the audit log."""

    seq: int
    at: str
    who: str
    action: str
    entity: str
    entity_id: int
    before: str | None
    after: str | None
    previous: str
    hash: str


def record(kind: type[Kind], row: Mapping[Any, Any], **more: Any) -> Kind:
    """A row of a table as its record."""
    names = [field.name for field in fields(kind) if field.name not in more]  # type: ignore[arg-type]
    return kind(**{name: row[name] for name in names}, **more)
