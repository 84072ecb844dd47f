"""Lines of JSON: codes and values, the same under any language; the shape is ``schema/line.schema.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.schema import (
    SCHEMA_VERSION,
    Assessment,
    Citation,
    Enclosure,
    Finding,
    Heard,
    Masthead,
    Mismatch,
    Opinion,
    Outcome,
    Proposal,
    Reason,
    RoleEvidence,
    Slots,
    SourceFile,
    Span,
    Stats,
    Status,
    Verdict,
    Versions,
    View,
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


def from_line(line: Mapping[str, Any]) -> Assessment:
    """The assessment of a line: ``to_line(from_line(line)) == line`` for every line of this schema.

    Raises DataError where the line is not of this schema: another program or another version wrote it.
    """
    try:
        return _read_line(line)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(f"a line that is not of schema {SCHEMA_VERSION}: {type(error).__name__} {error}") from error


def _read_line(line: Mapping[str, Any]) -> Assessment:
    return Assessment(
        dossier_id=line["dossier_id"],
        path=line["path"],
        outcome=Outcome(line["outcome"]),
        files=tuple(map(_read_file, line["files"])),
        versions=Versions(**line["versions"]),
        purpose=line["purpose"],
        purpose_evidence=_read_spans(line["purpose_evidence"]),
        addressee=line["addressee"],
        addressee_evidence=_read_spans(line["addressee_evidence"]),
        masthead=None if line["masthead"] is None else _read_masthead(line["masthead"]),
        sender_id=line["sender_id"],
        province_id=line["province_id"],
        field=line["field"],
        document_date=line["document_date"],
        received_at=line["received_at"],
        verdict=None if line["verdict"] is None else Verdict(line["verdict"]),
        generic=line["generic"],
        generic_probability=line["generic_probability"],
        requirements=tuple(_read_finding(name, finding) for name, finding in line["requirements"].items()),
        proposals=tuple(map(_read_proposal, line["proposals"])),
        citations=tuple(map(_read_citation, line["citations"])),
        opinions=tuple(map(_read_opinion, line["opinions"])),
        enclosures=tuple(map(_read_enclosure, line["enclosures"])),
        mismatches=tuple(map(_read_mismatch, line["mismatches"])),
        reasons=tuple(map(_read_reason, line["reasons"])),
        stats=None if line["stats"] is None else _read_stats(line["stats"]),
    )


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


def _read_span(span: Mapping[str, Any]) -> Span:
    left_top_right_bottom = span["box"]
    return Span(**{**span, "box": None if left_top_right_bottom is None else tuple(left_top_right_bottom)})


def _read_maybe(span: Mapping[str, Any] | None) -> Span | None:
    return None if span is None else _read_span(span)


def _read_spans(spans: list[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple(map(_read_span, spans))


def _read_file(file: Mapping[str, Any]) -> SourceFile:
    told = file["role_evidence"]
    evidence = None if told is None else RoleEvidence(told["code"], _read_maybe(told["span"]))
    return SourceFile(**{**file, "outcome": Outcome(file["outcome"]), "role_evidence": evidence})


def _read_masthead(head: Mapping[str, Any]) -> Masthead:
    return Masthead(**{**head, "addressees": tuple(head["addressees"]), "recipients": tuple(head["recipients"])})


def _read_finding(requirement: str, finding: Mapping[str, Any]) -> Finding:
    read = {
        "status": Status(finding["status"]),
        "codes": tuple(finding["codes"]),
        "evidence": _read_spans(finding["evidence"]),
    }
    return Finding(requirement, **{**finding, **read})


def _read_proposal(proposal: Mapping[str, Any]) -> Proposal:
    rest = {key: value for key, value in proposal.items() if key != "text"}
    return Proposal(**{**rest, "span": _read_span(proposal["span"]), "slots": Slots(**proposal["slots"])})


def _read_citation(citation: Mapping[str, Any]) -> Citation:
    rest = {key: value for key, value in citation.items() if key not in ("text", "self")}
    read = {key: tuple(citation[key]) for key in ("pins", "candidates", "contradictions")}
    span = _read_span(citation["span"])
    return Citation(**{**rest, **read, "span": span, "self_reference": citation["self"]})


def _read_opinion(opinion: Mapping[str, Any]) -> Opinion:
    view = None if opinion["view"] is None else View(opinion["view"])
    read = {"span": _read_span(opinion["span"]), "heard": Heard(opinion["heard"]), "view": view}
    return Opinion(**{**opinion, **read})


def _read_enclosure(enclosure: Mapping[str, Any]) -> Enclosure:
    return Enclosure(**{**enclosure, "span": _read_maybe(enclosure["span"])})


def _read_mismatch(mismatch: Mapping[str, Any]) -> Mismatch:
    return Mismatch(mismatch["kind"], _read_span(mismatch["here"]), _read_span(mismatch["there"]))


def _read_reason(reason: Mapping[str, Any]) -> Reason:
    return Reason(reason["code"], dict(reason["slots"]), _read_maybe(reason["span"]))


def _read_stats(stats: Mapping[str, Any]) -> Stats:
    told = stats["minhash"]
    return Stats(**{**stats, "minhash": None if told is None else tuple(told)})
