"""Pages scanned askew, sideways or upside down: turned upright, with the way back to the page as shown."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vn_dossier_nlp.reading.tesseract import Word
from vn_dossier_nlp.schema import Box

Matrix = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f): x is taken to a·x + b·y + c, y to d·x + e·y + f."""

Reader = Callable[[Any], list[Word]]
"""OCR of one picture."""

_LONG_SIDE = 600  # pixels to which a page is reduced to be measured: 8 ms
_STEEPEST = 7.0  # degrees; a page fed more askew than that is a case for a person
_STRAIGHT = 0.3  # degrees that OCR takes in its stride
_CLEAR = 3.0  # how far the best angle must stand out: upright print gives 6 and more, print on its side 1.7
_LITTLE_INK = 1000  # reduced pixels: a few words, or the ghost of the seal on the page before
_FEW_LETTERS = 40
_SURE = 0.65  # mean confidence of a page the right way up; one the wrong way up stays below 0.5
_BETTER = 0.1  # by which confidence must rise before a page is turned
_BAND = 0.2  # of a page's height is enough to try a direction on


@dataclass(frozen=True, slots=True)
class Turned:
    """A picture turned, the ``matrix`` that leads back to the one as shown, and the margin that turning added."""

    image: Any
    matrix: Matrix = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
    margin: tuple[float, float] = (0.0, 0.0)

    def back(self, box: Box) -> Box:
        """A box of the turned picture on the picture as shown."""
        return _moved(box, self.matrix)

    def forth(self, box: Box) -> Box:
        """A box of the picture as shown on the turned one."""
        return _moved(box, _inverse(self.matrix))

    def plain(self, box: Box) -> Box:
        """A box of the turned picture without the margin: as if the page had been laid down properly."""
        right, down = self.margin
        return (box[0] - right, box[1] - down, box[2] - right, box[3] - down)


@dataclass(frozen=True, slots=True)
class Upright:
    """A page the right way up and its words, whose boxes are those of the turned picture."""

    turned: Turned
    words: list[Word]


def read_upright(grey: Any, read: Reader) -> Upright:
    """The words of a page, turned first as far as its print asks for it.

    Tesseract itself reads print that runs downwards and, badly, print that runs upwards, so the first reading says
    where to turn: its own orientation detection would take as long as reading half the page.
    """
    turned = straightened(Turned(grey))
    first = Upright(turned, read(turned.image))
    sure = _confidence(first.words)
    lying = _lies(first.words)
    if sure >= _SURE and lying:
        return _read_on_its_side(grey, first, read)
    if sure >= _SURE and _letters(first.words) >= _FEW_LETTERS:
        return first
    ink = ink_of(turned.image)
    if int(ink.sum()) < _LITTLE_INK:
        return first
    for quarters in _directions(lying, _lines_stand(ink)):
        turned = straightened(quartered(grey, quarters))
        if _confidence(read(_band(turned.image))) >= sure + _BETTER:
            return Upright(turned, read(turned.image))
    return first


def _read_on_its_side(grey: Any, first: Upright, read: Reader) -> Upright:
    """A page whose print runs downwards: its words are read already, unless it is askew as well."""
    quarter = quartered(grey, 1)
    turned = straightened(quarter)
    if turned is not quarter:
        return Upright(turned, read(turned.image))
    return Upright(turned, [_word(word, turned.forth(first.turned.back(box_of(word)))) for word in first.words])


def _directions(lying: bool, standing: bool) -> tuple[int, ...]:
    """Quarter turns to try, the likely ones first: by the shape of the words and by the gaps between the lines."""
    if lying != standing:
        return (3, 1, 2)
    return (3, 1) if lying else (2,)


def box_of(word: Word) -> Box:
    """The box of a word."""
    return (word.left, word.top, word.right, word.bottom)


def _word(word: Word, box: Box) -> Word:
    left, top, right, bottom = (round(edge) for edge in box)
    return replace(word, left=left, top=top, right=right, bottom=bottom)


def _letters(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)


def _confidence(words: Sequence[Word]) -> float:
    """Mean confidence of a letter."""
    return sum(word.confidence * len(word.text) for word in words) / max(_letters(words), 1)


def _lies(words: Sequence[Word]) -> bool:
    """Whether most words are higher than they are wide."""
    long = [word.bottom - word.top > word.right - word.left for word in words if len(word.text) > 2]
    return 2 * sum(long) > len(long)


def _band(image: Any) -> Any:
    """The stretch of a page that has the most print."""
    rows = ink_of(image).sum(axis=1)
    height = max(round(_BAND * len(rows)), 1)
    top = int(np.convolve(rows, np.ones(height, dtype=np.int64), "valid").argmax())
    scale = image.height / len(rows)
    return image.crop((0, round(top * scale), image.width, min(round((top + height) * scale), image.height)))


def quartered(grey: Any, quarters: int) -> Turned:
    """A picture after so many quarter turns against the clock."""
    from PIL.Image import Transpose

    width, height = float(grey.width), float(grey.height)
    turn, matrix = {
        1: (Transpose.ROTATE_90, (0.0, -1.0, width, 1.0, 0.0, 0.0)),
        2: (Transpose.ROTATE_180, (-1.0, 0.0, width, 0.0, -1.0, height)),
        3: (Transpose.ROTATE_270, (0.0, 1.0, 0.0, -1.0, 0.0, height)),
    }[quarters]
    return Turned(grey.transpose(turn), matrix)


def straightened(turned: Turned) -> Turned:
    """A picture whose lines of text are level; the same one where they are."""
    angle = skew_of(ink_of(turned.image))
    if abs(angle) <= _STRAIGHT:
        return turned
    # Around grey paper white would make the paper look like ink.
    paper = int(np.percentile(np.asarray(turned.image)[::16, ::16], 90))
    return rotated(turned, -angle, paper)


def rotated(turned: Turned, angle: float, ground: int = 255) -> Turned:
    """A picture turned by ``angle`` degrees against the clock on a plain ground; no corner is cut off."""
    from PIL import Image

    old = turned.image
    # Bicubic would take 140 ms instead of 55 and is read no better.
    new = old.rotate(angle, resample=Image.Resampling.BILINEAR, expand=True, fillcolor=ground)
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = new.width / 2, new.height / 2
    step = (cos, -sin, old.width / 2 - cos * x + sin * y, sin, cos, old.height / 2 - sin * x - cos * y)
    right, down = turned.margin
    margin = (right + (new.width - old.width) / 2, down + (new.height - old.height) / 2)
    return Turned(new, _after(turned.matrix, step), margin)


def ink_of(grey: Any) -> NDArray[np.bool_]:
    """Where a page is dark, at a resolution that just tells its lines apart."""
    small = np.asarray(grey.reduce(max(round(max(grey.size) / _LONG_SIDE), 1)))
    return small < float(np.percentile(small[::4, ::4], 90)) - 60


def skew_of(ink: NDArray[np.bool_], steepest: float = _STEEPEST, clear: float = _CLEAR) -> float:
    """The angle in degrees by which lines of text rise to the right; 0 where none stands out."""
    # The edges of a scan show the shadow of the paper.
    edge = int(0.03 * min(ink.shape))
    down, across = np.nonzero(ink[edge : ink.shape[0] - edge, edge : ink.shape[1] - edge])
    if len(down) < 200:
        return 0.0
    rows, columns = down.astype(np.float32), across.astype(np.float32)
    coarse = np.arange(-steepest, steepest + 0.01, 0.5)
    edges = [edges_along(rows, columns, angle) for angle in coarse]
    best = int(np.argmax(edges))
    if edges[best] < clear * float(np.median(edges)):
        return 0.0
    fine = coarse[best] + np.arange(-0.4, 0.41, 0.1)
    return float(max(fine, key=lambda angle: edges_along(rows, columns, float(angle))))


def edges_along(rows: NDArray[np.float32], columns: NDArray[np.float32], angle: float) -> float:
    """How sharply print and gaps between lines alternate when looked at along ``angle``."""
    seen = rows + columns * np.float32(math.tan(math.radians(angle)))
    profile = np.bincount((seen - seen.min()).astype(np.int32)).astype(np.float64)
    return float(np.square(np.diff(profile)).sum())


def _lines_stand(ink: NDArray[np.bool_]) -> bool:
    """Whether print and gaps alternate from left to right rather than from top to bottom."""
    level, upright = (float(np.square(np.diff(ink.sum(axis=axis))).sum()) for axis in (1, 0))
    return upright > level


def _after(first: Matrix, then: Matrix) -> Matrix:
    """The way back through ``then`` and on through ``first``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * s, a * q + b * t, a * r + b * u + c, d * p + e * s, d * q + e * t, d * r + e * u + f)


def _inverse(matrix: Matrix) -> Matrix:
    a, b, c, d, e, f = matrix
    size = a * e - b * d
    return (e / size, -b / size, (b * f - c * e) / size, -d / size, a / size, (c * d - a * f) / size)


def _moved(box: Box, matrix: Matrix) -> Box:
    """The level box around a box that the matrix has turned."""
    a, b, c, d, e, f = matrix
    left, top, right, bottom = box
    corners = [(x, y) for x in (left, right) for y in (top, bottom)]
    across = [a * x + b * y + c for x, y in corners]
    down = [d * x + e * y + f for x, y in corners]
    return (min(across), min(down), max(across), max(down))
