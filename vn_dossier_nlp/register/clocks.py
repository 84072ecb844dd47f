"""Clocks that stop while the sender supplements a dossier, and extensions that count or do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vn_dossier_nlp.register.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Pause:
    """From the day on which a supplement was asked for to the day on which it came; ``until`` None: not yet."""

    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A period of working days with its pauses. ``due`` is None while the clock stands still."""

    due: date | None
    left: int  # working days that were left when it last stopped, or of the whole period


def clock(start: date, days: int, pauses: Sequence[Pause], calendar: Calendar, after: str = "resume") -> Clock:
    """The deadline of a period of ``days`` working days after ``start``.

    The day of asking counts as used, the day on which the supplement comes does not. ``after``: ``resume`` goes on with
    the days that were left, ``restart`` begins anew. A pause after the deadline changes nothing: it was missed.
    """
    begun, left = start, days
    for at, pause in enumerate(pauses):
        if pause.since < begun or (pause.until is None and at < len(pauses) - 1) or _reversed(pause):
            raise ValueError("pauses come one after the other, each begins before it ends")
        used = calendar.working_days_between(begun, pause.since)
        if used > left:
            break
        left -= used
        if pause.until is None:
            return Clock(None, left)
        begun, left = pause.until, days if after == "restart" else left
    return Clock(calendar.add_working_days(begun, left), left)


def moved_deadline(begun: date, deadline: date, pause: Pause, calendar: Calendar, after: str = "resume") -> date:
    """The deadline of a period that began with ``begun`` after one pause that is over."""
    days = calendar.working_days_between(begun, deadline)
    return clock(begun, days, (pause,), calendar, after).due or deadline


def _reversed(pause: Pause) -> bool:
    return pause.until is not None and pause.until < pause.since


def why_not_extended(
    deadline: date | None, granted: bool | None, answered_on: date | None, letter: str | None, new_deadline: date | None
) -> str | None:
    """Why an extension does not count, as a code of words [extension]; None where it does.

    It counts only if granted in writing not after the deadline (its day lasts to its end), and for a later day.
    """
    if deadline is None:
        return "no_deadline"
    if granted is None:
        return "not_answered"
    if not granted:
        return "not_granted"
    if not letter:
        return "not_in_writing"
    if answered_on is None or answered_on > deadline:
        return "after_deadline"
    if new_deadline is None or new_deadline <= deadline:
        return "not_later"
    return None
