"""The schema of a register: made, compared with what this program knows, brought up to it."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, insert, inspect

from vn_dossier_nlp.register.audit import Change
from vn_dossier_nlp.register.columns import now
from vn_dossier_nlp.register.database import is_file, reading, shown, writing
from vn_dossier_nlp.register.refusals import RegisterError
from vn_dossier_nlp.register.tables import about

if TYPE_CHECKING:
    from alembic.config import Config

VERSION = "0002"
"""The version of the schema that this program writes."""

_FOLDER = Path(__file__).resolve().parent / "migrations"


def made(engine: Engine) -> str | None:
    """The version of the schema of the register; None where there is no register."""
    if is_file(engine.url) and not Path(str(engine.url.database)).is_file():
        return None  # opening would make an empty file
    with reading(engine) as connection:
        return version_of(connection)


def create(engine: Engine, who: str) -> None:
    """A new, empty register. Raises RegisterError where one is there already."""
    if is_file(engine.url):
        Path(str(engine.url.database)).parent.mkdir(parents=True, exist_ok=True)
    with writing(engine) as connection:
        if version_of(connection) is not None:
            raise RegisterError("exists", place=shown(engine.url))
        _run(connection, "head")
        facts = {"id": secrets.token_hex(8), "salt": secrets.token_hex(32), "made_at": now()}
        connection.execute(insert(about), [{"key": key, "value": value} for key, value in facts.items()])
        change = Change(connection, who, "init")
        change.note("register", 0, None, {"id": facts["id"], "schema": VERSION})
        change.close()


def check(engine: Engine) -> None:
    """Raises RegisterError where there is no register, or one of another version than this program writes."""
    version = made(engine)
    if version is None:
        raise RegisterError("not_made", place=shown(engine.url))
    if version < VERSION:
        raise RegisterError("too_old", place=shown(engine.url), version=version, needed=VERSION)
    if version > VERSION:
        raise RegisterError("too_new", place=shown(engine.url), version=version, needed=VERSION)


def upgrade(engine: Engine, who: str) -> tuple[str, str]:
    """Bring the schema to this program's version, all or nothing: (version before, after). The caller backs up."""
    with writing(engine) as connection:
        before = version_of(connection)
        if before is None:
            raise RegisterError("not_made", place=shown(engine.url))
        if before > VERSION:
            raise RegisterError("too_new", place=shown(engine.url), version=before, needed=VERSION)
        if before < VERSION:
            _run(connection, "head")
            change = Change(connection, who, "upgrade")
            change.note("register", 0, {"schema": before}, {"schema": VERSION})
            change.close()
        return before, VERSION


def run_to(connection: Connection, version: str) -> None:
    """Bring an empty database to one version: how the schemas of the past are made for the tests."""
    _run(connection, version)


def config(connection: Connection) -> Config:
    """Alembic's settings: nothing of them comes from a file."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def _run(connection: Connection, version: str) -> None:
    import logging

    from alembic import command

    logging.getLogger("alembic").setLevel(logging.WARNING)
    command.upgrade(config(connection), version)


def version_of(connection: Connection) -> str | None:
    """The version of the schema that is there, or None."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)
