"""From examples to rows: each text is read once; the cheap figures of the baseline are taken on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vn_dossier_nlp.extraction import load
from vn_dossier_nlp.extraction.asked import Asked, read_asked
from vn_dossier_nlp.extraction.submission import understand
from vn_dossier_nlp.vagueness.corpus import Example
from vn_dossier_nlp.vagueness.features import features
from vn_dossier_nlp.vagueness.model import Row
from vn_dossier_nlp.vagueness.shortcuts import cheap_figures
from vn_dossier_nlp.vagueness.wordbag import bag

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Examples and what a model sees of them, in the same order."""

    examples: tuple[Example, ...]
    rows: tuple[Row, ...]
    cheap: tuple[tuple[float, ...], ...]  # the short cuts; for the baselines alone

    @property
    def labels(self) -> list[str]:
        """The labels."""
        return [example.label for example in self.examples]

    def groups(self, by: str) -> list[str]:
        """What may not stand on both sides of a split: "matter" or "field"."""
        return [example.field if by == "field" else example.matter for example in self.examples]


def row_of(reading: Asked) -> Row:
    """What the model sees of a reading."""
    return Row(tuple(features(reading).values()), bag(reading))


def build(examples: Sequence[Example], progress: Progress | None = None) -> Dataset:
    """Read every text. ``progress(done, all)`` is called after each."""
    nlp = load()
    rows, cheap = [], []
    for number, example in enumerate(examples, 1):
        sub = understand(nlp(example.text))
        rows.append(row_of(read_asked(sub)))
        cheap.append(cheap_figures(sub, example))
        if progress:
            progress(number, len(examples))
    return Dataset(tuple(examples), tuple(rows), tuple(cheap))
