"""The notice of a return: what it may say, the words that an officer gave, the letter as Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from vn_dossier_nlp.register.records import Return
from vn_dossier_nlp.regulation.pack import GENERAL
from vn_dossier_nlp.reports.marks import main_file
from vn_dossier_nlp.reports.papers.grounds import RETURN, SUPPLEMENT, TRANSFER, Grounds, grounds_for
from vn_dossier_nlp.reports.papers.grounds import matters as all_matters
from vn_dossier_nlp.reports.papers.letter import matters_of
from vn_dossier_nlp.reports.papers.office import office_named
from vn_dossier_nlp.reports.papers.paper import paper_of
from vn_dossier_nlp.reports.papers.quotes import Quotes
from vn_dossier_nlp.reports.papers.records import Matter
from vn_dossier_nlp.reports.papers.template import Template
from vn_dossier_nlp.reports.phrases import requirement_name
from vn_dossier_nlp.review.desk import Desk
from vn_dossier_nlp.settings import Settings

PAPERS = (RETURN, SUPPLEMENT, TRANSFER)
_LANG = "vi"  # a letter is Vietnamese under any language of the page


@dataclass(frozen=True, slots=True)
class NoticeGround:
    """One matter that the notice may hold; ``text`` is the officer's to change."""

    requirement: str
    name: str
    codes: tuple[str, ...]
    source: str
    text: str
    chosen: bool


def grounds(found: Desk, lang: str, given: Mapping[str, str] | None = None) -> list[NoticeGround]:
    """What is not met and can be shown: those that carry the proposal are chosen."""
    one = found.assessment
    if one is None or not found.words:
        return []
    kind = one.verdict if one.verdict in PAPERS else None
    carried = grounds_for(one, str(kind), Settings().ocr_confidence) if kind else Grounds()
    chosen = {ground.requirement for ground in (*carried.reasons, *carried.also)}
    matters = all_matters(one)
    told = matters_of(matters, found.words, Quotes(main_file(one)), reference=one.versions.pack == GENERAL)
    return [
        NoticeGround(
            ground.requirement,
            requirement_name(ground.requirement, lang, found.words),
            ground.finding.codes if ground.finding else ("R23",),
            matter.source,
            (given or {}).get(f"text-{ground.requirement}") or sentences(matter),
            ground.requirement in chosen,
        )
        for ground, matter in zip(matters, told, strict=True)
    ]


def sentences(matter: Matter) -> str:
    """A matter as the text that an officer edits: what was found, and what would cure it."""
    return "\n".join(filter(None, (matter.finding or matter.searched, matter.cure)))


def notice(found: Desk, back: Return, settings: Settings) -> bytes:
    """The letter: the matters that the officer named, in his words, with quote and source of the tool beside them."""
    one = found.assessment
    assert one is not None
    by_requirement = {ground.requirement: ground for ground in all_matters(one)}
    named = [reason for reason in back.reasons if reason.requirement in by_requirement]
    chosen = Grounds(tuple(by_requirement[reason.requirement] for reason in named))
    office = office_named(settings.office) if settings.office else None
    paper = paper_of(one, found.source.text, back.kind, chosen, found.words, office)
    reasons = tuple(_in_words(matter, reason.text) for matter, reason in zip(paper.reasons, named, strict=True))
    more = tuple(
        Matter(number, reason.requirement, reason.text or "", (), "", "", reason.article or "", "")
        for number, reason in enumerate(
            (reason for reason in back.reasons if reason.requirement not in by_requirement), len(reasons) + 1
        )
    )
    return Template.of(None, back.kind, _LANG).filled(replace(paper, reasons=(*reasons, *more)))


def _in_words(matter: Matter, text: str | None) -> Matter:
    """The matter in the officer's words, where he changed them: they stand for finding and cure together."""
    if not text or " ".join(text.split()) == " ".join(sentences(matter).split()):
        return matter
    return replace(matter, finding=text, cure="")
