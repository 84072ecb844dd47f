"""The explanation of one dossier on the console: verdict, findings with rule and cure, requests, features."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from vn_dossier_nlp.reports.enclosures import parts
from vn_dossier_nlp.reports.packwords import BY_HAND, NOTHING, Pack, source_in
from vn_dossier_nlp.reports.phrases import (
    contribution,
    cure_for,
    feature_name,
    file_name,
    finding_sentence,
    generic_sentence,
    is_feature,
    is_read,
    opinion_letter,
    opinion_notes,
    opinion_view,
    ordered,
    place,
    reason_sentence,
    requirement_name,
    shown_reasons,
    verdict_code,
    verdict_sentence,
    version_parts,
    waiver_note,
)
from vn_dossier_nlp.reports.table import STYLES, problem
from vn_dossier_nlp.reports.visible import one_line, visible
from vn_dossier_nlp.schema import Assessment, Finding, Proposal, Slots, Span, Status
from vn_dossier_nlp.words import label, say

if TYPE_CHECKING:
    from rich.console import Console

Block = tuple[int, str, str]
"""Indent, text, style."""

_OPEN = (Status.NOT_MET, Status.CANNOT_TELL)


def print_explanation(assessment: Assessment, lang: str, pack_words: Pack, console: Console) -> None:
    """Everything that an officer needs to check the proposal for one dossier."""
    from rich.padding import Padding
    from rich.text import Text

    for indent, text, style in explanation(assessment, lang, pack_words):
        console.print(Padding(Text(text, style=style, overflow="fold"), (0, 0, 0, indent), expand=False))


def explanation(assessment: Assessment, lang: str, pack_words: Pack) -> Iterator[Block]:
    """The explanation as indented blocks of text."""
    yield from _head(assessment, lang)
    if is_read(assessment):
        yield from _reasons(assessment, lang, pack_words)
        yield from _findings(assessment, lang, pack_words)
        yield from _requests(assessment, lang)
        yield from _opinions(assessment, lang)
        yield from _parts(assessment, lang)
        yield from _mismatches(assessment, lang)
        yield from _contributions(assessment, lang)
    yield 0, "", ""
    versions = ", ".join(f"{name} {version}" for name, version in version_parts(assessment, lang))
    yield 0, say("explain.versions", lang, parts=versions), "dim"
    yield 0, say("advisory.sentence", lang), "italic"


def missing_slots(proposal: Proposal, lang: str) -> list[str]:
    """The names of what a request leaves open."""
    named = {"act": proposal.act, "object": proposal.object, "asked_of": proposal.asked_of}
    named |= {field.name: getattr(proposal.slots, field.name) for field in fields(Slots)}
    return [label("slot", name, lang) for name, value in named.items() if not value]


def _head(assessment: Assessment, lang: str) -> Iterator[Block]:
    yield 0, file_name(assessment.path), "bold underline"
    code = verdict_code(assessment)
    if not is_read(assessment):
        yield 0, problem(assessment, lang), "bold"
        yield 0, f"{say('explain.advice', lang)}: {label('advice', assessment.outcome, lang)}", ""
        return
    yield 0, say("explain.proposal", lang, verdict=label("verdict", code, lang)), STYLES[code]
    yield 0, verdict_sentence(assessment, lang), ""
    vague = generic_sentence(assessment, lang)
    if vague:
        yield 0, vague, ""


def _reasons(assessment: Assessment, lang: str, pack_words: Pack) -> Iterator[Block]:
    reasons = shown_reasons(assessment)
    if not reasons:
        return
    yield from _heading(say("explain.reasons", lang))
    for reason in reasons:
        yield 2, f"– {reason_sentence(reason, assessment, lang, pack_words)}", ""
        if reason.span is not None:
            yield 4, _quote(reason.span, lang), "italic"


def _findings(assessment: Assessment, lang: str, pack_words: Pack) -> Iterator[Block]:
    if not assessment.requirements:
        return
    yield from _heading(say("explain.findings", lang))
    findings = ordered(assessment.requirements)
    for finding in findings:
        if finding.status in _OPEN:
            yield from _finding(finding, lang, pack_words)
    for status in (Status.MET, Status.NOT_APPLICABLE):
        names = [requirement_name(one.requirement, lang, pack_words) for one in findings if one.status is status]
        if names:
            text = say("explain.other_statuses", lang, status=label("status", status, lang), names="; ".join(names))
            yield 2, text, "dim"
    for finding in findings:
        if note := waiver_note(finding, assessment, pack_words, lang):
            yield 4, f"{requirement_name(finding.requirement, lang, pack_words)} – {visible(note)}", "dim"
    by_hand = [one for one, words in pack_words.items() if words.automation in BY_HAND]
    if by_hand:
        names = [requirement_name(one, lang, pack_words) for one in by_hand]
        yield 2, say("explain.other_statuses", lang, status=say("pack.by_hand", lang), names="; ".join(names)), "dim"


def _finding(finding: Finding, lang: str, pack_words: Pack) -> Iterator[Block]:
    words = pack_words.get(finding.requirement, NOTHING)
    status = label("status", finding.status, lang)
    name = requirement_name(finding.requirement, lang, pack_words)
    level = f" ({label('severity', finding.severity, lang)})" if finding.status is Status.NOT_MET else ""
    yield 2, f"[{status}] {name}{level}", "bold" if finding.status is Status.NOT_MET else ""
    told = finding_sentence(finding, lang)
    if told:
        yield 4, told, ""
    for span in finding.evidence:
        yield 4, f"{say('explain.quoted', lang)}: {_quote(span, lang)}", ""
    if not finding.evidence and finding.zone:
        yield 4, say("explain.searched", lang, zone=label("zone", finding.zone, lang)), ""
    if words.quote:
        yield 4, f"{say('explain.regulation', lang)}: “{visible(words.quote)}”", ""
    source = source_in(words, finding.source, lang)
    if source:
        yield 4, f"{say('explain.source', lang)}: {visible(source)}", "dim"
    cure = cure_for(finding, pack_words, lang) if finding.status is Status.NOT_MET else None
    if cure:
        yield 4, f"{say('explain.cure', lang)}: {visible(cure)}", "green"


def _requests(assessment: Assessment, lang: str) -> Iterator[Block]:
    if not assessment.proposals:
        return
    yield from _heading(say("explain.requests", lang))
    for proposal in assessment.proposals:
        word = "page.request_specific" if proposal.specific else "page.request_not_specific"
        kind = say("page.request_formula" if proposal.formula else word, lang)
        yield 2, f"[{kind}] {_quote(proposal.span, lang)}", ""
        missing = missing_slots(proposal, lang)
        if missing and not proposal.specific and not proposal.formula:
            yield 4, say("explain.missing_slots", lang, slots="; ".join(missing)), "yellow"


def _opinions(assessment: Assessment, lang: str) -> Iterator[Block]:
    if not assessment.opinions:
        return
    yield from _heading(say("page.opinions", lang))
    for opinion in assessment.opinions:
        notes = "".join(f" ({note})" for note in opinion_notes(opinion, lang))
        letter = opinion_letter(opinion, lang)
        taken_up = label("taken_up", opinion.taken_up, lang) if opinion.taken_up else None
        said = "; ".join(part for part in (opinion_view(opinion, lang), letter, taken_up) if part)
        yield 2, f"{one_line(opinion.body, 160)}{notes}: {said}", ""


def _parts(assessment: Assessment, lang: str) -> Iterator[Block]:
    if not assessment.enclosures:
        return
    yield from _heading(say("page.enclosures", lang))
    for part in parts(assessment, lang):
        file = f" – {part.file}" if part.file and part.file != part.name else ""
        yield 2, f"[{part.state}] {part.name} ({part.kind}){file}", "bold" if part.code == "absent" else ""


def _mismatches(assessment: Assessment, lang: str) -> Iterator[Block]:
    if not assessment.mismatches:
        return
    yield from _heading(say("page.mismatches", lang))
    for one in assessment.mismatches:
        yield 2, label("mismatch", one.kind, lang), "bold"
        for span in (one.here, one.there):
            yield 4, f"{file_name(span.file)}: {_quote(span, lang)}", ""


def _contributions(assessment: Assessment, lang: str) -> Iterator[Block]:
    features = [reason for reason in assessment.reasons if is_feature(reason)]
    if not features:
        return
    yield from _heading(say("explain.contributions", lang))
    for reason in features:
        value = contribution(reason)
        side = "" if value is None else f": {say(_side(value), lang)}"
        yield 2, f"{_sign(value)} {feature_name(reason, lang)}{side}", ""
        if reason.span is not None:
            yield 4, _quote(reason.span, lang), "italic"


def _heading(text: str) -> Iterator[Block]:
    yield 0, "", ""
    yield 0, text, "bold"


def _quote(span: Span, lang: str) -> str:
    page = place(span, lang)
    return f"“{one_line(span.text, 400)}”" + (f" ({page})" if page else "")


def _sign(value: float | None) -> str:
    return "·" if not value else "+" if value > 0 else "−"


def _side(value: float) -> str:
    return "explain.towards_generic" if value > 0 else "explain.towards_specific"
