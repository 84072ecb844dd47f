"""The sheet: opens in Excel with its accents and runs nothing."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from report_samples import MASTHEAD, PACK, batch, returned, unread

from vn_dossier_nlp.reports.sheet import COLUMNS, safe_cell, sheet_rows, write_sheet
from vn_dossier_nlp.schema import Assessment
from vn_dossier_nlp.words import LANGUAGES, say


def _rows(assessments: list[Assessment], lang: str = "vi") -> list[list[str]]:
    return list(csv.reader("".join(sheet_rows(iter(assessments), lang, PACK)).splitlines()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_row_a_dossier_under_the_headings_of_the_language(lang: str) -> None:
    rows = _rows(batch(), lang)
    assert rows[0] == [say(f"sheet.{column}", lang) for column in COLUMNS]
    assert len(rows) == len(batch()) + 1
    assert {len(row) for row in rows} == {len(COLUMNS)}


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n@x"])
def test_a_cell_that_looks_like_a_formula_is_quoted(cell: str) -> None:
    assert safe_cell(cell).startswith("'")


def test_no_cell_of_a_hostile_dossier_is_a_formula() -> None:
    evil = replace(returned(), path="=evil", masthead=replace(MASTHEAD, subject='=HYPERLINK("http://x")', number="-1"))
    cells = [cell for row in _rows([evil, unread()]) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_the_row_of_a_dossier() -> None:
    row = dict(zip(COLUMNS, _rows([returned()])[1], strict=True))
    assert row["number"] == "12/TTr-BQL"
    assert row["date"] == "05/02/2026"
    assert row["verdict"] == "Trả lại"
    assert row["probability"] == "87%"
    assert row["not_met"].startswith("Căn cứ về thẩm quyền quyết định; Đề xuất cụ thể")
    assert "Viết rõ việc cần quyết định" in row["cures"]


def test_the_row_of_an_unread_dossier() -> None:
    row = dict(zip(COLUMNS, _rows([unread()])[1], strict=True))
    assert (row["verdict"], row["generic"], row["not_met"]) == ("", "", "")
    assert row["outcome"] == "Tệp hỏng"
    assert "cấu trúc PDF hỏng" in row["problem"]


def test_the_file_has_the_mark_that_excel_wants(tmp_path: Path) -> None:
    path = write_sheet(batch(), tmp_path / "sổ" / "kết quả.csv", "vi", PACK, delimiter=";")
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    assert b"\r\r\n" not in data
    assert [file.name for file in path.parent.iterdir()] == ["kết quả.csv"]
