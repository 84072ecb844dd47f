"""PDF: text with places from pdfium; pages that are images go to OCR."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.content import Content, UnreadableError
from vn_dossier_nlp.reading.glyphs import GlyphPage, Place, page_with_fields
from vn_dossier_nlp.reading.layout import Piece, reading_order
from vn_dossier_nlp.reading.pages import PageStack
from vn_dossier_nlp.reading.tables import pieces_with_tables, tables_of
from vn_dossier_nlp.schema import Box, Outcome
from vn_dossier_nlp.settings import Settings

_FEW_LETTERS = 30  # a page with fewer has no text layer worth the name
_STAMP_LETTERS = 400  # what a flattened digital signature may write over a scan
_STAMP = re.compile(r"Người ký|Ký bởi|Thời gian ký|Ngày ký|Signature|Signed by", re.IGNORECASE)
_A4 = (595.0, 842.0)


def read_pdf(data: bytes, settings: Settings, clock: Clock) -> Content:
    """The text of a PDF. Raises UnreadableError where there is none to be had."""
    with opened(data) as pdf:
        reader = _PageReader(pdf, settings, clock)
        limit = min(len(pdf), settings.max_pages)
        cut = "page_limit" if limit < len(pdf) else None
        for index in range(limit):
            try:
                clock.left()
                reader.read(index)
            except UnreadableError as error:
                if not index:
                    raise
                cut = error.reason  # out of time: what was read so far is worth keeping
                break
        return reader.content(cut)


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The PDF, open. Raises UnreadableError."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableError(Outcome.ENCRYPTED, "password") from error
        if "password" in str(error).lower():
            raise UnreadableError(Outcome.ENCRYPTED, "password") from error
        raise UnreadableError(Outcome.DAMAGED, "broken_pdf") from error
    try:
        yield pdf
    finally:
        pdf.close()


class _PageReader:
    """Reads page after page and keeps what became of them."""

    def __init__(self, pdf: Any, settings: Settings, clock: Clock) -> None:
        self._pdf = pdf
        self._settings = settings
        self._clock = clock
        self._stack = PageStack()
        self._by_ocr = 0
        self._failures: list[str] = []

    def read(self, index: int) -> None:
        """Append one page; a page that fails is there, but empty."""
        width, height = _A4
        flow: list[Piece | None] = []
        try:
            with closing(self._pdf[index]) as page, page_with_fields(self._pdf, index, page) as filled:
                width, height = page.get_size()
                pieces = self._pieces(page, filled)
                flow = reading_order(pieces, width, height, index + 1)
        except UnreadableError as error:
            if error.outcome is Outcome.TIMED_OUT:
                raise
            self._failures.append("page_needs_ocr" if error.outcome is Outcome.NEEDS_OCR else "page_failed")
        except Exception:
            # One bad page of many: the others are worth reading. Its message may quote the text.
            self._failures.append("page_failed")
        self._stack.add(flow, width, height)

    def _pieces(self, page: Any, filled: Any) -> list[Piece]:
        with closing(filled.get_textpage()) as textpage:
            place = place_of(page)
            glyphs = GlyphPage(textpage, place)
            # What fields say is no text layer; but beside so much text it is nothing.
            own = glyphs.text if filled is page or len(glyphs.text) > 4 * _STAMP_LETTERS else _text_of(page)
            if _is_image(page, own):
                # Form fields are not in the picture; a text layer of the page's own is.
                return self._ocr(page) + ([] if own.strip() else glyphs.placed_pieces())
            grids = tables_of(page, place)
            if grids:
                return pieces_with_tables(glyphs.glyphs(), grids)
            return glyphs.pieces() if filled is page else glyphs.placed_pieces()

    def _ocr(self, page: Any) -> list[Piece]:
        from vn_dossier_nlp.reading.scans import page_pieces

        pieces = page_pieces(page, self._settings, self._clock)
        self._by_ocr += 1
        return pieces

    def content(self, limit: str | None) -> Content:
        """The text of all pages and the outcome that sums them up."""
        text = self._stack.text()
        if not text.strip():
            if "page_needs_ocr" in self._failures:
                raise UnreadableError(Outcome.NEEDS_OCR, "no_ocr")
            if self._failures:
                raise UnreadableError(Outcome.DAMAGED, "broken_pdf")
            raise UnreadableError(Outcome.EMPTY, "no_text")
        reason = self._failures[0] if self._failures else limit
        outcome = Outcome.READ_BY_OCR if self._by_ocr else Outcome.READ
        return Content(text, "pdf", self._stack.pages(), Outcome.PARTLY_READ if reason else outcome, reason)


def _text_of(page: Any) -> str:
    with closing(page.get_textpage()) as textpage:
        return str(textpage.get_text_range())


def _is_image(page: Any, text: str) -> bool:
    """Whether the page's words are in a picture: few letters or a stamp over an image, or drawn shapes."""
    letters = sum(map(str.isalpha, text[: 2 * _STAMP_LETTERS]))
    if letters < _STAMP_LETTERS:
        letters = sum(map(str.isalpha, text))
    if letters >= _STAMP_LETTERS or (letters >= _FEW_LETTERS and not _STAMP.search(text)):
        return False
    import pypdfium2.raw as raw

    width, height = page.get_size()
    pictures = [item.get_bounds() for item in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=4)]
    covered = sum((right - left) * (top - bottom) for left, bottom, right, top in pictures)
    if covered >= (0.3 if letters < _FEW_LETTERS else 0.7) * width * height:
        return True
    # Some programs turn letters into outlines: hundreds of shapes and not one character.
    return letters < _FEW_LETTERS and raw.FPDFPage_CountObjects(page.raw) > 300


def place_of(page: Any) -> Place:
    """From PDF space (origin bottom left of the media, before rotation) to the page as it is shown."""
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()

    def upright(x0: float, y0: float, x1: float, y1: float) -> Box:
        return (x0 - left, top - y1, x1 - left, top - y0)

    def quarter(x0: float, y0: float, x1: float, y1: float) -> Box:
        return (y0 - bottom, x0 - left, y1 - bottom, x1 - left)

    def half(x0: float, y0: float, x1: float, y1: float) -> Box:
        return (right - x1, y0 - bottom, right - x0, y1 - bottom)

    def three_quarters(x0: float, y0: float, x1: float, y1: float) -> Box:
        return (top - y1, right - x1, top - y0, right - x0)

    return {90: quarter, 180: half, 270: three_quarters}.get(rotation, upright)
