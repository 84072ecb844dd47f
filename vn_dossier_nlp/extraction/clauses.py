"""The clauses that are judged: the requests of a submission, without those that only open or close it.

Where extraction finds no clause that asks, the asking sentences themselves are judged: a submission whose
request is put in unusual words must not pass as one that asks nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vn_dossier_nlp.extraction.acts import find_acts
from vn_dossier_nlp.extraction.requests import Request
from vn_dossier_nlp.extraction.slots import is_specific, read_slots
from vn_dossier_nlp.extraction.submission import Submission, once
from vn_dossier_nlp.schema import ZoneKind

# "kính báo cáo ... như sau", "trình ... dự thảo với những nội dung chính dưới đây": opens the text, the
# request comes later.
_OPENER = re.compile(r"(?:như\s+sau|sau\s+đây|dưới\s+đây|như\s+sau\s*:.{0,60})\s*:?\s*$", re.DOTALL)
_ASKS = re.compile(
    r"(?<![\wÀ-ỹ])(?:[Kk]ính\s+(?:mong|trình|xin|đề\s+nghị)|[Mm]ong|[Cc]huyển(?=[^.;]{0,160}\sđể\s)|[Tt]rân\s+trọng\s+(?:kính\s+)?(?:trình|đề\s+nghị)|"
    r"[Đđ]ề\s+nghị|[Kk]iến\s+nghị|[Đđ]ề\s+xuất|[Xx]in|[Tt]rình)(?![\wÀ-ỹ])"
)
# The words of an asking sentence that name who is asked; the object begins after them.
_BODY = re.compile(
    r"[\s,]*(?:với\s+|cho\s+)?(?:đồng\s+chí\s+|Đ/c\s+|Lãnh\s+đạo\s+)?(?:Thường\s+trực\s+)?(?:(?:Phó\s+)?Chủ\s+tịch\s+)?"
    r"(?:UBND|Ủy\s+ban\s+nhân\s+dân|HĐND|Hội\s+đồng\s+nhân\s+dân)?(?:\s+(?:tỉnh|thành\s+phố|huyện|quận|xã|phường))?(?:\s+(?-i:[A-ZĐ])\w*){0,3}"
)
# "UBND cấp tỉnh trình HĐND cùng cấp quyết định ...": a rule that is told, nobody asks.
_RULE = re.compile(
    r"cấp\s+(?:tỉnh|huyện|xã)\s+(?:xem\s+xét,?\s+)?trình|cùng\s+cấp\s+(?:xem\s+xét,?\s+)?(?:quyết\s+định|ban\s+hành|thông\s+qua)"
)
_COURTESY = re.compile(r"cảm\s+ơn|kính\s+chúc|[Tt]rân\s+trọng\s*[./]*$|lời\s+(?:chào|chúc)")
_ATTACHED_ACT = re.compile(r"[^(]{0,60}(?:kèm|đính)[^(]{0,20}\)")
_MARK = re.compile(
    r"(?:[-+*•]\s*|\(?\d{1,2}[.)]\s*|\d{1,2}\.\d{1,2}\.?\s*|[a-zđ]\)\s*|(?:Một|Hai|Ba|Bốn|Năm)\s+là,?\s*|Thứ\s+(?:nhất|hai|ba|tư),?\s*)"
)
_TOLD = re.compile(r"(?:[Tt]heo|[Cc]ăn\s+cứ|[Xx]ét|[Tt]rên\s+cơ\s+sở|đã|được|nhận\s+được|[Tt]ại)\s[^.;:]*$")


@dataclass(frozen=True, slots=True)
class Clause:
    """A judged clause and the text around it that its meaning may rest on."""

    request: Request
    before: tuple[int, int]  # the sentence before the one that holds the clause; empty where there is none

    @property
    def start(self) -> int:
        """Offset into the folded text."""
        return self.request.start

    @property
    def end(self) -> int:
        """Offset into the folded text, exclusive."""
        return self.request.end


@once
def judged_clauses(sub: Submission) -> tuple[Clause, ...]:
    """The clauses that ask, in the order of the text; formulas included."""
    own = [request for request in sub.requests if not _opens(sub, request) and not _bare_lead(sub, request)]
    own = [_without_attachment(sub.text, request) for request in own]
    if all(request.formula for request in own):
        own = sorted([*own, *_asking_sentences(sub, own)], key=lambda request: request.start)
    return tuple(Clause(request, _before(sub, request.start)) for request in own)


def _without_attachment(text: str, request: Request) -> Request:
    """A request whose act was read inside "(dự thảo Quyết định kèm theo)" is read without the bracket."""
    if not _ATTACHED_ACT.match(request.object or ""):
        return request
    bracket = text.find("(", request.start, request.end)
    asks = _ASKS.search(text, request.start, request.end)
    if bracket < 0 or asks is None or asks.end() > bracket:
        return request
    again = read_request(text, request.start, asks.end(), bracket)
    return replace(again, end=request.end, slots=request.slots)


def _opens(sub: Submission, request: Request) -> bool:
    """Whether a clause only opens the report or tells a rule; never the last, since a list may follow it."""
    later = any(other.start > request.end and not other.formula for other in sub.requests)
    piece = sub.text[request.start : request.end]
    return later and bool(_OPENER.search(piece) or _RULE.search(piece))


def _bare_lead(sub: Submission, request: Request) -> bool:
    """ "đề nghị Chủ tịch UBND tỉnh:": asks nothing by itself, its items do."""
    return request.act is None and sub.text[request.start : request.end + 1].rstrip().endswith(":")


def _asking_sentences(sub: Submission, known: list[Request]) -> list[Request]:
    """Requests read straight from the asking sentences of the last part, where extraction saw formulas at
    most.
    """
    zone = sub.layout.zone(ZoneKind.REQUEST)
    if zone is None:
        return []
    found: list[Request] = []
    listed = False  # whether a lead-in with a colon came before: its items ask
    for sentence in sub.sentences:
        covered = any(request.start < sentence.end and sentence.start < request.end for request in known)
        if sentence.start < zone[0] or covered:
            continue
        asks = _ASKS.search(sub.text, sentence.start, sentence.end)
        if _COURTESY.search(sub.text, sentence.start, sentence.end):
            continue
        item = _MARK.match(sub.text, sentence.start, sentence.end) if listed else None
        if item:
            found.append(read_request(sub.text, sentence.start, item.end(), sentence.end))
        elif asks and not _TOLD.search(sub.text[sentence.start : asks.start()]):
            listed = sub.text[sentence.start : sentence.end].rstrip().endswith(":")
            if not listed:
                found.append(read_request(sub.text, asks.start(), asks.end(), sentence.end))
    return found


def read_request(text: str, start: int, asked: int, end: int) -> Request:
    """The request that ``text[start:end]`` would be; its asking words end at ``asked``."""
    body = _BODY.match(text, asked, end)
    position = body.end() if body else asked
    acts = [act for act in find_acts(text, position, end) if act.kind != "consider"]
    acts.sort(key=lambda act: (act.kind in ("attend", "opinion"), act.start))
    act = acts[0] if acts else None
    target = " ".join(text[act.end if act else position : end].split()).strip(" ,;:./") or None
    slots = read_slots(text, start, end)
    kind = act.kind if act else None
    specific = is_specific(text, kind, target, slots, start, end)
    return Request(start, end, act.words if act else None, kind, target, None, specific, False, slots)


def _before(sub: Submission, position: int) -> tuple[int, int]:
    last = (position, position)
    for sentence in sub.sentences:
        if sentence.end > position:
            break
        last = (sentence.start, sentence.end)
    return last
