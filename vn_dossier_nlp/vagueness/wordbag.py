"""The words given to the word part of the model: of the title, the requests and the opinions, with all that
names masked.

Numbers, sums, dates, documents and names become NUM, SUM, DATE, LAW and NAME, and words that tell the level
of the sender are dropped: the words may speak of how something is asked, not of who asks for what and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from vn_dossier_nlp.extraction.asked import Asked
from vn_dossier_nlp.extraction.concreteness import SLOT_PHRASE
from vn_dossier_nlp.extraction.wordlists import word_list
from vn_dossier_nlp.language.amounts import find_amounts
from vn_dossier_nlp.language.dates import find_dates
from vn_dossier_nlp.language.words import segment
from vn_dossier_nlp.vagueness.support import opinion_sentences

MASKS = ("NUM", "SUM", "DATE", "LAW", "NAME")
_ASKED = re.compile(
    r"(?:[Kk]ính|[Đđ]ề\s+nghị|[Kk]iến\s+nghị|[Tt]rình|[Đđ]ề\s+xuất|[Mm]ong|[Xx]in|[Bb]áo\s+cáo)(?![\wÀ-ỹ])"
)


def bag(reading: Asked) -> str:
    """The masked words of a reading, blanks inside a word as "_", those of titles and opinions under their
    own names.
    """
    sub = reading.sub
    parts = []
    for clause in reading.clauses:
        asked = _ASKED.search(sub.text, clause.start, clause.end)
        named = [span for span in reading.named if clause.start <= span[0] and span[1] <= clause.end]
        for left, right in _outside_slots(sub.text, asked.start() if asked else clause.start, clause.end):
            parts.append(masked(sub.text, left, right, [s for s in named if left <= s[0] and s[1] <= right]))
    title = sub.masthead.subject or ""
    parts.append(_under("t", masked(title, 0, len(title))))
    for sentence in opinion_sentences(sub, reading.clauses):
        named = [span for span in reading.named if sentence.start <= span[0] and span[1] <= sentence.end]
        parts.append(_under("o", masked(sub.text, sentence.start, sentence.end, named)))
    return " ".join(part for part in parts if part)


def _outside_slots(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between phrases that fill a slot: naming a sum or a day must not change the words."""
    bounds = [
        start,
        *(place for match in SLOT_PHRASE.finditer(text, start, end) for place in match.span()),
        end,
    ]
    return list(zip(bounds[::2], bounds[1::2], strict=True))


def _under(name: str, words: str) -> str:
    return " ".join(word if word in MASKS else f"{name}.{word}" for word in words.split())


def masked(text: str, start: int, end: int, named: list[tuple[int, int]] | None = None) -> str:
    """The words of ``text[start:end]``, masked.

    >>> masked("đề nghị cấp 12 tỷ đồng cho Hội An trước ngày 30/6/2025", 0, 54)
    'đề_nghị cấp SUM cho NAME trước DATE'
    """
    return _masked(text[start:end], tuple((a - start, b - start) for a, b in named or ()))


@lru_cache(maxsize=2048)  # formulas recur in every paper, and each clause in every variant of its own
def _masked(text: str, named: tuple[tuple[int, int], ...]) -> str:
    spans = _spans(text, named)
    words: list[str] = []
    fresh = True  # at the start of a sentence a capital names nothing
    for left, right, word in segment(text, 0, len(text), [(a, b) for a, b, _ in spans]):
        mask = next((name for a, b, name in spans if a <= left and right <= b), None) or _mask(word, fresh)
        fresh = word in (".", ":", ";", "-", "+") or (fresh and not any(char.isalpha() for char in word))
        if mask and not (words and words[-1] == mask):
            words.append(mask)
    return " ".join(words)


def _spans(text: str, named: Iterable[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Stretches that are one mask: documents, sums, dates; the first in this order where two overlap."""
    found = [(a, b, "LAW") for a, b in named]
    found += [(amount.start, amount.end, "SUM") for amount in find_amounts(text)]
    found += [(date.start, date.end, "DATE") for date in find_dates(text)]
    kept: list[tuple[int, int, str]] = []
    for span in found:
        if not any(span[0] < other[1] and other[0] < span[1] for other in kept):
            kept.append(span)
    return sorted(kept)


def _mask(word: str, fresh: bool) -> str | None:
    """The form in which a word goes into the bag; None where it does not."""
    if any(char.isdigit() for char in word):
        return "LAW" if "/" in word and any(char.isalpha() for char in word) else "NUM"
    if not any(char.isalpha() for char in word):
        return None
    syllables = word.split()
    capitals = [syllable for syllable in syllables if syllable[0].isupper()]
    if capitals and not (fresh and len(capitals) == 1 and syllables[0][0].isupper()):
        return "NAME"
    low = "_".join(syllables).lower()
    return None if low in word_list("levels") else low
