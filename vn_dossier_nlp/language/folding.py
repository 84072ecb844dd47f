"""Folded text: one form of every character for matching, with the way back to the text as read.

Real files mix composed and decomposed letters, "Ð" (U+00D0) with "Đ" (U+0110), "hoà" with "hòa", hard and soft
hyphens. Patterns see the folded text only; spans are given in the text as read.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
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
# What has another length in folded text stands at one of these: letters with marks of their own, what is dropped (a
# soft hyphen goes with the line break behind it; a raised digit is the mark of a note, but for squares and cubes of
# measures), broken words. Their places are found first: that costs next to nothing.
_MARKS = "\u0300-\u036f"
_SPOT = re.compile(rf"[{_MARKS}{_DROPPED}⁰¹²³⁴⁵⁶⁷⁸⁹]|-\n|\u2010\n")
_LATER_MARKS = re.compile(rf"(?:[{_DROPPED}]{{0,16}}[{_MARKS}]){{1,16}}")  # more is no letter
_GONE = re.compile(rf"\u00ad\n(?=[a-zà-ỹđ])|[{_DROPPED}]|(?<!m)[⁰¹²³⁴⁵⁶⁷⁸⁹]")
_BREAK = re.compile(r"[-\u2010]\n")
_WITHOUT = re.compile(f"[{_DROPPED}]")
# A word of small letters broken at the end of a line. Where both parts are syllables the hyphen is the writer's own
# ("kinh tế-\nxã hội"), and a number or a symbol ("NĐ-\nCP", "2021-\n2026") has no small letters there.
_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,12}$")
_AFTER = re.compile(r"[a-zà-ỹđ]{1,12}(?!\w)")
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
# The class of the second letter stands for the table: "ùa" is looked up and stays.
_MOVABLE = re.compile(rf"[oOuU][{''.join({pair[1] for pair in _MOVED})}](?<![qQ]..)(?!\w)")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text for matching. It is a row of stretches: those that stand as they were read, those that stand for another.

    ``starts[i]`` is the offset of a stretch here, ``sources[i]`` in the text as read; ``ends[i]`` is where what a
    changed stretch stands for ends, -1 for one that is as it was. What was dropped lies between stretches. Without
    ``starts`` every offset is the same in both texts.
    """

    text: str
    starts: Sequence[int] = ()
    sources: Sequence[int] = ()
    ends: Sequence[int] = ()

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as read for ``text[start:end]``."""
        if not self.starts:
            return start, end
        index = bisect_right(self.starts, start) - 1
        left = self.sources[index] + (start - self.starts[index] if self.ends[index] < 0 else 0)
        if end <= start:
            return left, left
        index = bisect_right(self.starts, end - 1) - 1
        return left, self.sources[index] + end - self.starts[index] if self.ends[index] < 0 else self.ends[index]

    def place(self, offset: int) -> int:
        """Where in this text the first character stands that comes from ``offset`` of the text as read, or later."""
        if not self.starts:
            return offset
        index = bisect_right(self.sources, offset) - 1
        if index < 0:
            return 0
        if index + 1 == len(self.starts):
            return len(self.text)
        after = self.starts[index + 1]
        if self.ends[index] < 0:
            return min(self.starts[index] + offset - self.sources[index], after)
        return self.starts[index] if offset == self.sources[index] else after


def fold(text: str) -> Folded:
    """The folded form of a text as read; linear in its length."""
    pieces: list[str] = []
    starts, sources, ends = array("q"), array("q"), array("q")
    at = length = 0
    for start, end, kept in _changes(text):
        for piece, source, until in ((text[at:start], at, -1), (kept, start, end)):
            if piece:
                pieces.append(piece)
                starts.append(length)
                sources.append(source)
                ends.append(until)
                length += len(piece)
        at = end
    if not at:
        return Folded(_same_length(text))
    for source in (at, len(text)):
        starts.append(length)
        sources.append(source)
        ends.append(-1)
        length += len(text) - source
    return Folded(_same_length("".join([*pieces, text[at:]])), starts, sources, ends)


def _same_length(text: str) -> str:
    return place_tones(_TRANSLATED.sub(lambda match: _SAME_LENGTH[ord(match.group())], text))


def place_tones(text: str) -> str:
    """Tone marks at the place that folded text uses ("hoà" -> "hòa"); the length stays."""
    return _MOVABLE.sub(lambda match: _MOVED.get(match.group(), match.group()), text)


def key(text: str) -> str:
    """A form in which two spellings of one name are equal: folded, lower case, single blanks."""
    return " ".join(fold(text).text.lower().split())


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, what it becomes) of each stretch whose length changes, in order, none within another."""
    at = 0
    for spot in _SPOT.finditer(text):
        place = spot.start()
        if place < at:
            continue
        marks = _LATER_MARKS.match(text, place) if place > at else None
        if marks:
            at = marks.end()
            yield place - 1, at, unicodedata.normalize("NFC", _WITHOUT.sub("", text[place - 1 : at]))
        elif gone := _GONE.match(text, place):
            at = gone.end()
            yield place, at, ""
        elif (hyphen := _BREAK.match(text, place)) and _is_broken_word(text, hyphen):
            at = hyphen.end()
            yield place, at, ""


def _is_broken_word(text: str, match: re.Match[str]) -> bool:
    """Whether a hyphen at the end of a line only breaks a word, so that it goes with the line break."""
    before = _BEFORE.search(text, max(0, match.start() - 13), match.start())
    after = _AFTER.match(text, match.end())
    if before is None or after is None:
        return False
    return not (is_syllable(before.group()) and is_syllable(after.group()))
