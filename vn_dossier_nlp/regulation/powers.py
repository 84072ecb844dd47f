"""Powers: where a submission says, by an article, which body may decide.

Sources: requirements.csv R01; the hard cases of the labelling guide.

A power is told by a provision. It is no power where the submitter asks, where somebody has decided in the past, or
where a body is named only as the one that issued an instrument.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.regulation.case import Case, Place
from vn_dossier_nlp.regulation.cues import cue

_AFTER = 420  # characters from an article to the words of its power: a quoted provision runs over several sentences
_BEFORE = 200  # from the words of a power back to "(khoản 5 Điều 41)"
_KINDS = ("power_held", "power_given", "power_belongs", "power_referred")
_GUIDED = ("công văn", "hướng dẫn", "văn bản", "thông báo")

_ASKED = re.compile(
    r"(?:trình|đề\s+nghị|báo\s+cáo|tham\s+mưu|kiến\s+nghị|đề\s+xuất|gửi|giúp|xin)\s+(?:với\s+|cho\s+|để\s+)?(?:đồng\s+chí\s+)?$"
    r"|(?:quyết\s+định|văn\s+bản|ý\s+kiến)\s+của\s+$|(?:được|bởi)\s+$"
)
_ISSUED = re.compile(r"(?:\s*ngày\s[\d/\s\wà-ỹ]{4,24})?\s*,?\s*(?:của|do)\s+$")
_PAPER_BY = re.compile(r"(?:Quy\s+chế|Quy\s+định|Điều\s+lệ|Kế\s+hoạch|Đề\s+án|Quyết\s+định|quy\s+chế)\s[^.;:]{0,80}$")
_DONE = re.compile(
    r"\s*(?:đã|đang)\s|[^.;:]{0,60}?\s(?:tại|bằng|theo)\s+(?:các\s+)?(?:Quyết\s+định|Công\s+văn|Kế\s+hoạch|Văn\s+bản|Thông\s+báo)\s+số"
)
_ABOVE = re.compile(r"(?:Thủ\s+tướng|Bộ\s+trưởng|Chính\s+phủ)")
_MOVED = {"T": "Thủ\\s+tướng|Chính\\s+phủ", "C": "Chính\\s+phủ|Thủ\\s+tướng", "B": "Bộ\\s"}
_LIST_BREAK = re.compile(r";\s*(?:\n|-|Căn\s+cứ|Theo)|\n\s*\n")
_SENTENCE_BREAK = re.compile(r"[^\d\s][.]\s+(?=[A-ZĐ])")
_ANAPHORA = re.compile(
    r"\s*(?:Theo\s+(?:đó|quy\s+định\s+(?:này|trên|đó|nêu\s+trên))|Như\s+vậy|Do\s+đó,\s+thẩm\s+quyền)"
)
_SAME_PAPER = re.compile(r"(?:kèm(?:\s+theo)?|\(|sửa\s+đổi,?\s+bổ\s+sung[^.;]{0,40}|của|được\s+ban\s+hành\s+tại)\s*$")


@dataclass(frozen=True, slots=True)
class Power:
    """An article with the words of the power that it gives."""

    article: Mention
    words: Place

    @property
    def place(self) -> Place:
        """The stretch from the one to the other."""
        return min(self.article.start, self.words[0]), max(self.article.end, self.words[1])


def find_powers(case: Case) -> list[Power]:
    """The powers that the main text shows by an article, in the order of the articles; read once of a submission."""
    known, question = case.submission.known, (find_powers, case.addressee)
    if question not in known:
        known[question] = _read_powers(case)
    powers: list[Power] = known[question]
    return powers


def _read_powers(case: Case) -> list[Power]:
    # An article inside a quotation belongs to the words of a provision or of a title, not to the submitter's.
    pinned = [mention for mention in case.mentions() if gives_article(mention) and not case.quoted(mention.start)]
    told = sorted(_told(case)) if pinned else []
    found = []
    for mention in pinned:
        headed = cue("power_headed").match(case.text, mention.end)
        if headed:
            found.append(Power(mention, headed.span()))
        else:
            found += [Power(mention, words) for words in told if _together(case, mention, words)][:1]
    return found


def gives_article(mention: Mention) -> bool:
    """Whether a citation names an article at least, or a numbered point of a ministry's guidance."""
    if any("Điều" in pin for pin in mention.pins):
        return True
    return bool(mention.pins) and mention.type in _GUIDED


def _told(case: Case) -> Iterator[Place]:
    """Where the text says that a body may decide."""
    start, end = case.body()
    for name in _KINDS:
        position = start
        # A holder that only issued an instrument may stand right before the one that is meant: look again behind it.
        while match := next(case.find(name, (position, end)), None):
            position = match.start() + 1
            if not _set_aside(case, match):
                yield match.span()
                position = match.end()


def _set_aside(case: Case, match: re.Match[str]) -> bool:
    before = case.text[max(0, match.start() - 120) : match.start()]
    if _of_another(case, match.group()) or _ASKED.search(before) or case.inside_request(match.start()):
        return True
    if _DONE.match(case.text, match.end()):
        return True
    issued = [mention for mention in case.mentions() if match.start() - 40 <= mention.end <= match.start()]
    if any(_ISSUED.fullmatch(case.text, mention.end, match.start()) for mention in issued):
        return True
    by = re.match(r"do\s", match.group())
    return bool(by and match.group().rstrip().endswith("ban hành") and _PAPER_BY.search(before))


def _of_another(case: Case, words: str) -> bool:
    """Whether the power is one of a body above that nobody asks here to be moved."""
    above = _ABOVE.match(words)
    if above is None or case.addressee not in ("chair", "committee"):
        return False
    asked = " ".join(case.text[request.start : request.end] for request in case.submission.requests)
    return not re.search(_MOVED[above.group()[0]], asked)


def _together(case: Case, mention: Mention, words: Place) -> bool:
    """Whether the words of a power belong to an article: one sentence, or the provision quoted after it."""
    if words[0] <= mention.start and mention.end <= words[1]:
        return True
    if words[0] >= mention.start:
        gap = (mention.end, max(mention.end, words[0]))
        return gap[1] - gap[0] <= _AFTER and not _parted(case, gap) and not _other_law(case, mention, gap)
    gap = (min(words[1], mention.start), mention.start)
    text = case.text[slice(*gap)]
    return len(text) <= _BEFORE and not re.search(r"[.;:]\s", text) and not _other_law(case, mention, gap)


def _parted(case: Case, gap: Place) -> bool:
    """Whether a list or a sentence ends between; a quotation that is open holds together."""
    text = case.text[slice(*gap)]
    if _LIST_BREAK.search(text):
        return not _open_quote(text)
    stop = _SENTENCE_BREAK.search(text)
    return bool(stop) and not _open_quote(text) and not _ANAPHORA.match(text, stop.end() if stop else 0)


def _open_quote(text: str) -> bool:
    return "“" in text[:80] or '"' in text[:80]


def _other_law(case: Case, mention: Mention, gap: Place) -> bool:
    """Whether another instrument stands between; the paper that the article's own regulation came with is none."""
    for other in case.mentions(gap):
        if other is mention or other.self_reference or not (other.number or other.title or other.date):
            continue
        if not _SAME_PAPER.search(case.text[gap[0] : other.start]):
            return True
    return False
