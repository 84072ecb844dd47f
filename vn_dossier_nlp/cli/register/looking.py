"""``register list``, ``search``, ``show``, ``labels``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, NOTHING_PROCESSED, SOME_NOT_READ
from vn_dossier_nlp.cli.register.desk import DAY, Desk, at_desk, dossier_of, today

if TYPE_CHECKING:
    from vn_dossier_nlp.register import Asked

Command = TypeVar("Command", bound=Callable[..., Any])


def _asked_options(command: Command) -> Command:
    options = (
        click.option("--state", "states", multiple=True, metavar="STATE", help="In this state; may be repeated."),
        click.option("--open/--closed", "still", default=None, help="Whether the Office still owes something."),
        click.option("--holder", metavar="NAME", default=None, help="With this officer."),
        click.option("--sender", "sender_id", metavar="ID", default=None, help="From this sender."),
        click.option("--verdict", metavar="CODE", default=None, help="With this proposal of the tool."),
        click.option("--from", "arrived_from", type=DAY, default=None, help="Arrived on or after this day."),
        click.option("--to", "arrived_to", type=DAY, default=None, help="Arrived on or before this day."),
        click.option("--overdue", is_flag=True, help="Open after their deadline."),
        click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True),
        click.option("--offset", type=click.IntRange(min=0), default=0, help="Leave out so many."),
        click.option("--format", "shape", type=click.Choice(["table", "jsonl"]), default="table", show_default=True),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command("list")
@_asked_options
@at_desk
def list_command(desk: Desk, **asked: Any) -> int:
    """List dossiers, the last to arrive first."""
    return _list(desk, "", **asked)


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@_asked_options
@at_desk
def search_command(desk: Desk, words: tuple[str, ...], **asked: Any) -> int:
    """Find dossiers by WORDS in sender, symbol, subject, notes. Marks and capitals do not matter: "du lich" will do."""
    return _list(desk, " ".join(words), **asked)


@click.command("show")
@click.argument("dossier")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@at_desk
def show_command(desk: Desk, dossier: str, shape: str) -> int:
    """Show all that the register knows of DOSSIER: fields, steps, returns with reasons, opinions, corrections."""
    from vn_dossier_nlp.cli.register.shown import dossier_json, dossier_page

    with desk.open() as register:
        one = dossier_of(register, dossier)
        if shape == "json":
            click.echo(dossier_json(one))
            return ALL_PROCESSED
        for line in dossier_page(register, one, desk.lang):
            click.echo(line)
    return ALL_PROCESSED


@click.command("labels")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The list to write (.csv).")
@at_desk
def labels_command(desk: Desk, out: Path) -> int:
    """Write the labels that officers gave as a list that `vn-dossier train` takes."""
    from vn_dossier_nlp.register.labelling import label_rows, label_sheet
    from vn_dossier_nlp.reports.files import write_whole
    from vn_dossier_nlp.words import say

    if out.suffix.lower() != ".csv":
        raise click.UsageError(f"{out}: the name must end in .csv")
    with desk.open() as register, register.reading() as connection:
        rows, left = label_rows(connection, out.parent)
    for one in left:
        why = say(f"register.told.left_{one.why}", desk.lang, **({"path": one.path} if one.why == "no_file" else {}))
        desk.warn("label_left_out", id=one.label, dossier=one.dossier, why=why)
    if not rows:
        desk.warn("no_labels")
        return NOTHING_PROCESSED
    write_whole(out, label_sheet(rows))
    desk.warn("labels_written", count=len(rows), path=out)
    return SOME_NOT_READ if any(one.why == "no_file" for one in left) else ALL_PROCESSED


def _list(
    desk: Desk, words: str, limit: int, offset: int, shape: str, overdue: bool, still: bool | None, **asked: Any
) -> int:
    from vn_dossier_nlp.register import Asked

    _known(asked["states"])
    which = Asked(**asked, open=still, words=words, overdue_on=today(None) if overdue else None)
    return _printed(desk, which, limit, offset, shape)


def _known(states: tuple[str, ...]) -> None:
    from vn_dossier_nlp.register import flow

    for state in states:
        if state not in flow().states:
            raise click.UsageError(f"--state {state}: known are {', '.join(flow().states)}")


def _printed(desk: Desk, asked: Asked, limit: int, offset: int, shape: str) -> int:
    from vn_dossier_nlp.cli.register.shown import dossier_json, dossier_table
    from vn_dossier_nlp.reports.table import console_for

    with desk.open() as register:
        found, total = register.list(asked, limit, offset), register.count(asked)
    if shape == "jsonl":
        for one in found:
            click.echo(dossier_json(one))
    elif found:
        console_for(sys.stdout).print(dossier_table(found, desk.lang))
        desk.say("count", shown=len(found), total=total)
    if not found:
        desk.warn("none")
        return NOTHING_PROCESSED
    return ALL_PROCESSED
