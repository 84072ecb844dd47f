"""The command line: exit codes, bad input, languages, formats, start-up."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from letters import letter

from vn_dossier_nlp.resources import room_file

ROOT = Path(__file__).resolve().parents[2]
NOT_SUBMISSIONS = ROOT / "tests" / "data" / "not_submissions"
SAMPLES = ROOT / "corpora" / "samples" / "dossiers"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "vn_dossier_nlp", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT)


def lines(*arguments: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*arguments, "--format", "jsonl").stdout.splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A morning's folder with everything that can be wrong in it."""
    place = tmp_path_factory.mktemp("inbox")
    (place / "good.txt").write_text(letter(), encoding="utf-8")
    (place / "empty.txt").write_bytes(b"")
    (place / "damaged.pdf").write_bytes(b"%PDF-1.7\n1 0 obj <<")
    (place / "renamed.docx").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(400))
    (place / "english.txt").write_text("The committee met on Monday and approved the minutes.", encoding="utf-8")
    return place


def test_every_file_has_its_line_and_the_batch_goes_on(folder):
    done = run("score", folder, folder / "nowhere.pdf", "--format", "jsonl")
    outcomes = {Path(str(line["path"])).name: line["outcome"] for line in map(json.loads, done.stdout.splitlines())}
    assert outcomes == {
        "good.txt": "read",
        "empty.txt": "empty",
        "damaged.pdf": "damaged",
        "renamed.docx": "unsupported",
        "english.txt": "read",
        "nowhere.pdf": "missing",
    }
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_lines_are_valid_by_the_published_schema(folder):
    import jsonschema

    schema = json.loads(room_file("schema", "line.schema.json").read_text(encoding="utf-8"))
    for line in lines("score", folder, folder / "nowhere.pdf"):
        jsonschema.validate(line, schema)


def test_codes_do_not_depend_on_language_or_jobs(folder):
    one = run("score", folder, "--format", "jsonl").stdout
    assert one == run("score", folder, "--format", "jsonl", "--lang", "en").stdout
    assert one == run("score", folder, "--format", "jsonl", "--jobs", 2).stdout


@pytest.mark.parametrize(
    ("comment", "arguments", "code"),
    [
        ("all read", ["score", "{folder}/good.txt"], 0),
        ("some not read", ["score", "{folder}"], 1),
        ("no such pack", ["score", "{folder}/good.txt", "--pack", "nowhere"], 2),
        ("no such option", ["score", "--nonsense"], 2),
        ("html without a folder", ["score", "{folder}/good.txt", "--format", "html"], 2),
        ("an empty folder", ["score", "{empty}"], 3),
        ("cite of nothing", ["cite", "{empty}"], 3),
        ("text of a missing file", ["text", "{folder}/nowhere.txt"], 1),
    ],
)
def test_exit_codes(comment, arguments, code, folder, tmp_path):
    done = run(*(argument.format(folder=folder, empty=tmp_path) for argument in arguments))
    assert done.returncode == code, comment
    assert "Traceback" not in done.stderr


def test_an_error_is_one_line(folder, tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_text("max_pags = 3", encoding="utf-8")
    done = run("score", folder / "good.txt", "--settings", settings)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "max_pags" in done.stderr


def test_the_table_fits_eighty_columns(folder):
    from rich.cells import cell_len

    assert max(cell_len(line) for line in run("score", folder).stdout.splitlines()) <= 80


def test_out_holds_lines_sheet_and_pages(folder, tmp_path):
    run("score", folder, "--out", tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"assessments.jsonl", "dossiers.csv", "index.html"} <= names


def test_cite_and_score_give_the_same_spans():
    path = ROOT / "corpora" / "submissions" / "texts" / "a01.txt"
    cited = [(line["start"], line["end"], line["number"]) for line in lines("cite", path)]
    scored = lines("score", path)[0]["citations"]
    assert cited == [(c["span"]["start"], c["span"]["end"], c["number"]) for c in scored]
    assert cited


def test_spans_point_into_the_text_that_is_printed(folder):
    printed = run("text", folder / "good.txt").stdout
    line = lines("score", folder / "good.txt")[0]
    spans = [p["span"] for p in line["proposals"]] + [s for f in line["requirements"].values() for s in f["evidence"]]
    assert spans
    assert all(printed[span["start"] : span["end"]] == span["text"] for span in spans)


def test_help_imports_nothing_heavy():
    code = "import sys; from vn_dossier_nlp.cli import group; group.main(['--help'], standalone_mode=False)"
    code += "; print([m for m in ('spacy', 'sklearn', 'underthesea', 'numpy', 'rich', 'jinja2') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_twenty_other_texts_are_no_submissions():
    found = lines("score", NOT_SUBMISSIONS)
    assert len(found) >= 20
    assert {line["purpose"] for line in found} == {"not_a_submission"}
    assert {line["verdict"] for line in found} == {None}


@pytest.mark.ocr
def test_the_samples():
    verdicts = {Path(str(line["path"])).name[:2]: line["verdict"] for line in lines("score", SAMPLES)}
    assert len(verdicts) == 15
    assert {name for name, verdict in verdicts.items() if verdict == "return"} == {"02", "03", "06", "10"}
    assert verdicts["14"] is None


def test_real_files_end_with_one_line_each(shared):
    texts = sorted((shared / "data" / "dossiers-dev").glob("*.txt"))
    found = lines("score", shared / "data" / "files-dev", *texts)
    assert len(found) == len(texts) + len(list((shared / "data" / "files-dev").iterdir()))
