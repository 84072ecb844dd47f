"""The classifier: from a submission to a judgement on vagueness alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from vn_dossier_nlp.extraction.asked import Asked, read_asked
from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.vagueness.card import ModelCard
from vn_dossier_nlp.vagueness.counterfactual import WouldChange, would_change
from vn_dossier_nlp.vagueness.dataset import row_of
from vn_dossier_nlp.vagueness.explanation import (
    Contribution,
    DecidingSpan,
    contributions,
    deciding_spans,
    may_decide,
    telling,
)
from vn_dossier_nlp.vagueness.figures import Rule, Thresholds
from vn_dossier_nlp.vagueness.model import Model, Row
from vn_dossier_nlp.vagueness.store import find_model, load_model

if TYPE_CHECKING:
    from vn_dossier_nlp.vagueness.model import Vector


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of one submission. Offsets are of the folded text (``sub.folded.raw`` leads back)."""

    generic: str  # yes | unsure | no
    probability: float
    contributions: tuple[Contribution, ...]
    deciding: tuple[DecidingSpan, ...]
    missing: tuple[str, ...]  # slots that no request fills although one needs them; empty where generic is no
    confidence: float  # 0..1: the probability of the side that was taken
    would_change: WouldChange | None = None  # what would make the word "no"; None where it is

    def telling(self) -> tuple[Contribution, ...]:
        """The contributions that say something of the text, the strongest first."""
        return telling(self.contributions)


@dataclass(frozen=True, slots=True)
class Classifier:
    """A loaded model with its card."""

    model: Model
    card: ModelCard

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds that follow from the stated costs."""
        return self.rule.thresholds

    @property
    def rule(self) -> Rule:
        """How a probability becomes yes, unsure or no: costs and conformal set together."""
        return self.card.rule

    @property
    def version(self) -> str:
        """What ``versions.model`` prints."""
        return f"{self.card.name}-{self.card.model_hash[:8]}"

    def judge(self, sub: Submission) -> Judgement:
        """The judgement on one submission."""
        return self.judge_many([sub])[0]

    def judge_many(self, subs: Iterable[Submission]) -> list[Judgement]:
        """The judgements on many, in their order; the same as one by one.

        scikit-learn is asked twice for all of them: once for the texts, once for the texts without each clause.
        """
        from sklearn import config_context

        readings = [read_asked(sub) for sub in subs]
        if not readings:
            return []
        rows = [row_of(reading) for reading in readings]
        # The inputs are ours and finite: checking each again would cost more than the model itself.
        with config_context(assume_finite=True, skip_parameter_validation=True):
            inputs = self.model.matrix(rows)
            # Rounded, so that a batch and a single text agree to the last digit that is printed.
            said = [round(one, 6) for one in self.model.probabilities_of(inputs).tolist()]
            without = self._without_each([r for r, p in zip(readings, said, strict=True) if self._is_vague(p)])
        return [
            self._judgement(reading, row, line, probability, next(without) if self._is_vague(probability) else None)
            for reading, row, line, probability in zip(readings, rows, inputs, said, strict=True)
        ]

    def _is_vague(self, probability: float) -> bool:
        return self.rule.generic(probability) != "no"

    def _without_each(self, readings: Sequence[Asked]) -> Iterator[list[float]]:
        """For each reading its probabilities without one clause that may decide."""
        variants = [[row_of(reading.without(n)) for n in may_decide(reading)] for reading in readings]
        found = iter(self.model.probabilities([row for rows in variants for row in rows]).tolist())
        return iter([list(islice(found, len(rows))) for rows in variants])

    def _judgement(
        self, reading: Asked, row: Row, inputs: Vector, probability: float, without: Sequence[float] | None
    ) -> Judgement:
        """``without`` is None where nothing is vague: then there is nothing to show."""
        deciding = () if without is None else deciding_spans(reading, probability, without)
        missing = tuple(dict.fromkeys(slot for span in deciding for slot in span.missing))
        limit = self.rule.no_below
        return Judgement(
            self.rule.generic(probability),
            probability,
            contributions(self.model, row, inputs),
            deciding,
            missing,
            round(max(probability, 1 - probability), 6),
            None if without is None else would_change(self.model, row, inputs, limit, missing),
        )


def load_classifier(path: Path | None = None) -> Classifier:
    """The classifier of a model file: the one named, else the user's active one, else the shipped one."""
    return Classifier(*load_model(find_model(path)))
