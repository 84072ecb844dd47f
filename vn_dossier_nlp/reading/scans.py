"""Pictures of pages: rendered, turned upright, read by OCR, put into reading order like any other page.

Pieces have the boxes of the page turned upright, for that is how it is put into reading order; the words in them have
their boxes on the page as shown. :func:`as_shown` brings both together once the order is settled.
"""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median
from threading import BoundedSemaphore
from types import TracebackType
from typing import Any

from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.content import UNREADABLE_STAMP, Content, UnreadableError
from vn_dossier_nlp.reading.layout import Piece, reading_order
from vn_dossier_nlp.reading.ocr_cache import Cache, ocr_cache
from vn_dossier_nlp.reading.pages import PageStack
from vn_dossier_nlp.reading.secrets import bears_secret_mark
from vn_dossier_nlp.reading.stamp_zone import StampZone, stamp_zone
from vn_dossier_nlp.reading.tesseract import SCATTERED, Word, ocr_version, words_of
from vn_dossier_nlp.reading.upright import Turned, Upright, box_of, read_upright
from vn_dossier_nlp.schema import Box, OcrWord, Outcome
from vn_dossier_nlp.settings import Settings

_A4_WIDTH = 8.27  # inches: what a scan without a stated resolution is taken to show


@dataclass(frozen=True, slots=True)
class Rendered:
    """The picture of a page, grey, and its dots an inch."""

    grey: Any
    dpi: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.grey.width * 72 / self.dpi, self.grey.height * 72 / self.dpi


def rendered(page: Any, settings: Settings) -> Rendered:
    """The picture of a page of a PDF. Raises UnreadableError where no OCR is there to read it."""
    if ocr_version() is None:
        raise UnreadableError(Outcome.NEEDS_OCR, "no_ocr")
    width, height = page.get_size()
    scale = settings.ocr_dpi / 72
    # A poster-sized page is rendered more coarsely rather than refused.
    scale = min(scale, (settings.max_pixels / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        # A copy: the bitmap's own memory goes with it.
        return Rendered(bitmap.to_pil().convert("L").copy(), scale * 72)
    finally:
        bitmap.close()


def page_pieces(page: Any, settings: Settings, clock: Clock, number: int = 1) -> list[Piece]:
    """The print of page ``number`` of a PDF by OCR. Raises UnreadableError: needs_ocr, timed_out, crashed."""
    return pieces_of_image(rendered(page, settings), settings, clock, number)


def pieces_of_image(picture: Rendered, settings: Settings, clock: Clock, number: int) -> list[Piece]:
    """The print of page ``number``.

    The first page is read without the cache: it must leave no trace before it is known to bear no secret mark.
    """
    return _pieces(picture, _read(picture, clock, None if number == 1 else ocr_cache(settings)))


def first_page(picture: Rendered, settings: Settings, clock: Clock) -> tuple[list[Piece], StampZone]:
    """The print of the first page, and what a closer look at its head found."""
    page = _read(picture, clock, None)

    def closer(image: Any, dpi: int) -> list[Word]:
        return words_of(_pgm(image), dpi, clock, mode=SCATTERED)

    return _pieces(picture, page), stamp_zone(page.turned.image, page.words, picture.dpi, closer)


def as_shown(flow: Iterable[Piece | None]) -> list[Piece | None]:
    """Lines in reading order with the boxes of their words: where they stand on the page as shown."""
    return [piece and replace(piece, box=_around([word.box for word in piece.words] or [piece.box])) for piece in flow]


class OcrPool:
    """Pages read side by side.

    Their pictures come from the calling thread, since neither pdfium nor a TIFF can be used by two threads. Only so
    many wait at a time, or a long scan would fill the memory.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        workers = min(settings.ocr_workers, os.cpu_count() or 1)
        self._settings = settings
        self._clock = _PoolClock(clock)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="ocr")
        self._room = BoundedSemaphore(2 * workers)

    def submit(self, picture: Rendered, number: int) -> Future[list[Piece]]:
        """Have a page read as by :func:`pieces_of_image`; waits while too many are waiting.

        Raises UnreadableError (timed_out); so does the result of a page for which the time did not suffice.
        """
        if not self._room.acquire(timeout=self._clock.left()):
            raise UnreadableError(Outcome.TIMED_OUT, "seconds")
        page = self._threads.submit(pieces_of_image, picture, self._settings, self._clock, number)
        page.add_done_callback(lambda _: self._room.release())
        return page

    def close(self) -> None:
        """Stop what still runs and forget what waits."""
        self._clock.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> OcrPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _PoolClock(Clock):
    """A clock that can be stopped: programs that ask it end then."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock.left())
        self._stopped = False

    def left(self) -> float:
        if self._stopped:
            raise UnreadableError(Outcome.TIMED_OUT, "seconds")
        return super().left()

    def stop(self) -> None:
        self._stopped = True


def read_image(data: bytes, settings: Settings, clock: Clock) -> Content:
    """The text of an image file, every frame of a TIFF a page. Raises UnreadableError, secret for a secret paper."""
    stack = PageStack()
    with _opened(data) as image:
        frames = getattr(image, "n_frames", 1)
        count = min(frames, settings.max_pages)
        readable = _add_first(stack, image, settings, clock)
        # A stamp that nobody could read may be one of secrecy: then no page gets into the cache.
        cut = _add_others(stack, image, count, settings, clock, cached=readable)
    text = stack.text()
    if not text.strip():
        raise UnreadableError(Outcome.EMPTY, "no_text")
    reason = cut or ("page_limit" if frames > count else None)
    if reason:
        return Content(text, "image", stack.pages(), Outcome.PARTLY_READ, reason)
    return Content(text, "image", stack.pages(), Outcome.READ_BY_OCR, None if readable else UNREADABLE_STAMP)


def _add_first(stack: PageStack, image: Any, settings: Settings, clock: Clock) -> bool:
    """The first frame, and whether its stamp zone can be read. No other is touched if it bears a secret mark."""
    first = _frame(image, 0, settings)
    pieces, zone = first_page(first, settings, clock)
    flow = reading_order(pieces, *first.size, 1)
    if bears_secret_mark("\n".join([piece.text for piece in flow if piece])) or bears_secret_mark(zone.text):
        raise UnreadableError(Outcome.SECRET, "secret_mark")
    stack.add(as_shown(flow), *first.size)
    return zone.readable


def _add_others(
    stack: PageStack, image: Any, count: int, settings: Settings, clock: Clock, *, cached: bool
) -> str | None:
    """The other frames; the reason why some are missing, if any are."""
    cut = None
    with OcrPool(settings, clock) as pool:
        waiting = []
        try:
            for index in range(1, count):
                frame = _frame(image, index, settings)
                waiting.append((frame.size, pool.submit(frame, index + 1 if cached else 1)))
        except UnreadableError as error:
            cut = _why(error)
        try:
            for number, (size, page) in enumerate(waiting, 2):
                stack.add(as_shown(reading_order(page.result(), *size, number)), *size)
        except UnreadableError as error:
            cut = _why(error)
    return cut


def _why(error: UnreadableError) -> str:
    return error.reason if error.outcome is Outcome.TIMED_OUT else "page_failed"


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
    except Image.DecompressionBombError as error:
        raise UnreadableError(Outcome.TOO_LARGE, "max_pixels") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadableError(Outcome.DAMAGED, "broken_image") from error
    with image:
        yield image


def _frame(image: Any, index: int, settings: Settings) -> Rendered:
    from PIL import ImageOps

    try:
        image.seek(index)
        if image.width * image.height > settings.max_pixels:
            raise UnreadableError(Outcome.TOO_LARGE, "max_pixels")
        frame = ImageOps.exif_transpose(image)
        return Rendered(_grey(frame), _resolution(frame))
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableError(Outcome.DAMAGED, "broken_image") from error


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


def _read(picture: Rendered, clock: Clock, cache: Cache | None) -> Upright:
    dpi = max(round(picture.dpi), 70)
    return read_upright(picture.grey, lambda image: words_of(_pgm(image), dpi, clock, cache))


def _pgm(grey: Any) -> bytes:
    header: bytes = b"P5\n%d %d\n255\n" % grey.size
    return header + bytes(grey.tobytes())


def _pieces(picture: Rendered, page: Upright) -> list[Piece]:
    place = _Place(page.turned, picture)
    return [
        _piece(part, place) for _, line in groupby(page.words, key=lambda word: word.line) for part in _cut(list(line))
    ]


def _cut(line: Sequence[Word]) -> list[list[Word]]:
    """A line of words in parts: tesseract may run the two blocks of a masthead together."""
    height = median(word.bottom - word.top for word in line)
    parts: list[list[Word]] = [[]]
    for word in sorted(line, key=lambda word: word.left):
        if parts[-1] and word.left - parts[-1][-1].right > 1.2 * height:
            parts.append([])
        parts[-1].append(word)
    return [part for part in parts if part]


@dataclass(frozen=True, slots=True)
class _Place:
    """Boxes of pixels of a picture that was turned, in points."""

    turned: Turned
    picture: Rendered

    def upright(self, word: Word) -> Box:
        """On the page turned upright."""
        return self._points(self.turned.plain(box_of(word)))

    def shown(self, word: Word) -> Box:
        """On the page as shown, not beyond its edges."""
        left, top, right, bottom = self._points(self.turned.back(box_of(word)))
        width, height = self.picture.size
        return (max(left, 0.0), max(top, 0.0), min(right, round(width, 1)), min(bottom, round(height, 1)))

    def _points(self, box: Box) -> Box:
        left, top, right, bottom = (round(edge * 72 / self.picture.dpi, 1) for edge in box)
        return (left, top, right, bottom)


def _piece(words: Sequence[Word], place: _Place) -> Piece:
    found: list[OcrWord] = []
    end = -1
    for word in words:
        start, end = end + 1, end + 1 + len(word.text)
        found.append(OcrWord(start, end, place.shown(word), word.confidence))
    sure = sum(word.confidence for word in words) / len(words)
    box = _around([place.upright(word) for word in words])
    return Piece(" ".join(word.text for word in words), box, round(sure, 3), tuple(found))


def _around(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return (min(left), min(top), max(right), max(bottom))
