"""Where single characters stand on their pages, and what stands at a point of a page.

A document keeps the boxes of its lines, and of words where OCR read them; those of characters are asked for seldom
and would be most of its bulk. So they are taken from the PDF again when they are wanted, and matched with the text
of their line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import numpy as np

from vn_dossier_nlp.reading.glyphs import GlyphPage, Glyphs, clean, page_with_fields
from vn_dossier_nlp.reading.pdf import opened, place_of
from vn_dossier_nlp.schema import Box, Document, Line, Page

_EDGE = 1.5  # points by which rounding may put a character outside of its line
_LEAST_ALIKE = 0.3  # of a line that must be found again: otherwise it is another file, or a drawing
_WIDE = 0.005  # by which the wider of two lines at a point is the less likely one
_NEAR = 2.0  # points beside a line that still hit it
_AS_IN_FILE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

Place = tuple[int, Box]
"""A page's number and a box on it."""


def character_boxes(data: bytes, document: Document, start: int, end: int) -> list[Place | None]:
    """The place of each character of ``document.text[start:end]``; ``data`` is the file that was read.

    None for line breaks, for blanks that the file does not have, and for rows of tables (their cells, joined by
    " | ", have no order on the page). A character that OCR read has the box of its word. Raises ValueError where
    there is no such span, UnreadableError where ``data`` cannot be opened.
    """
    if not 0 <= start <= end <= len(document.text):
        raise ValueError(f"{document.path}: no span {start}:{end} in {len(document.text)} characters")
    found: dict[int, Place] = {}
    rest: list[tuple[Page, list[Line]]] = []
    for page in document.pages:
        lines = [line for line in page.lines if line.start < end and line.end > start]
        for word in (word for line in lines for word in line.words):
            found.update(dict.fromkeys(range(word.start, word.end), (page.number, word.box)))
        plain = [line for line in lines if line.box is not None and not _is_covered(line, found, document.text)]
        if plain:
            rest.append((page, plain))
    if rest and document.format == "pdf":
        found = {**_from_pdf(data, document.text, rest), **found}
    return [found.get(offset) for offset in range(start, end)]


def offset_at(document: Document, page: int, x: float, y: float) -> int | None:
    """The offset of what stands at a point of page ``page``, in points from its top left corner; None for white.

    Exact to the line; within it the place is that of the word where OCR read it, else reckoned from the width.
    """
    for sheet in document.pages:
        if sheet.number == page:
            line = _line_at(sheet.lines, x, y)
            return None if line is None else _offset_in(line, x)
    return None


def _line_at(lines: Sequence[Line], x: float, y: float) -> Line | None:
    hit: list[tuple[float, Line]] = []
    for line in lines:
        if line.box is not None:
            left, top, right, bottom = line.box
            if left - _NEAR <= x <= right + _NEAR and top - _NEAR <= y <= bottom + _NEAR:
                # Boxes of lines set close reach into each other, and one of two columns may lie within another.
                hit.append((abs(y - (top + bottom) / 2) + _WIDE * (right - left), line))
    return min(hit, key=lambda item: item[0])[1] if hit else None


def _offset_in(line: Line, x: float) -> int:
    stretches = [(word.box, word.start, word.end) for word in line.words]
    if not stretches:
        assert line.box is not None
        stretches = [(line.box, line.start, line.end)]
    (left, _, right, _), start, end = min(stretches, key=lambda item: max(item[0][0] - x, x - item[0][2]))
    share = (x - left) / max(right - left, 0.1)
    return min(max(start + int(share * (end - start)), start), end - 1)


def _is_covered(line: Line, found: dict[int, Place], text: str) -> bool:
    return all(offset in found or text[offset].isspace() for offset in range(line.start, line.end))


def _from_pdf(data: bytes, text: str, wanted: Sequence[tuple[Page, Sequence[Line]]]) -> dict[int, Place]:
    found: dict[int, Place] = {}
    with opened(data) as pdf:
        for page, lines in wanted:
            if page.number > len(pdf):
                break
            glyphs = _glyphs(pdf, page.number - 1)
            for line in lines:
                assert line.box is not None
                for index, box in _boxes_of(text[line.start : line.end], _Row.within(glyphs, line.box)):
                    found[line.start + index] = (page.number, box)
    return found


def _glyphs(pdf: Any, index: int) -> Glyphs:
    with (
        closing(pdf[index]) as page,
        page_with_fields(pdf, index, page) as filled,
        closing(filled.get_textpage()) as textpage,
    ):
        return GlyphPage(textpage, place_of(page)).glyphs()


@dataclass(frozen=True, slots=True)
class _Row:
    """The characters within a line's box in the order in which they are read."""

    signs: str
    boxes: list[Box]

    @classmethod
    def within(cls, glyphs: Glyphs, box: Box) -> _Row:
        """From the top down, from left to right; a combining mark stays behind its letter."""
        left, top, right, bottom = box
        x, y = (glyphs.left + glyphs.right) / 2, (glyphs.top + glyphs.bottom) / 2
        inside = (x > left - _EDGE) & (x < right + _EDGE) & (y > top - _EDGE) & (y < bottom + _EDGE)
        some = glyphs.at(np.flatnonzero(inside))
        start = some.left.copy()
        for mark in np.flatnonzero(some.combining):
            start[mark] = start[mark - 1] if mark else start[mark]
        order = np.lexsort((start, _levels(some)))
        signs, boxes = [], []
        for place in order.tolist():
            sign = clean(chr(some.code[place]))
            if sign:
                signs.append(sign)
                sides = (some.left[place], some.top[place], some.right[place], some.bottom[place])
                boxes.append(_rounded(sides))
        return cls("".join(signs), boxes)


def _levels(glyphs: Glyphs) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The printed line of each character, by its baseline: the cell of a table may have several."""
    order = np.argsort(glyphs.base, kind="stable")
    steps = np.diff(glyphs.base[order], prepend=glyphs.base[order[:1]]) > 0.5 * glyphs.size[order]
    levels = np.empty(len(glyphs), np.int64)
    levels[order] = np.cumsum(steps)
    return levels


def _rounded(sides: Sequence[float]) -> Box:
    left, top, right, bottom = (round(float(side), 1) for side in sides)
    return (left, top, right, bottom)


def _boxes_of(text: str, row: _Row) -> Iterator[tuple[int, Box]]:
    """The boxes of the characters of a line, by their place in it."""
    if " | " in text and "|" not in row.signs:
        return
    wanted = [index for index, sign in enumerate(text) if not sign.isspace()]
    there = [index for index, sign in enumerate(row.signs) if not sign.isspace()]
    pairs = _pairs("".join(text[index] for index in wanted), "".join(row.signs[index] for index in there))
    places = {wanted[one]: [there[other] for other in others] for one, others in pairs}
    for index, others in places.items():
        yield index, _union([row.boxes[other] for other in others])
    for index, sign in enumerate(text):
        if sign.isspace() and index - 1 in places and index + 1 in places:
            between = range(places[index - 1][-1] + 1, places[index + 1][0])
            if len(between):
                yield index, _union([row.boxes[other] for other in between])


def _pairs(text: str, signs: str) -> list[tuple[int, range]]:
    """Which of ``signs`` each character of the text is: as a rule the same one.

    The text may be a translation from an old encoding, with one or two bytes a letter.
    """
    if len(text) == len(signs):
        return [(index, range(index, index + 1)) for index in range(len(text))]
    matcher = SequenceMatcher(None, text.translate(_AS_IN_FILE), signs, autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) < _LEAST_ALIKE * len(text):
        return []
    found: list[tuple[int, range]] = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind in ("equal", "replace"):
            step = (last - first) / (end - start)
            for index in range(end - start):
                begin = min(first + int(index * step), last - 1)
                found.append((start + index, range(begin, max(begin + 1, first + int((index + 1) * step)))))
    return found


def _union(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return (min(left), min(top), max(right), max(bottom))
