"""Counts for the periodic reports, made by the database: tasks and dossiers by body, consultations by body asked.

All are as of a day ``on``: what was done, extended or handed over later does not count yet. Every count can be added
up, and whether it adds up is asked of a second query, so that a gap in the data is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar, TypeVar

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Subquery,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
)

from vn_dossier_nlp.language.folding import key
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

Sums = tuple[tuple[str, tuple[str, ...]], ...]
"""What must add up: a total and its parts, by name."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A total that is not the sum of its parts; shown as it is, never mended."""

    body: str
    total: str
    stated: int
    summed: int

    @property
    def difference(self) -> int:
        """How much the parts are more (below 0: less) than the total."""
        return self.summed - self.stated


@dataclass(frozen=True, slots=True)
class TaskCount:
    """Tasks of a body: carried over and given in the period, and where they stand."""

    body: str
    total: int = 0
    carried: int = 0
    given: int = 0
    done_in_time: int = 0
    done_late: int = 0
    done_undated: int = 0
    open_in_time: int = 0
    open_late: int = 0
    open_undated: int = 0
    recalled: int = 0
    suspended: int = 0
    taken_over: int = 0  # of the total, handed over to the body in the period
    handed_on: int = 0  # handed over to others in the period: counted with them

    STATES: ClassVar = (
        "done_in_time",
        "done_late",
        "done_undated",
        "open_in_time",
        "open_late",
        "open_undated",
        "recalled",
        "suspended",
    )
    SUMS: ClassVar[Sums] = (("total", ("carried", "given")), ("total", STATES))

    @property
    def done(self) -> int:
        """Done, in time or not."""
        return self.done_in_time + self.done_late + self.done_undated

    @property
    def opened(self) -> int:
        """Being carried out."""
        return self.open_in_time + self.open_late + self.open_undated

    @property
    def dated(self) -> int:
        """Done or open with a deadline: what can be late."""
        return self.done_in_time + self.done_late + self.open_in_time + self.open_late

    @property
    def late(self) -> int:
        """Done late or open late."""
        return self.done_late + self.open_late


@dataclass(frozen=True, slots=True)
class DossierCount:
    """Submissions of a sender: carried over and received in the period, and where they stand."""

    body: str
    total: int = 0
    carried: int = 0
    received: int = 0
    done_in_time: int = 0
    done_late: int = 0
    done_undated: int = 0
    open_in_time: int = 0
    open_late: int = 0
    open_undated: int = 0
    waiting: int = 0  # the clock stands still until the sender supplements it
    returned: int = 0  # times that a dossier was returned in the period
    supplements: int = 0  # times that a supplement was asked for

    SUMS: ClassVar[Sums] = (
        ("total", ("carried", "received")),
        (
            "total",
            (
                "done_in_time",
                "done_late",
                "done_undated",
                "open_in_time",
                "open_late",
                "open_undated",
                "waiting",
            ),
        ),
    )

    @property
    def done(self) -> int:
        """Settled: returned, transferred or issued."""
        return self.done_in_time + self.done_late + self.done_undated

    @property
    def opened(self) -> int:
        """Being handled by the Office."""
        return self.open_in_time + self.open_late + self.open_undated


@dataclass(frozen=True, slots=True)
class ConsultationCount:
    """Letters to a body that asked for its opinion."""

    body: str
    total: int = 0
    in_time: int = 0
    late: int = 0
    undated: int = 0  # answered, without a day to answer by
    silent: int = 0  # not answered, the day is over
    waiting: int = 0  # not answered, the day is not over
    open_undated: int = 0  # not answered, without a day to answer by

    SUMS: ClassVar[Sums] = (("total", ("in_time", "late", "undated", "silent", "waiting", "open_undated")),)

    @property
    def dated(self) -> int:
        """Answered or over, with a day to answer by: what can be late."""
        return self.in_time + self.late + self.silent


Count = TypeVar("Count", TaskCount, DossierCount, ConsultationCount)
Counted = TaskCount | DossierCount | ConsultationCount


def gaps(count: Counted) -> tuple[Gap, ...]:
    """Where the parts of a count are not its total."""
    found = []
    for total, parts in count.SUMS:
        stated, summed = getattr(count, total), sum(getattr(count, part) for part in parts)
        if stated != summed:
            found.append(Gap(count.body, total, stated, summed))
    return tuple(found)


def added(counts: Sequence[Count], body: str) -> Count:
    """The sum of counts under a name."""
    kind = type(counts[0])
    return kind(body, **{name: sum(getattr(count, name) for count in counts) for name in _numbers(kind)})


def task_counts(connection: Connection, period: Period, on: date) -> list[TaskCount]:
    """Tasks by the body that answers for them on ``on``."""
    rows = task_rows(period, on)
    column = rows.c
    sums = {name: column.state == name for name in TaskCount.STATES}
    sums |= {"carried": column.given_on < period.begins, "given": column.given_on >= period.begins}
    query = select(column.lead.label("body"), func.count().label("total"), *_sums(sums)).group_by(column.lead)
    counts = _grouped(TaskCount, connection.execute(query).mappings())
    moved = task_handovers.c.on_day.between(period.begins, on)
    for name, body in (("taken_over", task_handovers.c.to_body), ("handed_on", task_handovers.c.from_body)):
        query = select(body.label("body"), func.count().label(name)).where(moved).group_by(body)
        counts += _grouped(TaskCount, connection.execute(query).mappings())
    return _merged(TaskCount, counts)


def task_total(connection: Connection, period: Period, on: date) -> int:
    """All tasks of the period, counted without a look at body or state."""
    ended = or_(
        tasks.c.done_on < period.begins,
        and_(tasks.c.done_on.is_(None), _is(tasks.c.special), tasks.c.special_on < period.begins),
    )
    query = select(func.count()).select_from(tasks).where(tasks.c.given_on <= on, ~func.coalesce(ended, false()))
    return int(connection.execute(query).scalar_one())


def dossier_counts(connection: Connection, period: Period, on: date) -> list[DossierCount]:
    """Submissions by sender, with what was returned in the period."""
    column = dossiers.c
    done = func.coalesce(column.finished_on <= on, false())
    waiting = and_(~done, column.state == "supplement_requested")
    opened = and_(~done, column.state != "supplement_requested")
    due, undated = column.deadline.is_not(None), column.deadline.is_(None)
    sums = {
        "carried": column.arrived_on < period.begins,
        "received": column.arrived_on >= period.begins,
        "done_in_time": and_(done, due, column.finished_on <= column.deadline),
        "done_late": and_(done, due, column.finished_on > column.deadline),
        "done_undated": and_(done, undated),
        "open_in_time": and_(opened, due, column.deadline >= on),
        "open_late": and_(opened, due, column.deadline < on),
        "open_undated": and_(opened, undated),
        "waiting": waiting,
    }
    query = select(column.author.label("body"), func.count().label("total"), *_sums(sums))
    query = query.where(*_dossiers_of(period, on)).group_by(column.author)
    counts = _grouped(DossierCount, connection.execute(query).mappings())
    back = {"returned": returns.c.kind == "return", "supplements": returns.c.kind == "supplement"}
    query = select(column.author.label("body"), *_sums(back)).join_from(
        returns, dossiers, returns.c.dossier_id == column.id
    )
    query = query.where(returns.c.returned_on.between(period.begins, on)).group_by(column.author)
    return _merged(DossierCount, counts + _grouped(DossierCount, connection.execute(query).mappings()))


def dossier_total(connection: Connection, period: Period, on: date) -> int:
    """All submissions of the period, counted without a look at sender or state."""
    query = select(func.count()).select_from(dossiers).where(*_dossiers_of(period, on))
    return int(connection.execute(query).scalar_one())


def reason_counts(connection: Connection, period: Period, on: date) -> list[tuple[str, int]]:
    """How many returns of the period name each requirement, the most frequent first."""
    column = return_reasons.c
    count = func.count(column.return_id.distinct()).label("count")
    query = select(column.requirement, count).join_from(return_reasons, returns, column.return_id == returns.c.id)
    query = query.where(returns.c.kind == "return", returns.c.returned_on.between(period.begins, on))
    rows = connection.execute(query.group_by(column.requirement)).all()
    return sorted(((str(name), int(number)) for name, number in rows), key=lambda row: (-row[1], row[0]))


CONSULTED = ("in_time", "late", "undated", "silent", "waiting", "open_undated")
"""Where a letter stands: answered in time, late, without a day; not answered after its day, before it, without one."""


def consultation_counts(connection: Connection, period: Period, on: date) -> list[ConsultationCount]:
    """Letters of the period, and older ones that were open when it began, by the body that was asked."""
    column, state = consultations.c, consultation_state(on)
    sums = {name: state == name for name in CONSULTED}
    query = select(column.body.label("body"), func.count().label("total"), *_sums(sums))
    query = query.where(*consultations_of(period, on)).group_by(column.body)
    return _merged(ConsultationCount, _grouped(ConsultationCount, connection.execute(query).mappings()))


def consultation_state(on: date) -> ColumnElement[str]:
    """One of :data:`CONSULTED`, as of ``on``."""
    column = consultations.c
    answered = func.coalesce(column.answered_on <= on, false())
    return case(
        (and_(answered, column.due_on.is_(None)), "undated"),
        (and_(answered, column.answered_on > column.due_on), "late"),
        (answered, "in_time"),
        (column.due_on.is_(None), "open_undated"),
        (column.due_on < on, "silent"),
        else_="waiting",
    )


def consultations_of(period: Period, on: date) -> tuple[ColumnElement[bool], ...]:
    """Sent until ``on`` and not answered before the period."""
    column = consultations.c
    return column.sent_on <= on, or_(column.answered_on.is_(None), column.answered_on >= period.begins)


def task_rows(period: Period, on: date) -> Subquery:
    """Each task of the period as it stood on ``on``: lead, deadline and state of that day."""
    body, deadline = _later_handover(on), _later_extension(on)
    lead = func.coalesce(body.c.from_body, tasks.c.lead)
    due = case((deadline.c.task_id.is_not(None), deadline.c.old_deadline), else_=tasks.c.deadline)
    done = func.coalesce(tasks.c.done_on <= on, false())
    aside = and_(_is(tasks.c.special), tasks.c.special_on <= on)
    state = case(
        (and_(done, due.is_(None)), "done_undated"),
        (and_(done, tasks.c.done_on > due), "done_late"),
        (done, "done_in_time"),
        (aside, tasks.c.special),
        (due.is_(None), "open_undated"),
        (due < on, "open_late"),
        else_="open_in_time",
    )
    ended = or_(
        tasks.c.done_on < period.begins,
        and_(tasks.c.done_on.is_(None), _is(tasks.c.special), tasks.c.special_on < period.begins),
    )
    joined: FromClause = tasks.outerjoin(body, body.c.task_id == tasks.c.id)
    joined = joined.outerjoin(deadline, deadline.c.task_id == tasks.c.id)
    query: Select[Any] = select(
        tasks.c.id, lead.label("lead"), tasks.c.given_on, due.label("deadline"), state.label("state")
    ).select_from(joined)
    return query.where(tasks.c.given_on <= on, ~func.coalesce(ended, false())).subquery("task_rows")


def _later_handover(on: date) -> Subquery:
    """The first hand-over after ``on`` of each task: who answered for it on that day."""
    table = task_handovers.c
    place = func.row_number().over(partition_by=table.task_id, order_by=(table.on_day, table.id)).label("place")
    rows = select(table.task_id, table.from_body, place).where(table.on_day > on).subquery()
    return select(rows.c.task_id, rows.c.from_body).where(rows.c.place == 1).subquery("later_handover")


def _later_extension(on: date) -> Subquery:
    """The first extension after ``on`` that counts: which deadline held on that day."""
    table = task_extensions.c
    place = func.row_number().over(partition_by=table.task_id, order_by=(table.decided_on, table.id)).label("place")
    counting = and_(table.counts == literal(True, Boolean), table.decided_on > on)
    rows = select(table.task_id, table.old_deadline, place).where(counting).subquery()
    return select(rows.c.task_id, rows.c.old_deadline).where(rows.c.place == 1).subquery("later_extension")


def _dossiers_of(period: Period, on: date) -> tuple[ColumnElement[bool], ...]:
    column = dossiers.c
    return column.arrived_on <= on, or_(column.finished_on.is_(None), column.finished_on >= period.begins)


def _is(special: ColumnElement[Any]) -> ColumnElement[bool]:
    return func.coalesce(special, "").in_(("recalled", "suspended"))


def _sums(conditions: Mapping[str, ColumnElement[bool]]) -> list[ColumnElement[Any]]:
    return [func.sum(case((condition, 1), else_=0)).label(name) for name, condition in conditions.items()]


def _grouped(kind: type[Count], rows: Iterable[Mapping[Any, Any]]) -> list[Count]:
    names = _numbers(kind)
    return [kind(row["body"], **{name: int(row[name] or 0) for name in names if name in row}) for row in rows]


def _merged(kind: type[Count], counts: Iterable[Count]) -> list[Count]:
    """One count a body: spellings that differ in capitals and tone marks only are one; by name."""
    groups: dict[str, list[Count]] = {}
    for count in counts:
        groups.setdefault(key(count.body), []).append(count)
    whole = [added(group, max(group, key=_total).body) for group in groups.values()]
    return sorted(whole, key=_name)


def _total(count: Counted) -> tuple[int, str]:
    return count.total, count.body


def _name(count: Counted) -> str:
    return key(count.body)


def _numbers(kind: type[Counted]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name != "body")
