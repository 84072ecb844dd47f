"""Tasks that documents assign: given, carried on, extended, handed over, done; who answers for them on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select

from vn_dossier_nlp.register.audit import Change
from vn_dossier_nlp.register.calendar import Calendar
from vn_dossier_nlp.register.clocks import why_not_extended
from vn_dossier_nlp.register.columns import now
from vn_dossier_nlp.register.flow import Actor
from vn_dossier_nlp.register.queries import search_text
from vn_dossier_nlp.register.records import Kind, record
from vn_dossier_nlp.register.refusals import RegisterError
from vn_dossier_nlp.register.register import Register
from vn_dossier_nlp.register.tables import task_extensions, task_handovers, task_notes, tasks
from vn_dossier_nlp.reports.phrases import date as date_text
from vn_dossier_nlp.words import say

RECALLED, SUSPENDED = "recalled", "suspended"
_CHANGE, _PROGRESS = "task", "progress"  # rights of states.toml


class TaskError(RegisterError):
    """What cannot be done with a task; the sentences stand under ``task.refused``."""

    group = "task.refused"

    def told(self, lang: str) -> str:
        """The one line for a user, days as the language writes them."""
        slots = {name: _shown_day(value, lang) for name, value in self.slots.items()}
        return say(f"{self.group}.{self.code}", lang, **slots)


class TaskState(StrEnum):
    """Where a task stands on a day: two by two, without a deadline, and the special ones."""

    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    DONE_UNDATED = "done_undated"
    OPEN_IN_TIME = "open_in_time"
    OPEN_LATE = "open_late"
    OPEN_UNDATED = "open_undated"
    RECALLED = "recalled"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Task:
    """A task; the columns of :data:`tables.tasks`."""

    id: int
    version: int
    source_symbol: str
    source_date: date | None
    source_issuer: str | None
    dossier_id: int | None
    outgoing_id: int | None
    content: str
    lead: str
    supporting: list[str] | None
    person: str | None
    given_on: date
    deadline: date | None
    first_deadline: date | None
    cause: str | None
    done_on: date | None
    product_symbol: str | None
    special: str | None
    special_on: date | None
    note: str | None

    def state(self, on: date) -> TaskState:
        """Where it stands at the end of ``on``, by the deadline and the body of today."""
        if self.done_on is not None and self.done_on <= on:
            if self.deadline is None:
                return TaskState.DONE_UNDATED
            return TaskState.DONE_LATE if self.done_on > self.deadline else TaskState.DONE_IN_TIME
        if self.special is not None and self.special_on is not None and self.special_on <= on:
            return TaskState(self.special)
        if self.deadline is None:
            return TaskState.OPEN_UNDATED
        return TaskState.OPEN_LATE if on > self.deadline else TaskState.OPEN_IN_TIME


@dataclass(frozen=True, slots=True)
class Note:
    """A note of progress; with ``product_symbol`` a partial product, which does not close the task."""

    id: int
    task_id: int
    at: str
    on_day: date
    who: str
    text: str
    product_symbol: str | None


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension that was asked for; ``counts`` None until it is answered."""

    id: int
    version: int
    task_id: int
    asked_on: date
    asked_until: date | None
    reason: str | None
    decided_on: date | None
    granted: bool | None
    letter_symbol: str | None
    new_deadline: date | None
    counts: bool | None
    old_deadline: date | None


@dataclass(frozen=True, slots=True)
class Handover:
    """From one body to the next: from ``on_day`` the task counts for ``to_body``."""

    id: int
    task_id: int
    on_day: date
    from_body: str
    to_body: str
    letter_symbol: str | None
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class TaskFile:
    """A task with its history."""

    task: Task
    notes: tuple[Note, ...]
    extensions: tuple[Extension, ...]
    handovers: tuple[Handover, ...]


@dataclass(frozen=True, slots=True)
class TaskAsked:
    """Which tasks: every field that is given must fit."""

    lead: str | None = None
    person: str | None = None
    source_symbol: str | None = None
    open: bool | None = None
    overdue_on: date | None = None
    due_to: date | None = None
    words: str = ""


def task(register: Register, key: int) -> Task:
    """The task ``key``. Raises TaskError where there is none."""
    with register.reading() as connection:
        return _task(connection, key)


def task_file(register: Register, key: int) -> TaskFile:
    """The task with notes, extensions and hand-overs, each in order."""
    with register.reading() as connection:
        return TaskFile(
            _task(connection, key),
            tuple(_of(connection, Note, task_notes, key)),
            tuple(_of(connection, Extension, task_extensions, key)),
            tuple(_of(connection, Handover, task_handovers, key)),
        )


def tasks_that(
    register: Register, asked: TaskAsked | None = None, limit: int | None = 50, offset: int = 0
) -> list[Task]:
    """The tasks that fit, those with the nearest deadline first."""
    query = select(*_shown()).where(*_conditions(asked or TaskAsked()))
    query = query.order_by(tasks.c.deadline.is_(None), tasks.c.deadline, tasks.c.id).offset(offset)
    with register.reading() as connection:
        rows = connection.execute(query if limit is None else query.limit(limit))
        return [record(Task, row._mapping) for row in rows]


def count_tasks(register: Register, asked: TaskAsked | None = None) -> int:
    """How many tasks fit."""
    query = select(func.count()).select_from(tasks).where(*_conditions(asked or TaskAsked()))
    with register.reading() as connection:
        return int(connection.execute(query).scalar_one())


def give_task(
    register: Register,
    actor: Actor,
    calendar: Calendar,
    *,
    source_symbol: str,
    content: str,
    lead: str,
    given_on: date,
    deadline: date | None = None,
    supporting: Sequence[str] = (),
    **more: Any,
) -> int:
    """A new task; its id. A deadline on a day of rest ends with the next working day; the stated one is kept beside."""
    with register.change(actor, "task_give", _CHANGE) as change:
        values = {
            "source_symbol": source_symbol,
            "content": content,
            "lead": lead,
            "given_on": given_on,
            "first_deadline": deadline,
            "deadline": None if deadline is None else calendar.end_of_term(deadline),
            "supporting": list(supporting) or None,
            **more,
        }
        if deadline is not None and deadline < given_on:
            raise TaskError("deadline_before", deadline=deadline, given=given_on)
        return change.insert(tasks, {**values, "search": _search(values)})


def note_progress(
    register: Register,
    actor: Actor,
    key: int,
    text: str,
    on: date,
    product_symbol: str | None = None,
    cause: str | None = None,
) -> None:
    """A note of progress, or a partial product; ``cause`` is why it is late."""
    with register.change(actor, "task_progress", _PROGRESS) as change:
        _open(change.connection, key)
        row = {"task_id": key, "at": now(), "on_day": on, "who": actor.name, "text": text}
        change.insert(task_notes, {**row, "product_symbol": product_symbol})
        if cause:
            change.update(tasks, key, {"cause": cause})


def ask_extension(
    register: Register, actor: Actor, key: int, on: date, until: date | None = None, reason: str | None = None
) -> int:
    """Note that more time was asked for; the id of the request. It changes no deadline."""
    with register.change(actor, "task_ask_extension", _PROGRESS) as change:
        found = _open(change.connection, key)
        if found.deadline is None:
            raise TaskError("no_deadline", id=key)
        row = {"task_id": key, "asked_on": on, "asked_until": until, "reason": reason}
        return change.insert(task_extensions, {**row, "old_deadline": found.deadline})


def answer_extension(
    register: Register,
    actor: Actor,
    calendar: Calendar,
    key: int,
    *,
    granted: bool,
    on: date,
    letter_symbol: str | None = None,
    new_deadline: date | None = None,
    expected: int | None = None,
) -> str | None:
    """Answer the open request: why the extension does not count, as a code, or None where it does.

    One that counts sets the deadline; one that does not is kept with its answer, and the deadline stays.
    """
    with register.change(actor, "task_answer_extension", _CHANGE) as change:
        found = _open(change.connection, key)
        request = _open_request(change.connection, key)
        late = None if new_deadline is None else calendar.end_of_term(new_deadline)
        why = why_not_extended(found.deadline, granted, on, letter_symbol, late)
        answer = {
            "decided_on": on,
            "granted": granted,
            "letter_symbol": letter_symbol,
            "new_deadline": late,
            "counts": why is None,
            "old_deadline": found.deadline,
        }
        change.update(task_extensions, request.id, answer)
        if why is None:
            change.update(tasks, key, {"deadline": late}, expected)
        return why


def hand_over(
    register: Register,
    actor: Actor,
    key: int,
    to_body: str,
    on: date,
    letter_symbol: str | None = None,
    person: str | None = None,
    expected: int | None = None,
) -> None:
    """Another body answers for the task from ``on``; the person in charge changes with it."""
    with register.change(actor, "task_hand_over", _CHANGE) as change:
        found = _open(change.connection, key)
        if found.lead == to_body:
            raise TaskError("same_body", id=key, body=to_body)
        before = [other for other in _of(change.connection, Handover, task_handovers, key) if other.on_day > on]
        if before or on < found.given_on:
            raise TaskError("handover_before", id=key, on=on)
        row = {"task_id": key, "on_day": on, "from_body": found.lead, "to_body": to_body}
        change.insert(task_handovers, {**row, "letter_symbol": letter_symbol, "who": actor.name, "at": now()})
        _change(change, found, {"lead": to_body, "person": person}, expected)


def finish_task(
    register: Register, actor: Actor, key: int, product_symbol: str, on: date, expected: int | None = None
) -> None:
    """The task is done with the product of this number; a partial product is a note of progress."""
    with register.change(actor, "task_finish", _CHANGE) as change:
        found = _open(change.connection, key)
        symbol = product_symbol.strip()
        if not symbol:
            raise TaskError("no_product", id=key)
        if on < found.given_on:
            raise TaskError("done_before", id=key, on=on, given=found.given_on)
        change.update(tasks, key, {"done_on": on, "product_symbol": symbol}, expected)


def set_aside(
    register: Register,
    actor: Actor,
    key: int,
    special: str,
    on: date,
    note: str | None = None,
    expected: int | None = None,
) -> None:
    """Recall a task for good, or suspend it (``special``: :data:`RECALLED` or :data:`SUSPENDED`)."""
    if special not in (RECALLED, SUSPENDED):
        raise ValueError(f"{special!r} is neither {RECALLED} nor {SUSPENDED}")
    with register.change(actor, f"task_{special}", _CHANGE) as change:
        found = _open(change.connection, key, also_suspended=special == RECALLED)
        values = {"special": special, "special_on": on, "note": note or found.note}
        change.update(tasks, key, values, expected)


def resume_task(
    register: Register,
    actor: Actor,
    calendar: Calendar,
    key: int,
    on: date,
    deadline: date | None = None,
    expected: int | None = None,
) -> None:
    """A suspended task goes on; with the new deadline that the decision names, else with the old one."""
    with register.change(actor, "task_resume", _CHANGE) as change:
        found = _open(change.connection, key, also_suspended=True)
        if found.special != SUSPENDED:
            raise TaskError("not_suspended", id=key)
        values: dict[str, Any] = {"special": None, "special_on": None}
        if deadline is not None:
            values["deadline"] = calendar.end_of_term(deadline)
        text = {"task_id": key, "at": now(), "on_day": on, "who": actor.name, "text": say("task.resumed")}
        change.insert(task_notes, text)
        change.update(tasks, key, values, expected)


def _task(connection: Connection, key: int) -> Task:
    row = connection.execute(select(*_shown()).where(tasks.c.id == key)).one_or_none()
    if row is None:
        raise TaskError("no_task", id=key)
    return record(Task, row._mapping)


def _open(connection: Connection, key: int, also_suspended: bool = False) -> Task:
    """The task, which is neither done nor recalled. Raises TaskError."""
    found = _task(connection, key)
    if found.done_on is not None:
        raise TaskError("task_done", id=key, on=found.done_on, product=found.product_symbol)
    if found.special == RECALLED or (found.special == SUSPENDED and not also_suspended):
        raise TaskError(f"task_{found.special}", id=key, on=found.special_on)
    return found


def _open_request(connection: Connection, key: int) -> Extension:
    found = [one for one in _of(connection, Extension, task_extensions, key) if one.decided_on is None]
    if not found:
        raise TaskError("no_request", id=key)
    return found[-1]


def _change(change: Change, found: Task, values: Mapping[str, Any], expected: int | None) -> None:
    """Change columns that are searched."""
    new = {name: getattr(found, name) for name in _SEARCHED} | dict(values)
    change.update(tasks, found.id, {**values, "search": _search(new)}, expected)


_SEARCHED = ("source_symbol", "content", "lead", "person")


def _search(values: Mapping[str, Any]) -> str:
    return search_text(*(values.get(name) for name in _SEARCHED))


def _shown_day(value: object, lang: str) -> object:
    return date_text(value.isoformat(), lang) if isinstance(value, date) else value


def _of(connection: Connection, kind: type[Kind], table: Table, key: int) -> list[Kind]:
    rows = connection.execute(select(table).where(table.c.task_id == key).order_by(table.c.id))
    return [record(kind, row._mapping) for row in rows]


def _shown() -> list[ColumnElement[Any]]:
    return [column for column in tasks.c if column.name != "search"]


def _conditions(asked: TaskAsked) -> Iterator[ColumnElement[bool]]:
    column = tasks.c
    ended = column.done_on.is_not(None) | column.special.is_not(None)
    for name in ("lead", "person", "source_symbol"):
        if getattr(asked, name) is not None:
            yield column[name] == getattr(asked, name)
    if asked.open is not None:
        yield ~ended if asked.open else ended
    if asked.overdue_on is not None:
        yield ~ended
        yield column.deadline < asked.overdue_on
    if asked.due_to is not None:
        yield ~ended
        yield column.deadline <= asked.due_to
    for word in search_text(asked.words).split():
        yield column.search.contains(word, autoescape=True)
