"""Pages put together to one text, every line knowing its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vn_dossier_nlp.reading.furniture import Sheet, mark_furniture
from vn_dossier_nlp.reading.layout import Piece
from vn_dossier_nlp.schema import Box, Furniture, Line, Page

_END = re.compile(r"[.;:?!…][\s\"”’»)\]]*$")
_OPEN = re.compile(r"[-–/,(]\s*$")  # "126/2024/NĐ-": it goes on, whatever follows
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|\w)[.)]\s|[-–+*•]\s")  # a new item: "2. ", "a) ", "- "
_GOES_ON = re.compile(r"[^\w\s]{0,2}(?:\d|[^\W\d_])|[%°/)\]]")
_NOTE_MARKS = tuple("⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTES = 15  # lines, at most, that the footnotes of a page are taken to have


class PageStack:
    """Collects pages; what is furniture shows when all are there. Lines are joined by a line break."""

    def __init__(self) -> None:
        self._sheets: list[Sheet] = []
        self._built: tuple[str, tuple[Page, ...]] | None = None

    def add(self, flow: Sequence[Piece | None], width: float, height: float) -> None:
        """Append a page; None in ``flow`` is a blank line."""
        self._sheets.append(Sheet(flow, width, height, len(self._sheets) + 1))
        self._built = None

    def text(self) -> str:
        """All pages, joined by a blank line, or by a line break where a sentence goes on."""
        return self._result()[0]

    def pages(self) -> tuple[Page, ...]:
        """The pages so far."""
        return self._result()[1]

    def _result(self) -> tuple[str, tuple[Page, ...]]:
        if self._built is None:
            self._built = _put_together(self._sheets)
        return self._built


def _put_together(sheets: Sequence[Sheet]) -> tuple[str, tuple[Page, ...]]:
    mark_furniture(sheets)
    parts: list[str] = []
    pages: list[Page] = []
    length = 0
    before: list[Piece | None] = []
    for sheet in sheets:
        flow = _running(sheet)
        if pages:
            parts.append("\n" if _goes_on(before, flow) else "\n\n")
            length += len(parts[-1])
        text, lines = _lines(flow, length)
        parts.append(text)
        end = length + len(text)
        size = (round(sheet.width, 1), round(sheet.height, 1))
        pages.append(Page(sheet.number, length, end, *size, tuple(lines), _furniture(sheet)))
        length, before = end, flow
    return "".join(parts), tuple(pages)


def _running(sheet: Sheet) -> list[Piece | None]:
    """The lines of the running text; no blank line at the ends of the page or beside another."""
    flow: list[Piece | None] = []
    for place, piece in enumerate(sheet.flow):
        if piece is None:
            if flow and flow[-1] is not None:
                flow.append(None)
        elif piece.furniture is None and place not in sheet.kinds:
            flow.append(piece)
    while flow and flow[-1] is None:
        flow.pop()
    return flow


def _lines(flow: Sequence[Piece | None], start: int) -> tuple[str, list[Line]]:
    """The text of a page that begins at ``start``, and its lines."""
    lines: list[Line] = []
    at = start
    for piece in flow:
        if piece is not None:
            end = at + len(piece.text)
            words = piece.words
            if words:
                words = tuple(replace(word, start=at + word.start, end=at + word.end) for word in words)
            lines.append(Line(at, end, _rounded(piece.box), piece.confidence, words))
            at = end
        at += 1
    return "\n".join(["" if piece is None else piece.text for piece in flow]), lines


def _furniture(sheet: Sheet) -> tuple[Furniture, ...]:
    found = []
    for place, piece in enumerate(sheet.flow):
        if piece is not None:
            kind = piece.furniture or sheet.kinds.get(place)
            if kind is not None:
                found.append(Furniture(kind, piece.text, _rounded(piece.box)))
    return tuple(found)


def _goes_on(before: Sequence[Piece | None], after: Sequence[Piece | None]) -> bool:
    """Whether a page ends within a sentence that the next one carries on."""
    last, first = before[-1] if before else None, after[0] if after else None
    if last is None or first is None or " | " in last.text or " | " in first.text or _ends_in_note(before):
        return False
    if _END.search(last.text) or not _is_full(last, before) or _NUMBERED.match(first.text):
        return False
    # Symbols may come before the letter: "(sau đây gọi là", "“một cửa”".
    starts = _GOES_ON.match(first.text)
    return bool(_OPEN.search(last.text)) or (starts is not None and not starts.group()[-1].isupper())


def _ends_in_note(flow: Sequence[Piece | None]) -> bool:
    """Whether footnotes stand below the text: the next page goes on with the text, not with them."""
    return any(piece is not None and piece.text.startswith(_NOTE_MARKS) for piece in flow[-_NOTES:])


def _is_full(last: Piece, flow: Sequence[Piece | None]) -> bool:
    """Whether a line goes as far to the right as the others of its page: the end of a paragraph seldom does."""
    left = min(piece.box[0] for piece in flow if piece is not None)
    right = max(piece.box[2] for piece in flow if piece is not None)
    width = max(right - left, 1.0)
    return last.box[2] > right - 0.15 * width and last.box[2] - last.box[0] > 0.5 * width


def _rounded(box: Box) -> Box:
    left, top, right, bottom = box
    return (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
