"""Triggers that keep rows from being changed or removed, for both databases. Versions of the schema call them."""

from __future__ import annotations

from sqlalchemy import Connection, text

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_SQLITE_ORDER = """
CREATE TRIGGER audit_in_order BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END
"""
_POSTGRES = """
CREATE OR REPLACE FUNCTION register_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""
_POSTGRES_TRIGGER = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION register_append_only()
"""
_POSTGRES_ORDER = """
CREATE OR REPLACE FUNCTION register_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit) THEN RAISE EXCEPTION 'audit is append-only'; END IF;
  RETURN NEW;
END $$
"""


def append_only(connection: Connection, *tables: str) -> None:
    """Rows of ``tables`` can be added and read."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(_POSTGRES))
    for table in tables:
        if connection.dialect.name == "postgresql":
            connection.execute(text(_POSTGRES_TRIGGER.format(table=table)))
            continue
        for verb in ("update", "delete"):
            connection.execute(text(_SQLITE.format(table=table, verb=verb, VERB=verb.upper())))


def audit_in_order(connection: Connection) -> None:
    """Entries of the log come one behind the other: none is put over another (INSERT OR REPLACE), none left out."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(_POSTGRES_ORDER))
        trigger = (
            "CREATE TRIGGER audit_in_order BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION register_in_order()"
        )
        connection.execute(text(trigger))
    else:
        connection.execute(text(_SQLITE_ORDER))
