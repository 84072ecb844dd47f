"""What can be asked of the register: one dossier with its history, lists, search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, select

from vn_dossier_nlp.language.folding import fold, skeleton
from vn_dossier_nlp.register.columns import storable
from vn_dossier_nlp.register.flow import flow
from vn_dossier_nlp.register.records import (
    Consultation,
    Correction,
    Dossier,
    Entry,
    Event,
    Kind,
    Label,
    Outgoing,
    Reason,
    Return,
    Scoring,
    record,
)
from vn_dossier_nlp.register.refusals import RegisterError
from vn_dossier_nlp.register.tables import (
    audit,
    consultations,
    corrections,
    dossiers,
    events,
    labels,
    outgoing,
    return_reasons,
    returns,
    scorings,
)

_ESCAPE = "\\"
ORDERS = {
    "newest": (dossiers.c.arrived_on.desc(),),
    "oldest": (dossiers.c.arrived_on.asc(),),
    "deadline": (dossiers.c.deadline.is_(None), dossiers.c.deadline.asc()),
    "vague": (dossiers.c.generic_probability.is_(None), dossiers.c.generic_probability.desc()),
    "author": (dossiers.c.author.asc(),),
}
"""How a list may be sorted; blank deadlines and probabilities come last."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which dossiers: every field that is given must fit."""

    states: tuple[str, ...] = ()
    open: bool | None = None  # whether the Office still owes something
    holder: str | None = None
    unit: str | None = None
    sender_id: str | None = None
    verdict: str | None = None
    matter_id: int | None = None
    arrived_from: date | None = None
    arrived_to: date | None = None
    overdue_on: date | None = None  # open, with a deadline before this day
    due_to: date | None = None  # open, with a deadline on this day or before it
    words: str = ""  # all of them stand in author, symbol, subject ...; marks and capitals do not matter


def search_text(*parts: str | None) -> str:
    """What is searched: folded, without marks and capitals, single blanks."""
    return " ".join(skeleton(fold(storable(" ".join(filter(None, parts)))).text).split())


def dossier(connection: Connection, key: int) -> Dossier:
    """The dossier ``key``. Raises RegisterError where there is none."""
    row = connection.execute(select(*_shown(dossiers)).where(dossiers.c.id == key)).one_or_none()
    if row is None:
        raise RegisterError("no_dossier", id=key)
    return record(Dossier, row._mapping)


def numbered(connection: Connection, number: int, year: int, book: str = "") -> Dossier:
    """The dossier with a number of arrival. Raises RegisterError where there is none."""
    where = and_(dossiers.c.book == book, dossiers.c.number_year == year, dossiers.c.number == number)
    row = connection.execute(select(*_shown(dossiers)).where(where)).one_or_none()
    if row is None:
        raise RegisterError("no_number", number=number, year=year)
    return record(Dossier, row._mapping)


def listed(
    connection: Connection, asked: Asked, limit: int | None = 50, offset: int = 0, order: str = "newest"
) -> list[Dossier]:
    """The dossiers that fit, in one of :data:`ORDERS`; the last to arrive first where nothing else is said."""
    query = _where(select(*_shown(dossiers)), asked)
    query = query.order_by(*ORDERS[order], dossiers.c.id.desc()).offset(offset)
    rows = connection.execute(query if limit is None else query.limit(limit))
    return [record(Dossier, row._mapping) for row in rows]


def counted(connection: Connection, asked: Asked) -> int:
    """How many dossiers fit."""
    return int(connection.execute(_where(select(func.count()).select_from(dossiers), asked)).scalar_one())


def by_state(connection: Connection) -> dict[str, int]:
    """How many dossiers stand in each state; those with none, too."""
    rows = connection.execute(select(dossiers.c.state, func.count()).group_by(dossiers.c.state))
    found = {str(state): int(count) for state, count in rows}
    return {state: found.get(state, 0) for state in flow().states}


def events_of(connection: Connection, key: int) -> list[Event]:
    """The steps of a dossier, in order."""
    return _of(connection, Event, events, key)


def returns_of(connection: Connection, key: int) -> list[Return]:
    """What went back to the sender of a dossier, with the reasons."""
    rows = connection.execute(select(returns).where(returns.c.dossier_id == key).order_by(returns.c.id)).all()
    ids = [row.id for row in rows]
    found: dict[int, list[Reason]] = {one: [] for one in ids}
    for row in connection.execute(
        select(return_reasons).where(return_reasons.c.return_id.in_(ids)).order_by(return_reasons.c.id)
    ):
        found[row.return_id].append(record(Reason, row._mapping))
    return [record(Return, row._mapping, reasons=tuple(found[row.id])) for row in rows]


def corrections_of(connection: Connection, key: int) -> list[Correction]:
    """The corrections of a dossier, in order."""
    return _of(connection, Correction, corrections, key)


def consultations_of(connection: Connection, key: int) -> list[Consultation]:
    """The bodies that were asked about a dossier."""
    return _of(connection, Consultation, consultations, key)


def outgoing_of(connection: Connection, key: int) -> list[Outgoing]:
    """The documents that went out in the matter of a dossier."""
    return _of(connection, Outgoing, outgoing, key)


def labels_of(connection: Connection, key: int | None = None) -> list[Label]:
    """The labels of one dossier, or all."""
    query = select(*_shown(labels)).order_by(labels.c.id)
    rows = connection.execute(query if key is None else query.where(labels.c.dossier_id == key))
    return [record(Label, row._mapping) for row in rows]


def scoring(connection: Connection, key: int | None) -> Scoring | None:
    """One scoring by its id."""
    row = connection.execute(select(scorings).where(scorings.c.id == key)).one_or_none()
    return None if row is None else record(Scoring, row._mapping)


def matter(connection: Connection, key: int) -> list[Dossier]:
    """All submissions of the matter of a dossier, the first first."""
    query = select(*_shown(dossiers)).where(dossiers.c.matter_id == dossier(connection, key).matter_id)
    return [record(Dossier, row._mapping) for row in connection.execute(query.order_by(dossiers.c.nth))]


def sent(connection: Connection, words: str = "", limit: int | None = 50, offset: int = 0) -> list[Outgoing]:
    """Outgoing documents, the newest first."""
    query = select(*_shown(outgoing)).where(*_holding(outgoing, words))
    query = query.order_by(outgoing.c.dated_on.desc(), outgoing.c.id.desc()).offset(offset)
    rows = connection.execute(query if limit is None else query.limit(limit))
    return [record(Outgoing, row._mapping) for row in rows]


def entries(connection: Connection, entity: str, key: int) -> list[Entry]:
    """What the audit log says of a row."""
    query = select(audit).where(audit.c.entity == entity, audit.c.entity_id == key).order_by(audit.c.seq)
    return [record(Entry, row._mapping) for row in connection.execute(query)]


def _of(connection: Connection, kind: type[Kind], table: Table, key: int) -> list[Kind]:
    query = select(*_shown(table)).where(table.c.dossier_id == key).order_by(table.c.id)
    return [record(kind, row._mapping) for row in connection.execute(query)]


def _shown(table: Table) -> Sequence[ColumnElement[Any]]:
    return [column for column in table.c if column.name != "search"]


def _where(query: Select[Any], asked: Asked) -> Select[Any]:
    return query.where(*_conditions(asked))


def _conditions(asked: Asked) -> Iterator[ColumnElement[bool]]:
    table = dossiers.c
    if asked.states:
        yield table.state.in_(asked.states)
    if asked.open is not None:
        yield table.state.in_([one.code for one in flow().states.values() if one.open == asked.open])
    for name in ("holder", "unit", "sender_id", "verdict", "matter_id"):
        if getattr(asked, name) is not None:
            yield table[name] == getattr(asked, name)
    if asked.arrived_from is not None:
        yield table.arrived_on >= asked.arrived_from
    if asked.arrived_to is not None:
        yield table.arrived_on <= asked.arrived_to
    if asked.overdue_on is not None:
        yield table.deadline < asked.overdue_on
        yield table.state.in_(flow().open_states)
    if asked.due_to is not None:
        yield table.deadline <= asked.due_to
        yield table.state.in_(flow().open_states)
    yield from _holding(dossiers, asked.words)


def _holding(table: Table, words: str) -> Iterator[ColumnElement[bool]]:
    """Every word stands somewhere in the row."""
    for word in search_text(words).split():
        for special in (_ESCAPE, "%", "_"):
            word = word.replace(special, _ESCAPE + special)
        yield table.c.search.like(f"%{word}%", escape=_ESCAPE)
