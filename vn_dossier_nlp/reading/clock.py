"""The time that one file may take."""

from __future__ import annotations

import time

from vn_dossier_nlp.reading.content import UnreadableError
from vn_dossier_nlp.schema import Outcome


class Clock:
    """Counts down from ``seconds``; asked between pages and before every call of another program."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that remain. Raises UnreadableError (timed_out) when there are none."""
        remaining = self._end - time.monotonic()
        if remaining <= 0:
            raise UnreadableError(Outcome.TIMED_OUT, "seconds")
        return remaining
