"""The characters of one PDF page, from pdfium, as pieces of print.

pdfium gives text in the order in which the page draws it. That is cheap to take whole, and right for most
pages: one rectangle per run of text shows whether a line goes steadily from left to right. Where it does not
(LibreOffice draws every letter of a fallback font after the rest of its line, "UBND T NH Ỉ"), the page is put
together from single characters by their places. That costs a call or two per character, so the calls are made
without leaving C (:class:`_Calls`), and what follows is done for all characters at once.

A raised small digit (a footnote's mark in "NĐ-CP¹", the square in "m²") becomes the superscript letter of
Unicode: glued on as a plain digit it would make another number or another year of what it follows.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from statistics import median
from typing import Any
from unicodedata import combining

import numpy as np
from numpy.typing import NDArray

from vn_dossier_nlp.reading.layout import Piece
from vn_dossier_nlp.schema import Box

_LINE = re.compile(r"[^\r\n]+")
_DIRT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\ufffe\uffff]")
_CONTROLS = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFEFF, 0xFFFF)
# pdfium marks a hyphen at a line's end with one of these; "NĐ-" at the end of a line must keep its hyphen.
_CLEAN: dict[int, str | None] = {**dict.fromkeys(_CONTROLS), 0x02: "-", 0xFFFE: "-", 0x0D: "\n"}
_ONLY_BLANKS = 0.6  # font sizes: a gap that no letter spacing makes
_BLANK, _BREAK, _RETURN = 0x20, 0x0A, 0x0D
_ZERO, _NINE = 0x30, 0x39
_SUPERSCRIPTS = np.array([ord(sign) for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹"], np.uint32)
_SMALL = 0.8  # of its line's size: a digit that may be raised
_RAISED = 0.15  # of its line's size above the baseline
_DIGIT_HEIGHT = 0.62  # font sizes: no digit that stands on the line, as high as capitals are, is lower
_LETTERS = 0x41  # before them come digits and what stands between digits
_DIGIT = re.compile(r"[0-9]")
_MARK = re.compile(r"\s*[0-9]{1,3}\s*")  # a line of nothing else may be a footnote's mark
_LEVEL = 0.1  # points by which the baselines of a level line may differ
_AT_ONCE = 512  # characters that pdfium is asked for in one go

Place = Callable[[Any, Any, Any, Any], tuple[Any, Any, Any, Any]]
"""Turns (left, bottom, right, top) of the PDF's own space into a box from the page's top left corner.

Takes numbers or arrays of them."""
Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]


class _Calls(threading.local):
    """pdfium's functions for single characters, made to be called from ``map``, and room for their answers.

    pypdfium2's own are slow here: they check each argument, and they let go of the interpreter's lock, which
    nobody may use meanwhile, as pdfium knows no threads.
    """

    def __init__(self) -> None:
        import pypdfium2.raw as raw

        def bare(function: Any, answer: Any = None) -> Any:
            return ctypes.PYFUNCTYPE(answer)(ctypes.cast(function, ctypes.c_void_p).value or 0)

        self._box = bare(raw.FPDFText_GetCharBox)
        self._origin = bare(raw.FPDFText_GetCharOrigin)
        self._rect = bare(raw.FPDFText_GetRect)
        self._loose = bare(raw.FPDFText_GetLooseCharBox)
        self._size = bare(raw.FPDFText_GetFontSize, ctypes.c_double)
        self._rects = bare(raw.FPDFText_CountRects, ctypes.c_int)
        room = (ctypes.c_double * (4 * _AT_ONCE))()
        refs = [ctypes.byref(ctypes.c_double.from_buffer(room, 8 * index)) for index in range(4 * _AT_ONCE)]
        self._refs = [refs[column::4] for column in range(4)]
        self._rows = list(zip(*self._refs, strict=True))
        self._room = np.frombuffer(memoryview(room).cast("B"), np.float64).reshape(_AT_ONCE, 4)
        floats = (ctypes.c_float * (4 * _AT_ONCE))()
        self._loose_refs = [ctypes.byref(ctypes.c_float.from_buffer(floats, 16 * index)) for index in range(_AT_ONCE)]
        self._loose_room = np.frombuffer(memoryview(floats).cast("B"), np.float32).reshape(_AT_ONCE, 4)

    def _filled(self, function: Any, page: Any, indices: Sequence[int], columns: int) -> Numbers:
        found = np.empty((len(indices), columns))
        refs = self._refs[:columns]
        for start in range(0, len(indices), _AT_ONCE):
            some = indices[start : start + _AT_ONCE]
            deque(map(function, repeat(page), some, *refs), maxlen=0)
            found[start : start + len(some)] = self._room[: len(some), :columns]
        return found

    def boxes(self, page: Any, indices: Sequence[int]) -> Numbers:
        """Left, right, bottom, top of the ink of each character."""
        return self._filled(self._box, page, indices, 4)

    def origins(self, page: Any, indices: Sequence[int]) -> Numbers:
        """Where each character sits on its baseline: x, y."""
        return self._filled(self._origin, page, indices, 2)

    def rooms(self, page: Any, indices: Sequence[int]) -> Numbers:
        """Left, right, bottom, top of the room that each character takes up on its line."""
        found = np.empty((len(indices), 4))
        for start in range(0, len(indices), _AT_ONCE):
            some = indices[start : start + _AT_ONCE]
            deque(map(self._loose, repeat(page), some, self._loose_refs), maxlen=0)
            found[start : start + len(some)] = self._loose_room[: len(some)]
        return found[:, [0, 2, 3, 1]]

    def sizes(self, page: Any, indices: Sequence[int]) -> Numbers:
        """The font size of each character."""
        return np.array(list(map(self._size, repeat(page), indices)), np.float64)

    def rects(self, page: Any, start: int, count: int) -> list[list[float]]:
        """Left, top, right, bottom of the runs in a stretch of text."""
        number = max(self._rects(page, start, count), 0)
        found: list[list[float]]
        if number > _AT_ONCE:
            found = self._filled(self._rect, page, range(number), 4).tolist()
            return found
        # Asked for every line, which has few: no time to lose on arrays.
        for index, refs in zip(range(number), self._rows, strict=False):
            self._rect(page, index, *refs)
        found = self._room[:number].tolist()
        return found


@cache
def _pdfium() -> _Calls:
    return _Calls()


@cache
def _kinds() -> tuple[Flags, Flags]:
    """By code, up to the last of the basic plane: blanks, and marks that combine with the letter before."""
    signs = [chr(code) for code in range(0x10000)]
    return np.array([sign.isspace() for sign in signs]), np.array([combining(sign) > 0 for sign in signs])


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters in drawing order: their boxes, the heights of their baselines, their font sizes.

    ``white`` is what belongs to a digit on either side of its ink; ``line`` grows where pdfium saw a line break;
    ``group`` tells what the characters belong to.
    """

    code: NDArray[np.uint32]
    left: Numbers
    top: Numbers
    right: Numbers
    bottom: Numbers
    white: Numbers
    base: Numbers
    size: Numbers
    line: Indices
    group: Indices
    blank: Flags
    combining: Flags

    def __len__(self) -> int:
        return len(self.code)

    def at(self, which: Indices | Flags) -> Glyphs:
        """Only these, in this order."""
        return Glyphs(*(getattr(self, name)[which] for name in self.__slots__))


class GlyphPage:
    """Text and boxes of one open text page."""

    def __init__(self, textpage: Any, place: Place) -> None:
        import pypdfium2.raw as raw

        self._raw: Any = raw
        self._page = textpage.raw
        self._pointer = ctypes.cast(textpage.raw, ctypes.c_void_p)
        self._place = place
        count = raw.FPDFText_CountChars(self._page)
        text: str = textpage.get_text_range() if count > 0 else ""
        if len(text) != count:
            # Characters outside the BMP or without a Unicode value: text and indices would drift apart.
            text = "".join(self._char(index) for index in range(count))
        self.text = text

    def rewrite(self, text: str) -> None:
        """Take other letters for the same characters: those of an old font in Unicode."""
        if len(text) != len(self.text):
            raise ValueError(f"{len(text)} letters for {len(self.text)} characters")
        self.text = text
        self._alphabet = set(text)

    def font_at(self, index: int) -> str:
        """The name of a character's font, as the file has it; the empty string where it names none."""
        room = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        self._raw.FPDFText_GetFontInfo(self._page, index, room, len(room), ctypes.byref(flags))
        return room.value.decode("utf-8", "replace")

    def _char(self, index: int) -> str:
        code = self._raw.FPDFText_GetUnicode(self._page, index)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\x00"

    def pieces(self) -> list[Piece]:
        """The page's pieces, by the cheap way where it holds."""
        found: list[list[Piece]] = []
        gaps: list[tuple[int, int, int]] = []
        mark: tuple[int, Box] | None = None  # a line of one small number, which may belong to the next
        for match in _LINE.finditer(self.text):
            words = match.group()
            if not words.strip():
                continue
            start, end = match.span()
            boxes = self._rects(start, end - start)
            steady = _steadiness(boxes)
            if steady == "backwards":
                return self.placed_pieces()
            if mark is not None and boxes and _is_raised(mark[1], boxes[0]):
                # pdfium breaks the line after the mark with which a footnote begins.
                found.pop()
                start, steady = mark[0], "gaps"
            elif steady == "steady" and len(boxes) > 1 and _DIGIT.search(words) and _has_raised(boxes):
                steady = "gaps"
            mark = (start, boxes[0]) if len(boxes) == 1 and _MARK.fullmatch(words) else None
            if steady == "gaps":
                gaps.append((len(found), start, end))
                found.append([])
            elif boxes:
                found.append([Piece(clean(words), _around(boxes))])
        if gaps:
            lines = self._lines([(start, end) for _, start, end in gaps])
            for group, piece in grouped_pieces(lines, _ONLY_BLANKS):
                found[gaps[group][0]].append(piece)
        return [piece for line in found for piece in line]

    def placed_pieces(self) -> list[Piece]:
        """The page's pieces, put together from single characters."""
        glyphs = self.glyphs()
        return pieces_of(glyphs, blank_width(glyphs))

    def _rects(self, start: int, count: int) -> list[Box]:
        place = self._place
        return [
            place(left, bottom, right, top)
            for left, top, right, bottom in _pdfium().rects(self._pointer, start, count)
            if right > left
        ]

    def glyphs(self) -> Glyphs:
        """The characters with their places in drawing order.

        Blanks that pdfium made up tell of drawing order, not of the page, and are left out; but where the
        file has a blank of its own beside one, pdfium drops that, and the next letter stands further on.
        """
        return self._glyphs(np.arange(len(self.text)), np.zeros(len(self.text), np.int64), in_order=False)

    def _lines(self, spans: Sequence[tuple[int, int]]) -> Glyphs:
        """The characters of lines where drawing order is right: blanks that pdfium made up stay."""
        index = np.concatenate([np.arange(start, end) for start, end in spans])
        group = np.repeat(np.arange(len(spans)), [end - start for start, end in spans])
        return self._glyphs(index, group, in_order=True)

    def _glyphs(self, index: Indices, group: Indices, *, in_order: bool) -> Glyphs:
        code = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), "<u4")[index]
        broken = (code == _BREAK) | (code == _RETURN)
        line = np.cumsum(broken) + group
        index, code, line, group = (values[~broken] for values in (index, code, line, group))
        call, page = _pdfium(), self._pointer
        left, right, bottom, top = call.boxes(page, index.tolist()).T
        # pdfium gives the blanks that it makes up a box of no size, on the baseline, and only those: a blank of
        # the file is at least as high as its font. That spares the call to FPDFText_IsGenerated.
        made = (code == _BLANK) & (left == right) & (bottom == top)
        left, top, right, bottom = (np.array(values) for values in self._place(left, bottom, right, top))
        # One baseline is taken to hold for a word; see below.
        begins = _begins(line)
        words = begins | _after(code == _BLANK)
        word = np.cumsum(words) - 1
        x, base = self._origins(index[words])
        lines = np.cumsum(begins[words]) - 1
        uneven = np.zeros(len(lines), np.bool_)
        uneven[lines[np.abs(base - base[begins[words]][lines]) > _LEVEL]] = True
        odd = uneven[lines]
        base = base[word]
        if in_order:
            last = np.maximum.accumulate(np.where(made, -1, np.arange(len(code))))
            kept = ~made | ((last >= 0) & (line[last] == line))
            for values in (top, right, bottom, base):
                values[made] = values[last[made]]
            left[made] = right[made]
        else:
            kept = ~made
            before = np.flatnonzero(made[:-1] & ~begins[1:])
            kept[before] = self._hide_blanks(index[before], x[word[before + 1]] - left[before])
        index, word, made = index[kept], word[kept], made[kept]
        code = code[kept]
        left, top, right, bottom, base = (values[kept] for values in (left, top, right, bottom, base))
        line, group = line[kept], group[kept]
        # Asked once a word: it costs a call.
        asked = _begins(line) | _after((code == _BLANK) & ~(made & in_order))
        size = call.sizes(page, index[asked].tolist())
        size = size[np.cumsum(asked) - 1] if size.all() else call.sizes(page, index.tolist())
        # Some files scale the page instead of the font and name a size of 1.
        size = np.maximum(np.maximum(size, bottom - top), 1.0)
        # A raised digit within a word has a size and a baseline of its own.
        digits = _digits(code)
        height, letter = bottom[digits] - top[digits], size[digits]
        low = (height < _DIGIT_HEIGHT * letter) & (base[digits] - bottom[digits] > 0.6 * _RAISED * letter)
        if low.any():
            raised = digits[low]
            size[raised] = np.maximum(call.sizes(page, index[raised].tolist()), height[low])
            base[raised] = self._origins(index[raised])[1]
        # But letters that stand higher or lower than letters do may have a baseline of their own, and so may
        # all of a line whose words do not stand on one.
        rise = (base - (top + bottom) / 2) / size
        odd[word[(rise > 0.62) | (rise < -0.15)]] = True
        strange = odd[word] & ~made
        base[strange] = self._origins(index[strange])[1]
        white = np.zeros(len(code))
        if not in_order and len(digits):
            # The same for each digit of a size: it costs a call.
            alike = code[digits] + 256 * np.round(8 * size[digits])
            _, first, which = np.unique(alike, return_index=True, return_inverse=True)
            some = digits[first]
            white[digits] = self._white(index[some], right[some] - left[some])[which]
        blanks, marks = _kinds()
        kind = np.minimum(code, len(blanks) - 1)
        return Glyphs(code, left, top, right, bottom, white, base, size, line, group, blanks[kind], marks[kind])

    def _white(self, index: Indices, width: Numbers) -> Numbers:
        """How much white belongs to characters on either side of their ink, which is ``width`` wide."""
        left, right, bottom, top = _pdfium().rooms(self._pointer, index.tolist()).T
        left, _, right, _ = self._place(left, bottom, right, top)
        white: Numbers = np.fmax(right - left - width, 0.0) / 2
        return white

    def _origins(self, index: Indices) -> tuple[Numbers, Numbers]:
        """Left and height of where characters sit on their baselines."""
        x, y = _pdfium().origins(self._pointer, index.tolist()).T
        left, _, _, base = self._place(x, y, x, y)
        return left, base

    def _hide_blanks(self, index: Indices, distance: Numbers) -> Flags:
        """Whether the letter after a made-up blank, at this distance, stands a blank's width further on."""
        found = distance > 0
        size = _pdfium().sizes(self._pointer, (index[found] + 1).tolist())
        found[found] = (0.15 * size < distance[found]) & (distance[found] < size)
        return found


@contextmanager
def page_with_fields(pdf: Any, index: int, page: Any) -> Iterator[Any]:
    """The open page with the words of its form fields drawn into it; the page itself where they have none.

    A digital signature often is such a field that shows the number or the day of the document, which the page
    leaves blank ("Số:       /TB-UBND"), or a stamp. The text layer has none of it. Changes the page in memory.
    """
    import pypdfium2.raw as raw

    count = raw.FPDFPage_GetAnnotCount(page.raw)
    fields = [number for number in range(count) if _is_worded_field(page, number)] if count else []
    if not fields:
        yield page
        return
    # Notes and marks of readers are no part of the document; seals and signatures that are drawn say nothing.
    for number in reversed(range(count)):
        if number not in fields:
            raw.FPDFPage_RemoveAnnot(page.raw, number)
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    with closing(pdf[index]) as filled:
        yield filled


def _is_worded_field(page: Any, number: int) -> bool:
    import pypdfium2.raw as raw

    note = raw.FPDFPage_GetAnnot(page.raw, number)
    try:
        if raw.FPDFAnnot_GetSubtype(note) != raw.FPDF_ANNOT_WIDGET:
            return False
        count = raw.FPDFAnnot_GetObjectCount(note)
        return any(_has_words(raw.FPDFAnnot_GetObject(note, index), 4) for index in range(count))
    finally:
        raw.FPDFPage_CloseAnnot(note)


def _has_words(item: Any, depth: int) -> bool:
    import pypdfium2.raw as raw

    kind = raw.FPDFPageObj_GetType(item)
    if kind != raw.FPDF_PAGEOBJ_FORM or not depth:
        return bool(kind == raw.FPDF_PAGEOBJ_TEXT)
    count = raw.FPDFFormObj_CountObjects(item)
    return any(_has_words(raw.FPDFFormObj_GetObject(item, index), depth - 1) for index in range(count))


def clean(text: str) -> str:
    """Without control characters; marked hyphens are hyphens again."""
    # Few lines hold any, and the search is cheaper than the translation.
    return text.translate(_CLEAN) if _DIRT.search(text) else text


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


def _has_raised(boxes: Sequence[Box]) -> bool:
    """Whether a run of a line is lower than the line and ends well above its foot: raised print."""
    top = min([box[1] for box in boxes])
    foot = max([box[3] for box in boxes])
    height = foot - top
    # Digits that stand on the line end above the tails of "g" and "y", but not by so much. A dash is no digit.
    return any(foot - box[3] > 0.28 * height and box[3] - box[1] > 0.25 * height for box in boxes)


def _is_raised(mark: Box, line: Box) -> bool:
    """Whether a small number stands, raised, right before the line."""
    height = line[3] - line[1]
    return (
        mark[1] < line[3]
        and line[3] - mark[3] > 0.28 * height
        and mark[3] - line[1] > 0.2 * height
        and -0.3 * height < line[0] - mark[2] < height
    )


def blank_width(glyphs: Glyphs) -> float:
    """The gap, in font sizes, that stands for a blank on this page.

    Taken from the blanks that the file does have: in a typewriter face letters stand further apart.
    """
    widths = ((glyphs.right - glyphs.left) / glyphs.size)[glyphs.blank & (glyphs.right > glyphs.left)]
    # The breaks count as characters here.
    breaks = glyphs.line[-1] if len(glyphs) else 0
    known = len(widths) > 0.06 * (len(glyphs) + breaks)
    return max(0.85 * median(widths.tolist()), 0.17) if known else 0.17


def pieces_of(glyphs: Glyphs, gap: float) -> list[Piece]:
    """Pieces from single characters: by baseline to rows, by place to lines, cut at wide gaps.

    ``gap``, in font sizes, is read as a blank where the file has none; see :func:`blank_width`.
    """
    return [piece for _, piece in grouped_pieces(glyphs, gap)]


def grouped_pieces(glyphs: Glyphs, gap: float) -> list[tuple[int, Piece]]:
    """The same for each group by itself: (group, piece), the groups in ascending order."""
    if len(glyphs) and glyphs.group.any():
        glyphs = glyphs.at(np.argsort(glyphs.group, kind="stable"))
    order, row = _rows(glyphs)
    # From left to right; a combining mark stays behind the letter it was drawn with.
    left = glyphs.left[order]
    if glyphs.combining.any():
        marks = glyphs.combining[order] & ~_begins(row)
        left = left[np.maximum.accumulate(np.where(marks, 0, np.arange(len(left))))]
    order = order[np.lexsort((left, row))]
    ink = np.flatnonzero(~glyphs.blank[order])
    return _cut(glyphs.at(order[ink]), row[ink], ink, gap) if len(ink) else []


def _rows(glyphs: Glyphs) -> tuple[Indices, Indices]:
    """The characters row by row, each row in drawing order: their indices and the numbers of their rows.

    Stretches in drawing order on one baseline make a row; a raised footnote mark stays with its line.
    """
    base, size = glyphs.base, glyphs.size
    begins = _begins(glyphs.line) | _begins(glyphs.group)
    begins[1:] |= np.abs(np.diff(base)) > 0.5 * np.maximum(size[1:], size[:-1])
    first = np.flatnonzero(begins)
    if not len(first):
        return first, first
    ends = np.append(first[1:], len(glyphs))
    inked = np.logical_or.reduceat(~glyphs.blank, first)
    first, ends = first[inked], ends[inked]
    # The blank after a raised mark is on the line, but has the mark's size: the last letter tells.
    letters = np.maximum(size[first], size[ends - 1])
    columns = (glyphs.group[first], base[first], letters, first, ends - first)
    fragments = sorted(zip(*(column.tolist() for column in columns), strict=True), key=lambda item: item[:2])
    numbers: list[int] = []
    row, at = 0, (-1, 0.0, 0.0)
    for group, height, letter, _, _ in fragments:
        raised = at[2] < _SMALL * letter  # so far the row is small print: it may be the mark of a footnote
        if at[0] != group or abs(at[1] - height) >= (0.5 if raised else 0.3) * letter:
            row, at = row + 1, (group, height, letter)
        elif raised:
            at = (group, height, letter)
        numbers.append(row)
    start, length = (np.array([item[column] for item in fragments], np.int64) for column in (3, 4))
    before = np.cumsum(length) - length
    return np.repeat(start - before, length) + np.arange(length.sum()), np.repeat(numbers, length)


def _cut(glyphs: Glyphs, row: Indices, place: Indices, gap: float) -> list[tuple[int, Piece]]:
    """The pieces of all rows: cut where the print has a gap as wide as a letter is high.

    ``place`` numbers the characters with the blanks among them, which are left out.
    """
    # Within bounds, and a number: one broken letter must not spoil the page.
    right = np.fmin(np.fmax(glyphs.right, 0.0), 1e5)
    # A letter before the last may reach further: marks are narrow. Each row starts anew.
    shift = row * (right.max() + 1.0)
    reach = np.maximum.accumulate(right + shift) - shift
    distance = glyphs.left.copy()
    distance[1:] -= reach[:-1]
    cut = _begins(row) | (distance > 0.9 * glyphs.size)
    starts = np.flatnonzero(cut)
    code, size = _with_superscripts(glyphs, starts)
    # Within a number ("11/2011") not the ink counts: that of a "1" is thin.
    plain = code < _LETTERS
    figures = np.flatnonzero(plain[1:] & plain[:-1])
    distance[figures + 1] -= glyphs.white[figures + 1] + glyphs.white[figures]
    spaced = distance > gap * size
    spaced[1:] |= np.diff(place) > 1
    spaced |= cut
    at = np.arange(len(row)) + np.cumsum(spaced) - 1
    printed = np.full(at[-1] + 1, _BLANK, "<u4")
    printed[at] = code
    printed[at[starts[1:]] - 1] = _BREAK
    texts = printed.tobytes().decode("utf-32-le", "surrogatepass").split("\n")
    sides = (
        np.minimum.reduceat(glyphs.left, starts),
        np.minimum.reduceat(glyphs.top, starts),
        np.maximum.reduceat(glyphs.right, starts),
        np.maximum.reduceat(glyphs.bottom, starts),
    )
    boxes = zip(*(side.tolist() for side in sides), strict=True)
    groups = glyphs.group[starts].tolist()
    return [(group, Piece(clean(text), box)) for group, text, box in zip(groups, texts, boxes, strict=True)]


def _with_superscripts(glyphs: Glyphs, starts: Indices) -> tuple[NDArray[np.uint32], Numbers]:
    """The characters with superscripts for raised digits, and sizes in which these count as their line's letters.

    ``starts`` are the first characters of the pieces: a digit is compared with its own piece.
    """
    # A digit's ink tells its size too: some files scale the page under it instead of changing the font.
    digits = _digits(glyphs.code)
    own = np.minimum(glyphs.size[digits], (glyphs.bottom[digits] - glyphs.top[digits]) / _DIGIT_HEIGHT)
    if not (own < _SMALL * glyphs.size.max()).any():
        return glyphs.code, glyphs.size
    piece = np.zeros(len(glyphs), np.int64)
    piece[starts[1:]] = 1
    piece = np.cumsum(piece)
    largest = np.maximum.reduceat(glyphs.size, starts)[piece]
    small = np.zeros(len(glyphs), np.bool_)
    small[digits] = own < _SMALL * largest[digits]
    lines = np.add.reduceat(np.where(small, 0.0, glyphs.base), starts)
    letters = np.maximum(np.add.reduceat(~small, starts, dtype=np.int64), 1)
    raised = small & ((lines / letters)[piece] - glyphs.base > _RAISED * largest)
    code, size = glyphs.code.copy(), glyphs.size.copy()
    code[raised] = _SUPERSCRIPTS[code[raised] - _ZERO]
    size[raised] = largest[raised]
    return code, size


def _digits(code: NDArray[np.uint32]) -> Indices:
    return np.flatnonzero((code >= _ZERO) & (code <= _NINE))


def _begins(values: Indices) -> Flags:
    """Where a value differs from the one before."""
    found = np.ones(len(values), np.bool_)
    found[1:] = values[1:] != values[:-1]
    return found


def _after(flags: Flags) -> Flags:
    """Where the one before is set."""
    found = np.zeros(len(flags), np.bool_)
    found[1:] = flags[:-1]
    return found


def _around(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return (min(left), min(top), max(right), max(bottom))
