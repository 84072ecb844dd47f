"""The words of consultation: the rows of ``data/opinions.toml``, compiled when first used.

In a pattern a blank stands for any white space and a name in braces for its entry in ``[parts]``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vn_dossier_nlp.grammar.letters import CAPITALS
from vn_dossier_nlp.resources import room_file


@dataclass(frozen=True, slots=True)
class Kind:
    """A row ``[[body]]``: a way to speak of a body."""

    name: str
    sort: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Sign:
    """A row ``[[sign]]``: words that tell what a body said or what was done with it."""

    name: str
    says: str
    weak: bool  # counts only in a passage that tells of consultation
    basic: bool  # agrees "on the whole"
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The file as written."""
    return tomllib.loads(room_file("extraction", "data", "opinions.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """The ways to speak of a body, in the order in which they are tried."""
    return tuple(Kind(row["name"], row["sort"], _at_word(row["pattern"])) for row in table()["body"])


@lru_cache(maxsize=1)
def signs() -> tuple[Sign, ...]:
    """The words that tell what was said."""
    return tuple(
        Sign(
            row["name"],
            row["says"],
            row.get("weak", False),
            row.get("basic", False),
            _at_word(f"(?i:{row['pattern']})"),
        )
        for row in table()["sign"]
    )


@lru_cache(maxsize=32)
def role(name: str) -> re.Pattern[str]:
    """A pattern of ``[roles]``."""
    return _compiled(table()["roles"][name])


@lru_cache(maxsize=1)
def part_names() -> tuple[str, ...]:
    """The names of departments without "Sở", as far as they are plain words."""
    return tuple(name for name in table()["parts"]["departments"].split("|") if not set(name) & set("[]()?"))


@lru_cache(maxsize=1)
def _parts() -> dict[str, str]:
    """The entries of ``[parts]``, each with those before it filled in."""
    parts = {"cap": rf"[{CAPITALS}][\w'’.&]*"}
    for name, text in table()["parts"].items():
        parts[name] = text.format(**parts)
    return parts


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.format(**_parts()).replace(" ", r"\s+"))


def _at_word(pattern: str) -> re.Pattern[str]:
    return _compiled(rf"(?<!\w)(?:{pattern})")
