"""PDF: text with places from pdfium; pages that are images go to OCR."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.language.legacy import decode
from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.content import UNREADABLE_STAMP, Content, UnreadableError
from vn_dossier_nlp.reading.glyphs import GlyphPage, Place, page_with_fields
from vn_dossier_nlp.reading.layout import Piece, reading_order
from vn_dossier_nlp.reading.pages import PageStack
from vn_dossier_nlp.reading.secrets import bears_secret_mark
from vn_dossier_nlp.reading.tables import pieces_with_tables, tables_of
from vn_dossier_nlp.reading.text_layer import is_garbled, may_be_old, modern_letters, reads_better, set_of_page
from vn_dossier_nlp.schema import Box, Outcome
from vn_dossier_nlp.settings import Settings

if TYPE_CHECKING:
    from vn_dossier_nlp.reading.scans import OcrPool

_FEW_LETTERS = 30  # a page with fewer has no text layer worth the name
_STAMP_LETTERS = 400  # what a flattened digital signature may write over a scan
_STAMP = re.compile(r"Người ký|Ký bởi|Thời gian ký|Ngày ký|Signature|Signed by", re.IGNORECASE)


def read_pdf(data: bytes, settings: Settings, clock: Clock) -> Content:
    """The text of a PDF. Raises UnreadableError where there is none to be had, and for a secret paper (secret)."""
    with opened(data) as pdf, _PageReader(pdf, settings, clock) as reader:
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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page whose print is known or still being read by OCR."""

    width: float
    height: float
    pieces: list[Piece]
    scan: Future[list[Piece]] | None = None  # counts where it reads better than ``pieces``


_A4 = _Sheet(595.0, 842.0, [])


class _PageReader:
    """Reads page after page and keeps what became of them; scans are read by OCR meanwhile."""

    def __init__(self, pdf: Any, settings: Settings, clock: Clock) -> None:
        self._pdf = pdf
        self._settings = settings
        self._clock = clock
        self._pool: OcrPool | None = None
        self._sheets: list[_Sheet] = []
        self._failures: list[str] = []
        self._by_ocr = 0
        self._first_flow: list[Piece | None] | None = None  # the order of the first page is wanted twice
        self._stamp_is_readable = True

    def __enter__(self) -> _PageReader:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.close()

    def read(self, index: int) -> None:
        """Read one page; a page that fails is there, but empty. Raises UnreadableError: timed_out, secret."""
        sheet = _A4
        try:
            with closing(self._pdf[index]) as page, page_with_fields(self._pdf, index, page) as filled:
                width, height = page.get_size()
                sheet = _Sheet(width, height, [])
                sheet = self._sheet(page, filled, index + 1, sheet)
        except UnreadableError as error:
            self._failed(error)
        except Exception:
            # One bad page of many: the others are worth reading. Its message may quote the text.
            self._failures.append("page_failed")
        self._sheets.append(sheet)
        if not index:
            self._refuse_secret_paper(sheet)

    def _failed(self, error: UnreadableError) -> None:
        if error.outcome in (Outcome.TIMED_OUT, Outcome.SECRET):
            raise error
        self._failures.append("page_needs_ocr" if error.outcome is Outcome.NEEDS_OCR else "page_failed")

    def _refuse_secret_paper(self, first: _Sheet) -> None:
        """Before any other page is looked at, and before anything of the file is kept."""
        try:
            flow = self._first_flow = reading_order(first.pieces, first.width, first.height, 1)
        except Exception:
            return  # its failure shows when the pages are put together
        if bears_secret_mark("\n".join([piece.text for piece in flow if piece])):
            raise UnreadableError(Outcome.SECRET, "secret_mark")

    def _sheet(self, page: Any, filled: Any, number: int, sheet: _Sheet) -> _Sheet:
        with closing(filled.get_textpage()) as textpage:
            glyphs = GlyphPage(textpage, place_of(page))
            # What fields say is no text layer; but beside so much text it is nothing.
            own = glyphs.text if filled is page or len(glyphs.text) > 4 * _STAMP_LETTERS else _text_of(page)
            if _is_image(page, own):
                # Form fields are not in the picture; a text layer of the page's own is.
                fields = [] if own.strip() else glyphs.placed_pieces()
                return self._scanned(page, number, replace(sheet, pieces=fields))
            old = _to_unicode(glyphs)
            pieces = self._printed(page, filled, glyphs)
        if old:
            pieces = [replace(piece, text=decode(piece.text, old).text) for piece in pieces]
        sheet = replace(sheet, pieces=pieces)
        return self._read_again(page, number, sheet) if is_garbled(_joined(pieces)) else sheet

    def _printed(self, page: Any, filled: Any, glyphs: GlyphPage) -> list[Piece]:
        grids = tables_of(page, place_of(page))
        if grids:
            return pieces_with_tables(glyphs.glyphs(), grids)
        return glyphs.pieces() if filled is page else glyphs.placed_pieces()

    def _read_again(self, page: Any, number: int, sheet: _Sheet) -> _Sheet:
        """A page whose letters are wrong: OCR may make more of it."""
        try:
            return self._scanned(page, number, sheet)
        except UnreadableError as error:
            if error.outcome is not Outcome.NEEDS_OCR:
                raise
            self._failures.append("garbled_text")
            return sheet

    def _scanned(self, page: Any, number: int, sheet: _Sheet) -> _Sheet:
        """The page by OCR: the first at once and without a trace, the others while the next are looked at."""
        from vn_dossier_nlp.reading import scans

        picture = scans.rendered(page, self._settings)
        if number > 1:
            self._pool = self._pool or scans.OcrPool(self._settings, self._clock)
            # A stamp that could not be read may be a secrecy mark: then no page leaves a trace in the cache.
            cached = number if self._stamp_is_readable else 1
            return replace(sheet, scan=self._pool.submit(picture, cached))
        pieces, zone = scans.first_page(picture, self._settings, self._clock)
        if bears_secret_mark(zone.text):
            raise UnreadableError(Outcome.SECRET, "secret_mark")
        self._stamp_is_readable = zone.readable
        return replace(sheet, pieces=self._better(sheet.pieces, pieces))

    def _better(self, pieces: list[Piece], scanned: list[Piece]) -> list[Piece]:
        """What OCR read with the fields of a form; the text layer where that is no worse."""
        text = _joined(pieces)
        if is_garbled(text) and not reads_better(_joined(scanned), text):
            return pieces
        self._by_ocr += 1
        return scanned if is_garbled(text) else [*scanned, *pieces]

    def content(self, limit: str | None) -> Content:
        """The text of all pages and the outcome that sums them up."""
        stack = PageStack()
        for number, sheet in enumerate(self._sheets, 1):
            try:
                flow = self._flow(sheet, number)
            except UnreadableError as error:
                if error.outcome is Outcome.TIMED_OUT:
                    limit = error.reason
                    break
                self._failed(error)
                flow = []
            except Exception:
                self._failures.append("page_failed")
                flow = []
            stack.add(flow, sheet.width, sheet.height)
        return self._summed_up(stack, limit)

    def _flow(self, sheet: _Sheet, number: int) -> list[Piece | None]:
        pieces = sheet.pieces if sheet.scan is None else self._better(sheet.pieces, sheet.scan.result())
        known = self._first_flow if number == 1 else None
        flow = reading_order(pieces, sheet.width, sheet.height, number) if known is None else known
        if not any(piece.words for piece in pieces):
            return flow
        from vn_dossier_nlp.reading.scans import as_shown

        return as_shown(flow)

    def _summed_up(self, stack: PageStack, limit: str | None) -> Content:
        text = stack.text()
        if not text.strip():
            if "page_needs_ocr" in self._failures:
                raise UnreadableError(Outcome.NEEDS_OCR, "no_ocr")
            if self._failures:
                raise UnreadableError(Outcome.DAMAGED, "broken_pdf")
            raise UnreadableError(Outcome.EMPTY, "no_text")
        reason = self._failures[0] if self._failures else limit
        if reason:
            return Content(text, "pdf", stack.pages(), Outcome.PARTLY_READ, reason)
        outcome = Outcome.READ_BY_OCR if self._by_ocr else Outcome.READ
        return Content(text, "pdf", stack.pages(), outcome, None if self._stamp_is_readable else UNREADABLE_STAMP)


def _joined(pieces: Sequence[Piece]) -> str:
    return "\n".join([piece.text for piece in pieces])


def _text_of(page: Any) -> str:
    with closing(page.get_textpage()) as textpage:
        return str(textpage.get_text_range())


def _to_unicode(glyphs: GlyphPage) -> str | None:
    """Put an old font's letters right where each has one code; else the name of the set that lines are in."""
    if not may_be_old(glyphs.text):
        return None
    glyphs.rewrite(modern_letters(glyphs.text, glyphs.font_at))
    return set_of_page(glyphs.text, glyphs.font_at)


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
