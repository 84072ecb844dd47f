"""Stretches of a text, such as its quotations, asked for one offset at a time."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable


class Stretches:
    """Stretches that do not overlap, ends exclusive."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def hold(self, offset: int) -> bool:
        """Whether an offset lies in one of them.

        >>> Stretches([(2, 4)]).hold(3), Stretches([(2, 4)]).hold(4)
        (True, False)
        """
        index = bisect_right(self._spans, (offset, sys.maxsize)) - 1
        return index >= 0 and offset < self._spans[index][1]

    def start_before(self, offset: int) -> int:
        """Where the last that begins at or before an offset begins; the offset itself where none does."""
        index = bisect_right(self._spans, (offset, sys.maxsize)) - 1
        return self._spans[index][0] if index >= 0 else offset
