"""How long a register keeps what is personal: what is due is listed, and removed only on an explicit order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, delete, select, update

from vn_dossier_nlp.register.audit import Change
from vn_dossier_nlp.register.records import Dossier, record
from vn_dossier_nlp.register.tables import PERSONAL, bands, dossiers, outgoing, scorings


def years_before(day: date, years: int) -> date:
    """The same day ``years`` earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def due(connection: Connection, before: date) -> list[Dossier]:
    """Dossiers that were archived before a day and still hold personal data or scored lines."""
    columns = [column for column in dossiers.c if column.name != "search"]
    where = (dossiers.c.state == "archived", dossiers.c.archived_on < before, dossiers.c.purged_at.is_(None))
    rows = connection.execute(select(*columns).where(*where).order_by(dossiers.c.archived_on, dossiers.c.id))
    return [record(Dossier, row._mapping) for row in rows]


def purge(change: Change, keys: Sequence[int]) -> int:
    """Remove persons and scored lines of dossiers; the registers of NĐ 30/2020 and the log stay. How many."""
    for key in keys:
        blank = dict.fromkeys(PERSONAL["dossiers"])
        change.update(dossiers, key, {**blank, "purged_at": change.at})
        for sent in (
            change.connection.execute(select(outgoing.c.id).where(outgoing.c.dossier_id == key)).scalars().all()
        ):
            change.update(outgoing, sent, dict.fromkeys(PERSONAL["outgoing"]))
        # The hash of a line stays: it shows that the line is gone on an order, not changed.
        change.connection.execute(update(scorings).where(scorings.c.dossier_id == key).values(line=None))
        change.connection.execute(delete(bands).where(bands.c.dossier_id == key))
    return len(keys)
