"""The card of a model: where it comes from, how good it is, and reference inputs by which it is tried on
loading.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import MISSING, asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.errors import ModelError
from vn_dossier_nlp.vagueness.conformal import NOTHING_HELD, Conformal
from vn_dossier_nlp.vagueness.corpus import Example, fingerprint
from vn_dossier_nlp.vagueness.features import FEATURES
from vn_dossier_nlp.vagueness.figures import (
    COST_MISS,
    COST_UNSURE,
    COST_WRONG_RETURN,
    Rule,
    Thresholds,
    precision_at,
)

if TYPE_CHECKING:
    from vn_dossier_nlp.vagueness.dataset import Dataset
    from vn_dossier_nlp.vagueness.model import Model, Recipe

CARD_FORMAT = 1
_REFERENCES = 50


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
    conformal: dict[str, float] = field(default_factory=lambda: asdict(NOTHING_HELD))
    selection: dict[str, Any] = field(default_factory=dict)  # recipes compared, chosen, coverage of the conformal sets
    groups: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # figures per field, sender kind, length
    dates: list[str] = field(default_factory=list)  # the first and the last date of the texts
    seen: list[str] = field(default_factory=list)  # by mark_of: the texts that it was trained on

    @property
    def rule(self) -> Rule:
        """How a probability becomes yes, unsure or no."""
        return Rule(Thresholds(self.thresholds["low"], self.thresholds["high"]), Conformal(**self.conformal))

    def precision_at(self, prevalence: float) -> float | None:
        """The precision of "yes" to be expected where a share ``prevalence`` of all submissions is generic.

        From the figures by field; None where there are none.
        """
        counts = self.figures.get("by_field", {}).get("counts")
        if not counts or not sum(counts["yes"].values()):
            return None
        recall = counts["yes"]["yes"] / sum(counts["yes"].values())
        return precision_at(prevalence, recall, (counts["no"]["yes"] + 0.5) / (sum(counts["no"].values()) + 1))


def make_card(
    model: Model,
    thresholds: Thresholds,
    data: Dataset,
    data_hash: str,
    recipe: Recipe,
    seed: int,
    report: dict[str, Any],
    conformal: Conformal = NOTHING_HELD,
    selection: dict[str, Any] | None = None,
    groups: dict[str, list[dict[str, Any]]] | None = None,
) -> ModelCard:
    """The card of a model that was just fitted on ``data``."""
    rule = Rule(thresholds, conformal)
    dates = [example.date for example in data.examples if example.date]
    step = max(1, len(data.rows) // _REFERENCES)
    chosen = data.rows[::step][:_REFERENCES]
    references = [
        {
            "values": list(row.values),
            "words": row.words,
            "probability": float(probability),
            "generic": rule.generic(float(probability)),
        }
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
        conformal=asdict(conformal),
        selection=selection or {},
        groups=groups or {},
        dates=[min(dates), max(dates)] if dates else [],
        seen=sorted({mark_of(example.text) for example in data.examples}),
    )


def mark_of(text: str) -> str:
    """By what a card knows a text again; nothing of the text can be read from it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def part_name(data_hash: str) -> str:
    """Under which name the figures of one folder of several stand in the card."""
    return f"part_{data_hash[:16]}"


def was_seen(card: ModelCard, examples: Sequence[Example]) -> bool:
    """Whether a model was trained on any of these texts; a card without marks tells nothing but the whole."""
    if not card.seen:
        return fingerprint(list(examples)) == card.data_hash
    return not set(card.seen).isdisjoint(mark_of(example.text) for example in examples)


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
        names = {one.name for one in fields(ModelCard)}
        needed = {one.name for one in fields(ModelCard) if one.default is MISSING and one.default_factory is MISSING}
        if not needed <= set(data) <= names or data["format"] != CARD_FORMAT:
            raise ValueError("its fields are not those of this version")
        card = ModelCard(**data)
        if any(row.get("generic", word) != word for row, word in _replayed(card)):
            raise ValueError("its limits do not give the words that they gave when it was made")
        return card
    except FileNotFoundError as error:
        raise ModelError(f"{path}: the card of the model is missing; train again or reinstall") from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelError(f"{path}: not a model card of this version ({error}); train again") from error


def _replayed(card: ModelCard) -> list[tuple[dict[str, Any], str]]:
    """The reference inputs with the words that the limits of the card give their probabilities."""
    return [(row, card.rule.generic(float(row["probability"]))) for row in card.references]
