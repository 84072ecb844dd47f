"""The table for researchers: every field of the line, typed, in bytes that do not depend on the moment."""

from __future__ import annotations

import json
import runpy
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from report_samples import batch, returned, span

import vn_dossier_nlp.schema
from vn_dossier_nlp.errors import UsageError
from vn_dossier_nlp.regulation.pack import shipped_packs
from vn_dossier_nlp.reports import columns
from vn_dossier_nlp.reports.columns import COLUMNS, RECORDS, REQUIREMENTS, write_parquet
from vn_dossier_nlp.reports.lines import to_line
from vn_dossier_nlp.schema import Enclosure, Heard, Mismatch, Opinion, RoleEvidence, Stats, View

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((Path(vn_dossier_nlp.schema.__file__).parent / "line.schema.json").read_text(encoding="utf-8"))
TOLD_OTHERWISE = {"requirements", "masthead", "stats", "versions"}


def full() -> dict[str, Any]:
    """A line with something in every list."""
    here = span("khu B")
    one = returned()
    file = replace(one.files[0], role_evidence=RoleEvidence("type", here))
    return to_line(
        replace(
            one,
            files=(file,),
            received_at="2026-02-07T08:30",
            opinions=(Opinion(here, "Sở Tài chính", True, "opinion", Heard.ANSWERED, View.AGREE, "5/STC"),),
            enclosures=(Enclosure("draft", "dự thảo", here, None, "text"),),
            mismatches=(Mismatch("amount", here, here),),
            stats=Stats(900, 9, 20.5, tuple(range(64))),
        )
    )


def read(lines: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(write_parquet(lines, folder / "d.parquet")).to_pylist()
    return rows


def test_every_row_holds_what_its_line_holds(tmp_path: Path) -> None:
    lines = [full(), *map(to_line, batch())]
    rows = read(lines, tmp_path)
    assert [row["path"] for row in rows] == [line["path"] for line in lines]
    for line, row in zip(lines, rows, strict=True):
        for name in ("outcome", "verdict", "generic", "generic_probability", "purpose", "sender_id", "field"):
            assert row[name] == line[name]
        for part in ("masthead", "stats", "versions"):
            for name in SCHEMA["$defs"][part]["properties"]:
                assert row[f"{part}_{name}"] == (line[part] or {}).get(name)
        told = {name: finding["status"] for name, finding in line["requirements"].items()}
        assert {name: row[f"status_{name}"] for name in REQUIREMENTS if row[f"status_{name}"]} == told
        assert [{**one, "id": None} for one in row["requirements"]] == [
            {"id": None, **one} for one in line["requirements"].values()
        ]
        for name in ("opinions", "enclosures", "mismatches", "purpose_evidence", "addressee_evidence"):
            assert row[name] == line[name]
        assert [one["span"]["text"] for one in row["proposals"]] == [one["text"] for one in line["proposals"]]
        assert [one["number"] for one in row["citations"]] == [one["number"] for one in line["citations"]]
        assert [one["sha256"] for one in row["files"]] == [one["sha256"] for one in line["files"]]
        slots = [{slot["name"]: slot["text"] or slot["number"] for slot in one["slots"]} for one in row["reasons"]]
        assert slots == [one["slots"] for one in line["reasons"]]


def test_dates_are_dates_and_keep_their_words(tmp_path: Path) -> None:
    lines = [full(), {**full(), "document_date": "2026-05", "received_at": None}]
    whole, short = read(lines, tmp_path)
    assert (whole["document_date"], whole["received_at"]) == (date(2026, 2, 5), date(2026, 2, 7))
    assert (short["document_date"], short["document_date_text"]) == (None, "2026-05")
    assert whole["received_at_text"] == "2026-02-07T08:30"


def test_every_field_of_the_line_has_a_column() -> None:
    names = {column.name for column in COLUMNS}
    assert set(SCHEMA["properties"]) - TOLD_OTHERWISE <= names
    for part in ("masthead", "stats", "versions"):
        assert {f"{part}_{name}" for name in SCHEMA["$defs"][part]["properties"]} <= names
    for record, part in (("span", "span"), ("citation", "citation"), ("opinion", "opinion"), ("mismatch", "mismatch")):
        assert set(SCHEMA["$defs"][part]["properties"]) - {"text"} == set(RECORDS[record]) - {"text"}
    assert set(SCHEMA["$defs"]["finding"]["properties"]) | {"id"} == set(RECORDS["requirement"])


def test_every_requirement_of_the_packs_has_a_column() -> None:
    assert {row.id for pack in shipped_packs() for row in pack.requirements} <= set(REQUIREMENTS)


def test_many_lines_are_written_in_groups_and_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "ROWS", 4)
    lines = [to_line(one) for one in batch()] * 2
    first = write_parquet(iter(lines), tmp_path / "a.parquet")
    assert pq.ParquetFile(first).num_row_groups == 4
    assert first.read_bytes() == write_parquet(lines, tmp_path / "b.parquet").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet", "b.parquet"]


def test_no_lines_are_an_empty_table(tmp_path: Path) -> None:
    assert read([], tmp_path) == []


def test_a_lone_surrogate_is_replaced_by_one_sign(tmp_path: Path) -> None:
    (row,) = read([{**full(), "path": "a\ud800.txt"}], tmp_path)
    assert row["path"] == "a\ufffd.txt"


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_parquet([{"path": "a"}], tmp_path / "d.parquet")
    assert list(tmp_path.iterdir()) == []


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match="research"):
        write_parquet([], tmp_path / "d.parquet")


def test_the_data_dictionary_is_that_of_the_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "write_parquet_docs.py"))
    assert (ROOT / "docs" / "parquet.md").read_text(encoding="utf-8") == script["page"]()
    assert all(f"| `{field.name}` |" in script["page"]() for field in columns.arrow_schema())
