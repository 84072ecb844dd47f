"""The layout of a submission: where its masthead ends, where its signature block begins, and the zones between."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vn_dossier_nlp.language.sentences import Sentence, find_sentences
from vn_dossier_nlp.schema import Masthead, Zone, ZoneKind
from vn_dossier_nlp.structure.masthead import head_end, read_masthead
from vn_dossier_nlp.structure.signature import tail_start

_BASIS = re.compile(r"[\s\-+*•]*(?:Căn\s+cứ|Thực\s+hiện)\s")
_REQUEST_HEADING = re.compile(
    r"(?:(?:[IVX]{1,5}|\d{1,2}|[a-zđ])[.)]\s*)?(?:(?:Phần\s+)?(?:kiến\s+nghị|đề\s+nghị|đề\s+xuất|nội\s+dung\s+(?:kiến\s+nghị|đề\s+nghị|đề\s+xuất|trình))"
    r"(?:[\s,]+(?:và\s+)?(?:kiến\s+nghị|đề\s+nghị|đề\s+xuất))*(?:\s+của\s+[^.:]{2,60})?)\s*[:.]?",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:[Kk]ính\s+(?:trình|đề\s+nghị|mong|xin|báo\s+cáo)|(?:[Đđ]ề\s+nghị|[Tt]rình|[Đđ]ề\s+xuất|[Kk]iến\s+nghị|[Tt]ham\s+mưu)"
    r"(?:\s+với)?\s+(?:đồng\s+chí\s+)?(?:Thường\s+trực\s+)?(?:UBND|Ủy\s+ban|HĐND|Hội\s+đồng\s+nhân|Chủ\s+tịch|Lãnh\s+đạo))"
)
_OPENER = re.compile(r"(?:như\s+sau|sau\s+đây|sau)\s*:\s*$")


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that the layout tells; offsets into the folded text."""

    masthead: Masthead
    zones: tuple[Zone, ...]
    sentences: tuple[Sentence, ...]  # of the text between masthead and signature block

    def zone(self, kind: ZoneKind) -> tuple[int, int] | None:
        """The span of a zone, or None where the document has none."""
        return next(((z.start, z.end) for z in self.zones if z.kind == kind), None)


def find_layout(text: str) -> Layout:
    """The layout of a folded text; a text without a masthead is all body."""
    head = head_end(text)
    tail = tail_start(text, head)
    sentences = tuple(find_sentences(text, head, tail))
    bases = _bases_end(text, head, sentences)
    request = _request_start(text, sentences, tail)
    marks = [
        (ZoneKind.MASTHEAD, 0, head),
        (ZoneKind.LEGAL_BASES, head, bases),
        (ZoneKind.BODY, bases, max(bases, request)),
    ]
    marks += [(ZoneKind.REQUEST, max(bases, request), tail), (ZoneKind.RECIPIENTS, tail, len(text))]
    zones = tuple(Zone(kind, start, end) for kind, start, end in marks if end > start)
    return Layout(read_masthead(text, head, tail), zones, sentences)


def _bases_end(text: str, head: int, sentences: tuple[Sentence, ...]) -> int:
    """The end of the run of "Căn cứ ...;" with which a submission opens; the end of the head where there is none."""
    end = head
    open_list = False
    for sentence in sentences:
        piece = text[sentence.start : sentence.end]
        if _BASIS.match(piece) or (open_list and piece[:1].isupper() and piece.endswith(";")):
            end, open_list = sentence.end, piece.endswith(";")
        else:
            break
    return end


def _request_start(text: str, sentences: tuple[Sentence, ...], tail: int) -> int:
    """Where the closing request begins: its heading in the last half, else the first of the last asking sentences."""
    if not sentences:
        return tail
    middle = sentences[0].start + (tail - sentences[0].start) * 0.45
    for sentence in sentences:
        piece = text[sentence.start : sentence.end]
        if sentence.start >= middle and len(piece) < 90 and _REQUEST_HEADING.fullmatch(piece):
            return sentence.start
    asking = [
        s
        for s in sentences
        if s.start >= middle and _ASKING.search(text, s.start, s.end) and not _OPENER.search(text[s.start : s.end])
    ]
    if not asking:
        late = [s for s in sentences if _ASKING.search(text, s.start, s.end)]
        return late[-1].start if late else sentences[max(0, len(sentences) - 2)].start
    return asking[0].start
