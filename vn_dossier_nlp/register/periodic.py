"""The periodic report: counts and rows of the register, in words and tables, with every denominator named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from vn_dossier_nlp.register.calendar import Calendar
from vn_dossier_nlp.register.counting import (
    ConsultationCount,
    DossierCount,
    Gap,
    TaskCount,
    added,
    consultation_counts,
    dossier_counts,
    dossier_total,
    gaps,
    reason_counts,
    task_counts,
    task_total,
)
from vn_dossier_nlp.register.lists import (
    ConsultationLine,
    ReturnLine,
    TaskLine,
    consultation_lines,
    return_lines,
    task_lines,
)
from vn_dossier_nlp.register.periods import Cycle, Period, short_date
from vn_dossier_nlp.register.register import Register
from vn_dossier_nlp.register.reported import Reported, reported_gaps, reported_grid
from vn_dossier_nlp.reports.papers.office import UNKNOWN, Office
from vn_dossier_nlp.reports.periodic.records import (
    Bars,
    Column,
    Grid,
    Letterhead,
    Report,
    Share,
    Value,
    share_text,
)
from vn_dossier_nlp.reports.phrases import number
from vn_dossier_nlp.words import label, say

_COMMITTEE = re.compile(r"^(ỦY BAN NHÂN DÂN|UBND) ")
_MOST_REASONS = 5  # named in the paragraph


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that a report is made of, as of ``on``."""

    period: Period
    on: date
    tasks: tuple[TaskCount, ...]
    dossiers: tuple[DossierCount, ...]
    consultations: tuple[ConsultationCount, ...]
    late: tuple[TaskLine, ...]
    returned: tuple[ReturnLine, ...]
    letters: tuple[ConsultationLine, ...]
    reasons: tuple[tuple[str, int], ...]  # how many returns name each requirement
    gaps: tuple[Gap, ...]
    unverified: tuple[date, ...]  # days off of the calendar without a confirmed source
    reported: tuple[Reported, ...] = ()

    @property
    def all_tasks(self) -> TaskCount:
        """All bodies together."""
        return added(self.tasks, "") if self.tasks else TaskCount("")

    @property
    def all_dossiers(self) -> DossierCount:
        """All senders together."""
        return added(self.dossiers, "") if self.dossiers else DossierCount("")

    @property
    def all_letters(self) -> ConsultationCount:
        """All bodies that were asked together."""
        return added(self.consultations, "") if self.consultations else ConsultationCount("")


def figures(
    register: Register,
    calendar: Calendar,
    period: Period,
    today: date,
    reported: Sequence[Reported] = (),
    most: int | None = None,
) -> Figures:
    """The figures of a period, up to its end or today; of each list at most ``most`` rows, of the counts all."""
    on = min(period.ends, today)
    with register.reading() as connection:
        tasks = task_counts(connection, period, on)
        dossiers = dossier_counts(connection, period, on)
        letters = consultation_counts(connection, period, on)
        totals = (task_total(connection, period, on), dossier_total(connection, period, on))
        counts: tuple[TaskCount | DossierCount | ConsultationCount, ...] = (*tasks, *dossiers, *letters)
        found = [gap for count in counts for gap in gaps(count)]
        sums = (sum(count.total for count in tasks), sum(count.total for count in dossiers))
        for summed, total in zip(sums, totals, strict=True):
            if summed != total:
                found.append(Gap("", "total", total, summed))
        late = task_lines(connection, calendar, period, on, ("open_late",), most=most)
        unverified = calendar.unverified_between(min((line.deadline or on for line in late), default=on), on)
        return Figures(
            period,
            on,
            tuple(tasks),
            tuple(dossiers),
            tuple(letters),
            tuple(late),
            tuple(return_lines(connection, period.begins, on, most=most)),
            tuple(consultation_lines(connection, calendar, period, on, most=most)),
            tuple(reason_counts(connection, period, on)),
            (*found, *reported_gaps(reported)),
            tuple(day.on for day in unverified),
            tuple(reported),
        )


def period_report(made: Figures, lang: str, office: Office = UNKNOWN, cycle: Cycle | None = None) -> Report:
    """The report in a language; a paper is made with Vietnamese."""
    return Report(
        kind=say("report.kind", lang),
        title=say("report.title", lang, period=made.period.name(lang)),
        head=letterhead(office, say("report.number", lang), copies=say("report.copies", lang)),
        facts=tuple(_facts(made, lang, cycle)),
        paragraphs=tuple(_paragraphs(made, lang)),
        grids=tuple(_grids(made, lang)),
        bars=tuple(_bars(made, lang)),
        closing=(say("report.closing", lang, office=office.name),),
    )


def letterhead(office: Office, numbered: str, about: str = "", addressee: str = "", copies: str = "") -> Letterhead:
    """The head of a paper of the Office."""
    committee = _COMMITTEE.sub(r"\1\n", office.committee.upper())
    return Letterhead(committee, numbered, about, addressee, tuple(filter(None, copies.split("\n"))))


def _facts(made: Figures, lang: str, cycle: Cycle | None) -> Iterator[str]:
    yield say("report.as_of", lang, begins=short_date(made.period.begins), on=short_date(made.on))
    if made.period.due:
        old = cycle is not None and cycle.old
        source = cycle.source if cycle else ""
        yield say("report.due_old" if old else "report.due", lang, due=short_date(made.period.due), source=source)
    yield say("report.draft", lang)


def _paragraphs(made: Figures, lang: str) -> Iterator[str]:
    tasks, dossiers, letters = made.all_tasks, made.all_dossiers, made.all_letters
    yield _told("tasks", tasks, lang, rate=Share(tasks.done, tasks.total), late_rate=Share(tasks.late, tasks.dated))
    yield _told("dossiers", dossiers, lang, rate=Share(dossiers.done, dossiers.total))
    yield " ".join(
        filter(
            None,
            (
                say(
                    "report.returned",
                    lang,
                    returned=number(dossiers.returned, lang),
                    supplements=number(dossiers.supplements, lang),
                ),
                _reasons(made, lang),
            ),
        )
    )
    late_letters = Share(letters.late + letters.silent, letters.dated)
    yield _told("letters", letters, lang, late_rate=late_letters)
    yield _checked(made, lang)


def _told(name: str, count: TaskCount | DossierCount | ConsultationCount, lang: str, **shares: Share) -> str:
    """A paragraph with the numbers of a count; a share with its part and whole."""
    names = [field.name for field in fields(count) if field.name != "body"]
    names += [one for one in ("done", "opened", "late", "dated") if hasattr(count, one)]
    slots: dict[str, object] = {one: number(getattr(count, one), lang) for one in names}
    for one, share in shares.items():
        slots[one] = share_text(share, lang)
        slots[f"{one}_of"] = f"{number(share.part, lang)}/{number(share.whole, lang)}"
    return say(f"report.{name}", lang, **slots)


def _reasons(made: Figures, lang: str) -> str:
    """The reasons that come most often, in a sentence; nothing where nothing went back."""
    if not made.reasons:
        return ""
    parts = [say("report.reason_count", lang, reason=reason_name(code, lang), count=n) for code, n in made.reasons]
    return say("report.reasons", lang, reasons="; ".join(parts[:_MOST_REASONS]))


def reason_name(requirement: str, lang: str) -> str:
    """The short name of a requirement."""
    return label("requirement_short", requirement, lang)


def _checked(made: Figures, lang: str) -> str:
    """Whether all totals add up; every gap as it is."""
    if not made.gaps:
        return say("report.sums_right", lang)
    return say(
        "report.sums_wrong", lang, count=len(made.gaps), gaps="; ".join(gap_text(gap, lang) for gap in made.gaps)
    )


def gap_text(gap: Gap, lang: str) -> str:
    """A gap in a sentence."""
    return say(
        "report.gap",
        lang,
        body=gap.body or say("report.all", lang),
        total=label("report.sum", gap.total, lang),
        stated=number(gap.stated, lang),
        summed=number(gap.summed, lang),
        difference=f"{gap.difference:+}",
    )


def _grids(made: Figures, lang: str) -> Iterator[Grid]:
    yield _tasks_grid(made, lang)
    late, returned = made.all_tasks.open_late, made.all_dossiers.returned
    yield replace(late_grid(made.late, made.unverified, lang), more=late - len(made.late))
    yield replace(returns_grid(made.returned, lang), more=returned - len(made.returned))
    yield _consulted_grid(made, lang)
    yield replace(letters_grid(made.letters, lang), more=made.all_letters.total - len(made.letters))
    yield _dossiers_grid(made, lang)
    if made.reported:
        yield reported_grid(made.reported, made.tasks, lang)


def columns(names: Sequence[tuple[str, str, float]], lang: str) -> tuple[Column, ...]:
    """Columns by name, shared heading and width; their words stand under ``report.column``."""
    return tuple(
        Column(say(f"report.column.{name}", lang), say(f"report.column.{group}", lang) if group else "", width)
        for name, group, width in names
    )


_TASK_COLUMNS = (
    ("row", "", 0.9),
    ("body", "", 4.0),
    ("total", "assigned", 1.2),
    ("carried", "assigned", 1.4),
    ("given", "assigned", 1.3),
    ("in_time", "done", 1.2),
    ("late", "done", 1.2),
    ("undated", "done", 1.3),
    ("in_term", "open", 1.2),
    ("overdue", "open", 1.2),
    ("undated", "open", 1.3),
    ("aside", "", 1.4),
    ("rate_done", "", 1.9),
    ("rate_late", "", 1.8),
    ("note", "", 3.4),
)


def _tasks_grid(made: Figures, lang: str) -> Grid:
    rows = tuple((at, *_task_values(count, lang)) for at, count in enumerate(made.tasks, 1))
    total = (None, *_task_values(made.all_tasks, lang)) if rows else None
    return Grid(
        say("report.sheet.tasks", lang),
        say("report.grid.tasks", lang),
        columns(_TASK_COLUMNS, lang),
        rows,
        total and ("", say("report.all", lang), *total[2:]),
        (say("report.note.rate_done", lang), say("report.note.rate_late", lang), say("report.note.handed", lang)),
        say("report.empty.tasks", lang),
    )


def _task_values(count: TaskCount, lang: str) -> tuple[Value, ...]:
    return (
        count.body,
        count.total,
        count.carried,
        count.given,
        count.done_in_time,
        count.done_late,
        count.done_undated,
        count.open_in_time,
        count.open_late,
        count.open_undated,
        count.recalled + count.suspended,
        Share(count.done, count.total),
        Share(count.late, count.dated),
        "; ".join(_task_notes(count, lang)) if count.body else "",
    )


def _task_notes(count: TaskCount, lang: str) -> Iterator[str]:
    for name in ("taken_over", "handed_on", "recalled", "suspended"):
        if value := getattr(count, name):
            yield say(f"report.task_note.{name}", lang, count=number(value, lang))
    for gap in gaps(count):
        yield say("report.gap_short", lang, difference=f"{gap.difference:+}")


_LATE_COLUMNS = (
    ("row", "", 0.9),
    ("lead", "", 2.7),
    ("source", "", 3.0),
    ("content", "", 5.0),
    ("supporting", "", 2.6),
    ("deadline", "", 1.9),
    ("days_late", "", 1.6),
    ("cause", "", 2.5),
    ("person", "", 2.1),
    ("new_deadline", "", 2.4),
)


def late_grid(lines: Sequence[TaskLine], unverified: Sequence[date], lang: str, title: str = "late") -> Grid:
    """Table 2: tasks that are overdue."""
    notes = [say("report.note.days_late", lang)]
    if unverified:
        days = ", ".join(short_date(day) for day in unverified)
        notes.append(say("report.note.unverified", lang, days=days))
    return Grid(
        say(f"report.sheet.{title}", lang),
        say(f"report.grid.{title}", lang),
        columns(_LATE_COLUMNS, lang),
        tuple(
            (
                at,
                line.lead,
                source_text(line),
                line.content,
                "; ".join(line.supporting) or None,
                line.deadline,
                _days_text(line, lang),
                line.cause,
                line.person,
                _new_deadline(line, lang),
            )
            for at, line in enumerate(lines, 1)
        ),
        notes=tuple(notes),
        empty=say("report.empty.late", lang),
    )


def source_text(line: TaskLine) -> str:
    """ "Công văn giao: 12/UBND-TH, 05/3/2026"."""
    return f"{line.source_symbol}, {short_date(line.source_date)}" if line.source_date else line.source_symbol


def _days_text(line: TaskLine, lang: str) -> Value:
    """Working days; where the task was handed over after its deadline, those of the body before those in all."""
    if line.days_late is None or line.days_here is None or line.days_here == line.days_late:
        return line.days_late
    handed = short_date(line.handed_on) if line.handed_on else ""
    return say("report.days_here", lang, here=line.days_here, all=line.days_late, handed=handed)


def _new_deadline(line: TaskLine, lang: str) -> Value:
    if line.asked_until:
        return say("report.asked_until", lang, day=short_date(line.asked_until))
    if line.new_deadline:
        return say("report.granted_in_vain", lang, day=short_date(line.new_deadline))
    return None


_RETURN_COLUMNS = (
    ("row", "", 0.9),
    ("sender", "", 3.0),
    ("submission", "", 2.6),
    ("subject", "", 5.0),
    ("arrived", "", 1.9),
    ("returned", "", 1.9),
    ("reasons", "", 4.0),
    ("nth", "", 0.9),
    ("again", "", 1.9),
    ("result", "", 2.6),
)


def returns_grid(lines: Sequence[ReturnLine], lang: str) -> Grid:
    """Table 3: dossiers that were returned, with the codes of the reasons."""
    return Grid(
        say("report.sheet.returns", lang),
        say("report.grid.returns", lang),
        columns(_RETURN_COLUMNS, lang),
        tuple(
            (
                at,
                line.sender,
                submission_text(line, lang),
                line.subject,
                line.arrived_on,
                line.returned_on,
                reasons_text(line, lang),
                line.nth,
                line.answered_on,
                result_text(line, lang),
            )
            for at, line in enumerate(lines, 1)
        ),
        notes=(say("report.note.returns", lang),),
        empty=say("report.empty.returns", lang),
    )


def submission_text(line: ReturnLine, lang: str) -> str:
    """Number and day of the submission; blanks for what it does not have."""
    day = line.document_date
    whole = short_date(date.fromisoformat(day)) if day and len(day) == 10 else day
    return f"{line.symbol or say('report.unnumbered', lang)}, {whole or '…'}"


def reasons_text(line: ReturnLine, lang: str) -> str:
    """The reasons with their codes: "R01 thẩm quyền; R23 đề nghị cụ thể"."""
    return "; ".join(
        f"{', '.join(reason.codes)} {reason_name(reason.requirement, lang)}".strip()
        if reason.codes and reason.requirement not in reason.codes
        else reason_name(reason.requirement, lang)
        for reason in line.reasons
    )


def result_text(line: ReturnLine, lang: str) -> str:
    """What became of it: not come again, or how many of the reasons were cured."""
    if line.answered_on is None:
        return say("report.result.open", lang)
    judged = [reason for reason in line.reasons if reason.cured in ("yes", "no")]
    if not judged:
        return say("report.result.unjudged", lang)
    return say("report.result.cured", lang, cured=line.cured, all=len(line.reasons))


_CONSULTED_COLUMNS = (
    ("row", "", 0.9),
    ("asked_body", "", 6.6),
    ("total", "", 2.0),
    ("in_time", "answered", 2.0),
    ("late", "answered", 2.0),
    ("undated", "answered", 2.2),
    ("silent", "unanswered", 2.0),
    ("in_term", "unanswered", 2.0),
    ("undated", "unanswered", 2.2),
    ("rate_late_letters", "", 2.8),
)


def _consulted_grid(made: Figures, lang: str) -> Grid:
    rows = tuple((at, *_letter_values(count)) for at, count in enumerate(made.consultations, 1))
    return Grid(
        say("report.sheet.consulted", lang),
        say("report.grid.consulted", lang),
        columns(_CONSULTED_COLUMNS, lang),
        rows,
        ("", say("report.all", lang), *_letter_values(made.all_letters)[1:]) if rows else None,
        (say("report.note.rate_letters", lang),),
        say("report.empty.letters", lang),
    )


def _letter_values(count: ConsultationCount) -> tuple[Value, ...]:
    return (
        count.body,
        count.total,
        count.in_time,
        count.late,
        count.undated,
        count.silent,
        count.waiting,
        count.open_undated,
        Share(count.late + count.silent, count.dated),
    )


_LETTER_COLUMNS = (
    ("row", "", 0.9),
    ("asked_body", "", 3.8),
    ("letter", "", 2.6),
    ("subject", "", 7.4),
    ("sent", "", 1.9),
    ("due", "", 1.9),
    ("answered_on", "", 1.9),
    ("days_late_letter", "", 1.5),
    ("silent", "", 2.8),
)


def letters_grid(lines: Sequence[ConsultationLine], lang: str) -> Grid:
    """Table 4: letters that asked for an opinion."""
    return Grid(
        say("report.sheet.letters", lang),
        say("report.grid.letters", lang),
        columns(_LETTER_COLUMNS, lang),
        tuple(
            (
                at,
                line.body,
                line.letter_symbol,
                line.subject,
                line.sent_on,
                line.due_on,
                line.answered_on,
                line.days_late if line.state != "in_time" else 0,
                "" if line.answered_on else label("report.unanswered", line.state, lang),
            )
            for at, line in enumerate(lines, 1)
        ),
        notes=(say("report.note.letters", lang),),
        empty=say("report.empty.letters", lang),
    )


_DOSSIER_COLUMNS = (
    ("row", "", 0.9),
    ("sender", "", 4.6),
    ("total", "received", 1.3),
    ("carried", "received", 1.4),
    ("received_now", "received", 1.3),
    ("in_time", "settled", 1.3),
    ("late", "settled", 1.3),
    ("undated", "settled", 1.3),
    ("in_term", "handling", 1.3),
    ("overdue", "handling", 1.3),
    ("undated", "handling", 1.3),
    ("waiting", "handling", 1.3),
    ("times_returned", "", 1.4),
    ("times_supplement", "", 1.6),
    ("rate_settled", "", 1.8),
)


def _dossiers_grid(made: Figures, lang: str) -> Grid:
    rows = tuple((at, *_dossier_values(count)) for at, count in enumerate(made.dossiers, 1))
    return Grid(
        say("report.sheet.dossiers", lang),
        say("report.grid.dossiers", lang),
        columns(_DOSSIER_COLUMNS, lang),
        rows,
        ("", say("report.all", lang), *_dossier_values(made.all_dossiers)[1:]) if rows else None,
        (say("report.note.rate_settled", lang), say("report.note.times", lang)),
        say("report.empty.dossiers", lang),
    )


def _dossier_values(count: DossierCount) -> tuple[Value, ...]:
    return (
        count.body,
        count.total,
        count.carried,
        count.received,
        count.done_in_time,
        count.done_late,
        count.done_undated,
        count.open_in_time,
        count.open_late,
        count.open_undated,
        count.waiting,
        count.returned,
        count.supplements,
        Share(count.done, count.total),
    )


def _bars(made: Figures, lang: str) -> Iterator[Bars]:
    def series(*names: tuple[str, str]) -> tuple[tuple[str, str], ...]:
        return tuple((code, say(f"report.series.{name}", lang)) for code, name in names)

    yield Bars(
        say("report.plot.tasks", lang),
        series(
            ("in_time", "done_in_time"),
            ("late", "done_late"),
            ("open", "open_in_time"),
            ("overdue", "open_late"),
            ("undated", "undated"),
            ("aside", "aside"),
        ),
        tuple(
            (
                count.body,
                (
                    count.done_in_time,
                    count.done_late,
                    count.open_in_time,
                    count.open_late,
                    count.done_undated + count.open_undated,
                    count.recalled + count.suspended,
                ),
            )
            for count in made.tasks
            if count.total
        ),
        say("report.unit.tasks", lang),
    )
    yield Bars(
        say("report.plot.reasons", lang),
        series(("plain", "returns")),
        tuple((reason_name(code, lang), (n,)) for code, n in made.reasons),
        say("report.unit.returns", lang),
        say("report.note.reasons", lang, returned=number(made.all_dossiers.returned, lang)),
    )
    yield Bars(
        say("report.plot.letters", lang),
        series(
            ("in_time", "answered_in_time"),
            ("late", "answered_late"),
            ("open", "waiting"),
            ("overdue", "silent"),
            ("undated", "undated"),
        ),
        tuple(
            (
                count.body,
                (count.in_time, count.late, count.waiting, count.silent, count.undated + count.open_undated),
            )
            for count in made.consultations
        ),
        say("report.unit.letters", lang),
    )
