"""Pictures of pages: rendered, read by OCR, put into reading order like any other page."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from itertools import groupby
from statistics import median
from typing import Any

from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.content import Content, UnreadableError
from vn_dossier_nlp.reading.layout import Piece, reading_order
from vn_dossier_nlp.reading.pages import PageStack
from vn_dossier_nlp.reading.tesseract import Word, ocr_version, words_of
from vn_dossier_nlp.schema import Box, OcrWord, Outcome
from vn_dossier_nlp.settings import Settings

_A4_WIDTH = 8.27  # inches: what a scan without a stated resolution is taken to show


def page_pieces(page: Any, settings: Settings, clock: Clock) -> list[Piece]:
    """The print of a page of a PDF by OCR. Raises UnreadableError: needs_ocr, timed_out, crashed."""
    if ocr_version() is None:
        raise UnreadableError(Outcome.NEEDS_OCR, "no_ocr")
    width, height = page.get_size()
    scale = settings.ocr_dpi / 72
    # A poster-sized page is rendered more coarsely rather than refused.
    scale = min(scale, (settings.max_pixels / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        grey = bitmap.to_pil().convert("L")
    finally:
        bitmap.close()
    return _pieces(grey, scale * 72, clock)


def read_image(data: bytes, settings: Settings, clock: Clock) -> Content:
    """The text of an image file, every frame of a TIFF a page."""
    from PIL import Image

    stack = PageStack()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
    except Image.DecompressionBombError as error:
        raise UnreadableError(Outcome.TOO_LARGE, "max_pixels") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadableError(Outcome.DAMAGED, "broken_image") from error
    with image:
        frames = getattr(image, "n_frames", 1)
        for index in range(min(frames, settings.max_pages)):
            clock.left()
            _add_frame(stack, image, index, settings, clock)
    text = stack.text()
    if not text.strip():
        raise UnreadableError(Outcome.EMPTY, "no_text")
    cut = frames > settings.max_pages
    outcome = Outcome.PARTLY_READ if cut else Outcome.READ_BY_OCR
    return Content(text, "image", stack.pages(), outcome, "page_limit" if cut else None)


def _add_frame(stack: PageStack, image: Any, index: int, settings: Settings, clock: Clock) -> None:
    from PIL import ImageOps

    try:
        image.seek(index)
        if image.width * image.height > settings.max_pixels:
            raise UnreadableError(Outcome.TOO_LARGE, "max_pixels")
        frame = ImageOps.exif_transpose(image)
        dpi = _resolution(frame)
        grey = _grey(frame)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableError(Outcome.DAMAGED, "broken_image") from error
    width, height = grey.width * 72 / dpi, grey.height * 72 / dpi
    pieces = _pieces(grey, dpi, clock)
    stack.add(reading_order(pieces, width, height, index + 1), width, height)


def _resolution(image: Any) -> float:
    """Dots an inch: as stated, unless that would make a page of no size in use."""
    stated = image.info.get("dpi")
    dpi = float(stated[0]) if stated else 0.0
    return dpi if 90 <= dpi <= 1200 else max(image.width / _A4_WIDTH, 1.0)


def _grey(image: Any) -> Any:
    """Grey on white: a transparent ground would turn black."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        coloured = image.convert("RGBA")
        ground = Image.new("RGBA", coloured.size, "white")
        image = Image.alpha_composite(ground, coloured)
    return image.convert("L")


def _pieces(grey: Any, dpi: float, clock: Clock) -> list[Piece]:
    pgm = b"P5\n%d %d\n255\n" % grey.size + grey.tobytes()
    words = words_of(pgm, max(round(dpi), 70), clock)
    pieces: list[Piece] = []
    for _, line in groupby(words, key=lambda word: word.line):
        pieces += _cut(list(line), 72 / dpi)
    return pieces


def _cut(line: Sequence[Word], points: float) -> list[Piece]:
    """A line of words as pieces: tesseract may run the two blocks of a masthead together."""
    height = median(word.bottom - word.top for word in line)
    parts: list[list[Word]] = [[]]
    for word in sorted(line, key=lambda word: word.left):
        if parts[-1] and word.left - parts[-1][-1].right > 1.2 * height:
            parts.append([])
        parts[-1].append(word)
    return [_piece(part, points) for part in parts if part]


def _piece(words: Sequence[Word], points: float) -> Piece:
    found: list[OcrWord] = []
    end = -1
    for word in words:
        start, end = end + 1, end + 1 + len(word.text)
        found.append(OcrWord(start, end, _box(word, points), word.confidence))
    left, top, right, bottom = zip(*(word.box for word in found), strict=True)
    box = (min(left), min(top), max(right), max(bottom))
    sure = sum(word.confidence for word in words) / len(words)
    return Piece(" ".join(word.text for word in words), box, round(sure, 3), tuple(found))


def _box(word: Word, points: float) -> Box:
    left, top, right, bottom = word.left, word.top, word.right, word.bottom
    return (round(left * points, 1), round(top * points, 1), round(right * points, 1), round(bottom * points, 1))
