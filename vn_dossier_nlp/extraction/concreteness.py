"""How concrete one clause is: what its object names, counts, leaves empty or leaves to the addressee.

The sender's and the addressee's own names say nothing about the matter ("hỗ trợ huyện", "đất đai của Công
ty"), so they are no named object; this also keeps the figures blind to who writes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vn_dossier_nlp.extraction.acts import find_acts
from vn_dossier_nlp.extraction.markers import find_markers
from vn_dossier_nlp.extraction.requests import Request
from vn_dossier_nlp.extraction.slots import content, vague_actor
from vn_dossier_nlp.extraction.submission import Submission, once
from vn_dossier_nlp.extraction.wordlists import word_list
from vn_dossier_nlp.grammar.numbers import find_numbers
from vn_dossier_nlp.language.amounts import QUANTITY, find_amounts
from vn_dossier_nlp.language.dates import find_dates
from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.resources import room_file

# Where the purpose begins and the object ends: slogans live behind these words.
_PURPOSE = re.compile(
    r"(?<![\wÀ-ỹ])(?:để|nhằm|sao\s+cho|làm\s+(?:cơ\s+sở|căn\s+cứ)|góp\s+phần|tạo\s+(?:điều\s+kiện|thuận\s+lợi)|giúp|bảo\s+đảm|đảm\s+bảo|phấn\s+đấu|đáp\s+ứng|phát\s+huy|sớm\s+đưa)(?![\wÀ-ỹ])"
)
_MONEY_ASKED = re.compile(
    r"(?<![\wÀ-ỹ])(?:kinh\s+phí|vốn|nguồn\s+lực|ngân\s+sách|hỗ\s+trợ|bổ\s+sung|đầu\s+tư|bố\s+trí|cấp\s+bổ\s+sung|khoản)(?![\wÀ-ỹ])",
    re.IGNORECASE,
)
# Where money comes from asks for none by itself: "sửa chữa ..., từ nguồn dự phòng ngân sách tỉnh".
_SOURCE_NAMED = re.compile(r"(?:từ|bằng)\s+(?:nguồn|vốn|ngân\s+sách|dự\s+phòng)[^,;.]*")
_TASK = re.compile(
    r"(?<!\w)(?:giao|chỉ\s+đạo|yêu\s+cầu|phân\s+công|phối\s+hợp\s+với|ý\s+kiến\s+với|đôn\s+đốc)\s",
    re.IGNORECASE,
)
# Phrases that fill a slot other than the object: their words are for the features of the slots alone.
SLOT_PHRASE = re.compile(
    r",?\s*\(?(?:với\s+(?:tổng\s+)?(?:số\s+tiền|kinh\s+phí)\s+\d|(?:từ|bằng)\s+(?:nguồn|vốn|ngân\s+sách|dự\s+phòng)\s|(?:hoàn\s+thành\s+)?trước\s+(?:ngày|tháng|quý)\s"
    r"|(?:giao|phân\s+công)\s+(?:cho\s+)?(?:Sở|UBND|Ban|Công\s+an|Chi\s+cục|Trung\s+tâm|Phòng|Văn\s+phòng)\s|(?:có\s+)?(?:dự\s+thảo|danh\s+sách|phụ\s+lục|hồ\s+sơ)[^()]{0,60}kèm)[^,;.]*"
)
# An opinion on a named matter whose paper lies ready to be signed is a decision: "văn bản có ý kiến về việc
# ... của Hội X".
_OWN_PAPER = re.compile(r"(?:trình|ký|ban\s+hành)\s(?:[^.;]{0,80}\s)?(?:văn\s+bản|công\s+văn|thư)\s|dự\s+thảo")
_OPEN_LIST = re.compile(
    r"v\.\s?v|…|\.\.\.|(?:các|những|một\s+số)\s+(?:nội\s+dung|vấn\s+đề|việc|khoản|lĩnh\s+vực)\s+(?:khác|liên\s+quan|có\s+liên\s+quan)|vân\s+vân"
)
_POINTS_BACK = re.compile(
    r"(?:nêu|nói|dẫn|đã\s+nêu|kể|tính)\s+trên|(?:tại|theo|ở)\s+(?:mục|điểm|bảng|biểu|khoản|phần)\s+(?:[IVX\d]|trên|dưới|sau|này)|như\s+(?:đã\s+(?:nêu|trình\s+bày|báo\s+cáo)|trên)|ở\s+trên|[Pp]hụ\s+lục|đã\s+dẫn|kèm\s+theo|gửi\s+kèm|đính\s+kèm"
)
_OPTION = re.compile(r"[Pp]hương\s+án\s+(?:số\s+)?(?:\d|I{1,3}(?!\w)|[A-C](?!\w))")
_WORD = re.compile(r"[^\W\d_][\w]*")
# A paper with its subject is a named object although no proper name stands in it: "Quyết định quy định mức
# hỗ trợ ...".
_PAPER = re.compile(
    r"(?:Quyết\s+định|Nghị\s+quyết|Kế\s+hoạch|Đề\s+án|Quy\s+chế|Quy\s+định|Điều\s+lệ|Giấy\s+phép|Giấy\s+chứng\s+nhận|Phương\s+án|Chương\s+trình|Bảng\s+giá|Danh\s+mục|"
    r"Hội\s+đồng|Ban\s+Chỉ\s+đạo|Đội|Tổ|Câu\s+lạc\s+bộ|Hiệp\s+hội|Liên\s+đoàn|Chỉ\s+số|Báo\s+cáo|Tổ\s+công\s+tác)\s+(?P<subject>.+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What one clause says, each a plain yes or no where it can be."""

    formula: bool  # no object of its own
    kind: str | None  # of its act
    named: bool  # the object names a thing, person or place that is not the sender
    exact: bool  # a sum, quantity, date or document number
    money_open: bool  # money is asked for and no sum stands in the clause
    amount: bool
    deadline: bool
    implementer: bool
    scope: bool
    annex: bool
    source: bool
    reference: bool
    vague_actor: bool
    open_list: bool
    left_open: bool  # "mức hợp lý", "phương án phù hợp": the choice is left to the addressee
    points_back: bool  # "nêu trên", "tại mục III"
    empty: float  # share of the words of the object that say nothing
    markers: float  # weight of vague markers, 0..1
    specific: bool  # by the rules of extraction

    @property
    def concrete(self) -> bool:
        """Whether an act on a named or counted thing is asked for."""
        return (
            not self.formula
            and self.kind in ("decide", "fund", "direct")
            and (self.named or self.exact)
            and not self.left_open
            and not self.vague_actor
        )


def read_facts(text: str, request: Request, known: frozenset[str], named_spans: Sequence[tuple[int, int]]) -> Facts:
    """The facts of a clause of ``text``; ``known`` are the words of sender and addressee, ``named_spans``
    the citations.
    """
    piece = text[request.start : request.end]
    target = request.object or ""
    core = _core(target)
    slots = request.slots
    exact = bool(find_amounts(piece) or QUANTITY.search(piece) or _numbers(core) or find_dates(core) or _counted(core))
    weights = [marker.weight for marker in find_markers(text, request.start, request.end, named_spans)]
    money = request.act_kind == "fund" or (request.act_kind in ("attend", "opinion", None) and _asks_for_money(core))
    named = names_something(core, known) or paper_with_subject(core)
    return Facts(
        formula=request.formula or _says_nothing(core, weights),
        kind=_kind(request.act_kind, piece, named),
        named=named,
        exact=exact,
        money_open=money and not slots.amount and not (exact and slots.annex),
        amount=slots.amount is not None,
        deadline=slots.deadline is not None,
        implementer=slots.implementers is not None,
        scope=slots.scope is not None,
        annex=slots.annex is not None,
        source=slots.source is not None,
        reference=slots.legal_reference is not None or bool(_numbers(piece)),
        vague_actor=_given_to_nobody(piece) and slots.implementers is None,
        open_list=bool(_OPEN_LIST.search(piece)),
        left_open=bool(_left_open().search(piece)),
        points_back=bool(_POINTS_BACK.search(piece)),
        empty=_empty_share(bare_object(target)),
        markers=min(1.0, sum(weight for weight in weights if weight > 1) / 6),
        specific=request.specific and not request.formula,
    )


def left_open_rows() -> list[dict[str, Any]]:
    """The rows of ``left_open.toml`` with their examples."""
    path = room_file("extraction", "data", "left_open.toml")
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["pattern"]
    return rows


@lru_cache(maxsize=1)
def _left_open() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in left_open_rows()).replace(" ", r"\s+"))


def _kind(kind: str | None, piece: str, named: bool) -> str | None:
    return "decide" if kind == "opinion" and named and _OWN_PAPER.search(piece) else kind


def bare_object(target: str) -> str:
    """The object without its purpose and without what fills other slots: what is measured by the word."""
    core = _core(target)
    slot = SLOT_PHRASE.search(core)
    return core[: slot.start()] if slot else core


def _given_to_nobody(piece: str) -> bool:
    """Whether a task goes to "the bodies concerned"; the same words in an object name no doer."""
    return any(vague_actor(piece[match.end() : match.end() + 60]) for match in _TASK.finditer(piece))


def _asks_for_money(core: str) -> bool:
    return bool(_MONEY_ASKED.search(_SOURCE_NAMED.sub("", core)))


def _core(target: str) -> str:
    purpose = _PURPOSE.search(target)
    return target[: purpose.start()] if purpose else target


def _numbers(text: str) -> bool:
    return next(iter(find_numbers(text)), None) is not None


def _counted(core: str) -> bool:
    """A figure before a noun ("02 xe", "126 căn") or an option by its number; a year or a term counts nothing."""
    return bool(_OPTION.search(core)) or bool(re.search(r"(?<![\w/.,\-–])(?!(?:19|20)\d\d)\d[\d.,]*\s+[a-zà-ỹđ]", core))


def names_something(core: str, known: frozenset[str]) -> bool:
    """Whether a capital letter names something that is neither a kind of body or paper nor the sender.

    >>> names_something("đất đai của Công ty", frozenset())
    False
    >>> names_something("Hiệp hội rau quả Đà Lạt", frozenset())
    True
    """
    for match in _WORD.finditer(core):
        if not match.group()[0].isupper() or len(match.group()) == 1:
            continue
        word = skeleton(match.group())
        if word not in word_list("kinds") and word not in known:
            return True
    return False


def paper_with_subject(core: str) -> bool:
    """Whether a text names a paper or a body together with what it is about."""
    paper = _PAPER.search(core)
    return paper is not None and content(paper["subject"]) >= 4


def _says_nothing(target: str, weights: list[int]) -> bool:
    """Whether only obligatory words are left: a formula that extraction did not know, vague words aside."""
    words = [word.lower() for word in re.findall(r"[\wÀ-ỹ]+", target)]
    return (
        not any(weight > 1 for weight in weights)
        and bool(words)
        and content(" ".join(w for w in words if w not in word_list("formula"))) <= 1
    )


def _empty_share(core: str) -> float:
    words = re.findall(r"[\wÀ-ỹ]+", core)
    return 1.0 - content(core) / len(words) if words else 1.0


@lru_cache(maxsize=1024)  # titles and formulas recur, and what a text lacks is asked of it again and again
def decides_something(text: str, known: frozenset[str]) -> bool:
    """Whether a title or a sentence names an act of deciding or money with its object: "Về việc giải thể
    Hiệp hội X".
    """
    acts = [act for act in find_acts(text, 0, len(text)) if act.kind in ("decide", "fund")]
    for act in acts:
        core = _core(text[act.end :])
        named = names_something(core, known) or paper_with_subject(text[act.start :])
        if content(core) >= 3 and (named or _counted(core) or bool(find_amounts(core))):
            return True
    return False


@once
def sender_words(sub: Submission) -> frozenset[str]:
    """The words of the sender, its parent and the addressees, without marks: they name nothing of the
    matter.
    """
    head = sub.masthead
    parts = [head.issuer, head.parent, head.place, *head.addressees]
    return frozenset(word for part in parts if part for word in re.findall(r"\w+", skeleton(part)))
