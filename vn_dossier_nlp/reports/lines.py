"""Lines of JSON: codes and values, the same under any language; the shape is ``schema/line.schema.json``."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from typing import Any

from vn_dossier_nlp.schema import (
    Assessment,
    Citation,
    Enclosure,
    Finding,
    Masthead,
    Mismatch,
    Opinion,
    Proposal,
    Reason,
    RoleEvidence,
    Slots,
    SourceFile,
    Span,
    Stats,
    Versions,
)

Line = dict[str, Any]

_SURROGATE = re.compile("[\ud800-\udfff]")


def to_line(assessment: Assessment) -> Line:
    """One dossier as one line, in the order of the contract."""
    return {
        "dossier_id": assessment.dossier_id,
        "path": assessment.path,
        "outcome": str(assessment.outcome),
        "files": [_file(file) for file in assessment.files],
        "purpose": assessment.purpose,
        "purpose_evidence": [_span(span) for span in assessment.purpose_evidence],
        "addressee": assessment.addressee,
        "addressee_evidence": [_span(span) for span in assessment.addressee_evidence],
        "masthead": None if assessment.masthead is None else _masthead(assessment.masthead),
        "sender_id": assessment.sender_id,
        "province_id": assessment.province_id,
        "field": assessment.field,
        "document_date": assessment.document_date,
        "received_at": assessment.received_at,
        "verdict": None if assessment.verdict is None else str(assessment.verdict),
        "generic": assessment.generic,
        "generic_probability": _rounded(assessment.generic_probability),
        "requirements": {finding.requirement: _finding(finding) for finding in assessment.requirements},
        "proposals": [_proposal(proposal) for proposal in assessment.proposals],
        "citations": [_citation(citation) for citation in assessment.citations],
        "opinions": [_opinion(opinion) for opinion in assessment.opinions],
        "enclosures": [_enclosure(enclosure) for enclosure in assessment.enclosures],
        "mismatches": [_mismatch(mismatch) for mismatch in assessment.mismatches],
        "reasons": [_reason(reason) for reason in assessment.reasons],
        "stats": None if assessment.stats is None else _stats(assessment.stats),
        "versions": _versions(assessment.versions),
    }


def cite_line(citation: Citation) -> Line:
    """One citation as one line of ``vn-dossier cite``."""
    span = citation.span
    return {"path": span.file, "start": span.start, "end": span.end, "text": span.text} | _cited(citation)


def dumps(line: Line) -> str:
    """A line as compact JSON in UTF-8 letters, without the line break."""
    text = json.dumps(line, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _span(span: Span) -> Line:
    return {
        "file": span.file,
        "start": span.start,
        "end": span.end,
        "text": span.text,
        "page": span.page,
        "box": None if span.box is None else [round(float(edge), 1) for edge in span.box],
        "ocr_confidence": _rounded(span.ocr_confidence),
    }


def _file(file: SourceFile) -> Line:
    return {
        "path": file.path,
        "sha256": file.sha256,
        "role": file.role,
        "role_evidence": _evidence(file.role_evidence),
        "outcome": str(file.outcome),
        "reason": file.reason,
    }


def _evidence(evidence: RoleEvidence | None) -> Line | None:
    if evidence is None:
        return None
    return {"code": evidence.code, "span": _span(evidence.span) if evidence.span else None}


def _masthead(masthead: Masthead) -> Line:
    line = {field.name: getattr(masthead, field.name) for field in fields(Masthead)}
    return line | {"addressees": list(masthead.addressees), "recipients": list(masthead.recipients)}


def _finding(finding: Finding) -> Line:
    return {
        "status": str(finding.status),
        "codes": list(finding.codes),
        "evidence": [_span(span) for span in finding.evidence],
        "zone": finding.zone,
        "severity": finding.severity,
        "source": finding.source,
        "confidence": _rounded(finding.confidence),
        "why": finding.why,
    }


def _proposal(proposal: Proposal) -> Line:
    return {
        "span": _span(proposal.span),
        "text": proposal.span.text,
        "act": proposal.act,
        "object": proposal.object,
        "asked_of": proposal.asked_of,
        "specific": proposal.specific,
        "slots": {field.name: getattr(proposal.slots, field.name) for field in fields(Slots)},
        "formula": proposal.formula,
    }


def _citation(citation: Citation) -> Line:
    return {"span": _span(citation.span), "text": citation.span.text} | _cited(citation)


def _cited(citation: Citation) -> Line:
    return {
        "type": citation.type,
        "number": citation.number,
        "title": citation.title,
        "date": citation.date,
        "pins": list(citation.pins),
        "self": citation.self_reference,
        "issuer": citation.issuer,
        "role": citation.role,
        "resolves_to": citation.resolves_to,
        "cluster": citation.cluster,
        "status_on_date": citation.status_on_date,
        "confidence": _rounded(citation.confidence),
        "candidates": list(citation.candidates),
        "did_you_mean": citation.did_you_mean,
        "contradictions": list(citation.contradictions),
    }


def _opinion(opinion: Opinion) -> Line:
    return {
        "span": _span(opinion.span),
        "body": opinion.body,
        "named": opinion.named,
        "kind": opinion.kind,
        "heard": str(opinion.heard),
        "view": None if opinion.view is None else str(opinion.view),
        "number": opinion.number,
        "date": opinion.date,
        "taken_up": opinion.taken_up,
    }


def _enclosure(enclosure: Enclosure) -> Line:
    return {
        "kind": enclosure.kind,
        "name": enclosure.name,
        "span": None if enclosure.span is None else _span(enclosure.span),
        "file": enclosure.file,
        "wanted_by": enclosure.wanted_by,
    }


def _mismatch(mismatch: Mismatch) -> Line:
    return {"kind": mismatch.kind, "here": _span(mismatch.here), "there": _span(mismatch.there)}


def _reason(reason: Reason) -> Line:
    slots = {key: round(value, 4) if isinstance(value, float) else value for key, value in reason.slots.items()}
    return {"code": reason.code, "slots": slots, "span": None if reason.span is None else _span(reason.span)}


def _stats(stats: Stats) -> Line:
    return {
        "characters": stats.characters,
        "sentences": stats.sentences,
        "readability": _rounded(stats.readability),
        "minhash": None if stats.minhash is None else [int(value) for value in stats.minhash],
    }


def _versions(versions: Versions) -> Line:
    return {field.name: getattr(versions, field.name) for field in fields(Versions)}


def _rounded(value: float | None) -> float | None:
    """Four places: the last digits of a probability differ between machines and mean nothing."""
    return None if value is None else round(float(value), 4)
