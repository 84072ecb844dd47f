"""The classifier: from a submission to a judgement on vagueness alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vn_dossier_nlp.extraction.asked import Asked, read_asked
from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.vagueness.card import ModelCard
from vn_dossier_nlp.vagueness.counterfactual import WouldChange, would_change
from vn_dossier_nlp.vagueness.dataset import row_of
from vn_dossier_nlp.vagueness.explanation import Contribution, DecidingSpan, contributions, deciding_spans, telling
from vn_dossier_nlp.vagueness.figures import Rule, Thresholds
from vn_dossier_nlp.vagueness.model import Model, Row
from vn_dossier_nlp.vagueness.store import find_model, load_model


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
        """The judgements on many, in their order; the same as one by one."""
        from sklearn import config_context

        readings = [read_asked(sub) for sub in subs]
        rows = [row_of(reading) for reading in readings]
        # The inputs are ours and finite: checking each again would cost more than the model itself.
        with config_context(assume_finite=True, skip_parameter_validation=True):
            return [
                self._judgement(reading, row, float(probability))
                for reading, row, probability in zip(readings, rows, self._probabilities(rows), strict=True)
            ]

    def _probabilities(self, rows: Sequence[Row]) -> list[float]:
        # Rounded, so that a batch and a single text agree to the last digit that is printed.
        return [round(float(probability), 6) for probability in self.model.probabilities(rows)]

    def _judgement(self, reading: Asked, row: Row, probability: float) -> Judgement:
        generic = self.rule.generic(probability)
        # Where nothing is vague there is nothing to show, and each clause would cost a run of the model.
        deciding = () if generic == "no" else deciding_spans(self.model, reading, probability)
        missing = () if generic == "no" else tuple(dict.fromkeys(slot for span in deciding for slot in span.missing))
        change = None if generic == "no" else would_change(self.model, row, self.rule.no_below, missing)
        return Judgement(
            generic,
            probability,
            contributions(self.model, row),
            deciding,
            missing,
            round(max(probability, 1 - probability), 6),
            change,
        )


def load_classifier(path: Path | None = None) -> Classifier:
    """The classifier of a model file: the one named, else the user's active one, else the shipped one."""
    return Classifier(*load_model(find_model(path)))
