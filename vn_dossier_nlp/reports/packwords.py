"""What a requirement pack says about one requirement: quote, source, article, cure, and what is left to a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from vn_dossier_nlp.schema import Assessment
from vn_dossier_nlp.words import DEFAULT_LANGUAGE, say

Texts = Mapping[str, str]
"""Language -> text."""

BY_HAND = ("person", "reading")
"""Values of ``automation`` under which no check looks at a requirement."""

_PROVISION = re.compile(r"(?:Điều|Phụ lục|Mục|khoản)\s+[0-9IVX]")


@dataclass(frozen=True, slots=True)
class PackWords:
    """Words of the pack for one requirement. ``quote`` is verbatim Vietnamese under any language."""

    quote: str | None = None
    source: str = ""  # with its article, where one is known
    cure: Texts = field(default_factory=dict)
    name: Texts = field(default_factory=dict)  # for requirements that appear under their R code
    article: str = ""  # of the place's own regulation; blank where it could not be read
    automation: str = ""  # full | part | person | reading; "" where the pack does not say
    note: Texts = field(default_factory=dict)  # what is left to the person, and why
    waivers: tuple[Texts, ...] = ()  # why it is not asked, by the number of the waiver from 1

    def cure_in(self, lang: str) -> str | None:
        """The cure in ``lang``, else in Vietnamese."""
        return _in(self.cure, lang)

    def name_in(self, lang: str) -> str | None:
        """The name in ``lang``, else in Vietnamese; None where the pack leaves it to ``words/``."""
        return _in(self.name, lang)

    def note_in(self, lang: str) -> str | None:
        """What is left to the person in ``lang``, else in Vietnamese."""
        return _in(self.note, lang)

    def waiver_in(self, number: int, lang: str) -> str | None:
        """Why the requirement is not asked, by the number of the waiver from 1."""
        return _in(self.waivers[number - 1], lang) if 0 < number <= len(self.waivers) else None


def article_in(words: PackWords, lang: str) -> str:
    """The article of the place's regulation, or the blank that the Office fills in.

    "" where the source itself names its provision: then nothing is blank.
    """
    if words.article:
        return words.article
    return "" if _PROVISION.search(words.source) else say("pack.blank_article", lang)


def source_in(words: PackWords, source: str, lang: str) -> str:
    """The source with its article, or with the blank; ``source`` where the pack has no words for it."""
    told = words.source or source
    blank = "" if words.article else article_in(PackWords(source=told), lang)
    return "; ".join(part for part in (told, blank) if part)


def _in(texts: Texts, lang: str) -> str | None:
    return texts.get(lang) or texts.get(DEFAULT_LANGUAGE)


Pack = Mapping[str, PackWords]
"""Words of a pack by requirement id."""

WordsOf = Pack | Callable[[Assessment], Pack]
"""The words of all dossiers, or a function that knows those of each."""

NOTHING = PackWords()


def pack_for(words: WordsOf, assessment: Assessment) -> Pack:
    """The words of the pack that judged a dossier."""
    return words(assessment) if callable(words) else words
