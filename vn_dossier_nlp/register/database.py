"""Where the register lies and how it is opened: one SQLite file, or PostgreSQL by URL."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from vn_dossier_nlp.register.refusals import RegisterError
from vn_dossier_nlp.settings import Settings, home

FILE = "register.db"
VARIABLE = "VN_DOSSIER_REGISTER"
BUSY_SECONDS = 60  # a writer waits so long for the others
_LOCK = 0x766E6472  # "vndr": the advisory lock of PostgreSQL under which writers stand in line
_WRITE = "register_write"
# Locks of SQLite do not hold on these: two clerks could write at once and damage the file (sqlite.org/wal.html).
NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ncpfs",
        "davfs",
        "ceph",
        "glusterfs",
        "lustre",
    }
)
_NETWORK_FUSE = ("sshfs", "rclone", "davfs", "glusterfs", "s3fs", "gvfsd-fuse")
_MOUNTS = Path("/proc/mounts")
# FULL: what was told to be done is on the disk, also when the power fails. secure_delete: what is purged is gone.
_PRAGMAS = (
    "foreign_keys = ON",
    "journal_mode = WAL",
    "synchronous = FULL",
    "recursive_triggers = ON",
    "secure_delete = ON",
    "cache_size = -65536",
)
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


def located(given: str | None, settings: Settings) -> URL:
    """The register that ``given`` names (a URL or a file), else $VN_DOSSIER_REGISTER, the settings, the user's folder.

    Raises RegisterError for a URL of another database.
    """
    place = given or os.environ.get(VARIABLE) or settings.register or str(home() / FILE)
    if "://" not in place:
        return URL.create("sqlite", database=str(Path(place).expanduser().absolute()))
    try:
        url = make_url(place)
    except ArgumentError as error:
        raise RegisterError("bad_url", place=place.split("://")[0]) from error
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database:
        return URL.create("sqlite", database=str(Path(url.database).absolute()))
    raise RegisterError("bad_url", place=url.get_backend_name())


def shown(url: URL) -> str:
    """The place for a person: without a password."""
    return str(url.database) if is_file(url) else url.render_as_string(hide_password=True)


def is_file(url: URL) -> bool:
    """Whether the register is an SQLite file."""
    return url.get_backend_name() == "sqlite"


def engine_of(url: URL) -> Engine:
    """An engine whose transactions are safe for several writers. Raises RegisterError for a place that will not do."""
    if is_file(url):
        return _sqlite(url)
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise RegisterError("needs_postgres") from error
    return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the register; nothing that is written through it is kept."""
    with _told(engine), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        yield connection
        connection.rollback()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that waits for its turn: writers stand in line, so what it reads is what it changes."""
    with _told(engine), engine.connect().execution_options(**{_WRITE: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection


def forget(engine: Engine) -> None:
    """Empty what SQLite keeps beside the file: old pages with what was purged. Others may be reading: then later."""
    if is_file(engine.url):
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def network_file_system(path: Path) -> str | None:
    """The kind of network file system on which ``path`` lies, or None."""
    if sys.platform == "win32":
        return _windows_share(path)
    if not _MOUNTS.is_file():
        return None
    return network_kind(path, _MOUNTS.read_text(encoding="utf-8", errors="replace"))


def network_kind(path: Path, mounts: str) -> str | None:
    """The same from the text of /proc/mounts; the longest mount point that holds the path counts."""
    real = os.path.realpath(path)
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, parts[2]
    fuse = kind.removeprefix("fuse.")
    return kind if kind in NETWORK or (kind != fuse and fuse.startswith(_NETWORK_FUSE)) else None


def _windows_share(path: Path) -> str | None:
    import ctypes

    whole = path.absolute()
    if whole.drive.startswith("\\\\"):
        return "SMB"
    kind = getattr(ctypes, "windll").kernel32.GetDriveTypeW(whole.anchor)  # noqa: B009
    return "SMB" if kind == _REMOTE_DRIVE else None


def _sqlite(url: URL) -> Engine:
    path = Path(str(url.database))
    if path.is_dir():
        raise RegisterError("is_folder", place=path)
    if kind := network_file_system(path):
        raise RegisterError("network", place=path, kind=kind)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    """Each connection: transactions are ours (the driver would begin them late), foreign keys are kept."""
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer takes the lock before it reads, else two that read the same head would both append to it.
    writes = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Errors of the database that a user can do something about, as one line."""
    try:
        yield
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
        code = "locked" if "locked" in reason else "no_database"
        raise RegisterError(code, place=shown(engine.url), reason=reason) from error
    except DBAPIError as error:
        if "file is not a database" not in str(error.orig):
            raise
        raise RegisterError("no_database", place=shown(engine.url), reason=str(error.orig)) from error
