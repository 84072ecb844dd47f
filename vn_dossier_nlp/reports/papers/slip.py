"""The tables of the slip for the leaders: what is asked, legal bases, views of bodies, the check of procedure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vn_dossier_nlp.reports.marks import document_name
from vn_dossier_nlp.reports.packwords import Pack
from vn_dossier_nlp.reports.papers.grounds import with_other_side
from vn_dossier_nlp.reports.papers.naming import long_date, title_of
from vn_dossier_nlp.reports.papers.office import BLANK
from vn_dossier_nlp.reports.papers.quotes import LANG, MIDDLE, SHORT, Quotes
from vn_dossier_nlp.reports.papers.records import Basis, Check, Request, View
from vn_dossier_nlp.reports.phrases import file_name, finding_sentence, waiver_note
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.schema import Assessment, Citation, Finding, Opinion, Proposal, SourceFile, Status
from vn_dossier_nlp.words import has, label, say

_ROLES = ("authority_basis", "basis")
_BY_PERSON = "person"  # what no check looks at; what is looked at while the files are read is no row of a slip
_NAME = 160  # characters of a name
_MOST_REQUESTS, _MOST_ROWS, _MOST_QUOTES = 12, 60, 4


def requests_of(proposals: Sequence[Proposal], quotes: Quotes) -> Iterator[Request]:
    """What is asked, in the order of the text; the closing formula only where there is nothing else."""
    for number, proposal in enumerate(_shown(proposals)[:_MOST_REQUESTS], 1):
        yield Request(number, quotes.quote(proposal.span, MIDDLE))


def more_requests(proposals: Sequence[Proposal]) -> str:
    """How many requests are not listed, in a sentence; nothing where all are."""
    rest = len(_shown(proposals)) - _MOST_REQUESTS
    return say("paper.more_requests", LANG, count=rest) if rest > 0 else ""


def bases_of(citations: Sequence[Citation]) -> Iterator[Basis]:
    """The instruments that are named as a basis, each once, with all its provisions."""
    groups: dict[object, list[Citation]] = {}
    for citation in citations:
        if citation.role in _ROLES and not citation.self_reference:
            groups.setdefault(citation.cluster or citation.span, []).append(citation)
    for number, group in enumerate(list(groups.values())[:_MOST_ROWS], 1):
        pins = dict.fromkeys(one_line(pin) for citation in group for pin in citation.pins)
        yield Basis(number, _basis_name(group), "; ".join(pins), _basis_status(group))


def opinions_of(opinions: Sequence[Opinion]) -> Iterator[View]:
    """What each body was asked and said."""
    for number, one in enumerate(opinions[:_MOST_ROWS], 1):
        letter = f"{one.number or BLANK} {long_date(one.date)}" if one.number or one.date else BLANK
        view = f"view.{one.view}" if one.view else f"heard.{one.heard}"
        yield View(number, one_line(one.body, _NAME), letter, _word(view), _word(f"taken_up.{one.taken_up}"))


def checks_of(assessment: Assessment, pack: Pack, quotes: Quotes) -> Iterator[Check]:
    """The requirements in the order of the pack; boxes to tick where the text does not tell or nothing was checked."""
    boxes = "\n".join(f"☐ {label('status', status, LANG)}" for status in (Status.MET, Status.NOT_MET))
    rows = [
        (finding.requirement, label("status", finding.status, LANG), _evidence(assessment, finding, quotes))
        if finding.status in (Status.MET, Status.NOT_MET)
        else (finding.requirement, boxes, _evidence(assessment, finding, quotes))
        for finding in assessment.requirements
        if finding.status is not Status.NOT_APPLICABLE
    ]
    rows += [(one, boxes, "") for one, words in pack.items() if words.automation == _BY_PERSON]
    for number, (requirement, result, evidence) in enumerate(rows, 1):
        yield Check(number, title_of(requirement, pack), result, evidence)


def idle_of(assessment: Assessment, pack: Pack) -> str:
    """The requirements that do not apply or were not asked, on one line."""
    names = []
    for finding in assessment.requirements:
        if finding.status is Status.NOT_APPLICABLE:
            note = waiver_note(finding, assessment, pack, LANG)
            name = title_of(finding.requirement, pack)
            names.append(f"{name} ({note.rstrip('.')})" if note else name)
    return "; ".join(names)


def files_of(assessment: Assessment) -> str:
    """The files of a dossier of more than one, each with its role, or why it was not read."""
    if len(assessment.files) < 2:
        return ""
    return "; ".join(f"{file_name(file.path)} ({_part(file)})" for file in assessment.files)


def _part(file: SourceFile) -> str:
    return (label("role", file.role, LANG) if file.role else label("outcome", file.outcome, LANG)).lower()


def _shown(proposals: Sequence[Proposal]) -> Sequence[Proposal]:
    return [proposal for proposal in proposals if not proposal.formula] or proposals


def _basis_name(group: Sequence[Citation]) -> str:
    best = max(group, key=lambda citation: (bool(citation.number), bool(citation.title), bool(citation.date)))
    kind = one_line(best.title or best.type or "", _NAME)
    name = f"{kind[:1].upper()}{kind[1:]} số {best.number}" if kind and best.number else document_name(best)
    if best.number and best.date:
        name = f"{name} {long_date(best.date)}"
    power = any(citation.role == "authority_basis" for citation in group)
    return say("paper.basis_power", LANG, name=name) if power else name


def _basis_status(group: Sequence[Citation]) -> str:
    status = next((citation.status_on_date for citation in group if citation.status_on_date), "unknown")
    found = dict.fromkeys(code for citation in group for code in citation.contradictions)
    if not found:
        return label("in_force", status, LANG)
    doubts = ", ".join(label("contradiction", code, LANG) for code in found)
    return f"{label('in_force', status, LANG)}; {say('cite.doubts', LANG, doubts=doubts)}"


def _word(key: str) -> str:
    """The word for a code; a blank for a person where there is none."""
    return say(key, LANG) if has(key, LANG) else BLANK


def _evidence(assessment: Assessment, finding: Finding, quotes: Quotes) -> str:
    told = finding_sentence(finding, LANG)
    lines = [told] if told else []
    if finding.status is Status.MET:
        lines += [quotes.line(span, SHORT) for span in finding.evidence[:1]]
    else:
        spans = with_other_side(assessment, finding.evidence[:2])
        lines += [quotes.line(span, MIDDLE) for span in spans[:_MOST_QUOTES]]
    if not finding.evidence and finding.zone:
        lines.append(say("paper.searched", LANG, zone=label("zone", finding.zone, LANG)))
    return "\n".join(lines)
