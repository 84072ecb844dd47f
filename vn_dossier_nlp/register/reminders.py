"""The list for chasing (đôn đốc), by body: what is overdue, what is due soon, which opinions were not given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vn_dossier_nlp.language.folding import key
from vn_dossier_nlp.register.calendar import Calendar
from vn_dossier_nlp.register.lists import ConsultationLine, TaskLine, consultation_lines, task_lines
from vn_dossier_nlp.register.periodic import columns, late_grid, letterhead, letters_grid, source_text
from vn_dossier_nlp.register.periods import Period, short_date
from vn_dossier_nlp.register.register import Register
from vn_dossier_nlp.reports.papers.office import UNKNOWN, Office
from vn_dossier_nlp.reports.periodic.records import Grid, Report
from vn_dossier_nlp.reports.phrases import number
from vn_dossier_nlp.words import say

SOON = 3
"""Working days within which a task is due soon."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one body is reminded of."""

    body: str
    overdue: tuple[TaskLine, ...]
    soon: tuple[TaskLine, ...]
    silent: tuple[ConsultationLine, ...]

    @property
    def longest(self) -> int | None:
        """Working days by which the oldest is late; None where none is, or it is not known."""
        days = [line.days_late for line in self.overdue] + [line.days_late for line in self.silent]
        return max((one for one in days if one is not None), default=None)


def reminders(
    register: Register, calendar: Calendar, on: date, within: int = SOON, body: str | None = None
) -> list[Reminder]:
    """The bodies to chase as of ``on``, those with the oldest delay first."""
    until = calendar.add_working_days(on, within)
    period = Period("days", on, on, on.year)
    with register.reading() as connection:
        overdue = task_lines(connection, calendar, period, on, ("open_late",), body=body)
        soon = task_lines(connection, calendar, period, on, ("open_in_time",), body=body, due_to=until)
        silent = consultation_lines(connection, calendar, period, on, body=body, states=("silent",))
    names: dict[str, str] = {}
    for name in (*(line.lead for line in (*overdue, *soon)), *(line.body for line in silent)):
        names.setdefault(key(name), name)
    found = [
        Reminder(
            name,
            tuple(line for line in overdue if key(line.lead) == folded),
            tuple(line for line in soon if key(line.lead) == folded),
            tuple(line for line in silent if key(line.body) == folded),
        )
        for folded, name in names.items()
    ]
    return sorted(found, key=lambda one: (-(one.longest or 0), key(one.body)))


def reminder_list(
    found: Sequence[Reminder],
    on: date,
    within: int,
    lang: str,
    office: Office = UNKNOWN,
    calendar: Calendar | None = None,
) -> Report:
    """All bodies on one paper: how much each is to be reminded of, then every task and letter."""
    overdue = [line for one in found for line in one.overdue]
    return Report(
        kind=say("reminder.kind", lang),
        title=say("reminder.title", lang, on=short_date(on)),
        head=letterhead(office, say("reminder.list_number", lang), copies=say("report.copies", lang)),
        facts=(say("reminder.facts", lang, days=within),),
        paragraphs=(),
        grids=(
            _bodies(found, lang),
            late_grid(overdue, unverified(overdue, on, calendar), lang, "overdue"),
            soon_grid([line for one in found for line in one.soon], lang),
            _silent_grid([line for one in found for line in one.silent], lang),
        ),
    )


def reminder_letter(
    one: Reminder, on: date, within: int, office: Office = UNKNOWN, calendar: Calendar | None = None
) -> Report:
    """The letter to one body, with its list enclosed; a paper is Vietnamese."""
    lang = "vi"
    slots = {"body": one.body, "office": office.name, "on": short_date(on)}
    return Report(
        kind="",
        title=say("reminder.about", lang),
        head=letterhead(
            office,
            say("reminder.number", lang),
            say("reminder.about", lang),
            say("reminder.addressee", lang, body=one.body),
            say("reminder.copies", lang),
        ),
        facts=(),
        paragraphs=(say("reminder.intro", lang, **slots), *_counts(one, within, lang)),
        grids=tuple(_enclosed(one, on, lang, calendar)),
        closing=(say("reminder.ask", lang, **slots), say("reminder.end", lang)),
    )


def unverified(lines: Sequence[TaskLine], on: date, calendar: Calendar | None) -> tuple[date, ...]:
    """Days off without a confirmed source between the oldest deadline and ``on``."""
    if calendar is None or not lines:
        return ()
    oldest = min(line.deadline or on for line in lines)
    return tuple(day.on for day in calendar.unverified_between(oldest, on))


def _counts(one: Reminder, within: int, lang: str) -> Iterator[str]:
    for name, lines in (("overdue", one.overdue), ("soon", one.soon), ("silent", one.silent)):
        if lines:
            yield say(f"reminder.{name}", lang, count=number(len(lines), lang), days=within)


def _enclosed(one: Reminder, on: date, lang: str, calendar: Calendar | None) -> Iterator[Grid]:
    if one.overdue:
        yield late_grid(one.overdue, unverified(one.overdue, on, calendar), lang, "overdue")
    if one.soon:
        yield soon_grid(one.soon, lang)
    if one.silent:
        yield _silent_grid(one.silent, lang)


_BODY_COLUMNS = (
    ("row", "", 0.9),
    ("body", "", 9),
    ("overdue_tasks", "", 3),
    ("longest", "", 3),
    ("soon_tasks", "", 3),
    ("silent_letters", "", 3),
)


def _bodies(found: Sequence[Reminder], lang: str) -> Grid:
    return Grid(
        say("report.sheet.reminders", lang),
        say("report.grid.reminders", lang),
        columns(_BODY_COLUMNS, lang),
        tuple(
            (at, one.body, len(one.overdue), one.longest, len(one.soon), len(one.silent))
            for at, one in enumerate(found, 1)
        ),
        notes=(say("report.note.days_late", lang),),
        empty=say("report.empty.reminders", lang),
    )


_SOON_COLUMNS = (
    ("row", "", 0.9),
    ("lead", "", 3.4),
    ("source", "", 3.2),
    ("content", "", 8.6),
    ("supporting", "", 3.2),
    ("deadline", "", 1.9),
    ("person", "", 2.6),
)


def soon_grid(lines: Sequence[TaskLine], lang: str) -> Grid:
    """Tasks that are due soon."""
    return Grid(
        say("report.sheet.soon", lang),
        say("report.grid.soon", lang),
        columns(_SOON_COLUMNS, lang),
        tuple(
            (
                at,
                line.lead,
                source_text(line),
                line.content,
                "; ".join(line.supporting) or None,
                line.deadline,
                line.person,
            )
            for at, line in enumerate(lines, 1)
        ),
        empty=say("report.empty.soon", lang),
    )


def _silent_grid(lines: Sequence[ConsultationLine], lang: str) -> Grid:
    return replace(
        letters_grid(lines, lang),
        name=say("report.sheet.silent", lang),
        title=say("report.grid.silent", lang),
        empty=say("report.empty.silent", lang),
    )
