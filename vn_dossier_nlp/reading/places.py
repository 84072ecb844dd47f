"""Where a stretch of text stands: its page, its box, how sure OCR was."""

from __future__ import annotations

from bisect import bisect_right

from vn_dossier_nlp.schema import Box, Document, Line, Page, Span


def span_of(document: Document, start: int, end: int) -> Span:
    """The span ``document.text[start:end]``; raises ValueError where that is no stretch of the text."""
    if not 0 <= start <= end <= len(document.text):
        raise ValueError(f"{document.path}: no span {start}:{end} in {len(document.text)} characters")
    text = document.text[start:end]
    if not document.pages:
        return Span(document.path, start, end, text)
    first = max(bisect_right(document.pages, start, key=_page_start) - 1, 0)
    touched: list[Line] = []
    box: Box | None = None
    for page in document.pages[first:]:
        if touched and page.start >= end:
            break
        lines = _lines(page, start, end)
        if page.number == document.pages[first].number:
            box = _union([line.box for line in lines if line.box is not None])
        touched += lines
        if page.start >= end:
            break
    sure = [line.ocr_confidence for line in touched if line.ocr_confidence is not None]
    number = document.pages[first].number
    return Span(document.path, start, end, text, number, box, min(sure) if sure else None)


def _page_start(page: Page) -> int:
    return page.start


def _line_start(line: Line) -> int:
    return line.start


def _lines(page: Page, start: int, end: int) -> list[Line]:
    """The lines of ``page`` that ``start:end`` touches."""
    index = max(bisect_right(page.lines, start, key=_line_start) - 1, 0)
    found = []
    for line in page.lines[index:]:
        if line.start >= end:
            break
        if line.end > start:
            found.append(line)
    return found


def _union(boxes: list[Box]) -> Box | None:
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return (min(left), min(top), max(right), max(bottom))
