"""Slots of a request: what, where, how much, from which money, by when, by whom, by which rule, with which annex.

Vague is a property of the slots, not of single words (DOMAIN 4): a request is specific where a decision could be
drafted from it.
"""

from __future__ import annotations

import re

from vn_dossier_nlp.extraction.wordlists import word_list
from vn_dossier_nlp.grammar.letters import CAPITALS
from vn_dossier_nlp.grammar.numbers import find_numbers
from vn_dossier_nlp.language.amounts import QUANTITY, find_amounts
from vn_dossier_nlp.language.dates import find_dates
from vn_dossier_nlp.schema import Slots

_SOURCE = re.compile(
    r"(?:từ\s+)?(?:nguồn\s+(?:vốn\s+)?[^,;.()]{3,80}|dự\s+phòng\s+ngân\s+sách[^,;.()]{0,50}|ngân\s+sách\s+(?:tỉnh|thành\s+phố|trung\s+ương|huyện|xã|địa\s+phương|nhà\s+nước)[^,;.()]{0,40}|tăng\s+thu[^,;.()]{0,50}|xã\s+hội\s+hóa)"
)
_VAGUE_SOURCE = re.compile(
    r"nguồn\s+(?:kinh\s+phí\s+|vốn\s+|lực\s+)?(?:hợp\s+pháp|khác|phù\s+hợp)|các\s+nguồn(?!\s+\w+\s+\d)|nguồn\s+lực"
)
_DEADLINE = re.compile(
    r"(?:trước|đến\s+hết|đến|chậm\s+nhất(?:\s+là)?|hoàn\s+thành(?:\s+\w+)?|từ|kể\s+từ|áp\s+dụng\s+từ|trong)\s+(?:ngày\s+\d|tháng\s+\d|quý\s+[IV\d]|năm\s+\d{4}|\d+\s+(?:ngày|tháng|năm))[^,;.]{0,40}"
    r"|nhiệm\s+kỳ\s+[\dIVX][^,;.]{0,24}|giai\s+đoạn\s+\d{4}\s*-\s*\d{4}|(?:thời\s+hạn|thời\s+gian)\s+\d+\s+\w+|năm\s+học\s+\d{4}"
)
_IMPLEMENTER = re.compile(
    r"(?:giao|chỉ\s+đạo|yêu\s+cầu|phân\s+công)\s+(?P<who>(?:cho\s+)?(?:Sở|UBND|Ủy\s+ban|Ban|Công\s+an|Thuế|Chi\s+cục|Trung\s+tâm|Văn\s+phòng|Trường|Bệnh\s+viện|Công\s+ty|Kho\s+bạc|Bộ\s+Chỉ\s+huy|Hội|Quỹ|Thanh\s+tra|Phòng|Chủ\s+tịch|Giám\s+đốc)"
    r"\s+[^\W\d_][^,;.]{2,70})"
)
_VAGUE_ACTOR = re.compile(
    r"(?:các\s+)?(?:sở,?\s+(?:ban,?\s+)?ngành|ngành\s+chức\s+năng|cơ\s+quan\s+(?:chức\s+năng|chuyên\s+môn|liên\s+quan)|đơn\s+vị\s+(?:có\s+)?liên\s+quan|cơ\s+quan,\s+đơn\s+vị|các\s+cấp|các\s+bên)"
)
_SCOPE = re.compile(
    r"(?:tại|trên\s+địa\s+bàn|thuộc|trong\s+phạm\s+vi)\s+(?:(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thôn|khu|đường|thửa|lô|số|khu\s+vực)\s+)?"
    rf"[{CAPITALS}\d][^,;.()]{{1,60}}"
)
_ANNEX = re.compile(
    r"(?:[Pp]hụ\s+lục|[Dd]anh\s+(?:mục|sách)|[Bb]iểu|[Dd]ự\s+thảo|[Hh]ồ\s+sơ|[Pp]hương\s+án|[Đđ]ề\s+án)[^;.()]{0,60}?(?:kèm\s+theo|đính\s+kèm|gửi\s+kèm)|\((?:có\s+)?[^()]{0,90}kèm[^()]{0,20}\)"
)
_LEGAL = re.compile(r"(?:theo|tại|căn\s+cứ)\s+(?:quy\s+định\s+(?:tại\s+)?)?(?:điểm|khoản|Điều)\s+[^;.()]{3,90}")

_NAME = re.compile(rf"(?<=[\s\"“(])[{CAPITALS}][\wÀ-ỹ]*")


def read_slots(text: str, start: int, end: int) -> Slots:
    """The slots that ``text[start:end]`` fills."""
    amounts = find_amounts(text[start:end])
    source = _SOURCE.search(text, start, end)
    if source and _VAGUE_SOURCE.search(source.group()):
        source = None
    who = _IMPLEMENTER.search(text, start, end)
    if who and _VAGUE_ACTOR.search(who["who"]):
        who = None
    return Slots(
        scope=_found(_SCOPE.search(text, start, end)),
        amount=text[start + amounts[0].start : start + amounts[0].end] if amounts else None,
        source=_paid_from(source),
        deadline=_found(_DEADLINE.search(text, start, end)),
        implementers=" ".join(who["who"].split()) if who else None,
        legal_reference=_found(_LEGAL.search(text, start, end)),
        annex=_found(_ANNEX.search(text, start, end)),
    )


def _paid_from(match: re.Match[str] | None) -> str | None:
    """The source without its preposition and without the purpose after it."""
    found = _found(match)
    return re.sub(r"^từ\s+", "", re.split(r"\s(?:để|cho|nhằm)\s", found)[0]) if found else None


def is_specific(text: str, kind: str | None, target: str | None, slots: Slots, start: int, end: int) -> bool:
    """Whether a decision could be drafted from a clause with this act and object.

    ``kind`` decides what is needed: money needs a sum, a task needs a named body or a time, an opinion needs a named
    question, a decision needs a named object; care alone is never specific.
    """
    if target is None or kind is None:
        return False
    weight = content(target)
    named = len(_NAME.findall(" " + target)) + len(list(find_numbers(target))) + len(find_dates(target))
    counted = bool(slots.amount) or bool(QUANTITY.search(target))
    if kind == "fund":
        return (
            slots.amount is not None or (slots.annex is not None and counted) or (counted and named > 0 and weight >= 4)
        )
    if kind == "direct":
        return slots.implementers is not None and (weight >= 5 or slots.deadline is not None)
    if kind in ("opinion", "attend"):
        return (named >= 1 and weight >= 6) if kind == "opinion" else False
    return (weight >= 3 and (named >= 1 or counted)) or weight >= 6


def content(target: str) -> int:
    """How many words of an object say something: words that are not of the empty sort.

    >>> content("các nội dung nêu trên theo quy định của pháp luật")
    0
    """
    return sum(word.lower() not in word_list("empty") for word in re.findall(r"[\wÀ-ỹ]+", target))


def vague_actor(text: str) -> bool:
    """Whether a text names its doers only as "the bodies concerned"."""
    return bool(_VAGUE_ACTOR.search(text))


def _found(match: re.Match[str] | None) -> str | None:
    return " ".join(match.group().split()) if match else None
