"""From examples to rows: each text is read once and its row kept; the cheap figures of the baseline are taken on the
way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from vn_dossier_nlp.extraction import load
from vn_dossier_nlp.extraction.asked import Asked, read_asked
from vn_dossier_nlp.extraction.submission import understand
from vn_dossier_nlp.vagueness.cache import FeatureCache, Made
from vn_dossier_nlp.vagueness.corpus import Example
from vn_dossier_nlp.vagueness.features import features
from vn_dossier_nlp.vagueness.model import Row
from vn_dossier_nlp.vagueness.shortcuts import cheap_figures
from vn_dossier_nlp.vagueness.wordbag import bag

Progress = Callable[[int, int], None]
_PROCESSES = 2
_MANY = 40  # texts from which starting two processes is worth its seconds
_PART = 6  # texts that a process takes at a time


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
        """What may not stand on both sides of a split: "matter", "field" or "sender"."""
        return [str(getattr(example, by)) for example in self.examples]


def row_of(reading: Asked) -> Row:
    """What the model sees of a reading."""
    return Row(tuple(features(reading).values()), bag(reading))


def build(examples: Sequence[Example], progress: Progress | None = None, kept: FeatureCache | None = None) -> Dataset:
    """The rows of all texts: those in the cache from there, the others read by two processes where they are many.

    ``progress(done, all)`` is called as they come. Each row is kept as soon as it is made: a run that was stopped finds
    it again.
    """
    kept = kept or FeatureCache()
    made = [kept.get(example) for example in examples]
    missing = [number for number, found in enumerate(made) if found is None]
    done = len(examples) - len(missing)
    for number, found in zip(missing, _read([examples[number] for number in missing], kept), strict=True):
        made[number] = found
        done += 1
        if progress:
            progress(done, len(examples))
    if missing:
        kept.shrink()
    rows = [found for found in made if found is not None]
    return Dataset(tuple(examples), tuple(row for row, _ in rows), tuple(cheap for _, cheap in rows))


def _read(examples: Sequence[Example], kept: FeatureCache) -> Iterator[Made]:
    """The rows of texts in their order."""
    if len(examples) < _MANY:
        yield from (_row(example, kept) for example in examples)
        return
    import joblib

    parts = [examples[start : start + _PART] for start in range(0, len(examples), _PART)]
    run = joblib.Parallel(n_jobs=min(_PROCESSES, joblib.cpu_count()), return_as="generator")
    for found in run(joblib.delayed(_rows)(part, kept) for part in parts):
        yield from found


def _rows(examples: Sequence[Example], kept: FeatureCache) -> list[Made]:
    return [_row(example, kept) for example in examples]


def _row(example: Example, kept: FeatureCache) -> Made:
    sub = understand(load()(example.text))
    found = row_of(read_asked(sub)), cheap_figures(sub, example)
    kept.put(example, found)
    return found
