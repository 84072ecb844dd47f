"""Acts that are asked for and patterns of asking: the rows of ``data/acts.toml`` and ``data/asking.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vn_dossier_nlp.grammar.letters import small
from vn_dossier_nlp.grammar.starts import any_of
from vn_dossier_nlp.resources import room_file


@dataclass(frozen=True, slots=True)
class Act:
    """An act in a clause: ``text[start:end]``, its words and its kind (see ``acts.toml``)."""

    start: int
    end: int
    words: str
    kind: str


@lru_cache(maxsize=1)
def act_kinds() -> dict[str, str]:
    """``{"phê duyệt": "decide", ...}``."""
    table = tomllib.loads(room_file("extraction", "data", "acts.toml").read_text(encoding="utf-8"))
    return {word: kind for kind, row in table.items() if kind != _BEHIND for word in row["words"]}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(any_of(act_kinds()))


def find_acts(text: str, start: int, end: int) -> list[Act]:
    """The acts of a folded text from left to right; the longest where two begin at one place."""
    base = max(0, start - 1)  # with the character before: it may be a part of the first word
    found = []
    for match in _pattern().finditer(small(text[base:end]), start - base):
        words = " ".join(match.group().split())
        found.append(Act(base + match.start(), base + match.end(), words, act_kinds()[words]))
    return found


_BEHIND = "behind_body"
_ALLOW = re.compile(r"(?<!\w)cho(?=\s+(?!(?:ý|phép|chủ|biết|rằng)\s)\w)")


def find_allowing(text: str, start: int, end: int) -> Act | None:
    """ "đề nghị UBND tỉnh cho mở 01 lối đi", "... đổi chủ đầu tư": what is asked right behind the body, at ``end``."""
    match = _ALLOW.search(text, start, end + 8)  # what follows decides
    if match and match.start() < end:
        return Act(match.start(), match.end(), "cho", "decide")
    plain = _plain().match(text, end)
    return Act(plain.start(), plain.end(), plain.group().lower(), "decide") if plain else None


@lru_cache(maxsize=1)
def _plain() -> re.Pattern[str]:
    table = tomllib.loads(room_file("extraction", "data", "acts.toml").read_text(encoding="utf-8"))
    words = sorted(table[_BEHIND]["words"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)})(?!\w)".replace(" ", r"\s+"))


@lru_cache(maxsize=1)
def asking_rows() -> tuple[dict[str, Any], ...]:
    """The rows of ``asking.toml`` with "{body}" filled in."""
    table = tomllib.loads(room_file("extraction", "data", "asking.toml").read_text(encoding="utf-8"))
    for row in table["pattern"]:
        tokens = []
        for token in row["pattern"]:
            if token.get("NORM") == {"IN": "{body}"}:
                token["NORM"] = {"IN": table["bodies"]}
            tokens += [token, {"IS_SPACE": True, "OP": "?"}]  # a line may break anywhere
        row["pattern"] = tokens[:-1]
    return tuple(table["pattern"])
