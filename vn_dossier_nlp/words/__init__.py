"""Every sentence that a user reads: ``vi.toml`` and ``en.toml`` under the same keys."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.resources import room_file

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"

OTHER = "_other"
"""The key of a group that speaks for a code without a line of its own; its slot is ``{code}``."""

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "OTHER", "advice", "catalogue", "has", "label", "say"]


def say(key: str, /, lang: str = DEFAULT_LANGUAGE, **slots: object) -> str:
    """The sentence under a dotted key with its slots filled: ``say("cli.read", "vi", count=3)``.

    Raises DataError naming the key that is missing, or the slot that the sentence wants.
    """
    sentences = catalogue(lang)
    if key not in sentences:
        raise DataError(f"words/{lang}.toml: no sentence under {key!r}")
    try:
        return sentences[key].format_map(slots)
    except (KeyError, IndexError) as error:
        raise DataError(f"words/{lang}.toml: {key!r} needs the slot {error}") from error


def label(group: str, code: str, lang: str = DEFAULT_LANGUAGE) -> str:
    """The word for a code of a group: ``label("verdict", "return", "vi")``.

    A group with the key ``_other`` has a word for every code; another raises DataError for an unknown one.
    """
    key = f"{group}.{code}"
    if not has(key, lang) and has(f"{group}.{OTHER}", lang):
        return say(f"{group}.{OTHER}", lang, code=code)
    return say(key, lang)


def advice(outcome: str, reason: str | None, lang: str = DEFAULT_LANGUAGE) -> str:
    """What to do about a file: by its reason where that says more than its outcome."""
    if reason and has(f"advice_reason.{reason}", lang):
        return say(f"advice_reason.{reason}", lang)
    return label("advice", outcome, lang)


def has(key: str, lang: str = DEFAULT_LANGUAGE) -> bool:
    """Whether there is a sentence under a dotted key."""
    return key in catalogue(lang)


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(lang: str) -> dict[str, str]:
    """All sentences of a language by dotted key; read once."""
    if lang not in LANGUAGES:
        raise UsageError(f"{lang!r}: no such language; known are {', '.join(LANGUAGES)}")
    with room_file("words", f"{lang}.toml").open("rb") as file:
        return _flat(tomllib.load(file), "")


def _flat(table: dict[str, Any], prefix: str) -> dict[str, str]:
    """Nested tables as one table of dotted keys."""
    sentences: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            sentences |= _flat(value, f"{prefix}{key}.")
        else:
            sentences[f"{prefix}{key}"] = str(value)
    return sentences
