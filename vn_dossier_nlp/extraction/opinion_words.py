"""The words of consultation: the rows of ``data/opinions.toml``, compiled when first used.

In a pattern a blank stands for any white space and a name in braces for its entry in ``[parts]``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vn_dossier_nlp.language.finder import Finder, Together
from vn_dossier_nlp.grammar.letters import CAPITALS
from vn_dossier_nlp.grammar.starts import at_word
from vn_dossier_nlp.resources import room_file

_CLASS = re.compile(r"\[([^\W\d_]+)\](?![?*+{])")


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


@lru_cache(maxsize=2)
def signs_in(small: str) -> Together:
    """Where signs may stand in a text in small letters, by their place among :func:`signs`."""
    finder = _sign_finder()
    return finder.index(small).together(list(finder.patterns))


@lru_cache(maxsize=1)
def _kind_finder() -> Finder:
    return Finder({str(order): kind.pattern for order, kind in enumerate(kinds())})


@lru_cache(maxsize=1)
def _sign_finder() -> Finder:
    return Finder({str(order): sign.pattern for order, sign in enumerate(signs())})


@lru_cache(maxsize=32)
def role(name: str) -> re.Pattern[str]:
    """A pattern of ``[roles]``."""
    return re.compile(_filled(table()["roles"][name]))


@lru_cache(maxsize=32)
def passage(name: str) -> re.Pattern[str]:
    """A pattern of ``[passages]``, looked for in small letters."""
    return _at_word(_small(table()["passages"][name]))


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
    """A pattern that begins where a word begins; searched quickly where each of its branches begins with a letter."""
    filled = _filled(pattern)
    try:
        return re.compile(at_word(_branches(filled)))
    except (ValueError, re.error):
        return re.compile(rf"(?<!\w)(?:{filled})")


def _branches(pattern: str) -> list[str]:
    """The pattern as branches that begin with a plain letter each, in the same order; ValueError where it has others.

    >>> _branches("(?:không |chưa )?đồng|[Tt]án")
    ['không đồng', 'chưa đồng', 'đồng', 'Tán', 'tán']
    """
    return [branch for choice in _choices(pattern) for branch in _opened(choice)]


def _opened(choice: str) -> Iterator[str]:
    """A branch with the group or the class of letters at its beginning spelled out."""
    letters = _CLASS.match(choice)
    if choice.startswith("(?:"):
        end = _group_end(choice)
        rest = choice[end + 1 :]
        if rest[:1] in ("*", "+", "{"):
            raise ValueError(choice)
        optional = rest.startswith("?")
        after = rest[1:] if optional else rest
        for inner in _choices(choice[3:end]):
            yield from _opened(inner + after)
        if optional:
            yield from _opened(after)
    elif letters:
        yield from (letter + choice[letters.end() :] for letter in letters[1])
    elif choice[:1].isalpha():
        yield choice
    else:
        raise ValueError(choice)


def _choices(pattern: str) -> list[str]:
    """The alternatives of a pattern, cut at its outer bars."""
    found, depth, start, place = [], 0, 0, 0
    while place < len(pattern):
        char = pattern[place]
        if char == "\\":
            place += 1
        elif char == "[":
            place = pattern.index("]", place + 2)
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            found.append(pattern[start:place])
            start = place + 1
        place += 1
    return [*found, pattern[start:]]


def _group_end(pattern: str) -> int:
    """The offset of the bracket that closes the one at the beginning."""
    depth, place = 0, 0
    while True:
        char = pattern[place]
        if char == "\\":
            place += 1
        elif char == "[":
            place = pattern.index("]", place + 2)
        elif char in "()":
            depth += 1 if char == "(" else -1
            if depth == 0:
                return place
        place += 1
