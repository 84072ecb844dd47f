"""Commands run in this process: bad input, one-line errors, formats; start-up is tested in ``test_cli.py``."""

from __future__ import annotations

import base64
import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
from letters import letter

from vn_dossier_nlp.cli import COMMANDS
from vn_dossier_nlp.resources import room_file

# One empty page behind the password "x", made once with pikepdf: needs no library to be written here.
LOCKED = (
    "JVBERi0xLjYKJb/3ov4KMSAwIG9iago8PCAvUGFnZXMgMiAwIFIgL1R5cGUgL0NhdGFsb2cgPj4KZW5kb2JqCjIgMCBvYmoK"
    "PDwgL0NvdW50IDEgL0tpZHMgWyAzIDAgUiBdIC9UeXBlIC9QYWdlcyA+PgplbmRvYmoKMyAwIG9iago8PCAvQ29udGVudHMg"
    "NCAwIFIgL01lZGlhQm94IFsgMCAwIDIwIDIwIF0gL1BhcmVudCAyIDAgUiAvUmVzb3VyY2VzIDw8ID4+IC9UeXBlIC9QYWdl"
    "ID4+CmVuZG9iago0IDAgb2JqCjw8IC9MZW5ndGggMzIgL0ZpbHRlciAvRmxhdGVEZWNvZGUgPj4Kc3RyZWFtCln/w0zyAyuF"
    "RPYg01gV2uxQEH0yjRfSzclgXN+rxPGxCmVuZHN0cmVhbQplbmRvYmoKNSAwIG9iago8PCAvQ0YgPDwgL1N0ZENGIDw8IC9B"
    "dXRoRXZlbnQgL0RvY09wZW4gL0NGTSAvQUVTVjIgL0xlbmd0aCAxNiA+PiA+PiAvRmlsdGVyIC9TdGFuZGFyZCAvTGVuZ3Ro"
    "IDEyOCAvTyA8NzM0MmVhYTgxODIxNDIyZjM3YjE1M2E3MzkxMjM3YTMxN2U3NTg5YjIzYzg4YzAwOGI5MDhiNzBkNDVjZGIx"
    "Yj4gL09FIDw+IC9QIC0xMDI4IC9SIDQgL1N0bUYgL1N0ZENGIC9TdHJGIC9TdGRDRiAvVSA8NDM4Y2YzMTc0MDY3MWEzZDI5"
    "YWM2Y2NlZmQxMjBhZTAwMDIxNDQ2OTkwYjllNDExNDA3MWE0ZDkxMDQ5ODRjMT4gL1VFIDw+IC9WIDQgPj4KZW5kb2JqCnhy"
    "ZWYKMCA2CjAwMDAwMDAwMDAgNjU1MzUgZiAKMDAwMDAwMDAxNSAwMDAwMCBuIAowMDAwMDAwMDY0IDAwMDAwIG4gCjAwMDAw"
    "MDAxMjMgMDAwMDAgbiAKMDAwMDAwMDIyNyAwMDAwMCBuIAowMDAwMDAwMzMwIDAwMDAwIG4gCnRyYWlsZXIgPDwgL1Jvb3Qg"
    "MSAwIFIgL1NpemUgNiAvSUQgWzw1YTE1YWRhZGNjZTc2ZTVmNGNjNWUwY2M2OTA1MDJmOD48NWExNWFkYWRjY2U3NmU1ZjRj"
    "YzVlMGNjNjkwNTAyZjg+XSAvRW5jcnlwdCA1IDAgUiA+PgpzdGFydHhyZWYKNjQ2CiUlRU9GCg=="
)
BASES = "Căn cứ khoản 2 Điều 8 Nghị định số 15/2021/NĐ-CP ngày 03/3/2021;"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(letter(bases=BASES), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def schema():
    return json.loads(room_file("schema", "line.schema.json").read_text(encoding="utf-8"))


BAD = [
    ("empty", "a.pdf", b"", "empty"),
    ("blanks", "a.txt", b" \n\t \n", "empty"),
    ("damaged PDF", "a.pdf", b"%PDF-1.4\n%broken", "damaged"),
    ("password", "a.pdf", None, "encrypted"),
    ("renamed program", "a.pdf", b"MZ\x90\x00" + bytes(300), "unsupported"),
    ("renamed archive", "a.txt", b"Rar!\x1a\x07\x00" + bytes(40), "unsupported"),
    ("binary", "a.docx", bytes(range(256)) * 4, "unsupported"),
]


@pytest.mark.parametrize(("comment", "name", "data", "outcome"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_file_is_one_valid_line(comment, name, data, outcome, run, tmp_path, schema):
    path = tmp_path / name
    path.write_bytes(base64.b64decode(LOCKED) if data is None else data)
    code, out, err = run("score", path, "--format", "jsonl")
    (line,) = map(json.loads, out.splitlines())
    jsonschema.validate(line, schema)
    assert (code, line["outcome"]) == (1, outcome)
    assert (line["verdict"], line["generic"], line["generic_probability"]) == (None, None, None)
    assert (line["requirements"], line["proposals"], line["citations"], line["reasons"]) == ({}, [], [], [])
    assert "Traceback" not in out + err


@pytest.mark.parametrize("command", ["cite", "text"])
@pytest.mark.parametrize(("comment", "name", "data", "outcome"), BAD[:3], ids=[row[0] for row in BAD[:3]])
def test_other_commands_say_in_one_line_what_is_wrong(command, comment, name, data, outcome, run, tmp_path):
    (tmp_path / name).write_bytes(data)
    code, out, err = run(command, tmp_path / name)
    assert (code, out) == (1, "")
    assert len(err.strip().splitlines()) == 1
    assert name in err


def test_a_missing_path_has_its_line_among_the_good(run, good, tmp_path):
    code, out, _ = run("score", good, tmp_path / "nowhere", good, "--format", "jsonl")
    assert [json.loads(line)["outcome"] for line in out.splitlines()] == ["read", "missing", "read"]
    assert code == 1


def test_a_folder_of_attachments_is_one_dossier(run, good, tmp_path):
    (tmp_path / "phu-luc.txt").write_text("PHỤ LỤC\nDanh sách 214 hộ của xã Mường Tú", encoding="utf-8")
    code, out, _ = run("score", tmp_path, "--dossier", "--format", "jsonl")
    (line,) = map(json.loads, out.splitlines())
    assert code == 0
    assert {Path(file["path"]).name: file["role"] for file in line["files"]} == {
        "good.txt": "submission",
        "phu-luc.txt": "annex",
    }


def test_cite_and_score_agree(run, good):
    _, scored, _ = run("score", good, "--format", "jsonl")
    _, cited, _ = run("cite", good, "--format", "jsonl")
    spans = [(c["span"]["start"], c["span"]["end"], c["pins"], c["date"]) for c in json.loads(scored)["citations"]]
    assert [(c["start"], c["end"], c["pins"], c["date"]) for c in map(json.loads, cited.splitlines())] == spans
    assert len(spans) == 1


def test_text_prints_the_file_to_the_letter(run, good):
    code, out, err = run("text", good)
    assert (code, out, err) == (0, letter(bases=BASES), "")


def test_cite_as_a_sheet(run, good):
    _, out, _ = run("cite", good, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["number"] for row in rows] == ["15/2021/NĐ-CP"]


def test_score_as_a_sheet_has_one_row_for_each(run, good, tmp_path):
    _, out, _ = run("score", good, tmp_path / "nowhere", "--format", "csv")
    assert len(list(csv.reader(io.StringIO(out.lstrip("\ufeff"))))) == 3


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("command", ["score", "explain"])
def test_what_is_shown_fits_eighty_columns(command, lang, run, good):
    from rich.cells import cell_len

    code, out, _ = run(command, good, "--lang", lang)
    assert code == 0
    assert max(cell_len(line) for line in out.splitlines()) <= 80


ERRORS = [
    ("no such pack", ["--pack", "nowhere"], "nowhere"),
    ("a pack that is none", ["--pack", "{bad}"], "bad.toml"),
    ("settings that are none", ["--settings", "{bad}"], "bad.toml"),
    ("a model that is none", ["--model", "{bad}"], "bad.toml"),
]


@pytest.mark.parametrize(("comment", "options", "named"), ERRORS, ids=[row[0] for row in ERRORS])
def test_an_error_is_one_line_that_names_the_thing(comment, options, named, run, good, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text("= nothing", encoding="utf-8")
    code, out, err = run("score", good, "--format", "jsonl", *(option.format(bad=bad) for option in options))
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert named in err


def test_a_broken_model_of_the_user_is_told_in_one_line(run, good, tmp_path, monkeypatch):
    from vn_dossier_nlp import assess
    from vn_dossier_nlp.vagueness.shelf import ACTIVE

    home = tmp_path / "home"
    (home / "models").mkdir(parents=True)
    (home / "models" / ACTIVE).write_text("no model", encoding="utf-8")
    monkeypatch.setenv("VN_DOSSIER_HOME", str(home))
    assess.classifier_of.cache_clear()  # the shipped model may have been loaded before
    code, out, err = run("score", good, "--format", "jsonl")
    assess.classifier_of.cache_clear()
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert "models" in err


def test_an_unwritable_result_folder_is_told_in_one_line(run, good):
    code, _, err = run("score", good, "--out", good / "inside")
    assert code == 2
    assert "Traceback" not in err
    assert "good.txt" in err


@pytest.mark.parametrize(
    "arguments", [["score"], ["score", "x", "--format", "poem"], ["sing"], ["score", "x", "-j", "0"]]
)
def test_wrong_usage_is_2(arguments, run):
    code, _, err = run(*arguments)
    assert code == 2
    assert err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_help(command, run):
    code, out, _ = run(command, "--help")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_doctor_finds_a_model_and_the_packs(lang, run):
    code, out, _ = run("doctor", "--lang", lang)
    assert code == 0
    assert "general, hai_phong_2022" in out


def test_interrupted_is_130(run, good, monkeypatch):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vn_dossier_nlp.batch.scoring.assess_many", stop)
    assert run("score", good)[0] == 130


def test_a_fault_of_ours_is_an_outcome_not_a_traceback(run, good, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("the text of a citizen")

    monkeypatch.setattr("vn_dossier_nlp.assess.understand", fail)
    code, out, err = run("score", good, "--format", "jsonl")
    assert (code, json.loads(out)["outcome"]) == (1, "crashed")
    assert "citizen" not in out + err
