"""The marks of an assessment on its submission: citations, requests, evidence, deciding sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vn_dossier_nlp.reports.highlights import Mark
from vn_dossier_nlp.reports.packwords import Pack
from vn_dossier_nlp.reports.phrases import is_feature, reason_sentence, requirement_name
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.schema import Assessment, Citation, Proposal, Span
from vn_dossier_nlp.words import label, say


class TextMarks:
    """Marks that stand in the text, with the anchor of every span that may be linked to.

    A span belongs to the text when it quotes exactly what stands there: a span of an annex does not.
    """

    def __init__(self, assessment: Assessment, text: str | None, lang: str, pack: Pack) -> None:
        self._text = text or ""
        self._file = main_file(assessment)
        self.marks: list[Mark] = []
        self._anchors: dict[tuple[str, int, int], str] = {}
        for span, kind, detail in _spans(assessment, lang, pack):
            word = say(f"page.mark_{kind}", lang)
            self._add(span, kind, say("page.mark_title", lang, kind=word, detail=detail))

    def link(self, span: Span) -> str | None:
        """``#m12``, where the span can be seen in the text."""
        anchor = self._anchors.get((span.file, span.start, span.end))
        return None if anchor is None else f"#{anchor}"

    def _add(self, span: Span, kind: str, title: str) -> None:
        if not span.text or span.file != self._file or self._text[span.start : span.end] != span.text:
            return
        anchor = self._anchors.setdefault((span.file, span.start, span.end), f"m{len(self._anchors) + 1}")
        self.marks.append(Mark(span.start, span.end, kind, anchor, one_line(title, 200)))


def main_file(assessment: Assessment) -> str:
    """The path of the submission among the files of the dossier."""
    for file in assessment.files:
        if file.role == "submission":
            return file.path
    return assessment.files[0].path if assessment.files else assessment.path


def document_name(citation: Citation) -> str:
    """What is cited: type with number, else title, else the words as written."""
    kind, name = citation.type or "", citation.number or citation.title or ""
    named = name if name.lower().startswith(kind) else f"{kind} {name}".strip()
    return one_line(named[:1].upper() + named[1:] if named else citation.span.text, 160)


def _spans(assessment: Assessment, lang: str, pack: Pack) -> Iterator[tuple[Span, str, str]]:
    for reason in assessment.reasons:
        if reason.span is not None and not is_feature(reason):
            yield reason.span, "deciding", reason_sentence(reason, assessment, lang, pack)
    for finding in assessment.requirements:
        name = requirement_name(finding.requirement, lang, pack)
        detail = f"{name} ({label('status', finding.status, lang)})"
        yield from _each(finding.evidence, "evidence", detail)
    yield from _each(assessment.purpose_evidence, "evidence", say("page.fact_purpose", lang))
    yield from _each(assessment.addressee_evidence, "evidence", say("page.fact_addressee", lang))
    opinions = say("page.opinions", lang)
    for opinion in assessment.opinions:
        yield opinion.span, "evidence", f"{opinions} ({opinion.body})"
    enclosed = say("page.enclosures", lang)
    yield from _each((one.span for one in assessment.enclosures if one.span), "evidence", enclosed)
    for one in assessment.mismatches:
        yield from _each((one.here, one.there), "evidence", say("page.mismatches", lang))
    for proposal in assessment.proposals:
        yield proposal.span, "proposal", proposal_word(proposal, lang)
    for citation in assessment.citations:
        pins = f" – {', '.join(citation.pins)}" if citation.pins else ""
        yield citation.span, "citation", document_name(citation) + pins


def _each(spans: Iterable[Span], kind: str, detail: str) -> Iterator[tuple[Span, str, str]]:
    for span in spans:
        yield span, kind, detail


def proposal_word(proposal: Proposal, lang: str) -> str:
    """Specific, not specific, or the closing formula alone."""
    if proposal.formula:
        return say("page.request_formula", lang)
    return say("page.request_specific" if proposal.specific else "page.request_not_specific", lang)
