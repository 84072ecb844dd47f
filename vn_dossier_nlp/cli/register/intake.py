"""``register receive``, ``assign-number``, ``resubmit``, ``link``, ``rescore``: what comes in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, NOTHING_PROCESSED, SOME_NOT_READ
from vn_dossier_nlp.cli.register.desk import (
    Desk,
    at_desk,
    dossier_of,
    expect_option,
    line_from,
    note_option,
    on_option,
    today,
)

if TYPE_CHECKING:
    from vn_dossier_nlp.register import Incoming, Register
    from vn_dossier_nlp.register.records import Dossier

Command = TypeVar("Command", bound=Callable[..., Any])
SOURCE = click.Path(exists=True, path_type=Path)
_line_option = click.option(
    "--line", type=click.IntRange(min=1), default=None, help="Which line of SOURCE, where it has several."
)


def _hand_options(command: Command) -> Command:
    """What a clerk types; it wins over what was read."""
    options = (
        click.option("--author", default=None, help="Who sent it (tác giả)."),
        click.option("--symbol", default=None, help='Its number and symbol, "642/TTr-SDL".'),
        click.option("--date", "dated", default=None, help="Its date; 2026-09 where the day is blank."),
        click.option("--kind", default=None, help='Its kind, "tờ trình".'),
        click.option("--subject", default=None, help="Its subject (trích yếu)."),
        click.option("--urgency", type=click.Choice(["khan", "thuong_khan", "hoa_toc"]), default=None),
        click.option("--unit", default=None, help="The unit or person that gets it."),
        click.option("--signed-for", default=None, help="Who signed for it (ký nhận)."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _number_options(command: Command) -> Command:
    command = click.option("--book", default="", help="The book that numbers. Default: the only one.")(command)
    return click.option(
        "--number", type=click.IntRange(min=1), default=None, help="The number of arrival. Default: the next one."
    )(command)


@click.command("receive")
@click.argument("source", required=False, type=SOURCE)
@_hand_options
@_line_option
@_number_options
@click.option("--no-number", is_flag=True, help="Receive only; the number comes with assign-number.")
@click.option("--matter", default=None, metavar="DOSSIER", help="It is of the matter of an earlier dossier.")
@on_option
@note_option
@at_desk
def receive_command(
    desk: Desk,
    source: Path | None,
    line: int | None,
    number: int | None,
    book: str,
    no_number: bool,
    matter: str | None,
    on: date | None,
    **said: Any,
) -> int:
    """Receive the dossiers of SOURCE, or one by hand, and number them.

    SOURCE is what `vn-dossier score` wrote: a JSONL file or the folder of --out. What was received before is left
    out. Earlier submissions that may be of the same matter are named; you decide (`register link`).
    """
    from vn_dossier_nlp.register import RegisterError, incoming_of, lines_of

    more: dict[str, Any] = {"numbered": not no_number, "number": number, "book": book}
    person, day = desk.actor, today(on)
    with desk.open() as register:
        if matter is not None:
            more["matter"] = dossier_of(register, matter).id
        if source is None:
            _receive(desk, register, _by_hand(said), lambda one: register.receive(person, one, day, **more))
            return ALL_PROCESSED
        lines = [line_from(source, line)] if line else list(lines_of(source))
        if not lines:
            click.echo(_say(desk, "register.no_lines"), err=True)
            return NOTHING_PROCESSED
        received = 0
        for one in lines:
            try:
                incoming = incoming_of(one, **_typed(said))
                _receive(desk, register, incoming, lambda found: register.receive(person, found, day, **more))
                received += 1
            except RegisterError as error:
                desk.warn("refused_line", why=error.told(desk.lang))
    if received == len(lines):
        return ALL_PROCESSED
    return SOME_NOT_READ if received else NOTHING_PROCESSED


@click.command("assign-number")
@click.argument("dossier")
@_number_options
@on_option
@expect_option
@at_desk
def assign_number_command(
    desk: Desk, dossier: str, number: int | None, book: str, on: date | None, expected: int | None
) -> int:
    """Give a received DOSSIER its number of arrival (số đến)."""
    with desk.open() as register:
        key = dossier_of(register, dossier).id
        found = register.give_number(desk.actor, key, today(on), number=number, book=book, expected=expected)
        _told(desk, found)
    return ALL_PROCESSED


@click.command("resubmit")
@click.argument("dossier")
@click.argument("source", required=False, type=SOURCE)
@_hand_options
@_line_option
@_number_options
@click.option("--no-number", is_flag=True, help="Receive only; the number comes with assign-number.")
@on_option
@note_option
@expect_option
@at_desk
def resubmit_command(
    desk: Desk,
    dossier: str,
    source: Path | None,
    line: int | None,
    number: int | None,
    book: str,
    no_number: bool,
    on: date | None,
    expected: int | None,
    **said: Any,
) -> int:
    """Receive the submission that comes after the return of DOSSIER.

    The new dossier is linked to the return; reason by reason it is told whether the new scored line of SOURCE cures
    it. Without SOURCE author and subject are taken over and no reason is judged.
    """
    from vn_dossier_nlp.register import incoming_of

    with desk.open() as register:
        old = dossier_of(register, dossier)
        if source is not None:
            incoming = incoming_of(line_from(source, line), **_typed(said))
        else:
            taken = {"author": old.author, "subject": old.subject, "sender_id": old.sender_id, "kind": old.kind}
            incoming = _by_hand(taken | {name: value for name, value in said.items() if value is not None})
        new = register.resubmit(
            desk.actor,
            old.id,
            incoming,
            today(on),
            expected,
            numbered=not no_number,
            number=number,
            book=book,
        )
        _told(desk, new)
        _linked(desk, register, new)
    return ALL_PROCESSED


@click.command("link")
@click.argument("dossier")
@click.argument("earlier")
@on_option
@expect_option
@at_desk
def link_command(desk: Desk, dossier: str, earlier: str, on: date | None, expected: int | None) -> int:
    """Say that DOSSIER, received as a new one, is the next submission of the matter of EARLIER."""
    with desk.open() as register:
        key, old = dossier_of(register, dossier).id, dossier_of(register, earlier).id
        _linked(desk, register, register.link(desk.actor, key, old, today(on), expected))
    return ALL_PROCESSED


@click.command("rescore")
@click.argument("dossier")
@click.argument("source", type=SOURCE)
@_line_option
@expect_option
@at_desk
def rescore_command(desk: Desk, dossier: str, source: Path, line: int | None, expected: int | None) -> int:
    """Keep a new scored line of SOURCE for DOSSIER. What an officer corrected stays as it is."""
    with desk.open() as register:
        key = dossier_of(register, dossier).id
        desk.done(register.rescore(desk.actor, key, line_from(source, line), expected))
    return ALL_PROCESSED


def _receive(desk: Desk, register: Register, incoming: Incoming, act: Callable[[Incoming], Dossier]) -> None:
    new = act(incoming)
    _told(desk, new)
    if new.nth > 1:
        _linked(desk, register, new)
        return
    for like in register.similar(incoming, [new.id]):
        old = register.dossier(like.id)
        desk.say(
            "similar",
            new=new.id,
            id=old.id,
            symbol=old.symbol or "-",
            day=_day(desk, old.arrived_on),
            state=_label(desk, "register.state", old.state),
            why=_say(desk, f"register.told.like_{like.why}", share=round(100 * like.share)),
        )


def _told(desk: Desk, new: Dossier) -> None:
    if new.number is None:
        desk.say("received_unnumbered", id=new.id, subject=new.subject)
    else:
        desk.say("received", id=new.id, number=f"{new.number}/{new.number_year}", subject=new.subject)


def _linked(desk: Desk, register: Register, new: Dossier) -> None:
    """Which submission it is, and what became of the reasons of the return before."""
    desk.say("linked", id=new.id, nth=new.nth, matter=new.matter_id)
    if new.previous_id is None:
        return
    for reason in register.returns(new.previous_id)[-1].reasons:
        name = _label(desk, "requirement", reason.requirement)
        desk.say("cured", requirement=name, cured=_label(desk, "register.cured", reason.cured or "cannot_tell"))


def _typed(said: dict[str, Any]) -> dict[str, Any]:
    """What a person typed, as the fields of a document. Raises RegisterError for a date that is none."""
    from vn_dossier_nlp.register import RegisterError
    from vn_dossier_nlp.register.values import ValueFaultError, value_of
    from vn_dossier_nlp.words import say

    said = dict(said)
    said["document_date"] = said.pop("dated", None)
    found = {}
    for name, value in said.items():
        try:
            found[name] = value_of(name, value)
        except ValueFaultError as fault:
            what = say(f"register.import.{fault.code}", "vi", **fault.slots)
            raise RegisterError("bad_value", field=name, value=value, what=what) from fault
    return found


def _by_hand(said: dict[str, Any]) -> Incoming:
    from vn_dossier_nlp.register import Incoming, RegisterError

    found = _typed(said)
    if not found.get("author") or not found.get("subject"):
        raise RegisterError("source_or_hand")
    return Incoming(**found)


def _say(desk: Desk, key: str, **slots: object) -> str:
    from vn_dossier_nlp.words import say

    return say(key, desk.lang, **slots)


def _label(desk: Desk, group: str, code: str) -> str:
    from vn_dossier_nlp.words import label

    return label(group, code, desk.lang)


def _day(desk: Desk, day: date) -> str:
    from vn_dossier_nlp.cli.register.shown import day_text

    return day_text(day, desk.lang)
