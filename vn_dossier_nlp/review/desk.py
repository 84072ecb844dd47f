"""One dossier on an officer's desk: what the register holds, what the tool found, the text, the earlier returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.batch.packs import words_of
from vn_dossier_nlp.register.flow import flow
from vn_dossier_nlp.register.records import Correction, Dossier, Event, Return
from vn_dossier_nlp.register.register import Register
from vn_dossier_nlp.reports.dossier_view import DossierView
from vn_dossier_nlp.reports.highlights import Mark, Segment, segments
from vn_dossier_nlp.reports.lines import from_line
from vn_dossier_nlp.reports.marks import TextMarks
from vn_dossier_nlp.reports.packwords import PackWords
from vn_dossier_nlp.review.sources import Source, source_of
from vn_dossier_nlp.schema import Assessment
from vn_dossier_nlp.settings import load_settings

PART = 60_000  # code points of a text shown at once: a browser must stay quick on ten megabytes
DECISIONS = {"pass": "examine", "supplement": "supplement", "transfer": "transfer", "return": "return"}
"""What an officer can decide, with the action of the register that it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a long text; ``start`` counts code points of the whole."""

    number: int
    parts: int
    start: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the page of a dossier shows. ``assessment`` None: received by hand, or purged."""

    dossier: Dossier
    assessment: Assessment | None
    source: Source
    words: Mapping[str, PackWords]
    events: tuple[Event, ...]
    returns: tuple[tuple[Dossier, Return], ...]  # of this and the earlier submissions of the matter
    matter: tuple[Dossier, ...]
    corrections: tuple[Correction, ...]

    def view(self, lang: str) -> DossierView | None:
        """The cards of findings, requests, citations ..."""
        if self.assessment is None:
            return None
        return DossierView(self.assessment, self._marks(lang), lang, self.words)

    def part(self, number: int, lang: str) -> Part | None:
        """One stretch of the text with its highlights."""
        if not self.source.text:
            return None
        text = self.source.text
        parts = -(-len(text) // PART)
        number = min(max(1, number), parts)
        start = (number - 1) * PART
        marks = self._marks(lang).marks if self.assessment else []
        shown = [
            Mark(max(one.start - start, 0), min(one.end - start, PART), one.kind, one.anchor, one.title)
            for one in marks
            if one.start < start + PART and one.end > start
        ]
        return Part(number, parts, start, tuple(segments(text[start : start + PART], shown)))

    @property
    def pages(self) -> int:
        """How many pages of the submission can be shown as pictures."""
        if self.source.file is None or self.assessment is None:
            return 0
        spans = [span.page for finding in self.assessment.requirements for span in finding.evidence]
        spans += [one.span.page for one in self.assessment.citations]
        spans += [one.span.page for one in self.assessment.proposals]
        return max((page for page in spans if page), default=1)

    @property
    def proposed(self) -> str | None:
        """The decision that the tool proposes, where it is one that an officer can take."""
        return self.dossier.verdict if self.dossier.verdict in DECISIONS else None

    @property
    def decisions(self) -> tuple[str, ...]:
        """What can be decided in the present state."""
        allowed = flow().allowed(self.dossier.state)
        return tuple(code for code, action in DECISIONS.items() if action in allowed)

    def _marks(self, lang: str) -> TextMarks:
        assert self.assessment is not None
        return TextMarks(self.assessment, self.source.text, lang, self.words)


def desk(register: Register, key: int, folders: tuple[Path, ...]) -> Desk:
    """The dossier ``key`` as its page shows it. Raises RegisterError where there is none."""
    one, line = register.dossier(key), register.line(key)
    assessment = from_line(line) if line else None
    matter = register.matter(key)
    returns = [(each, back) for each in matter for back in register.returns(each.id)]
    return Desk(
        one,
        assessment,
        source_of(assessment, folders) if assessment else Source(None, None, "not_scored"),
        words_of(assessment, Options(settings=load_settings())) if assessment and assessment.versions.pack else {},
        register.events(key),
        tuple(returns),
        matter,
        register.corrections(key),
    )
