"""Lists of labels: sheets and lines, files read as everywhere, every fault with its row and reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from vague_samples import EXACT_REQUEST, VAGUE_REQUEST, submission

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.vagueness.corpus import load_corpus


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.txt").write_text(submission(VAGUE_REQUEST), encoding="utf-8")
    (tmp_path / "files" / "b.html").write_text(f"<p>{submission(EXACT_REQUEST)}</p>", encoding="utf-8")
    (tmp_path / "files" / "blank.txt").write_text("  ", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_sheet(folder: Path, separator: str) -> None:
    rows = ["Path,Label,field,date,note", "files/b.html,no,land,2024-05-31,x", "files\\a.txt,yes,,,"]
    sheet = folder / "labels.csv"
    sheet.write_text("\n".join(rows).replace(",", separator), encoding="utf-8-sig")
    one, other = load_corpus(sheet)
    assert (one.id, one.label, one.matter, one.field, one.date) == (
        "files/a.txt",
        "yes",
        "files/a.txt",
        "files/a.txt",
        "",
    )
    assert (other.id, other.label, other.field, other.date) == ("files/b.html", "no", "land", "2024-05-31")
    assert "2.450 triệu đồng" in other.text


def test_lines(folder: Path) -> None:
    rows = [
        {"path": "files/a.txt", "label": "yes", "matter": "m"},
        {"path": "files/b.html", "label": "no", "matter": "m", "twin_of": "files/a.txt"},
    ]
    (folder / "labels.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [(one.matter, one.twin_of) for one in load_corpus(folder / "labels.jsonl")] == [
        ("m", None),
        ("m", "files/a.txt"),
    ]


def test_all_faults_are_told_at_once(folder: Path) -> None:
    sheet = folder / "labels.csv"
    sheet.write_text(
        "path,label,date,twin_of\nfiles/a.txt,maybe,,\nfiles/none.txt,yes,,\nfiles/b.html,no,31/5/2024,\n,yes,,\n"
        "files,no,,\nfiles/blank.txt,no,,\nfiles/a.txt,yes,,zz\nfiles/a.txt,yes,,\nfiles/b.html,no,,,more\n",
        encoding="utf-8",
    )
    with pytest.raises(DataError) as told:
        load_corpus(sheet)
    lines = str(told.value).splitlines()
    assert lines[0].endswith("labels.csv: 9 faults; nothing was done")
    for part in (
        "line 2: label must be yes, borderline or no, not 'maybe'",
        "line 3: files/none.txt: ",
        "line 4: date must be a year",
        "line 5: path is missing",
        "line 6: files: is a folder",
        "line 7: files/blank.txt: ",
        "line 8: twin_of 'zz' is no path of this list",
        "line 9: path 'files/a.txt' stands already in",
        "line 10: more cells than columns",
    ):
        assert any(part in line for line in lines), part


def test_no_more_than_twenty_faults_are_shown(folder: Path) -> None:
    (folder / "labels.csv").write_text("path,label\n" + "x,maybe\n" * 30, encoding="utf-8")
    with pytest.raises(DataError) as told:
        load_corpus(folder / "labels.csv")
    assert len(str(told.value).splitlines()) == 22
    assert str(told.value).endswith("... and 10 more")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("labels.csv", b"path,note\na,b", "line 1: no column label; the columns: path, note"),
        ("labels.csv", b"path,label\n", "no row; nothing to train on"),
        ("labels.csv", b"", "no column path and no column label"),
        ("labels.csv", b"\xff\xfe", "cannot be read as UTF-8"),
        ("labels.jsonl", b"{", "line 1: not valid JSON"),
        ("labels.jsonl", b"[1]", "line 1: a JSON object is expected, not list"),
        ("labels.jsonl", b'{"path": 3, "label": "yes"}', "line 1: path must be a text, not 3"),
        ("labels.xlsx", b"PK", "no list of labels; name a folder, a .csv or a .jsonl"),
    ],
)
def test_what_is_no_list(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DataError, match=message):
        load_corpus(tmp_path / name)
