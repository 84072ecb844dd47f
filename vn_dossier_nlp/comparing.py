"""The submission against the other files of its dossier: what is enclosed, and what the files say differently.

``regulation`` compares folded texts; here its places become spans of files, and what OCR read badly is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.reading import Reading, span_of
from vn_dossier_nlp.regulation.case import Case
from vn_dossier_nlp.regulation.components import components
from vn_dossier_nlp.regulation.consistency import Contradiction, compare
from vn_dossier_nlp.regulation.pack import Pack
from vn_dossier_nlp.regulation.papers import Paper
from vn_dossier_nlp.schema import Enclosure, Mismatch, Span


@dataclass(frozen=True, slots=True)
class File:
    """A file as read and, where it gave a text, as understood."""

    reading: Reading
    submission: Submission | None
    role: str | None

    @property
    def path(self) -> str:
        """As the line names it."""
        return self.reading.source.path


@dataclass(frozen=True, slots=True)
class Compared:
    """A case that knows the other files, and what the line says of them."""

    case: Case
    enclosures: tuple[Enclosure, ...]
    mismatches: tuple[Mismatch, ...]


def compared(case: Case, own: File, others: Sequence[File], pack: Pack, limit: float) -> Compared:
    """``case`` against the other files. ``limit``: words that OCR read with less confidence contradict nothing."""
    papers = [Paper(file.path, file.role, file.submission) for file in others]
    asked = [row.kind for row in pack.enclosures if row.fits(case)]
    parts = components(case.submission, own.path, papers, asked)
    found = compare(case.submission, papers)
    files = {file.path: file for file in others}
    told = [(one, _mismatch(one, own, files)) for one in found.contradictions]
    told = [(one, mismatch) for one, mismatch in told if not _doubtful(mismatch, limit)]
    enclosures = tuple(
        Enclosure(row.kind, row.name, _span(own, row.place) if row.place else None, row.file, row.wanted_by)
        for row in parts.rows
    )
    kept = replace(found, contradictions=tuple(one for one, _ in told))
    return Compared(replace(case, enclosures=parts, mismatches=kept), enclosures, tuple(one for _, one in told))


def _mismatch(one: Contradiction, own: File, files: dict[str, File]) -> Mismatch:
    return Mismatch(one.kind, _span(own, one.here), _span(files[one.file] if one.file else own, one.there))


def _span(file: File, place: tuple[int, int]) -> Span:
    if file.reading.document is None or file.submission is None:
        raise ValueError("a place in a file that was not read")
    return span_of(file.reading.document, *file.submission.folded.raw(*place))


def _doubtful(mismatch: Mismatch, limit: float) -> bool:
    """Whether OCR may have made the difference: below the limit, and for names at all, since it loses marks."""
    sure = list(_confidences(mismatch))
    return any(value < limit for value in sure) or (mismatch.kind == "name" and bool(sure))


def _confidences(mismatch: Mismatch) -> Iterator[float]:
    for span in (mismatch.here, mismatch.there):
        if span.ocr_confidence is not None:
            yield span.ocr_confidence
