"""The one way from a dossier to its assessment: read, understand, check, judge, decide.

The tool advises; an officer decides. Whatever goes wrong with one dossier becomes its outcome.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from vn_dossier_nlp import __version__
from vn_dossier_nlp.comparing import File, compared
from vn_dossier_nlp.errors import DossierError
from vn_dossier_nlp.extraction import load
from vn_dossier_nlp.extraction.citation_roles import roles_of as roles_of_mentions
from vn_dossier_nlp.extraction.field import field_of
from vn_dossier_nlp.extraction.issuers import issuer_after
from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.extraction.opinions import OpinionRow, find_opinions
from vn_dossier_nlp.extraction.province import province_of
from vn_dossier_nlp.extraction.requests import Request
from vn_dossier_nlp.extraction.short_names import short_names
from vn_dossier_nlp.extraction.submission import Submission, understand
from vn_dossier_nlp.grammar.tables import Province
from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.language.minhash import minhash
from vn_dossier_nlp.language.sentences import mean_length
from vn_dossier_nlp.law import registry_version, resolve
from vn_dossier_nlp.reading import (
    OFFICE_FORMATS,
    UNREADABLE_STAMP,
    DossierInput,
    Reading,
    ocr_version,
    office_version,
    read_files,
    span_of,
)
from vn_dossier_nlp.regulation.case import Case, Result
from vn_dossier_nlp.regulation.checks import CHECKS
from vn_dossier_nlp.regulation.pack import Pack, choose_pack, load_pack
from vn_dossier_nlp.regulation.purpose import NOT_A_SUBMISSION, find_addressee, find_purpose
from vn_dossier_nlp.regulation.rows import Requirement
from vn_dossier_nlp.regulation.verdict import Decision, decide
from vn_dossier_nlp.regulation.waivers import NOT_ASKED, waived
from vn_dossier_nlp.roles import Role, roles_of
from vn_dossier_nlp.schema import (
    SCHEMA_VERSION,
    Assessment,
    Citation,
    Document,
    Finding,
    Opinion,
    Outcome,
    Proposal,
    Reason,
    SourceFile,
    Span,
    Stats,
    Status,
    Verdict,
    Versions,
    ZoneKind,
)
from vn_dossier_nlp.settings import Settings
from vn_dossier_nlp.stopwatch import stage

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from vn_dossier_nlp.vagueness import Classifier, Judgement

Step = TypeVar("Step")
ToSpan = Callable[[int, int], Span]
"""From offsets of the folded text to a span of the file."""

_TOGETHER = 8  # dossiers that are judged together: what scikit-learn asks for a call is shared
_PATIENCE = 1.0  # seconds that a checked dossier waits for others
_DOUBTFUL_SHARE = 0.05  # a twentieth of the text: an article and its power fill about as much
_SHOWN_FEATURES = 5  # contributions that are given as reasons
_LEAST_MOVE = 0.01  # of the probability: less is not told in figures
_MORE_CLAUSES = 2  # deciding clauses that are told after the first


@dataclass(frozen=True, slots=True)
class Options:
    """What changes a result: part of the key under which one may be reused."""

    pack: str | None = None  # id or file; None: by issuer and date
    model: str | None = None  # file; None: active, else shipped
    settings: Settings = Settings()
    waived: tuple[tuple[str, str], ...] = ()  # requirement and an officer's reason not to ask for it


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment with the text that its spans point into; ``text`` is None where nothing was read."""

    assessment: Assessment
    text: str | None


@dataclass(frozen=True, slots=True)
class _Checked:
    """A dossier whose requirements are checked; the classifier's word is missing."""

    dossier: DossierInput
    described: Assessment
    case: Case
    pack: Pack
    document: Document
    not_asked: dict[str, Reason]
    findings: tuple[Finding, ...]

    def to_span(self, start: int, end: int) -> Span:
        """The span of the file for offsets of the folded text."""
        return span_of(self.document, *self.case.submission.folded.raw(start, end))


def assess(dossier: DossierInput, options: Options) -> Assessed:
    """The assessment of one dossier. Never raises for what a document holds."""
    (assessed,) = assess_many([dossier], options)
    return assessed


def assess_many(dossiers: Iterable[DossierInput], options: Options) -> Iterator[Assessed]:
    """The assessments of many, in their order: a few are read and checked, then judged together, then handed on."""
    waiting: list[Assessed | _Checked] = []
    since = monotonic()
    for dossier in dossiers:
        waiting.append(_guarded(dossier, partial(_checked, dossier, options)))
        if len(waiting) >= _TOGETHER or monotonic() - since > _PATIENCE:
            yield from _judged(waiting, options)
            waiting, since = [], monotonic()
    yield from _judged(waiting, options)


def _guarded(dossier: DossierInput, step: Callable[[], Step]) -> Step | Assessed:
    """What a step makes of a dossier, whatever goes wrong."""
    try:
        return step()
    except (KeyboardInterrupt, MemoryError, DossierError):
        raise  # a wrong pack or model is no fault of the document: the user must hear of it
    except Exception:
        # A fault of ours on a strange text: its message may quote the text, so it goes nowhere; the batch goes on.
        return lost(dossier, Outcome.CRASHED, "exception")


def _judged(waiting: Sequence[Assessed | _Checked], options: Options) -> Iterator[Assessed]:
    judgements = iter(_judgements([one.case.submission for one in waiting if isinstance(one, _Checked)], options))
    for one in waiting:
        if isinstance(one, Assessed):
            yield one
        elif (judgement := next(judgements)) is None:
            yield lost(one.dossier, Outcome.CRASHED, "exception")
        else:
            yield _guarded(one.dossier, partial(_decided, one, judgement, options))


def _judgements(submissions: Sequence[Submission], options: Options) -> Sequence[Judgement | None]:
    """The classifier's word on each; None where it trips over one."""
    if not submissions:
        return []
    classifier = classifier_of(options.model)
    with stage("vagueness"):
        try:
            return classifier.judge_many(submissions)
        except (MemoryError, DossierError):
            raise
        except Exception:
            if len(submissions) == 1:
                return [None]
    return [judgement for one in submissions for judgement in _judgements([one], options)]


def lost(dossier: DossierInput, outcome: Outcome, reason: str) -> Assessed:
    """The assessment of a dossier of which nothing is known but how it failed."""
    files = tuple(SourceFile(shown, None, None, outcome, reason) for shown in dossier.shown)
    return Assessed(_unread(dossier, files, outcome), None)


def _checked(dossier: DossierInput, options: Options) -> Assessed | _Checked:
    with stage("reading"):
        readings = [
            reading
            for path, shown in zip(dossier.files, dossier.shown, strict=True)
            for reading in read_files(path, shown, options.settings)
        ]
    if any(reading.source.outcome is Outcome.SECRET for reading in readings):
        files = tuple(replace(reading.source, sha256=None) for reading in readings)
        return Assessed(_unread(dossier, files, Outcome.SECRET), None)
    with stage("understanding"):
        understood = [(reading, _understood(reading, options)) for reading in readings]
        roles = roles_of(understood)
    files = tuple(_with_role(reading.source, role) for (reading, _), role in zip(understood, roles, strict=True))
    parts = [
        File(reading, submission, role.name if role else None)
        for (reading, submission), role in zip(understood, roles, strict=True)
    ]
    main = next((part for part in parts if part.role == "submission"), None)
    if main is None or main.submission is None or main.reading.document is None:
        return Assessed(_unread(dossier, files, _worst(files)), None)
    with stage("checks"):
        return _described(dossier, files, parts, main, main.reading.document, main.submission, options)


def _understood(reading: Reading, options: Options) -> Submission | None:
    if reading.document is None:
        return None
    return understand(load()(reading.document.text))


def _with_role(source: SourceFile, role: Role | None) -> SourceFile:
    return source if role is None else replace(source, role=role.name, role_evidence=role.evidence)


def _worst(files: tuple[SourceFile, ...]) -> Outcome:
    """The outcome of a dossier of which no file gave a text: that of its first file."""
    return files[0].outcome if files else Outcome.MISSING


def _unread(dossier: DossierInput, files: tuple[SourceFile, ...], outcome: Outcome) -> Assessment:
    return Assessment(_identity(dossier, files), dossier.path, outcome, files, _versions(None))


def _identity(dossier: DossierInput, files: tuple[SourceFile, ...]) -> str:
    """Sixteen hex digits of the path and the contents."""
    parts = [dossier.path, *(file.sha256 or "" for file in files)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _office_of(parts: Sequence[File]) -> str | None:
    """LibreOffice shaped the text of some file: then its version belongs to what made the line."""
    shaped = any(part.reading.document and part.reading.document.format in OFFICE_FORMATS for part in parts)
    return office_version() if shaped else None


def _versions(pack: Pack | None, office: str | None = None) -> Versions:
    return Versions(
        program=__version__,
        schema=SCHEMA_VERSION,
        model=None,
        pack=pack.id if pack else None,
        registry=registry_version(),
        ocr=ocr_version(),
        office=office,
    )


@lru_cache(maxsize=4)
def classifier_of(model: str | None) -> Classifier:
    from vn_dossier_nlp.vagueness import load_classifier

    return load_classifier(Path(model) if model else None)


def _described(
    dossier: DossierInput,
    files: tuple[SourceFile, ...],
    parts: Sequence[File],
    main: File,
    document: Document,
    submission: Submission,
    options: Options,
) -> Assessed | _Checked:
    def to_span(start: int, end: int) -> Span:
        return span_of(document, *submission.folded.raw(start, end))

    purpose, addressee = find_purpose(submission), find_addressee(submission)
    province = province_of(submission)
    pack = _pack(submission, province, options)
    described = Assessment(
        dossier_id=_identity(dossier, files),
        path=dossier.path,
        outcome=main.reading.source.outcome,
        files=files,
        versions=_versions(pack, _office_of(parts)),
        purpose=purpose.value,
        purpose_evidence=tuple(to_span(*place) for place in purpose.evidence),
        addressee=addressee.value,
        addressee_evidence=tuple(to_span(*place) for place in addressee.evidence),
        masthead=submission.masthead,
        sender_id=_sender(submission, province),
        province_id=province.code if province else None,
        field=field_of(submission.masthead),
        document_date=submission.masthead.date,
        proposals=tuple(_proposal(request, to_span) for request in submission.requests),
        citations=_citations(
            submission.text,
            submission.mentions,
            submission.layout.zone(ZoneKind.LEGAL_BASES),
            to_span,
            submission.masthead.date,
        ),
        stats=_stats(document, submission),
    )
    if purpose.value == NOT_A_SUBMISSION:
        return Assessed(described, document.text)
    described = replace(described, opinions=tuple(_opinion(row, to_span) for row in find_opinions(submission)))
    case = Case(
        submission,
        purpose.value,
        addressee.value,
        tuple(file.path for file in files if file.role != "submission"),
        citations=described.citations,
        pages=_pages_of(document, submission),
    )
    others = [part for part in parts if part is not main]
    found = compared(case, main, others, pack, options.settings.ocr_confidence)
    described = replace(described, enclosures=found.enclosures, mismatches=found.mismatches)
    not_asked = waived(pack, found.case, dict(options.waived))
    findings = tuple(
        _finding(row, NOT_ASKED if row.id in not_asked else CHECKS[row.check](found.case), to_span)
        for row in pack.checked
    )
    return _Checked(dossier, described, found.case, pack, document, not_asked, findings)


def _pack(submission: Submission, province: Province | None, options: Options) -> Pack:
    """The pack that was named, else by the head of the document; with its rows as of the document's date."""
    head = submission.masthead
    if options.pack:
        return load_pack(options.pack, options.settings).on(head.date)
    bodies = (head.parent, head.issuer, *head.addressees)
    chosen = choose_pack(province.name if province else None, head.date, bodies, options.settings)
    return chosen.on(head.date)


def _pages_of(document: Document, submission: Submission) -> int | None:
    """How many pages the text fills up to its signature: what follows in the same file is another document."""
    _, end = submission.folded.raw(*submission.main_text())
    return sum(page.start < end for page in document.pages) or None


def _decided(checked: _Checked, judgement: Judgement, options: Options) -> Assessed:
    """The verdict, by the pack's table, with what it rests on."""
    described, document, limit = checked.described, checked.document, options.settings.ocr_confidence
    decision = decide(checked.pack, checked.findings, judgement.generic)
    doubtful = _doubtful_share(document, limit)
    decision, doubt = _without_doubtful_return(decision, judgement, checked.to_span, limit, doubtful)
    if decision.verdict is Verdict.RETURN and described.outcome is Outcome.PARTLY_READ:
        # What seems to be missing may stand in the part that was not read.
        decision, doubt = replace(decision, verdict=Verdict.REVIEW), (*doubt, Reason("partly_read"))
    if any(file.reason == UNREADABLE_STAMP for file in described.files):
        # It may be a secrecy mark, in any file of the dossier: a person must look before anything else is done.
        decision, doubt = replace(decision, verdict=Verdict.REVIEW), (*doubt, Reason(UNREADABLE_STAMP))
    reasons = (*doubt, *_reasons(checked.case, decision, judgement, checked.to_span), *checked.not_asked.values())
    assessment = replace(
        described,
        versions=replace(described.versions, model=classifier_of(options.model).version),
        verdict=decision.verdict,
        generic=judgement.generic,
        generic_probability=round(judgement.probability, 4),
        requirements=checked.findings,
        reasons=reasons,
    )
    return Assessed(assessment, document.text)


def _finding(row: Requirement, result: Result, to_span: ToSpan) -> Finding:
    evidence = tuple(to_span(*place) for place in result.evidence)
    zone = result.zone if result.status in (Status.NOT_MET, Status.CANNOT_TELL) else None
    return Finding(
        row.id, result.status, row.codes, evidence, zone, row.severity, row.source, result.confidence, result.why
    )


def _without_doubtful_return(
    decision: Decision, judgement: Judgement, to_span: ToSpan, limit: float, doubtful: float
) -> tuple[Decision, tuple[Reason, ...]]:
    """A return never rests on a word that OCR read below the limit: then a person looks.

    What is found missing may stand in the doubtful words: absence counts only where few of them are.
    """
    if decision.verdict is not Verdict.RETURN:
        return decision, ()
    spans = [span for finding in decision.findings for span in finding.evidence]
    spans += [to_span(span.start, span.end) for span in judgement.deciding] if decision.by_generic else []
    weak = [span for span in spans if span.ocr_confidence is not None and span.ocr_confidence < limit]
    if weak:
        reason = Reason("low_ocr_confidence", {"confidence": float(weak[0].ocr_confidence or 0.0)}, weak[0])
        return replace(decision, verdict=Verdict.REVIEW), (reason,)
    absent = any(not finding.evidence for finding in decision.findings)
    if absent and not decision.by_generic and doubtful > _DOUBTFUL_SHARE:
        return replace(decision, verdict=Verdict.REVIEW), (Reason("low_ocr_confidence", {"confidence": limit}),)
    return decision, ()


def _doubtful_share(document: Document, limit: float) -> float:
    """The share of the text that OCR read below the limit."""
    lines = [line for page in document.pages for line in page.lines if line.ocr_confidence is not None]
    weak = sum(word.end - word.start for line in lines for word in line.words if word.confidence < limit)
    weak += sum(line.end - line.start for line in lines if not line.words and (line.ocr_confidence or 0) < limit)
    return weak / max(1, len(document.text))


def _reasons(case: Case, decision: Decision, judgement: Judgement, to_span: ToSpan) -> tuple[Reason, ...]:
    """Why the verdict is what it is, the strongest first: codes with their values and places."""
    reasons = list(_reasons_of_words(judgement, to_span)) if judgement.generic != "no" else []
    for finding in decision.findings:
        place = finding.evidence[0] if finding.evidence else None
        reasons.append(Reason("requirement_not_met", {"requirement": finding.requirement}, place))
    for machine in case.find("machine", (0, len(case.text))):
        reasons.append(Reason("instruction_to_machine", {}, to_span(*machine.span())))
    for part in judgement.telling()[:_SHOWN_FEATURES]:
        reasons.append(
            Reason(
                f"feature_{part.code}",
                {"value": round(part.value, 4), "contribution": round(part.log_odds, 4)},
            )
        )
    return tuple(reasons)


def _reasons_of_words(judgement: Judgement, to_span: ToSpan) -> Iterator[Reason]:
    """The deciding clauses with what they leave open and how much they move; what would change the word."""
    slots: dict[str, str | float] = {"probability": round(judgement.probability, 4)}
    first, *others = judgement.deciding or (None,)
    if judgement.missing:
        slots["missing"] = ",".join(judgement.missing)
    if first and first.move >= _LEAST_MOVE:
        slots["without"] = round(max(0.0, judgement.probability - first.move), 4)
    yield Reason(f"generic_{judgement.generic}", slots, to_span(first.start, first.end) if first else None)
    for clause in [clause for clause in others if clause and clause.missing and clause.move > 0][:_MORE_CLAUSES]:
        told: dict[str, str | float] = {"missing": ",".join(clause.missing)}
        if clause.move >= _LEAST_MOVE:
            told["move"] = round(clause.move, 4)
        yield Reason("deciding_clause", told, to_span(clause.start, clause.end))
    if change := judgement.would_change:
        code = "would_change" if change.enough else "would_lower"
        yield Reason(code, {"changes": ",".join(change.changes), "would_be": round(change.probability, 4)})


def _proposal(request: Request, to_span: ToSpan) -> Proposal:
    return Proposal(
        span=to_span(request.start, request.end),
        act=request.act,
        object=request.object,
        asked_of=request.asked_of,
        specific=request.specific,
        slots=request.slots,
        formula=request.formula,
    )


def _opinion(row: OpinionRow, to_span: ToSpan) -> Opinion:
    return Opinion(
        span=to_span(row.start, row.end),
        body=row.body,
        named=row.named,
        kind=row.kind,
        heard=row.heard,
        view=row.view,
        number=row.letter.number if row.letter else None,
        date=row.date,
        taken_up=row.taken_up,
    )


def _citation(mention: Mention, role: str | None, issuer: str | None, span: Span) -> Citation:
    return Citation(
        span=span,
        type=mention.type,
        number=mention.number,
        title=mention.title,
        date=mention.date,
        pins=mention.pins,
        self_reference=mention.self_reference,
        role=role,
        issuer=issuer,
    )


def citations_of(reading: Reading, on: str | None = None) -> tuple[Citation, ...]:
    """The citations of one file, by the same pipeline as :func:`assess`; valid or not on ``on``, else on its date."""
    if reading.document is None:
        return ()
    document = reading.document
    submission = understand(load()(document.text))

    def to_span(start: int, end: int) -> Span:
        return span_of(document, *submission.folded.raw(start, end))

    bases = submission.layout.zone(ZoneKind.LEGAL_BASES)
    return _citations(submission.text, submission.mentions, bases, to_span, on or submission.masthead.date)


def citations_of_doc(doc: Doc, on: str | None = None) -> tuple[Citation, ...]:
    """The resolved citations of a ``Doc`` of the pipeline; of the layout only what a component has read."""
    document, own = Document("", doc._.raw, "text"), doc._
    bases = own.layout.zone(ZoneKind.LEGAL_BASES) if own.layout else None

    def to_span(start: int, end: int) -> Span:
        return span_of(document, *own.folded.raw(start, end))

    return _citations(own.folded.text, own.mentions, bases, to_span, on)


def _citations(
    text: str, mentions: Sequence[Mention], bases: tuple[int, int] | None, to_span: ToSpan, on: str | None
) -> tuple[Citation, ...]:
    roles = roles_of_mentions(text, mentions, bases)
    found = [
        _citation(mention, role, issuer_after(text, mention.end), to_span(mention.start, mention.end))
        for mention, role in zip(mentions, roles, strict=True)
    ]
    return resolve(found, on, short_names(text, mentions))


def _stats(document: Document, submission: Submission) -> Stats:
    """Size of the document; sentence length and signature of the text between head and signature block."""
    start, end = submission.main_text()
    return Stats(
        characters=len(document.text),
        sentences=len(submission.sentences),
        readability=mean_length(submission.text, submission.sentences),
        minhash=minhash(submission.text[start:end]),
    )


def _sender(submission: Submission, province: Province | None) -> str | None:
    """A stable id of the sender: province and issuer without marks, "lam-dong/so-noi-vu"."""
    issuer = submission.masthead.issuer
    if not issuer:
        return None
    parts = [province.name if province else "", issuer]
    return "/".join("-".join(skeleton(part).replace("/", " ").split()) for part in parts if part)
