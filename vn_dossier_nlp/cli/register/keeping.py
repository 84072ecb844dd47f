"""``register init``, ``upgrade``, ``verify``, ``backup``, ``restore``, ``retention``."""

from __future__ import annotations

from pathlib import Path

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, NOTHING_PROCESSED
from vn_dossier_nlp.cli.register.desk import Desk, at_desk

FILE = click.Path(dir_okay=False, path_type=Path)
THERE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("init")
@at_desk
def init_command(desk: Desk) -> int:
    """Make a new, empty register."""
    from vn_dossier_nlp.register import make_register
    from vn_dossier_nlp.register.flow import permit

    person = desk.actor
    permit(person, "upgrade")
    with make_register(desk.place, person, desk.settings) as register:
        desk.say("made", place=register.place)
    return ALL_PROCESSED


@click.command("upgrade")
@click.option("--backed-up", is_flag=True, help="A backup of the PostgreSQL database was made by other means.")
@at_desk
def upgrade_command(desk: Desk, backed_up: bool) -> int:
    """Bring the register to the schema of this program. A backup is made first."""
    from vn_dossier_nlp.register.flow import permit
    from vn_dossier_nlp.register.upgrading import upgrade

    person = desk.actor
    permit(person, "upgrade")
    done = upgrade(desk.place, desk.settings, person, backed_up)
    if done.backup is not None:
        desk.say("backed_up", path=done.backup)
    if done.before == done.after:
        desk.say("newest", version=done.after)
    else:
        desk.say("upgraded", before=done.before, after=done.after)
    return ALL_PROCESSED


@click.command("verify")
@click.option("--head", "given", metavar="NUMBER:HASH", default=None, help="A head that was written down earlier.")
@click.option("--anchor", type=THERE, default=None, help="A file with a head that was written down earlier.")
@click.option("--write-anchor", type=FILE, default=None, help="Write the head to this file, if all is whole.")
@at_desk
def verify_command(desk: Desk, given: str | None, anchor: Path | None, write_anchor: Path | None) -> int:
    """Check that the log is whole and that every row is what the log says. Exit 1: it is not.

    Entries that were cut off at the end show only against a head that was kept elsewhere (--head, --anchor).
    """
    from vn_dossier_nlp.register import Head
    from vn_dossier_nlp.reports.files import write_whole
    from vn_dossier_nlp.words import label, say

    text = anchor.read_text(encoding="utf-8") if anchor else given
    with desk.open() as register:
        faults = register.verify(Head.of(text) if text else None)
        head = register.head()
    for fault in faults[:50]:
        entity = label("register.entity", fault.entity, desk.lang)
        click.echo(say(f"register.fault.{fault.code}", desk.lang, entity=entity, id=fault.id), err=True)
    if faults:
        desk.warn("not_verified", count=len(faults))
        return 1
    desk.say("verified", entries=head.seq, head=head)
    if write_anchor:
        write_whole(write_anchor, f"{head}\n")
        desk.say("anchor_written", path=write_anchor)
    return ALL_PROCESSED


@click.command("backup")
@click.argument("target", type=FILE)
@at_desk
def backup_command(desk: Desk, target: Path) -> int:
    """Copy the register to TARGET while others work, with a manifest (TARGET.json) beside it."""
    with desk.open() as register:
        register.backup(desk.actor, target)
    desk.say("backed_up", path=target)
    return ALL_PROCESSED


@click.command("restore")
@click.argument("source", type=THERE)
@at_desk
def restore_command(desk: Desk, source: Path) -> int:
    """Put the backup SOURCE where no register is, and verify it. Its manifest must fit."""
    from vn_dossier_nlp.register import database
    from vn_dossier_nlp.register.backup import restore
    from vn_dossier_nlp.register.flow import permit

    person = desk.actor
    permit(person, "restore")
    entries = restore(source, database.located(desk.place, desk.settings), person.name)
    desk.say("restored", path=source, entries=entries)
    return ALL_PROCESSED


@click.command("retention")
@click.option("--years", type=click.IntRange(min=1), required=True, help="Archived longer ago than so many years.")
@click.option("--purge", is_flag=True, help="Remove personal data and scored results of these dossiers for good.")
@at_desk
def retention_command(desk: Desk, years: int, purge: bool) -> int:
    """List what was archived longer ago than --years; only with --purge is anything removed, and the log says so.

    Removed are names of who signed for papers and the scored results; the columns of NĐ 30/2020 stay.
    """
    from datetime import date

    from vn_dossier_nlp.cli.register.shown import day_text
    from vn_dossier_nlp.register.retention import years_before

    before = years_before(date.today(), years)
    with desk.open() as register:
        if purge:
            count = register.purge(desk.actor, before)
            desk.say("purged", count=count)
            return ALL_PROCESSED if count else NOTHING_PROCESSED
        found = register.due_for_purge(before)
    for one in found:
        day = day_text(one.archived_on, desk.lang) if one.archived_on else "-"
        desk.say("retention_row", id=one.id, day=day, subject=one.subject)
    desk.say("retention", count=len(found), day=day_text(before, desk.lang))
    return ALL_PROCESSED if found else NOTHING_PROCESSED
