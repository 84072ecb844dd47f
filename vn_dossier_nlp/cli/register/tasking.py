"""``register task ...``: tasks that documents assign, from their giving to their product."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, NOTHING_PROCESSED
from vn_dossier_nlp.cli.register.days import known_days
from vn_dossier_nlp.cli.register.desk import DAY, Desk, at_desk, expect_option, note_option, on_option, today

if TYPE_CHECKING:
    from vn_dossier_nlp.register.tasks import Task, TaskFile

_TASK = click.argument("task", type=click.IntRange(min=1))
_WIDTH = 80


@click.group("task")
def task_command() -> None:
    """Follow tasks that documents assign: who answers for them, until when, and with which product they are done.

    TASK is the id that `task list` shows. The day of giving is not counted; a deadline on a day of rest ends with the
    next working day; more time counts only if granted in writing before the deadline.
    """


@task_command.command("add")
@click.option("--by", "source_symbol", required=True, metavar="NUMBER", help="Number of the document that assigns it.")
@click.option("--content", required=True, help="What is to be done.")
@click.option("--lead", required=True, metavar="BODY", help="The body that answers for it (chủ trì).")
@click.option("--supporting", multiple=True, metavar="BODY", help="A body that helps (phối hợp); may be repeated.")
@click.option("--person", default=None, help="The person in charge.")
@click.option("--deadline", type=DAY, default=None, help="Until when; none where the document names no day.")
@click.option("--dated", "source_date", type=DAY, default=None, help="Day of the document that assigns it.")
@click.option("--issuer", "source_issuer", default=None, help="Who issued that document.")
@click.option("--dossier", default=None, help="The dossier that it comes from.")
@on_option
@note_option
@at_desk
@known_days
def add_command(
    desk: Desk,
    source_symbol: str,
    content: str,
    lead: str,
    supporting: tuple[str, ...],
    deadline: date | None,
    dossier: str | None,
    on: date | None,
    **more: Any,
) -> int:
    """Enter a task."""
    from vn_dossier_nlp.cli.register.desk import dossier_of
    from vn_dossier_nlp.register.calendar import load_calendar
    from vn_dossier_nlp.register.tasks import give_task, task

    with desk.open() as register:
        if dossier:
            more["dossier_id"] = dossier_of(register, dossier).id
        names: dict[str, Any] = {"source_symbol": source_symbol, "content": content, "lead": lead}
        days: dict[str, Any] = {"given_on": today(on), "deadline": deadline}
        key = give_task(register, desk.actor, load_calendar(), supporting=supporting, **names, **days, **more)
        made = task(register, key)
    _tell(desk, "given", id=key, lead=made.lead, deadline=_deadline(made, desk.lang))
    if made.deadline != made.first_deadline and made.deadline and made.first_deadline:
        _rolled(desk, made.first_deadline, made.deadline)
    return ALL_PROCESSED


@task_command.command("list")
@click.argument("words", nargs=-1)
@click.option("--lead", default=None, metavar="BODY", help="Only of this body.")
@click.option("--person", default=None, help="Only of this person.")
@click.option("--by", "source_symbol", default=None, metavar="NUMBER", help="Only what this document assigns.")
@click.option("--open/--ended", "opened", default=None, help="Only open ones, or only ended ones.")
@click.option("--overdue", is_flag=True, help="Only those whose deadline is over.")
@click.option("--due", "due_to", type=DAY, default=None, help="Only open ones that are due until this day.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many are shown.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@at_desk
def list_command(
    desk: Desk, words: tuple[str, ...], opened: bool | None, overdue: bool, limit: int, form: str, **asked: Any
) -> int:
    """List tasks, the nearest deadline first; WORDS stand in number, content, body or person, marks do not matter."""
    from vn_dossier_nlp.register.tasks import TaskAsked, count_tasks, tasks_that

    day = today(None)
    wanted = TaskAsked(open=opened, overdue_on=day if overdue else None, words=" ".join(words), **asked)
    with desk.open() as register:
        count, found = count_tasks(register, wanted), tasks_that(register, wanted, limit)
    if form == "jsonl":
        for one in found:
            row = {**asdict(one), "state": one.state(day)}
            click.echo(json.dumps(row, ensure_ascii=False, default=str))
        return ALL_PROCESSED if found else NOTHING_PROCESSED
    if not found:
        _tell(desk, "none")
        return NOTHING_PROCESSED
    _table(found, day, desk.lang)
    _tell(desk, "count", count=count, shown=len(found))
    return ALL_PROCESSED


@task_command.command("show")
@_TASK
@at_desk
def show_command(desk: Desk, task: int) -> int:
    """Show a task with its progress, extensions and hand-overs."""
    from vn_dossier_nlp.register.tasks import task_file

    with desk.open() as register:
        found = task_file(register, task)
    for line in _page(found, today(None), desk.lang):
        click.echo(line)
    return ALL_PROCESSED


@task_command.command("progress")
@_TASK
@click.argument("text")
@click.option("--product", "product_symbol", default=None, help="Number of a partial product: it closes nothing.")
@click.option("--cause", default=None, help="Why the task is late.")
@on_option
@at_desk
def progress_command(
    desk: Desk, task: int, text: str, product_symbol: str | None, cause: str | None, on: date | None
) -> int:
    """Note how far a task is; TEXT is kept as it is."""
    from vn_dossier_nlp.register.tasks import note_progress

    with desk.open() as register:
        note_progress(register, desk.actor, task, text, today(on), product_symbol, cause)
    _tell(desk, "partial" if product_symbol else "progress", id=task, product=product_symbol)
    return ALL_PROCESSED


@task_command.command("ask")
@_TASK
@click.option("--until", type=DAY, default=None, help="The day that is asked for.")
@click.option("--reason", default=None, help="Why.")
@on_option
@at_desk
def ask_command(desk: Desk, task: int, until: date | None, reason: str | None, on: date | None) -> int:
    """Note that more time was asked for; the deadline stays until it is granted."""
    from vn_dossier_nlp.register.tasks import ask_extension

    with desk.open() as register:
        ask_extension(register, desk.actor, task, today(on), until, reason)
    _tell(desk, "asked", id=task)
    return ALL_PROCESSED


@task_command.command("extend")
@_TASK
@click.option("--until", "new_deadline", type=DAY, default=None, help="The new deadline.")
@click.option("--letter", "letter_symbol", default=None, help="Number of the written answer; needed to count.")
@click.option("--refuse", is_flag=True, help="The request was refused.")
@on_option
@expect_option
@at_desk
@known_days
def extend_command(
    desk: Desk,
    task: int,
    new_deadline: date | None,
    letter_symbol: str | None,
    refuse: bool,
    on: date | None,
    expected: int | None,
) -> int:
    """Enter the answer to a request for more time; it counts only if granted in writing before the deadline."""
    from vn_dossier_nlp.register.calendar import load_calendar
    from vn_dossier_nlp.register.tasks import answer_extension
    from vn_dossier_nlp.register.tasks import task as found
    from vn_dossier_nlp.words import label

    answer: dict[str, Any] = {"letter_symbol": letter_symbol, "new_deadline": new_deadline, "expected": expected}
    with desk.open() as register:
        why = answer_extension(register, desk.actor, load_calendar(), task, granted=not refuse, on=today(on), **answer)
        after = found(register, task)
    if why:
        _tell(desk, "not_extended", id=task, why=label("extension", why, desk.lang))
    else:
        _tell(desk, "extended", id=task, deadline=_deadline(after, desk.lang))
    return ALL_PROCESSED


@task_command.command("hand-over")
@_TASK
@click.option("--to", "to_body", required=True, metavar="BODY", help="The body that answers for it from now on.")
@click.option("--letter", "letter_symbol", default=None, help="Number of the document that hands it over.")
@click.option("--person", default=None, help="The person in charge there.")
@on_option
@expect_option
@at_desk
def hand_over_command(
    desk: Desk,
    task: int,
    to_body: str,
    letter_symbol: str | None,
    person: str | None,
    on: date | None,
    expected: int | None,
) -> int:
    """Hand a task over: from this day it counts for the other body."""
    from vn_dossier_nlp.register.tasks import hand_over

    with desk.open() as register:
        hand_over(register, desk.actor, task, to_body, today(on), letter_symbol, person, expected)
    _tell(desk, "handed_over", id=task, body=to_body, on=_day(today(on), desk.lang))
    return ALL_PROCESSED


@task_command.command("done")
@_TASK
@click.option("--product", required=True, metavar="NUMBER", help="Number of the document that is its product.")
@on_option
@expect_option
@at_desk
def done_command(desk: Desk, task: int, product: str, on: date | None, expected: int | None) -> int:
    """A task is done with its product; for a part of it use `task progress --product`."""
    from vn_dossier_nlp.register.tasks import finish_task
    from vn_dossier_nlp.register.tasks import task as found
    from vn_dossier_nlp.words import label

    with desk.open() as register:
        finish_task(register, desk.actor, task, product, today(on), expected)
        state = label("task_state", found(register, task).state(today(on)), desk.lang)
    _tell(desk, "finished", id=task, on=_day(today(on), desk.lang), product=product, state=state)
    return ALL_PROCESSED


def _aside(name: str, special: str, summary: str) -> None:
    """A command that sets a task aside."""

    @task_command.command(name, help=summary)
    @_TASK
    @on_option
    @note_option
    @expect_option
    @at_desk
    def run(desk: Desk, task: int, on: date | None, note: str | None, expected: int | None) -> int:
        from vn_dossier_nlp.register.tasks import set_aside
        from vn_dossier_nlp.words import label

        with desk.open() as register:
            set_aside(register, desk.actor, task, special, today(on), note, expected)
        state = label("task_state", special, desk.lang)
        _tell(desk, "set_aside", id=task, state=state, on=_day(today(on), desk.lang))
        return ALL_PROCESSED


_aside("recall", "recalled", "Recall a task for good.")
_aside("suspend", "suspended", "Suspend a task until it is resumed.")


@task_command.command("resume")
@_TASK
@click.option("--deadline", type=DAY, default=None, help="The new deadline; else the old one stays.")
@on_option
@expect_option
@at_desk
@known_days
def resume_command(desk: Desk, task: int, deadline: date | None, on: date | None, expected: int | None) -> int:
    """Go on with a suspended task."""
    from vn_dossier_nlp.register.calendar import load_calendar
    from vn_dossier_nlp.register.tasks import resume_task
    from vn_dossier_nlp.register.tasks import task as found

    with desk.open() as register:
        resume_task(register, desk.actor, load_calendar(), task, today(on), deadline, expected)
        after = found(register, task)
    _tell(desk, "resumed_now", id=task, deadline=_deadline(after, desk.lang))
    return ALL_PROCESSED


def _tell(desk: Desk, key: str, **slots: object) -> None:
    from vn_dossier_nlp.reports.visible import one_line
    from vn_dossier_nlp.words import say

    click.echo(one_line(say(f"task.{key}", desk.lang, **slots)))


def _rolled(desk: Desk, stated: date, due: date) -> None:
    from vn_dossier_nlp.words import say

    click.echo(say("calendar.rolled", desk.lang, stated=_day(stated, desk.lang), due=_day(due, desk.lang)))


def _day(day: date, lang: str) -> str:
    from vn_dossier_nlp.cli.register.shown import day_text

    return day_text(day, lang)


def _deadline(found: Task, lang: str) -> str:
    from vn_dossier_nlp.words import say

    return _day(found.deadline, lang) if found.deadline else say("task.no_deadline", lang)


def _table(found: list[Task], day: date, lang: str) -> None:
    import sys

    from rich import box
    from rich.table import Table

    from vn_dossier_nlp.reports.table import console_for
    from vn_dossier_nlp.reports.visible import one_line
    from vn_dossier_nlp.words import label, say

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True, padding=(0, 1))
    table.add_column(say("task.id", lang), justify="right", no_wrap=True)
    table.add_column(say("task.lead", lang), ratio=3, overflow="fold")
    table.add_column(say("task.content", lang), ratio=5, overflow="fold")
    table.add_column(say("task.deadline", lang), no_wrap=True)
    table.add_column(say("task.state", lang), ratio=3, overflow="fold")
    for one in found:
        state = label("task_state", one.state(day), lang)
        content = one_line(f"{one.content} ({one.source_symbol})", 160)
        table.add_row(str(one.id), one_line(one.lead, 60), content, _deadline(one, lang), state)
    console_for(sys.stdout).print(table)


_FIELDS = (
    ("source", "source_symbol"),
    ("lead", "lead"),
    ("supporting", "supporting"),
    ("person", "person"),
    ("given_on", "given_on"),
    ("deadline", "deadline"),
    ("first_deadline", "first_deadline"),
    ("cause", "cause"),
    ("product", "product_symbol"),
    ("note", "note"),
)


def _page(found: TaskFile, day: date, lang: str) -> Iterator[str]:
    """All that the register knows of a task, line by line."""
    from vn_dossier_nlp.words import label, say

    one = found.task
    yield from _wrapped(f"{one.id}. {one.content}", "")
    yield from _wrapped(f"{label('task_state', one.state(day), lang)}; {say('task.version', lang)} {one.version}", "")
    yield ""
    for word, name in _FIELDS:
        value = getattr(one, name)
        if value is None or (name == "first_deadline" and value == one.deadline):
            continue
        text = "; ".join(value) if isinstance(value, list) else _day(value, lang) if isinstance(value, date) else value
        yield from _wrapped(f"{say(f'task.{word}', lang)}: {text}", "")
    history = sorted(_history(found, lang), key=lambda item: item[0])
    if history:
        yield ""
        yield say("task.history", lang)
        for _, text in history:
            yield from _wrapped(text, "  ")


def _history(found: TaskFile, lang: str) -> Iterator[tuple[date, str]]:
    from vn_dossier_nlp.words import say

    for note in found.notes:
        key = "history_partial" if note.product_symbol else "history_progress"
        slots = {"on": _day(note.on_day, lang), "text": note.text, "product": note.product_symbol}
        yield note.on_day, say(f"task.{key}", lang, **slots)
    for moved in found.handovers:
        slots = {"on": _day(moved.on_day, lang), "from_body": moved.from_body, "to_body": moved.to_body}
        yield moved.on_day, say("task.history_handover", lang, **slots)
    for one in found.extensions:
        if one.decided_on is None:
            until = _day(one.asked_until, lang) if one.asked_until else say("task.until_unknown", lang)
            yield one.asked_on, say("task.history_asked", lang, on=_day(one.asked_on, lang), until=until)
            continue
        counted = one.counts and one.new_deadline
        new = _day(one.new_deadline, lang) if one.new_deadline else ""
        answer = say("task.granted" if counted else "task.granted_in_vain", lang, day=new)
        slots = {"on": _day(one.decided_on, lang), "answer": answer, "letter": one.letter_symbol or ""}
        yield one.decided_on, say("task.history_answered", lang, **slots).strip()


def _wrapped(text: str, indent: str) -> Iterator[str]:
    import textwrap

    from vn_dossier_nlp.reports.visible import one_line

    yield from textwrap.wrap(one_line(text), _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")
