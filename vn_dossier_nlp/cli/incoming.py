"""Submissions as they come in, read for labelling and for drift: what ``suggest`` and ``drift`` share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vn_dossier_nlp.cli.options import with_progress
from vn_dossier_nlp.words import say

if TYPE_CHECKING:
    from vn_dossier_nlp.assess import Options
    from vn_dossier_nlp.extraction.submission import Submission
    from vn_dossier_nlp.schema import Assessment
    from vn_dossier_nlp.vagueness.corpus import Example
    from vn_dossier_nlp.vagueness.model import Row


@dataclass(frozen=True, slots=True)
class Incoming:
    """One dossier; ``sub`` and ``row`` are None where it was not read or is no submission."""

    assessment: Assessment
    sub: Submission | None
    row: Row | None


def read_incoming(paths: Sequence[str], options: Options, jobs: int, lang: str) -> list[Incoming]:
    """Every dossier under ``paths``. A secret one gives no text."""
    from vn_dossier_nlp.batch import score_batch
    from vn_dossier_nlp.reading import find_dossiers

    dossiers = list(find_dossiers(paths))
    title = say("cli.reading", lang, count=len(dossiers))
    return [
        Incoming(one.assessment, *_understood(one.text if one.assessment.generic else None))
        for one in with_progress(score_batch(dossiers, options, jobs), len(dossiers), title)
    ]


def read_labelled(folders: Sequence[Path], lang: str) -> list[tuple[Example, Submission, Row]]:
    """The labelled submissions of some folders."""
    from vn_dossier_nlp.vagueness.corpus import load_corpus

    examples = [example for folder in folders for example in load_corpus(folder)]
    found = []
    for example in with_progress(examples, len(examples), say("cli.reading", lang, count=len(examples))):
        sub, row = _understood(example.text)
        assert sub is not None
        assert row is not None
        found.append((example, sub, row))
    return found


def same_matters(texts: dict[str, str]) -> Iterator[tuple[str, str, float]]:
    """Pairs of texts of which a good part stands in both, with that part."""
    from vn_dossier_nlp.corpus.likeness import MOST, alike

    for pair in alike(texts, {name: name for name in texts}):
        if pair.share > MOST:
            yield pair.one, pair.other, pair.share


def _understood(text: str | None) -> tuple[Submission | None, Row | None]:
    from vn_dossier_nlp.extraction import load
    from vn_dossier_nlp.extraction.asked import read_asked
    from vn_dossier_nlp.extraction.submission import understand
    from vn_dossier_nlp.vagueness.dataset import row_of

    if text is None:
        return None, None
    sub = understand(load()(text))
    return sub, row_of(read_asked(sub))
