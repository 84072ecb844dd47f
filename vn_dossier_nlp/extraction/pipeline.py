"""The spaCy pipeline: tokens that never cut a number, then the components ``citations`` and ``proposals``.

``Doc`` extensions hold the records behind the spans: ``doc._.folded``, ``doc._.layout``, ``doc._.mentions``,
``doc._.requests``. Spans of ``doc.spans["citations"]`` carry the number or the title as ``span.id_`` and the type as
label; those of ``doc.spans["proposals"]`` carry the act.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.extraction.asking import AskingWords
from vn_dossier_nlp.extraction.mentions import find_mentions
from vn_dossier_nlp.extraction.requests import find_requests
from vn_dossier_nlp.grammar.numbers import find_numbers
from vn_dossier_nlp.language.folding import Folded, fold
from vn_dossier_nlp.language.tokens import words_and_spaces
from vn_dossier_nlp.structure import find_layout

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab


@lru_cache(maxsize=1)
def load() -> Language:
    """The pipeline, built once a process; it gives ``Doc``s with ``doc.text == text``."""
    from spacy.language import Language
    from spacy.tokens import Doc

    for name in ("raw", "folded", "numbers", "layout", "mentions", "requests"):
        Doc.set_extension(name, default=None, force=True)
    nlp = Language()
    nlp.tokenizer = Tokenizer(nlp.vocab)
    nlp.max_length = 10_000_000
    _register(Language)
    nlp.add_pipe("vn_citations", name="citations")
    nlp.add_pipe("vn_proposals", name="proposals")
    return nlp


def _register(language: type[Language]) -> None:
    if not language.has_factory("vn_citations"):
        language.factory("vn_citations", func=lambda nlp, name: Citations(name))
        language.factory("vn_proposals", func=lambda nlp, name: Proposals(nlp.vocab, name))


def _norm(word: str) -> str:
    return word.lower() if word.isascii() else fold(word).text.lower()


class Tokenizer:
    """Builds a ``Doc`` from our own tokens; ``token.norm_`` is the folded word in lower case."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.known: set[str] = set()  # words whose norm the vocabulary holds

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        folded = fold(text)
        numbers = list(find_numbers(folded.text))
        whole = [folded.raw(number.start, number.end) for number in numbers]
        words, spaces = words_and_spaces(text, whole)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for word in set(words).difference(self.known):
            self.vocab[word].norm_ = _norm(word)
            self.known.add(word)
        doc._.raw, doc._.folded, doc._.numbers = text, folded, numbers
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to save: the tokenizer has no state but the vocabulary."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> Tokenizer:
        """The counterpart of :meth:`to_bytes`."""
        return self


class Citations:
    """The component that finds mentions of official documents."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        folded: Folded = doc._.folded
        doc._.mentions = find_mentions(folded.text, doc._.numbers)
        doc.spans["citations"] = [
            _span(doc, folded, m.start, m.end, m.type or "self", m.number or m.title or "") for m in doc._.mentions
        ]
        return doc


class Proposals:
    """The component that reads the layout and finds requests; asking words come from the Matcher."""

    def __init__(self, vocab: Vocab, name: str) -> None:
        self.name = name
        self.asking = AskingWords(vocab)

    def __call__(self, doc: Doc) -> Doc:
        folded: Folded = doc._.folded
        doc._.layout = find_layout(folded.text)
        asked = sorted({_folded_place(doc, folded, start, end) for start, end in self.asking(doc)})
        doc._.requests = find_requests(folded.text, doc._.layout, asked)
        doc.spans["proposals"] = [_span(doc, folded, r.start, r.end, "proposal", r.act or "") for r in doc._.requests]
        return doc


def _folded_place(doc: Doc, folded: Folded, start: int, end: int) -> tuple[int, int]:
    left, right = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    return folded.place(left), folded.place(right)


def _span(doc: Doc, folded: Folded, start: int, end: int, label: str, identity: str) -> Span:
    left, right = folded.raw(start, end)
    span = doc.char_span(left, right, label=label, alignment_mode="expand")
    assert span is not None, "offsets of the text are offsets of its Doc"
    span.id_ = identity
    return span
