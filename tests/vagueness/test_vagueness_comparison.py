"""Two models on the same texts, and the gate: by hand where a figure can be known."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from vague_samples import EXACT_REQUEST, VAGUE_REQUEST, submission

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.vagueness import Classifier, gate
from vn_dossier_nlp.vagueness.card import part_name
from vn_dossier_nlp.vagueness.comparison import Difference, compare, mcnemar
from vn_dossier_nlp.vagueness.figures import Thresholds, figures
from vn_dossier_nlp.vagueness.gate import common_figures, floors, refusals


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    for name in ("texts", "labels"):
        (tmp_path / name).mkdir()
    rows = []
    for number in range(8):
        label, request = (("yes", VAGUE_REQUEST), ("no", EXACT_REQUEST))[number % 2]
        text = submission(request).replace("312 ha", f"{400 + number} ha")
        (tmp_path / "texts" / f"t{number}.txt").write_text(text, encoding="utf-8")
        (tmp_path / "labels" / f"t{number}.json").write_text(json.dumps({"return_for_vagueness": label}))
        rows.append({"id": f"t{number}", "matter": f"t{number}", "field": "f", "sender": "s", "date": "2024"})
    (tmp_path / "index.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def deaf(classifier: Classifier) -> Classifier:
    """The same model that never says yes."""
    card = classifier.card
    limits = {"low": 0.0, "high": 1.0}
    return Classifier(classifier.model, replace(card, thresholds=limits, model_hash="d" * 64))


@pytest.mark.parametrize(("a", "b", "p"), [(0, 0, 1), (3, 3, 1), (0, 5, 0.0625), (1, 9, 0.021484), (9, 1, 0.021484)])
def test_mcnemar_by_hand(a: int, b: int, p: float) -> None:
    assert mcnemar(a, b) == pytest.approx(p, abs=1e-6)


def test_a_model_is_like_itself(classifier: Classifier, labels: Path) -> None:
    found = compare(classifier, classifier, labels)
    assert (found.texts, found.clear, found.p, found.better) == (8, 8, 1.0, None)
    assert {row.difference for row in found.differences} <= {0.0, None}
    assert not any(row.better for row in found.differences)
    assert not found.seen_a


def test_a_model_that_never_says_yes_is_told_apart(classifier: Classifier, labels: Path) -> None:
    found = compare(classifier, deaf(classifier), labels)
    assert (found.only_a_right, found.only_b_right) == (4, 0)
    recall = next(row for row in found.differences if row.figure == "recall_yes")
    assert (recall.a, recall.b, recall.difference, recall.better) == (1.0, 0.0, -1.0, "a")
    assert found.better is None  # four texts are too few
    assert next(row for row in found.differences if row.figure == "auc").difference == 0


def test_less_is_better_for_some_figures() -> None:
    assert Difference("unsure", 0.2, 0.1, -0.1, -0.2, -0.05).better == "b"
    assert Difference("auc", 0.9, 0.8, -0.1, -0.2, -0.05).better == "a"
    assert Difference("auc", 0.9, 0.8, -0.1, -0.2, 0.05).better is None
    assert Difference("auc", None, 0.8, None, None, None).better is None


def test_texts_of_the_training_are_known_again(classifier: Classifier, labels: Path) -> None:
    from vn_dossier_nlp.vagueness.card import mark_of

    text = (labels / "texts" / "t3.txt").read_text(encoding="utf-8")
    knowing = Classifier(classifier.model, replace(classifier.card, seen=[mark_of(text)]))
    found = compare(classifier, knowing, labels)
    assert (found.seen_a, found.seen_b) == (False, True)
    with pytest.raises(UsageError, match="was trained on texts of it"):
        gate.unseen_figures(knowing, labels)


def test_borderline_texts_alone_cannot_be_compared(classifier: Classifier, labels: Path) -> None:
    for path in (labels / "labels").iterdir():
        path.write_text(json.dumps({"return_for_vagueness": "borderline"}))
    with pytest.raises(DataError, match="no text is labelled yes or no"):
        compare(classifier, classifier, labels)


def altered(classifier: Classifier, digest: str, **values: float) -> Classifier:
    """A model whose card says other figures."""
    card = classifier.card
    table = card.figures[gate.WHOLE] | {
        name: {"value": value, "low": None, "high": None} for name, value in values.items()
    }
    return Classifier(
        classifier.model, replace(card, figures=card.figures | {gate.WHOLE: table}, model_hash=digest * 64)
    )


def test_the_shipped_model_passes_the_floors(classifier: Classifier) -> None:
    assert refusals(classifier, classifier) == []
    assert set(floors()) == {"auc", "twins_right", "precision_yes", "recall_yes", "calibration_error"}


def test_the_short_cuts_of_the_card_do_not(classifier: Classifier) -> None:
    for name in ("baseline_cheap", "baseline_cheap_trees"):
        table = classifier.card.figures[name]
        assert any(gate._held(figure, table, bound, "floor", most) for figure, (bound, most) in floors().items())


@pytest.mark.parametrize(
    ("figure", "value"),
    [("auc", 0.90), ("twins_right", 0.5), ("precision_yes", 0.8), ("recall_yes", 0.1), ("calibration_error", 0.2)],
)
def test_below_a_floor_is_refused(classifier: Classifier, figure: str, value: float) -> None:
    found = refusals(altered(classifier, "e", **{figure: value}), classifier)
    assert ("floor", figure, value) in [(row.against, row.figure, row.value) for row in found]
    assert ("in_use", figure, value) in [(row.against, row.figure, row.value) for row in found]


def test_below_the_model_in_use_is_refused_and_above_is_not(classifier: Classifier) -> None:
    worse, better = altered(classifier, "e", recall_yes=0.85), altered(classifier, "f", recall_yes=0.99)
    (found,) = refusals(worse, classifier)
    assert (found.against, found.figure, found.value) == ("in_use", "recall_yes", 0.85)
    assert found.bound == round(classifier.card.figures[gate.WHOLE]["recall_yes"]["value"], 3)
    assert refusals(better, classifier) == []


def test_a_figure_that_is_missing_is_no_pass(classifier: Classifier) -> None:
    card = replace(classifier.card, figures={})
    found = refusals(Classifier(classifier.model, card), classifier)
    assert {(row.value, row.against) for row in found} >= {(None, "floor")}


def test_only_what_was_measured_on_the_same_data_is_compared(classifier: Classifier, data) -> None:
    card = classifier.card
    other = replace(card, data_hash="a" * 64, model_hash="e" * 64, name="other")
    with pytest.raises(UsageError, match="different data: name a labelled folder"):
        common_figures(other, card)
    part = figures(data.examples, [0.5] * len(data.examples), Thresholds(0.2, 0.8))
    with_part = replace(other, figures=other.figures | {part_name(card.data_hash): part})
    assert common_figures(with_part, card) == (part, card.figures[gate.WHOLE])


def test_both_are_measured_on_labels_that_neither_has_seen(classifier: Classifier, labels: Path) -> None:
    other = deaf(Classifier(classifier.model, replace(classifier.card, data_hash="a" * 64)))
    found = refusals(other, classifier, labels)
    assert ("in_use", "recall_yes", 0.0) in [(row.against, row.figure, row.value) for row in found]
    assert refusals(altered(classifier, "e"), classifier, labels) == []
