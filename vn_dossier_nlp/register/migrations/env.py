"""How Alembic runs the versions: on the connection that ``schema.py`` hands over, in its transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from vn_dossier_nlp.register.tables import metadata


def plain_type(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Our own types are written as what they are in a database: a version must not change with the program."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl.__class__.__name__}()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plain_type,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
