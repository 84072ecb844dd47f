"""Signs of the purpose of a submission: the rows of ``data/purposes.toml`` and where a text shows them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vn_dossier_nlp.resources import room_file

TITLE, REQUEST, TEXT = "title", "request", "text"


@dataclass(frozen=True, slots=True)
class Sign:
    """One row: words in a title, a request or the text that speak for a purpose."""

    name: str
    purpose: str
    where: frozenset[str]
    weight: float
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A sign at its place ``piece[start:end]``."""

    sign: Sign
    start: int
    end: int


@lru_cache(maxsize=1)
def signs() -> tuple[Sign, ...]:
    """All rows in the order of the file."""
    path = room_file("regulation", "data") / "purposes.toml"
    return tuple(_sign(row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["sign"])


def find_signs(piece: str, where: str) -> list[Seen]:
    """The first occurrence of each sign of one kind of place in a title or clause, from left to right."""
    found = [
        Seen(sign, *match.span()) for sign in signs() if where in sign.where and (match := sign.pattern.search(piece))
    ]
    return sorted(found, key=lambda seen: (seen.start, -seen.sign.weight))


def _sign(row: dict[str, Any]) -> Sign:
    pattern = row["pattern"].replace(" ", r"\s+")
    return Sign(
        row["name"],
        row["purpose"],
        frozenset(row["where"]),
        float(row["weight"]),
        re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE),
        tuple(row["matches"]),
        tuple(row["rejects"]),
        row["source"],
    )
