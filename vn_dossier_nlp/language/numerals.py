"""Whole numbers in Vietnamese words: "hai trăm linh năm triệu"; None for what is no number of the written language."""

from __future__ import annotations

from collections.abc import Sequence

_DIGITS = {
    "không": 0,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_AFTER_TEN = {**_DIGITS, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_ODD = ("linh", "lẻ")  # what stands for no tens: "một trăm linh năm"
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_HALF = "rưỡi"

WORDS = frozenset({*_AFTER_TEN, *_ODD, *_SCALES, _HALF, "mười", "mươi", "trăm"})
"""Every word that a number may hold."""


def read_numeral(words: Sequence[str]) -> int | None:
    """The number that ``words`` (lower case) are, or None.

    >>> read_numeral("một nghìn hai trăm tỷ không trăm linh năm nghìn".split())
    1200000005000
    """
    billions = section = at = 0
    smallest = 10**12  # scales of a section must fall
    while at < len(words):
        group, at = _group(words, at)
        scale = _SCALES.get(words[at]) if at < len(words) else None
        if scale is None:
            return billions + section + group if group is not None and at == len(words) else None
        at += 1
        if scale == 10**9:
            if billions or (group is None and not section):
                return None
            billions, section, smallest = (section + (group or 0)) * scale, 0, 10**12
        else:
            if group is None or scale >= smallest:
                return None
            section, smallest = section + group * scale, scale
        if words[at : at + 1] == [_HALF]:
            return billions + section + scale // 2 if at + 1 == len(words) else None
    return billions + section if words else None


def _group(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """(what the words from ``at`` on count below a thousand, where they end); None where none does."""
    value: int | None = None
    if words[at] in _DIGITS and words[at + 1 : at + 2] == ["trăm"]:
        value, at = _DIGITS[words[at]] * 100, at + 2
        if at < len(words) and words[at] in _ODD:
            if at + 1 < len(words) and words[at + 1] in _AFTER_TEN:
                return value + _AFTER_TEN[words[at + 1]], at + 2
            return None, at
    if at < len(words) and words[at] == "mười":
        return _with_unit((value or 0) + 10, words, at + 1)
    if at < len(words) and words[at] in _DIGITS:
        if words[at + 1 : at + 2] == ["mươi"]:
            return _with_unit((value or 0) + _DIGITS[words[at]] * 10, words, at + 2)
        if value is None:  # "hai trăm năm" is spoken for 205 and for 250
            return _DIGITS[words[at]], at + 1
    return value, at


def _with_unit(value: int, words: Sequence[str], at: int) -> tuple[int, int]:
    if at < len(words) and words[at] in _AFTER_TEN:
        return value + _AFTER_TEN[words[at]], at + 1
    return value, at
