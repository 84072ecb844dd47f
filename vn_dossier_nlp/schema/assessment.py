"""An assessment: all that is said of one dossier, one line of output."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from vn_dossier_nlp.schema.citation import Citation
from vn_dossier_nlp.schema.document import Outcome, SourceFile
from vn_dossier_nlp.schema.enclosure import Enclosure, Mismatch
from vn_dossier_nlp.schema.masthead import Masthead
from vn_dossier_nlp.schema.opinion import Opinion
from vn_dossier_nlp.schema.proposal import Proposal
from vn_dossier_nlp.schema.span import Span


class Status(StrEnum):
    """The result of one requirement."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"


class Verdict(StrEnum):
    """What the tool proposes; an officer decides."""

    PASS = "pass"
    SUPPLEMENT = "supplement"
    TRANSFER = "transfer"
    RETURN = "return"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one requirement, with the text that it rests on or the zone that was searched."""

    requirement: str  # "authority_basis"
    status: Status
    codes: tuple[str, ...]  # of the requirement: "R01"
    evidence: tuple[Span, ...]
    zone: str | None  # the zone that was searched, for a finding of absence
    severity: str  # return | supplement | transfer | flag | block, from the pack
    source: str  # legal source, from the pack
    confidence: float  # 0..1, of the check
    why: str | None = None  # code of what the status rests on, "subject_only"; its words are in ``words/``


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the verdict or the word on vagueness is what it is: a code with its values and its place."""

    code: str
    slots: dict[str, str | float] = field(default_factory=dict)
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    """Size of the main submission."""

    characters: int
    sentences: int
    readability: float | None = None  # syllables a sentence; None without a sentence
    minhash: tuple[int, ...] | None = None  # 64 numbers, by language/minhash.py


@dataclass(frozen=True, slots=True)
class Versions:
    """What made the line; part of the key under which a result may be reused."""

    program: str
    schema: str
    model: str | None
    pack: str | None
    registry: str | None = None
    ocr: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """One dossier. Where nothing could be read: verdict, generic and probability None, the rest empty."""

    dossier_id: str
    path: str
    outcome: Outcome
    files: tuple[SourceFile, ...]
    versions: Versions
    purpose: str | None = None
    purpose_evidence: tuple[Span, ...] = ()
    addressee: str | None = None
    addressee_evidence: tuple[Span, ...] = ()
    masthead: Masthead | None = None
    sender_id: str | None = None
    province_id: str | None = None
    field: str | None = None
    document_date: str | None = None
    received_at: str | None = None
    verdict: Verdict | None = None
    generic: str | None = None  # yes | unsure | no
    generic_probability: float | None = None
    requirements: tuple[Finding, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    citations: tuple[Citation, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    reasons: tuple[Reason, ...] = ()
    stats: Stats | None = None
