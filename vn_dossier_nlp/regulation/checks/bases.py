"""content_basis (R02) and practical_basis (R03): instruments cited, and facts that show the need."""

from __future__ import annotations

import re

from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.grammar.tables import doc_types
from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_met
from vn_dossier_nlp.regulation.facts import Fact, doubt_weights, fact_names, find_facts
from vn_dossier_nlp.schema import ZoneKind

_LEGAL = {kind.name for kind in doc_types() if kind.group in ("law", "normative", "consolidated")}
# What a superior's plan, guidance or conclusion settles is a basis too; a letter or a report is none.
_BASES = _LEGAL | {"hướng dẫn", "kế hoạch", "kết luận", "quy chế", "quy định", "chương trình", "đề án"}
_TELLS = ("figure", "date", "mention", "event", "want")  # a sentence without any of them tells no fact
# Cited in front of any submission: they tell who decides or in which form, not what.
_OF_ANY_MATTER = re.compile(
    r"[Ll]uật\s+(?:[Tt]ổ\s+chức\s+(?:chính\s+quyền|Hội\s+đồng|HĐND)|[Bb]an\s+hành\s+văn\s+bản)|văn\s+thư|30/2020/NĐ-CP"
)
# The number of a decision of a local body that bears no year.
_ON_ONE_CASE = re.compile(r"^\d+/QĐ-(?!TTg|B[A-ZĐ]|TTCP|NHNN|CTN)")
_RESTS_ON = re.compile(r"(?:[Cc]ăn\s+cứ|[Tt]heo|[Tt]hực\s+hiện|[Tt]rên\s+cơ\s+sở)[^.;]{0,50}$")
_QUOTED = 4
_NO_FACT = -3.0


def content_basis(case: Case) -> Result:
    """Met where an instrument is cited by number, or by name with its date or year; those of the matter come first."""
    cited = [mention for mention in case.mentions() if _is_basis(case, mention)]
    if cited:
        cited.sort(key=lambda m: bool(_OF_ANY_MATTER.search(case.text, m.start, m.end)))
        return met(*[(m.start, m.end) for m in cited[:_QUOTED]], confidence=0.9, why="instrument_cited")
    told = [case.sentence_at(match.start()) for match in case.find("law_unnamed")]
    named = [(m.start, m.end) for m in case.mentions() if m.title]
    places = sorted(dict.fromkeys(told or named))
    return not_met(*places[:3], confidence=0.8, why="name_alone" if places else "nothing_cited")


def _is_basis(case: Case, mention: Mention) -> bool:
    """Whether a citation is exact and no mere piece of the story.

    A decision on one case ("Quyết định số 914/QĐ-UBND") is a basis where the text rests on it.
    """
    if mention.type not in _BASES or mention.self_reference or not (mention.number or mention.date):
        return False
    if mention.type != "quyết định" or not mention.number or not _ON_ONE_CASE.search(mention.number):
        return True
    bases = case.submission.layout.zone(ZoneKind.LEGAL_BASES)
    inside = bases is not None and bases[0] <= mention.start < bases[1]
    return inside or bool(_RESTS_ON.search(case.text, max(0, mention.start - 60), mention.start))


def practical_basis(case: Case) -> Result:
    """Met where facts show the need: figures of a want, dated events, the request of a named body, a task given.

    Figures that tell of the sender, of honours or of how a draft was made show no need; slogans raise the doubt.
    """
    facts = [fact for fact in find_facts(case) if not fact.has("asks")]
    honoured = fact_names(case.submission.masthead.subject or "")  # of an award honours are the facts
    shown = [fact for fact in facts if "honours" in honoured or not fact.has("honours")]
    shown.sort(key=lambda fact: -fact.weight)
    best = [fact.place for fact in shown if fact.has(*_TELLS)][:_QUOTED]
    slogans = _sentences_with(case, "need_slogan", facts)
    vague = [place for place in _sentences_with(case, "need_vague", facts) if place not in slogans]
    weights = doubt_weights()
    needs = [fact.weight for fact in shown if _shows_need(fact)]  # the strongest first
    doubt = (
        weights["start"]
        + weights["slogan"] * min(2, len(slogans))
        + weights["vague"] * min(3, len(vague))
        + weights["best"] * min(6.0, needs[0] if needs else _NO_FACT)
        + weights["third"] * min(4.0, needs[2] if len(needs) > 2 else 0.0)
        + weights["event"] * min(3, sum(_is_event(fact) for fact in facts))
        + weights["length"] * min(60, len(facts))
    )
    if best and doubt < weights["limit" if slogans or vague else "limit_without"]:
        return met(*best, confidence=0.8 if doubt < -2 else 0.6, why="facts_told")
    if not (slogans or vague):
        return not_met(zone=ZoneKind.BODY.value, confidence=0.7, why="nothing_told")
    return not_met(*(slogans or vague)[:2], zone=ZoneKind.BODY.value, confidence=0.75, why="slogans_only")


def _sentences_with(case: Case, name: str, facts: list[Fact]) -> list[Place]:
    """The sentences with a cue and without a figure or date, before the part that asks and outside the legal bases."""
    bases, asks = case.submission.layout.zone(ZoneKind.LEGAL_BASES), case.zone(ZoneKind.REQUEST)[0]
    begin = bases[1] if bases else 0
    return [
        fact.place
        for fact in facts
        if begin <= fact.place[0]
        and not fact.has("figure", "date")
        and case.first(name, fact.place)
        and (fact.place[0] < asks or name == "need_slogan")
    ]


def _shows_need(fact: Fact) -> bool:
    return fact.has("want") or not fact.has("drafting", "of_the_sender")


def _is_event(fact: Fact) -> bool:
    return fact.has("event") and fact.has("date", "mention") and not fact.has("drafting", "honours")
