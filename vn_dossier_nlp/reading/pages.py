"""Pages put together to one text, every line knowing its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vn_dossier_nlp.reading.layout import Piece
from vn_dossier_nlp.schema import Line, Page


class PageStack:
    """Collects pages: lines joined by a line break, pages by a blank line."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._pages: list[Page] = []

    def add(self, flow: Sequence[Piece | None], width: float, height: float) -> None:
        """Append a page; None in ``flow`` is a blank line."""
        if self._pages:
            self._write("\n\n")
        start = self._length
        lines: list[Line] = []
        for index, piece in enumerate(flow):
            if index:
                self._write("\n")
            if piece is not None:
                begin = self._length
                self._write(piece.text)
                words = tuple(replace(word, start=begin + word.start, end=begin + word.end) for word in piece.words)
                lines.append(Line(begin, self._length, _rounded(piece), piece.confidence, words))
        number = len(self._pages) + 1
        self._pages.append(Page(number, start, self._length, round(width, 1), round(height, 1), tuple(lines)))

    def text(self) -> str:
        """All pages."""
        return "".join(self._parts)

    def pages(self) -> tuple[Page, ...]:
        """The pages so far."""
        return tuple(self._pages)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _rounded(piece: Piece) -> tuple[float, float, float, float]:
    left, top, right, bottom = piece.box
    return (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
