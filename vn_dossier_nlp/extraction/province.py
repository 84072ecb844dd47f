"""The province that the head of a submission names."""

from __future__ import annotations

from functools import lru_cache

from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.grammar.tables import Province, provinces
from vn_dossier_nlp.language.folding import key


def province_of(submission: Submission) -> Province | None:
    """The first that its bodies, its addressees or its place name."""
    head = submission.masthead
    for field in (head.issuer, head.parent, *head.addressees, head.place):
        words = f" {key(field or '')} ".replace(",", " ")
        for name, province in _names():
            if name in words:
                return province
    return None


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, Province], ...]:
    return tuple((f" {key(province.name)} ", province) for province in provinces())
