"""``vn-dossier trends``: from generated lines to the page; what is asked wrongly is told in a line."""

from __future__ import annotations

import importlib.util
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from vn_dossier_nlp.register import make_register

ROOT = Path(__file__).resolve().parents[2]


def _script(name):
    """A file of ``scripts`` as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generated lines of ten months and their labels."""
    generator = _script("build_trend_data")
    folder = tmp_path_factory.mktemp("lines")
    plan = generator.Plan(first="2025-01", months=12, monthly=40, senders=5, labels=60)
    generator.write(generator.make(plan, seed=3), folder)
    return folder


def test_page_plots_and_what_was_asked(run, data, tmp_path):
    names = {json.loads(line)["masthead"]["issuer"] for line in (data / "lines.jsonl").open(encoding="utf-8")}
    key, out = tmp_path / "key.txt", tmp_path / "out"
    key.write_text("a-long-and-secret-key-of-ours\n", encoding="utf-8")
    code, shown, _ = run(
        "trends", data / "lines.jsonl", "--out", out, "--change", "2025-07-01", "--labels", data / "labels.csv",
        "--pseudonyms", key, "--lang", "en",
    )  # fmt: skip
    assert code == 0
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "GENERATED DATA" in page.split("</h1>")[0]
    assert "Corrected for the classifier" in page
    assert "Before and after 2025-07-01" in page
    assert {path.name for path in (out / "data").iterdir()} >= {"figures.csv", "figures.parquet", "dictionary.csv"}
    drawings = list((out / "plots").glob("*.svg"))
    assert len(drawings) > 8
    assert f"with {len(drawings)} drawings" in shown
    assert "S-" in page
    for path in filter(Path.is_file, out.rglob("*")):
        content = path.read_bytes()
        assert b"a-long-and-secret" not in content
        assert [name for name in names if name.encode() in content] == []


def test_a_register_brings_returns_and_decisions(run, tmp_path):
    made = _script("build_register_year")
    with make_register(str(tmp_path / "r.db"), made.WHO) as register:
        made.fill(register, 2026, date(2026, 6, 30), 160, 0, 1)
    code, _, error = run("trends", "--register", tmp_path / "r.db", "--out", tmp_path / "out", "--lang", "en")
    assert code == 0, error
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "Time from receipt to decision" in page
    assert "come from the register" in page


@pytest.mark.parametrize(
    ("comment", "arguments", "code", "told"),
    [
        ("nothing given", ["--out", "{out}"], 2, "--register"),
        ("both given", ["{data}/lines.jsonl", "--register", "{data}/r.db", "--out", "{out}"], 2, "--register"),
        ("no register", ["--register", "{data}/none.db", "--out", "{out}"], 2, "none.db"),
        ("no such file", ["{data}/none.jsonl", "--out", "{out}"], 2, "none.jsonl"),
        ("no month", ["{data}/lines.jsonl", "--out", "{out}", "--from", "2025"], 2, "2025"),
        (
            "months the wrong way",
            ["{data}/lines.jsonl", "--out", "{out}", "--from", "2025-05", "--to", "2025-02"],
            2,
            "",
        ),
        ("no date", ["{data}/lines.jsonl", "--out", "{out}", "--change", "2025-02-30"], 2, "2025-02-30"),
        ("a date outside", ["{data}/lines.jsonl", "--out", "{out}", "--change", "2031-02-01"], 2, "2031-02-01"),
        ("other labels", ["{data}/lines.jsonl", "--out", "{out}", "--labels", "{data}/truth.json"], 2, "truth"),
        ("a short key", ["{data}/lines.jsonl", "--out", "{out}", "--pseudonyms", "{short}"], 2, "16"),
        ("no scored lines", ["{data}/truth.json", "--out", "{out}"], 2, "truth.json"),
        ("nothing in that time", ["{data}/lines.jsonl", "--out", "{out}", "--from", "2031-01"], 3, ""),
        ("an empty file", ["{empty}", "--out", "{out}"], 3, ""),
    ],
)
def test_what_is_asked_wrongly_is_one_line(run, data, tmp_path, comment, arguments, code, told):
    short, empty = tmp_path / "short", tmp_path / "empty.jsonl"
    short.write_text("short", encoding="utf-8")
    empty.write_text("", encoding="utf-8")
    places = {"data": data, "out": tmp_path / "out", "short": short, "empty": empty}
    found, _, error = run("trends", *(argument.format(**places) for argument in arguments))
    assert found == code, (comment, error)
    assert len(error.strip().splitlines()) == 1, comment
    assert told in error
    assert not (tmp_path / "out").exists()
