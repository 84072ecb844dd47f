"""Citations as training data: tagged tokens (BIO, as CoNLL has them) and spaCy's ``DocBin``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from vn_dossier_nlp.grammar.numbers import find_numbers
from vn_dossier_nlp.language.folding import fold
from vn_dossier_nlp.language.sentences import find_sentences
from vn_dossier_nlp.language.tokens import pieces, words_and_spaces
from vn_dossier_nlp.reports.lines import cite_line
from vn_dossier_nlp.reports.visible import visible
from vn_dossier_nlp.schema import Citation

if TYPE_CHECKING:
    from spacy.tokens import Doc, DocBin, Span

OUTSIDE, SELF, UNTYPED = "O", "SELF", "DOCUMENT"
KEY = "citations"
"""Of ``doc.spans`` and ``doc.user_data``."""


def tag_of(citation: Citation) -> str:
    """The class of a mention: its type with underscores, SELF for "Nghị định này", DOCUMENT without a type."""
    if citation.self_reference:
        return SELF
    return "_".join((citation.type or UNTYPED).split())


def bio_lines(path: str, text: str, citations: Iterable[Citation]) -> Iterator[str]:
    """One file: ``# file = path``, then ``token, start, end, tag`` a line, and a blank line after each sentence.

    Offsets are those of ``text``; every token of it has its line but white space. The tokens of a mention are those
    that overlap its span; a token in two mentions is the first's. No sentence ends inside a mention.
    """
    yield f"# file = {_on_one_line(path)}"
    mentions = sorted(citations, key=lambda one: (one.span.start, -one.span.end))
    cuts = _cuts(text, mentions)
    place = upcoming = 0
    current: Citation | None = None
    fresh = True
    for start, end in pieces(text, _numbers(text, broken=False)):
        if text[start:end].isspace() or start == end:
            continue
        crossed = bisect_right(cuts, start)
        if crossed > place and not fresh:
            yield ""
        place, fresh = crossed, False
        begins = False
        if current is None or start >= current.span.end:
            while upcoming < len(mentions) and mentions[upcoming].span.end <= start:
                upcoming += 1
            current = None
            if upcoming < len(mentions) and mentions[upcoming].span.start < end:
                current, begins = mentions[upcoming], True
                upcoming += 1
        tag = f"{'B' if begins else 'I'}-{tag_of(current)}" if current else OUTSIDE
        yield f"{text[start:end]}\t{start}\t{end}\t{tag}"
    yield ""


class DocBinWriter:
    """Collects files for one ``DocBin``: the text as read, its mentions as ``doc.spans["citations"]``.

    A span has the label of :func:`tag_of` and, as ``kb_id_``, the number of the instrument. ``doc.user_data`` has
    ``path`` and ``citations``: the lines of ``--format jsonl`` in the order of the spans, with exact offsets.

    To read it back, with any vocabulary and without this package::

        import spacy
        from spacy.tokens import DocBin

        vocab = spacy.blank("xx").vocab
        for doc in DocBin().from_disk("citations.spacy").get_docs(vocab):
            print(doc.user_data["path"])
            for span in doc.spans["citations"]:
                print(span.start_char, span.end_char, span.label_, span.kb_id_, span.text)
    """

    def __init__(self) -> None:
        from spacy.tokens import DocBin
        from spacy.vocab import Vocab

        self._vocab = Vocab()
        self._bin: DocBin = DocBin(attrs=["ORTH"], store_user_data=True)

    def add(self, path: str, text: str, citations: Sequence[Citation]) -> None:
        """A file with its citations."""
        from spacy.tokens import Doc

        words, spaces = words_and_spaces(text, _numbers(text, broken=True))
        doc = Doc(self._vocab, words=words, spaces=spaces)
        doc.user_data["path"] = _encodable(path)
        doc.user_data[KEY] = [cite_line(one) | {"path": _encodable(path)} for one in citations]
        doc.spans[KEY] = list(_spans(doc, citations))
        self._bin.add(doc)

    def to_bytes(self) -> bytes:
        """The contents of the file."""
        packed: bytes = self._bin.to_bytes()
        return packed


def _spans(doc: Doc, citations: Sequence[Citation]) -> Iterator[Span]:
    """The tokens that overlap each mention."""
    from spacy.tokens import Span

    starts = [token.idx for token in doc]
    ends = [token.idx + len(token) for token in doc]
    for one in citations:
        first, last = bisect_right(ends, one.span.start), bisect_left(starts, one.span.end)
        yield Span(doc, first, max(last, first), label=tag_of(one), kb_id=one.resolves_to or one.number or "")


def _numbers(text: str, broken: bool) -> list[tuple[int, int]]:
    """The document numbers of a text as read, each to be one token; ``broken``: also those with a blank inside."""
    folded = fold(text)
    spans = [folded.raw(number.start, number.end) for number in find_numbers(folded.text)]
    return [(a, b) for a, b in spans if a < b and (broken or len(text[a:b].split()) == 1)]


def _cuts(text: str, mentions: Sequence[Citation]) -> list[int]:
    """Where a sentence begins or ends, but never inside a mention; sorted."""
    edges = sorted({edge for one in find_sentences(text) for edge in (one.start, one.end)})
    starts = [one.span.start for one in mentions]
    reach: list[int] = []  # the furthest end of the mentions up to each
    for one in mentions:
        reach.append(max(one.span.end, reach[-1] if reach else 0))
    kept = []
    for edge in edges:
        before = bisect_left(starts, edge)
        if not before or reach[before - 1] <= edge:
            kept.append(edge)
    return kept


def _on_one_line(path: str) -> str:
    return visible(path).replace("\n", "⟨U+000A⟩").replace("\t", "⟨U+0009⟩")


def _encodable(path: str) -> str:
    """A file's name that is no Unicode, with its bytes as escapes."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")
