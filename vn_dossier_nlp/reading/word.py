"""DOCX: paragraphs and tables in document order, as Word would print them.

The XML is read directly, not through python-docx: that leaves out text boxes, content controls and inserted
changes, and unpacks every part before anything can be measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from vn_dossier_nlp.reading.content import Content, UnreadableError
from vn_dossier_nlp.reading.elements import child, descend, is_on, name_of, value
from vn_dossier_nlp.reading.numbering import Numbering
from vn_dossier_nlp.reading.package import open_package
from vn_dossier_nlp.schema import Outcome
from vn_dossier_nlp.settings import Settings

_DROPPED = frozenset({"del", "moveFrom", "pPr", "rPr", "sectPr", "instrText", "delText", "Fallback"})
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MASTHEAD = re.compile(r"C[ỘO]NG\s+H[ÒO][ÀA]?|Độc lập|Nơi nhận", re.IGNORECASE)
_BORDERLESS = frozenset({"nil", "none"})
_DEEPEST = 40  # nesting of tables and boxes; deeper is an attack, not a document


def read_docx(data: bytes, settings: Settings) -> Content:
    """The text of a DOCX. Raises UnreadableError where it cannot be had."""
    with open_package(data, settings.max_decompressed) as package:
        main = package.main_part()
        root = package.xml(main)
        if root is None:
            raise UnreadableError(Outcome.DAMAGED, "broken_docx")
        folder = main.rpartition("/")[0]
        numbering = package.xml(f"{folder}/numbering.xml")
        styles = package.xml(f"{folder}/styles.xml")
    body = child(root, "body")
    if body is None:
        raise UnreadableError(Outcome.DAMAGED, "broken_docx")
    text = "\n".join(_Flow(numbering, styles).lines(body)).strip("\n")
    if not text.strip():
        raise UnreadableError(Outcome.EMPTY, "no_text")
    return Content(text, "docx")


class _Flow:
    """Walks a body and says its lines."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._numbering = Numbering(numbering, styles)

    def lines(self, parent: Any, depth: int = 0) -> Iterator[str]:
        """The lines of everything that stands directly in ``parent``."""
        if depth > _DEEPEST:
            return
        for element in parent:
            name = name_of(element)
            if name == "p":
                yield from self._paragraph(element, depth)
            elif name == "tbl":
                yield from self._table(element, depth)
            elif name not in _DROPPED and not name.endswith("Pr"):
                # Content controls, custom XML, inserted rows and moves: what they hold counts.
                yield from self.lines(element, depth + 1)

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[str]:
        boxes: list[Any] = []
        text = "".join(_pieces(paragraph, boxes))
        label = self._numbering.label(paragraph)
        yield from (f"{label} {text}" if label else text).split("\n")
        for box in boxes:
            yield from self.lines(box, depth + 1)

    def _table(self, table: Any, depth: int) -> Iterator[str]:
        grid = [list(_cells(row)) for row in _children(table, "tr")]
        columns = max((start + span for row in grid for start, span, _ in row), default=0)
        texts = [[(start, span, list(self.lines(cell, depth + 1))) for start, span, cell in row] for row in grid]
        if columns == 1 or all(len(row) == 1 for row in texts):
            for row in texts:
                yield from row[0][2] if row else ()
        elif _is_layout(table, [line for row in texts for _, _, lines in row for line in lines]):
            yield from _by_column(texts)
        else:
            for row in texts:
                cells = [" ".join(" ".join(lines).split()) for _, _, lines in row]
                if any(cells):
                    yield " | ".join(cells)


def _pieces(element: Any, boxes: list[Any]) -> Iterator[str]:
    """The text of a paragraph or a part of one; text boxes are put aside into ``boxes``."""
    for item in element:
        name = name_of(item)
        if name == "t":
            yield item.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name == "txbxContent":
            boxes.append(item)
        elif name == "AlternateContent":
            # The same box twice: for new and for old versions of Word.
            chosen = child(item, "Choice")
            yield from _pieces(chosen if chosen is not None else _fallback(item), boxes)
        elif name == "r" and is_on(child(child(item, "rPr"), "vanish")):
            continue
        elif name not in _DROPPED:
            yield from _pieces(item, boxes)


def _fallback(element: Any) -> Any:
    found = child(element, "Fallback")
    return found if found is not None else ()


def _children(element: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also wrapped in content controls; not those of nested tables."""
    for item in element:
        found = name_of(item)
        if found == name:
            if not _is_deleted_row(item):
                yield item
        elif found in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _children(item, name)


def _is_deleted_row(row: Any) -> bool:
    return child(child(row, "trPr"), "del") is not None


def _cells(row: Any) -> Iterator[tuple[int, int, Any]]:
    """(column, number of columns, cell)."""
    before = value(child(child(row, "trPr"), "gridBefore"))
    column = int(before) if before.isdecimal() else 0
    for cell in _children(row, "tc"):
        span = value(child(child(cell, "tcPr"), "gridSpan"))
        width = int(span) if span.isdecimal() and span != "0" else 1
        yield column, width, cell
        column += width


def _is_layout(table: Any, lines: Iterable[str]) -> bool:
    """Whether a table only puts two blocks side by side: the masthead and the signature."""
    if any(_MASTHEAD.search(line) for line in lines):
        return not _has_borders(table) or len(list(_children(table, "tr"))) <= 3
    widest = max((len(list(_cells(row))) for row in _children(table, "tr")), default=0)
    return widest == 2 and not _has_borders(table)


def _has_borders(table: Any) -> bool:
    """By the table's own borders, else its cells'; a style other than the plain one is taken to draw some."""
    properties = child(table, "tblPr")
    borders = child(properties, "tblBorders")
    if borders is None:
        style = value(child(properties, "tblStyle"))
        if style and style.lower() not in ("tablenormal", "normaltable"):
            return True
        borders = next(descend(table, "tcBorders"), None)
    return borders is not None and any(value(edge) not in _BORDERLESS for edge in borders)


def _by_column(rows: list[list[tuple[int, int, list[str]]]]) -> Iterator[str]:
    """The left block from top to bottom, a blank line, the right block."""
    starts = sorted({start for row in rows for start, _, _ in row})
    written = False
    for column in starts:
        lines = [line for row in rows for start, _, cell in row if start == column for line in cell]
        text = "\n".join(lines).strip("\n")
        if text.strip():
            if written:
                yield ""
            yield from text.split("\n")
            written = True
    if written:
        yield ""
