"""Backup and restore: a copy of the whole register with a manifest of its hash and the end of its log."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.engine import URL

from vn_dossier_nlp.register import audit, schema
from vn_dossier_nlp.register.columns import now
from vn_dossier_nlp.register.database import engine_of, is_file, reading, writing
from vn_dossier_nlp.register.refusals import RegisterError

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands beside a backup, in ``NAME.json``."""

    file: str
    sha256: str
    bytes: int
    schema: str
    head: str  # the log of the copy goes at least so far
    made_at: str


def backup(engine: Engine, target: Path) -> Manifest:
    """Copy the register to ``target`` while others work: an SQLite file, or what pg_dump writes.

    Raises RegisterError where ``target`` is there already or pg_dump is missing.
    """
    if target.exists() or manifest_path(target).exists():
        raise RegisterError("target_exists", path=target)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with reading(engine) as connection:
            version, end = schema.version_of(connection) or "", str(audit.head(connection))
        if is_file(engine.url):
            _copy(Path(str(engine.url.database)), part)
        else:
            _run("pg_dump", engine.url, "--format=custom", "--no-owner", f"--file={part}")
        digest, size = _digest(part)
        manifest = Manifest(target.name, digest, size, version, end, now())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n"
    manifest_path(target).write_text(text, encoding="utf-8", newline="\n")
    return manifest


def restore(source: Path, url: URL, who: str) -> int:
    """Put a backup where no register is, after its hash was compared: how many entries its log has.

    The restored register is verified as a whole; where it does not pass, nothing is left of it (SQLite).
    Raises RegisterError.
    """
    manifest = read_manifest(source)
    if is_file(url):
        _restore_file(source, url, manifest)
        engine = engine_of(url)
    else:
        engine = engine_of(url)
        with reading(engine) as connection:
            if inspect(connection).has_table("alembic_version"):
                raise RegisterError("not_empty", place=url.render_as_string(hide_password=True))
        _run("pg_restore", url, "--no-owner", "--exit-on-error", "--single-transaction", str(source), dsn="--dbname")
        _verify(engine, source, manifest)
    return _enter(engine, who, source)


def read_manifest(source: Path) -> Manifest:
    """The manifest of a backup, after the file was compared with it. Raises RegisterError."""
    beside = manifest_path(source)
    try:
        manifest = Manifest(**json.loads(beside.read_text(encoding="utf-8")))
        digest, size = _digest(source)
    except FileNotFoundError as error:
        raise RegisterError("bad_backup", path=error.filename, why="missing") from error
    except (TypeError, ValueError) as error:
        raise RegisterError("bad_backup", path=beside, why=f"{type(error).__name__}") from error
    if (digest, size) != (manifest.sha256, manifest.bytes):
        raise RegisterError("bad_backup", path=source, why=f"sha256 {digest[:12]}... != {manifest.sha256[:12]}...")
    return manifest


def manifest_path(target: Path) -> Path:
    """Where the manifest of a backup lies."""
    return target.with_name(target.name + ".json")


def can_dump() -> bool:
    """Whether a PostgreSQL register can be backed up from here."""
    return _tool("pg_dump") is not None


def _restore_file(source: Path, url: URL, manifest: Manifest) -> None:
    place = Path(str(url.database))
    if place.exists():
        raise RegisterError("not_empty", place=place)
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        shutil.copyfile(source, part)
        engine = engine_of(URL.create("sqlite", database=str(part)))
        try:
            _verify(engine, source, manifest)
        finally:
            engine.dispose()
        part.replace(place)
    finally:
        for suffix in ("", "-wal", "-shm"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)


def _verify(engine: Engine, source: Path, manifest: Manifest) -> None:
    with reading(engine) as connection:
        faults = list(audit.chain_faults(connection, audit.Head.of(manifest.head)))
        # The rows of an older schema are looked at once it is upgraded.
        if not faults and schema.version_of(connection) == schema.VERSION:
            faults = list(audit.row_faults(connection))
    if faults:
        raise RegisterError("bad_backup", path=source, why=f"{faults[0].code} {faults[0].entity} {faults[0].id}")


def _enter(engine: Engine, who: str, source: Path) -> int:
    with writing(engine) as connection:
        change = audit.Change(connection, who, "restore")
        change.note("register", 0, None, {"from": source.name})
        seq = change.close().seq
    engine.dispose()
    return seq


def _copy(source: Path, target: Path) -> None:
    """SQLite's own way to copy a file that others write: no half transaction, no forgotten log file beside it."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new, pages=4096)
        new.execute("PRAGMA journal_mode = DELETE")  # the copy is one file
        if new.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise RegisterError("bad_backup", path=source, why="integrity_check")


def _digest(path: Path) -> tuple[str, int]:
    found, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
            size += len(block)
    return found.hexdigest(), size


def _run(program: str, url: URL, *arguments: str, dsn: str = "--dbname") -> None:
    """A program of PostgreSQL; the password goes through the environment, where other users do not see it."""
    tool = _tool(program)
    if tool is None:
        raise RegisterError("no_pg_dump", program=program)
    environment = dict(os.environ)
    if url.password:
        environment["PGPASSWORD"] = str(url.password)
    place = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    done = subprocess.run(
        [tool, f"{dsn}={place}", *arguments], env=environment, capture_output=True, text=True, errors="replace"
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit {done.returncode}"]
        raise RegisterError("tool_failed", program=program, why=lines[0])


def _tool(program: str) -> str | None:
    """On the path, or where Debian keeps the programs of the newest PostgreSQL."""
    if found := shutil.which(program):
        return found
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: path.parts[-3])
    return str(places[-1]) if places else None
