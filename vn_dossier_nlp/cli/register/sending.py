"""``register issue`` and ``send``: documents that go out get their number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED
from vn_dossier_nlp.cli.register.desk import Desk, at_desk, dossier_of, expect_option, note_option, on_option, today

Command = TypeVar("Command", bound=Callable[..., Any])

_COLUMNS = ("kind", "subject", "signer", "recipients", "copy_holder", "copies", "signed_for")


def _document_options(command: Command) -> Command:
    options = (
        click.option("--mark", required=True, metavar="SYMBOL", help='What follows the number: "QĐ-UBND".'),
        click.option("--kind", default=None, help='Its kind, "quyết định".'),
        click.option("--subject", default=None, help="Its subject (trích yếu)."),
        click.option("--signer", default=None, help="Who signed it."),
        click.option("--recipients", default=None, help="Who gets it (nơi nhận)."),
        click.option("--copy-holder", default=None, help="Who keeps the file copy."),
        click.option("--copies", type=click.IntRange(min=1), default=None, help="How many copies."),
        click.option("--signed-for", default=None, help="Who signed for it."),
        click.option("--number", type=click.IntRange(min=1), default=None, help="Its number. Default: the next one."),
        click.option("--book", default="", help="The book that numbers. Default: the only one."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command("issue")
@click.argument("dossier")
@_document_options
@on_option
@note_option
@expect_option
@at_desk
def issue_command(
    desk: Desk,
    dossier: str,
    mark: str,
    number: int | None,
    book: str,
    on: date | None,
    note: str | None,
    expected: int | None,
    **said: Any,
) -> int:
    """Number and send the decision on DOSSIER.

    On a dossier that was issued already this is the document that replaces the one with a wrong content
    (NĐ 30/2020 Điều 18.3).
    """
    with desk.open() as register:
        key = dossier_of(register, dossier).id
        columns = {name: said[name] for name in _COLUMNS if said[name] is not None}
        more = {"number": number, "book": book, "note": note}
        after = register.issue(desk.actor, key, today(on), mark, columns, expected, **more)
        desk.say("issued", symbol=after.answer_symbol, id=key)
    return ALL_PROCESSED


@click.command("send")
@_document_options
@click.option("--dossier", default=None, help="The dossier that it is about.")
@on_option
@note_option
@at_desk
def send_command(
    desk: Desk,
    mark: str,
    number: int | None,
    book: str,
    dossier: str | None,
    on: date | None,
    note: str | None,
    **said: Any,
) -> int:
    """Enter another document that goes out, e.g. the letter of a return."""
    if not said["subject"]:
        raise click.UsageError("--subject is needed")
    with desk.open() as register:
        key = dossier_of(register, dossier).id if dossier else None
        day = today(on)
        columns = {name: said[name] for name in _COLUMNS} | {"note": note, "sent_on": day}
        symbol = register.send(desk.actor, day, mark, columns, dossier=key, number=number, book=book)
        desk.say("outgoing", symbol=symbol)
    return ALL_PROCESSED
