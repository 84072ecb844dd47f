"""Where the time of this thread goes, by stage: cheap enough to run always."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

STAGES = ("reading", "understanding", "checks", "vagueness", "writing")


class _Watch(threading.local):
    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.open: list[str] = []
        self.since = 0.0

    def turn(self) -> None:
        """Book the time since the last turn on the innermost stage."""
        now = perf_counter()
        if self.open:
            self.spent[self.open[-1]] = self.spent.get(self.open[-1], 0.0) + now - self.since
        self.since = now


_WATCH = _Watch()


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Book the time within on ``name``; a stage within another takes its time from that one."""
    _WATCH.turn()
    _WATCH.open.append(name)
    try:
        yield
    finally:
        _WATCH.turn()
        _WATCH.open.pop()


def taken() -> dict[str, float]:
    """Seconds by stage since the last call, in this thread."""
    spent, _WATCH.spent = _WATCH.spent, {}
    return spent
