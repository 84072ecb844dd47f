"""Passages of a submission: where it tells of consultation, where it tells who is to do what."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.extraction.opinion_words import role
from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.language.finder import Index

_FAR = 1500  # characters for which a passage goes on telling of consultation
_LAST = "~"  # sorts behind every name


class Passages:
    """Each passage lasts until the next begins; a letter of the sender's own opens one of consultation."""

    def __init__(self, sub: Submission, veil: str, words: Index, letters: Sequence[Mention]) -> None:
        start, end = sub.main_text()
        heads = [(m.start(), name) for name in ("section", "tasks") for m in role(name).finditer(veil, start, end)]
        told = [(m.start(), "consultation") for m in words.finditer("consultation", start, end)]
        told += [(letter.start, "consultation") for letter in own_letters(sub, letters)]
        self._heads = sorted(heads)
        self._all = sorted([*heads, *told])

    def consult(self, offset: int) -> bool:
        """Whether an offset stands in a passage that tells of consultation."""
        index = bisect_right(self._all, (offset, _LAST)) - 1
        return index >= 0 and self._all[index][1] == "consultation" and offset - self._all[index][0] < _FAR

    def task(self, offset: int) -> bool:
        """Whether an offset stands in a passage that tells who is to do what."""
        index = bisect_right(self._heads, (offset, _LAST)) - 1
        return index >= 0 and self._heads[index][1] == "tasks"


def own_letters(sub: Submission, letters: Sequence[Mention]) -> list[Mention]:
    """The letters whose number bears the sign of the sender: "215/SNV-CCHC" in a submission "51/TTr-SNV"."""
    sign = (sub.masthead.symbol or "").split("-", 1)[-1].split("-")[0]
    if len(sign) < 2:
        return []
    own = re.compile(rf"[/-]{re.escape(sign)}(?!\w)")
    return [letter for letter in letters if own.search(letter.number or "")]
