"""A dossier as its page shows it: codes turned to words, spans to quotes with links into the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from vn_dossier_nlp.reports.enclosures import Part, parts
from vn_dossier_nlp.reports.marks import TextMarks, document_name, main_file, proposal_word
from vn_dossier_nlp.reports.packwords import BY_HAND, NOTHING, Pack, source_in
from vn_dossier_nlp.reports.phrases import (
    change_sentence,
    contribution,
    cure_for,
    date,
    feature_name,
    finding_sentence,
    is_change,
    is_feature,
    opinion_letter,
    opinion_notes,
    opinion_view,
    ordered,
    percent,
    place,
    reason_sentence,
    requirement_name,
    shown_reasons,
    waiver_note,
)
from vn_dossier_nlp.reports.sheet import document_number
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.schema import Assessment, Citation, Finding, Masthead, Opinion, Proposal, Slots, Span, Status
from vn_dossier_nlp.words import label, say

Fact = tuple[str, str | None]
"""A heading and its value; None is shown as a blank."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a file: ``href`` leads to them in the text, ``note`` says where else they stand."""

    text: str
    href: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One requirement with everything that an officer needs to check it."""

    name: str
    status: str
    severity: str
    codes: tuple[str, ...]
    told: str | None  # what was found, in a sentence; why it was not asked
    quotes: tuple[Quote, ...]
    zone: str | None
    rule: str | None
    source: str
    cure: str | None
    confidence: str


@dataclass(frozen=True, slots=True)
class RequestCard:
    """One request with its slots, the empty ones among them."""

    quote: Quote
    word: str
    kind: str  # specific | open | formula
    slots: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class CitationRow:
    """One citation."""

    name: str
    pins: str
    date: str | None
    status: str | None
    role: str | None
    itself: bool
    quote: Quote


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """What one body was asked and said, in words."""

    body: str
    notes: tuple[str, ...]  # that it appraises, that it is not named
    letter: str | None
    view: str
    taken_up: str | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class PartRow:
    """One paper of the dossier with a link to where the text names it."""

    part: Part
    href: str | None


@dataclass(frozen=True, slots=True)
class MismatchRow:
    """Two places that say different things."""

    matter: str
    here: Quote
    there: Quote


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason or one feature; ``value`` is what a feature added."""

    sentence: str
    quote: Quote | None
    value: float | None = None


class DossierView:
    """Turns the records of one assessment into what its page shows."""

    def __init__(self, assessment: Assessment, marks: TextMarks, lang: str, pack: Pack) -> None:
        self._one = assessment
        self._marks = marks
        self._lang = lang
        self._pack = pack
        self._file = main_file(assessment)

    def facts(self) -> list[Fact]:
        """Who asks whom, when, about what."""
        one, head, lang = self._one, self._one.masthead or Masthead(), self._lang
        addressee = label("addressee", one.addressee, lang) if one.addressee else None
        signer = " ".join(part for part in (head.signing_mark, head.signer_role) if part)
        shown: list[Fact] = [
            ("fact_sender", " – ".join(part for part in (head.parent, head.issuer) if part) or None),
            ("fact_number", document_number(head)),
            ("fact_date", date(one.document_date or head.date, lang)),
            ("fact_to", "; ".join(head.addressees) or None),
            ("fact_purpose", label("purpose", one.purpose, lang) if one.purpose else None),
            ("fact_addressee", addressee),
            ("fact_signer", signer or None),
        ]
        optional: list[Fact] = [
            ("fact_received", date(one.received_at, lang)),
            ("fact_field", label("policy_field", one.field, lang) if one.field else None),
        ]
        shown += [fact for fact in optional if fact[1]]
        return [(say(f"page.{key}", lang), value) for key, value in shown]

    def findings(self, *statuses: Status) -> list[FindingCard]:
        """The requirements of some statuses, the gravest first."""
        return [self._finding(one) for one in ordered(self._one.requirements) if one.status in statuses]

    def requests(self) -> list[RequestCard]:
        """What is asked, in the order of the text."""
        return [self._request(proposal) for proposal in self._one.proposals]

    def citations(self) -> list[CitationRow]:
        """What is cited, in the order of the text."""
        return [self._citation(citation) for citation in self._one.citations]

    def opinions(self) -> list[OpinionLine]:
        """What other bodies were asked and said, in the order of the text."""
        return [self._opinion(opinion) for opinion in self._one.opinions]

    def parts(self) -> list[PartRow]:
        """The papers that the text names and those that are there."""
        return [
            PartRow(part, self._marks.link(part.span) if part.span else None) for part in parts(self._one, self._lang)
        ]

    def mismatches(self) -> list[MismatchRow]:
        """The places that contradict each other."""
        matter = [label("mismatch", one.kind, self._lang) for one in self._one.mismatches]
        return [
            MismatchRow(name, self._quote(one.here, 240), self._quote(one.there, 240))
            for name, one in zip(matter, self._one.mismatches, strict=True)
        ]

    def reasons(self) -> list[ReasonRow]:
        """Why the verdict is what it is."""
        return [
            ReasonRow(reason_sentence(reason, self._one, self._lang, self._pack), self._maybe(reason.span))
            for reason in shown_reasons(self._one)
            if not is_change(reason)
        ]

    def change(self) -> str | None:
        """What would change the word on vagueness, as far as the model weighs it."""
        return change_sentence(self._one, self._lang, self._pack)

    def features(self) -> list[ReasonRow]:
        """What moved the classifier."""
        return [
            ReasonRow(feature_name(reason, self._lang), self._maybe(reason.span), contribution(reason))
            for reason in self._one.reasons
            if is_feature(reason)
        ]

    def left_to_person(self) -> list[tuple[str, str]]:
        """The requirements that no check looked at, each with its reason."""
        return [
            (requirement_name(requirement, self._lang, self._pack), words.note_in(self._lang) or "")
            for requirement, words in self._pack.items()
            if words.automation in BY_HAND
        ]

    def _maybe(self, span: Span | None) -> Quote | None:
        return None if span is None else self._quote(span)

    def _quote(self, span: Span, limit: int = 600) -> Quote:
        elsewhere = span.file != self._file
        note = say("page.in_file", self._lang, file=span.file) if elsewhere else place(span, self._lang)
        return Quote(one_line(span.text, limit), self._marks.link(span), note)

    def _quotes(self, spans: Iterable[Span]) -> tuple[Quote, ...]:
        return tuple(self._quote(span) for span in spans)

    def _finding(self, finding: Finding) -> FindingCard:
        words = self._pack.get(finding.requirement, NOTHING)
        failed = finding.status is Status.NOT_MET
        searched = finding.zone if finding.zone and not finding.evidence else None
        return FindingCard(
            requirement_name(finding.requirement, self._lang, self._pack),
            str(finding.status),
            label("severity", finding.severity, self._lang) if failed else "",
            finding.codes,
            finding_sentence(finding, self._lang) or waiver_note(finding, self._one, self._pack, self._lang),
            self._quotes(finding.evidence),
            label("zone", searched, self._lang) if searched else None,
            words.quote,
            source_in(words, finding.source, self._lang),
            cure_for(finding, self._pack, self._lang) if failed else None,
            percent(finding.confidence, self._lang),
        )

    def _request(self, proposal: Proposal) -> RequestCard:
        asked_of = label("addressee", proposal.asked_of, self._lang) if proposal.asked_of else None
        values = {"act": proposal.act, "object": proposal.object, "asked_of": asked_of}
        values |= {field.name: getattr(proposal.slots, field.name) for field in fields(Slots)}
        kind = "formula" if proposal.formula else "specific" if proposal.specific else "open"
        slots = tuple((label("slot", name, self._lang), value or None) for name, value in values.items())
        return RequestCard(self._quote(proposal.span), proposal_word(proposal, self._lang), kind, slots)

    def _opinion(self, opinion: Opinion) -> OpinionLine:
        notes = opinion_notes(opinion, self._lang)
        taken_up = label("taken_up", opinion.taken_up, self._lang) if opinion.taken_up else None
        return OpinionLine(
            one_line(opinion.body, 160),
            notes,
            opinion_letter(opinion, self._lang),
            opinion_view(opinion, self._lang),
            taken_up,
            self._quote(opinion.span, 320),
        )

    def _citation(self, citation: Citation) -> CitationRow:
        return CitationRow(
            document_name(citation),
            ", ".join(citation.pins),
            date(citation.date, self._lang),
            label("in_force", citation.status_on_date, self._lang) if citation.status_on_date else None,
            label("citation_role", citation.role, self._lang) if citation.role else None,
            citation.self_reference,
            self._quote(citation.span, 160),
        )
