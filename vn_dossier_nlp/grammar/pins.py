"""Pins: provisions inside a document ("điểm a khoản 2 Điều 7"), found as chains and written in canonical form.

A chain runs from small to large and shares what is distributed: in "điểm a, b khoản 2 và khoản 3 Điều 7" the points
share their khoản and both khoản share their Điều (DOMAIN 3.3; marking guide, field ``pins``). Works on folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vn_dossier_nlp.grammar.starts import at_word, either_case

# From small to large; a unit takes the larger ones to its right as its place.
_LEVELS = {
    "tiết": 0,
    "điểm": 1,
    "khoản": 2,
    "số thứ tự": 2,
    "Điều": 3,
    "mẫu": 3,
    "biểu": 3,
    "biểu số": 3,
    "danh mục": 3,
    "tiểu mục": 4,
    "Mục": 5,
    "Chương": 6,
    "Phần": 7,
    "Phụ lục": 8,
}
_UNITS = (
    "tiết",
    "điểm",
    "khoản",
    r"số\s+thứ\s+tự",
    "đi[ềê]u",
    r"tiểu\s+mục",
    "mục",
    "chương",
    "phần",
    r"phụ\s+lục",
    r"mẫu(?:\s+số)?",
    r"biểu(?:\s+mẫu)?(?:\s+số)?",
    r"danh\s+mục",
)
_UNIT = f"(?P<unit>{at_word(branch for unit in _UNITS for branch in either_case(unit))})"
_BEFORE = r"(?:Nghị|Quyết|Thông|Luật|Kế|Chỉ|Hướng|Quy)\s"
_ROMAN = r"[IVXLC]{1,7}(?![\wÀ-ỹ])"
_LETTER = r"[a-eg-iklm-vxyđ]\d?(?![\wÀ-ỹ)])"
_CAPITAL = r"[A-HĐ](?![\wÀ-ỹ])"
_ORDINAL = r"thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?![\wÀ-ỹ])"
_ARABIC = r"\d{1,3}[a-dđ]?\d?(?:\.\d{1,3}){0,3}(?![\w/%])(?!\.\d)"
_VALUE = rf"(?:{_ARABIC}|{_ROMAN}|{_CAPITAL}|{_LETTER}|{_ORDINAL}|này(?!\w))"
_RANGE = rf"{_VALUE}(?:\s*-\s*{_VALUE})?"
_JOIN = r"\s*(?:[,;]\s*(?:và\s+|hoặc\s+)?|và\s+|hoặc\s+)"
# "Điều 5 đến Điều 9" is one range; a list may go on with bare values ("khoản 1, 2 và 3").
_GROUP = re.compile(
    rf"{_UNIT}(?:(?:\s+|(?=\d))(?P<values>này(?!\w)|{_RANGE}(?:{_JOIN}{_RANGE}(?!\s*(?:tháng|năm|ngày)\b))*)"
    # The only annex of a document has no number: "Mục A Phụ lục Nghị quyết số ...".
    rf"|(?=\s+(?:ban\s+hành|kèm|của|tại|{_BEFORE})))"
)
_LINK = re.compile(r"(?:\s+|\s*[,;]\s*(?:và\s+|hoặc\s+)?|\s+(?:và|hoặc|của|tại|thuộc)\s+)(?:[Cc]ác\s+)?")
_TO = re.compile(r"\s+(?:đến|tới)\s+(?:hết\s+)?")
_SINGLE = re.compile(_RANGE)
_SEPARATOR = re.compile(_JOIN)


class Group(NamedTuple):
    """One unit with its values: "khoản 1, 2 và 3"."""

    start: int
    end: int
    unit: str
    values: tuple[str, ...]
    ends_range: bool = False  # "đến Điều 9" after "Điều 5"


class Chain(NamedTuple):
    """A run of groups that belongs to one document: ``text[start:end]`` and its pins."""

    start: int
    end: int
    pins: tuple[str, ...]
    units: frozenset[str]
    own: bool  # ends in "này": a place in the document itself


def find_chains(text: str) -> Iterator[Chain]:
    """The pin chains of a folded text, from left to right; linear in its length."""
    groups: list[Group] = []
    for match in _GROUP.finditer(text):
        if (group := _group(match)) is None:
            continue
        if group.values == ("",) and not (groups and _linked(text, groups[-1], group)):
            continue  # a bare "phụ lục" is a word; behind a smaller unit it is a place
        if groups and not _linked(text, groups[-1], group):
            yield _chain(groups)
            groups = []
        if groups and _TO.fullmatch(text, groups[-1].end, group.start):
            group = group._replace(ends_range=True)
        groups.append(group)
    if groups:
        yield _chain(groups)


def _group(match: re.Match[str]) -> Group | None:
    unit = _canonical_unit(match["unit"])
    if match["values"] is None:
        return Group(match.start(), match.end(), unit, ("",)) if unit == "Phụ lục" else None
    values = tuple(_canonical_value(value.group(), unit) for value in _SINGLE.finditer(match["values"]))
    return Group(match.start(), match.end(), unit, values)


def _canonical_value(value: str, unit: str) -> str:
    # Only points have letters: what looks like one is a digit that OCR took for it.
    value = "1" if value in ("l", "I") and unit in ("khoản", "Điều") else value
    return " ".join(re.sub(r"\s*-\s*", "-", value).split())


def _canonical_unit(unit: str) -> str:
    low = " ".join(unit.lower().split()).replace("ê", "ề")
    if low.startswith("mẫu"):
        return "mẫu"
    if low.startswith("biểu"):
        return "biểu số" if low.endswith("số") else "biểu"
    return low.capitalize() if low in ("điều", "mục", "chương", "phần", "phụ lục") else low


def _linked(text: str, left: Group, right: Group) -> bool:
    """Whether two groups belong to one chain: only white space, a comma, "và", "của" stand between them."""
    between = text[left.end : right.start]
    if len(between) > 16 or re.search(r"\n\s*\n", between):
        return False
    if _TO.fullmatch(between):
        return left.unit == right.unit
    return bool(_LINK.fullmatch(between)) and left.values[-1] != "này"


def _chain(groups: list[Group]) -> Chain:
    """Read a chain from its end, where the largest unit stands, carrying the place of what is to the left."""
    merged = _merge_ranges(groups)
    pins: list[str] = []
    place: dict[int, str] = {}
    for index in range(len(merged) - 1, -1, -1):
        group = merged[index]
        level = _LEVELS[group.unit]
        place = {key: pin for key, pin in place.items() if key > level}
        tail = "".join(f" {place[key]}" for key in sorted(place))
        named = [f"{_label(group.unit)} {value}".rstrip() for value in group.values]
        takes_smaller = index > 0 and _LEVELS[merged[index - 1].unit] < level
        pins[:0] = [pin + tail for pin in (named[1:] if takes_smaller else named)]
        place[level] = named[0]
    units = frozenset(group.unit for group in groups)
    return Chain(groups[0].start, groups[-1].end, tuple(pins), units, groups[-1].values[-1] == "này")


def _merge_ranges(groups: list[Group]) -> list[Group]:
    """ "Điều 5" and "đến Điều 9" become one group with the value "5-Điều 9"."""
    merged: list[Group] = []
    for group in groups:
        if group.ends_range and merged:
            left = merged.pop()
            joined = f"{left.values[-1]}-{_label(group.unit)} {group.values[0]}"
            group = left._replace(end=group.end, values=(*left.values[:-1], joined, *group.values[1:]))
        merged.append(group)
    return merged


_LABELS = {"mẫu": "Mẫu số", "biểu": "Biểu", "biểu số": "Biểu số", "danh mục": "Danh mục", "tiểu mục": "Tiểu mục"}


def _label(unit: str) -> str:
    return _LABELS.get(unit, unit)
