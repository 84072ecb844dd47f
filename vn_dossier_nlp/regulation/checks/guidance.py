"""central_guidance (R04) and other_provinces (R05): only where the text says that the law has no specific rule."""

from __future__ import annotations

import re

from vn_dossier_nlp.regulation.case import Case, Place, Result, cannot_tell, met, not_applicable, not_met

_CENTRAL = re.compile(
    r"/(?:B[A-ZĐ]{1,6}|VPCP|TTg|TTCP|NHNN|VPQH|TANDTC|UBTVQH\d*|[A-ZĐ]+TW|UBDT)(?:-|$)|-(?:VPCP|TTg|TW|BTCTW)$|/TW$"
)
_GUIDES = ("công văn", "hướng dẫn", "văn bản", "thông báo", "kết luận", "công điện", "nghị quyết", "chỉ thị")


def central_guidance(case: Case) -> Result:
    """Met where the text says that a rule is missing and names guidance of a central body with number or date."""
    gap = _gap(case)
    if gap is None:
        return not_applicable(confidence=0.75)
    for mention in case.mentions():
        if mention.type in _GUIDES and mention.number and _CENTRAL.search(mention.number):
            return met((mention.start, mention.end), gap, confidence=0.7)
    return not_met(gap, zone="main", confidence=0.6)


def other_provinces(case: Case) -> Result:
    """Met where experience of named provinces is told; the regulation says "if any", so silence is cannot_tell."""
    gap = _gap(case)
    if gap is None:
        return not_applicable(confidence=0.75)
    place = case.first("other_provinces")
    return met(place, confidence=0.7) if place else cannot_tell(gap, zone="main")


def _gap(case: Case) -> Place | None:
    return case.first("gap")
