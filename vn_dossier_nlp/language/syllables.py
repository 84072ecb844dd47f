"""Which words can be Vietnamese syllables: onset, rhyme and tone, by the rules of the script.

Used to tell a Vietnamese text from one that was read in the wrong character set or has lost letters. The inventory is
``data/syllables.toml``; a stopped rhyme (-p, -t, -c, -ch) takes the tones sắc and nặng only.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache

from vn_dossier_nlp.resources import room_file

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP_OR_HEAVY = frozenset("\u0301\u0323")
_STOPPED = re.compile(r"(?:p|t|c|ch)$")
_LONGEST = 12  # code points of a decomposed syllable


@cache
def _inventory() -> tuple[tuple[str, ...], frozenset[str]]:
    table = tomllib.loads(room_file("language", "data", "syllables.toml").read_text(encoding="utf-8"))
    return ("", *table["onsets"].split()), frozenset(table["rhymes"].split())


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether ``word``, in any letter case, can be a Vietnamese syllable.

    >>> [is_syllable(word) for word in ("nghiêng", "Quyết", "ĐỊNH", "QuyÕt", "strong", "cat")]
    [True, True, True, False, False, False]
    """
    if len(word) > _LONGEST:
        return False
    plain, tones = _apart(word.lower())
    if len(tones) > 1:
        return False
    onsets, _ = _inventory()
    return any(plain.startswith(onset) and _is_rhyme(plain[len(onset) :], onset, tones) for onset in onsets)


def _apart(word: str) -> tuple[str, str]:
    """The word without tone marks, and its tone marks."""
    apart = unicodedata.normalize("NFD", word)
    bare = "".join(char for char in apart if char not in _TONES)
    return unicodedata.normalize("NFC", bare), "".join(char for char in apart if char in _TONES)


@lru_cache(maxsize=8192)
def _is_rhyme(rest: str, onset: str, tone: str) -> bool:
    if _STOPPED.search(rest) and tone not in _SHARP_OR_HEAVY:
        return False
    _, rhymes = _inventory()
    if rest in rhymes:
        return True
    # After "qu" and "gi" the glide is in the onset: "quốc", "quyển", "giêng", "gì".
    return (onset == "qu" and f"u{rest}" in rhymes) or (onset in ("g", "gi") and rest in ("i", "in", "êng", "êt"))
