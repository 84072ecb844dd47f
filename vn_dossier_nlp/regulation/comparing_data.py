"""Words and patterns for comparing the files of a dossier: ``data/comparing.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from vn_dossier_nlp.resources import room_file


@dataclass(frozen=True, slots=True)
class Row:
    """A row ``[[pattern]]`` with its examples. ``letters``: it is looked for in lower case without marks."""

    name: str
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]
    letters: bool


@dataclass(frozen=True, slots=True)
class Data:
    """The file."""

    words: dict[str, frozenset[str]]
    names: dict[str, tuple[str, ...]]
    patterns: dict[str, Row]


@lru_cache(maxsize=1)
def data() -> Data:
    """The file, read once."""
    table = tomllib.loads(room_file("regulation", "data", "comparing.toml").read_text(encoding="utf-8"))
    rows = (
        Row(
            row["name"],
            re.compile(row["pattern"]),
            tuple(row["matches"]),
            tuple(row["rejects"]),
            row.get("letters", False),
        )
        for row in table["pattern"]
    )
    return Data(
        {name: frozenset(words.split()) for name, words in table["words"].items()},
        {name: tuple(names) for name, names in table["names"].items()},
        {row.name: row for row in rows},
    )


def word_list(name: str) -> frozenset[str]:
    """A list of words."""
    return data().words[name]


def name_list(name: str) -> tuple[str, ...]:
    """A list of names."""
    return data().names[name]


def pattern(name: str) -> re.Pattern[str]:
    """A compiled pattern."""
    return data().patterns[name].pattern
