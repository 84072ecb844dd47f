"""``register return``, ``supplement``, ``transfer``, ``examine``, ``cured``, ``label``: an officer's word."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED
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

_WORDS = click.Choice(["yes", "borderline", "no"])
_REASON = click.option(
    "--reason",
    "reasons",
    multiple=True,
    metavar="REQUIREMENT[: WORDS]",
    help="A reason: an id or R code, with words of your own. Default: what the scored line says is not met.",
)
_BODY = click.option("--body", default=None, help="The body that it is transferred to.")
_LETTER = click.option("--letter", "letter_symbol", default=None, help="Number and symbol of the letter.")
_DUE = click.option("--due", "due_on", type=DAY, default=None, help="Until when the sender should answer.")


def _decision(action: str, summary: str, *options: Any) -> click.Command:
    """A command for an officer's word; where the tool proposed something else, --why is needed and kept."""

    @click.command(action, help=summary)
    @click.argument("dossier")
    @click.option("--why", default=None, help="Why, where the tool proposed something else; kept to train again.")
    @click.option("--generic", type=_WORDS, default=None, help="Your word on whether the submission is vague.")
    @on_option
    @note_option
    @expect_option
    @at_desk
    def run(desk: Desk, dossier: str, on: date | None, expected: int | None, **more: Any) -> int:
        with desk.open() as register:
            key = dossier_of(register, dossier).id
            after, kept = register.decide_check(desk.actor, key, action, today(on), expected, **more)
            desk.done(after)
            for label in kept:
                desk.say("label_kept", id=label)
        return ALL_PROCESSED

    command: Any = run
    for option in reversed(options):
        command = option(command)
    return command  # type: ignore[no-any-return]


return_command = _decision(
    "return",
    "Return DOSSIER to its sender, with the reasons. The tool proposes; the officer who is named with --as decides.",
    _REASON,
    _LETTER,
    _DUE,
)
supplement_command = _decision("supplement", "Ask the sender of DOSSIER for what is missing.", _REASON, _LETTER, _DUE)
transfer_command = _decision("transfer", "Transfer DOSSIER to the body that has the power.", _BODY, _REASON, _LETTER)
examine_command = _decision("examine", "DOSSIER passes the check: examine it and write the slip for the leaders.")


@click.command("cured")
@click.argument("dossier")
@click.argument("reason")
@click.argument("word", type=click.Choice(["yes", "no", "cannot_tell", "not_applicable"]))
@on_option
@at_desk
def cured_command(desk: Desk, dossier: str, reason: str, word: str, on: date | None) -> int:
    """Say whether REASON (a requirement) of the last return or request of DOSSIER was cured."""
    from vn_dossier_nlp.register import RegisterError
    from vn_dossier_nlp.words import label

    with desk.open() as register:
        key = dossier_of(register, dossier).id
        back = register.returns(key)
        reasons = back[-1].reasons if back else ()
        found = next((one for one in reasons if reason == one.requirement or reason in one.codes), None)
        if found is None:
            known = ", ".join(one.requirement for one in reasons) or "-"
            raise RegisterError("no_requirement", given=reason, known=known)
        register.judge(desk.actor, found.id, word, today(on), found.version)
        name = label("requirement", found.requirement, desk.lang)
        desk.say("cured", requirement=name, cured=label("register.cured", word, desk.lang))
    return ALL_PROCESSED


@click.command("label")
@click.argument("dossier")
@click.argument("word", type=_WORDS)
@click.option("--why", "reason", required=True, help="Why.")
@at_desk
def label_command(desk: Desk, dossier: str, word: str, reason: str) -> int:
    """Say whether the submission of DOSSIER is vague: yes, borderline or no; kept to train again."""
    with desk.open() as register:
        key = dossier_of(register, dossier).id
        desk.say("label_kept", id=register.label(desk.actor, key, "generic", word, reason))
    return ALL_PROCESSED
