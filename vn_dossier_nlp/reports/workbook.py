"""The workbook for clerks: the same rows as the sheet, ready to filter, with a second sheet that counts them."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from vn_dossier_nlp.errors import UsageError
from vn_dossier_nlp.reports.files import whole_path
from vn_dossier_nlp.reports.packwords import WordsOf, pack_for
from vn_dossier_nlp.reports.page import page_name
from vn_dossier_nlp.reports.phrases import VERDICTS, requirement_name
from vn_dossier_nlp.reports.sheet import row_cells, safe_cell
from vn_dossier_nlp.reports.summary import GENERIC, NO_VERDICT, UNREAD, Tally, group_of
from vn_dossier_nlp.schema import Assessment, Outcome, Status
from vn_dossier_nlp.words import label, say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

WIDTHS = {
    "row": 6,
    "path": 40,
    "number": 15,
    "date": 12,
    "sender": 24,
    "subject": 40,
    "addressee": 18,
    "purpose": 18,
    "verdict": 18,
    "generic": 13,
    "probability": 12,
    "not_met": 32,
    "cannot_tell": 28,
    "reasons": 50,
    "cures": 50,
    "requests": 45,
    "outcome": 16,
    "problem": 32,
}
"""Columns with their widths in digits of the standard face; versions and note stand once, in the second sheet."""

COLUMNS = tuple(WIDTHS)
LINE = 15.0  # points
MOST_LINES = 6  # that a row shows at once; the cell holds all

MOST_ROWS = 1_048_575  # that a sheet of the format holds, under its headings
MOST_LINKS = 65_000  # a sheet of the format holds 65,530
MOST_LETTERS = 32_000  # a cell of the format holds 32,767 UTF-16 units
FILLS = {
    "return": "FBD9D6",
    "supplement": "FFF0B8",
    "transfer": "D9E8F7",
    "review": "EBDDF5",
    "pass": "DCEFDC",
    UNREAD: "E4E4E4",
}
"""Grounds of the verdict's cell; the word stands in it, so nothing rests on colour alone."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_WRITTEN = datetime(1980, 1, 1)  # no moment: the same results make the same bytes
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write_workbook(
    assessments: Iterable[Assessment],
    path: Path,
    lang: str,
    words: WordsOf,
    href_of: Callable[[Assessment], str | None] | None = None,
) -> Path:
    """Write the workbook row by row; the same dossiers make the same bytes.

    ``href_of`` names the page of a dossier, relative to the workbook; without it, a page of its name is looked for
    beside the workbook. Raises UsageError where there are more dossiers than a sheet has rows.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "vn-dossier"
    book.properties.created = _WRITTEN
    tally = Tally()
    rows = _counted(assessments, tally)
    try:
        sheet = book.create_sheet(say("summary.sheet_dossiers", lang))
        named = _fill_dossiers(sheet, rows, path, lang, words, href_of)
        _fill_summary(book.create_sheet(say("summary.sheet_summary", lang)), tally, lang, named)
        with tempfile.TemporaryFile() as packed, whole_path(path) as temporary:
            book.save(packed)
            _without_times(packed, temporary)
    except BaseException:
        _drop(book)
        raise
    return path


def _drop(book: Workbook) -> None:
    """Take away the temporary files of a book that will not be saved."""
    for sheet in book.worksheets:
        if not sheet.closed:
            sheet.close()
        with suppress(OSError, ValueError):
            sheet._writer.cleanup()


def _counted(assessments: Iterable[Assessment], tally: Tally) -> Iterator[Assessment]:
    for assessment in assessments:
        tally.add(assessment)
        yield assessment


def _fill_dossiers(
    sheet: WriteOnlyWorksheet,
    assessments: Iterable[Assessment],
    path: Path,
    lang: str,
    words: WordsOf,
    href_of: Callable[[Assessment], str | None] | None,
) -> dict[str, str]:
    """The rows; returns the names of the requirements that were met on the way."""
    named: dict[str, str] = {}
    cells = _Cells(sheet)
    _set_up(sheet, [WIDTHS[column] for column in COLUMNS])
    _append(sheet, 1, [cells.heading(say(f"sheet.{column}", lang)) for column in COLUMNS], 2)
    linked, row = 0, 0
    for row, assessment in enumerate(assessments, start=1):
        if row > MOST_ROWS:
            raise UsageError(say("summary.too_many_rows", lang, most=MOST_ROWS))
        href = _page_of(assessment, path, href_of) if linked < MOST_LINKS else None
        linked += href is not None
        pack = pack_for(words, assessment)
        told = row_cells(assessment, lang, pack)
        for finding in assessment.requirements:
            if finding.requirement not in named:
                named[finding.requirement] = requirement_name(finding.requirement, lang, pack)
        lines = max(_lines(told[column], WIDTHS[column]) for column in COLUMNS[1:])
        made = [cells.of(column, told[column], assessment, href) for column in COLUMNS[1:]]
        _append(sheet, row + 1, [cells.number(row), *made], lines)
    sheet.auto_filter.ref = f"A1:{_letter(len(COLUMNS))}{row + 1}"
    return named


def _append(sheet: WriteOnlyWorksheet, row: int, made: list[Any], lines: int) -> None:
    """A row as high as its longest cell: not every program works that out by itself."""
    sheet.row_dimensions[row].height = LINE * min(MOST_LINES, lines)
    sheet.append(made)
    del sheet.row_dimensions[row]  # written; a hundred thousand of them would fill the memory


def _lines(text: str | None, width: int) -> int:
    """Lines that a text takes in a column, with a little room to spare."""
    return 1 + int(len(text or "") * 1.15 / width)


def _page_of(assessment: Assessment, path: Path, href_of: Callable[[Assessment], str | None] | None) -> str | None:
    if href_of is not None:
        return href_of(assessment)
    name = page_name(assessment.path)
    return name if (path.parent / name).is_file() else None


def _fill_summary(sheet: WriteOnlyWorksheet, tally: Tally, lang: str, named: dict[str, str]) -> None:
    cells = _Cells(sheet)
    _set_up(sheet, [52, 14, 14, 12])
    sheet.append([cells.heading(say(f"summary.{column}", lang)) for column in ("what", "count", "of", "share")])
    _count(sheet, cells, say("summary.all", lang), tally.dossiers, None)
    _count(sheet, cells, say("summary.read", lang), tally.read, tally.dossiers)
    _head(sheet, cells, say("summary.by_verdict", lang))
    for code in (*VERDICTS, NO_VERDICT):
        _count(sheet, cells, label("verdict", code, lang), tally.groups[code], tally.read)
    _head(sheet, cells, say("summary.by_generic", lang))
    for code in GENERIC:
        _count(sheet, cells, label("generic", code, lang), tally.generic[code], sum(tally.generic.values()))
    _head(sheet, cells, say("summary.by_outcome", lang))
    for outcome in Outcome:
        if tally.outcomes[outcome]:
            _count(sheet, cells, label("outcome", outcome, lang), tally.outcomes[outcome], tally.dossiers)
    _head(sheet, cells, say("summary.by_requirement", lang))
    for name, counts in sorted(tally.requirements.items(), key=lambda item: (-item[1][Status.NOT_MET], item[0])):
        asked = sum(counts.values()) - counts[Status.NOT_APPLICABLE]
        _count(sheet, cells, named[name], counts[Status.NOT_MET], asked)
    _head(sheet, cells, say("page.versions", lang))
    for part, used in sorted(tally.versions.items()):
        sheet.append([cells.text(say(f"page.version_{part}", lang)), cells.text(", ".join(sorted(used)))])
    sheet.append([])
    sheet.append([cells.text(say("advisory.sentence", lang))])


def _head(sheet: WriteOnlyWorksheet, cells: _Cells, text: str) -> None:
    sheet.append([])
    sheet.append([cells.heading(text)])


def _count(sheet: WriteOnlyWorksheet, cells: _Cells, name: str, count: int, whole: int | None) -> None:
    share = count / whole if whole else None
    sheet.append([cells.text(name), cells.number(count), cells.number(whole), cells.share(share)])


def _set_up(sheet: WriteOnlyWorksheet, widths: list[int]) -> None:
    """What stands before the rows: the frozen headings, the widths, a page across that prints."""
    sheet.freeze_panes = "C2" if len(widths) > 4 else "A2"
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[_letter(place)].width = width
    sheet.page_setup.orientation = "landscape"
    wide = len(widths) > 4
    sheet.page_setup.paperSize = 8 if wide else 9  # A3, A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = (2 if wide else 1), 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    if wide:
        sheet.print_title_cols = "A:B"


class _Cells:
    """Cells of one sheet with their looks; text is stored as text, whatever sign it begins with."""

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self.sheet = sheet
        self.wrapped = Alignment(wrap_text=True, vertical="top")
        self.top = Alignment(horizontal="center", vertical="top")
        self.line = Border(bottom=Side("thin", color="D5D1C6"))
        self.bold = Font(name="Calibri", size=11, bold=True)
        self.blue = Font(name="Calibri", size=11, color="0B4AA8", underline="single")
        self.ground = PatternFill("solid", fgColor="E8E4DA")
        self.fills = {code: PatternFill("solid", fgColor=colour) for code, colour in FILLS.items()}

    def text(self, value: str | None) -> Any:
        cell = self._cell()
        shown = safe_cell(value)
        cell.value = shown[:MOST_LETTERS] or None
        if cell.value is not None:
            cell.data_type = "s"
        cell.alignment = self.wrapped
        return cell

    def heading(self, value: str) -> Any:
        cell = self.text(value)
        cell.font, cell.fill = self.bold, self.ground
        return cell

    def number(self, value: int | None) -> Any:
        cell = self._cell(value)
        cell.alignment, cell.number_format = self.top, "#,##0"
        return cell

    def share(self, value: float | None) -> Any:
        cell = self._cell(value)
        cell.alignment, cell.number_format = self.top, "0.0%"
        return cell

    def day(self, iso: str) -> Any:
        cell = self._cell(date.fromisoformat(iso))
        cell.alignment, cell.number_format = self.top, "dd/mm/yyyy"
        return cell

    def of(self, column: str, told: str | None, assessment: Assessment, href: str | None) -> Any:
        """The cell of a column: dates and shares as what they are, so that they sort; a link on the name."""
        iso = assessment.document_date
        if column == "date" and iso and _DAY.match(iso):
            with suppress(ValueError):  # no such day: shown as printed
                return self.day(iso)
        if column == "probability" and assessment.generic_probability is not None:
            return self.share(assessment.generic_probability)
        cell = self.text(told)
        if column == "verdict" and (fill := self.fills.get(group_of(assessment))) and told:
            cell.fill = fill
        if column == "path" and href:
            cell.hyperlink = href
            cell.font = self.blue
        return cell

    def _cell(self, value: object = None) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self.sheet, value=value)
        cell.border = self.line
        return cell


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))


def _without_times(packed: BinaryIO, path: Path) -> None:
    """The archive again, without the moment at which it was made."""
    with (
        zipfile.ZipFile(packed) as made,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as written,
    ):
        for entry in made.infolist():
            fresh = zipfile.ZipInfo(entry.filename, _EPOCH)
            fresh.compress_type, fresh.file_size = zipfile.ZIP_DEFLATED, entry.file_size
            if entry.filename == "docProps/core.xml":
                stamp = _WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                written.writestr(fresh, _MODIFIED.sub(rb"\g<1>" + stamp, made.read(entry)))
                continue
            with made.open(entry) as source, written.open(fresh, "w") as target:
                while block := source.read(1 << 20):
                    target.write(block)
