"""Folded text: one form of every character for matching, with the way back to the text as read.

Real files mix composed and decomposed letters, "Ð" (U+00D0) with "Đ" (U+0110), "hoà" with "hòa", hard and soft
hyphens. Patterns see the folded text only; spans are given in the text as read.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
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
# What has another length in folded text: letters with marks of their own, what is dropped (a soft hyphen goes with the
# line break behind it; a raised digit is the mark of a note, but for squares and cubes of measures), broken words.
_CHANGED = re.compile(
    rf"(?P<letter>[^\u0300-\u036f](?:[{_DROPPED}]*[\u0300-\u036f])+)"
    rf"|(?P<dropped>\u00ad\n(?=[a-zà-ỹđ])|[{_DROPPED}]|(?<!m)[⁰¹²³⁴⁵⁶⁷⁸⁹])|(?P<broken>[-\u2010]\n)"
)
_WITHOUT = re.compile(f"[{_DROPPED}]")
# A word of small letters broken at the end of a line. Where both parts are syllables the hyphen is the writer's own
# ("kinh tế-\nxã hội"), and a number or a symbol ("NĐ-\nCP", "2021-\n2026") has no small letters there.
_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,12}$")
_AFTER = re.compile(r"[a-zà-ỹđ]{1,12}(?!\w)")
# What makes offsets differ: dropped characters, marks of notes, hyphens at the ends of lines.
_NEEDS_A_WAY_BACK = re.compile(rf"[{_DROPPED}⁰¹²³⁴⁵⁶⁷⁸⁹]|[-\u2010]\n")
_TRANSLATED = re.compile("[" + "".join(map(chr, _SAME_LENGTH)) + "]")
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
    if not _NEEDS_A_WAY_BACK.search(text) and unicodedata.is_normalized("NFC", text):
        # Most texts hold nothing to translate, and the search is cheaper.
        return Folded(place_tones(text.translate(_SAME_LENGTH) if _TRANSLATED.search(text) else text))
    pieces: list[str] = []
    origin, ends = array("q"), array("q")
    at = 0
    for start, end, kept in (*_changes(text), (len(text), len(text), "")):
        if start > at:
            # A run without any change takes its offsets as they are.
            pieces.append(text[at:start])
            origin.extend(range(at, start))
            ends.extend(range(at + 1, start + 1))
        pieces.append(kept)
        origin.extend([start] * len(kept))
        ends.extend([end] * len(kept))
        at = end
    origin.append(len(text))
    return Folded(place_tones("".join(pieces).translate(_SAME_LENGTH)), origin, ends)


def place_tones(text: str) -> str:
    """Tone marks at the place that folded text uses ("hoà" -> "hòa"); the length stays."""
    return _MOVABLE.sub(lambda match: _MOVED[match.group()], text)


def key(text: str) -> str:
    """A form in which two spellings of one name are equal: folded, lower case, single blanks."""
    return " ".join(fold(text).text.lower().split())


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, what it becomes) of each stretch whose length changes, in order, none within another."""
    for match in _CHANGED.finditer(text):
        start, end = match.span()
        if match.lastgroup == "letter":
            yield start, end, unicodedata.normalize("NFC", _WITHOUT.sub("", match.group()))
        elif match.lastgroup == "dropped" or _is_broken_word(text, match):
            yield start, end, ""


def _is_broken_word(text: str, match: re.Match[str]) -> bool:
    """Whether a hyphen at the end of a line only breaks a word, so that it goes with the line break."""
    before = _BEFORE.search(text, max(0, match.start() - 13), match.start())
    after = _AFTER.match(text, match.end())
    if before is None or after is None:
        return False
    return not (is_syllable(before.group()) and is_syllable(after.group()))
