"""Mentions of official documents in a text: numbers, names and self references joined with their pins and dates.

Anchors are found first (document numbers, names of laws, "Nghị định này"), each then looks a short way to its left for
its type word and its pins and to its right for its date. All windows are bounded, so the time is linear in the length
of the text and in the number of citations. Works on folded text; the component ``citations`` maps the offsets back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from vn_dossier_nlp.grammar.numbers import Number, find_numbers, type_of_number
from vn_dossier_nlp.grammar.pins import Chain, find_chains
from vn_dossier_nlp.grammar.starts import at_word, either_case
from vn_dossier_nlp.grammar.tables import DocType, doc_types, type_of_abbreviation
from vn_dossier_nlp.grammar.titles import Title, find_titles
from vn_dossier_nlp.language.dates import date_at, find_date
from vn_dossier_nlp.language.folding import skeleton

_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_BLANKS = re.compile(r"\s+")
_WINDOW = 130  # characters looked at to the left of an anchor
_HEAD = 3000  # characters in which the document's own number may stand
_LAWS = ("hiến pháp", "bộ luật", "luật", "pháp lệnh")
_SHORT_TYPES = ("luật", "nghị định", "thông tư liên tịch", "thông tư", "nghị quyết", "quyết định", "chỉ thị")

_ABBREVIATED = {
    "NĐ": "nghị định",
    "NQ": "nghị quyết",
    "QĐ": "quyết định",
    "TTLT": "thông tư liên tịch",
    "TT": "thông tư",
    "CT": "chỉ thị",
    "CV": "công văn",
    "TTr": "tờ trình",
    "KH": "kế hoạch",
    "TB": "thông báo",
    "VBHN": "văn bản hợp nhất",
}
# "số"; a scan puts other marks on it.
_SO = r"(?:[Ss][oòóỏõọôồốổỗộ]|SỐ)"
_NUMBER_WORD = re.compile(rf"\s*,?\s*{_SO}\s*:?\s*$")
_NUMBER_NEXT = re.compile(rf"\s*,?\s*{_SO}\s*:?\s*\d[\d\s]*/")
_USUAL = (" số ", " ", "\nsố ", " số\n", " số: ")  # ways from a type word to its number that need no pattern
_TO_NUMBER = re.compile(
    # What kind of decision it is: up to five plain words, none of which leads to another document.
    r"(?:(?:\s+(?!(?:này|khác|tại|theo|của|và|hoặc|trên|về|ngày|là|có|được|do|từ|đến|cho|trong|với|thay|kèm|sửa|bổ|số)"
    r"(?![\wÀ-ỹ]))[a-zà-ỹđ]+){1,5}(?=\s+số))?(?:\s+(?:này|khác))?(?:\s+của\s+[^;.:\d]{2,60}?)?(?:\s+họp\s+[^;.:\d]{2,40}?)?"
    rf"[\s|]*(?:[:,]\s*)?(?:(?:\(\s*)?(?:{_SO}|[Ss])\s*:?[\s|]*[.…]*[ \t]?)?",
)
_NEXT_IN_LIST = re.compile(
    r"\s*(?:của\s+[^;:.\d]{2,60}?)?\s*[,;]?\s*(?:và|hoặc)?\s*(?:[Ss]ố\s*)?|\s*[,;]\s*(?:và\s+)?[Ss]ố\s*",
)
_HEADER = re.compile(
    r"(?:^|[\n|])[ \t|]*(?:(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết)\s+)?"
    r"(?:Số(?:[ /]*[Kk]ý\s+hiệu|\s+hiệu)?|số\s*:)\s*:?\s*$"
)
_ATTACHED = re.compile(
    r"\s*[,(]?\s*(?:của|tại|trong|thuộc|theo)?\s*(?:dự\s+thảo\s+|các\s+)?$"
    r"|\s*(?:[^.;:()]{0,130}?|[^.;:]{0,60}\([^()]{0,80}\)\s*)(?:ban\s+hành\s+)?kèm\s+theo\s*$",
)
# What follows the name of a type where it means the document itself or one named before.
_SELF = re.compile(
    r"\s+(?:này(?![\wÀ-ỹ])|(?:nêu|nói|dẫn)\s+trên(?![\wÀ-ỹ])|"
    r"trên(?![\wÀ-ỹ])(?!\s+(?:địa\s+bàn|cơ\s+sở|thực|toàn|phạm\s+vi|đất|các|những|mạng|trang|cổng|báo|hệ\s+thống|môi\s+trường|"
    r"nền|tinh\s+thần|đây|mọi|mỗi|một|cả|không\s+gian|sông|biển|đường|tuyến|giấy|máy|bản\s+đồ|số|\d|[A-ZĐ])))"
)
_SHORT = re.compile(
    r"\s+(?!(?<=\n)\d{1,3}\.)(?:số\s+)?(?P<first>\d{1,4}(?:/(?:19|20)\d\d)?)(?![\d/\-]|\.\d|\s*/|[a-zA-ZĐđ]|\s*-\s*\d)"
    r"(?!\s+(?:tháng|năm(?!\s+(?:19|20)\d\d)|ngày(?!\s+\d{1,2}(?:/|\s+tháng))|người|điều|nhiệm|nội|tỷ|triệu|đồng|trường|cơ|đơn|chỉ\s+tiêu|mục|phòng|gói|dự))"
    r"(?P<rest>(?:\s*(?:,|và)\s*\d{1,4}(?![\d/.\-]|\s*/))*)"
)
_DATE_LEAD = re.compile(r"\s*(?:,\s*)?(?=[Nn]g[aàáảãạ][yýỳỷỹỵ][\s.…]*(?:\d|[lI]\d|/|tháng)|tháng\s*\d|NGÀY\s*\d)")
_YEAR = re.compile(
    r"\s*(?:,\s*)?(?:(?:năm|NĂM)\s+)?(?P<year>(?:19|20)\d\d)(?![\d/\-]|\s*-\s*\d)|\s*\((?P<inner>(?:19|20)\d\d)\)"
)
_OF_YEAR = re.compile(r"\s+năm\s+(?P<year>(?:19|20)\d\d)(?![\d/\-])")
_HAS_YEAR = re.compile(r"/(?:19|20)\d\d/")
_PASSED = re.compile(r"[^.;\n]{0,80}?(?:thông\s+qua|ban\s+hành|công\s+bố)\s+(?=ngày\s+\d)")
_ISSUED = re.compile(r"\s+(?:được\s+)?(?:ký|ban\s+hành|thông\s+qua|ký\s+ban\s+hành)\s+(?=ngày\s+\d)")
_PASSED_BEFORE = re.compile(
    r"[Nn]gày\s+(?P<date>[\d/]+|\d+\s+tháng\s+\d+\s+năm\s+\d{4}),?\s+[^.;:\d]{3,50}?(?:ban\s+hành|thông\s+qua)\s+$"
)
_CHAPTER = re.compile(r"(?<=[a-zà-ỹđ] )Chương\s+[IVX]+(?![\wÀ-ỹ])(?!\s+[A-ZĐ]{2})")
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:;\n“\"])\s*$")
_HEADING_BEFORE = re.compile(r"(?:^|[\n|])[ \t|>\"“'\-+*•]*$")
_PLACE = re.compile(r"(?:tại|của|theo|trong|thuộc|ở|định)\s+(?:các\s+)?$")
_HEADING_AFTER = re.compile(r"\s*[.:](?!\d)|[ \t]*\n|\s+\d+[.)]")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a document: ``text[start:end]`` and what it says (see ``schema.Citation``)."""

    start: int
    end: int
    type: str | None
    number: str | None = None
    title: str | None = None
    date: str | None = None
    pins: tuple[str, ...] = ()
    self_reference: bool = False


def find_mentions(text: str, numbers: Sequence[Number] | None = None) -> list[Mention]:
    """All mentions of a folded text in the order of their places; ``numbers`` are those of the text, if known."""
    titles = list(find_titles(text))
    types = find_type_words(text)
    chains = list(find_chains(text))
    numbers = list(find_numbers(text)) if numbers is None else numbers
    cited = _outside(chains, numbers)
    anchors = sorted(
        [
            *_numbered(text, cited, titles, types),
            *_named(text, titles),
            *_self_named(text, types),
            *_short(text, types),
        ],
        key=lambda mention: (mention.start, -mention.end),
    )
    anchors = _without_own_name(text, _without_overlaps(anchors), numbers)
    return _restore_hyphens(_with_pins(text, anchors, chains))


def _outside(chains: Sequence[Chain], numbers: Iterable[Number]) -> list[Number]:
    """Without the numbers of forms: "Mẫu số 01/TTr"."""
    starts = [chain.start for chain in chains]
    found = []
    for number in numbers:
        index = bisect_right(starts, number.start) - 1
        if index < 0 or chains[index].end <= number.start:
            found.append(number)
    return found


# --- anchors ----------------------------------------------------------------------------------------------------


def _numbered(
    text: str, numbers: Sequence[Number], titles: Sequence[Title], types: Sequence[TypeWord]
) -> Iterator[Mention]:
    """Mentions by number, with the type word or the law's name to the left and the date to the right."""
    by_end = {title.end: title for title in titles}
    previous: Mention | None = None
    for number in numbers:
        title = _title_before(text, number.start, by_end)
        start, kind = (title.start, title.type) if title else _type_before(text, number, types)
        if _HEADER.search(text, max(0, number.start - 30), number.start):
            continue
        if kind is None:
            if previous and _goes_on(text, previous.end, number.start):
                own = type_of_number(number.normal)
                kind = previous.type if own == "công văn" else own
            elif not _telling(text, number):
                continue
            else:
                kind = type_of_number(number.normal)
        date, end = _date_after(text, number.end)
        if date is None and not _HAS_YEAR.search(number.normal) and (year := _OF_YEAR.match(text, number.end)):
            date, end = year["year"], year.end()
        if date is None and (issued := _ISSUED.match(text, number.end)):
            found = date_at(text, issued.end())
            date = found.iso if found else None
        previous = Mention(
            start, end, kind, number.normal, title.name if title else None, date or _date_before(text, start)
        )
        yield previous


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether a list goes on from ``end`` to ``start``; blanks are made single, since many would cost time."""
    return start - end <= _WINDOW and bool(_NEXT_IN_LIST.fullmatch(_BLANKS.sub(" ", text[end:start])))


def _telling(text: str, number: Number) -> bool:
    """Whether a number without a type word tells a document: a type in its symbol, a year, or two parts."""
    symbol = [part for part in re.split(r"[/\-]", number.normal)[1:] if not part.isdigit()]
    if len(symbol) == 1 and not _HAS_YEAR.search(number.normal):
        return symbol[0] in type_of_abbreviation() and bool(
            _NUMBER_WORD.search(text, max(0, number.start - 12), number.start)
        )
    return any(part in type_of_abbreviation() for part in symbol) or (len(symbol) > 1 and len(symbol[0]) > 1)


def _title_before(text: str, start: int, by_end: dict[int, Title]) -> Title | None:
    match = _NUMBER_WORD.search(text, max(0, start - 12), start)
    return by_end.get(start - (len(match.group()) if match else 0)) if match else None


def _type_before(text: str, number: Number, types: Sequence[TypeWord]) -> tuple[int, str | None]:
    """The nearest type word whose way to the number holds nothing but "của ...", "số" and a colon."""
    index = bisect_right(types, number.start, key=_end)
    while index and types[index - 1].start >= number.start - _WINDOW:
        index -= 1
        word = types[index]
        if text[word.end : number.start] in _USUAL or _TO_NUMBER.fullmatch(text, word.end, number.start):
            return word.start, word.name
    return _noisy_type_before(text, number)


def _noisy_type_before(text: str, number: Number) -> tuple[int, str | None]:
    """The type word right before "số", read without its marks: scans and poor text layers lose or misplace them."""
    left = max(0, number.start - 30)
    window = skeleton(text[left : number.start])
    match = _noisy_types().search(window)
    if not match:
        return number.start, None
    kind = next(kind.name for index, kind in enumerate(_numbered_types()) if match[f"t{index}"])
    return left + match.start(), kind


def _named(text: str, titles: list[Title]) -> Iterator[Mention]:
    """Laws cited by name without a number."""
    for title in titles:
        if _NUMBER_NEXT.match(text, title.end, title.end + 16):
            continue
        date, end = _date_after(text, title.end)
        if date is None and (year := _YEAR.match(text, title.end)):
            date, end = year["year"] or year["inner"], year.end()
        if date is None and (passed := _PASSED.match(text, title.end)):
            found = date_at(text, passed.end())
            date = found.iso if found else None
        yield Mention(title.start, end, title.type, None, title.name, date or _date_before(text, title.start))


def _self_named(text: str, types: Sequence[TypeWord]) -> Iterator[Mention]:
    """ "Luật này", "Nghị định nêu trên"."""
    for word in types:
        if not _may_be_self(text, word):
            continue
        if match := _SELF.match(text, word.end):
            yield Mention(word.start, match.end(), word.name, self_reference=True)


def _may_be_self(text: str, word: TypeWord) -> bool:
    """A plan or a report is meant only where it is written with a capital; an order is too plain a word.

    "Chương trình này ..." begins any sentence on a program or a project; there the capital says nothing.
    """
    if word.name in ("lệnh", "văn bản"):
        return False
    if word.name in ("chương trình", "dự án", "phương án"):
        begins = _SENTENCE_BEFORE.search(text, max(0, word.start - 9), word.start)
        return word.is_capital and not begins
    return word.is_capital or _groups()[word.name] in ("law", "normative", "letter")


@cache
def _cited_as() -> dict[str, str]:
    return {skeleton(kind.name): kind.cited_as for kind in doc_types()}


def _toneless(name: str) -> str:
    """A pattern in which each letter may lack its tone, as scans leave it: "quyết định" -> "quy[ếê]t đ[ịi]nh"."""
    found = [name[0]]
    for letter in name[1:]:
        bare = unicodedata.normalize("NFC", _TONE.sub("", unicodedata.normalize("NFD", letter)))
        found.append(letter if bare == letter else f"[{letter}{bare}]")
    return "".join(found)


@cache
def _groups() -> dict[str, str]:
    return {kind.name: kind.group for kind in doc_types()}


def _short(text: str, types: Sequence[TypeWord]) -> Iterator[Mention]:
    """ "Nghị định 126", "Thông tư số 244": a number without its symbol, and what a list goes on with.

    A list that ends in a whole number shares its symbol: "Nghị định 87, 88 và 31/CP".
    """
    for word in types:
        match = _SHORT.match(text, word.end) if _groups()[word.name] != "law" or word.name == "luật" else None
        if match and word.name not in _SHORT_TYPES and not _date_after(text, match.end("first"))[0]:
            continue  # "Kế hoạch 12" counts or names a year; with its day it is a paper
        if match is None or (word.name == "luật" and not match.group().lstrip().startswith("số")):
            continue
        kind = word.name
        last = _whole_number_after(text, match.end(), kind)
        symbol = last.normal[last.normal.find("/") :] if last and "/" in last.normal else ""
        if "/" in match["first"]:  # it has a year of its own
            symbol = f"/{last.normal.rpartition('/')[2]}" if symbol and last else ""
        date, end = _date_after(text, match.end("first"))
        if date is None and "/" not in match["first"] and (year := _OF_YEAR.match(text, match.end("first"))):
            date, end = year["year"], year.end()
        yield Mention(word.start, end, kind, match["first"] + symbol, None, date)
        for more in re.finditer(r"\d{1,4}", match["rest"] or ""):
            offset = match.start("rest") + more.start()
            yield Mention(offset, offset + len(more.group()), kind, more.group() + symbol)
        if last:
            yield Mention(last.start, last.end, kind, last.normal)


def _whole_number_after(text: str, end: int, kind: str) -> Number | None:
    """The whole number with which a list of short ones goes on, if it may be of the same type."""
    lead = _NEXT_IN_LIST.match(text, end)
    if not lead or lead.end() == end:
        return None
    number = next(find_numbers(text[lead.end() : lead.end() + 60]), None)
    if number is None or number.start or type_of_number(number.normal) not in (kind, "công văn"):
        return None
    return Number(lead.end(), lead.end() + number.end, number.normal)


def _date_after(text: str, end: int) -> tuple[str | None, int]:
    lead = _DATE_LEAD.match(text, end)
    found = date_at(text, lead.end()) if lead else None
    return (found.iso, found.end) if found else (None, end)


def _date_before(text: str, start: int) -> str | None:
    match = _PASSED_BEFORE.search(text, max(0, start - 100), start)
    found = find_date(text, match.start(), match.end("date")) if match else None
    return found.iso if found else None


# --- pins -------------------------------------------------------------------------------------------------------


def _with_pins(text: str, anchors: list[Mention], chains: list[Chain]) -> list[Mention]:
    """Give each chain to the anchor that it stands before; a chain of its own becomes a self reference."""
    result: list[Mention] = []
    waiting = list(reversed(chains))
    last_end = 0
    for anchor in anchors:
        while waiting and waiting[-1].end <= anchor.start:
            chain = waiting.pop()
            ahead = waiting[-1] if waiting else None
            if chain.start < last_end:
                continue
            if not (ahead and ahead.end <= anchor.start) and not chain.own and _belongs(text, chain, anchor):
                anchor = replace(anchor, start=chain.start, pins=chain.pins)
            elif alone := _alone(text, chain):
                result.append(alone)
        while waiting and waiting[-1].start < anchor.end:
            waiting.pop()
        result.append(anchor)
        last_end = anchor.end
    result.extend(alone for chain in reversed(waiting) if chain.start >= last_end and (alone := _alone(text, chain)))
    return sorted(result, key=lambda mention: mention.start)


def _belongs(text: str, chain: Chain, anchor: Mention) -> bool:
    between = text[chain.end : anchor.start]
    return len(between) <= 150 and "\n\n" not in between and bool(_ATTACHED.match(between))


def _alone(text: str, chain: Chain) -> Mention | None:
    """A place in the document itself, unless it is a heading ("Điều 5. ...") or says no article."""
    if not chain.own and "Điều" not in chain.units and not _is_chapter(text, chain):
        return None
    if chain.own and len(chain.units) == 1:
        # "Điều này cho thấy ...", "trong mục này": plain words, no place.
        placed = _PLACE.search(text, max(0, chain.start - 24), chain.start) or chain.units & {"Phụ lục", "Chương"}
        if not placed or not (text[chain.start].isupper() or chain.units == {"khoản"}):
            return None
    heading = _HEADING_BEFORE.search(text, max(0, chain.start - 40), chain.start)
    if heading and chain.units in ({"Điều"}, {"Chương"}) and _HEADING_AFTER.match(text, chain.end):
        return None
    draft = re.match(r"\s+(?:của\s+)?dự\s+thảo\s+", text[chain.end : chain.end + 24])
    if draft and (kind := _types().match(text, chain.end + draft.end())):
        return Mention(chain.start, kind.end(), _type_name(kind.group()), pins=chain.pins, self_reference=True)
    return Mention(chain.start, chain.end, None, pins=chain.pins, self_reference=True)


def _is_chapter(text: str, chain: Chain) -> bool:
    """ "tên Chương III": a chapter with a Roman number in a running line."""
    return chain.units == {"Chương"} and bool(_CHAPTER.match(text, chain.start))


# --- order and repair -------------------------------------------------------------------------------------------


def _without_overlaps(anchors: list[Mention]) -> list[Mention]:
    """Of two anchors on the same text the one with the fuller number stays, else the first."""
    kept: list[Mention] = []
    for anchor in anchors:
        if kept and anchor.start < kept[-1].end:
            if _weight(anchor) > _weight(kept[-1]):
                kept[-1] = anchor
            continue
        kept.append(anchor)
    return kept


def _without_own_name(text: str, anchors: list[Mention], numbers: Iterable[Number]) -> list[Mention]:
    """The number in the document's own header names the document itself: a caption or a page title, no citation."""
    heads = (n for n in numbers if n.start < _HEAD and _HEADER.search(text, max(0, n.start - 30), n.start))
    own = {number.normal for number in heads}
    return [anchor for anchor in anchors if anchor.number not in own] if own else anchors


def _weight(mention: Mention) -> int:
    return 2 if mention.number and "/" in mention.number else 1 if mention.title else 0


def _restore_hyphens(mentions: list[Mention]) -> list[Mention]:
    """A symbol that lost its hyphen takes it back from another mention of the same number ("LĐLSVNBTV")."""
    whole = {re.sub(r"-", "", m.number): m.number for m in mentions if m.number and "-" in m.number.rpartition("/")[2]}
    return [
        replace(m, number=whole[m.number]) if m.number and "-" not in m.number and m.number in whole else m
        for m in mentions
    ]


# --- type words -------------------------------------------------------------------------------------------------


class TypeWord(NamedTuple):
    """The name of a type of documents: ``text[start:end]``."""

    start: int
    end: int
    name: str
    is_capital: bool


def find_type_words(text: str) -> list[TypeWord]:
    """The names of types in a text, from left to right; "thông tư liên tịch" is one."""
    return [
        TypeWord(match.start(), match.end(), _type_name(match.group()), match.group()[0].isupper())
        for match in _types().finditer(text)
    ]


@lru_cache(maxsize=4096)
def _type_name(written: str) -> str:
    """The name of the type that a type word, or its abbreviation, stands for."""
    name = _ABBREVIATED.get(written) or " ".join(written.lower().split())
    return _cited_as().get(skeleton(name), name)


def _end(word: TypeWord) -> int:
    return word.end


@cache
def _types() -> re.Pattern[str]:
    kinds = sorted(doc_types(), key=lambda kind: -len(kind.name))
    names = [branch for kind in kinds for branch in either_case(_toneless(kind.name))]
    capitals = [kind.name.upper().replace(" ", r"\s+") for kind in kinds if kind.name != "lệnh"]
    # An abbreviation stands for a type only right before a number; most of them only before a whole one: "CT 128" is a
    # scanner.
    short = [rf"{short}(?=\s+(?:số\s+)?\d[\w.]*\s*[/-])" for short in _ABBREVIATED]
    short += [rf"{short}(?=\s+(?:số\s+)?\d)" for short in ("NĐ", "TT", "NQ", "QĐ")]
    # A capital may be stuck to the word before it ("theoNghị định").
    return re.compile(rf"(?:{at_word([*names, *capitals, *short], may_be_stuck=True)})(?:(?![\wÀ-ỹ])|(?=số\s*\d))")


def _numbered_types() -> list[DocType]:
    return [kind for kind in doc_types() if kind.name not in ("hiến pháp", "văn bản", "luật", "lệnh")]


@cache
def _noisy_types() -> re.Pattern[str]:
    """Type words on the skeleton of a text; a letter that bore a mark may be missing or a blank ("Ngh nh s")."""
    options = []
    for index, kind in enumerate(_numbered_types()):
        letters = "".join(
            r"\s+" if char == " " else char if char.isascii() else f"[{skeleton(char)} ]?" for char in kind.name
        )
        options.append(f"(?P<t{index}>(?<!\\w){letters})")
    return re.compile(rf"(?i:{'|'.join(options)})\s+(?:so?\s*:?\s*)?$")
