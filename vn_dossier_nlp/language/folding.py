"""Folded text: one form of every character for matching, with the way back to the text as read.

Real files mix composed and decomposed letters, "Ð" (U+00D0) with "Đ" (U+0110), "hoà" with "hòa", hard and soft
hyphens. Patterns see the folded text only; spans are given in the text as read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from vn_dossier_nlp.grammar.letters import skeleton as skeleton
from vn_dossier_nlp.language.syllables import is_syllable

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
        "²": "2",
        "³": "3",
    }
)
# A raised digit is the mark of a note, but for squares and cubes of measures.
_NOTE_MARK = re.compile(r"(?<!m)[⁰¹²³⁴⁵⁶⁷⁸⁹]")
# A word of small letters broken at the end of a line. Where both parts are syllables the hyphen is the writer's own
# ("kinh tế-\nxã hội"), and a number or a symbol ("NĐ-\nCP", "2021-\n2026") has no small letters there.
_BROKEN = re.compile(r"(?<![^\W\d_])(?P<before>[^\W\d_]{1,12})(?:(?P<soft>\u00ad)|[-\u2010])\n(?P<after>[a-zà-ỹđ]{1,12})(?!\w)")
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
    ends: Sequence[int] = ()  # ends[i] is where what text[i] stands for ends; what was dropped lies between

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as read for ``text[start:end]``."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.ends[end - 1] if end > start else self.origin[start]


def fold(text: str) -> Folded:
    """The folded form of a text as read; linear in its length."""
    left_out = _left_out(text)
    if not left_out and unicodedata.is_normalized("NFC", text) and not any(mark in text for mark in _DROPPED):
        return Folded(place_tones(text.translate(_SAME_LENGTH)))
    pieces: list[str] = []
    origin: list[int] = []
    ends: list[int] = []
    for start, end, cluster in _clusters(text, left_out):
        kept = unicodedata.normalize("NFC", cluster).translate(_SAME_LENGTH)
        pieces.append(kept)
        origin.extend([start] * len(kept))
        ends.extend([end] * len(kept))
    origin.append(len(text))
    return Folded(place_tones("".join(pieces)), tuple(origin), tuple(ends))


def place_tones(text: str) -> str:
    """Tone marks at the place that folded text uses ("hoà" -> "hòa"); the length stays."""
    return _MOVABLE.sub(lambda match: _MOVED[match.group()], text)


def key(text: str) -> str:
    """A form in which two spellings of one name are equal: folded, lower case, single blanks."""
    return " ".join(fold(text).text.lower().split())


def _left_out(text: str) -> frozenset[int]:
    """Where the text has a mark of a footnote, or a word is broken at the end of a line."""
    places = [match.start() for match in _NOTE_MARK.finditer(text)]
    for match in _BROKEN.finditer(text):
        if match["soft"] or not (is_syllable(match["before"]) and is_syllable(match["after"])):
            places += range(match.end("before"), match.start("after"))
    return frozenset(places)


def _clusters(text: str, left_out: frozenset[int]) -> list[tuple[int, int, str]]:
    """(start, end, characters): a base with its combining marks; dropped characters are joined to nothing."""
    found: list[tuple[int, int, str]] = []
    for index, char in enumerate(text):
        if char in _DROPPED or index in left_out:
            continue
        if unicodedata.combining(char) and found:
            start, _, cluster = found[-1]
            found[-1] = (start, index + 1, cluster + char)
        else:
            found.append((index, index + 1, char))
    return found
