"""``register report``, ``reminders``, ``responsibility`` and ``deadline``: what is counted, chased, filed and due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, NOTHING_PROCESSED
from vn_dossier_nlp.cli.register.days import known_days
from vn_dossier_nlp.cli.register.desk import DAY, Desk, at_desk, today

if TYPE_CHECKING:
    from vn_dossier_nlp.register.reminders import Reminder
    from vn_dossier_nlp.reports.papers.office import Office
    from vn_dossier_nlp.reports.periodic.records import Report

Command = TypeVar("Command", bound=Callable[..., Any])

FORMS = ("docx", "xlsx", "html")
_PERIOD = click.option(
    "--period",
    default=None,
    help="2026-W35, 2026-08, 2026-Q3, 2026-6M, 2026-9M, 2026 or 2026-08-01..2026-08-20. Default: this month.",
)
_OUT = click.option(
    "--out",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file to write: .docx (Word), .xlsx or .html.",
)
_OFFICE = click.option(
    "--office",
    metavar="TEXT",
    default=None,
    help='The Office that writes, e.g. "tỉnh Lâm Đồng". Default: the settings.',
)
_TODAY = click.option("--on", type=DAY, default=None, help="The day of the figures. Default: today.")


@click.command("report")
@_PERIOD
@_OUT
@click.option(
    "--reported",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="A CSV of the figures that bodies report (columns body, total, done, done_in_time, done_late, open, "
    "open_in_time, open_late): checked whether they add up, set beside those of the register.",
)
@_OFFICE
@_TODAY
@at_desk
@known_days
def report_command(
    desk: Desk, period: str | None, out: Path, reported: Path | None, office: str | None, on: date | None
) -> int:
    """Write the periodic report: tasks by body, overdue tasks, returned dossiers, consultations, dossiers by sender.

    Rates name their denominators; a total that is not the sum of its parts is shown as it is, never mended; what is
    missing is "–", never 0. Word has the layout of NĐ 30/2020 and is Vietnamese under any --lang.
    """
    from vn_dossier_nlp.register.calendar import load_calendar
    from vn_dossier_nlp.register.periodic import figures, gap_text, period_report
    from vn_dossier_nlp.register.periods import load_cycle, read_period
    from vn_dossier_nlp.register.reported import read_reported

    cycle, day = load_cycle(), today(on)
    wanted = read_period(period, cycle, desk.lang) if period else cycle.period("month", day.year, day.month)
    rows = read_reported(reported) if reported else ()
    form = _form(out, desk.lang)
    with desk.open() as register:
        made = figures(register, load_calendar(), wanted, day, rows, _most(form))
    report = period_report(made, _language(form, desk.lang), _office(desk, office), cycle)
    _write(report, out, form, desk.lang)
    for gap in made.gaps:
        click.echo(gap_text(gap, desk.lang), err=True)
    return ALL_PROCESSED


@click.command("reminders")
@click.option("--body", default=None, help="Only this body.")
@click.option("--within", type=click.IntRange(0, 60), default=3, show_default=True, help="Due within working days.")
@click.option(
    "--out",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Write the whole list to this file: .docx (Word), .xlsx or .html. Default: the bodies on the terminal.",
)
@click.option(
    "--letters",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Write a Word letter to each body into this folder.",
)
@_OFFICE
@_TODAY
@at_desk
@known_days
def reminders_command(
    desk: Desk,
    body: str | None,
    within: int,
    out: Path | None,
    letters: Path | None,
    office: str | None,
    on: date | None,
) -> int:
    """List what bodies are to be reminded of (đôn đốc): overdue tasks, tasks due soon, opinions not given."""
    from vn_dossier_nlp.register.calendar import load_calendar
    from vn_dossier_nlp.register.reminders import reminder_letter, reminder_list, reminders
    from vn_dossier_nlp.words import say

    calendar, day, writer = load_calendar(), today(on), _office(desk, office)
    form = _form(out, desk.lang) if out else ""
    with desk.open() as register:
        found = reminders(register, calendar, day, within, body)
    if not found:
        click.echo(say("report.empty.reminders", desk.lang))
        return NOTHING_PROCESSED
    if out:
        listed = reminder_list(found, day, within, _language(form, desk.lang), writer, calendar)
        _write(listed, out, form, desk.lang)
    if letters:
        names: set[str] = set()
        for one in found:
            letter = reminder_letter(one, day, within, writer, calendar)
            _written(letter, letters / f"{_file_name(one.body, names)}.docx", "docx", desk.lang)
        click.echo(say("reminder.written", desk.lang, count=len(found), path=letters), err=True)
    if not out and not letters:
        _table(found, desk.lang)
    return ALL_PROCESSED


@click.command("responsibility")
@click.argument("who")
@click.option("--person", is_flag=True, help="WHO is a person in charge, not a body.")
@_PERIOD
@_OUT
@_OFFICE
@_TODAY
@at_desk
@known_days
def responsibility_command(
    desk: Desk, who: str, person: bool, period: str | None, out: Path, office: str | None, on: date | None
) -> int:
    """Write the file on a body or person: late tasks, returned dossiers with reasons, what was cured, with documents.

    Facts for those who judge: no score, no verdict on a person.
    """
    from vn_dossier_nlp.register.calendar import load_calendar
    from vn_dossier_nlp.register.periods import load_cycle, read_period
    from vn_dossier_nlp.register.responsibility import responsibility, responsibility_report
    from vn_dossier_nlp.reports.visible import one_line
    from vn_dossier_nlp.words import say

    cycle, day = load_cycle(), today(on)
    wanted = read_period(period, cycle, desk.lang) if period else cycle.period("year", day.year)
    form = _form(out, desk.lang)
    with desk.open() as register:
        found = responsibility(register, load_calendar(), who, wanted, day, person)
    if found.empty:
        click.echo(say("responsibility.nothing", desk.lang, name=one_line(who, 80)), err=True)
        return NOTHING_PROCESSED
    report = responsibility_report(found, _language(form, desk.lang), _office(desk, office))
    _write(report, out, form, desk.lang)
    return ALL_PROCESSED


@click.command("deadline")
@click.argument("step", required=False)
@click.option("--from", "start", type=DAY, default=None, help="The day of the event, which is not counted.")
@click.option("--days", type=click.IntRange(min=0), default=None, help="So many working days instead of a rule.")
@click.option("--kind", default=None, help="Purpose of the submission, e.g. normative_draft.")
@click.option("--province", default=None, metavar="CODE", help="Code of the province, for its own rules.")
@click.option("--stated", type=DAY, default=None, help="The day that a document states: it goes before every rule.")
@click.option("--urgent", is_flag=True, help="The document is marked urgent.")
@at_desk
@known_days
def deadline_command(
    desk: Desk,
    step: str | None,
    start: date | None,
    days: int | None,
    kind: str | None,
    province: str | None,
    stated: date | None,
    urgent: bool,
) -> int:
    """Compute a deadline by the rule of STEP (or --days), with the rule and its source; without STEP list the rules."""
    from vn_dossier_nlp.register.calendar import load_calendar
    from vn_dossier_nlp.register.deadlines import Deadline, deadline_for, load_rules

    calendar, rules, begun = load_calendar(), load_rules(), today(start)
    if days is not None:
        due = calendar.add_working_days(begun, days)
        _deadline(desk, Deadline(due, unverified=calendar.unverified_between(begun, due)))
        return ALL_PROCESSED
    if step is None and stated is None:
        for rule in rules.rules:
            click.echo(f"{rule.step}\t{_rule(rule, desk.lang)}")
        return ALL_PROCESSED
    found = deadline_for(step or "", begun, calendar, rules, kind=kind, province=province, stated=stated, urgent=urgent)
    _deadline(desk, found)
    return ALL_PROCESSED if found.due else NOTHING_PROCESSED


def _deadline(desk: Desk, found: Any) -> None:
    from vn_dossier_nlp.cli.register.shown import day_text
    from vn_dossier_nlp.words import say

    lang = desk.lang
    if found.due is None:
        click.echo(say("deadline.no_rule", lang), err=True)
        return
    click.echo(say("deadline.due", lang, due=day_text(found.due, lang)))
    if found.stated and found.stated != found.due:
        click.echo(say("calendar.rolled", lang, stated=day_text(found.stated, lang), due=day_text(found.due, lang)))
    if found.rule:
        click.echo(_rule(found.rule, lang))
    if found.pattern:
        click.echo(say("deadline.pattern", lang))
    if found.unverified:
        days = ", ".join(day_text(day.on, lang) for day in found.unverified)
        click.echo(say("calendar.unverified", lang, days=days))


def _place(code: str, lang: str) -> str:
    """Where a rule holds, after a comma; nothing where it holds anywhere."""
    from vn_dossier_nlp.grammar.tables import provinces
    from vn_dossier_nlp.register.deadlines import CENTRAL
    from vn_dossier_nlp.words import say

    if not code:
        return ""
    name = next((one.name for one in provinces() if one.code == code), code)
    return ", " + (say("deadline.central", lang) if code == CENTRAL else name)


def _rule(rule: Any, lang: str) -> str:
    from vn_dossier_nlp.cli.register.shown import day_text
    from vn_dossier_nlp.words import label, say

    span = f"{rule.least}-{rule.days}" if rule.least is not None else str(rule.days)
    source = ", ".join(filter(None, (rule.source, rule.article))) or "…"
    return say(
        "deadline.rule",
        lang,
        step=label("step", rule.step, lang),
        days=span,
        unit=label("deadline.unit", rule.unit, lang),
        source=source,
        trust=label("deadline.trust", rule.trust, lang),
        kinds=", ".join(label("purpose", kind, lang).lower() for kind in rule.kinds) or say("deadline.any", lang),
        place=_place(rule.place, lang),
        ends=say("deadline.ends", lang, day=day_text(rule.ends, lang)) if rule.ends else "",
    )


def _form(out: Path, lang: str) -> str:
    """The form by the ending of the file. Raises UsageError for another."""
    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.words import say

    form = out.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise UsageError(say("report.not_a_form", lang, path=out))
    return form


def _most(form: str) -> int | None:
    """How many rows of a list a form shows; None: all."""
    from vn_dossier_nlp.reports.periodic import html, word

    return {"docx": word.MOST_ROWS, "html": html.MOST_ROWS}.get(form)


def _language(form: str, lang: str) -> str:
    """Papers are Vietnamese under any language."""
    return "vi" if form == "docx" else lang


def _office(desk: Desk, named: str | None) -> Office:
    from vn_dossier_nlp.reports.papers.office import UNKNOWN, office_named

    name = named or desk.settings.office
    return office_named(name) if name else UNKNOWN


def _write(report: Report, out: Path, form: str, lang: str) -> None:
    from vn_dossier_nlp.words import say

    _written(report, out, form, lang)
    click.echo(say("report.written", lang, path=out), err=True)


def _written(report: Report, out: Path, form: str, lang: str) -> None:
    from vn_dossier_nlp.reports.files import write_bytes

    write_bytes(out, _content(report, form, lang))


def _content(report: Report, form: str, lang: str) -> bytes:
    if form == "docx":
        from vn_dossier_nlp.reports.periodic.word import word_file

        return word_file(report)
    if form == "xlsx":
        from vn_dossier_nlp.reports.periodic.xlsx import workbook

        return workbook(report, lang)
    from vn_dossier_nlp.reports.periodic.html import page

    return page(report, lang).encode("utf-8")


def _file_name(body: str, taken: set[str]) -> str:
    """A name for a file, without marks, that no other letter has."""
    import re

    from vn_dossier_nlp.language.folding import fold, skeleton

    base = re.sub(r"[^a-z0-9]+", "-", skeleton(fold(body).text).lower()).strip("-")[:80] or "co-quan"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def _table(found: list[Reminder], lang: str) -> None:
    import sys

    from rich import box
    from rich.table import Table

    from vn_dossier_nlp.reports.periodic.records import MISSING
    from vn_dossier_nlp.reports.table import console_for
    from vn_dossier_nlp.reports.visible import one_line
    from vn_dossier_nlp.words import say

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True, padding=(0, 1))
    table.add_column(say("report.column.body", lang), ratio=5, overflow="fold")
    for name in ("overdue_tasks", "longest", "soon_tasks", "silent_letters"):
        table.add_column(say(f"report.column.{name}", lang), ratio=2, justify="right")
    for one in found:
        longest = MISSING if one.longest is None else str(one.longest)
        counts = (str(len(one.overdue)), longest, str(len(one.soon)), str(len(one.silent)))
        table.add_row(one_line(one.body, 80), *counts)
    console_for(sys.stdout).print(table)
