"""Folded text: one form of every character for matching, with the way back to the text as read.

Real files mix composed and decomposed letters, "Ð" (U+00D0) with "Đ" (U+0110), "hoà" with "hòa", hard and soft
hyphens. Patterns see the folded text only; spans are given in the text as read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SAME_LENGTH = str.maketrans(
    {
        "\u00d0": "Đ",
        "\u00f0": "đ",
        "\u00a0": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u3000": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2212": "-",
    }
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _older_place() -> dict[str, str]:
    """``{"oà": "òa", "uỷ": "ủy", ...}``: the tone mark on the first vowel of an open pair."""
    table = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            for a, b in ((first, second), (first.upper(), second), (first.upper(), second.upper())):
                new = a + unicodedata.normalize("NFC", b + tone)
                table[new] = unicodedata.normalize("NFC", a + tone) + b
    return table


_MOVED = _older_place()
_MOVABLE = re.compile(rf"(?<![qQ])(?:{'|'.join(_MOVED)})(?!\w)")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text for matching. ``origin`` is None where every offset is the same in the text as read."""

    text: str
    origin: Sequence[int] | None = None  # origin[i] is the offset of text[i]; one more entry for the end

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as read for ``text[start:end]``."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + self._width(end - 1) if end > start else self.origin[start]

    def _width(self, index: int) -> int:
        assert self.origin is not None
        width = self.origin[index + 1] - self.origin[index]
        return max(1, width)


def fold(text: str) -> Folded:
    """The folded form of a text as read; linear in its length."""
    if unicodedata.is_normalized("NFC", text) and not any(mark in text for mark in _DROPPED):
        return Folded(place_tones(text.translate(_SAME_LENGTH)))
    pieces: list[str] = []
    origin: list[int] = []
    for start, cluster in _clusters(text):
        kept = unicodedata.normalize("NFC", cluster).translate(_SAME_LENGTH)
        pieces.append(kept)
        origin.extend([start] * len(kept))
    origin.append(len(text))
    return Folded(place_tones("".join(pieces)), tuple(origin))


def place_tones(text: str) -> str:
    """Tone marks at the place that folded text uses ("hoà" -> "hòa"); the length stays."""
    return _MOVABLE.sub(lambda match: _MOVED[match.group()], text)


def key(text: str) -> str:
    """A form in which two spellings of one name are equal: folded, lower case, single blanks."""
    return " ".join(fold(text).text.lower().split())


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    low = char.lower()
    return "d" if low == "đ" else (unicodedata.normalize("NFD", low)[0] if len(low) == 1 else char)


def skeleton(text: str) -> str:
    """The text in lower case without any mark, of the same length: what is left when marks are lost.

    >>> skeleton("Quyêt định sô")
    'quyet dinh so'
    """
    return "".join(map(_bare, text))


def _clusters(text: str) -> list[tuple[int, str]]:
    """Base characters with their combining marks; dropped characters are joined to nothing."""
    found: list[tuple[int, str]] = []
    for index, char in enumerate(text):
        if char in _DROPPED:
            continue
        if unicodedata.combining(char) and found:
            start, cluster = found[-1]
            found[-1] = (start, cluster + char)
        else:
            found.append((index, char))
    return found
