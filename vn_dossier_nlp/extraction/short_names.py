"""Short names that a document gives to an instrument: "Luật Phòng, chống tham nhũng (gọi tắt là Luật PCTN)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vn_dossier_nlp.extraction.mentions import Mention

_FAR = 160  # characters from the whole name to the short one: an issuer and a date may lie between
_GIVEN = re.compile(r"[^.;]*?(?:gọi|viết)\s+(?:tắt\s+)?là\s*:?\s*[“\"']?\s*$")


def short_names(text: str, mentions: Sequence[Mention]) -> dict[int, int]:
    """Which mention gives a short name to which one before it, by their places in ``mentions`` of a folded text.

    >>> from vn_dossier_nlp.extraction.mentions import find_mentions
    >>> said = "Luật Nhà ở số 27/2023/QH15 (gọi tắt là Luật NO)"
    >>> short_names(said, find_mentions(said))
    {1: 0}
    """
    found: dict[int, int] = {}
    for index in range(1, len(mentions)):
        end, start = mentions[index - 1].end, mentions[index].start
        alike = mentions[index].type == mentions[index - 1].type
        if alike and start - end <= _FAR and _GIVEN.match(text, end, start):
            found[index] = found.get(index - 1, index - 1)
    return found
