"""Tokens with offsets: a fast tokenizer that never cuts a document number.

spaCy's blank Vietnamese tokenizer needs another segmenter and cuts numbers; a ``Doc`` built from these words and
spaces has exactly the text as read (``doc.text == text``, tested as a property).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_TOKEN = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}(?!\d)"  # a date
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*"  # a syllable, decomposed letters included
    r"|\s+"
    r"|_+|[^\w\s]"
)


def pieces(text: str, whole: Iterable[tuple[int, int]] = ()) -> Iterator[tuple[int, int]]:
    """Spans of tokens and white space that cover ``text``; each span of ``whole`` (sorted) is one token."""
    position = 0
    for start, end in whole:
        if start < position:
            continue
        yield from (match.span() for match in _TOKEN.finditer(text, position, start))
        yield start, end
        position = end
    yield from (match.span() for match in _TOKEN.finditer(text, position))


def words_and_spaces(text: str, whole: Iterable[tuple[int, int]] = ()) -> tuple[list[str], list[bool]]:
    """Arguments for ``spacy.tokens.Doc``: a single blank after a word is its space, other white space is a token."""
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pieces(text, whole):
        piece = text[start:end]
        if piece == " " and words and not words[-1].isspace() and not spaces[-1]:
            spaces[-1] = True
        elif piece.isspace() and piece.startswith(" ") and len(piece) > 1 and words and not words[-1].isspace():
            spaces[-1] = True
            words.append(piece[1:])
            spaces.append(False)
        else:
            words.append(piece)
            spaces.append(False)
    return words, spaces
