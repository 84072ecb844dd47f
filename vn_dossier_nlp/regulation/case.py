"""A case: a submission with what all checks share, and the result of one check."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.extraction.requests import Request
from vn_dossier_nlp.extraction.stretches import Stretches
from vn_dossier_nlp.extraction.submission import Submission, once
from vn_dossier_nlp.language.finder import Index
from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.language.sentences import Sentence
from vn_dossier_nlp.regulation.components import Components
from vn_dossier_nlp.regulation.consistency import Comparison
from vn_dossier_nlp.regulation.cues import cue_index
from vn_dossier_nlp.schema import Citation, Status, ZoneKind

Place = tuple[int, int]
"""Offsets into the folded text of the submission."""

_DEPARTMENT = re.compile(
    r"(?:so|thanh tra tinh|thanh tra thanh pho|cong an tinh|"
    r"cong an thanh pho|bo chi huy|ban dan toc|ban ton giao|ban thi dua|cuc|van phong|hoi dong tham dinh|"
    r"ban quan ly (?:cac )?khu (?:kinh te|cong nghiep|che xuat|cong nghe))\b"
)
_ABOVE = re.compile(r"^(?:ubnd|uy ban nhan dan) [^-]{3,40} [-–] (?=so |ban |cuc |thanh tra )")
_QUOTED = re.compile(r"[“\"][^”\"]{0,1500}[”\"]")
_PRIVATE = re.compile(r"(?:cong ty|hoi|hiep hoi|lien doan|lien hiep|hop tac xa|quy|tap doan|cau lac bo)\b")


@dataclass(frozen=True, slots=True)
class Case:
    """What a check is given. Offsets are of the folded text."""

    submission: Submission
    purpose: str
    addressee: str
    attachments: tuple[str, ...] = ()  # names of the other files of the dossier
    citations: tuple[Citation, ...] = ()  # resolved; one a mention, in the order of submission.mentions
    pages: int | None = None  # that the text fills up to its signature; None for formats without pages
    enclosures: Components = Components()  # the papers that the text names, against the other files
    mismatches: Comparison = Comparison()  # what the files say differently

    @property
    def text(self) -> str:
        """The folded text of the submission."""
        return self.submission.text

    @property
    def sender(self) -> str:
        """What kind of body submits: department | committee | private | unit."""
        return _sender(self.submission)

    def body(self) -> Place:
        """The span between the head and the signature block."""
        return self.submission.main_text()

    def zone(self, kind: ZoneKind) -> Place:
        """The span of a zone; an empty one at the end of the text where the document has none."""
        return self.submission.layout.zone(kind) or (len(self.text), len(self.text))

    def shown(self, words: str | None, place: Place) -> tuple[Place, ...]:
        """Where words of the head or the signature stand in ``place``, whatever white space or cell edge parts them."""
        pieces = [re.escape(piece) for piece in (words or "").split()]
        match = re.compile(r"[\s|]{1,40}".join(pieces)).search(self.text, *place) if pieces else None
        return (match.span(),) if match else ()

    def has_file(self, words: str) -> bool:
        """Whether another file of the dossier is named by ``words``, given without marks: "tom tat"."""
        return any(words in " ".join(re.split(r"[_\W]+", skeleton(name))) for name in self.attachments)

    def find(self, name: str, place: Place | None = None) -> Iterator[re.Match[str]]:
        """The occurrences of a cue in the main text, or in ``place``."""
        start, end = place or self.body()
        return _cues(self.submission).finditer(name, start, end)

    def first(self, name: str, place: Place | None = None) -> Place | None:
        """The first occurrence of a cue."""
        match = next(self.find(name, place), None)
        return match.span() if match else None

    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the main text."""
        return self.submission.sentences

    def sentence_at(self, offset: int) -> Place:
        """The sentence that holds an offset; the offset itself where none does."""
        sentences = self.submission.sentences
        index = bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1
        if index >= 0 and offset < sentences[index].end:
            return sentences[index].start, sentences[index].end
        return offset, min(offset + 1, len(self.text))

    def asked(self) -> list[Request]:
        """The requests that are more than a closing formula."""
        return [request for request in self.submission.requests if not request.formula]

    def inside_request(self, offset: int) -> bool:
        """Whether an offset lies in a request clause."""
        return any(request.start <= offset < request.end for request in self.submission.requests)

    def quoted(self, offset: int) -> bool:
        """Whether an offset lies in a quotation: the words of a provision, not of the submitter."""
        return _quotations(self.submission).hold(offset)

    def mentions(self, place: Place | None = None) -> list[Mention]:
        """The citations in the main text, or in ``place``."""
        start, end = place or self.body()
        return [mention for mention in self.submission.mentions if start <= mention.start < end]


@once
def _cues(sub: Submission) -> Index:
    return cue_index(sub.text)


@once
def _sender(sub: Submission) -> str:
    issuer = _ABOVE.sub("", skeleton(sub.masthead.issuer or ""))
    if _DEPARTMENT.match(issuer):
        return "department"
    if issuer.startswith(("ubnd", "uy ban nhan dan", "chu tich")):
        return "committee"
    return "private" if _PRIVATE.match(issuer) else "unit"


@once
def _quotations(sub: Submission) -> Stretches:
    """The quotations behind their first marks."""
    return Stretches((quote.start() + 1, quote.end()) for quote in _QUOTED.finditer(sub.text))


@dataclass(frozen=True, slots=True)
class Result:
    """What a check says: evidence as places in the folded text, or the zone that was searched."""

    status: Status
    evidence: tuple[Place, ...] = ()
    zone: str | None = None
    confidence: float = 0.8
    why: str | None = None  # code of what the status rests on


def met(*evidence: Place, confidence: float = 0.8, why: str | None = None) -> Result:
    """The requirement is met, shown by ``evidence``."""
    return Result(Status.MET, tuple(evidence), None, confidence, why)


def not_met(*evidence: Place, zone: str = "main", confidence: float = 0.7, why: str | None = None) -> Result:
    """The requirement is not met: the weak place, or nothing found in ``zone``."""
    return Result(Status.NOT_MET, tuple(evidence), zone, confidence, why)


def not_applicable(*evidence: Place, confidence: float = 0.7, why: str | None = None) -> Result:
    """The requirement does not apply."""
    return Result(Status.NOT_APPLICABLE, tuple(evidence), None, confidence, why)


def cannot_tell(*evidence: Place, zone: str = "main", confidence: float = 0.5, why: str | None = None) -> Result:
    """The text does not tell."""
    return Result(Status.CANNOT_TELL, tuple(evidence), zone, confidence, why)
