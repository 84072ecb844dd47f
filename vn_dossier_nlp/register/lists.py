"""The rows of the periodic tables: late tasks, returned dossiers with their reasons, consultations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, select

from vn_dossier_nlp.language.folding import key
from vn_dossier_nlp.register.calendar import Calendar
from vn_dossier_nlp.register.counting import consultation_state, consultations_of, task_rows
from vn_dossier_nlp.register.deadlines import days_late_if_known
from vn_dossier_nlp.register.periods import Period
from vn_dossier_nlp.register.tables import (
    consultations,
    dossiers,
    return_reasons,
    returns,
    task_extensions,
    task_handovers,
    tasks,
)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as it stood on a day. ``days_late`` counts from the deadline, ``days_here`` from a later hand-over."""

    id: int
    source_symbol: str
    source_date: date | None
    content: str
    lead: str
    supporting: tuple[str, ...]
    person: str | None
    given_on: date
    deadline: date | None
    state: str
    days_late: int | None  # working days; None where the calendar does not reach
    days_here: int | None
    handed_on: date | None  # since when the body answers for it, where it was handed over
    done_on: date | None
    product_symbol: str | None
    cause: str | None
    asked_until: date | None  # an extension that was asked for and is not answered
    new_deadline: date | None  # one that was granted and does not count


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A reason of a return: its R codes, its article, whether it was cured (None: nothing came back)."""

    requirement: str
    codes: tuple[str, ...]
    article: str | None
    text: str | None
    cured: str | None


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A dossier that went back; ``nth`` is the number of that submission of the matter."""

    id: int
    dossier_id: int
    sender: str
    symbol: str | None
    document_date: str | None
    subject: str
    arrived_on: date
    returned_on: date
    letter_symbol: str | None
    decided_by: str
    nth: int
    answered_on: date | None
    answered_by_id: int | None
    reasons: tuple[ReasonLine, ...]

    @property
    def cured(self) -> int:
        """Reasons that were cured."""
        return sum(reason.cured == "yes" for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class ConsultationLine:
    """A letter that asked a body for its opinion; ``days_late`` is None where it was in time or nothing is known."""

    id: int
    dossier_id: int
    body: str
    letter_symbol: str | None
    subject: str
    sent_on: date
    due_on: date | None
    answered_on: date | None
    answer_symbol: str | None
    state: str  # in_time | late | undated | silent | waiting | open_undated
    days_late: int | None


@dataclass(frozen=True, slots=True)
class HeldLine:
    """An open dossier whose deadline is over, with the officer who holds it."""

    id: int
    number: int | None
    sender: str
    symbol: str | None
    subject: str
    arrived_on: date
    deadline: date
    holder: str | None
    unit: str | None
    days_late: int | None


def spellings(connection: Connection, column: ColumnElement[Any], name: str) -> list[str]:
    """The ways in which a name stands in a column: capitals, tone marks and blanks may differ."""
    wanted = key(name)
    found = connection.execute(select(column).distinct().where(column.is_not(None))).scalars()
    return [one for one in found if key(one) == wanted]


def task_lines(
    connection: Connection,
    calendar: Calendar,
    period: Period,
    on: date,
    states: Sequence[str],
    *,
    body: str | None = None,
    person: str | None = None,
    due_to: date | None = None,
    most: int | None = None,
) -> list[TaskLine]:
    """Tasks of the period that stood in one of ``states`` on ``on``, the oldest deadline first; ``most`` of them."""
    rows = task_rows(period, on)
    found = select(tasks, rows.c.lead.label("lead_then"), rows.c.deadline.label("due_then"), rows.c.state)
    found = found.join_from(tasks, rows, rows.c.id == tasks.c.id).where(rows.c.state.in_(states))
    if body is not None:
        found = found.where(rows.c.lead.in_([body, *spellings(connection, tasks.c.lead, body)]))
    if person is not None:
        found = found.where(tasks.c.person.in_(spellings(connection, tasks.c.person, person)))
    if due_to is not None:
        found = found.where(rows.c.deadline <= due_to)
    found = found.order_by(rows.c.deadline.is_(None), rows.c.deadline, tasks.c.id).limit(most)
    lines = connection.execute(found).mappings().all()
    keys = found.with_only_columns(tasks.c.id).subquery()
    handed = _handovers(connection, select(keys.c.id), on)
    asked = _extensions(connection, select(keys.c.id), on)
    return [_task_line(line, handed.get(line["id"]), asked.get(line["id"]), calendar, on) for line in lines]


def _task_line(
    row: Mapping[Any, Any], handed: date | None, asked: tuple[date | None, date | None] | None, cal: Calendar, on: date
) -> TaskLine:
    due = row["due_then"]
    until = row["done_on"] if row["state"].startswith("done") else on
    since = max(filter(None, (due, handed)), default=None) if due else None
    asked_until, new_deadline = asked or (None, None)
    return TaskLine(
        row["id"],
        row["source_symbol"],
        row["source_date"],
        row["content"],
        row["lead_then"],
        tuple(row["supporting"] or ()),
        row["person"],
        row["given_on"],
        due,
        row["state"],
        days_late_if_known(due, until, cal),
        days_late_if_known(since, until, cal),
        handed,
        row["done_on"] if row["state"].startswith("done") else None,
        row["product_symbol"] if row["state"].startswith("done") else None,
        row["cause"],
        asked_until,
        new_deadline,
    )


def _handovers(connection: Connection, keys: Any, on: date) -> dict[int, date]:
    """The day of the last hand-over up to ``on``."""
    table = task_handovers.c
    query = select(table.task_id, table.on_day).where(table.task_id.in_(keys), table.on_day <= on)
    return {row.task_id: row.on_day for row in connection.execute(query.order_by(table.on_day, table.id))}


def _extensions(connection: Connection, keys: Any, on: date) -> dict[int, tuple[date | None, date | None]]:
    """Of the last request up to ``on`` that set no deadline: the day asked for, the day granted in vain."""
    table = task_extensions.c
    query = select(task_extensions).where(table.task_id.in_(keys), table.asked_on <= on).order_by(table.id)
    found: dict[int, tuple[date | None, date | None]] = {}
    for row in connection.execute(query):
        answered = row.decided_on is not None and row.decided_on <= on
        if not answered:
            found[row.task_id] = (row.asked_until, None)
        else:
            found[row.task_id] = (None, row.new_deadline if row.granted and not row.counts else None)
    return found


def return_lines(
    connection: Connection,
    begins: date,
    on: date,
    *,
    sender: str | None = None,
    kinds: Sequence[str] = ("return",),
    most: int | None = None,
) -> list[ReturnLine]:
    """What went back in the period, in the order of days; what came again after ``on`` is not known yet."""
    query = select(returns, dossiers.c.author, dossiers.c.symbol, dossiers.c.document_date, dossiers.c.subject)
    query = query.add_columns(dossiers.c.arrived_on, dossiers.c.nth).join_from(
        returns, dossiers, returns.c.dossier_id == dossiers.c.id
    )
    query = query.where(returns.c.returned_on.between(begins, on), returns.c.kind.in_(kinds))
    if sender is not None:
        query = query.where(dossiers.c.author.in_(spellings(connection, dossiers.c.author, sender)))
    query = query.order_by(returns.c.returned_on, returns.c.id).limit(most)
    rows = connection.execute(query).mappings().all()
    reasons = _reasons(connection, query.with_only_columns(returns.c.id), on)
    return [_return_line(row, reasons.get(row["id"], []), on) for row in rows]


def _reasons(connection: Connection, keys: Any, on: date) -> dict[int, list[ReasonLine]]:
    table = return_reasons.c
    query = select(return_reasons).where(table.return_id.in_(keys)).order_by(table.id)
    found: dict[int, list[ReasonLine]] = defaultdict(list)
    for row in connection.execute(query):
        cured = row.cured if row.cured_on is not None and row.cured_on <= on else None
        found[row.return_id].append(ReasonLine(row.requirement, tuple(row.codes), row.article, row.text, cured))
    return found


def _return_line(row: Mapping[Any, Any], reasons: list[ReasonLine], on: date) -> ReturnLine:
    again = row["answered_on"] is not None and row["answered_on"] <= on
    return ReturnLine(
        row["id"],
        row["dossier_id"],
        row["author"],
        row["symbol"],
        row["document_date"],
        row["subject"],
        row["arrived_on"],
        row["returned_on"],
        row["letter_symbol"],
        row["decided_by"],
        row["nth"],
        row["answered_on"] if again else None,
        row["answered_by_id"] if again else None,
        tuple(reasons),
    )


def consultation_lines(
    connection: Connection,
    calendar: Calendar,
    period: Period,
    on: date,
    *,
    body: str | None = None,
    states: Sequence[str] = (),
    most: int | None = None,
) -> list[ConsultationLine]:
    """Letters of the period, and older ones that were open when it began: silent ones first, then late ones."""
    state = consultation_state(on)
    query = select(consultations, dossiers.c.subject, state.label("state")).join_from(consultations, dossiers)
    query = query.where(*consultations_of(period, on))
    if body is not None:
        query = query.where(consultations.c.body.in_(spellings(connection, consultations.c.body, body)))
    if states:
        query = query.where(state.in_(states))
    rank = case((state == "silent", 0), (state == "late", 1), else_=2)
    query = query.order_by(rank, consultations.c.due_on.is_(None), consultations.c.due_on, consultations.c.id).limit(
        most
    )
    return [_consultation_line(row, calendar, on) for row in connection.execute(query).mappings()]


def _consultation_line(row: Mapping[Any, Any], calendar: Calendar, on: date) -> ConsultationLine:
    answered = row["answered_on"] if row["answered_on"] is not None and row["answered_on"] <= on else None
    late = days_late_if_known(row["due_on"], answered or on, calendar) if row["state"] in ("late", "silent") else None
    return ConsultationLine(
        row["id"],
        row["dossier_id"],
        row["body"],
        row["letter_symbol"],
        row["subject"],
        row["sent_on"],
        row["due_on"],
        answered,
        row["answer_symbol"] if answered else None,
        row["state"],
        late,
    )


def held_lines(connection: Connection, calendar: Calendar, on: date, holder: str | None = None) -> list[HeldLine]:
    """Open dossiers whose deadline is over, the oldest first; those that wait for a supplement stand still."""
    column = dossiers.c
    query = select(dossiers).where(column.deadline < on, column.finished_on.is_(None), column.arrived_on <= on)
    query = query.where(column.state.not_in(("supplement_requested", "archived")))
    if holder is not None:
        query = query.where(column.holder.in_(spellings(connection, column.holder, holder)))
    return [
        HeldLine(
            row["id"],
            row["number"],
            row["author"],
            row["symbol"],
            row["subject"],
            row["arrived_on"],
            row["deadline"],
            row["holder"],
            row["unit"],
            days_late_if_known(row["deadline"], on, calendar),
        )
        for row in connection.execute(query.order_by(column.deadline, column.id)).mappings()
    ]
