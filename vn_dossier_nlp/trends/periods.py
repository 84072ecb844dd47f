"""Months as whole numbers: "2026-05" is 2026 * 12 + 4."""

from __future__ import annotations


def number_of(period: str) -> int:
    """The number of a month; of a date that of its month."""
    return int(period[:4]) * 12 + int(period[5:7]) - 1


def month_of(number: int) -> str:
    """The month of a number."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def months_between(first: str, last: str) -> list[str]:
    """Every month from the first to the last, both included."""
    return [month_of(number) for number in range(number_of(first), number_of(last) + 1)]
