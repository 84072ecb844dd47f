"""Words of Vietnamese text with offsets: underthesea's segmentation, which never cuts a document number.

Segmentation is the slowest step of all (0.1 MB/s), so only the zones that need words ask for them, and a
paragraph that recurs, in twins and in the forms of one office, is segmented once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from vn_dossier_nlp.grammar.numbers import find_numbers
from vn_dossier_nlp.language.tokens import pieces

_REMEMBERED = 4096  # paragraphs; a year of an office's submissions repeats far fewer

Word = tuple[int, int, str]


def segment(text: str, start: int = 0, end: int | None = None, whole: Iterable[tuple[int, int]] = ()) -> list[Word]:
    """The words of ``text[start:end]`` as (start, end, word); a line break inside a word becomes one blank.

    ``whole`` are spans of ``text`` that stay one word each (sorted, disjoint); document numbers always do.

    >>> [word for *_, word in segment("Nghị định số 30/2020/NĐ-CP")]
    ['Nghị định', 'số', '30/2020/NĐ-CP']
    """
    end = len(text) if end is None else end
    found: list[Word] = []
    for left, right in _paragraphs(text, start, end):
        kept = [(a, b) for a, b in whole if left <= a and b <= right]
        shifted = tuple((a - left, b - left) for a, b in kept)
        found.extend((left + a, left + b, word) for a, b, word in _words(text[left:right], shifted))
    return found


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between blank lines: what is remembered."""
    position = start
    while position < end:
        stop = text.find("\n\n", position, end)
        stop = end if stop < 0 else stop
        if text[position:stop].strip():
            yield position, stop
        position = stop + 2


@lru_cache(maxsize=_REMEMBERED)
def _words(paragraph: str, whole: tuple[tuple[int, int], ...]) -> tuple[Word, ...]:
    """The words of one paragraph; the stretches between kept spans are segmented on their own."""
    kept = _merged([*whole, *((number.start, number.end) for number in find_numbers(paragraph))])
    found: list[Word] = []
    position = 0
    for left, right in [*kept, (len(paragraph), len(paragraph))]:
        found.extend(_stretch(paragraph, position, left))
        if right > left:
            found.append((left, right, " ".join(paragraph[left:right].split())))
        position = right
    return tuple(found)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans without overlaps; of two that touch the same text the earlier and longer stays."""
    result: list[tuple[int, int]] = []
    for left, right in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not result or left >= result[-1][1]:
            result.append((left, right))
    return result


def _stretch(text: str, start: int, end: int) -> list[Word]:
    """The words of a stretch without kept spans; plain tokens where the segmenter changed a character."""
    piece = text[start:end]
    if not piece.strip():
        return []
    from underthesea import word_tokenize

    found: list[Word] = []
    position = start
    for token in word_tokenize(" ".join(piece.split()), use_token_normalize=False):
        span = _locate(text, position, end, token)
        if span is None:
            return [(a + start, b + start, piece[a:b]) for a, b in pieces(piece) if not piece[a:b].isspace()]
        found.append((*span, " ".join(text[span[0] : span[1]].split())))
        position = span[1]
    return found


def _locate(text: str, position: int, end: int, token: str) -> tuple[int, int] | None:
    """The span of ``token`` from ``position`` on; white space may differ, every other character must not."""
    first = None
    for char in token:
        if char.isspace():
            continue
        while position < end and text[position].isspace():
            position += 1
        if position >= end or text[position] != char:
            return None
        first = position if first is None else first
        position += 1
    return None if first is None else (first, position)
