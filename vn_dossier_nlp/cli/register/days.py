"""Deadlines at the desk: by the rules where nobody states a day; a calendar that does not reach far enough."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vn_dossier_nlp.cli.register.desk import Desk

if TYPE_CHECKING:
    from vn_dossier_nlp.register.records import Dossier

Command = TypeVar("Command", bound=Callable[..., Any])


def known_days(command: Command) -> Command:
    """Below ``at_desk``: a day that the calendar does not know becomes one line, exit 2."""

    @functools.wraps(command)
    def run(desk: Desk, **rest: Any) -> Any:
        from vn_dossier_nlp.errors import UsageError
        from vn_dossier_nlp.register.calendar import UnknownDayError
        from vn_dossier_nlp.words import say

        try:
            return command(desk, **rest)
        except UnknownDayError as error:
            days = {"day": error.day, "first": error.first, "last": error.last}
            raise UsageError(say("calendar.unknown", desk.lang, year=error.day.year, **days)) from error

    return run  # type: ignore[return-value]


def due_by_rule(desk: Desk, step: str, start: date, dossier: Dossier, stated: date | None = None) -> date | None:
    """The day that was stated (its end where it is a day of rest), else the one by the rule of this place.

    The pattern of another level is told and not entered: the office's own rule goes before it.
    """
    from vn_dossier_nlp.cli.register.shown import day_text
    from vn_dossier_nlp.register.calendar import UnknownDayError, load_calendar
    from vn_dossier_nlp.register.deadlines import deadline_for, load_rules
    from vn_dossier_nlp.words import label, say

    more: dict[str, Any] = {"kind": dossier.purpose, "province": dossier.province_id, "stated": stated}
    try:
        found = deadline_for(step, start, load_calendar(), load_rules(), urgent=dossier.urgency is not None, **more)
    except UnknownDayError:
        return stated
    if found.due is None or found.due == stated:
        return found.due
    due = day_text(found.due, desk.lang)
    if found.stated:
        click.echo(say("calendar.rolled", desk.lang, stated=day_text(found.stated, desk.lang), due=due))
        return found.due
    source = found.rule.source if found.rule else ""
    words = {"step": label("step", step, desk.lang), "due": due, "source": source}
    click.echo(say("deadline.suggested" if found.pattern else "deadline.entered", desk.lang, **words))
    return None if found.pattern else found.due
