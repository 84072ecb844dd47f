"""``register import`` and ``export``: the books as sheets."""

from __future__ import annotations

from pathlib import Path

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, NOTHING_PROCESSED
from vn_dossier_nlp.cli.register.desk import Desk, at_desk

FILE = click.Path(dir_okay=False, path_type=Path)
_MOST_SHOWN = 50


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--book",
    type=click.Choice(["incoming", "outgoing"]),
    default="incoming",
    show_default=True,
    help="Documents that came in, or that went out.",
)
@at_desk
def import_command(desk: Desk, file: Path, book: str) -> int:
    """Import a sheet (.csv or .xlsx) whose first row names the columns, as `register export` writes them.

    Every fault is told with its row and column; where there is one, nothing is imported (exit 1). Days are written
    05/03/2026 or 2026-03-05. Documents that came in need ngày đến, tác giả, trích yếu.
    """
    from vn_dossier_nlp.words import has, label, say

    with desk.open() as register:
        count, faults = register.load(desk.actor, book, file)
    for fault in faults[:_MOST_SHOWN]:
        named = has(f"register.column.{fault.column}", desk.lang)
        column = label("register.column", fault.column, desk.lang) if named else fault.column
        what = say(f"register.import.{fault.code}", desk.lang, **fault.slots)
        text = say("register.import.fault", desk.lang, path=file, row=fault.row, column=column, what=what)
        click.echo(text, err=True)
    if faults:
        desk.warn("not_imported", count=len(faults))
        return 1
    desk.say("imported", count=count, path=file)
    return ALL_PROCESSED if count else NOTHING_PROCESSED


@click.command("export")
@click.argument("file", type=FILE)
@click.option(
    "--book",
    type=click.Choice(["incoming", "outgoing", "tracking"]),
    default="incoming",
    show_default=True,
    help="Documents that came in, that went out, or how those that came in are settled.",
)
@at_desk
def export_command(desk: Desk, file: Path, book: str) -> int:
    """Write a book with the columns of NĐ 30/2020 to FILE (.csv or .xlsx)."""
    with desk.open() as register:
        desk.say("exported", count=register.export(desk.actor, book, file, desk.lang), path=file)
    return ALL_PROCESSED
