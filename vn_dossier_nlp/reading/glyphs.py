"""The characters of one PDF page, from pdfium, as pieces of print.

pdfium gives text in the order in which the page draws it. That is cheap to take whole, and right for most
pages: one rectangle per run of text shows whether a line goes steadily from left to right. Where it does not
(LibreOffice draws every letter of a fallback font after the rest of its line, "UBND T NH Ỉ"), the page is put
together from single characters by their places; that costs one call per character.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import Any, NamedTuple

from vn_dossier_nlp.reading.layout import Piece
from vn_dossier_nlp.schema import Box

_LINE = re.compile(r"[^\r\n]+")
# pdfium marks a hyphen at a line's end with one of these; "NĐ-" at the end of a line must keep its hyphen.
_CONTROLS = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFEFF, 0xFFFF)
_CLEAN: dict[int, str | None] = {**dict.fromkeys(_CONTROLS), 0x02: "-", 0xFFFE: "-", 0x0D: "\n"}
_ONLY_BLANKS = 0.6  # font sizes: a gap that no letter spacing makes
Place = Callable[[float, float, float, float], Box]
"""Turns (left, bottom, right, top) of the PDF's own space into a box from the page's top left corner."""


class Glyph(NamedTuple):
    """One character: its box, the height of its baseline, its font size."""

    char: str
    box: Box
    base: float
    size: float


class GlyphPage:
    """Text and boxes of one open text page."""

    def __init__(self, textpage: Any, place: Place) -> None:
        import pypdfium2.raw as raw

        self._raw: Any = raw
        self._page = textpage.raw
        self._place = place
        count = raw.FPDFText_CountChars(self._page)
        text: str = textpage.get_text_range() if count > 0 else ""
        if len(text) != count:
            # Characters outside the BMP or without a Unicode value: text and indices would drift apart.
            text = "".join(self._char(index) for index in range(count))
        self.text = text

    def _char(self, index: int) -> str:
        code = self._raw.FPDFText_GetUnicode(self._page, index)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\x00"

    def pieces(self) -> list[Piece]:
        """The page's pieces, by the cheap way where it holds."""
        found: list[Piece] = []
        for match in _LINE.finditer(self.text):
            if not match.group().strip():
                continue
            boxes = self._rects(match.start(), match.end() - match.start())
            steady = _steadiness(boxes)
            if steady == "backwards":
                glyphs = self.glyphs()
                return pieces_of(glyphs, blank_width(glyphs))
            if steady == "gaps":
                line = self.glyphs(match.start(), match.end(), in_order=True)
                found += pieces_of(line, _ONLY_BLANKS)
            elif boxes:
                found.append(Piece(clean(match.group()), _around(boxes)))
        return found

    def _rects(self, start: int, count: int) -> list[Box]:
        number = self._raw.FPDFText_CountRects(self._page, start, count)
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        refs = [ctypes.byref(value) for value in (left, top, right, bottom)]
        boxes = []
        for index in range(number):
            self._raw.FPDFText_GetRect(self._page, index, *refs)
            if right.value > left.value:
                boxes.append(self._place(left.value, bottom.value, right.value, top.value))
        return boxes

    def glyphs(self, start: int = 0, end: int | None = None, *, in_order: bool = False) -> list[Glyph | None]:
        """The characters with their places in drawing order; None is a line break that pdfium saw.

        Blanks that pdfium made up tell of drawing order, not of the page, and are left out; but where the
        file has a blank of its own beside one, pdfium drops that, and the next letter stands further on.
        With ``in_order``, where drawing order is right, they stay.
        """
        raw, page, place = self._raw, self._page, self._place
        char_box, char_origin = raw.FPDFText_GetCharBox, raw.FPDFText_GetCharOrigin
        values = [ctypes.c_double() for _ in range(6)]
        left, right, bottom, top, x, y = values
        refs = [ctypes.byref(value) for value in values]
        box_refs, origin_refs = refs[:4], refs[4:]
        found: list[Glyph | None] = []
        size = 0.0  # asked once a word: it costs a call
        for index in range(start, len(self.text) if end is None else end):
            char = self.text[index]
            if char in "\r\n":
                found.append(None)
                size = 0.0
                continue
            if char == " " and raw.FPDFText_IsGenerated(page, index) == 1:
                if in_order and found and found[-1] is not None:
                    found.append(_blank_after(found[-1]))
                    continue
                if in_order or not self._hides_blank(index):
                    continue
            size = size or raw.FPDFText_GetFontSize(page, index)
            char_box(page, index, *box_refs)
            char_origin(page, index, *origin_refs)
            box = place(left.value, bottom.value, right.value, top.value)
            base = place(x.value, y.value, x.value, y.value)[3]
            # Some files scale the page instead of the font and name a size of 1.
            found.append(Glyph(char, box, base, max(size, box[3] - box[1], 1.0)))
            size = 0.0 if char == " " else size
        return found

    def _hides_blank(self, index: int) -> bool:
        """Whether the letter after a made-up blank stands a blank's width further on."""
        x, y = ctypes.c_double(), ctypes.c_double()
        lefts = []
        for which in (index, index + 1):
            self._raw.FPDFText_GetCharOrigin(self._page, which, ctypes.byref(x), ctypes.byref(y))
            lefts.append(self._place(x.value, y.value, x.value, y.value)[0])
        size: float = self._raw.FPDFText_GetFontSize(self._page, index + 1)
        return 0.15 * size < lefts[1] - lefts[0] < size


def _blank_after(glyph: Glyph) -> Glyph:
    right = glyph.box[2]
    return Glyph(" ", (right, glyph.box[1], right, glyph.box[3]), glyph.base, glyph.size)


def clean(text: str) -> str:
    """Without control characters; marked hyphens are hyphens again."""
    return text.translate(_CLEAN)


def _steadiness(boxes: Sequence[Box]) -> str:
    """How a line's runs follow each other: steady | gaps (a column may end in it) | backwards."""
    steady = "steady"
    for before, after in zip(boxes, boxes[1:], strict=False):
        height = max(before[3] - before[1], after[3] - after[1], 4.0)
        if after[0] < before[0] - 0.1 * height or after[1] > before[3] + height:
            return "backwards"
        if after[0] < before[2] - 0.3 * height:
            return "backwards"
        if after[0] - before[2] > 0.9 * height:
            steady = "gaps"
    return steady


def pieces_of(glyphs: Sequence[Glyph | None], gap: float) -> list[Piece]:
    """Pieces from single characters: by baseline to rows, by place to lines, cut at wide gaps.

    ``gap``, in font sizes, is read as a blank where the file has none; see :func:`blank_width`.
    """
    pieces = []
    for row in _baseline_rows(_fragments(glyphs)):
        pieces += _cut(_by_place(row), gap)
    return pieces


def blank_width(glyphs: Sequence[Glyph | None]) -> float:
    """The gap, in font sizes, that stands for a blank on this page.

    Taken from the blanks that the file does have: in a typewriter face letters stand further apart.
    """
    blanks = [glyph for glyph in glyphs if glyph is not None and glyph.char.isspace()]
    widths = [(glyph.box[2] - glyph.box[0]) / glyph.size for glyph in blanks if glyph.box[2] > glyph.box[0]]
    return max(0.85 * median(widths), 0.17) if len(widths) > 0.06 * len(glyphs) else 0.17


def _fragments(glyphs: Iterable[Glyph | None]) -> list[list[Glyph]]:
    """Stretches in drawing order on one baseline; a raised footnote mark stays with its line."""
    found: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        last = found[-1]
        if glyph is None:
            found.append([])
        elif last and abs(glyph.base - last[-1].base) > 0.5 * max(glyph.size, last[-1].size):
            found.append([glyph])
        else:
            last.append(glyph)
    return [fragment for fragment in found if any(not glyph.char.isspace() for glyph in fragment)]


def _baseline_rows(fragments: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    found: list[tuple[float, list[Glyph]]] = []
    for fragment in sorted(fragments, key=lambda fragment: fragment[0].base):
        base, size = fragment[0].base, fragment[0].size
        if found and abs(found[-1][0] - base) < 0.3 * size:
            found[-1][1].extend(fragment)
        else:
            found.append((base, list(fragment)))
    return [row for _, row in found]


def _by_place(row: Sequence[Glyph]) -> list[Glyph]:
    """From left to right; a combining mark stays behind the letter it was drawn with."""
    from unicodedata import combining

    keyed: list[tuple[float, int, Glyph]] = []
    left = 0.0
    for index, glyph in enumerate(row):
        left = left if combining(glyph.char) and keyed else glyph.box[0]
        keyed.append((left, index, glyph))
    keyed.sort(key=lambda item: item[:2])
    return [glyph for _, _, glyph in keyed]


def _cut(row: Sequence[Glyph], gap: float) -> list[Piece]:
    """The pieces of a row: cut where the print has a gap as wide as a letter is high."""
    pieces: list[Piece] = []
    text, boxes, blank, reach = "", list[Box](), False, 0.0
    for glyph in row:
        if glyph.char.isspace():
            blank = True
            continue
        distance = glyph.box[0] - reach
        if boxes and distance > 0.9 * glyph.size:
            pieces.append(Piece(clean(text), _around(boxes)))
            text, boxes, reach = "", [], 0.0
        elif boxes and (blank or distance > gap * glyph.size):
            text += " "
        text += glyph.char
        boxes.append(glyph.box)
        # A letter before the last may reach further: marks are narrow.
        reach = max(reach, glyph.box[2])
        blank = False
    return [*pieces, Piece(clean(text), _around(boxes))] if boxes else pieces


def _around(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return (min(left), min(top), max(right), max(bottom))
