"""The file on a body or a person in charge: what was late, what went back and was cured; facts with their documents.

It scores nothing and judges nobody: those who decide find here what happened and where it is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from vn_dossier_nlp.register.calendar import Calendar
from vn_dossier_nlp.register.counting import TaskCount
from vn_dossier_nlp.register.lists import (
    ConsultationLine,
    HeldLine,
    ReturnLine,
    TaskLine,
    consultation_lines,
    held_lines,
    return_lines,
    task_lines,
)
from vn_dossier_nlp.register.periodic import (
    columns,
    letterhead,
    letters_grid,
    reason_name,
    source_text,
    submission_text,
)
from vn_dossier_nlp.register.periods import Period, short_date
from vn_dossier_nlp.register.register import Register
from vn_dossier_nlp.register.reminders import unverified
from vn_dossier_nlp.reports.papers.office import UNKNOWN, Office
from vn_dossier_nlp.reports.periodic.records import Grid, Report, Value
from vn_dossier_nlp.reports.phrases import number
from vn_dossier_nlp.words import label, say

_LATE = ("done_late", "open_late")
_ANSWERED_LATE = ("late", "silent")
_DATED = ("in_time", *_ANSWERED_LATE)


@dataclass(frozen=True, slots=True)
class Responsibility:
    """What the register holds of a body, or of a person in charge: of a person only the own tasks and dossiers."""

    name: str
    person: bool
    period: Period
    on: date
    total: int  # tasks of the period
    dated: int  # of them with a deadline and done or open: what can be late
    late: tuple[TaskLine, ...]
    returned: tuple[ReturnLine, ...]
    letters: tuple[ConsultationLine, ...]
    dated_letters: int
    held: tuple[HeldLine, ...]
    unverified: tuple[date, ...]

    @property
    def empty(self) -> bool:
        """Whether the register knows nothing of the name in the period."""
        return not (self.total or self.returned or self.dated_letters or self.letters or self.held)


def responsibility(
    register: Register, calendar: Calendar, name: str, period: Period, today: date, person: bool = False
) -> Responsibility:
    """The facts of a period, up to its end or today."""
    on = min(period.ends, today)
    body, own = (None, name) if person else (name, None)
    with register.reading() as connection:
        tasks = task_lines(connection, calendar, period, on, TaskCount.STATES, body=body, person=own)
        late = tuple(line for line in tasks if line.state in _LATE)
        returned = () if person else return_lines(connection, period.begins, on, sender=name)
        letters = [] if person else consultation_lines(connection, calendar, period, on, body=name)
        held = held_lines(connection, calendar, on, name) if person else []
        return Responsibility(
            _spelled(name, [line.person if person else line.lead for line in tasks], returned, letters, held),
            person,
            period,
            on,
            len(tasks),
            sum(line.state in ("done_in_time", "open_in_time", *_LATE) for line in tasks),
            late,
            tuple(returned),
            tuple(line for line in letters if line.state in _ANSWERED_LATE),
            sum(line.state in _DATED for line in letters),
            tuple(held),
            unverified(late, on, calendar),
        )


def _spelled(
    name: str,
    written: Sequence[str | None],
    returned: Sequence[ReturnLine],
    letters: Sequence[ConsultationLine],
    held: Sequence[HeldLine],
) -> str:
    """The name as the register writes it most often."""
    found = [*written, *(line.sender for line in returned), *(line.body for line in letters)]
    counts = Counter(filter(None, (*found, *(line.holder for line in held))))
    return counts.most_common(1)[0][0] if counts else name


def responsibility_report(found: Responsibility, lang: str, office: Office = UNKNOWN) -> Report:
    """The file as a paper."""
    return Report(
        kind=say("responsibility.kind", lang),
        title=say("responsibility.title", lang, name=found.name, period=found.period.name(lang)),
        head=letterhead(office, say("responsibility.number", lang), copies=say("report.copies", lang)),
        facts=(
            say("report.as_of", lang, begins=short_date(found.period.begins), on=short_date(found.on)),
            say("responsibility.facts_only", lang),
        ),
        paragraphs=tuple(_paragraphs(found, lang)),
        grids=tuple(_grids(found, lang)),
    )


def _paragraphs(found: Responsibility, lang: str) -> Iterator[str]:
    counts = {state: number(sum(line.state == state for line in found.late), lang) for state in _LATE}
    total, dated = number(found.total, lang), number(found.dated, lang)
    yield say("responsibility.tasks", lang, total=total, dated=dated, **counts)
    if found.person:
        yield say("responsibility.held", lang, count=number(len(found.held), lang), on=short_date(found.on))
        return
    reasons = [reason for line in found.returned for reason in line.reasons]
    cured = sum(reason.cured == "yes" for reason in reasons)
    uncured = sum(reason.cured == "no" for reason in reasons)
    yield say(
        "responsibility.returns",
        lang,
        returned=number(len(found.returned), lang),
        reasons=number(len(reasons), lang),
        cured=number(cured, lang),
        uncured=number(uncured, lang),
        open=number(len(reasons) - cured - uncured, lang),
    )
    letters = {state: number(sum(line.state == state for line in found.letters), lang) for state in _ANSWERED_LATE}
    yield say("responsibility.letters", lang, dated=number(found.dated_letters, lang), **letters)


def _grids(found: Responsibility, lang: str) -> Iterator[Grid]:
    yield _tasks_grid(found, lang)
    if found.person:
        yield _held_grid(found.held, lang)
        return
    yield _cured_grid(found.returned, lang)
    whole = letters_grid(found.letters, lang)
    yield Grid(
        whole.name, whole.title, whole.columns, whole.rows, notes=whole.notes, empty=say("report.empty.silent", lang)
    )


_TASK_COLUMNS = (
    ("row", "", 0.9),
    ("source", "", 2.9),
    ("content", "", 4.8),
    ("lead", "", 2.7),
    ("person", "", 2.0),
    ("deadline", "", 1.9),
    ("state", "", 2.2),
    ("product", "", 2.8),
    ("days_late", "", 1.6),
    ("cause", "", 2.8),
)


def _tasks_grid(found: Responsibility, lang: str) -> Grid:
    notes = [say("report.note.days_late", lang)]
    if found.unverified:
        notes.append(say("report.note.unverified", lang, days=", ".join(map(short_date, found.unverified))))
    return Grid(
        say("report.sheet.late_tasks", lang),
        say("report.grid.late_tasks", lang),
        columns(_TASK_COLUMNS, lang),
        tuple(
            (
                at,
                source_text(line),
                line.content,
                line.lead,
                line.person,
                line.deadline,
                label("task_state", line.state, lang),
                _product(line),
                line.days_here,
                line.cause,
            )
            for at, line in enumerate(found.late, 1)
        ),
        notes=tuple(notes),
        empty=say("report.empty.late_tasks", lang),
    )


def _product(line: TaskLine) -> Value:
    if line.done_on is None:
        return None
    return f"{line.product_symbol}, {short_date(line.done_on)}"


_CURED_COLUMNS = (
    ("row", "", 0.9),
    ("submission", "", 2.6),
    ("subject", "", 4.8),
    ("nth", "", 0.9),
    ("returned", "", 1.9),
    ("letter_back", "", 2.0),
    ("reasons", "", 3.2),
    ("article", "", 3.0),
    ("again", "", 1.9),
    ("cured", "", 2.2),
)


def _cured_grid(lines: Sequence[ReturnLine], lang: str) -> Grid:
    """One row a reason: so that each stands with its article and with what became of it."""
    rows: list[tuple[Value, ...]] = []
    for line in lines:
        for reason in line.reasons or (None,):
            rows.append(
                (
                    len(rows) + 1,
                    submission_text(line, lang),
                    line.subject,
                    line.nth,
                    line.returned_on,
                    line.letter_symbol,
                    None if reason is None else _reason(reason.codes, reason.requirement, lang),
                    None if reason is None else reason.article,
                    line.answered_on,
                    None if reason is None else label("report.cured", reason.cured or "open", lang),
                )
            )
    return Grid(
        say("report.sheet.cured", lang),
        say("report.grid.cured", lang),
        columns(_CURED_COLUMNS, lang),
        tuple(rows),
        notes=(say("report.note.returns", lang),),
        empty=say("report.empty.cured", lang),
    )


def _reason(codes: Sequence[str], requirement: str, lang: str) -> str:
    name = reason_name(requirement, lang)
    return name if requirement in codes or not codes else f"{', '.join(codes)} {name}"


_HELD_COLUMNS = (
    ("row", "", 0.9),
    ("number", "", 1.4),
    ("sender", "", 3.8),
    ("letter", "", 3.0),
    ("subject", "", 8.6),
    ("arrived", "", 1.9),
    ("deadline", "", 1.9),
    ("days_late", "", 1.8),
)


def _held_grid(lines: Sequence[HeldLine], lang: str) -> Grid:
    return Grid(
        say("report.sheet.held", lang),
        say("report.grid.held", lang),
        columns(_HELD_COLUMNS, lang),
        tuple(
            (at, line.number, line.sender, line.symbol, line.subject, line.arrived_on, line.deadline, line.days_late)
            for at, line in enumerate(lines, 1)
        ),
        empty=say("report.empty.held", lang),
    )
