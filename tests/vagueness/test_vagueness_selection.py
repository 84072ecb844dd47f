"""Nested cross-validation, conformal limits, the card and its pages."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from vn_dossier_nlp.errors import ModelError
from vn_dossier_nlp.vagueness.card import read_card
from vn_dossier_nlp.vagueness.card_page import card_page, write_pages
from vn_dossier_nlp.vagueness.conformal import Conformal, calibrate
from vn_dossier_nlp.vagueness.dataset import Dataset
from vn_dossier_nlp.vagueness.design import make_design
from vn_dossier_nlp.vagueness.figures import Rule, Thresholds, figures
from vn_dossier_nlp.vagueness.model import Recipe, fit_scores, targets_of
from vn_dossier_nlp.vagueness.selection import RECIPES, choose, nested, outer_splits
from vn_dossier_nlp.vagueness.store import card_path, load_model
from vn_dossier_nlp.vagueness.training import train_on

FEW = {name: RECIPES[name] for name in ("plain", "no_words")}


def dated(data: Dataset) -> Dataset:
    """The same, two matters a year."""
    return replace(
        data, examples=tuple(replace(one, date=f"20{int(one.matter[1:]) // 2 + 10}") for one in data.examples)
    )


@pytest.mark.parametrize("by", ["matter", "field", "time"])
def test_what_is_judged_was_not_seen(data: Dataset, by: str) -> None:
    data = dated(data)
    splits = list(outer_splits(data, by, 0))
    assert splits
    for train, test in splits:
        groups = [one.matter if by == "time" else getattr(one, by) for one in data.examples]
        assert not {groups[n] for n in train} & {groups[n] for n in test}
        if by == "time":
            assert max(data.examples[n].date for n in train) < min(data.examples[n].date for n in test)


def test_written_folds_are_taken_where_every_text_has_them(data: Dataset) -> None:
    folded = [replace(one, folds=(int(one.matter[1:]) % 3, 0, 1)) for one in data.examples]
    found = list(outer_splits(replace(data, examples=tuple(folded)), "matter", 0))
    assert [{int(data.examples[n].matter[1:]) % 3 for n in test} for _, test in found] == [{0}, {1}, {2}]
    folded[0] = replace(folded[0], folds=())
    assert len(list(outer_splits(replace(data, examples=tuple(folded)), "matter", 0))) == 5


def test_one_sender_or_no_date_gives_no_split(data: Dataset) -> None:
    assert list(outer_splits(data, "sender", 0)) == []
    bare = replace(data, examples=tuple(replace(one, date="") for one in data.examples))
    assert list(outer_splits(bare, "time", 0)) == []


def test_a_recipe_is_chosen_by_order_within_one_standard_error(data: Dataset) -> None:
    everything = np.arange(len(data.rows))
    design = make_design(data.rows)
    choice = choose(data, design, everything, FEW, 0)
    assert set(choice.losses) == set(FEW)
    twice = {"first": FEW["plain"], "second": FEW["plain"]}
    assert choose(data, design, everything, twice, 0).recipe == "first"
    outer = nested(data, design, "field", FEW, 0)
    assert outer.part == list(range(len(data.rows)))
    assert len(outer.said) == len(outer.probabilities) == len(data.rows)


def test_a_fit_chooses_its_words_from_its_part_alone(data: Dataset) -> None:
    design = make_design(data.rows)
    part = np.arange(len(data.rows) // 2)
    other = make_design([data.rows[n] for n in part])
    one, two = design.words(part, 3), other.words(np.arange(len(part)), 3)
    assert [design.terms[n] for n in one.columns] == [other.terms[n] for n in two.columns]
    targets, weights = targets_of([data.labels[n] for n in part], Recipe())
    first = fit_scores(design, part, targets, weights, Recipe()).scores(design, part)
    second = fit_scores(other, np.arange(len(part)), targets, weights, Recipe()).scores(other, np.arange(len(part)))
    assert np.allclose(first, second)


def test_conformal_limits_by_hand() -> None:
    values, labels = np.linspace(0.05, 0.95, 19), ["yes"] * 19
    found = calibrate(values, labels, 0.1)  # two of twenty may be stranger
    assert found.yes_from == pytest.approx(values[1])
    assert found.no_to == 1.0  # no text is labelled no: it can never be left out
    assert calibrate(values, labels, 0.04).yes_from == 0.0  # 19 texts cannot speak of 4 %


def test_conformal_sets_miss_no_more_than_alpha() -> None:
    random = np.random.default_rng(0)
    misses = []
    for _ in range(200):
        scores = random.beta(5, 2, 60)
        limits = calibrate(scores, ["yes"] * 60, 0.1)
        misses.append(np.mean(random.beta(5, 2, 200) < limits.yes_from))
    assert np.mean(misses) <= 0.1 + 0.01


def test_one_rule_of_costs_and_sets() -> None:
    costs = Thresholds(0.2, 0.8)
    wide = Rule(costs, Conformal(0.05, 0.1, 0.9))  # both possible from .1 to .9
    assert [wide.generic(p) for p in (0.05, 0.15, 0.5, 0.85, 0.95)] == ["no", "unsure", "unsure", "unsure", "yes"]
    narrow = Rule(costs, Conformal(0.05, 0.7, 0.3))  # neither between .3 and .7
    assert [narrow.generic(p) for p in (0.1, 0.25, 0.5, 0.75, 0.8)] == ["no", "unsure", "unsure", "unsure", "yes"]
    assert Rule(costs).generic(0.8) == "yes"
    assert (wide.no_below, narrow.no_below, Rule(costs).no_below) == (0.1, 0.2, 0.2)


def test_card_pages_and_limits_on_loading(data: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "m.skops"
    card = train_on(dated(data), path, "0" * 64, 0, FEW)
    write_pages(card, path)
    assert {file.name for file in tmp_path.iterdir()} == {"m.skops", "m.json", "m.md", "m.vi.md"}
    for lang, file in (("en", "m.md"), ("vi", "m.vi.md")):
        assert (tmp_path / file).read_text(encoding="utf-8") == card_page(card, lang)
    assert card.figures["by_field"]["auc"]["value"] >= 0.9
    assert card.selection["chosen"] in FEW
    assert {row["group"] for row in card.groups["field"]} == {one.field for one in data.examples}
    assert (card.precision_at(0.05) or 0) <= (card.precision_at(0.2) or 0)
    assert load_model(path)[1].rule == card.rule
    told = json.loads(card_path(path).read_text(encoding="utf-8"))
    told |= {"conformal": {"alpha": 0.0, "yes_from": 0.0, "no_to": 1.0}, "thresholds": {"low": 0.0, "high": 0.0}}
    card_path(path).write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ModelError, match="its limits do not give the words"):
        read_card(card_path(path))


def test_declared_prevalence_stands_beside_the_usual_ones(data: Dataset) -> None:
    values = np.array([0.9 if label == "yes" else 0.1 for label in data.labels])
    found = figures(data.examples, values, Thresholds(0.2, 0.8), prevalence=0.075)
    assert {"precision_at_1", "precision_at_5", "precision_at_7.5", "precision_at_20"} <= set(found)
    assert found["precision_at_1"]["value"] < 1  # none in 12 is not none ever
