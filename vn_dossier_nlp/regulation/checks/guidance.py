"""central_guidance (R04) and other_provinces (R05): only where the text says that the law has no specific rule."""

from __future__ import annotations

import re
from functools import lru_cache

from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.grammar.tables import provinces, rows
from vn_dossier_nlp.regulation.case import Case, Place, Result, cannot_tell, met, not_applicable, not_met

_GUIDES = ("công văn", "hướng dẫn", "văn bản", "thông báo", "kết luận", "công điện")
_AUTHOR = 90  # characters around a paper in which its author stands


def central_guidance(case: Case) -> Result:
    """Met where a rule is missing and guidance of a central body on it is named with number or date.

    A letter that only tells how to apply an article leaves the requirement not applicable.
    """
    gaps = _gaps(case)
    guidance = _guidance(case, gaps)
    if guidance:
        places = [case.sentence_at(guidance.start), *gaps[:1]]
        return met(*dict.fromkeys(places), confidence=0.75, why="guidance_named")
    if not gaps:
        return not_applicable(confidence=0.8, why="no_gap")
    vague = [case.sentence_at(match.start()) for match in case.find("central_vague")]
    places = [*gaps[:2], *vague[:1]]
    return not_met(*dict.fromkeys(places), confidence=0.65, why="guidance_unnamed" if vague else "gap_open")


def other_provinces(case: Case) -> Result:
    """Met where experience of named provinces is told; the regulation says "if any", so silence is cannot_tell."""
    gaps = _gaps(case)
    if not gaps and not _guidance(case, gaps):
        return not_applicable(confidence=0.8, why="no_gap")
    place = _elsewhere(case)
    if place:
        return met(place, confidence=0.7, why="province_named")
    return cannot_tell(*gaps[:1], zone="main", why="none_named")


def _gaps(case: Case) -> list[Place]:
    """The sentences that say that a rule is missing.

    A draft of a rule tells what the province's own rule lacks: there only a gap in the law of the State counts.
    """
    found = []
    for match in case.find("gap"):
        place = case.sentence_at(match.start())
        if case.quoted(match.start()) or case.inside_request(match.start()):
            continue
        if case.purpose == "normative_draft" and not case.first("state_law", place):
            continue
        found.append(place)
    return list(dict.fromkeys(found))


def _guidance(case: Case, gaps: list[Place]) -> Mention | None:
    """The paper of a central body that fills a gap; without a gap, one that answers a question of the province."""
    papers = [
        mention
        for mention in case.mentions()
        if mention.type in _GUIDES and (mention.number or mention.date) and _is_central(case, mention)
    ]
    if gaps:
        return min(papers, key=lambda mention: min(abs(mention.start - gap[0]) for gap in gaps), default=None)
    answers = (mention for mention in papers if case.first("central_answer", case.sentence_at(mention.start)))
    return next(answers, None)


def _is_central(case: Case, mention: Mention) -> bool:
    """Whether a body of the centre wrote a paper: by the symbol in its number, else by who is named with it."""
    symbol = (mention.number or "").rpartition("/")[2].replace("&", "")
    levels = {_levels()[part] for part in symbol.split("-") if part in _levels()}
    if levels or symbol.startswith("S"):  # a department's symbol may be one of its own making
        return "central" in levels
    start, end = case.sentence_at(mention.start)
    around = (max(start, mention.start - _AUTHOR), min(end, mention.end + _AUTHOR))
    return case.first("central_body", around) is not None


def _elsewhere(case: Case) -> Place | None:
    """The sentence that tells what another province did, by the form of the sentence or by the province's name."""
    head = " ".join(filter(None, (*case.submission.masthead.addressees, case.submission.masthead.parent)))
    for match in _provinces().finditer(case.text, *case.body()):
        place = case.sentence_at(match.start())
        told = case.first("done_elsewhere", place)
        if match["name"].lower() not in head.lower() and told and not case.inside_request(match.start()):
            return place
    found = case.first("other_provinces")
    return case.sentence_at(found[0]) if found else None


@lru_cache(maxsize=1)
def _levels() -> dict[str, str]:
    """``{"BNV": "central", "UBND": "local", ...}``; letters that bodies of two levels use are left out."""
    found: dict[str, set[str]] = {}
    for row in rows("agencies.csv"):
        level = "central" if row["level"] == "central" else "local"
        found.setdefault(row["abbreviation"].replace("&", ""), set()).add(level)
    return {symbol: levels.pop() for symbol, levels in found.items() if len(levels) == 1 and len(symbol) > 1}


@lru_cache(maxsize=1)
def _provinces() -> re.Pattern[str]:
    names = sorted({province.name for province in provinces()}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?P<name>{'|'.join(map(re.escape, names))})(?!\w)")
