"""Sheets from elsewhere into the register: every fault with row and column, and nothing half imported."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from vn_dossier_nlp.language.folding import key
from vn_dossier_nlp.register.audit import Change
from vn_dossier_nlp.register.queries import search_text
from vn_dossier_nlp.register.receiving import search_of, sender_of
from vn_dossier_nlp.register.refusals import RegisterError
from vn_dossier_nlp.register.sheets import BOOKS, OUTGOING
from vn_dossier_nlp.register.tables import dossiers, events, outgoing
from vn_dossier_nlp.register.values import ValueFaultError, columns_by_word, value_of

_NEEDED = {"incoming": ("arrived_on", "author", "subject"), "outgoing": ("symbol", "dated_on", "subject")}
_SEPARATORS = ",;\t"
_MOST = 1_000_000  # rows of a sheet

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a cell: ``code`` is one of words ``register.import``; ``column`` as the sheet has it."""

    row: int
    column: str
    code: str
    slots: dict[str, object]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was read: rows of values with their numbers in the sheet, or faults."""

    rows: list[tuple[int, Row]]
    faults: list[RowFault]


def read_sheet(path: Path, book: str) -> Sheet:
    """The rows of a .csv (UTF-8) or the first sheet of an .xlsx. Raises RegisterError where it is no sheet."""
    table = _csv(path) if path.suffix.lower() == ".csv" else _xlsx(path)
    try:
        first, head = next(table)
    except StopIteration:
        raise RegisterError("bad_table", path=path, why="empty") from None
    names, faults = _columns(head, first, book)
    rows: list[tuple[int, Row]] = []
    if not faults:
        for number, cells in table:
            if any(cell not in (None, "") for cell in cells):
                rows.append((number, _values(number, cells, names, head, book, faults)))
    return Sheet(rows, faults)


def number_faults(connection: Connection, book: str, rows: Sequence[tuple[int, Row]]) -> list[RowFault]:
    """Numbers that are in the register already, or twice in the sheet."""
    table = outgoing if book == OUTGOING else dossiers
    years = {row["number_year"] for _, row in rows if row.get("number")}
    query = select(table.c.book, table.c.number_year, table.c.number).where(table.c.number_year.in_(years))
    taken = {tuple(row) for row in connection.execute(query)}
    faults = []
    for number, row in rows:
        if not row.get("number"):
            continue
        place = (row["book"], row["number_year"], row["number"])
        if place in taken:
            slots: dict[str, object] = {"value": row["number"], "year": row["number_year"]}
            faults.append(RowFault(number, "number", "taken", slots))
        taken.add(place)
    return faults


def enter(change: Change, book: str, rows: Sequence[Row]) -> int:
    """Put rows into the register: how many. The caller has seen that there is no fault."""
    if book == OUTGOING:
        searched = ("symbol", "kind", "subject", "signer", "recipients", "note")
        change.insert_many(outgoing, [row | {"search": search_text(*(row.get(n) for n in searched))} for row in rows])
        return len(rows)
    first = change.next_id(dossiers)
    whole = [_dossier(row, first + index, change.at) for index, row in enumerate(rows)]
    change.insert_many(dossiers, whole)
    change.insert_many(
        events,
        [
            {
                "dossier_id": first + index,
                "at": change.at,
                "on_day": row["arrived_on"],
                "who": change.who,
                "action": "import",
                "from_state": None,
                "to_state": row["state"],
            }
            for index, row in enumerate(whole)
        ],
    )
    return len(rows)


def _dossier(row: Row, key: int, at: str) -> Row:
    known = {name: value for name, value in row.items() if name in dossiers.c}
    state = row.get("state") or ("registered" if row.get("number") else "received")
    known |= {"state": state, "state_since": at, "matter_id": key, "nth": 1}
    known["sender_id"] = sender_of(row["author"])
    if state == "archived":
        known["archived_on"] = row.get("passed_on") or row["arrived_on"]
    return known | {"search": search_of(known)}


def _columns(head: Sequence[Any], row: int, book: str) -> tuple[list[str | None], list[RowFault]]:
    """The column of each cell, None for one that the register does not have; what is missing or stands twice."""
    words = columns_by_word()
    known = set(BOOKS[book])
    faults = []
    names: list[str | None] = []
    for cell in head:
        name = words.get(key(str(cell or "")))
        if name == "sent_on" and "sent_on" not in known:
            name = "passed_on"  # one head in Vietnamese, "ngày chuyển", in both books
        elif name == "passed_on" and "passed_on" not in known:
            name = "sent_on"
        if name in names and name in known:
            faults.append(RowFault(row, str(cell), "twice", {}))
        names.append(name if name in known else None)
    shown = ", ".join(str(cell) for cell in head if cell)
    faults += [
        RowFault(row, name, "no_column", {"columns": shown[:300]}) for name in _NEEDED[book] if name not in names
    ]
    return names, faults


def _values(
    number: int,
    cells: Sequence[Any],
    names: Sequence[str | None],
    head: Sequence[Any],
    book: str,
    faults: list[RowFault],
) -> Row:
    row: Row = {}
    for index, cell in enumerate(cells):
        if index >= len(names):
            if cell not in (None, ""):
                faults.append(RowFault(number, str(index + 1), "more_cells", {}))
                break
            continue
        name = names[index]
        if name is None:
            continue
        try:
            row[name] = value_of(name, cell)
        except ValueFaultError as fault:
            faults.append(RowFault(number, str(head[index]), fault.code, fault.slots))
            row[name] = cell  # was there: it is not missing as well
    for name in _NEEDED[book]:
        if row.get(name) is None:
            place = names.index(name)
            faults.append(RowFault(number, str(head[place]), "missing", {}))
    _numbered(row, book)
    return row


def _numbered(row: Row, book: str) -> None:
    """Book, year and number, which a sheet may leave to the day and the symbol."""
    row["book"] = row.get("book") or ""
    day = row.get("dated_on" if book == OUTGOING else "arrived_on")
    if row.get("number_year") is None and isinstance(day, date):
        row["number_year"] = day.year
    if book == OUTGOING:
        digits = str(row.get("symbol") or "").partition("/")[0]
        if row.get("number") is None and digits.isascii() and digits.isdecimal():
            row["number"] = int(digits[:9])
    elif row.get("number") is None:
        row["number_year"] = None


def _csv(path: Path) -> Iterator[tuple[int, list[Any]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError("bad_table", path=path, why=type(error).__name__) from error
    top = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=top.count))
    try:
        for row in reader:
            yield reader.line_num, list(row)
    except csv.Error as error:
        raise RegisterError("bad_table", path=path, why=str(error)) from error


def _xlsx(path: Path) -> Iterator[tuple[int, list[Any]]]:
    from openpyxl import load_workbook

    if path.suffix.lower() != ".xlsx":
        raise RegisterError("bad_format", path=path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(values_only=True, max_row=_MOST), 1):
            yield number, list(row)
        book.close()
    except RegisterError:
        raise
    except Exception as error:  # openpyxl raises what its XML and ZIP readers raise
        raise RegisterError("bad_table", path=path, why=type(error).__name__) from error
