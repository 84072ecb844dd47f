"""authority_basis (R01): an article that gives the body its power to decide what is asked."""

from __future__ import annotations

import re

from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_met

# How far the words of the power may stand from the article: a quoted provision runs over several sentences.
_AFTER = 420
_BEFORE = 260
_ISSUED_BY = re.compile(r"(?:của|do)\s+$")
_ASKED = re.compile(
    r"(?:trình|đề\s+nghị|báo\s+cáo|tham\s+mưu|kiến\s+nghị|đề\s+xuất|gửi|giúp|xin)\s+(?:với\s+)?(?:đồng\s+chí\s+)?$"
)
_PAST = re.compile(r"\s*(?:đã|đang)\s|[^.;]{0,40}?(?:tại|theo)\s+Quyết\s+định\s+số")
_GUIDED = ("công văn", "hướng dẫn", "văn bản", "thông báo")


def authority_basis(case: Case) -> Result:
    """Met where an article, or a numbered point of a ministry's guidance, stands with the words of a power.

    A basis of the subject, a procedure or a file with an article is not enough, nor is a decree "về thẩm quyền"
    without one.
    """
    pinned = [mention for mention in case.mentions() if _gives_article(mention)]
    powers = _powers(case)
    for mention in pinned:
        for power in powers:
            if _together(case, mention, power):
                return met(_evidence(case, mention, power), confidence=0.8)
    if pinned:
        return not_met((pinned[0].start, pinned[0].end), zone="main", confidence=0.65)
    return not_met(zone="main", confidence=0.75)


def _gives_article(mention: Mention) -> bool:
    if any("Điều" in pin for pin in mention.pins):
        return True
    return bool(mention.pins) and mention.type in _GUIDED


def _powers(case: Case) -> list[Place]:
    """Where the text says that a body may decide: not where it asks, not where a decision is cited."""
    found = []
    for match in case.find("power"):
        before = case.text[max(0, match.start() - 40) : match.start()]
        if _ASKED.search(before) or case.inside_request(match.start()):
            continue
        if _ISSUED_BY.search(before) and re.search(
            r"(?:Quyết\s+định|Công\s+văn|Kế\s+hoạch|Văn\s+bản|Thông\s+báo|Nghị\s+quyết|Chỉ\s+thị)\s[^.;]{0,120}(?:của|do)\s+$",
            case.text[max(0, match.start() - 150) : match.start()],
        ):
            continue
        found.append(match.span())
    return found


def _together(case: Case, mention: Mention, power: Place) -> bool:
    """Whether a power belongs to an article: near, in one paragraph, with no other instrument between."""
    if power[0] >= mention.start:
        gap = case.text[mention.end : power[0]] if power[0] >= mention.end else ""
        limit = _AFTER
    else:
        gap = case.text[power[1] : mention.start] if mention.start >= power[1] else ""
        limit = _BEFORE
    if len(gap) > limit or "\n\n" in gap.strip("\n "):
        return False
    return not re.search(r"[^0-9][.]\s+[A-ZĐ]", gap) or "“" in gap[:60]


def _evidence(case: Case, mention: Mention, power: Place) -> Place:
    start, end = min(mention.start, power[0]), max(mention.end, power[1])
    return start, min(end, start + 500)
