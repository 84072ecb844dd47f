"""A span: a piece of a file's text as read, with its place on the page."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom on the page, in points (1/72 inch) from the page's top left corner."""


@dataclass(frozen=True, slots=True)
class Span:
    """``text == source[start:end]`` where source is the text of ``file`` as ``vn-dossier text`` prints it."""

    file: str
    start: int  # code points, inclusive
    end: int  # code points, exclusive
    text: str
    page: int | None = None  # from 1; None where the format has no pages (TXT, DOCX)
    box: Box | None = None  # around the lines that the span touches on its first page
    ocr_confidence: float | None = None  # 0..1, the lowest of the lines that the span touches
