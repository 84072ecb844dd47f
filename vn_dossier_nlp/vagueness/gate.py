"""The gate before a model is put in use: never below the floors, never below the model that is in use.

Figures of two models are held against each other only where they were measured on the same texts: out of fold on data
that both were trained on, or on a labelled folder that neither has seen.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from vn_dossier_nlp.errors import UsageError
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.vagueness.card import ModelCard, part_name
from vn_dossier_nlp.vagueness.classifier import Classifier
from vn_dossier_nlp.vagueness.training import evaluate

WHOLE = "by_matter"  # the figures that stand for a model: out of fold, no twin on both sides
_DIGITS = 3  # to which figures are compared; the fourth is noise

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A figure that is not good enough. ``value`` is None where it could not be measured."""

    figure: str
    value: float | None
    bound: float
    against: str  # floor | in_use
    most: bool = False  # whether the bound is an upper one


@cache
def floors() -> dict[str, tuple[float, bool]]:
    """{figure: (bound, whether it is an upper one)}."""
    table = tomllib.loads(room_file("vagueness", "data", "floors.toml").read_text(encoding="utf-8"))
    return {name: (float(bound), kind == "most") for kind in ("least", "most") for name, bound in table[kind].items()}


def refusals(candidate: Classifier, in_use: Classifier, data: Path | None = None) -> list[Refusal]:
    """Why a model may not be put in use; empty where it may.

    Raises UsageError where the two have no data in common and ``data`` is not given, or either has seen ``data``.
    """
    own = candidate.card.figures.get(WHOLE, {})
    if data is None:
        mine, theirs = common_figures(candidate.card, in_use.card)
    else:
        mine, theirs = (unseen_figures(one, data) for one in (candidate, in_use))
    found = [row for name, (bound, most) in floors().items() if (row := _held(name, own, bound, "floor", most))]
    for name, (_, most) in floors().items():
        bound = _value(theirs, name)
        if bound is not None and (row := _held(name, mine, bound, "in_use", most)):
            found.append(row)
    return found


def common_figures(candidate: ModelCard, in_use: ModelCard) -> tuple[Figures, Figures]:
    """The figures of two cards on the largest data that both were trained on."""
    if candidate.model_hash == in_use.model_hash:
        same = candidate.figures.get(WHOLE, {})
        return same, same
    one, other = _measured(candidate), _measured(in_use)
    shared = [name for name in one if name in other]
    if not shared:
        raise UsageError(
            f"{candidate.name} and {in_use.name} were trained on different data: name a labelled folder that neither "
            "has seen with --data, or train with the base"
        )
    best = max(shared, key=lambda name: sum(sum(row.values()) for row in one[name]["counts"].values()))
    return one[best], other[best]


def unseen_figures(classifier: Classifier, data: Path) -> Figures:
    """The figures on a labelled folder. Raises UsageError where the model was trained on it."""
    found = evaluate(classifier, data)
    if found["seen"]:
        raise UsageError(
            f"{data}: {classifier.card.name} was trained on texts of it, so it proves nothing; name another"
        )
    return found


def _measured(card: ModelCard) -> dict[str, Figures]:
    """{name of the data: figures} of the whole and of each part."""
    found = {name: table for name, table in card.figures.items() if name.startswith("part_")}
    if WHOLE in card.figures:
        found[part_name(card.data_hash)] = card.figures[WHOLE]
    return found


def _value(figures: Figures, name: str) -> float | None:
    value = (figures.get(name) or {}).get("value")
    return None if value is None else round(float(value), _DIGITS)


def _held(name: str, figures: Figures, bound: float, against: str, most: bool) -> Refusal | None:
    value = _value(figures, name)
    if value is not None and (value <= bound if most else value >= bound):
        return None
    return Refusal(name, value, bound, against, most)
