"""Word lists of the features: the rows of ``data/wordlists.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from vn_dossier_nlp.resources import room_file


@lru_cache(maxsize=8)
def word_list(name: str) -> frozenset[str]:
    """The words of one list."""
    file = room_file("extraction", "data", "wordlists.toml")
    return frozenset(tomllib.loads(file.read_text(encoding="utf-8"))[name].split())
