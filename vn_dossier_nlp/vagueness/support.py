"""What stands around the request: the power to decide, opinions of named bodies, facts about the thing
asked, options.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from vn_dossier_nlp.extraction.clauses import Clause
from vn_dossier_nlp.extraction.markers import find_markers
from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.extraction.submission import Submission, once
from vn_dossier_nlp.extraction.wordlists import word_list
from vn_dossier_nlp.grammar.starts import at_letter
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
    at_letter(
        (
            r"[Dd]ự\s+thảo\s+(?:\(lần\s+\d+\)\s*)?(?:Quyết|Nghị|[Vv]ăn\s+bản|Kế|Tờ|Công|Thông|Giấy|Điều|[Qq]uy|Báo|Đề|Thư)",
            *(rf"{sent}[^.;]{{0,40}}dự\s+thảo" for sent in (r"kèm\s+theo", r"đính\s+kèm", r"gửi\s+kèm")),
            r"dự\s+thảo[^.;]{0,40}kèm",
        )
    )
)
_OPTIONS = re.compile(
    at_letter(
        (
            r"[Pp]hương\s+án\s*(?:\(?[12]|I|một|thứ\s+(?:nhất|hai)|[AB](?![\wÀ-ỹ]))",
            r"[Mm]ột\s+là[^.]{3,200}[Hh]ai\s+là",
            *(rf"{way}\s+(?:thứ\s+(?:nhất|hai)|\d)" for way in ("[Hh]ướng", "[Cc]ách")),
            *(rf"{count}\s+(?:phương\s+án|hướng|cách|tên)" for count in ("hai", "ba", "bốn")),
        )
    )
    + r"|0[234]\s+(?:phương\s+án|hướng|cách|tên)"
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


class Opinion:
    """A sentence in which a named body or "the bodies concerned" says something: ``text[start:end]``."""

    def __init__(self, sub: Submission, sentence: Sentence) -> None:
        self._sub = sub
        self.start, self.end = sentence.start, sentence.end

    @cached_property
    def is_named(self) -> bool:
        """Whether it has a body by name, its view, and the letter or the day."""
        piece = self._sub.text[self.start : self.end]
        dated = any(m.number for m in self._mentions()) or bool(find_dates(piece))
        return dated and bool(_BODY.search(piece))

    @cached_property
    def hedge(self) -> int:
        """The weight of its heaviest hedge, 0..3."""
        named = [(mention.start, mention.end) for mention in self._sub.mentions]
        markers = find_markers(self._sub.text, self.start, self.end, named)
        return max((marker.weight for marker in markers if marker.category in _HEDGES), default=0)

    def _mentions(self) -> Iterable[Mention]:
        return (mention for mention in self._sub.mentions if self.start <= mention.start < self.end)


# Each is asked of a submission once for every clause that is left out of it in turn.


def has_power_basis(sub: Submission, until: int) -> bool:
    """Whether an article stands before the request in a sentence that speaks of the power to decide."""
    return any(start < until for start in _articles_of_power(sub))


@once
def _articles_of_power(sub: Submission) -> tuple[int, ...]:
    articles = [mention.start for mention in sub.mentions if any("Điều" in pin for pin in mention.pins)]
    return tuple(start for start in articles if _POWER.search(_sentence_text(sub, start)))


def _sentence_text(sub: Submission, offset: int) -> str:
    index = bisect_right(sub.sentences, offset, key=lambda sentence: sentence.start) - 1
    held = index >= 0 and offset < sub.sentences[index].end
    return sub.text[sub.sentences[index].start : sub.sentences[index].end] if held else ""


def opinion_sentences(sub: Submission, asked: Sequence[Clause]) -> list[Opinion]:
    """The sentences, outside the requests, in which somebody says something."""
    return [
        said
        for said in _opinions(sub)
        if not any(clause.start < said.end and said.start < clause.end for clause in asked)
    ]


@once
def _opinions(sub: Submission) -> tuple[Opinion, ...]:
    return tuple(Opinion(sub, s) for s in sub.sentences if _is_opinion(sub.text[s.start : s.end]))


def _is_opinion(piece: str) -> bool:
    return bool(_VIEW.search(piece) and (_BODY.search(piece) or "các ngành" in piece or "cơ quan" in piece))


@once
def takes_view(sub: Submission) -> bool:
    """Whether somebody concludes: fit, needed, agreed, refused."""
    start, end = sub.main_text()
    return bool(_CLEAR_VIEW.search(sub.text, start, end))


@once
def names_draft(sub: Submission) -> bool:
    """Whether a draft to be signed is spoken of."""
    start, end = sub.main_text()
    return bool(_DRAFT.search(sub.text, start, end))


@once
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
    present = set[str]().union(*(words for end, words in _figured(sub) if end <= until))
    return len(wanted & present) / len(wanted)


@once
def _figured(sub: Submission) -> tuple[tuple[int, frozenset[str]], ...]:
    """The words of each sentence with a figure, and where it ends."""
    return tuple(
        (s.end, frozenset(_WORD.findall(sub.text[s.start : s.end].lower())))
        for s in sub.sentences
        if QUANTITY.search(sub.text, s.start, s.end) or find_amounts(sub.text[s.start : s.end])
    )
