"""A report or a letter as Word in the layout of NĐ 30/2020: editable, with blanks for number, date and signature."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm
from docx.table import Table, _Row

from vn_dossier_nlp.reports.papers.layout import (
    BODY,
    CENTER,
    JUSTIFY,
    LEFT,
    blank_document,
    body,
    line,
    masthead,
    page_number,
    rule,
    table,
)
from vn_dossier_nlp.reports.papers.template import steady
from vn_dossier_nlp.reports.periodic.records import Column, Grid, Letterhead, Report, Value, is_number, left_out, shown
from vn_dossier_nlp.reports.periodic.xlsx import spans
from vn_dossier_nlp.reports.phrases import number
from vn_dossier_nlp.reports.visible import visible
from vn_dossier_nlp.words import say

MOST_ROWS = 300
"""Rows of a table that are printed; the rest is in the workbook, and how many they are is said."""

_WIDE = 24.7  # centimetres between the margins of a page on its side
_CELL, _HEAD, _SMALL = 9.5, 9.0, 11.0  # points
_TWIPS = 567  # in a centimetre
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LANG = "vi"  # papers are Vietnamese under any language


def word_file(report: Report) -> bytes:
    """The Word file."""
    document = blank_document(report.title)
    page_number(document)
    masthead(document, report.head.committee, report.head.number, report.head.about)
    if report.kind:
        line(document, report.kind, BODY, CENTER, "b", before=14)
        line(document, report.title, BODY, CENTER, "b")
        rule(document, 6.2)
    if report.head.addressee:
        line(document, report.head.addressee, BODY, CENTER, before=14, after=6)
    for text in (*report.facts, *report.paragraphs):
        body(document, text)
    for text in report.closing:
        body(document, text).paragraph_format.keep_with_next = True
    _ending(document, report.head)
    if report.grids:
        _on_its_side(document)
    for at, grid in enumerate(report.grids):
        _grid(document, grid, first=at == 0)
    made = io.BytesIO()
    document.save(made)
    return steady(made.getvalue())


def _ending(document: Document, head: Letterhead) -> None:
    """Copies on the left, the blank for the signature on the right; never torn over two pages."""
    line(document, "", 6).paragraph_format.keep_with_next = True
    left, right = table(document, (7.4, 8.6)).rows[0].cells
    line(left, "Nơi nhận:", 12, LEFT, "bi")
    for copy in head.copies:
        line(left, copy, _SMALL)
    line(right, head.signer, BODY, CENTER, "b")
    for _ in range(4):
        line(right, "", BODY, CENTER)
    line(right, "…", BODY, CENTER, "b")
    for cell in (left, right):
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _on_its_side(document: Document) -> None:
    """A new page on its side for tables; the number of the page goes on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.different_first_page_header_footer = False


def _grid(document: Document, grid: Grid, first: bool) -> None:
    title = line(document, grid.title, 13, CENTER, "b", before=0 if first else 14, after=4)
    title.paragraph_format.keep_with_next = True
    if not grid.rows:
        line(document, grid.empty, 12, CENTER, "i")
        return
    heads = 2 if any(column.group for column in grid.columns) else 1
    weights = sum(column.width for column in grid.columns)
    widths = tuple(_WIDE * column.width / weights for column in grid.columns)
    made = table(document, widths, rows=heads, grid=True)
    _narrow_margins(made)
    _headings(list(made.rows), grid.columns)
    made._tbl.extend(_rows(grid, widths))
    notes = list(grid.notes)
    if hidden := left_out(grid, MOST_ROWS):
        notes.insert(0, say("report.more_rows", _LANG, count=number(hidden, _LANG)))
    for at, note in enumerate(notes):
        line(document, note, 10.5, JUSTIFY, "i", before=4 if at == 0 else 0)


def _headings(rows: Sequence[_Row], columns: tuple[Column, ...]) -> None:
    """One or two rows of headings, repeated on each page."""
    top, below = rows[0], rows[-1]
    for at, column in enumerate(columns):
        if column.group:
            line(below.cells[at], column.title, _HEAD, CENTER, "b")
            continue
        cell = top.cells[at].merge(below.cells[at]) if top is not below else top.cells[at]
        line(cell, column.title, _HEAD, CENTER, "b")
    for first, last in spans(columns):
        cell = top.cells[first].merge(top.cells[last])
        line(cell, columns[first].group, _HEAD, CENTER, "b")
    for row in rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _narrow_margins(made: Table) -> None:
    """A millimetre beside the text of a cell: wide tables have no room for more."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "57")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    made._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # where the schema of Word wants it


def _rows(grid: Grid, widths: Sequence[float]) -> Iterator[BaseOxmlElement]:
    """The rows of a table, written as XML: python-docx looks at the whole table again for every cell."""
    twips = [round(width * _TWIPS) for width in widths]
    lines = [(values, False) for values in grid.rows[:MOST_ROWS]]
    if grid.total:
        lines.append((grid.total, True))
    for values, total in lines:
        cells = "".join(_cell(value, width, total) for value, width in zip(values, twips, strict=True))
        yield parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")


def _cell(value: Value, width: int, bold: bool) -> str:
    """One cell with its text."""
    text = escape(_CONTROL.sub("", visible(shown(value, _LANG))))
    weight = "<w:b/>" if bold else ""
    size = round(_CELL * 2)
    side = "right" if is_number(value) else "left"
    width_of = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
    shape = f'<w:pPr><w:spacing w:before="20" w:after="20"/><w:jc w:val="{side}"/></w:pPr>'
    letters = f'<w:rPr>{weight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    return f'<w:tc>{width_of}<w:p>{shape}<w:r>{letters}<w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:tc>'
