"""Corpora and training: messages that name file, row and reason; figures; determinism."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.resources import shipped
from vn_dossier_nlp.vagueness.corpus import Example, load_corpus
from vn_dossier_nlp.vagueness.dataset import Dataset
from vn_dossier_nlp.vagueness.figures import (
    Thresholds,
    auc,
    average_precision,
    calibration_error,
    cost_thresholds,
    figures,
    precision_at,
    twins_right,
)
from vn_dossier_nlp.vagueness.model import Recipe, fit, folds
from vn_dossier_nlp.vagueness.training import train

ROW = {"id": "x1", "matter": "x1", "twin_of": None, "field": "land", "sender": "UBND", "date": "2024"}


def corpus(folder: Path, rows: list[object], label: object = "yes", text: str = "Tờ trình") -> Path:
    (folder / "texts").mkdir()
    (folder / "labels").mkdir()
    (folder / "texts" / "x1.txt").write_text(text, encoding="utf-8")
    (folder / "labels" / "x1.json").write_text(json.dumps({"return_for_vagueness": label}), encoding="utf-8")
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    (folder / "index.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_corpus_is_read(tmp_path: Path) -> None:
    assert load_corpus(corpus(tmp_path, [ROW])) == [
        Example("x1", "x1", None, "land", "UBND", "2024", "Tờ trình", "yes")
    ]


@pytest.mark.parametrize(
    ("rows", "label", "text", "message"),
    [
        ([ROW], "maybe", "a", r"x1\.json: return_for_vagueness must be yes, borderline or no, not 'maybe'"),
        ([ROW], None, "a", r"x1\.json: return_for_vagueness must be"),
        ([ROW], "yes", " ", r"x1\.txt: the text is empty"),
        (["{"], "yes", "a", r"index\.jsonl line 1: not valid JSON"),
        ([[1]], "yes", "a", r"line 1: a JSON object is expected, not list"),
        ([ROW | {"matter": None}], "yes", "a", r"line 1: matter must be a text, not None"),
        ([ROW | {"id": "../x1"}], "yes", "a", r"line 1: id '\.\./x1' is no plain file name"),
        ([ROW | {"id": "x2"}], "yes", "a", r"x2\.json: is missing"),
        ([ROW, ROW], "yes", "a", r"line 2: id 'x1' stands already in .*line 1"),
        ([ROW | {"twin_of": "x9"}], "yes", "a", r"line 1: twin_of 'x9' is no id of this corpus"),
        ([], "yes", "a", r"the index is empty"),
    ],
)
def test_a_fault_is_named_with_its_place(
    tmp_path: Path, rows: list[object], label: object, text: str, message: str
) -> None:
    with pytest.raises(DataError, match=message):
        load_corpus(corpus(tmp_path, rows, label, text))


def test_no_corpus_and_a_corpus_too_small(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no corpus given"):
        train([], tmp_path / "m.skops")
    with pytest.raises(DataError, match=r"no index\.jsonl"):
        train([tmp_path], tmp_path / "m.skops")
    with pytest.raises(DataError, match="1 texts are labelled yes, at least 12"):
        train([corpus(tmp_path, [ROW])], tmp_path / "m.skops")


def test_twins_never_stand_on_both_sides(data: Dataset) -> None:
    matters = data.groups("matter")
    for train_rows, test_rows in folds(data.labels, matters, 0):
        assert not {matters[n] for n in train_rows} & {matters[n] for n in test_rows}


def test_fitting_is_deterministic(data: Dataset) -> None:
    one, two = (fit(data.rows, data.labels, data.groups("matter"), Recipe(), 3) for _ in range(2))
    assert np.array_equal(one.probabilities(data.rows), two.probabilities(data.rows))


def test_figures_by_hand(data: Dataset) -> None:
    truth = np.array([True, True, False, False])
    assert auc(truth, np.array([0.9, 0.4, 0.5, 0.1])) == 0.75
    assert auc(np.array([True]), np.array([0.9])) is None
    assert average_precision(truth, np.array([0.9, 0.4, 0.5, 0.1])) == pytest.approx((1 + 2 / 3) / 2)
    assert auc(truth, np.array([0.5, 0.5, 0.5, 0.5])) == 0.5
    assert calibration_error(truth, np.array([1.0, 1.0, 0.0, 0.0])) == 0
    values = np.array([0.9 if label == "yes" else 0.1 for label in data.labels])
    assert twins_right(data.examples, values) == 1.0
    assert twins_right(data.examples, 1 - values) == 0.0
    found = figures(data.examples, values, Thresholds(0.3, 0.8))
    assert found["precision_yes"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert found["counts"]["yes"] == {"yes": 12, "unsure": 0, "no": 0}


def test_thresholds_follow_from_the_costs() -> None:
    chosen = cost_thresholds()
    assert (chosen.low, chosen.high) == (0.2, 0.8333)  # 0.25 / 1.25 and 5 / 6
    assert [chosen.generic(p) for p in (0.0, chosen.low, chosen.high)] == ["no", "unsure", "yes"]
    assert cost_thresholds(0.4, 0.4) == chosen
    assert cost_thresholds(0.05, 0.4).high > chosen.high


def test_rare_generic_submissions_cost_precision() -> None:
    assert precision_at(0.5, 0.9, 0.1) == pytest.approx(0.9)
    assert precision_at(0.01, 0.9, 0.1) == pytest.approx(0.009 / 0.108)
    assert precision_at(0.05, 0.0, 0.0) is None


def test_the_shipped_corpus_is_valid() -> None:
    examples = load_corpus(shipped("corpora", "submissions"))
    assert len({example.matter for example in examples}) >= 60
    assert {example.label for example in examples} == {"yes", "borderline", "no"}
