"""``register consult`` and ``answer``: who was asked for an opinion, and what came back."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED
from vn_dossier_nlp.cli.register.days import due_by_rule
from vn_dossier_nlp.cli.register.desk import (
    DAY,
    Desk,
    at_desk,
    dossier_of,
    expect_option,
    note_option,
    on_option,
    today,
)

VIEWS = ("agree", "agree_with_conditions", "disagree", "no_view", "not_its_competence")


@click.command("consult")
@click.argument("dossier")
@click.option("--body", "bodies", multiple=True, help="A body that is asked; may be repeated.")
@click.option("--members", is_flag=True, help="Members of the Committee are asked: a step of its own.")
@click.option("--due", "due_on", type=DAY, default=None, help="Until when, as the letter says.")
@click.option("--letter", "letter_symbol", default=None, help="Number and symbol of the letter.")
@on_option
@note_option
@expect_option
@at_desk
def consult_command(
    desk: Desk, dossier: str, bodies: tuple[str, ...], members: bool, on: date | None, **more: Any
) -> int:
    """Ask bodies for their opinion on DOSSIER."""
    with desk.open() as register:
        row = dossier_of(register, dossier)
        key = row.id
        more["due_on"] = due_by_rule(desk, "members" if members else "consult", today(on), row, more["due_on"])
        found = register.ask(desk.actor, key, bodies, today(on), members, **more)
        desk.say("asked", count=len(found))
        if members:
            desk.done(register.dossier(key))
    return ALL_PROCESSED


@click.command("answer")
@click.argument("opinion", type=click.IntRange(min=1))
@click.option("--view", type=click.Choice(VIEWS), required=True, help="What the body says.")
@click.option("--symbol", "answer_symbol", default=None, help="Number and symbol of its letter.")
@on_option
@note_option
@at_desk
def answer_command(desk: Desk, opinion: int, view: str, on: date | None, **more: Any) -> int:
    """The answer to OPINION came: its number is the one that `register show` prints."""
    from vn_dossier_nlp.words import label

    with desk.open() as register:
        body = register.answer(desk.actor, opinion, today(on), view, **more)
        desk.say("answer", id=opinion, body=body, view=label("view", view, desk.lang))
    return ALL_PROCESSED
