"""The report as Word, workbook and page: opened again, whole, harmless, in the layout of NĐ 30/2020."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from programs import installed, needs
from year import UNTIL, generated

from vn_dossier_nlp.register.calendar import load_calendar
from vn_dossier_nlp.register.periodic import figures, period_report
from vn_dossier_nlp.register.periods import Cycle
from vn_dossier_nlp.reports.papers.office import office_named
from vn_dossier_nlp.reports.periodic.html import MOST_BARS, drawing, page
from vn_dossier_nlp.reports.periodic.records import Bars, Column, Grid, Letterhead, Report, Share, shown
from vn_dossier_nlp.reports.periodic.word import MOST_ROWS, word_file
from vn_dossier_nlp.reports.periodic.xlsx import workbook

HEAD = Letterhead("ỦY BAN NHÂN DÂN\nTỈNH SÔNG MÂY", "Số:        /BC-VP")
HOSTILE = ('=HYPERLINK("http://x")', "<script>alert(1)</script>", "a\x00b\x0bc", "{{ 7*7 }}", "+1", "&amp; \u202e]]>")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    with generated(str(tmp_path_factory.mktemp("year") / "register.db"), 400, 300) as register:
        made = figures(register, load_calendar(), Cycle().period("quarter", 2025, 3), UNTIL)
        yield period_report(made, "vi", office_named("tỉnh Sông Mây"))


def small(rows: tuple[tuple[object, ...], ...], columns: int = 2) -> Report:
    heads = tuple(Column(f"Cột {at}") for at in range(columns))
    return Report("BÁO CÁO", "Thử", HEAD, (), (), (Grid("Biểu", "Biểu số 1", heads, rows),))  # type: ignore[arg-type]


def test_word_has_the_layout_of_a_report(report: Report) -> None:
    document = docx.Document(io.BytesIO(word_file(report)))
    first, last = document.sections[0], document.sections[-1]
    for section, wide in ((first, 210), (last, 297)):
        assert abs(section.page_width - Mm(wide)) < Mm(1)
        assert Mm(30) <= section.left_margin <= Mm(35)
        assert Mm(15) <= section.right_margin <= Mm(20.1)
        assert Mm(20) <= section.top_margin <= Mm(25)
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml
    head = document.tables[0].rows[0].cells
    assert "TỈNH SÔNG MÂY" in head[0].text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head[1].text
    assert "ngày … tháng … năm …" in head[1].text
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines.index("BÁO CÁO") < lines.index(report.title)
    assert any(line.endswith("./.") for line in lines)
    assert "CHÁNH VĂN PHÒNG" in document.tables[1].rows[0].cells[1].text
    assert "Nơi nhận:" in document.tables[1].rows[0].cells[0].text
    assert {run.font.name or "Times New Roman" for paragraph in document.paragraphs for run in paragraph.runs} == {
        "Times New Roman"
    }


def test_word_holds_every_table_with_its_rows(report: Report) -> None:
    document = docx.Document(io.BytesIO(word_file(report)))
    filled = [grid for grid in report.grids if grid.rows]
    for grid, table in zip(filled, document.tables[2:], strict=True):
        heads = 2 if any(column.group for column in grid.columns) else 1
        assert len(table.rows) == heads + min(len(grid.rows), MOST_ROWS) + (grid.total is not None)
        texts = [cell.text for cell in table.rows[heads].cells]
        assert texts == [shown(value, "vi") for value in grid.rows[0]]
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is not None for row in list(table.rows)[:heads])


def test_parts_of_a_table_stand_in_the_order_of_the_schema(report: Report) -> None:
    """Word refuses a file whose parts are in another order; LibreOffice does not mind."""
    order = ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
    for table in docx.Document(io.BytesIO(word_file(report))).tables:
        names = [part.tag.rpartition("}")[2] for part in table._tbl.tblPr]
        assert names == sorted(names, key=order.index)
        for row in table.rows:
            for cell in row._tr.tc_lst:
                assert [part.tag.rpartition("}")[2] for part in cell][0] == "tcPr"
                shape = [part.tag.rpartition("}")[2] for part in cell.p_lst[0].get_or_add_pPr()]
                known = ["keepNext", "widowControl", "spacing", "ind", "jc", "rPr"]
                assert shape == sorted(shape, key=known.index)


def test_a_paper_is_the_same_bytes_again(report: Report) -> None:
    assert word_file(report) == word_file(report)


def test_a_long_table_says_how_much_is_left_out() -> None:
    long = small(tuple((at, "x") for at in range(MOST_ROWS + 1234)))
    document = docx.Document(io.BytesIO(word_file(long)))
    assert len(document.tables[-1].rows) == MOST_ROWS + 1
    assert any("Còn 1.234 dòng" in paragraph.text for paragraph in document.paragraphs)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(long, "vi")))["Biểu"]
    assert sheet.max_row == 2 + MOST_ROWS + 1234


@pytest.mark.office
def test_libreoffice_opens_the_paper(report: Report, tmp_path: Path) -> None:
    (tmp_path / "bao-cao.docx").write_bytes(word_file(report))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "bao-cao.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    from vn_dossier_nlp.reading import read_file
    from vn_dossier_nlp.settings import Settings

    document = read_file(tmp_path / "bao-cao.pdf", "bao-cao.pdf", Settings()).document
    assert document
    text = " ".join(document.text.split())
    assert "Kết quả thực hiện nhiệm vụ theo cơ quan" in text
    assert "Tình hình xử lý hồ sơ trình theo cơ quan trình" in text


def test_the_workbook_has_numbers_and_days(report: Report) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(report, "vi")))
    assert len(book.sheetnames) == len(report.grids) + 1
    for grid in report.grids:
        sheet = book[grid.name[:31]]
        below = 4 if any(column.group for column in grid.columns) else 3
        for at, values in enumerate(grid.rows):
            cells = [cell.value for cell in sheet[below + at]][: len(values)]
            for cell, value in zip(cells, values, strict=True):
                if isinstance(value, Share):
                    assert cell == (None if value.value is None else pytest.approx(value.value))
                elif isinstance(value, date):
                    assert cell.date() == value
                else:
                    assert cell == (value if value != "" else None)


def test_nothing_in_a_cell_is_run(tmp_path: Path) -> None:
    hostile = small(tuple((at, text) for at, text in enumerate(HOSTILE)))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(hostile, "vi")))["Biểu"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=3, min_col=2, max_col=2) for cell in row} == {"s"}
    document = docx.Document(io.BytesIO(word_file(hostile)))
    assert document.tables[-1].rows[4].cells[1].text == "{{ 7*7 }}"
    text = page(hostile, "vi")
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_needs_nothing_from_elsewhere(report: Report, lang: str) -> None:
    text = page(report, lang)
    assert not re.search(r"<(script|link|img|iframe|object)\b", text)
    assert not re.search(r"(src|href)=\"(?!#)", text)
    assert "url(http" not in text
    assert text.count("<svg") >= 3
    assert text.count("<caption>") == len(report.grids)
    assert text.count("<th scope=") > 30
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_open_to_all(report: Report, tmp_path: Path, scheme: str) -> None:
    """axe finds nothing: names of regions, headings of tables, contrasts."""
    needs("chromium", installed("chromium"))
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    path = tmp_path / "report.html"
    path.write_text(page(report, "vi"), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        shown = browser.new_context(color_scheme=scheme, bypass_csp=True).new_page()  # type: ignore[arg-type]
        shown.goto(path.as_uri())
        found = [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(shown).response["violations"]]
        browser.close()
    assert found == []


def test_bars_are_as_long_as_their_numbers() -> None:
    made = drawing(Bars("Thử", (("in_time", "đúng"), ("late", "trễ")), (("A", (30, 10)), ("B", (0, 20))), "việc"), "vi")
    (first, second) = made.bars
    assert [part.width for part in first.parts] == [480.0, 160.0]
    assert [(part.code, part.width) for part in second.parts] == [("late", 320.0)]
    assert second.parts[0].title == "B: trễ 20 việc"
    assert (first.total, second.total) == ("40", "20")


def test_too_many_bars_are_told() -> None:
    rows = tuple((f"Cơ quan {at}", (at,)) for at in range(1, MOST_BARS + 8))
    made = drawing(Bars("Thử", (("plain", "lượt"),), rows, "lượt"), "vi")
    assert len(made.bars) == MOST_BARS
    assert "Còn 7 dòng" in made.note
    assert made.bars[-1].total == str(MOST_BARS + 7)


def test_the_thumbnail_of_the_library_is_gone(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(word_file(report))) as archive:
        assert "docProps/thumbnail.jpeg" not in archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}
