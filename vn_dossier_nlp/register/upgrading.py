"""From an older schema to this program's, with a backup first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vn_dossier_nlp.register import database, schema
from vn_dossier_nlp.register.backup import backup, can_dump
from vn_dossier_nlp.register.columns import now
from vn_dossier_nlp.register.flow import Actor
from vn_dossier_nlp.register.refusals import RegisterError
from vn_dossier_nlp.settings import Settings, home


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did; ``before`` equals ``after`` where there was nothing to do."""

    before: str
    after: str
    backup: Path | None


def upgrade(place: str | None, settings: Settings, person: Actor, backed_up: bool = False) -> Upgraded:
    """Back up, then bring the schema up, all or nothing.

    A PostgreSQL register is backed up with pg_dump into the user's folder; where that is missing, the caller says
    that it was ``backed_up`` by other means. Raises RegisterError.
    """
    engine = database.engine_of(database.located(place, settings))
    try:
        version = schema.made(engine)
        if version is None or version > schema.VERSION:
            schema.check(engine)  # says why
        if version == schema.VERSION:
            return Upgraded(version, version, None)
        stamp = now()[:19].replace(":", "").replace("-", "")
        name = f"before-{schema.VERSION}-{stamp}"
        target = None
        if database.is_file(engine.url):
            file = Path(str(engine.url.database))
            target = file.with_name(f"{file.stem}.{name}{file.suffix}")
        elif not backed_up:
            if not can_dump():
                raise RegisterError("no_pg_dump", program="pg_dump")
            target = home() / "backups" / f"register.{name}.dump"
        if target is not None:
            backup(engine, target)
        return Upgraded(*schema.upgrade(engine, person.name), target)
    finally:
        engine.dispose()
