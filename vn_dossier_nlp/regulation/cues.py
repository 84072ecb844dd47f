"""Cues: the patterns of ``data/cues/*.toml`` that checks look for, compiled when first used.

A text is indexed once for all cues: each is tried only where one of its first words stands.

In a pattern a blank stands for any white space and a name in braces for its entry under ``[parts]``; ``{Capital}`` is
any capital letter of Vietnamese (a range such as À-Ỹ would hold the small ones too).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vn_dossier_nlp.grammar.letters import CAPITALS
from vn_dossier_nlp.language.finder import Finder, Index
from vn_dossier_nlp.resources import room_file


@dataclass(frozen=True, slots=True)
class Cue:
    """One ``[cue.NAME]`` with its examples."""

    name: str
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]
    source: str
    lower: bool = False  # looked for in text in lower case


@lru_cache(maxsize=1)
def cues() -> dict[str, Cue]:
    """All cues by name."""
    folder = room_file("regulation", "data") / "cues"
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))]
    capital = f"[{CAPITALS}]"
    told = {name: text for table in tables for name, text in table.get("parts", {}).items()}
    parts = {"Capital": capital} | {name: text.replace("{Capital}", capital) for name, text in told.items()}
    return {name: _cue(name, row, parts) for table in tables for name, row in table.get("cue", {}).items()}


def cue(name: str) -> re.Pattern[str]:
    """The compiled pattern of one cue."""
    return cues()[name].pattern


def cue_index(text: str) -> Index:
    """Where the cues may begin in a text."""
    return _finder().index(text)


@lru_cache(maxsize=1)
def _finder() -> Finder:
    return Finder({name: row.pattern for name, row in cues().items()})


def _cue(name: str, row: dict[str, Any], parts: dict[str, str]) -> Cue:
    pattern = re.compile(row["pattern"].format(**parts).replace(" ", r"\s+"))
    return Cue(name, pattern, tuple(row["matches"]), tuple(row["rejects"]), row["source"], row.get("lower", False))
