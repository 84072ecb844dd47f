"""What two readers agree on stands; what they differ on is decided, or the command stops."""

from __future__ import annotations

import copy
import json

import pytest
from click.testing import CliRunner

from vn_dossier_nlp.cli import group
from vn_dossier_nlp.corpus.agreement import kappa
from vn_dossier_nlp.corpus.files import REQUIREMENTS
from vn_dossier_nlp.corpus.settle import settled
from vn_dossier_nlp.errors import DataError


@pytest.fixture
def first():
    return {
        "id": "a1",
        "purpose": "budget",
        "addressee": "chair",
        "requirements": {name: {"status": "not_met", "evidence": ""} for name in REQUIREMENTS},
        "proposals": [{"text": "đề nghị cấp 5 tỷ đồng", "occurrence": 1, "act": "cấp", "specific": True}],
        "dimensions": {"L": 0, "P": 1, "C": 0, "D": 2, "R": 1},
        "vagueness": 2,
        "return_for_vagueness": "no",
        "why": "The sum and the use are named.",
    }


@pytest.fixture
def second(first):
    other = copy.deepcopy(first)
    other["requirements"]["process"] = {"status": "met", "evidence": "Công văn số 5"}
    other["vagueness"], other["why"] = 4, "Nobody knows what the money is for."
    return other


def test_agreement_stands(first):
    assert settled(first, first, {}) == first


def test_a_difference_without_a_decision_is_told(first, second):
    with pytest.raises(DataError, match="process of a1"):
        settled(first, second, {"vagueness": {"decided": 2}})


def test_the_row_of_the_reader_who_was_right_is_taken_whole(first, second):
    label = settled(first, second, {"process": {"decided": "met"}, "vagueness": {"decided": 4}})
    assert label["requirements"]["process"] == {"status": "met", "evidence": "Công văn số 5"}
    assert (label["vagueness"], label["why"]) == (4, second["why"])


def test_a_third_answer_brings_its_evidence(first, second):
    decided = {"process": {"decided": "cannot_tell", "evidence": "đang rà soát"}, "vagueness": {"decided": 3}}
    label = settled(first, second, decided)
    assert label["requirements"]["process"] == {"status": "cannot_tell", "evidence": "đang rà soát"}
    assert (label["vagueness"], label["why"]) == (3, first["why"])


def test_the_command_writes_labels(first, second, tmp_path):
    (tmp_path / "index.jsonl").write_text(json.dumps({"id": "a1", "matter": "a1"}), encoding="utf-8")
    for reader, label in (("A", first), ("B", second)):
        (tmp_path / "readings" / reader).mkdir(parents=True)
        (tmp_path / "readings" / reader / "a1.json").write_text(json.dumps(label), encoding="utf-8")
    rows = [{"id": "a1", "point": "process", "decided": "met"}, {"id": "a1", "point": "vagueness", "decided": 2}]
    (tmp_path / "adjudication.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = CliRunner().invoke(group, ["corpus", "settle", str(tmp_path)], standalone_mode=False)
    assert done.return_value == 0
    label = json.loads((tmp_path / "labels" / "a1.json").read_text(encoding="utf-8"))
    assert label["requirements"]["process"]["status"] == "met"


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        ([("yes", "yes"), ("no", "no")], 1.0),
        ([("yes", "no"), ("no", "yes")], -1.0),
        ([("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no")], 0.0),
        ([("yes", "yes"), ("yes", "yes")], None),
        ([], None),
    ],
)
def test_kappa(pairs, value):
    assert kappa(pairs) == value
