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
    number = document.pages[first].number
    sure: list[float] = []
    box: Box | None = None
    for page in document.pages[first:]:
        if page.start >= end and page.number != number:
            break
        marks = [mark for line in _lines(page, start, end) for mark in _marks(line, start, end)]
        if page.number == number:
            box = _union([place for place, _ in marks if place is not None])
        sure += [confidence for _, confidence in marks if confidence is not None]
    return Span(document.path, start, end, text, number, box, min(sure) if sure else None)


def _marks(line: Line, start: int, end: int) -> list[tuple[Box | None, float | None]]:
    """Box and confidence of what ``start:end`` touches of a line: of its words where OCR read it."""
    touched = [word for word in line.words if word.start < end and word.end > start]
    if touched:
        return [(word.box, word.confidence) for word in touched]
    return [(line.box, line.ocr_confidence)]


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
