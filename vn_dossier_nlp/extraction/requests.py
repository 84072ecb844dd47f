"""Requests: the clauses of a submission that ask its addressee to do or to decide something.

Input are the places of asking words that the spaCy Matcher found, the sentences and the layout; output are clauses with
their act, object, addressee and slots. A closing formula without an object of its own ("Kính trình ... xem xét, quyết
định") is one clause, not specific; its object may stand in the sentence before (DOMAIN 4; DOSSIER_GUIDE, proposals).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from vn_dossier_nlp.extraction.acts import Act, find_acts, find_allowing
from vn_dossier_nlp.extraction.slots import is_specific, read_slots
from vn_dossier_nlp.extraction.wordlists import word_list
from vn_dossier_nlp.grammar.letters import CAPITALS
from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.language.sentences import Sentence
from vn_dossier_nlp.schema import Slots, ZoneKind
from vn_dossier_nlp.structure import Layout

_LABEL_FORM = r"[-+*•]\s*|\(?\d{1,2}[.)]\s*|\d{1,2}\.\d{1,2}\.?\s*|[a-zđ]\)\s*|\([ivx]+\)\s*|[IVX]{1,4}\.\s*"
_BODY = re.compile(
    r"\s*(?:với\s+|cho\s+|của\s+|:\s*)?(?:[Đđ]ồng\s+chí\s+|[Ôô]ng\s+|Đ/c\s+|Lãnh\s+đạo\s+|lãnh\s+đạo\s+)?(?P<body>(?:Thường\s+trực\s+)?(?:"
    r"Chủ\s+tịch(?:,?\s*(?:các\s+)?Phó\s+Chủ\s+tịch)?(?:\s+(?:UBND|Ủy\s+ban\s+nhân\s+dân))?|UBND|Ủy\s+[Bb]an\s+[Nn]hân\s+dân(?:\s*\(UBND\))?|HĐND|Hội\s+đồng\s+nhân\s+dân|"
    r"Văn\s+phòng\s+(?:UBND|Ủy\s+ban\s+nhân\s+dân)|Thủ\s+tướng|Chính\s+phủ|Bộ\s+[A-ZĐ][\wÀ-ỹ]+|Sở\s+[A-ZĐ][\wÀ-ỹ]+(?:\s+và\s+[A-ZĐ][\wÀ-ỹ]+)?))"
    r"(?:\s+(?:và\s+)?(?:Chủ\s+tịch\s+)?(?:UBND|Ủy\s+ban\s+nhân\s+dân))?(?:\s+(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|Thành\s+phố|Tỉnh|TP\.?))?"
    rf"(?:(?:\s+-)?\s+[{CAPITALS}][\wÀ-ỹ]*){{0,4}}"
)
_DEPARTMENT = re.compile(r"\s*(?:với\s+|cho\s+|của\s+|:\s*)?(?:[Qq]uý\s+)?(?P<body>Sở)(?!\s*,)(?![\wÀ-ỹ])")
_FORMAL = re.compile(r"(?<![\wÀ-ỹ])[Kk]ính\s+(?:trình|chuyển|gửi|đề\s+nghị)")
_LEAD = re.compile(
    r"[\s,:]*(?:(?:sớm|xem\s+xét|quan\s+tâm(?=\s*,?\s*xem)|kịp\s+thời|cho(?!\s+(?:ý|phép|chủ))|về\s+việc|việc|nghiên\s+cứu(?=,?\s*xem)|và(?=\s+kính)|kính\s+đề\s+nghị)(?![\wÀ-ỹ])[\s,:]*)*"
)
_REPORTED = re.compile(
    r"(?:[Vv]ề\s+việc|việc|[Đđ]ơn|[Tt]heo|các|những|đã|được|[Hh]ồ\s+sơ|[Vv]ăn\s+bản|[Nn]ội\s+dung|[Tt]ờ\s+trình|số\s+\S+|ngày\s+\S+|để|khi|sau\s+khi|trước\s+khi|sẽ|tiếp\s+tục|có|là|"
    r"nhận\s+được|cùng|nhằm|phải|chưa|không|hoàn\s+thiện|tổng\s+hợp|tham\s+mưu|thẩm\s+định|trong\s+đó)\s*,?\s*$"
)
_REPORT_ASKS = re.compile(
    r"\s*,?\s*(?:xem\s+xét|cho\s+phép|chỉ\s+đạo|quyết\s+định|phê\s+duyệt|cho\s+ý\s+kiến|và\s+(?:kính\s+)?(?:đề\s+nghị|trình|đề\s+xuất))"
)
_BARE = re.compile(rf"(?:{_LABEL_FORM})?(?P<ask>(?:Kính\s+)?(?:[Đđ]ề\s+nghị|Kiến\s+nghị|Đề\s+xuất))\s*:?\s+")
_OPENER = re.compile(r"(?:như\s+sau|sau\s+đây|dưới\s+đây|cụ\s+thể(?:\s+như\s+sau)?)\s*:?\s*$|:\s*$")
_NARRATED = re.compile(
    r"^(?:việc|trong\s+đó|theo\s+đó|qua\s+đó)\s|nhận\s+được|\bgiao\s|[Cc]ông\s+văn\s+số|[Tt]ờ\s+trình\s+số|[Vv]ăn\s+bản\s+số|\bsẽ\b|ban\s+hành\s|\btại\s+(?:Công|Tờ|Văn)"
)
_CONTINUES = re.compile(r"(?:đồng\s+thời|trước\s+mắt|cùng\s+với\s+đó|ngoài\s+ra)\s*,?\s*", re.IGNORECASE)
_SECOND = re.compile(r"[,;.]\s+(?=đồng\s+thời\s|trước\s+mắt\s|[Đđ]ồng\s+thời\s*,)")
_ITEM = re.compile(rf"(?:{_LABEL_FORM})")
_TRAIL = re.compile(r"[\s,;.:/|]*$")
_ATTACHMENT = re.compile(r"\s*\((?:[^()]|\([^()]*\))*(?:kèm|đính|gửi)[^()]*\)?\s*$")
_FORMULA = re.compile(
    r"(?:[\s,;./]|xem\s+xét|quyết\s+định|phê\s+duyệt|chỉ\s+đạo|(?:cho|có)\s+ý\s+kiến(?:\s+chỉ\s+đạo)?|ký\s+duyệt|ký\s+ban\s+hành|ban\s+hành|giải\s+quyết|chấp\s+thuận|thông\s+qua|"
    r"thẩm\s+định|duyệt|ký|thực\s+hiện|để|làm|cơ\s+sở|triển\s+khai|tổ\s+chức|theo\s+(?:đúng\s+)?(?:quy\s+định|thẩm\s+quyền)|và|sớm|cho\s+phép|những|các|nội\s+dung|vấn\s+đề|nêu\s+trên|trên|này)+"
)
_QUOTED = re.compile(r"[“\"][^”\"]{0,1500}[”\"]")


@dataclass(frozen=True, slots=True)
class _Clause:
    """``text[start:end]``; its act may begin at ``act_from``.

    Details without an act of their own ("- Tổng dự toán: ...", "- Nguồn vốn: ...") follow up to ``details``.
    """

    start: int
    end: int
    act_from: int
    details: int


@dataclass(frozen=True, slots=True)
class Request:
    """A clause that asks: ``text[start:end]`` of the folded text."""

    start: int
    end: int
    act: str | None
    act_kind: str | None
    object: str | None
    asked_of: str | None
    specific: bool
    formula: bool
    slots: Slots


def find_requests(text: str, layout: Layout, asked: Iterable[tuple[int, int]]) -> list[Request]:
    """The requests of a folded text. ``asked``: places of asking words, sorted."""
    places = [place for place in asked if not _inside(place, _QUOTED.finditer(text))]
    found: list[Request] = []
    sentences = layout.sentences
    index = 0
    while index < len(sentences):
        opened = _open(text, sentences[index], places, layout)
        if opened is None:
            index += 1
            continue
        start, body_end, asked_of = opened
        clauses, index = _clauses(text, sentences, index, start, body_end)
        found.extend(_request(text, clause, asked_of) for clause in clauses)
    return [
        request for request in found if not (request.act is None and _OPENER.search(text[request.start : request.end]))
    ]


def _inside(place: tuple[int, int], spans: Iterable[re.Match[str]]) -> bool:
    return any(span.start() < place[0] and place[1] < span.end() for span in spans)


def _open(
    text: str, sentence: Sentence, places: list[tuple[int, int]], layout: Layout
) -> tuple[int, int, str | None] | None:
    """(start of the clause, end of the addressee, addressee) where a sentence itself asks.

    None where it only tells that others asked.
    """
    if text[sentence.start] == "(":
        return None
    for left, right in places:
        if not sentence.start <= left < sentence.end:
            continue
        formal = text[left:right].lower().startswith("kính")
        start = _subject_start(text, sentence.start, left)
        if (
            formal
            and _goes_on(text, sentence.start, left, layout)
            or _is_own_clause(text, sentence.start, left, layout)
        ):
            start = left
        elif not _speaks_for_itself(text, start, left, formal, layout):
            continue
        begin = _body_from(text, right, sentence.end)
        body = _BODY.match(text, begin, sentence.end)
        if body is None and _is_to_department(layout):
            body = _DEPARTMENT.match(text, begin, sentence.end)
        if body is None and not (formal or text[left:right].endswith(":")):
            continue
        end = body.end() if body else right
        if body and _is_issuer(body["body"], layout):
            continue  # others ask the submitter
        if "báo" in text[left:right].lower() and not _REPORT_ASKS.match(text, end, sentence.end):
            continue  # "báo cáo UBND tỉnh tình hình ... như sau:" opens the text and asks nothing
        return start, end, _asked_of(body["body"]) if body else None
    return _bare_opening(text, sentence, layout)


def _bare_opening(text: str, sentence: Sentence, layout: Layout) -> tuple[int, int, str | None] | None:
    """ "Đề nghị hợp nhất ...": a sentence of the request zone that asks and names no addressee."""
    zone = layout.zone(ZoneKind.REQUEST)
    match = _BARE.match(text, sentence.start, sentence.end)
    if not match or not zone or not zone[0] <= sentence.start < zone[1]:
        return None
    acts = find_acts(text, match.end(), sentence.end)
    if not acts or acts[0].start - match.end() > 12 or acts[0].kind == "attend":
        return None
    return match.start("ask"), match.end(), None


def _is_to_department(layout: Layout) -> bool:
    """Whether the submission is addressed to a department: "Đề nghị Sở ..." then needs no name."""
    return any(re.match(r"(?:Giám\s+đốc\s+)?Sở\s", addressee) for addressee in layout.masthead.addressees)


def _is_issuer(body: str, layout: Layout) -> bool:
    issuer = skeleton(" ".join((layout.masthead.issuer or "").split()))
    return (
        bool(issuer)
        and skeleton(" ".join(body.split())).startswith(("so ", "ban ", "bo "))
        and skeleton(" ".join(body.split())) in issuer
    )


def _body_from(text: str, right: int, end: int) -> int:
    """Where the addressee begins: the pattern may have eaten its first word."""
    word = re.search(r"[\wÀ-ỹ]+$", text[:right])
    if word and word.group().lower() in (
        "ubnd",
        "ủy",
        "hđnd",
        "hội",
        "chủ",
        "thường",
        "lãnh",
        "văn",
        "đồng",
        "thủ",
        "ban",
        "sở",
        "bộ",
        "chánh",
    ):
        right = word.start()
    chained = re.match(r"\s+(?:và|,)\s+(?:kính\s+)?(?:đề\s+nghị|trình|đề\s+xuất|kiến\s+nghị)", text[right:end])
    return right + (chained.end() if chained else 0)


def _subject_start(text: str, start: int, left: int) -> int:
    """The start of the subject before the asking word: after the last comma or colon of an opening phrase."""
    before = text[start:left]
    cut = max((m.end() for m in re.finditer(rf"[,:;]\s+|\)\s+(?=[A-ZĐ])|\.\s+(?=[{CAPITALS}])", before)), default=0)
    subject = before[cut:]
    lead = re.match(r"(?:\s*[IVX\d]{1,3}[.)]|\s*[-+a-z]\)?\s)\s*", subject)
    return start + cut + (lead.end() if lead else 0)


def _speaks_for_itself(text: str, start: int, left: int, formal: bool, layout: Layout) -> bool:
    """Whether the submitter asks here and now: an empty subject, or one that shares its words with the issuer."""
    subject = text[start:left].strip()
    if not subject:
        if formal or text[left].isupper():
            return True
        subject = re.split(r"[,:;.]", text[max(0, start - 160) : start].rstrip(" ,:;\n"))[-1].strip()
    if _REPORTED.search(subject) or _NARRATED.search(subject):
        return False
    return len(subject.split()) <= 25 and _is_own(subject.split(), layout)


def _goes_on(text: str, start: int, left: int, layout: Layout) -> bool:
    """ "Sở X nhận thấy ... là phù hợp và kính trình": the submitter speaks from the start of the sentence on."""
    before = text[start:left]
    if not re.search(r"(?:và|,|nên|vậy)\s*$", before) or _NARRATED.search(before):
        return False
    words = re.sub(rf"^(?:{_LABEL_FORM})", "", before).split()
    return _is_own(words[:4], layout)


def _is_own_clause(text: str, start: int, left: int, layout: Layout) -> bool:
    """ "UBND phường kính chuyển đơn ...; đề nghị Sở ...": a second clause of the submitter's own sentence."""
    floor = max(0, left - 400)
    if start == left and text[floor:left].rstrip().endswith(";"):  # the clause before is a sentence of its own
        start = max(floor - 1, *(text.rfind(stop, floor, left) for stop in (".", "\n"))) + 1
    start = max(start, floor)
    before = re.sub(rf"^\s*(?:{_LABEL_FORM})", "", text[start:left])
    if not re.search(r"[;,]\s*$", before) or _NARRATED.search(before):
        return False
    return _is_own(before.split()[:2], layout) and bool(_FORMAL.search(before))


def _is_own(words: list[str], layout: Layout) -> bool:
    """Whether words are those with which the issuer speaks of itself; without a masthead a short subject is."""
    issuer = set(skeleton(" ".join(filter(None, (layout.masthead.issuer, layout.masthead.parent)))).split())
    if not issuer:
        return len(words) <= 10
    own = issuer | word_list("submitter")
    strange = [word for word in words if skeleton(word).strip("(),:;") not in own]
    named = sum(word[0].isupper() for word in strange)  # the proper name of somebody else
    return named < 2 and len(strange) <= 0.5 * len(words)


def _asked_of(body: str) -> str:
    bare = skeleton(body)
    if "hdnd" in bare or "hoi dong" in bare:
        return "council"
    if "van phong" in bare or bare.startswith(("thu tuong", "chinh phu", "bo ", "so ")):
        return "other"
    return "chair" if "chu tich" in bare else "committee"


def _clauses(
    text: str, sentences: tuple[Sentence, ...], index: int, start: int, body_end: int
) -> tuple[list[_Clause], int]:
    """The clauses of the request that sentence ``index`` opens, and the index of the next sentence."""
    end = _clause_end(text, sentences[index].end)
    clauses = _split(text, start, end, body_end)
    following = index + 1
    if text[start : sentences[index].end].rstrip().endswith(":") or _leads_a_list(
        text, sentences, index, body_end, end
    ):
        items = _items(text, sentences, following)
        if items and not _is_bare_lead(text, body_end, end):
            return _with_details(text, clauses, items), following + len(items)
        if items and _begins_with_act(text, items[0]):
            first = _clause_end(text, items[0].end)
            clauses[-1] = replace(clauses[-1], end=first, details=first)
            clauses.extend(_item_clause(text, item) for item in items[1:])
            return clauses, following + len(items)
        return ([] if _is_bare_lead(text, body_end, end) else clauses), following
    while following < len(sentences) and _carries_on(text, sentences[following - 1], sentences[following]):
        begin, stop = sentences[following].start, _clause_end(text, sentences[following].end)
        clauses.append(_Clause(begin, stop, begin, stop))
        following += 1
    return clauses, following


def _leads_a_list(text: str, sentences: tuple[Sentence, ...], index: int, body_end: int, end: int) -> bool:
    """ "Xin UBND tỉnh quyết định" without a colon, and below it "1. Cho phép ...; 2. Hỗ trợ ..."."""
    if index + 1 >= len(sentences) or not _FORMULA.fullmatch(text, body_end, end):
        return False
    first = sentences[index + 1]
    return bool(_ITEM.match(text, first.start, first.end)) and _begins_with_act(text, first)


def _items(text: str, sentences: tuple[Sentence, ...], start: int) -> list[Sentence]:
    """The sentences from ``start`` on that are items of one list: the same kind of mark."""
    items: list[Sentence] = []
    kind = None
    for sentence in sentences[start : start + 20]:
        mark = _ITEM.match(text, sentence.start, sentence.end)
        if not mark:
            break
        this = re.sub(r"[a-zđ]", "a", re.sub(r"\d+", "1", mark.group().strip()))
        if kind is not None and this != kind:
            break
        kind = this
        items.append(sentence)
    return items


def _with_details(text: str, clauses: list[_Clause], items: list[Sentence]) -> list[_Clause]:
    """The clauses with those items of their list that ask by themselves; the others are details of the one before."""
    found = list(clauses)
    for item in items:
        if _begins_with_act(text, item):
            found.append(_item_clause(text, item))
        else:
            found[-1] = replace(found[-1], details=_clause_end(text, item.end))
    return found


def _item_clause(text: str, item: Sentence) -> _Clause:
    mark = _ITEM.match(text, item.start, item.end)
    end = _clause_end(text, item.end)
    return _Clause(item.start, end, mark.end() if mark else item.start, end)


def _begins_with_act(text: str, item: Sentence) -> bool:
    mark = _ITEM.match(text, item.start, item.end)
    start = mark.end() if mark else item.start
    acts = find_acts(text, start, min(item.end, start + 60))
    heading = text[start : item.end].isupper() or not text[start : item.end].strip()
    return bool(acts) and acts[0].start - start <= 12 and not heading


def _is_bare_lead(text: str, body_end: int, end: int) -> bool:
    """Whether a lead-in holds no act of its own before its colon: "kính trình ... các nội dung sau:"."""
    lead = text[body_end:end].split(":")[0]
    return not [act for act in find_acts(lead, 0, len(lead)) if act.kind != "consider"]


def _carries_on(text: str, previous: Sentence, sentence: Sentence) -> bool:
    """After a semicolon: "giao Sở Tài chính ...", "đồng thời chỉ đạo ..."."""
    if not text[previous.start : previous.end].endswith(";") or text[sentence.start].isupper():
        return False
    lead = _CONTINUES.match(text, sentence.start)
    position = lead.end() if lead else sentence.start
    acts = find_acts(text, position, min(position + 30, sentence.end))
    return bool(acts) and acts[0].start - position <= 12


def _split(text: str, start: int, end: int, body_end: int) -> list[_Clause]:
    """Cut a clause at ", đồng thời" and at ", giao ..." that begin a second request."""
    cuts = list(_SECOND.finditer(text[body_end:end]))
    bounds = [start, *(body_end + m.end() for m in cuts), end]
    result = []
    for number, (left, right) in enumerate(zip(bounds, bounds[1:], strict=False)):
        right = left + len(text[left:right].rstrip(" ,;\n"))
        result.append(_Clause(left, right, body_end if number == 0 else left, right))
    return result


def _clause_end(text: str, end: int) -> int:
    """Without the closing marks."""
    tail = _TRAIL.search(text[max(0, end - 12) : end])
    return end - (len(tail.group()) if tail else 0)


def _request(text: str, clause: _Clause, asked_of: str | None) -> Request:
    start, end, act_from = clause.start, clause.end, clause.act_from
    lead = _LEAD.match(text, act_from, end)
    position = lead.end() if lead else act_from
    rest = text[position:end]
    formula = bool(_FORMULA.fullmatch(_ATTACHMENT.sub("", rest).strip() or "xem xét"))
    acts = [act for act in find_acts(text, act_from, end) if act.kind != "consider"]
    act = main_act(text, acts, act_from, position)
    target = None if formula else _object(text, act, position, end)
    slots = read_slots(text, start, clause.details)
    specific = not formula and is_specific(text, act.kind if act else None, target, slots, start, end)
    return Request(
        start,
        end,
        act.words if act else None,
        act.kind if act else None,
        target,
        asked_of,
        specific,
        formula,
        slots,
    )


def main_act(text: str, acts: list[Act], act_from: int, position: int) -> Act | None:
    """The first deciding act near the front; care and opinions only where nothing is to be decided.

    Between ``act_from`` and ``position`` stand the words that lead to the act, "cho" among them.
    """
    near = [act for act in acts if act.start - position <= 60] or acts[:1]
    ranked = sorted(near, key=lambda act: (act.kind in ("attend", "opinion"), act.start))
    if ranked and ranked[0].kind not in ("attend", "opinion"):
        return ranked[0]
    return find_allowing(text, act_from, position) or (ranked[0] if ranked else None)


def _object(text: str, act: Act | None, position: int, end: int) -> str | None:
    piece = " ".join(_ATTACHMENT.sub("", text[act.end if act else position : end]).split()).strip(" ,;:.")
    return piece or None
