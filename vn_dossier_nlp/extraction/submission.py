"""A submission as understood: its text with layout, mentions and requests; what the checks and the features look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.extraction.requests import Request
from vn_dossier_nlp.language.folding import Folded
from vn_dossier_nlp.language.sentences import Sentence
from vn_dossier_nlp.schema import Masthead, ZoneKind
from vn_dossier_nlp.structure import Layout

if TYPE_CHECKING:
    from spacy.tokens import Doc

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Submission:
    """All offsets are of the folded text; ``folded.raw(start, end)`` gives those of the text as read."""

    raw: str
    folded: Folded
    layout: Layout
    mentions: tuple[Mention, ...]
    requests: tuple[Request, ...]
    known: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)  # see :func:`once`

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    @property
    def masthead(self) -> Masthead:
        """Issuer, number, date, addressees and the other fields of the head."""
        return self.layout.masthead

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences between the head and the signature block."""
        return self.layout.sentences

    def main_text(self) -> tuple[int, int]:
        """The span between the head and the signature block."""
        head = self.layout.zone(ZoneKind.MASTHEAD)
        tail = self.layout.zone(ZoneKind.RECIPIENTS)
        return head[1] if head else 0, tail[0] if tail else len(self.text)


def once(read: Callable[[Submission], Found]) -> Callable[[Submission], Found]:
    """What ``read`` says of a submission, worked out once and kept as long as the submission is."""

    @wraps(read)
    def kept(sub: Submission) -> Found:
        if read not in sub.known:
            sub.known[read] = read(sub)
        found: Found = sub.known[read]
        return found

    return kept


def understand(doc: Doc) -> Submission:
    """The submission behind a ``Doc`` of the pipeline."""
    own = doc._
    return Submission(own.raw, own.folded, own.layout, tuple(own.mentions), tuple(own.requests))
