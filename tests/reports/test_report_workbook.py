"""The workbook: opens, filters, runs nothing, and is the same bytes for the same dossiers."""

from __future__ import annotations

import subprocess
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from report_samples import MASTHEAD, PACK, batch, returned, unread

from vn_dossier_nlp.errors import UsageError
from vn_dossier_nlp.reports import workbook
from vn_dossier_nlp.reports.page import page_name
from vn_dossier_nlp.reports.workbook import COLUMNS, write_workbook
from vn_dossier_nlp.schema import Assessment
from vn_dossier_nlp.words import LANGUAGES, label, say


def opened(assessments: list[Assessment], folder: Path, lang: str = "vi", **more: Any) -> Any:
    return openpyxl.load_workbook(write_workbook(iter(assessments), folder / "d.xlsx", lang, PACK, **more))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_row_a_dossier_under_frozen_headings_with_a_filter(lang: str, tmp_path: Path) -> None:
    sheet = opened(batch(), tmp_path, lang).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == [say(f"sheet.{column}", lang) for column in COLUMNS]
    assert [row[0] for row in rows[1:]] == list(range(1, len(batch()) + 1))
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == f"A1:R{len(batch()) + 1}"


def test_dates_and_shares_are_values_that_sort(tmp_path: Path) -> None:
    short = replace(returned(), document_date="2026-05", masthead=replace(MASTHEAD, date="2026-05"))
    wrong = replace(returned(), document_date="2026-02-31", masthead=replace(MASTHEAD, date="2026-02-31"))
    sheet = opened([returned(), short, wrong], tmp_path).worksheets[0]
    day, share = COLUMNS.index("date") + 1, COLUMNS.index("probability") + 1
    assert sheet.cell(2, day).value == datetime(2026, 2, 5)
    assert sheet.cell(3, day).value == "05/2026"
    assert sheet.cell(4, day).value == "31/02/2026"
    assert sheet.cell(2, share).value == pytest.approx(0.87345)
    assert sheet.cell(2, share).number_format == "0.0%"


def test_no_cell_of_a_hostile_dossier_is_a_formula(tmp_path: Path) -> None:
    head = replace(MASTHEAD, subject='=HYPERLINK("http://x")', number="-1", issuer="\x00\ud800\ufffe@SUM(A1)")
    evil = replace(returned(), path="=evil", masthead=head)
    book = opened([evil, unread()], tmp_path)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell.value for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))] == []


def test_a_text_longer_than_a_cell_is_cut(tmp_path: Path) -> None:
    long = replace(returned(), masthead=replace(MASTHEAD, subject="dài " * 20_000))
    value = opened([long], tmp_path).worksheets[0].cell(2, COLUMNS.index("subject") + 1).value
    assert len(value) == workbook.MOST_LETTERS


def test_links_lead_to_the_pages_that_are_there(tmp_path: Path) -> None:
    (tmp_path / page_name(returned().path)).write_text("page", encoding="utf-8")
    sheet = opened([returned(), unread()], tmp_path).worksheets[0]
    assert sheet.cell(2, 2).hyperlink.target == page_name(returned().path)
    assert sheet.cell(3, 2).hyperlink is None
    named = opened([unread()], tmp_path, href_of=lambda one: "x.html").worksheets[0]
    assert named.cell(2, 2).hyperlink.target == "x.html"


def test_the_second_sheet_counts_with_denominators(tmp_path: Path) -> None:
    rows = {row[0]: row[1:4] for row in opened(batch(), tmp_path).worksheets[1].iter_rows(values_only=True) if row[0]}
    assert rows[say("summary.all", "vi")][:1] == (8,)
    assert rows[say("summary.read", "vi")] == (6, 8, 0.75)
    assert rows[label("verdict", "return", "vi")][:2] == (1, 6)
    assert rows[label("outcome", "damaged", "vi")][:2] == (1, 8)
    assert rows[label("generic", "unsure", "vi")][:2] == (1, 6)
    assert rows[label("requirement", "funding", "vi")][:2] == (2, 2)


def test_no_dossiers_are_a_workbook(tmp_path: Path) -> None:
    assert opened([], tmp_path).worksheets[0].max_row == 1


def test_the_same_dossiers_make_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_workbook(batch(), tmp_path / "a.xlsx", "vi", PACK).read_bytes()
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 9, 0, 1, 0))
    second = write_workbook(batch(), tmp_path / "b.xlsx", "vi", lambda _: PACK).read_bytes()
    assert first == second
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


def test_more_dossiers_than_rows_are_refused_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    with pytest.raises(UsageError, match="parquet"):
        write_workbook(batch(), tmp_path / "d.xlsx", "vi", PACK)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.office
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    path = write_workbook(batch(), tmp_path / "d.xlsx", "vi", PACK)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run([*command, "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path), str(path)],
                   check=True, capture_output=True, timeout=120)  # fmt: skip
    told = (tmp_path / "d.csv").read_text(encoding="utf-8")
    assert say("sheet.not_met", "vi") in told
    assert "12/TTr-BQL" in told
    assert "05/02/2026" in told
