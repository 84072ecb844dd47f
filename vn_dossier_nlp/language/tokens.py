"""Tokens with offsets: a fast tokenizer that never cuts a document number.

spaCy's blank Vietnamese tokenizer needs another segmenter and cuts numbers; a ``Doc`` built from these words and
spaces has exactly the text as read (``doc.text == text``, tested as a property).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_TOKEN = re.compile(
    r"(\s+|(?:\d{1,2}/\d{1,2}/\d{4}(?!\d)"  # white space; a date
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*"  # a syllable, decomposed letters included
    r"|_+|[^\w\s])(?P<space> ?))"
)


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
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for start, end in whole:
        if start < at:
            continue
        _cut(text[at:start], words, spaces)
        words.append(text[start:end])
        at = end + (text[end : end + 1] == " ")
        spaces.append(at > end)
    _cut(text[at:], words, spaces)
    return words, spaces


def _cut(text: str, words: list[str], spaces: list[bool]) -> None:
    """Append the tokens of a stretch, found in one call: a loop over matches costs three times as much."""
    found = _TOKEN.findall(text)
    words += [token[:-1] if space else token for token, space in found]
    spaces += [bool(space) for _, space in found]
