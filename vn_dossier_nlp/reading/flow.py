"""The running text of a WordprocessingML part, paragraph by paragraph, as Word would print it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

from vn_dossier_nlp.language.legacy import decode, is_unicode, set_of_font
from vn_dossier_nlp.reading.elements import child, descend, name_of, value
from vn_dossier_nlp.reading.looks import Look, Looks
from vn_dossier_nlp.reading.numbering import Numbering

_DROPPED = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "sectPr", "delText", "Fallback", "annotationRef", "delInstrText"}
)
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
# Fields that say where a page or a file is, not what the document says.
_PLACE_FIELDS = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|FILENAME|FILESIZE)\b", re.IGNORECASE)
_OWN_MARKS = frozenset({"footnoteRef", "endnoteRef"})
# Words of the two blocks that a document has side by side: the head and the signature.
SIDE_BY_SIDE = re.compile(r"C[ỘO]NG\s+H[ÒO][ÀA]?|Độc lập|Nơi nhận", re.IGNORECASE)
_BORDERLESS = frozenset({"nil", "none"})
_DEEPEST = 40  # nesting of tables and boxes; deeper is an attack, not a document
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SYMBOL_FONT = {0xF000 + code: code for code in range(0x20, 0x100)}  # where Word keeps letters of 8-bit fonts


class Said(NamedTuple):
    """A line and the number of the paragraph that says it; a row of a table has that of its first paragraph."""

    text: str
    paragraph: int


class _Run(NamedTuple):
    text: str
    look: Look


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    is_hidden: bool = False


class Flow:
    """Walks the parts of one document in turn and says their lines; counts paragraphs, lists and notes."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._numbering = Numbering(numbering, styles)
        self._looks = Looks(styles)
        self._paragraphs = 0
        self._notes: dict[tuple[str, str], int] = {}  # (kind, id) -> number, in the order of the text
        self._open: list[_Run] = []  # of a paragraph whose end was deleted: it runs on into the next
        self._note: int | None = None
        self._fields: list[_Field] = []  # open ones, the innermost last

    @property
    def notes(self) -> dict[tuple[str, str], int]:
        """The notes that the text refers to: (footnote | endnote, id) and number."""
        return dict(self._notes)

    def part(self, root: Any, note: int | None = None) -> list[Said]:
        """The lines of one part, its paragraphs counted from 1; ``note`` is the number of the note that it is."""
        self._paragraphs = 0
        self._note = note
        self._fields = []
        said = list(self._lines(root, 0))
        if self._open:
            said += self._printed(self._open, self._paragraphs)
            self._open = []
        return said

    def _lines(self, parent: Any, depth: int) -> Iterator[Said]:
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
                yield from self._lines(element, depth + 1)

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[Said]:
        self._paragraphs += 1
        number = self._paragraphs
        boxes: list[Any] = []
        look = self._looks.of(paragraph)
        label = self._numbering.label(paragraph)
        runs = [_Run(f"{label} ", Look())] if label else []
        runs += self._runs(paragraph, look, boxes)
        runs = self._open + runs
        self._open = []
        if _ends_deleted(paragraph):
            self._open = runs
        else:
            yield from self._printed(runs, number)
        for box in boxes:
            yield from self._lines(box, depth + 1)

    def _printed(self, runs: Iterable[_Run], number: int) -> Iterator[Said]:
        return (Said(line, number) for line in _shown(runs).split("\n"))

    def _runs(self, element: Any, look: Look, boxes: list[Any]) -> Iterator[_Run]:
        """The visible runs of a paragraph or a part of one; text boxes are put aside into ``boxes``."""
        for item in element:
            name = name_of(item)
            if name == "r":
                own = self._looks.of_run(item, look)
                if not own.hidden:
                    yield from self._runs(item, own, boxes)
            elif name == "t":
                if not any(field.is_hidden for field in self._fields):
                    yield _Run(item.text or "", look)
            elif name == "fldChar":
                self._field(value(item, "fldCharType"))
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].instruction += item.text or ""
            elif name == "fldSimple" and _PLACE_FIELDS.match(value(item, "instr")):
                continue
            elif name in _BREAKS:
                yield _Run(_BREAKS[name], look)
            elif name == "sym":
                yield from _symbol(item, look)
            elif name in _NOTES:
                yield from self._reference(_NOTES[name], value(item, "id"), look)
            elif name in _OWN_MARKS:
                yield _Run(str(self._note or ""), replace(look, raised=True))
            elif name == "txbxContent":
                boxes.append(item)
            elif name == "AlternateContent":
                # The same box twice: for new and for old versions of Word.
                chosen = child(item, "Choice")
                yield from self._runs(chosen if chosen is not None else _fallback(item), look, boxes)
            elif name not in _DROPPED:
                yield from self._runs(item, look, boxes)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields = [*self._fields[-_DEEPEST:], _Field()]
        elif self._fields and kind == "separate":
            field = self._fields[-1]
            field.is_hidden = bool(_PLACE_FIELDS.match(field.instruction))
        elif self._fields and kind == "end":
            self._fields.pop()

    def _reference(self, kind: str, identity: str, look: Look) -> Iterator[_Run]:
        """The raised number that stands for a note; footnotes and endnotes count apart."""
        before = sum(known == kind for known, _ in self._notes)
        number = self._notes.setdefault((kind, identity), before + 1)
        yield _Run(str(number), replace(look, raised=True))

    def _table(self, table: Any, depth: int) -> Iterator[Said]:
        grid = [list(_cells(row)) for row in _children(table, "tr")]
        columns = max((start + span for row in grid for start, span, _ in row), default=0)
        texts = [[(start, span, list(self._lines(cell, depth + 1))) for start, span, cell in row] for row in grid]
        if columns == 1 or all(len(row) == 1 for row in texts):
            for row in texts:
                yield from row[0][2] if row else ()
        elif _is_layout(table, [said.text for row in texts for _, _, lines in row for said in lines]):
            yield from _by_column(texts)
        else:
            for row in texts:
                yield from _row(row)


def _row(row: list[tuple[int, int, list[Said]]]) -> Iterator[Said]:
    cells = [" ".join(" ".join(said.text for said in lines).split()) for _, _, lines in row]
    if any(cells):
        yield Said(" | ".join(cells), next(said.paragraph for _, _, lines in row for said in lines))


def _shown(runs: Iterable[_Run]) -> str:
    """The text of a paragraph: old fonts in Unicode, capitals and raised digits as printed."""
    runs = list(runs)
    # One run alone is too short to tell that its font's name is wrong: Unicode typed in ".VnTime".
    old = "".join(run.text for run in runs if set_of_font(run.look.font))
    honest = not is_unicode(old)
    pieces = []
    for look, group in groupby(runs, key=lambda run: run.look):
        text = "".join(run.text for run in group)
        legacy = set_of_font(look.font) if honest else None
        if legacy:
            text = decode(text.translate(_SYMBOL_FONT), legacy[0], capitals=legacy[1]).text
        if look.capitals:
            text = "".join(char.upper() if len(char.upper()) == 1 else char for char in text)
        pieces.append(text.translate(RAISED) if look.raised else text)
    return "".join(pieces)


def _symbol(item: Any, look: Look) -> Iterator[_Run]:
    """A letter by its code in a font: of use for fonts of letters, not for bullets and arrows."""
    code = value(item, "char")
    font = value(item, "font")
    if set_of_font(font):
        try:
            yield _Run(chr(int(code, 16)), replace(look, font=font))
        except (ValueError, OverflowError):
            return


def _ends_deleted(paragraph: Any) -> bool:
    """Whether a tracked change removes the paragraph's end, so that the next one follows on."""
    mark = child(child(paragraph, "pPr"), "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _fallback(element: Any) -> Any:
    found = child(element, "Fallback")
    return found if found is not None else ()


def _children(element: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also wrapped in content controls; not those of nested tables."""
    for item in element:
        found = name_of(item)
        if found == name:
            if not _is_deleted(item):
                yield item
        elif found in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _children(item, name)


def _is_deleted(item: Any) -> bool:
    return child(child(item, "trPr"), "del") is not None or child(child(item, "tcPr"), "cellDel") is not None


def _cells(row: Any) -> Iterator[tuple[int, int, Any]]:
    """(column, number of columns, cell)."""
    before = value(child(child(row, "trPr"), "gridBefore"))
    column = _count(before, 0)
    for cell in _children(row, "tc"):
        span = value(child(child(cell, "tcPr"), "gridSpan"))
        width = max(_count(span, 1), 1)
        yield column, width, cell
        column += width


def _count(text: str, default: int) -> int:
    """A number of columns: longer ones are an attack."""
    return int(text) if text.isdecimal() and len(text) < 5 else default


def _is_layout(table: Any, lines: Iterable[str]) -> bool:
    """Whether a table only puts two blocks side by side: the masthead and the signature."""
    if any(SIDE_BY_SIDE.search(line) for line in lines):
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


def _by_column(rows: list[list[tuple[int, int, list[Said]]]]) -> Iterator[Said]:
    """The left block from top to bottom, a blank line, the right block."""
    starts = sorted({start for row in rows for start, _, _ in row})
    written = False
    last = 0
    for column in starts:
        lines = [said for row in rows for start, _, cell in row if start == column for said in cell]
        while lines and not lines[0].text.strip():
            lines.pop(0)
        while lines and not lines[-1].text.strip():
            lines.pop()
        if lines:
            if written:
                yield Said("", last)
            yield from lines
            written, last = True, lines[-1].paragraph
    if written:
        yield Said("", last)
