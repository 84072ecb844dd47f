"""What stands around the request: the power to decide, opinions of named bodies, facts about the thing
asked, options.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vn_dossier_nlp.extraction.clauses import Clause
from vn_dossier_nlp.extraction.markers import find_markers
from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.extraction.wordlists import word_list
from vn_dossier_nlp.language.amounts import QUANTITY, find_amounts
from vn_dossier_nlp.language.dates import find_dates
from vn_dossier_nlp.language.sentences import Sentence

# "À-Ỹ" as a range holds small letters too; capitals are listed.
_UPPER = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_POWER = re.compile(
    r"thẩm\s+quyền|(?:UBND|Ủy\s+ban\s+nhân\s+dân|Chủ\s+tịch|HĐND|Hội\s+đồng\s+nhân\s+dân)[^.;]{0,60}?(?:quyết\s+định|phê\s+duyệt|cho\s+phép|ban\s+hành|quy\s+định|bổ\s+nhiệm|chấp\s+thuận|cấp)|phân\s+cấp|ủy\s+quyền|được\s+giao\s+quyết\s+định"
)
_BODY = re.compile(
    rf"(?:Sở|Bộ|Ban|Cục|Chi\s+cục|Công\s+an|Thuế|Kho\s+bạc|UBND|Ủy\s+ban|Hội|Liên\s+đoàn|Hiệp\s+hội|Trung\s+tâm|Viện|Trường|Bệnh\s+viện|Phòng|Hội\s+đồng|Thanh\s+tra|Văn\s+phòng|Mặt\s+trận|HĐND)\s+(?:\w+\s+){{0,2}}?[{_UPPER}]"
)
_VIEW = re.compile(
    r"(?:thống\s+nhất|nhất\s+trí|đồng\s+ý|tán\s+thành|không\s+có\s+ý\s+kiến|đề\s+nghị\s+(?:bổ\s+sung|làm\s+rõ|điều\s+chỉnh|sửa|không)|kết\s+luận|đủ\s+điều\s+kiện|không\s+thống\s+nhất|xác\s+nhận|tiếp\s+thu|thẩm\s+định|ý\s+kiến|lưu\s+ý|cho\s+rằng|ghi\s+nhận)"
)
_CLEAR_VIEW = re.compile(
    r"(?:là\s+(?:cần\s+thiết|phù\s+hợp|đúng)|đủ\s+điều\s+kiện|đảm\s+bảo\s+(?:theo\s+)?(?:đúng\s+)?quy\s+định|bảo\s+đảm\s+(?:theo\s+)?(?:đúng\s+)?quy\s+định|đúng\s+(?:thẩm\s+quyền|quy\s+định|quy\s+hoạch)|thống\s+nhất|nhất\s+trí|đồng\s+ý|không\s+đồng\s+ý|chưa\s+đủ\s+điều\s+kiện|chịu\s+trách\s+nhiệm\s+(?:trước|về|cùng))"
)
_DRAFT = re.compile(
    r"(?:dự\s+thảo|[Dd]ự\s+thảo)\s+(?:\(lần\s+\d+\)\s*)?(?:Quyết|Nghị|[Vv]ăn\s+bản|Kế|Tờ|Công|Thông|Giấy|Điều|[Qq]uy|Báo|Đề|Thư)|(?:kèm\s+theo|đính\s+kèm|gửi\s+kèm)[^.;]{0,40}dự\s+thảo|dự\s+thảo[^.;]{0,40}kèm"
)
_OPTIONS = re.compile(
    r"[Pp]hương\s+án\s*(?:\(?[12]|I|một|thứ\s+(?:nhất|hai)|[AB](?![\wÀ-ỹ]))|[Mm]ột\s+là[^.]{3,200}[Hh]ai\s+là|(?:[Hh]ướng|[Cc]ách)\s+(?:thứ\s+(?:nhất|hai)|\d)|(?:hai|ba|bốn|02|03|04)\s+(?:phương\s+án|hướng|cách|tên)"
)
_CHOSEN = re.compile(
    r"(?:chọn|theo|kiến\s+nghị|đề\s+nghị|đề\s+xuất|thống\s+nhất|nghiêng\s+về|thực\s+hiện|áp\s+dụng)\s+(?:lựa\s+chọn\s+|chọn\s+|thực\s+hiện\s+|theo\s+)?[Pp]hương\s+án\s*(?:\(?\d|I|một|hai|ba|thứ|[A-C](?![\wÀ-ỹ]))"
)
_HEDGES = (
    "hedge",
    "hedge_opinion",
    "opinion_vague",
    "process_vague",
    "no_view",
    "basis_vague",
    "actor_vague",
)
_WORD = re.compile(r"[\wÀ-ỹ]{2,}")


def has_power_basis(sub: Submission, until: int) -> bool:
    """Whether an article stands before the request in a sentence that speaks of the power to decide."""
    return any(
        any("Điều" in pin for pin in mention.pins) and bool(_POWER.search(_sentence_text(sub, mention)))
        for mention in sub.mentions
        if mention.start < until
    )


def _sentence_text(sub: Submission, mention: Mention) -> str:
    for sentence in sub.sentences:
        if sentence.start <= mention.start < sentence.end:
            return sub.text[sentence.start : sentence.end]
    return ""


def opinion_sentences(sub: Submission, asked: Sequence[Clause]) -> list[Sentence]:
    """The sentences, outside the requests, in which a named body or "the bodies concerned" says something."""
    found = []
    for sentence in sub.sentences:
        if any(clause.start < sentence.end and sentence.start < clause.end for clause in asked):
            continue
        piece = sub.text[sentence.start : sentence.end]
        if _VIEW.search(piece) and (_BODY.search(piece) or "các ngành" in piece or "cơ quan" in piece):
            found.append(sentence)
    return found


def has_named_opinion(sub: Submission, opinions: list[Sentence]) -> bool:
    """Whether one of them has a body by name, its view, and the letter or the day."""
    for sentence in opinions:
        piece = sub.text[sentence.start : sentence.end]
        dated = any(sentence.start <= m.start < sentence.end and m.number for m in sub.mentions) or bool(
            find_dates(piece)
        )
        if dated and _BODY.search(piece):
            return True
    return False


def hedged_opinion(sub: Submission, opinions: list[Sentence], named: list[tuple[int, int]]) -> float:
    """The heaviest hedge of the opinions, 0..1."""
    weights = [
        marker.weight
        for sentence in opinions
        for marker in find_markers(sub.text, sentence.start, sentence.end, named)
        if marker.category in _HEDGES
    ]
    return max(weights, default=0) / 3


def takes_view(sub: Submission) -> bool:
    """Whether somebody concludes: fit, needed, agreed, refused."""
    start, end = sub.main_text()
    return bool(_CLEAR_VIEW.search(sub.text, start, end))


def names_draft(sub: Submission) -> bool:
    """Whether a draft to be signed is spoken of."""
    start, end = sub.main_text()
    return bool(_DRAFT.search(sub.text, start, end))


def options_without_choice(sub: Submission) -> bool:
    """Whether options are laid out and none is recommended."""
    start, end = sub.main_text()
    return bool(_OPTIONS.search(sub.text, start, end)) and not _CHOSEN.search(sub.text, start, end)


def grounded_share(sub: Submission, target: str, until: int) -> float:
    """The share of the telling words of an object that recur in a sentence with a figure before it.

    Figures that have nothing to do with what is asked give nothing here.
    """
    wanted = {word.lower() for word in _WORD.findall(target)} - word_list("common")
    if not wanted:
        return 0.0
    figured = " ".join(
        sub.text[s.start : s.end].lower()
        for s in sub.sentences
        if s.end <= until and (QUANTITY.search(sub.text, s.start, s.end) or find_amounts(sub.text[s.start : s.end]))
    )
    present = set(_WORD.findall(figured))
    return len(wanted & present) / len(wanted)
