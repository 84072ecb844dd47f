"""The table by which the recipe of the vagueness model was chosen: grouped, nested cross-validation.

    python scripts/bench_train.py [CORPUS]

What was tried stands in ``RECIPES``; run it again after a change of features.
"""

from __future__ import annotations

import sys
from pathlib import Path

from vn_dossier_nlp.resources import shipped
from vn_dossier_nlp.vagueness.corpus import load_corpus
from vn_dossier_nlp.vagueness.dataset import build
from vn_dossier_nlp.vagueness.figures import choose_thresholds, figures
from vn_dossier_nlp.vagueness.model import Recipe
from vn_dossier_nlp.vagueness.training import calibrated_fitter, out_of_fold

RECIPES = (
    Recipe(),
    Recipe(words=0.0),
    Recipe(words=6.0),
    Recipe(strength=0.2),
    Recipe(strength=1.0),
    Recipe(support=1.0),
    Recipe(borderline=0.0),
)
"""The chosen one first. Borderline texts at half weight cost nothing and keep texts with a vague basis and
an exact request low; support=1 separates the corpus a little better, real texts without opinions worse."""


def main() -> None:
    """Print one line a recipe."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else shipped("corpora", "submissions")
    data = build(load_corpus(folder))
    for recipe in RECIPES:
        held = out_of_fold(data, "matter", calibrated_fitter(data, recipe, 0), 0)
        found = figures(data.examples, held, choose_thresholds(held, data.labels))
        print(recipe, {key: row["value"] for key, row in found.items() if key != "counts"}, found["counts"])


if __name__ == "__main__":
    main()
