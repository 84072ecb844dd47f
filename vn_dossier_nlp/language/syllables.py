"""Which words can be Vietnamese syllables: onset, rhyme and tone, by the rules of the script.

Used to tell a Vietnamese text from one that was read in the wrong character set or has lost letters. The inventory
of onsets and rhymes is that of the standard orthography (Đoàn Thiện Thuật, Ngữ âm tiếng Việt, 1977, as commonly
tabulated), written out; a stopped rhyme (-p, -t, -c, -ch) takes the tones sắc and nặng only.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gh",
    "gi",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "ngh",
    "nh",
    "p",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
_RHYMES = [
    "a",
    "ai",
    "ao",
    "au",
    "ay",
    "am",
    "an",
    "ang",
    "anh",
    "ap",
    "at",
    "ac",
    "ach",
    "ăm",
    "ăn",
    "ăng",
    "ăp",
    "ăt",
    "ăc",
    "âu",
    "ây",
    "âm",
    "ân",
    "âng",
    "âp",
    "ât",
    "âc",
    "e",
    "eo",
    "em",
    "en",
    "eng",
    "ep",
    "et",
    "ec",
    "ê",
    "êu",
    "êm",
    "ên",
    "ênh",
    "êp",
    "êt",
    "êch",
    "i",
    "iu",
    "im",
    "in",
    "inh",
    "ip",
    "it",
    "ich",
    "ia",
    "iêu",
    "iêm",
    "iên",
    "iêng",
    "iêp",
    "iêt",
    "iêc",
    "yê",
    "yêu",
    "yêm",
    "yên",
    "yêng",
    "yêt",
    "y",
    "o",
    "oi",
    "om",
    "on",
    "ong",
    "op",
    "ot",
    "oc",
    "oong",
    "ooc",
    "oa",
    "oai",
    "oay",
    "oao",
    "oam",
    "oan",
    "oang",
    "oanh",
    "oap",
    "oat",
    "oac",
    "oach",
    "oăm",
    "oăn",
    "oăng",
    "oăt",
    "oăc",
    "oe",
    "oeo",
    "oem",
    "oen",
    "oet",
    "ô",
    "ôi",
    "ôm",
    "ôn",
    "ông",
    "ôp",
    "ôt",
    "ôc",
    "ơ",
    "ơi",
    "ơm",
    "ơn",
    "ơp",
    "ơt",
    "u",
    "ui",
    "um",
    "un",
    "ung",
    "up",
    "ut",
    "uc",
    "ua",
    "uôi",
    "uôm",
    "uôn",
    "uông",
    "uôt",
    "uôc",
    "uơ",
    "uê",
    "uênh",
    "uêch",
    "uêu",
    "uy",
    "uya",
    "uyu",
    "uyn",
    "uynh",
    "uyp",
    "uyt",
    "uych",
    "uyên",
    "uyêt",
    "uân",
    "uâng",
    "uât",
    "uây",
    "ư",
    "ưi",
    "ưu",
    "ưm",
    "ưn",
    "ưng",
    "ưt",
    "ưc",
    "ưa",
    "ươi",
    "ươu",
    "ươm",
    "ươn",
    "ương",
    "ươp",
    "ươt",
    "ươc",
]
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP_OR_HEAVY = frozenset("\u0301\u0323")
_STOPPED = re.compile(r"(?:p|t|c|ch)$")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether ``word``, in any letter case, can be a Vietnamese syllable.

    >>> [is_syllable(word) for word in ("nghiêng", "Quyết", "ĐỊNH", "QuyÕt", "strong", "cat")]
    [True, True, True, False, False, False]
    """
    if len(word) > 12:
        return False
    plain, tone = _toned(word.lower())
    if tone is None:
        return False
    for onset in ("", *_ONSETS):
        if plain.startswith(onset) and _is_rhyme(plain[len(onset) :], onset, tone):
            return True
    return False


def _toned(word: str) -> tuple[str, str | None]:
    """The word without its tone mark, and the mark; None where it has two."""
    apart = unicodedata.normalize("NFD", word)
    tones = [char for char in apart if char in _TONES]
    bare = "".join(char for char in apart if char not in _TONES)
    return unicodedata.normalize("NFC", bare), (tones[0] if tones else "") if len(tones) < 2 else None


@lru_cache(maxsize=8192)
def _is_rhyme(rest: str, onset: str, tone: str) -> bool:
    if _STOPPED.search(rest) and tone not in _SHARP_OR_HEAVY:
        return False
    if rest in _RHYMES:
        return True
    # After "qu" and "gi" the glide is in the onset: "quốc", "quyển", "giêng", "gì".
    return (onset == "qu" and f"u{rest}" in _RHYMES) or (onset in ("g", "gi") and rest in ("i", "in", "êng", "êt"))


def words_in(text: str) -> list[str]:
    """The words of a text, letters with the marks that belong to them."""
    return _WORD.findall(text)
