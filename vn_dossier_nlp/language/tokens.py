"""Tokens with offsets: a fast tokenizer that never cuts a document number.

spaCy's blank Vietnamese tokenizer needs another segmenter and cuts numbers; a ``Doc`` built from these words and
spaces has exactly the text as read (``doc.text == text``, tested as a property).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_OTHER, _LETTER, _DIGIT, _LINE, _SPACE = range(5)  # kinds of characters; each _OTHER is a token of its own
_TABLE = 0x2000  # characters beyond are looked at one by one: Vietnamese has none
_DATE = re.compile(r"\d(?<!\d\d)(?<!\d[.,]\d)\d?/\d{1,2}/\d{4}(?!\d)")


def pieces(text: str, whole: Iterable[tuple[int, int]] = ()) -> Iterator[tuple[int, int]]:
    """Spans of tokens and white space that cover ``text``; each span of ``whole`` (sorted) is one token."""
    at = 0
    for word, space in zip(*words_and_spaces(text, whole), strict=True):
        yield at, at + len(word)
        at += len(word)
        if space:
            yield at, at + 1
            at += 1


def words_and_spaces(text: str, whole: Iterable[tuple[int, int]] = ()) -> tuple[list[str], list[bool]]:
    """Arguments for ``spacy.tokens.Doc``: a single blank after a word is its space, other white space is a token."""
    if not text:
        return [], []
    import numpy as np

    kinds, codes = _kinds(text)
    begins = np.empty(len(text), bool)
    begins[0] = True
    begins[1:] = (kinds[1:] != kinds[:-1]) | (kinds[1:] == _OTHER)
    _join_decimals(begins, kinds, codes)
    blank = np.zeros(len(text), bool)
    blank[1:] = (codes[1:] == 0x20) & (kinds[:-1] != _SPACE)
    begins[1:] |= blank[1:] | blank[:-1]
    for spans in ((date.span() for date in _DATE.finditer(text)), whole):
        _join(begins, blank, kinds, spans)
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:], len(text))
    kept = ~blank[starts]
    starts, ends = starts[kept], ends[kept]
    words = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    followed = np.append(blank, False)[ends]
    return words, followed.tolist()


def _join(
    begins: NDArray[np.bool_], blank: NDArray[np.bool_], kinds: NDArray[np.uint8], spans: Iterable[tuple[int, int]]
) -> None:
    """Each of ``spans`` is one token; of two that overlap the first."""
    at = 0
    for start, end in spans:
        if start >= at and end > start:
            begins[start + 1 : end] = blank[start:end] = False
            begins[start : end + 1 : end - start] = True
            begins[end + 1 : end + 2] |= kinds[end : end + 1] == _OTHER  # "12/5/2024,5": no decimal point
            at = end


def _join_decimals(begins: NDArray[np.bool_], kinds: NDArray[np.uint8], codes: NDArray[np.uint32]) -> None:
    """A point or a comma between two digits is a part of the number."""
    between = (codes[1:-1] == 0x2E) | (codes[1:-1] == 0x2C)
    between &= (kinds[:-2] == _DIGIT) & (kinds[2:] == _DIGIT)
    begins[1:-1] &= ~between
    begins[2:] &= ~between


def _kinds(text: str) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """The kind and the code point of every character."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds: NDArray[Any] = _kind_table()[np.minimum(codes, _TABLE)]
    for place in np.flatnonzero(codes >= _TABLE).tolist():
        kinds[place] = _kind(text[place])
    return kinds, codes


@cache
def _kind_table() -> NDArray[np.uint8]:
    import numpy as np

    return np.array([_kind(chr(code)) for code in range(_TABLE + 1)], np.uint8)


def _kind(char: str) -> int:
    if char.isspace():
        return _SPACE
    if char == "_":
        return _LINE
    if char.isdecimal():
        return _DIGIT
    # A mark goes with its letter.
    return _LETTER if char.isalnum() or "\u0300" <= char <= "\u036f" else _OTHER
