"""The card of a model: where it comes from, how good it is, and reference inputs by which it is tried on
loading.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.errors import ModelError
from vn_dossier_nlp.vagueness.features import FEATURES
from vn_dossier_nlp.vagueness.figures import COST_MISS, COST_UNSURE, COST_WRONG_RETURN, Thresholds

if TYPE_CHECKING:
    from vn_dossier_nlp.vagueness.dataset import Dataset
    from vn_dossier_nlp.vagueness.model import Model, Recipe

CARD_FORMAT = 1
_REFERENCES = 20


@dataclass(frozen=True, slots=True)
class ModelCard:
    """The JSON file beside a model. ``references``: inputs and the probabilities that they had when it was
    made.
    """

    format: int
    name: str  # short, from the hash of the data: what ``versions.model`` prints
    data_hash: str
    texts: dict[str, int]  # by label
    versions: dict[str, str]
    features: list[list[str | int]]  # name and direction, in the order of the columns
    recipe: dict[str, float]
    factors: list[float]
    seed: int
    thresholds: dict[str, float]
    costs: dict[str, float]
    figures: dict[str, Any]
    references: list[dict[str, Any]]
    model_hash: str = ""  # SHA-256 of the model file; filled in on saving


def make_card(
    model: Model,
    thresholds: Thresholds,
    data: Dataset,
    data_hash: str,
    recipe: Recipe,
    seed: int,
    report: dict[str, Any],
) -> ModelCard:
    """The card of a model that was just fitted on ``data``."""
    step = max(1, len(data.rows) // _REFERENCES)
    chosen = data.rows[::step][:_REFERENCES]
    references = [
        {"values": list(row.values), "words": row.words, "probability": float(probability)}
        for row, probability in zip(chosen, model.probabilities(chosen), strict=True)
    ]
    return ModelCard(
        format=CARD_FORMAT,
        name=f"vagueness-{data_hash[:8]}-{seed}",
        data_hash=data_hash,
        texts={label: data.labels.count(label) for label in ("yes", "borderline", "no")},
        versions=current_versions(),
        features=feature_schema(),
        recipe=asdict(recipe),
        factors=list(model.factors),
        seed=seed,
        thresholds={"low": thresholds.low, "high": thresholds.high},
        costs={"wrong_return": COST_WRONG_RETURN, "miss": COST_MISS, "unsure": COST_UNSURE},
        figures=report,
        references=references,
    )


def feature_schema() -> list[list[str | int]]:
    """The features of this program."""
    return [[feature.name, feature.direction] for feature in FEATURES]


def current_versions() -> dict[str, str]:
    """The versions that a model depends on."""
    from importlib.metadata import version

    from vn_dossier_nlp import __version__

    return {
        "program": __version__,
        "scikit-learn": version("scikit-learn"),
        "skops": version("skops"),
        "underthesea": version("underthesea"),
    }


def card_text(card: ModelCard) -> str:
    """The card as JSON, always the same for the same card."""
    return json.dumps(asdict(card), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_card(path: Path) -> ModelCard:
    """The card of a model file. Raises ModelError in one line."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        names = {field.name for field in fields(ModelCard)}
        if set(data) != names or data["format"] != CARD_FORMAT:
            raise ValueError("its fields are not those of this version")
        return ModelCard(**data)
    except FileNotFoundError as error:
        raise ModelError(f"{path}: the card of the model is missing; train again or reinstall") from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelError(f"{path}: not a model card of this version ({error}); train again") from error
