"""A report as a workbook: one sheet a table with all its rows, numbers as numbers, days as days."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Sequence
from copy import copy
from datetime import date
from typing import Any

from vn_dossier_nlp.reports.papers.template import steady
from vn_dossier_nlp.reports.periodic.records import Column, Grid, Report, Share, Value
from vn_dossier_nlp.reports.visible import visible
from vn_dossier_nlp.words import say

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TITLE = 31  # characters of the name of a sheet
_CELL = 32_000  # characters that a cell may hold
_ABOUT = 110  # width of the first sheet, in characters
_ROW = 2  # the row of the first heading; the title stands above it
_WIDTH = 6.2  # characters of a column for each centimetre that it has on paper
_LINE, _BROAD = 15.0, 0.97  # points of a line; a letter beside the one by which the width of a column is measured
_INK, _HEAD, _SUM = "1D1F23", "E7EEF5", "F4F2EC"


def workbook(report: Report, lang: str) -> bytes:
    """The workbook: what it is about first, then the tables."""
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    first.title = say("report.sheet_about", lang)
    _about(first, report)
    for grid in report.grids:
        _sheet(book.create_sheet(_name(grid.name, book.sheetnames)), grid, lang)
    made = io.BytesIO()
    book.properties.creator = ""
    book.save(made)
    return steady(made.getvalue())


def _about(sheet: Any, report: Report) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = _ABOUT
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    lines = [(f"{report.kind} {report.title}".strip(), True)]
    lines += [(text, False) for text in (*report.facts, *report.paragraphs, *report.closing)]
    for row, (text, bold) in enumerate(lines, 1):
        cell = _put(sheet, row, 1, text.replace("**", ""))
        cell.font = Font(name="Times New Roman", size=14 if bold else 12, bold=bold)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = _LINE * 1.15 * _lines(text, _ABOUT)


def _sheet(sheet: Any, grid: Grid, lang: str) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.cell(1, 1, grid.title).font = Font(name="Times New Roman", size=13, bold=True)
    below = _headings(sheet, grid.columns)
    widths = [max(6.0, column.width * _WIDTH) for column in grid.columns]
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    row = below
    styles: dict[str, Any] = {}
    for values in grid.rows:
        _values(sheet, row, values, widths, styles, False)
        row += 1
    if grid.total and grid.rows:
        _values(sheet, row, grid.total, widths, styles, True)
        row += 1
    if grid.rows:
        last = get_column_letter(len(grid.columns))
        sheet.auto_filter.ref = f"A{below - 1}:{last}{below + len(grid.rows) - 1}"
    else:
        sheet.cell(row, 1, grid.empty)
        row += 1
    for note in grid.notes:
        row += 1
        cell = _put(sheet, row, 1, note)
        cell.font = Font(name="Times New Roman", size=11, italic=True)
        cell.alignment = Alignment(vertical="top")
    sheet.freeze_panes = sheet.cell(below, 1 if len(grid.columns) < 3 else 3)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_ROW}:{below - 1}"


def _headings(sheet: Any, columns: tuple[Column, ...]) -> int:
    """One or two rows of headings; the row below them."""
    grouped = any(column.group for column in columns)
    below = _ROW + (2 if grouped else 1)
    for at, column in enumerate(columns, 1):
        if grouped and column.group:
            _heading(sheet, _ROW, at, column.group if _opens(columns, at - 1) else "")
        _heading(sheet, below - 1 if column.group else _ROW, at, column.title)
        if grouped and not column.group:
            _heading(sheet, _ROW + 1, at, "")
            sheet.merge_cells(start_row=_ROW, end_row=_ROW + 1, start_column=at, end_column=at)
    whole = range(_ROW, below)
    titles = max(math.ceil(len(column.title) * 1.3 / max(6.0, column.width * _WIDTH)) for column in columns)
    for row in whole:
        sheet.row_dimensions[row].height = _LINE * max(1, math.ceil(titles / len(whole)) if row == _ROW else titles)
    for first, last in spans(columns):
        sheet.merge_cells(start_row=_ROW, end_row=_ROW, start_column=first + 1, end_column=last + 1)
    return below


def spans(columns: tuple[Column, ...]) -> Iterator[tuple[int, int]]:
    """First and last column of each shared heading, from 0; single ones too."""
    at = 0
    while at < len(columns):
        last = at
        while last + 1 < len(columns) and columns[at].group and columns[last + 1].group == columns[at].group:
            last += 1
        if columns[at].group:
            yield at, last
        at = last + 1


def _opens(columns: tuple[Column, ...], at: int) -> bool:
    return at == 0 or columns[at - 1].group != columns[at].group


def _heading(sheet: Any, row: int, at: int, text: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = _put(sheet, row, at, text)
    cell.font = Font(name="Times New Roman", size=11, bold=True, color=_INK)
    cell.fill = PatternFill("solid", start_color=_HEAD)
    cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    cell.border = _border()


def _values(
    sheet: Any, row: int, values: tuple[Value, ...], widths: Sequence[float], styles: dict[str, Any], total: bool
) -> None:
    for at, value in enumerate(values, 1):
        cell = _put(sheet, row, at, value)
        look = f"{'text' if isinstance(value, str) else 'number'}{total}{cell.number_format}"
        if look not in styles:
            _style(cell, isinstance(value, str), total)
            styles[look] = copy(cell._style)
        cell._style = styles[look]
    sheet.row_dimensions[row].height = _LINE * max(map(_lines, values, widths), default=1)


def _style(cell: Any, text: bool, total: bool) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.font = Font(name="Times New Roman", size=11, bold=total)
    cell.alignment = Alignment(wrap_text=text, vertical="top", horizontal="left" if text else "right")
    cell.border = _border()
    if total:
        cell.fill = PatternFill("solid", start_color=_SUM)


def _lines(value: Value, width: float) -> int:
    """How many lines a text takes in a column: a row has no height of its own in every program that opens it."""
    return math.ceil(len(value) * _BROAD / width) if isinstance(value, str) and value else 1


def _put(sheet: Any, row: int, at: int, value: Value) -> Any:
    """A cell; text stays text, so that no formula is run that somebody wrote into a subject."""
    cell = sheet.cell(row, at)
    if isinstance(value, Share):
        cell.value, cell.number_format = value.value, "0.00%"
    elif isinstance(value, date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"
    elif isinstance(value, int):
        cell.value, cell.number_format = value, "#,##0"
    elif value:
        cell.value = _CONTROL.sub("", visible(value))[:_CELL]
        cell.data_type = "s"
    return cell


def _border() -> Any:
    from openpyxl.styles import Border, Side

    thin = Side(style="thin", color="A6A6A6")
    return Border(left=thin, right=thin, top=thin, bottom=thin)


def _name(wanted: str, taken: list[str]) -> str:
    """A name that Excel takes, and that no other sheet has."""
    base = _FORBIDDEN.sub(" ", wanted).strip()[:_TITLE] or "1"
    name, number = base, 2
    while name in taken:
        tail = f" {number}"
        name, number = base[: _TITLE - len(tail)] + tail, number + 1
    return name
