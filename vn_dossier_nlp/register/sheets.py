"""The registers as sheets: which columns each has, in the order of NĐ 30/2020 Phụ lục IV; written as CSV or XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from vn_dossier_nlp.register.refusals import RegisterError
from vn_dossier_nlp.register.tables import dossiers, outgoing
from vn_dossier_nlp.reports.files import write_bytes
from vn_dossier_nlp.reports.sheet import safe_cell
from vn_dossier_nlp.words import label

INCOMING, OUTGOING, TRACKING = "incoming", "outgoing", "tracking"
BOOKS: dict[str, tuple[str, ...]] = {
    # Sổ đăng ký văn bản đến; what follows "note" is the Office's own.
    INCOMING: (
        *("arrived_on", "number", "author", "symbol", "document_date", "kind", "subject"),
        *("unit", "passed_on", "signed_for", "note"),
        *("book", "number_year", "urgency", "deadline", "progress", "answer_symbol", "holder", "state", "field"),
    ),
    # Sổ đăng ký văn bản đi.
    OUTGOING: (
        *("symbol", "dated_on", "kind", "subject", "signer", "recipients", "copy_holder", "copies"),
        *("sent_on", "signed_for", "note", "book", "number_year", "number"),
    ),
    # Sổ theo dõi giải quyết văn bản đến.
    TRACKING: (
        *(
            "number",
            "kind",
            "symbol",
            "document_date",
            "author",
            "unit",
            "deadline",
            "progress",
            "answer_symbol",
            "note",
        ),
    ),
}
_CODES = {"state": "register.state", "urgency": "register.urgency"}
_CHUNK = 2000
_WIDTHS = {
    "subject": 48,
    "author": 26,
    "recipients": 26,
    "note": 26,
    "progress": 20,
    "symbol": 16,
    "unit": 20,
    "holder": 20,
}
_WIDTH = 12  # characters
_LINE = 14.5  # points
_A3 = 8  # paper size of the format: twenty columns can be read on it


def rows_of(connection: Connection, book: str) -> Iterator[dict[str, Any]]:
    """The rows of a book, in the order in which they were entered."""
    table = outgoing if book == OUTGOING else dossiers
    columns = [table.c[name] for name in BOOKS[book]]
    if book == TRACKING:
        columns.append(table.c.state)
    for row in connection.execution_options(yield_per=_CHUNK).execute(select(*columns).order_by(table.c.id)):
        yield dict(row._mapping)


def head_of(book: str, lang: str) -> list[str]:
    """The heads of the columns, as people read them."""
    return [label("register.column", name, lang) for name in BOOKS[book]]


def cells_of(row: dict[str, Any], book: str, lang: str) -> list[str | int | date | None]:
    """The cells of a row: codes as words; where nobody noted the progress, the state says it."""
    cells: list[str | int | date | None] = []
    for name in BOOKS[book]:
        value = row[name]
        if name in _CODES and value is not None:
            value = label(_CODES[name], value, lang)
        if name == "document_date" and value is not None:
            value = "/".join(reversed(value.split("-")))  # "05/03/2026", "03/2026" where the day is blank
        if name == "progress" and value is None:
            value = label("register.state", row["state"], lang) if book == TRACKING else None
        cells.append(value)
    return cells


def write_book(rows: Iterable[dict[str, Any]], book: str, path: Path, lang: str) -> int:
    """Write a book to a .csv or an .xlsx, whole or not at all: how many rows. Raises RegisterError for another name."""
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise RegisterError("bad_format", path=path)
    written = (cells_of(row, book, lang) for row in rows)
    content, count = (_csv if suffix == ".csv" else _xlsx)(BOOKS[book], head_of(book, lang), written)
    write_bytes(path, content)
    return count


def _csv(_names: Sequence[str], head: Sequence[str], rows: Iterable[Sequence[Any]]) -> tuple[bytes, int]:
    text, count = io.StringIO(newline=""), 0
    sheet = csv.writer(text, lineterminator="\r\n")
    sheet.writerow(head)
    for row in rows:
        sheet.writerow([_shown(cell) for cell in row])
        count += 1
    return text.getvalue().encode("utf-8-sig"), count


def _xlsx(names: Sequence[str], head: Sequence[str], rows: Iterable[Sequence[Any]]) -> tuple[bytes, int]:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for index, name in enumerate(names):
        sheet.column_dimensions[_letter(index)].width = _WIDTHS.get(name, _WIDTH)
    wrapped = Alignment(wrap_text=True, vertical="top")
    top = []
    for name in head:
        cell = WriteOnlyCell(sheet, name)
        cell.font, cell.alignment = Font(bold=True), wrapped
        top.append(cell)
    sheet.append(top)
    widths, count = [_WIDTHS.get(name, _WIDTH) for name in names], 0
    for row in rows:
        # Not every program finds the height of wrapped cells by itself.
        if (lines := max(_lines(value, width) for value, width in zip(row, widths, strict=True))) > 1:
            sheet.row_dimensions[count + 2].height = _LINE * lines
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, None if value is None else value)
            cell.alignment = wrapped
            if isinstance(value, str):
                cell.value = safe_cell(value)
                cell.data_type = "s"
            elif isinstance(value, date):
                cell.number_format = "DD/MM/YYYY"
            cells.append(cell)
        sheet.append(cells)
        count += 1
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue(), count


def _lines(value: Any, width: int) -> int:
    """About how many lines a cell has at a width in characters."""
    return -(-len(value) * 11 // (width * 10)) if isinstance(value, str) and value else 1


def _shown(cell: Any) -> str:
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return safe_cell(None if cell is None else str(cell))


def _letter(index: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(index + 1))
