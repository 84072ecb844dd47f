"""Highlights: marks on a text that may overlap, cut into segments that do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch ``text[start:end]`` with a kind, an anchor and what to say of it."""

    start: int
    end: int
    kind: str  # citation | proposal | evidence | deciding
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text under the same marks throughout. ``opens``: anchors of marks that begin here."""

    text: str
    kinds: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    title: str = ""
    opens: tuple[str, ...] = ()


def segments(text: str, marks: Sequence[Mark]) -> list[Segment]:
    """``text`` in segments; joined, they are ``text`` again. Marks outside the text or empty are left out."""
    good = sorted((mark for mark in marks if 0 <= mark.start < mark.end <= len(text)), key=_reading_order)
    edges = sorted({0, len(text)} | {mark.start for mark in good} | {mark.end for mark in good})
    pieces: list[Segment] = []
    active: list[Mark] = []
    upcoming = 0
    for start, end in zip(edges, edges[1:], strict=False):
        active = [mark for mark in active if mark.end > start]
        while upcoming < len(good) and good[upcoming].start <= start:
            active.append(good[upcoming])
            upcoming += 1
        pieces.append(_segment(text[start:end], start, active))
    return pieces


def _reading_order(mark: Mark) -> tuple[int, int]:
    return (mark.start, -mark.end)


def _segment(text: str, start: int, active: Sequence[Mark]) -> Segment:
    return Segment(
        text,
        tuple(dict.fromkeys(mark.kind for mark in active)),
        tuple(dict.fromkeys(mark.anchor for mark in active)),
        " · ".join(dict.fromkeys(mark.title for mark in active)),
        tuple(dict.fromkeys(mark.anchor for mark in active if mark.start == start)),
    )
