"""The head of a scanned first page: whether print stands there that OCR did not read, a stamp of secrecy perhaps.

A paper that bears such a stamp must not be processed, and what OCR did not read nobody can check. So ink of the size
of a stamp that lies outside the words read is cut out, levelled, freed of its frame and read once more. What stays
unread then is for a person to look at.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.reading.tesseract import Word
from vn_dossier_nlp.reading.upright import Turned, edges_along, rotated

Ink = NDArray[np.bool_]

Reader = Callable[[Any, int], list[Word]]
"""OCR of scattered words in a picture of so many dots an inch."""

_DEPTH = 0.4  # of the page's height: the masthead, and room for a stamp below it
_COARSE = 50  # dots an inch at which ink is looked for: two to the millimetre
_FINE = 300  # dots an inch for the second reading
_FAINT = 30  # shades darker than the paper: a pale stamp, but not the ghost of the seal on the page before
_WIDE, _HIGH = 10.0, 4.0  # millimetres: the smallest stamp, MẬT, measures 20 by 8, and half of it may be read
_EDGE = 8.0  # millimetres: the shadow that a scanner leaves along the edges of the paper
_LONG = 80.0  # millimetres: no stamp is as long
_SURE = 0.6  # words below it count as unread
_HALF_SURE = 0.3
_LETTER = 10.0  # millimetres: wider than a letter of any stamp
_TALL = 7.0  # millimetres: more than a line of print, the frame of a stamp perhaps
_LEFT = 0.2  # of the ink that may stay unread
_MANY = 12  # pieces of unread ink: a page that OCR cannot read
_GAP = 60  # white between two pieces of ink on the sheet for the second reading

# However OCR spells "TUYỆT MẬT", "TỐI MẬT", "MẬT": without marks and with doubled letters made one; the sides of the
# frame come out as i, l, 1. "MẬT MÃ" and "MẬT ĐỘ" are words of their own.
_MARK = re.compile(r"(?:tu[a-z01]{0,6}|t?[o0]?[il1t]?)mat[il1]{0,2}")
_LIFTED = re.compile(r"giai\s*mat")
# What may be left of one when letters were misread.
_NEAR = re.compile(
    r"[a-z0-9]{0,2}[o0][il1]m[a-z0-9]{1,3}|[tlif1]{0,2}uye[a-mo-z0-9]?(?:m[a-z0-9]{0,3})?|[il1]?ma[1lf37][a-z0-9]?"
)
# Other stamps: no mark is so misread as to become one of these.
_HARMLESS = re.compile(r"(?:thuong)?khan|hoatoc(?:hengio)?|duthao?0?")
_BEFORE = frozenset({"bi", "bao", "co", "giai", "vang", "tien", "be"})  # bí mật, bảo mật, có mặt, tiền mặt ...
_AFTER = frozenset({"tran", "bang", "hang", "do", "ma"})  # Mặt trận, mặt bằng, mật độ, mật mã ...
# The registry's stamp on mail that came in: clerks fill it in by hand.
_INCOMING = re.compile(r"\bden\b")
_FILLED_IN = re.compile(r"\b(?:so|ngay|chuyen|gio|cong van)\b")
_ENTRY = re.compile(r"\W*(?:so|ngay|thang|nam)(?![a-z])")
_ENTRY_HIGH = 7.0  # millimetres of a number written by hand into a line of print


@dataclass(frozen=True, slots=True)
class StampZone:
    """Whether all print in the head of a page could be read, and what only a closer look found.

    A secret mark, or its lifting, stands in ``text`` on a line of its own, spelt as it should be, however OCR spelt it
    ("TOI MẠT").
    """

    readable: bool
    text: str


@dataclass(frozen=True, slots=True)
class Blob:
    """Ink that hangs together: its top left corner and its shape, two pixels to the millimetre."""

    left: int
    top: int
    shape: Ink


@dataclass(frozen=True, slots=True)
class Cutting:
    """Unread ink cut out and levelled: the picture for OCR, and which of it is the ink in question."""

    image: Any
    ink: Ink


def stamp_zone(grey: Any, words: Iterable[Word], dpi: float, read: Reader) -> StampZone:
    """Look at the head of the upright page ``grey`` on which OCR found ``words``."""
    zone = grey.crop((0, 0, grey.width, max(round(_DEPTH * grey.height), 1)))
    head = [word for word in words if word.top < zone.height]
    lines = _lines(head)
    found = [mark for line in lines if (mark := _mark(line))]
    readable = not any(map(_is_doubtful, lines))
    unread = unread_ink(zone, head, dpi)
    if len(unread) > _MANY:
        return StampZone(False, "\n".join(found))
    cuttings = [_cutting(zone, blob, dpi) for blob in unread]
    for blob, cutting, again in zip(unread, cuttings, _second_reading(cuttings, read), strict=True):
        lines = _lines(again)
        found += [_mark(line) or " ".join(word.text for word in line) for line in lines]
        told = _is_read(cutting, again) or _is_incoming_stamp([*_near(head, blob, dpi), *again])
        readable = readable and told and not any(_holds_part_of_mark(line) for line in lines if not _mark(line))
    return StampZone(readable, "\n".join(found))


def unread_ink(zone: Any, words: Sequence[Word], dpi: float) -> list[Blob]:
    """The pieces of ink as large as a stamp that the words do not account for."""
    step = max(round(dpi / _COARSE), 1)
    ink = _without_shadow(_ink_on_paper(np.asarray(zone.reduce(step))))
    scale = dpi / step / 25.4
    _erase(ink, _settled(words, dpi), step, scale)
    found = [blob for blob in _blobs(ink) if _may_be_stamp(blob.shape, scale)]
    return [blob for blob in found if _holds_print(blob.shape, scale) and not _is_at_edge(blob, scale, ink.shape[1])]


# --- words ----------------------------------------------------------------------------------------------------------


def _lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words that stand together in a line, apart from others."""
    found: list[list[Word]] = []
    for _, group in groupby(words, key=lambda word: word.line):
        line = sorted(group, key=lambda word: word.left)
        height = median(word.bottom - word.top for word in line)
        found.append([])
        for word in line:
            if found[-1] and word.left - found[-1][-1].right > 1.2 * height:
                found.append([])
            found[-1].append(word)
    return found


def _capitals(line: Sequence[Word]) -> str:
    """The letters of a line in capitals, bare and none twice in a row; nothing where it has small letters."""
    # A scrap of the frame is often read as one or two small letters.
    text = "".join(word.text for word in line if len(word.text) > 2 or word.text == word.text.upper())
    if text != text.upper():
        return ""
    return "".join(letter for letter, _ in groupby(filter(str.isalnum, skeleton(text))))


def _mark(line: Sequence[Word]) -> str | None:
    """The degree of secrecy that a line says, or that it was lifted."""
    if _LIFTED.search(skeleton(" ".join(word.text for word in line))):
        return "GIẢI MẬT"
    letters = _capitals(line)
    if not _MARK.fullmatch(letters):
        return None
    return "TUYỆT MẬT" if letters.startswith("tu") else "TỐI MẬT" if letters.startswith("t") else "MẬT"


def _is_doubtful(line: Sequence[Word]) -> bool:
    """Whether a line may be a mark that was misread, or one stamped across other print."""
    if _mark(line):
        return False
    written = [word for word in line if unicodedata.normalize("NFC", word.text) == "MẬT"]
    return _NEAR.fullmatch(_capitals(line)) is not None or (bool(written) and _holds_part_of_mark(line))


def _holds_part_of_mark(line: Sequence[Word]) -> bool:
    """Whether one of the words is a word of a mark and not of "bí mật", "Mặt trận" and the like."""
    words = [skeleton(word.text) for word in line]
    each = [_capitals([word]) if len(word.text) > 2 else "" for word in line]
    for before, letters, after in zip(["", *words], each, [*words[1:], ""], strict=False):
        if letters == "toi" or _NEAR.fullmatch(letters):
            return True
        if _MARK.fullmatch(letters) and before not in _BEFORE and after not in _AFTER:
            return True
    return False


def _settled(words: Sequence[Word], dpi: float) -> list[Word]:
    """The words that count as read. A stamp may be taken for a single "|" of any confidence."""
    found = []
    for line in _lines(words):
        real = [word for word in line if _is_word(word, dpi)]
        if not real:
            continue
        text = "".join(word.text for word in real)
        if len(real) <= 4 and text == text.upper():
            # Short and in capitals, as a stamp is: it is read as a whole or not at all.
            sure = sum(word.confidence * len(word.text) for word in real) / len(text)
            whole = sure >= _SURE and min(word.confidence for word in real) >= _HALF_SURE
            kept = [whole or _HARMLESS.fullmatch(_capitals(real)) is not None] * len(real)
        else:
            kept = [word.confidence >= _SURE for word in real]
        entries = _entries(real, _ENTRY_HIGH / 25.4 * dpi)
        # OCR gives some words a box of no height.
        top, bottom = min(word.top for word in real), max(word.bottom for word in real)
        found += [
            replace(word, top=top, bottom=bottom)
            for word, keep, entry in zip(real, kept, entries, strict=True)
            if keep or entry
        ]
    return found


def _is_word(word: Word, dpi: float) -> bool:
    """Whether a word has letters, and they are not as large as a scribble."""
    letters = sum(map(str.isalnum, word.text))
    widest = _LETTER / 25.4 * dpi
    if letters <= 2 and word.bottom - word.top > _TALL / 25.4 * dpi:
        return False
    return letters > 0 and word.right - word.left <= widest * len(word.text)


def _entries(line: Sequence[Word], highest: float) -> list[bool]:
    """Which words are a number or a date that a clerk wrote into the masthead, "Số: 01", "ngày 06"."""
    found = []
    after = False
    for word in line:
        cue = _ENTRY.match(skeleton(word.text)) is not None
        low = word.bottom - word.top <= highest and word.right - word.left <= 3 * highest
        found.append(low and (cue or (after and len(word.text) <= 4)))
        after = cue
    return found


def _near(words: Iterable[Word], blob: Blob, dpi: float) -> list[Word]:
    """The words in and right above a blob."""
    step = max(round(dpi / _COARSE), 1)
    height, width = blob.shape.shape
    top, bottom = (blob.top - 24) * step, (blob.top + height) * step
    left, right = blob.left * step, (blob.left + width) * step
    return [w for w in words if top < w.bottom and w.top < bottom and left < w.right and w.left < right]


def _is_incoming_stamp(words: Iterable[Word]) -> bool:
    text = skeleton(" ".join(word.text for word in words))
    return bool(_INCOMING.search(text) and _FILLED_IN.search(text))


# --- ink ------------------------------------------------------------------------------------------------------------


def _ink_on_paper(grey: NDArray[np.uint8]) -> Ink:
    """Where a picture is darker than the paper around it."""
    block = 32
    height, width = grey.shape
    rows, columns = -(-height // block), -(-width // block)
    filled = np.pad(grey, ((0, rows * block - height), (0, columns * block - width)), mode="edge")
    blocks = filled.reshape(rows, block, columns, block).swapaxes(1, 2).reshape(rows, columns, -1)
    # A block that is dark all over is ink, not dark paper.
    paper = np.maximum(np.percentile(blocks, 90, axis=2), np.percentile(grey, 90) - 100)
    ground = paper.repeat(block, axis=0).repeat(block, axis=1)[:height, :width]
    ink: Ink = grey < ground - _FAINT
    return ink


def _without_shadow(ink: Ink) -> Ink:
    """Ink that does not run in from the edges of the picture."""
    sides = (ink, ink[:, ::-1], ink.T)
    left, right, top = (np.logical_and.accumulate(side, axis=1) for side in sides)
    return ink & ~left & ~right[:, ::-1] & ~top.T


def _erase(ink: Ink, words: Iterable[Word], step: int, scale: float) -> None:
    """Take away the ink of words and a little around them: OCR's boxes may leave out accents and the first stroke."""
    side, above = round(scale), round(scale / 2)
    for word in words:
        left, top = max(word.left // step - side, 0), max(word.top // step - above, 0)
        right, bottom = -(-word.right // step) + side, -(-word.bottom // step) + above
        ink[top : max(bottom, 0), left : max(right, 0)] = False


def _rules(ink: Ink, across: int, down: int, thick: int) -> Ink:
    """Straight lines, level or upright: at least so long and at most so thick."""
    level, upright = _run_lengths(ink), _run_lengths(ink.T).T
    return ((level >= across) & (upright <= thick)) | ((upright >= down) & (level <= thick))


def _runs(ink: Ink) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Row, start and end of every unbroken run of ink in a row."""
    steps = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, start = np.nonzero(steps == 1)
    return row, start, np.nonzero(steps == -1)[1]


def _run_lengths(ink: Ink) -> NDArray[np.int32]:
    """For every pixel the length of the run in its row; 0 where there is no ink."""
    _, start, end = _runs(ink)
    lengths = np.zeros(ink.shape, np.int32)
    lengths[ink] = np.repeat(end - start, end - start)
    return lengths


def _grown(ink: Ink) -> Ink:
    """Ink with a margin of three pixels to the sides and one above and below: what is that near hangs together."""
    height, width = ink.shape
    around = np.pad(ink, ((1, 1), (3, 3)))
    tall = around[:-2] | around[1:-1] | around[2:]
    wide = np.zeros_like(ink)
    for shift in range(7):
        wide |= tall[:, shift : shift + width]
    return wide


def _blobs(ink: Ink) -> list[Blob]:
    """The pieces of ink that hang together."""
    labels = _labels(_grown(ink))
    down, across = np.nonzero(labels)
    which = labels[down, across]
    order = np.argsort(which, kind="stable")
    found = []
    for group in np.split(order, np.flatnonzero(np.diff(which[order])) + 1) if len(order) else []:
        top, bottom = int(down[group].min()), int(down[group].max()) + 1
        left, right = int(across[group].min()), int(across[group].max()) + 1
        area = np.s_[top:bottom, left:right]
        found.append(Blob(left, top, (labels[area] == which[group[0]]) & ink[area]))
    return found


def _labels(ink: Ink) -> NDArray[np.int32]:
    """A number for every connected area: runs of neighbouring rows that touch are joined."""
    rows, starts, ends = (part.tolist() for part in _runs(ink))
    parent = list(range(len(rows)))

    def root(run: int) -> int:
        while parent[run] != run:
            parent[run] = parent[parent[run]]
            run = parent[run]
        return run

    above = 0  # the first run of the row above that may still touch
    for run, (row, start, end) in enumerate(zip(rows, starts, ends, strict=True)):
        while rows[above] < row - 1 or (rows[above] == row - 1 and ends[above] <= start):
            above += 1
        other = above
        while rows[other] == row - 1 and starts[other] < end:
            parent[root(other)] = root(run)
            other += 1
    labels = np.zeros(ink.shape, np.int32)
    for run, (row, start, end) in enumerate(zip(rows, starts, ends, strict=True)):
        labels[row, start:end] = root(run) + 1
    return labels


def _may_be_stamp(shape: Ink, scale: float) -> bool:
    """Whether ink of ``scale`` pixels a millimetre is as large as (half) a stamp, and no seal or emblem."""
    height, width = _extent(shape)
    return width >= _WIDE * scale and height >= _HIGH * scale and not _is_round(shape, scale)


def _holds_print(shape: Ink, scale: float) -> bool:
    """Whether more is there than the rules of a table or the one under the motto."""
    letters = shape & ~_rules(shape, across=round(12 * scale), down=round(20 * scale), thick=2)
    return any(_may_be_stamp(blob.shape, scale) for blob in _blobs(letters))


def _extent(shape: Ink) -> tuple[int, int]:
    rows, columns = np.flatnonzero(shape.any(axis=1)), np.flatnonzero(shape.any(axis=0))
    return (int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1) if len(rows) else (0, 0)


def _is_round(shape: Ink, scale: float) -> bool:
    """A seal or the national emblem: ink along a circle, none in the corners around it."""
    height, width = _extent(shape)
    if not 0.8 <= width / height <= 1.25 or min(height, width) < 15 * scale:
        return False
    down, across = np.nonzero(shape)
    down, across = down - down.min() - height / 2, across - across.min() - width / 2
    radius = np.hypot(down / height, across / width) * 2
    hours = np.floor(np.arctan2(down, across) / np.pi * 6).astype(int)
    in_corners = np.count_nonzero(radius > 1.12) / len(radius)
    return bool(in_corners < 0.02 and len(np.unique(hours[radius > 0.75])) >= 11)


def _is_at_edge(blob: Blob, scale: float, page: int) -> bool:
    """Whether ink lies wholly along an edge of the paper, as a shadow does; longer than a stamp, it may be askew."""
    height, width = blob.shape.shape
    depth = min(blob.left + width, blob.top + height, page - blob.left) / scale
    return bool(depth <= _EDGE or (depth <= 2 * _EDGE and max(height, width) >= _LONG * scale))


# --- the second reading ---------------------------------------------------------------------------------------------


def _cutting(zone: Any, blob: Blob, dpi: float) -> Cutting:
    from PIL import Image

    step = max(round(dpi / _COARSE), 1)
    shape = np.pad(blob.shape, 2)
    left, top = (blob.left - 2) * step, (blob.top - 2) * step
    height, width = shape.shape
    image = Image.new("L", (width * step, height * step), 255)
    inside = zone.crop((max(left, 0), max(top, 0), left + image.width, top + image.height))
    image.paste(inside, (max(-left, 0), max(-top, 0)))
    size = (round(image.width * _FINE / dpi), round(image.height * _FINE / dpi))
    image = image.resize(size, Image.Resampling.BICUBIC)
    darkest = float(np.percentile(np.asarray(inside), 90)) - _FAINT
    # What stands within a frame belongs to it, even where OCR took it for some word.
    tall = _extent(shape)[0] > _TALL / 25.4 * dpi / step
    area = np.pad(np.ones_like(blob.shape), 2) if tall else _grown(shape)
    mask = Image.fromarray(np.where(area, 0, 255).astype(np.uint8)).resize(size)
    angle = _tilt(np.less(np.asarray(image.reduce(3)), darkest)) if tall else 0.0
    image, mask = (rotated(Turned(picture), -angle).image for picture in (image, mask))
    grey = np.asarray(image)
    dark = np.less(grey, darkest)
    # Longer than any stroke of a letter, and thinner than a blot.
    frame = _thickened(_rules(dark, across=106, down=106, thick=14))
    print_left = dark & ~frame
    clean = np.where(_thickened(print_left), grey, 255).astype(np.uint8)
    return Cutting(Image.fromarray(clean), print_left & np.less(np.asarray(mask), 128))


def _thickened(ink: Ink) -> Ink:
    """Ink and two pixels around it: a line fades out to its sides."""
    height, width = ink.shape
    around = np.pad(ink, 2)
    wide = np.zeros_like(around)
    for shift in range(5):
        wide[:, 2:-2] |= around[:, shift : shift + width]
    tall = np.zeros_like(ink)
    for shift in range(5):
        tall |= wide[shift : shift + height, 2:-2]
    return tall


def _tilt(ink: Ink) -> float:
    """The angle in degrees at which frame and letters of a stamp stand straightest."""
    down, across = np.nonzero(ink)
    if not len(down):
        return 0.0
    rows, columns = down.astype(np.float32), across.astype(np.float32)

    @functools.cache
    def sharp(angle: float) -> float:
        return edges_along(rows, columns, angle) + edges_along(columns, rows, -angle)

    best = max(range(-12, 13), key=sharp)
    fine = max((best + quarter / 4 for quarter in range(-3, 4)), key=sharp)
    return fine if sharp(fine) > 1.1 * sharp(0.0) else 0.0


def _second_reading(cuttings: Sequence[Cutting], read: Reader) -> list[list[Word]]:
    """The words of each cutting; all are put on one sheet, since starting OCR costs more than reading them."""
    from PIL import Image

    if not cuttings:
        return []
    width = max(cutting.image.width for cutting in cuttings) + 2 * _GAP
    sheet = Image.new("L", (width, sum(cutting.image.height + _GAP for cutting in cuttings) + _GAP), 255)
    tops = []
    top = _GAP
    for cutting in cuttings:
        sheet.paste(cutting.image, (_GAP, top))
        tops.append(top)
        top += cutting.image.height + _GAP
    found: list[list[Word]] = [[] for _ in cuttings]
    for word in read(sheet, _FINE):
        index = int(np.searchsorted(tops, (word.top + word.bottom) / 2 + _GAP / 2)) - 1
        found[max(index, 0)].append(_shifted(word, _GAP, tops[max(index, 0)]))
    return found


def _shifted(word: Word, right: int, down: int) -> Word:
    left, top = word.left - right, word.top - down
    return replace(word, left=left, right=word.right - right, top=top, bottom=word.bottom - down)


def _is_read(cutting: Cutting, words: Sequence[Word]) -> bool:
    """Whether little ink is left beside the words, and none as large as a stamp."""
    ink = cutting.ink.copy()
    _erase(ink, _settled(words, _FINE), 1, _FINE / 25.4)
    if np.count_nonzero(ink) > _LEFT * np.count_nonzero(cutting.ink):
        return False
    step = _FINE // _COARSE
    height, width = (size // step for size in ink.shape)
    tiles = ink[: height * step, : width * step].reshape(height, step, width, step)
    coarse = tiles.mean(axis=(1, 3)) > 0.2
    return not any(_may_be_stamp(blob.shape, _COARSE / 25.4) for blob in _blobs(coarse))
