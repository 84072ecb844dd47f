"""The numbered matters of a letter: what was found, its quote or the searched zone, requirement, source and cure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vn_dossier_nlp.reports.packwords import NOTHING, Pack, PackWords, article_in, source_in
from vn_dossier_nlp.reports.papers.grounds import Ground
from vn_dossier_nlp.reports.papers.naming import title_of
from vn_dossier_nlp.reports.papers.office import BLANK
from vn_dossier_nlp.reports.papers.quotes import LANG, Quotes
from vn_dossier_nlp.reports.papers.records import Matter
from vn_dossier_nlp.reports.phrases import cure_for, finding_sentence
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.schema import Finding
from vn_dossier_nlp.words import label, say

_MOST_QUOTES = 4


def matters_of(grounds: Sequence[Ground], pack: Pack, quotes: Quotes, reference: bool) -> Iterator[Matter]:
    """The grounds as they stand in a letter, numbered from 1."""
    for number, ground in enumerate(grounds, 1):
        words = pack.get(ground.requirement, NOTHING)
        cure = cure_for(ground.finding, pack, LANG) if ground.finding else words.cure_in(LANG)
        sentence, searched = told(ground, LANG), searched_in(ground, LANG)
        yield Matter(
            number,
            title_of(ground.requirement, pack),
            sentence or searched,
            tuple(quotes.quote(span) for span in ground.spans[:_MOST_QUOTES]),
            searched if sentence else "",
            one_line(words.quote or BLANK),
            source_of(words, ground.finding, reference),
            one_line(cure or ""),
        )


def told(ground: Ground, lang: str) -> str:
    """What was found, in a sentence; nothing where only the searched zone can be told."""
    if ground.vague:
        missing = ", ".join(label("missing", code, lang) for code in ground.missing)
        return say("paper.vague_missing", lang, missing=missing) if missing else say("paper.vague", lang)
    sentence = finding_sentence(ground.finding, lang) if ground.finding else None
    return sentence or (say("paper.falls_short", lang) if ground.spans else "")


def searched_in(ground: Ground, lang: str) -> str:
    """The zone where nothing was found, in a sentence; nothing where there is a quote."""
    zone = ground.finding.zone if ground.finding and not ground.spans else None
    return say("paper.searched", lang, zone=label("zone", zone, lang)) if zone else ""


def source_of(words: PackWords, finding: Finding | None, reference: bool) -> str:
    """The source of a requirement with its article; a blank for the Office to fill in where none is known.

    ``reference``: the pack is a pattern and not the rule of this place; the blank then stands before its source.
    """
    told = one_line(words.source or (finding.source if finding else ""))
    if not reference:
        return one_line(source_in(words, told, LANG))
    blank = article_in(replace(words, source=told, article=""), LANG)
    return "; ".join(filter(None, (blank, say("paper.reference", LANG, source=told) if told else "")))
