"""Asking words in a ``Doc``: spaCy's Matcher over the rows of ``data/asking.toml``, run where a row can begin.

Few words of a text can begin a row and are followed by a word that goes on with it. These are found in one pass over
the numbers of the words; the Matcher, which walks from token to token, sees the few tokens behind each alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.extraction.acts import asking_rows

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


class AskingWords:
    """Finds the asking words of the ``Doc``s of one vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        from spacy.matcher import Matcher

        self._matcher = Matcher(vocab)
        for row in asking_rows():
            self._matcher.add(row["name"], [row["pattern"]])
        patterns = [row["pattern"] for row in asking_rows()]
        self._first = _hashes(vocab, (word for pattern in patterns for word in _words(pattern[0])))
        self._second = _hashes(vocab, (word for pattern in patterns for word in _after_first(pattern)))
        self._longest = max(map(len, patterns))

    def __call__(self, doc: Doc) -> list[tuple[int, int]]:
        """The places of asking words in tokens, some more than once."""
        found = []
        for start, end in self._windows(doc):
            found += [(start + left, start + right) for _, left, right in self._matcher(doc[start:end])]
        return found

    def _windows(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Stretches of tokens, none touching another, that hold whatever the Matcher can find."""
        start = end = 0
        for at in self._beginnings(doc):
            if at > end:
                if end:
                    yield start, end
                start = at
            end = min(at + self._longest, len(doc))
        if end:
            yield start, end

    def _beginnings(self, doc: Doc) -> Iterator[int]:
        """The tokens at which a row may begin."""
        norms = doc.to_array("NORM").tolist()
        for at, norm in enumerate(norms[:-1]):
            if norm in self._first and (norms[at + 1] in self._second or doc[at + 1].is_space):
                yield at


def _hashes(vocab: Vocab, words: Iterable[str]) -> frozenset[int]:
    return frozenset(map(vocab.strings.add, words))


def _words(token: dict[str, Any]) -> list[str]:
    """The words that a token of a pattern stands for; no row has a token of another kind, but for white space."""
    norm = token.get("NORM", {"IN": []})
    return [norm] if isinstance(norm, str) else list(norm["IN"])


def _after_first(pattern: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The words that may follow the first one: up to the first token that must be there."""
    for token in pattern[1:]:
        yield from _words(token)
        if token.get("OP") != "?":
            return
