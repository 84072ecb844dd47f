"""Training and evaluation: a model, its card, and figures on texts that it did not see.

python -m vn_dossier_nlp.vagueness.training OUT.skops CORPUS [CORPUS ...]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.vagueness.card import ModelCard, make_card
from vn_dossier_nlp.vagueness.corpus import Example, fingerprint, load_corpus
from vn_dossier_nlp.vagueness.dataset import Dataset, Progress, build
from vn_dossier_nlp.vagueness.figures import Thresholds, choose_thresholds, figures
from vn_dossier_nlp.vagueness.model import Model, Recipe, Row, fit, folds
from vn_dossier_nlp.vagueness.shortcuts import boosted, held_out, linear
from vn_dossier_nlp.vagueness.store import save

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vn_dossier_nlp.vagueness.classifier import Classifier

    Vector = NDArray[np.float64]

_FEWEST = 12  # texts of either kind below which five grouped folds mean nothing
Fit = Callable[[Sequence[int]], Callable[[Sequence[int]], "Vector"]]


def train(
    folders: Sequence[Path],
    out: Path,
    seed: int = 0,
    progress: Progress | None = None,
    recipe: Recipe | None = None,
) -> ModelCard:
    """Fit, calibrate and save a model; the figures of its card are out-of-fold, grouped by matter and by
    field.

    The same folders and seed give the same bytes. Raises DataError where a corpus is not valid or too small.
    """
    recipe = recipe or Recipe()
    examples = _examples(folders)
    data = build(examples, progress)
    model = fit(data.rows, data.labels, data.groups("matter"), recipe, seed)
    held = out_of_fold(data, "matter", calibrated_fitter(data, recipe, seed), seed)
    thresholds = choose_thresholds(held, data.labels)
    card = make_card(
        model,
        thresholds,
        data,
        fingerprint(examples),
        recipe,
        seed,
        _report(data, held, thresholds, recipe, seed),
    )
    save(model, card, out)
    return card


def evaluate(classifier: Classifier, folder: Path, progress: Progress | None = None) -> dict[str, Any]:
    """The figures of a finished model on a labelled folder, by its own thresholds.

    ``seen`` says whether the folder is what the model was trained on: then the figures flatter it.
    """
    examples = load_corpus(folder)
    data = build(examples, progress)
    told = figures(examples, classifier.model.probabilities(data.rows), classifier.thresholds)
    return {"seen": fingerprint(examples) == classifier.card.data_hash, "texts": len(examples), **told}


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


def calibrated_fitter(data: Dataset, recipe: Recipe, seed: int) -> Fit:
    """A way to fit and calibrate on some rows of ``data`` and to give the probabilities of others."""
    matters = data.groups("matter")

    def fitted(train_rows: Sequence[int]) -> Callable[[Sequence[int]], Vector]:
        rows = [data.rows[n] for n in train_rows]
        model = fit(rows, [data.labels[n] for n in train_rows], [matters[n] for n in train_rows], recipe, seed)
        return lambda test: model.probabilities([data.rows[n] for n in test])

    return fitted


def out_of_fold(data: Dataset, by: str, fitter: Fit, seed: int) -> Vector:
    """The probability of every text by a model, calibration included, that saw nothing of its group."""
    import numpy as np

    held = np.zeros(len(data.rows))
    for train_rows, test_rows in folds(data.labels, data.groups(by), seed):
        held[test_rows] = fitter(list(train_rows))(list(test_rows))
    return held


def _report(data: Dataset, held: Vector, thresholds: Thresholds, recipe: Recipe, seed: int) -> dict[str, Any]:
    """The figures of the card: the model by matter and by field, and what short cuts alone reach."""
    by_field = out_of_fold(data, "field", calibrated_fitter(data, recipe, seed), seed)
    report = {
        "by_matter": figures(data.examples, held, thresholds, seed),
        "by_field": figures(data.examples, by_field, thresholds, seed),
    }
    for name, other in _baselines(data, recipe, seed).items():
        report[name] = figures(data.examples, other, choose_thresholds(other, data.labels), seed)
    return report


def _baselines(data: Dataset, recipe: Recipe, seed: int) -> dict[str, Vector]:
    blank = tuple(Row((0.0,) * len(row.values), row.words) for row in data.rows)
    words = replace(data, rows=blank)
    bare = replace(recipe, words=0.0)
    return {
        "baseline_cheap": held_out(data.cheap, data.labels, data.groups("matter"), linear, seed),
        "baseline_cheap_trees": held_out(data.cheap, data.labels, data.groups("matter"), boosted, seed),
        "baseline_words": out_of_fold(
            words, "matter", calibrated_fitter(words, replace(recipe, words=10.0, strength=1.0), seed), seed
        ),
        "baseline_features": out_of_fold(data, "matter", calibrated_fitter(data, bare, seed), seed),
    }


def _main(arguments: Sequence[str]) -> None:
    if len(arguments) < 2:
        raise SystemExit(__doc__)
    card = train([Path(folder) for folder in arguments[1:]], Path(arguments[0]))
    for name, table in card.figures.items():
        told = {key: row["value"] for key, row in table.items() if key != "counts"}
        print(name, told, table["counts"])


if __name__ == "__main__":
    _main(sys.argv[1:])


__all__ = ["Model", "ModelCard", "evaluate", "out_of_fold", "train"]
