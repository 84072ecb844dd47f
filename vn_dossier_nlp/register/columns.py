"""Types of columns that SQLite and PostgreSQL hold alike."""

from __future__ import annotations

import json
import re
import zlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")

Key = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number that SQLite takes as the number of the row."""


class Json(TypeDecorator[Any]):
    """A value as canonical JSON in a text column; SQL ``NULL`` is None."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """From the database."""
        return None if value is None else json.loads(value)


class PackedJson(TypeDecorator[Any]):
    """The same, compressed: a scored line has 20 KB, of which a fifth is left."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """To the database."""
        return None if value is None else zlib.compress(canonical(value).encode("utf-8"), 6)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        """From the database."""
        return None if value is None else json.loads(zlib.decompress(value))


def canonical(value: Any) -> str:
    """JSON with sorted keys and without blanks: the same value is the same text, so its hash is the same."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True, default=_plain)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def storable(value: Any) -> Any:
    """A text without what a database does not hold: NUL, and halves of a letter that a broken file left."""
    return _NO_TEXT.sub("\ufffd", value) if isinstance(value, str) and _NO_TEXT.search(value) else value


def _plain(value: Any) -> str:
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise TypeError(f"{type(value).__name__} has no place in a register")


def now() -> str:
    """The moment in UTC as ``2026-11-25T18:26:01.123456Z``: text that sorts by time on both databases."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
