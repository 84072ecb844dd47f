"""``register check``, ``supplemented``, ``submit``, ``decide`` ...: the steps of a dossier."""

from __future__ import annotations

from datetime import date
from pathlib import Path
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
    line_from,
    note_option,
    on_option,
    today,
)


@click.command("check")
@click.argument("dossier")
@click.option("--to", "holder", metavar="NAME", default=None, help="The officer who gets it.")
@click.option("--unit", default=None, help="The unit that gets it.")
@click.option("--deadline", type=DAY, default=None, help="Until when it is to be settled (thời hạn giải quyết).")
@on_option
@note_option
@expect_option
@at_desk
def check_command(
    desk: Desk,
    dossier: str,
    holder: str | None,
    unit: str | None,
    deadline: date | None,
    on: date | None,
    note: str | None,
    expected: int | None,
) -> int:
    """Pass a registered DOSSIER on to an officer to check it, or one at work to another officer."""
    with desk.open() as register:
        found = dossier_of(register, dossier)
        key = found.id
        if found.deadline is None or deadline:
            deadline = due_by_rule(desk, "submit", found.arrived_on, found, deadline)
        more = {"unit": unit, "deadline": deadline, "note": note}
        desk.done(register.check(desk.actor, key, today(on), holder, expected, **more))
    return ALL_PROCESSED


@click.command("supplemented")
@click.argument("dossier")
@click.argument("source", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--line", type=click.IntRange(min=1), default=None, help="Which line of SOURCE, where it has several.")
@on_option
@note_option
@expect_option
@at_desk
def supplemented_command(
    desk: Desk,
    dossier: str,
    source: Path | None,
    line: int | None,
    on: date | None,
    note: str | None,
    expected: int | None,
) -> int:
    """The papers that were asked for came; a new scored line of SOURCE tells which reasons are cured."""
    with desk.open() as register:
        key = dossier_of(register, dossier).id
        scored = line_from(source, line) if source else None
        desk.done(register.supplemented(desk.actor, key, today(on), scored, expected, note))
    return ALL_PROCESSED


def _simple(action: str, text: str, summary: str) -> click.Command:
    """A command for a step that needs no more than a day and a note."""

    @click.command(text, help=summary)
    @click.argument("dossier")
    @on_option
    @note_option
    @expect_option
    @at_desk
    def run(desk: Desk, dossier: str, on: date | None, note: str | None, expected: int | None) -> int:
        with desk.open() as register:
            key = dossier_of(register, dossier).id
            desk.done(register.step(desk.actor, key, action, today(on), expected=expected, note=note))
        return ALL_PROCESSED

    return run


submit_command = _simple("submit", "submit", "Submit an examined DOSSIER to the Chair or a Vice-chair.")
send_back_command = _simple(
    "send_back", "send-back", "The leaders want more work on DOSSIER: back to the officer, with --note saying what."
)
follow_command = _simple("follow", "follow", "Follow up what an issued DOSSIER asks for.")
archive_command = _simple("archive", "archive", "Close DOSSIER and hand it to the archive.")


@click.command("decide")
@click.argument("dossier")
@click.option("--decision", type=click.Choice(["approve", "refuse", "other"]), default=None, help="What was decided.")
@click.option("--by", "decided_by", metavar="NAME", default=None, help="Who decided: the Chair or a Vice-chair.")
@on_option
@note_option
@expect_option
@at_desk
def decide_command(
    desk: Desk,
    dossier: str,
    decision: str | None,
    decided_by: str | None,
    on: date | None,
    note: str | None,
    expected: int | None,
) -> int:
    """Enter what the leaders decided on a submitted DOSSIER."""
    with desk.open() as register:
        key = dossier_of(register, dossier).id
        data: dict[str, Any] = {"decision": decision, "decided_by": decided_by}
        desk.done(register.step(desk.actor, key, "decide", today(on), expected=expected, note=note, data=data))
    return ALL_PROCESSED


@click.command("correct")
@click.argument("dossier")
@click.argument("field")
@click.argument("value")
@click.option("--why", "reason", default=None, help="Why, kept with the correction.")
@expect_option
@at_desk
def correct_command(desk: Desk, dossier: str, field: str, value: str, reason: str | None, expected: int | None) -> int:
    """Correct FIELD of DOSSIER to VALUE ("" empties it). A new scoring never overwrites it.

    FIELD is one of arrived_on, author, symbol, document_date, kind, subject, urgency, unit, passed_on, signed_for,
    note, deadline, progress, answer_symbol, sender_id, province_id, field, purpose, addressee.
    """
    from vn_dossier_nlp.register import RegisterError
    from vn_dossier_nlp.register.values import CORRECTABLE, NEEDED, ValueFaultError, value_of
    from vn_dossier_nlp.words import label, say

    if field not in CORRECTABLE:
        raise RegisterError("no_field", field=field, known=", ".join(CORRECTABLE))
    try:
        new = value_of(field, value)
        if new is None and field in NEEDED:
            raise ValueFaultError("missing")
    except ValueFaultError as fault:
        what = say(f"register.import.{fault.code}", desk.lang, **fault.slots)
        raise RegisterError("bad_value", field=field, value=value, what=what) from fault
    with desk.open() as register:
        key = dossier_of(register, dossier).id
        found = register.correct(desk.actor, key, field, new, reason, expected)
        if found is None:
            desk.say("unchanged")
            return ALL_PROCESSED
        name = label("register.column", field, desk.lang)
        desk.say("corrected", id=key, field=name, before=found[0] or "-", after=found[1] or "-")
    return ALL_PROCESSED
