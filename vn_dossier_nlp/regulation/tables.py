"""Tables in a text as read (cells parted by "|"): their totals, and whether the rows add up to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.regulation.comparing_data import pattern
from vn_dossier_nlp.regulation.figures import Figure, label_before, to_number, unit_of

_ROW = re.compile(r"^[^\n|]*\|[^\n]*$", re.MULTILINE)
_CELL = re.compile(r"[^|]+")
_FIGURE = re.compile(r"\*{0,2}\s*(?P<figure>\d{1,3}(?:\.\d{3})+(?:,\d{1,6})?|\d{1,12}(?:,\d{1,6})?)\s*\*{0,2}")
_GENERAL = frozenset({"tổng cộng", "cộng", "tổng số", "tổng"})
GENERAL = ("tổng", "@table")
"""The label of a total of a table that is called nothing but a total."""
_UNIT = re.compile(
    r"(?:đơn\s+vị(?:\s+tính)?|ĐVT|đvt)\s*:?\s*(?P<named>(?:nghìn|ngàn|triệu|tỷ|tỉ)?\s?đồng|ha|m2)", re.IGNORECASE
)
_HEADED = re.compile(
    r"\((?P<unit>(?:nghìn|ngàn|triệu|tỷ|tỉ)?\s?đồng|ha|m2)\)|\b(?P<bare>(?:triệu|tỷ) đồng)\b", re.IGNORECASE
)
_NAMED = re.compile(r"[^\W\d_]{2,}\s\S|[^\W\d_]{3,}")  # "Xã Hòa An", no "A" or "II"
_BEFORE = 300  # characters before a table in which its unit may stand


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is a number: ``text[start:end]`` of the document."""

    start: int
    end: int
    value: Fraction


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``name`` is its first cell of words, ``order`` its number in the first cell."""

    start: int
    end: int
    cells: tuple[Cell | None, ...]
    texts: tuple[str, ...]
    blank: int = 0  # characters before its first word

    @property
    def name(self) -> str:
        """The first cell that holds words, in lower case."""
        return next((text.lower() for text in self.texts if re.search(r"[^\W\d_]{2}", text)), "")

    @property
    def said(self) -> int:
        """Where the row begins, without the edge of its first cells."""
        return self.start + self.blank

    @property
    def order(self) -> int | None:
        """The number of the row, where the first cell holds one."""
        return int(self.texts[0]) if self.texts and self.texts[0].isdecimal() and len(self.texts[0]) < 4 else None

    @property
    def is_total(self) -> bool:
        """Whether the row gives a total."""
        return pattern("total_row").match(skeleton(self.name)) is not None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that follow each other; ``above``: the text before the first one."""

    rows: tuple[Row, ...]
    above: str

    def adds(self, column: int) -> bool:
        """Whether the head of a column says what may be added up."""
        head = skeleton(self.rows[0].texts[column]) if column < len(self.rows[0].texts) else ""
        return pattern("never_adds").search(head) is None and (not head or pattern("adds").search(head) is not None)

    def unit(self, column: int) -> tuple[str, int] | None:
        """The unit of a column from its head, else that of the whole table; ("money", 1000000)."""
        head = self.rows[0].texts
        for words in (head[column] if column < len(head) else "", " ".join(head)):
            if found := _HEADED.search(words):
                return unit_of(found["unit"] or found["bare"])
        named = _UNIT.search(self.above)
        return unit_of(named["named"]) if named else None


def tables(text: str, start: int, end: int) -> Iterator[Table]:
    """The tables of ``text[start:end]``."""
    rows: list[Row] = []
    for match in _ROW.finditer(text, start, end) if text.find("|", start, end) >= 0 else ():
        if rows and text[rows[-1].end : match.start()].strip():
            yield from _table(text, rows)
            rows = []
        rows.append(_row(text, *match.span()))
    yield from _table(text, rows)


def totals(text: str, start: int, end: int) -> Iterator[Figure]:
    """The totals of the tables: the last number of each row of a total, where its unit is known."""
    for table in tables(text, start, end):
        for row in table.rows[1:]:
            column = next((at for at in range(len(row.cells) - 1, -1, -1) if row.cells[at]), None)
            cell = row.cells[column] if column is not None else None
            if column is None or cell is None or not cell.value or not row.is_total:
                continue
            unit = table.unit(column)
            if unit is None or not table.adds(column):
                continue
            general = " ".join(row.name.strip(" *:").split()) in _GENERAL
            label = GENERAL if general else label_before(row.name, len(row.name), 0).words
            worth = cell.value * unit[1]
            yield Figure(cell.start, cell.end, unit[0], worth, Fraction(unit[1]), label, True, None, row.said)


def wrong_sums(text: str, start: int, end: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """(the total, the rows) of each column whose rows do not add up to the total under them.

    Only tables whose every row has a number in the column, and whose rows are numbered 1, 2, 3 ... without a gap or all
    begin with a name: with groups and sub-totals it is not certain what is to be added.
    """
    for table in tables(text, start, end):
        last = table.rows[-1]
        rows = [row for row in table.rows[1:] if not row.is_total]
        sole = sum(row.is_total for row in table.rows) == 1 and last.is_total
        if not sole or len(rows) < 2 or not _flat(rows):
            continue
        for column, (head, total) in enumerate(zip(table.rows[0].texts, last.cells, strict=False)):
            values = [row.cells[column] if column < len(row.cells) else None for row in rows]
            cells = [cell for cell in values if cell is not None]
            if total is None or len(cells) < len(rows) or not head or not table.adds(column):
                continue
            if abs(sum(cell.value for cell in cells) - total.value) >= _rounding(cells):
                yield (total.start, total.end), (cells[0].start, cells[-1].end)


def _flat(rows: list[Row]) -> bool:
    """Whether no row is a part of another."""
    if any(pattern("part_row").match(skeleton(row.name)) for row in rows):
        return False
    numbered = [row.order for row in rows] == list(range(1, len(rows) + 1))
    return numbered or all(row.texts and _NAMED.match(row.texts[0]) for row in rows)


def _rounding(cells: list[Cell]) -> Fraction:
    """What rounded rows may be off together; nothing where all are whole numbers."""
    exact = all(cell.value.denominator == 1 for cell in cells)
    return Fraction(1, 10**9) if exact else Fraction(len(cells), 2)


def _table(text: str, rows: list[Row]) -> Iterator[Table]:
    if len(rows) >= 3:
        yield Table(tuple(rows), text[max(0, rows[0].start - _BEFORE) : rows[0].start])


def _row(text: str, start: int, end: int) -> Row:
    cells: list[Cell | None] = []
    texts: list[str] = []
    at = start
    line = text[start:end]
    inner = line.strip(" \t")
    at += line.index(inner) if inner else 0
    if inner.startswith("|"):
        inner, at = inner[1:], at + 1
    inner = inner.removesuffix("|")
    for piece in inner.split("|"):
        words = piece.strip(" \t*")
        texts.append(words)
        found = _FIGURE.fullmatch(piece.strip())
        if found:
            place = at + piece.index(found["figure"])
            cells.append(Cell(place, place + len(found["figure"]), to_number(found["figure"])))
        else:
            cells.append(None)
        at += len(piece) + 1
    return Row(start, end, tuple(cells), tuple(texts), len(line) - len(line.lstrip(" \t|*")))
