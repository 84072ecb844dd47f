"""What every line keeps, whatever the text: the schema, true spans, a return that rests on something."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from vn_dossier_nlp.assess import Options, assess
from vn_dossier_nlp.reading import DossierInput, find_dossiers, read_file
from vn_dossier_nlp.reports.lines import to_line
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "corpora" / "samples" / "dossiers"
CORPUS = sorted((ROOT / "corpora" / "submissions" / "texts").glob("*.txt"))[::6]
SCANS = ("09", "10")

VALIDATOR = jsonschema.Draft202012Validator(
    json.loads(room_file("schema", "line.schema.json").read_text(encoding="utf-8"))
)


def spans(value: object) -> Iterator[dict[str, Any]]:
    """Every span of a line."""
    if isinstance(value, dict):
        if {"file", "start", "end", "text"} <= value.keys():
            yield value
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def kept(dossier: DossierInput) -> dict[str, Any]:
    """The line of a dossier, after all that must hold of it."""
    found = assess(dossier, Options())
    line = json.loads(json.dumps(to_line(found.assessment)))
    VALIDATOR.validate(line)
    assert found.text is not None
    texts = {
        shown: read_file(path, shown, Settings()) for path, shown in zip(dossier.files, dossier.shown, strict=True)
    }
    for span in spans(line):
        document = texts[span["file"]].document
        assert document is not None
        assert document.text[span["start"] : span["end"]] == span["text"]
    for finding in line["requirements"].values():
        assert finding["status"] != "met" or finding["evidence"]
        assert finding["status"] != "not_met" or finding["evidence"] or finding["zone"]
    if line["verdict"] == "return":
        reasons = [
            reason
            for reason in line["reasons"]
            if reason["code"] == "generic_yes" or reason["code"] == "requirement_not_met"
        ]
        assert reasons
        for reason in reasons:
            if reason["code"] == "requirement_not_met":
                finding = line["requirements"][reason["slots"]["requirement"]]
                assert (finding["status"], finding["severity"]) == ("not_met", "return")
                assert finding["evidence"] or finding["zone"]
            else:
                assert line["generic"] == "yes"
                assert reason["span"]
    return line


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_text_of_the_corpus(path):
    (dossier,) = find_dossiers([str(path)])
    assert kept(dossier)["purpose"] not in ("not_a_submission", None)


def samples() -> list[object]:
    """The samples; scans are marked."""
    found = list(find_dossiers([str(SAMPLES)]))
    return [
        pytest.param(
            dossier,
            id=Path(dossier.path).name[:2],
            marks=pytest.mark.ocr if Path(dossier.path).name[:2] in SCANS else (),
        )
        for dossier in found
    ]


@pytest.mark.parametrize("dossier", samples())
def test_a_sample(dossier):
    line = kept(dossier)
    assert line["outcome"] in ("read", "read_by_ocr")
    assert (line["verdict"] is None) == (line["purpose"] == "not_a_submission")


def test_real_submissions(shared):
    dossiers = list(find_dossiers([str(shared / "data" / "dossiers-dev")]))
    texts = [dossier for dossier in dossiers if dossier.path.endswith(".txt")]
    assert texts
    for dossier in texts:
        kept(dossier)
