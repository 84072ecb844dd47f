"""What a department can mend before it sends: for each dossier what is not met, where, and the least change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from vn_dossier_nlp.reports.marks import main_file
from vn_dossier_nlp.reports.packwords import NOTHING, Pack
from vn_dossier_nlp.reports.papers.grounds import Ground, matters
from vn_dossier_nlp.reports.papers.letter import searched_in, told
from vn_dossier_nlp.reports.papers.quotes import Quotes
from vn_dossier_nlp.reports.phrases import (
    change_sentence,
    cure_for,
    file_name,
    is_read,
    requirement_name,
    verdict_sentence,
)
from vn_dossier_nlp.reports.visible import visible
from vn_dossier_nlp.schema import Assessment
from vn_dossier_nlp.words import label, say

if TYPE_CHECKING:
    from rich.console import Console

Block = tuple[int, str, str]
"""Indent, text, style."""

_QUOTE = 160  # characters of a quote


def print_for_sender(
    assessments: Iterable[Assessment], lang: str, words_of: Callable[[Assessment], Pack], console: Console
) -> None:
    """The list for each dossier, and that an officer decides."""
    from rich.padding import Padding
    from rich.text import Text

    for assessment in assessments:
        for indent, text, style in for_sender(assessment, lang, words_of(assessment)):
            console.print(Padding(Text(text, style=style, overflow="fold"), (0, 0, 0, indent), expand=False))
        console.print()
    console.print(Text(say("advisory.sentence", lang), style="italic"))


def for_sender(assessment: Assessment, lang: str, pack: Pack) -> Iterator[Block]:
    """What is not met in one dossier, as indented blocks of text."""
    yield 0, file_name(assessment.path), "bold underline"
    found = matters(assessment) if is_read(assessment) else []
    if not found:
        passed = is_read(assessment) and assessment.verdict is not None
        yield 2, say("for_sender.nothing", lang) if passed else verdict_sentence(assessment, lang), ""
    quotes = Quotes(main_file(assessment), lang)
    for number, ground in enumerate(found, 1):
        yield from _matter(number, ground, lang, pack, quotes)
    change = change_sentence(assessment, lang, pack) if is_read(assessment) else None
    if change:
        yield 2, change, ""


def _matter(number: int, ground: Ground, lang: str, pack: Pack, quotes: Quotes) -> Iterator[Block]:
    severity = ground.finding.severity if ground.finding else "return"
    name = requirement_name(ground.requirement, lang, pack)
    yield 2, f"{number}. {name} ({label('severity', severity, lang)})", "bold"
    for sentence in (told(ground, lang), searched_in(ground, lang)):
        if sentence:
            yield 5, sentence, ""
    for span in ground.spans:
        yield 5, quotes.line(span, _QUOTE), "italic"
    words = pack.get(ground.requirement, NOTHING)
    cure = cure_for(ground.finding, pack, lang) if ground.finding else words.cure_in(lang)
    if cure:
        yield 5, say("for_sender.cure", lang, cure=visible(cure)), "green"
