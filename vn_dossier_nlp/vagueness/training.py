"""Training and evaluation: a model, its card, and figures on texts that it did not see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.vagueness.card import ModelCard, make_card, part_name, was_seen
from vn_dossier_nlp.vagueness.card_page import write_pages
from vn_dossier_nlp.vagueness.conformal import calibrate
from vn_dossier_nlp.vagueness.corpus import Example, fingerprint, load_corpus
from vn_dossier_nlp.vagueness.dataset import Dataset, Progress, build
from vn_dossier_nlp.vagueness.design import Design, make_design, one_thread
from vn_dossier_nlp.vagueness.figures import PREVALENCE, Rule, cost_thresholds, figures, group_table
from vn_dossier_nlp.vagueness.model import Model, Recipe, Row, assemble, fit_scores, targets_of
from vn_dossier_nlp.vagueness.selection import GROUPINGS, RECIPES, Outer, choose, nested, rival_trees
from vn_dossier_nlp.vagueness.shortcuts import boosted, held_out, linear
from vn_dossier_nlp.vagueness.store import save

if TYPE_CHECKING:
    from vn_dossier_nlp.vagueness.classifier import Classifier

_FEWEST = 12  # texts of either kind below which five grouped folds mean nothing
WORD_MODEL = {"words": Recipe(strength=1.0, words=10.0)}
"""The linear word model that the features must beat."""


def train(
    folders: Sequence[Path],
    out: Path,
    seed: int = 0,
    progress: Progress | None = None,
    recipe: Recipe | None = None,
) -> ModelCard:
    """Choose, fit, calibrate and save a model with its card, in JSON and as a page in English and in Vietnamese.

    ``recipe``: take this one and compare none. The same folders and seed give the same bytes. Raises DataError where a
    corpus is not valid or too small.
    """
    examples = _examples(folders)
    data = build(examples, progress)
    card = train_on(
        data, out, fingerprint(examples), seed, {"given": recipe} if recipe else RECIPES, _parts(folders, examples)
    )
    write_pages(card, out)
    return card


def train_on(
    data: Dataset,
    out: Path,
    data_hash: str,
    seed: int,
    recipes: dict[str, Recipe],
    parts: dict[str, set[str]] | None = None,
) -> ModelCard:
    """The same on texts that were read already; without the pages. ``parts``: {data hash: ids} of each folder."""
    import numpy as np

    with one_thread():
        design = make_design(data.rows)
        everything = np.arange(len(data.rows))
        choice = choose(data, design, everything, recipes, seed)
        recipe = recipes[choice.recipe]
        model = _fit_chosen(data, design, recipe, choice.platt)
        outer = {by: nested(data, design, by, recipes, seed) for by in GROUPINGS}
        rule = Rule(cost_thresholds(), calibrate(choice.held, data.labels))
        card = make_card(
            model,
            rule.thresholds,
            data,
            data_hash,
            recipe,
            seed,
            _report(data, outer, rule, seed) | _by_part(data, outer["matter"], parts or {}, seed),
            conformal=rule.conformal,
            selection={
                "chosen": choice.recipe,
                "losses": {name: round(loss, 4) for name, loss in choice.losses.items()},
                "outer": {by: dict(found.chosen) for by, found in outer.items()},
                "coverage": {by: _coverage(data, found) for by, found in outer.items() if found.part},
            },
            groups=_groups(data, outer["field"] if outer["field"].part else outer["matter"]),
        )
    return save(model, card, out)


def _fit_chosen(data: Dataset, design: Design, recipe: Recipe, platt: Any) -> Model:
    import numpy as np

    targets, weights = targets_of(data.labels, recipe)
    rows = np.flatnonzero(weights > 0)
    fitted = fit_scores(design, rows, targets[rows], weights[rows], recipe)
    return assemble(fitted, design, [data.rows[n] for n in rows], platt)


def evaluate(
    classifier: Classifier, folder: Path, progress: Progress | None = None, prevalence: float = PREVALENCE
) -> dict[str, Any]:
    """The figures of a finished model on a labelled folder, by its own rule.

    ``seen`` says whether the model was trained on any of its texts: then the figures flatter it. ``prevalence``: the
    share of generic submissions at which the precision is told beside the usual ones.
    """
    examples = load_corpus(folder)
    data = build(examples, progress)
    told = figures(examples, classifier.model.probabilities(data.rows), classifier.rule, prevalence=prevalence)
    return {"seen": was_seen(classifier.card, examples), "texts": len(examples), **told}


def _examples(folders: Sequence[Path]) -> list[Example]:
    if not folders:
        raise UsageError("no corpus given; name at least one folder with texts/, labels/ and index.jsonl")
    examples = [example for folder in folders for example in load_corpus(folder)]
    twice = {example.id for example in examples if sum(other.id == example.id for other in examples) > 1}
    if twice:
        raise DataError(
            f"{', '.join(map(str, folders))}: id {min(twice)!r} stands in two corpora; rename one of the two"
        )
    for label in ("yes", "no"):
        count = sum(example.label == label for example in examples)
        if count < _FEWEST:
            raise DataError(f"{folders[0]}: {count} texts are labelled {label}, at least {_FEWEST} are needed to train")
    return examples


def _report(data: Dataset, outer: dict[str, Outer], rule: Rule, seed: int) -> dict[str, Any]:
    """The figures of the card: the model under each grouping, and beside it the baselines, out of fold by field."""
    report = {
        f"by_{by}": figures([data.examples[n] for n in found.part], _array(found.probabilities), found.said, seed)
        for by, found in outer.items()
        if found.part
    }
    for name, (part, probabilities) in baselines(data, seed).items():
        report[name] = figures([data.examples[n] for n in part], probabilities, rule.thresholds, seed)
    return report


def _parts(folders: Sequence[Path], examples: Sequence[Example]) -> dict[str, set[str]]:
    """{data hash: ids} of each folder where there are several."""
    if len(folders) < 2:
        return {}
    loaded = [load_corpus(folder) for folder in folders]
    return {fingerprint(found): {example.id for example in found} for found in loaded}


def _by_part(data: Dataset, found: Outer, parts: dict[str, set[str]], seed: int) -> dict[str, Any]:
    """The figures out of fold of each part alone: by them a model is held against one that knows a part only."""
    told = {}
    for data_hash, ids in parts.items():
        rows = [n for n, index in enumerate(found.part) if data.examples[index].id in ids]
        if rows:
            told[part_name(data_hash)] = figures(
                [data.examples[found.part[n]] for n in rows],
                _array([found.probabilities[n] for n in rows]),
                [found.said[n] for n in rows],
                seed,
            )
    return told


def baselines(data: Dataset, seed: int) -> dict[str, tuple[Sequence[int], Any]]:
    """{name: (which texts, their probabilities)}, out of fold by field where there are fields."""
    by = "field" if len(set(data.groups("field"))) > 1 else "matter"
    words = replace(data, rows=tuple(Row((0.0,) * len(row.values), row.words) for row in data.rows))
    worded = nested(words, make_design(words.rows), by, WORD_MODEL, seed)
    bare = nested(data, make_design(data.rows), by, {"no_words": RECIPES["no_words"]}, seed)
    everything = range(len(data.rows))
    return {
        "baseline_cheap": (everything, held_out(data.cheap, data.labels, data.groups(by), linear, seed)),
        "baseline_cheap_trees": (everything, held_out(data.cheap, data.labels, data.groups(by), boosted, seed)),
        "baseline_words": (worded.part, _array(worded.probabilities)),
        "features_alone": (bare.part, _array(bare.probabilities)),
        "rival_trees": rival_trees(data, by, seed),
    }


def _coverage(data: Dataset, found: Outer) -> dict[str, float]:
    """The share of the texts of each label whose conformal set holds it."""
    told = {}
    for label in ("yes", "no"):
        held = [label in held for n, held in zip(found.part, found.sets, strict=True) if data.labels[n] == label]
        if held:
            told[label] = round(sum(held) / len(held), 4)
    return told


def _groups(data: Dataset, found: Outer) -> dict[str, list[dict[str, Any]]]:
    """Figures per field, kind of sender and third of the lengths."""
    import numpy as np

    examples = [data.examples[n] for n in found.part]
    lengths = {example.id: len(example.text.split()) for example in examples}
    first, second = (int(cut) for cut in np.quantile(list(lengths.values()), [1 / 3, 2 / 3]))

    def length(example: Example) -> str:
        words = lengths[example.id]
        return f"<= {first}" if words <= first else f"<= {second}" if words <= second else f"> {second}"

    keys = {"field": lambda one: one.field, "sender_kind": lambda one: one.sender_kind or "?", "words": length}
    return {name: group_table(examples, _array(found.probabilities), found.said, key) for name, key in keys.items()}


def _array(values: Sequence[float]) -> Any:
    import numpy as np

    return np.array(values, dtype=float)


__all__ = ["Model", "ModelCard", "evaluate", "train", "train_on"]
