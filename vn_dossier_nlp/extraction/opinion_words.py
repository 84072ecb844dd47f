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
from vn_dossier_nlp.language.finder import Finder, Index, Together
from vn_dossier_nlp.resources import room_file


@dataclass(frozen=True, slots=True)
class Kind:
    """A row ``[[body]]``: a way to speak of a body."""

    name: str
    sort: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Sign:
    """A row ``[[sign]]``: words that tell what a body said or what was done with it; looked for in small letters."""

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
            _at_word(_small(row["pattern"])),
        )
        for row in table()["sign"]
    )


@lru_cache(maxsize=2)
def kinds_in(veil: str) -> Together:
    """Where bodies may stand in a veiled text, by the place of their kind among :func:`kinds`."""
    finder = _kind_finder()
    return finder.index(veil).together(list(finder.patterns))


def small_index(small: str, veil: str) -> Index:
    """Where signs, by their place among :func:`signs`, and passages may begin in a veiled text in small letters."""
    return _small_finder().index(small, like=veil)


def signs_in(index: Index) -> Together:
    """Where signs may stand, by their place among :func:`signs`."""
    return index.together([str(order) for order in range(len(signs()))])


@lru_cache(maxsize=1)
def _kind_finder() -> Finder:
    return Finder({str(order): kind.pattern for order, kind in enumerate(kinds())})


@lru_cache(maxsize=1)
def _small_finder() -> Finder:
    known = {str(order): sign.pattern for order, sign in enumerate(signs())}
    return Finder(known | {name: _at_word(_small(text)) for name, text in table()["passages"].items()})


@lru_cache(maxsize=32)
def role(name: str) -> re.Pattern[str]:
    """A pattern of ``[roles]``."""
    return re.compile(_filled(table()["roles"][name]))


@lru_cache(maxsize=1)
def part_names() -> tuple[str, ...]:
    """The names of departments without "Sở", as far as they are plain words."""
    return tuple(name for name in table()["parts"]["departments"].split("|") if not set(name) & set("[]()?"))


@lru_cache(maxsize=1)
def own_names() -> frozenset[str]:
    """The words, without marks, with which a submitter calls itself for short."""
    return frozenset(table()["own_names"]["words"])


@lru_cache(maxsize=1)
def _parts() -> dict[str, str]:
    """The entries of ``[parts]``, each with those before it filled in."""
    parts = {"cap": rf"[{CAPITALS}][\w'’&]*", "cap1": f"[{CAPITALS}]"}
    for name, text in table()["parts"].items():
        parts[name] = text.format(**parts)
    return parts


def _filled(pattern: str) -> str:
    return pattern.format(**_parts()).replace(" ", r"\s+")


def _small(pattern: str) -> str:
    """A pattern for a text in small letters; what a backslash escapes stays."""
    return re.sub(r"\\.|[^\\]+", lambda part: part[0] if part[0][0] == "\\" else part[0].lower(), pattern)


def _at_word(pattern: str) -> re.Pattern[str]:
    """A pattern that begins where a word begins."""
    return re.compile(rf"(?<![\wÀ-ỹ])(?:{_filled(pattern)})")
