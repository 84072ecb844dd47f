"""The tables of ``docs/model.md``: recipes, ablations, baselines; out of fold by field.

    python scripts/bench_train.py [CORPUS] [--write]

``--write`` puts the tables between the markers of ``docs/model.md``. Run it again after a change of features or corpus.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from vn_dossier_nlp.resources import shipped
from vn_dossier_nlp.vagueness.corpus import load_corpus
from vn_dossier_nlp.vagueness.dataset import Dataset, build
from vn_dossier_nlp.vagueness.design import make_design, one_thread
from vn_dossier_nlp.vagueness.features import NAMES
from vn_dossier_nlp.vagueness.figures import cost_thresholds, figures
from vn_dossier_nlp.vagueness.model import Row
from vn_dossier_nlp.vagueness.selection import RECIPES, choose, nested
from vn_dossier_nlp.vagueness.training import baselines

DOC = Path(__file__).resolve().parent.parent / "docs" / "model.md"
START, END = "<!-- tables: scripts/bench_train.py --write -->", "<!-- end of tables -->"
GROUPS: dict[str, tuple[str, ...]] = {
    "act and object": (
        "specific_share",
        "concrete_any",
        "concrete_main",
        "act_decides",
        "act_soft",
        "object_named",
        "object_exact",
        "object_empty",
        "title_decides",
        "formula_bare",
        "formula_backed",
    ),
    "slots": ("amount", "deadline", "implementer", "scope", "annex", "reference", "money_open", "draft"),
    "bases and facts": ("power_basis", "grounded"),
    "opinions": ("hedged_opinion", "named_opinion", "takes_view"),
    "markers and open ends": ("vague_actor", "open_list", "left_open", "options_open", "markers", "markers_worst"),
}
KEYS = ("auc", "average_precision", "calibration_error", "brier", "precision_yes", "recall_yes", "unsure")
Line = tuple[str, dict[str, Any]]


def main(arguments: Sequence[str]) -> None:
    """Print the tables, or write them."""
    named = [argument for argument in arguments if not argument.startswith("-")]
    data = build(load_corpus(Path(named[0]) if named else shipped("corpora", "submissions")))
    with one_thread():
        text = "\n\n".join(
            (
                "**Recipes**, log loss out of fold by matter on all texts (the choice), figures out of fold by field:",
                _recipes(data),
                "**Ablations**, the chosen recipe without a part, out of fold by field:",
                _table(_ablations(data)),
                "**Baselines**, out of fold by field, with the same costs:",
                _table(_baselines(data)),
            )
        )
    if "--write" not in arguments:
        print(text)
        return
    page = DOC.read_text(encoding="utf-8")
    before, rest = page.split(START)
    DOC.write_text(f"{before}{START}\n\n{text}\n\n{END}{rest.split(END)[1]}", encoding="utf-8", newline="\n")


def _one(data: Dataset, name: str) -> dict[str, Any]:
    found = nested(data, make_design(data.rows), "field", {name: RECIPES[name]}, 0)
    return figures([data.examples[n] for n in found.part], np.array(found.probabilities), found.said)


def _recipes(data: Dataset) -> str:
    choice = choose(data, make_design(data.rows), np.arange(len(data.rows)), RECIPES, 0)
    rows = []
    for name, recipe in RECIPES.items():
        told = f"C {recipe.strength:g}, words {recipe.words:g}, support {recipe.support:g}, "
        told += f"borderline {recipe.borderline:g}, loss {choice.losses[name]:.4f}"
        rows.append((f"`{name}`{' (chosen)' if name == choice.recipe else ''}: {told}", _one(data, name)))
    return _table(rows)


def _ablations(data: Dataset) -> list[Line]:
    assert sorted(name for group in GROUPS.values() for name in group) == sorted(NAMES)
    lines = [("whole", _one(data, "plain"))]
    for group, names in GROUPS.items():
        lines.append((f"without {group}", _one(_blanked(data, names), "plain")))
    lines.append(("without words", _one(data, "no_words")))
    lines.append(("words only", _one(_blanked(data, NAMES), "plain")))
    return lines


def _blanked(data: Dataset, names: Sequence[str]) -> Dataset:
    """The data with these features the same for all, so that a fit can make nothing of them."""
    keep = [name not in names for name in NAMES]
    rows = (Row(tuple(v if k else 0.0 for v, k in zip(row.values, keep, strict=True)), row.words) for row in data.rows)
    return replace(data, rows=tuple(rows))


def _baselines(data: Dataset) -> list[Line]:
    share = data.labels.count("yes") / (data.labels.count("yes") + data.labels.count("no"))
    constant = np.full(len(data.rows), share)
    lines = [("constant", figures(data.examples, constant, cost_thresholds()))]
    for name, (part, probabilities) in baselines(data, 0).items():
        lines.append((name, figures([data.examples[n] for n in part], probabilities, cost_thresholds())))
    return lines


def _table(lines: Sequence[Line]) -> str:
    rows = [["", *KEYS], ["---"] * (len(KEYS) + 1)]
    rows += [[name, *(_cell(found[key]) for key in KEYS)] for name, found in lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(found: dict[str, Any]) -> str:
    if found["value"] is None:
        return "-"
    return f"{found['value']:.3f} [{found['low']:.3f}, {found['high']:.3f}]"


if __name__ == "__main__":
    main(sys.argv[1:])
