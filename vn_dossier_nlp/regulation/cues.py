"""Cues: the patterns of ``data/cues.toml`` that checks look for, compiled when first used."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from vn_dossier_nlp.resources import room_file


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of ``cues.toml``."""

    name: str
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]
    source: str
    lower: bool = False  # looked for in text in lower case


@lru_cache(maxsize=1)
def cues() -> dict[str, Cue]:
    """All cues by name."""
    table = tomllib.loads(room_file("regulation", "data", "cues.toml").read_text(encoding="utf-8"))
    parts = table["parts"]
    return {
        name: Cue(
            name,
            _compile(row["pattern"], parts),
            tuple(row["matches"]),
            tuple(row["rejects"]),
            row["source"],
            row.get("lower", False),
        )
        for name, row in table["cue"].items()
    }


def cue(name: str) -> re.Pattern[str]:
    """The compiled pattern of one cue."""
    return cues()[name].pattern


def _compile(pattern: str, parts: dict[str, str]) -> re.Pattern[str]:
    return re.compile(pattern.format(**parts).replace(" ", r"\s+"))
