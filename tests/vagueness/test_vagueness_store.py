"""Models on disk: same bytes, checked on loading, looked up in order."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from vn_dossier_nlp.errors import ModelError
from vn_dossier_nlp.vagueness import store
from vn_dossier_nlp.vagueness.card import make_card, read_card, was_seen
from vn_dossier_nlp.vagueness.dataset import Dataset
from vn_dossier_nlp.vagueness.figures import Thresholds
from vn_dossier_nlp.vagueness.model import Recipe, fit
from vn_dossier_nlp.vagueness.store import card_path, find_model, load_model, save

RECIPE = Recipe()


def made(data: Dataset, path: Path, seed: int = 0) -> Path:
    model = fit(data.rows, data.labels, data.groups("matter"), RECIPE, seed)
    save(model, make_card(model, Thresholds(0.3, 0.8), data, "0" * 64, RECIPE, seed, {}), path)
    return path


def test_the_same_data_and_seed_give_the_same_bytes(data: Dataset, tmp_path: Path) -> None:
    one, two = made(data, tmp_path / "one.skops"), made(data, tmp_path / "two.skops")
    assert one.read_bytes() == two.read_bytes()
    assert card_path(one).read_bytes() == card_path(two).read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "one.json",
        "one.skops",
        "two.json",
        "two.skops",
    ]


def test_a_loaded_model_is_the_saved_one(data: Dataset, tmp_path: Path) -> None:
    path = made(data, tmp_path / "one.skops")
    model, card = load_model(path)
    store.replay(model, card, path)
    before = path.read_bytes()
    save(model, card, path)
    assert path.read_bytes() == before


def resealed(path: Path, payload: bytes | None = None, **changes: object) -> Path:
    """The model with another payload or card, the hash made right again."""
    if payload is not None:
        path.write_bytes(payload)
        changes["model_hash"] = hashlib.sha256(payload).hexdigest()
    card = json.loads(card_path(path).read_text(encoding="utf-8")) | changes
    card_path(path).write_text(json.dumps(card), encoding="utf-8")
    return path


def test_an_unknown_type_is_refused(data: Dataset, tmp_path: Path) -> None:
    import skops.io

    path = made(data, tmp_path / "one.skops")
    resealed(path, skops.io.dumps({"scaler": Path("x"), "logit": RECIPE}))
    with pytest.raises(ModelError, match=r"not trusted .*; do not use this file"):
        load_model(path)


def test_a_pickle_is_refused(data: Dataset, tmp_path: Path) -> None:
    import pickle

    with pytest.raises(ModelError, match="is no model of this program"):
        load_model(resealed(made(data, tmp_path / "one.skops"), pickle.dumps({"a": 1})))


def test_a_changed_file_is_refused(data: Dataset, tmp_path: Path) -> None:
    path = made(data, tmp_path / "one.skops")
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ModelError, match="not the one that its card describes"):
        load_model(path)


def test_other_features_are_refused(data: Dataset, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="other features"):
        load_model(resealed(made(data, tmp_path / "one.skops"), features=[["length", 1]]))


def test_reference_inputs_are_replayed_under_another_scikit_learn(data: Dataset, tmp_path: Path) -> None:
    path = made(data, tmp_path / "one.skops")
    card = read_card(card_path(path))
    versions = card.versions | {"scikit-learn": "0.1"}
    resealed(path, versions=versions)
    load_model(path)
    off = [row | {"probability": row["probability"] + 0.01} for row in card.references]
    resealed(path, references=off)
    with pytest.raises(
        ModelError, match=r"other probabilities under scikit-learn .*\(vn-dossier train\) or install scikit-learn 0\.1"
    ):
        load_model(path)


def test_a_missing_card_is_told(data: Dataset, tmp_path: Path) -> None:
    path = made(data, tmp_path / "one.skops")
    card_path(path).unlink()
    with pytest.raises(ModelError, match="card of the model is missing"):
        load_model(path)


def test_named_before_active_before_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VN_DOSSIER_HOME", str(tmp_path))
    assert find_model().name == "shipped.skops"
    models = tmp_path / "models"
    models.mkdir()
    (models / "own.skops").write_bytes(b"")
    assert find_model().name == "shipped.skops"
    (models / "active.json").write_text('{"active": "own", "history": [null]}', encoding="utf-8")
    assert find_model() == models / "own.skops"
    (models / "own.skops").rename(models / "other.skops")
    with pytest.raises(ModelError, match=r"own, is not in the folder; put it back or run vn-dossier rollback"):
        find_model()
    named = tmp_path / "named.skops"
    with pytest.raises(ModelError, match="no such model file"):
        find_model(named)
    named.write_bytes(b"")
    assert find_model(named) == named


@pytest.mark.parametrize("references", [[], [float("nan")]])
def test_without_sound_references_another_scikit_learn_is_refused(
    data: Dataset, tmp_path: Path, references: list[float]
) -> None:
    path = made(data, tmp_path / "one.skops")
    card = read_card(card_path(path))
    rows = [card.references[0] | {"probability": value, "generic": "no"} for value in references]
    with pytest.raises(ModelError, match=r"no reference inputs|other probabilities"):
        store.replay(load_model(path)[0], replace(card, references=rows), path)


def test_another_scikit_learn_is_noted(data: Dataset, tmp_path: Path) -> None:
    path = made(data, tmp_path / "one.skops")
    card = read_card(card_path(path))
    assert store.version_note(card) is None
    assert store.version_note(replace(card, versions=card.versions | {"scikit-learn": "0.1"})) == (
        card.versions["scikit-learn"],
        "0.1",
    )


def test_a_card_keeps_fifty_references_the_dates_and_marks_of_its_texts(data: Dataset) -> None:
    model = fit(data.rows, data.labels, data.groups("matter"), RECIPE, 0)
    many = replace(data, examples=data.examples * 5, rows=data.rows * 5, cheap=data.cheap * 5)
    card = make_card(model, Thresholds(0.3, 0.8), many, "0" * 64, RECIPE, 0, {})
    assert len(card.references) == 50
    assert card.dates == ["2023", "2023"]
    assert was_seen(card, many.examples[:1])
    assert not was_seen(card, [replace(many.examples[0], text="Tờ trình khác")])


def test_the_shipped_model_loads_and_replays() -> None:
    from vn_dossier_nlp.resources import shipped

    path = shipped("models", "shipped.skops")
    model, card = load_model(path)
    store.replay(model, card, path)
    assert len(card.references) == 50
    assert replace(card, model_hash="") != card
