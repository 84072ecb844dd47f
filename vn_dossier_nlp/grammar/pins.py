"""Pins: provisions inside a document ("điểm a khoản 2 Điều 7"), found as chains and written in canonical form.

A chain runs from small to large and shares what is distributed: in "điểm a, b khoản 2 và khoản 3 Điều 7" the points
share their khoản and both khoản share their Điều (DOMAIN 3.3; marking guide, field ``pins``). Works on folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from math import prod
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
    "Phụ lục số": 8,
}
_UNITS = (
    "tiết",
    "điểm",
    "kho[ảa]n",
    r"số\s+thứ\s+tự",
    "đi[ềê]u",
    r"tiểu\s+mục",
    r"m(?<!danh\sm)ục",
    "chương",
    "phần",
    r"phụ\s+lục(?:\s+số)?",
    r"mẫu(?:\s+số)?",
    r"biểu(?:\s+mẫu)?(?:\s+số)?",
)
# "danh mục 19 dự án" counts; with a capital it is the name of an annex.
_BRANCHES = [*(branch for unit in _UNITS for branch in either_case(unit)), r"Danh\s+mục"]
_UNIT = f"(?P<unit>{at_word(_BRANCHES, may_be_stuck=True)})"
_BEFORE = r"(?:Nghị|Quyết|Thông|Luật|Kế|Chỉ|Hướng|Quy)\s"
_ROMAN = r"[IVXLC]{1,7}(?:\.\d{1,2}){0,2}(?![\wÀ-ỹ])"
_LETTER = r"[a-eg-iklm-vxyđ]\d?(?![\wÀ-ỹ)])"
_CAPITAL = r"[A-HĐ](?![\wÀ-ỹ])"
_ORDINAL = r"thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?![\wÀ-ỹ])"
# Behind a figure only the type of the document may be stuck: "Điều 19Nghị định".
_ARABIC = r"(?:\d{1,3}|[lIO]\d{1,2})[a-dđA-D]?\d?(?:\.\d{1,3}){0,3}(?!(?![A-ZĐ][a-zà-ỹđ])[\w/%])(?!\.\d)"
# The number of a form may have a symbol: "Mẫu số 02a-ĐK", "Biểu 01/TTr".
_FORM = r"\d{1,3}[a-z]?[/-][A-ZĐ][A-ZĐa-z]{0,5}\d{0,2}(?:[-/][A-ZĐ]{2,6})?(?![\w/])"
_PLAIN_VALUE = rf"(?:{_FORM}|{_ARABIC}|{_ROMAN}|{_CAPITAL}|{_LETTER}|{_ORDINAL}|này(?!\w))"
# "điểm “a”", "khoản (1)", "điểm a) khoản 1"
_QUOTED = r"(?:[“\"(](?:\d{1,3}|[a-eg-iklm-vxyđ])[”\")]|[a-eg-iklm-vxyđ]\)(?=,?\s+khoản))"
_VALUE = rf"(?:{_QUOTED}|{_PLAIN_VALUE})"
_RANGE = rf"{_VALUE}(?:\s*-\s*{_VALUE})?"
_JOIN = r"\s*(?:[,;]\s*(?:(?:và|hoặc|hay)\s+)?|(?:và|hoặc|hay)\s+)"
# "Điều 5 đến Điều 9" is one range; a list may go on with bare values ("khoản 1, 2 và 3").
_GROUP = re.compile(
    rf"{_UNIT}(?:(?:\s+|(?=\d))(?P<values>này(?!\w)|{_RANGE}(?:{_JOIN}{_RANGE}(?!\s*(?:tháng|năm|ngày)\b))*)"
    # The only annex of a document has no number: "Mục A Phụ lục Nghị quyết số ...".
    rf"|(?=\s+(?:ban\s+hành|kèm|của|tại|{_BEFORE})))"
)
_LINK = re.compile(
    r"(?:\s*|\s*[,;]\s*(?:(?:và|hoặc|hay)\s+)?"
    r"|\s+(?:và|hoặc|hay|của|tại|thuộc|(?:vào\s+)?(?:liền\s+)?(?:sau|trước))\s+)(?:[Cc]ác\s+)?"
)
_AND = re.compile(r"(?<!\w)(?:và|hoặc|hay)(?!\w)")
_TO = re.compile(r"\s+(?:đến|tới)\s+(?:hết\s+)?")
_SEPARATOR = re.compile(_JOIN)


class Group(NamedTuple):
    """One unit with its values: "khoản 1, 2 và 3"."""

    start: int
    end: int
    unit: str
    values: tuple[str, ...]
    ends_range: bool = False  # "đến Điều 9" after "Điều 5"
    is_added: bool = False  # "và", "hoặc" stands before it
    is_listed: bool = False  # that, or a comma
    is_shared: bool = False  # "các": what is to the left lies in each of its values


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
        groups.append(_joined(text, groups[-1], group) if groups else group)
    if groups:
        yield _chain(groups)


def _group(match: re.Match[str]) -> Group | None:
    unit = _canonical_unit(match["unit"])
    if match["values"] is None:
        return Group(match.start(), match.end(), unit, ("",)) if unit == "Phụ lục" else None
    written = match["values"]
    values = (written,) if written.isdigit() else _SEPARATOR.split(written)
    return Group(match.start(), match.end(), unit, tuple(_canonical_value(value, unit) for value in values))


def _joined(text: str, left: Group, group: Group) -> Group:
    """A group with what stands between it and the one before."""
    between = text[left.end : group.start]
    if _TO.fullmatch(between):
        return group._replace(ends_range=True)
    added = bool(_AND.search(between))
    listed = added or "," in between or ";" in between
    return group._replace(is_added=added, is_listed=listed, is_shared=between.strip().lower() == "các")


def _canonical_value(value: str, unit: str) -> str:
    if value.isdigit():
        return value
    value = value.strip('“”"()')
    if unit in ("khoản", "Điều"):
        # Only points have letters: what looks like one is a digit that OCR took for it.
        value = "1" if value in ("l", "I") else _OCR_DIGIT.sub(lambda found: found.group().translate(_DIGITS), value)
    return " ".join(re.sub(r"\s*-\s*", "-", value).split())


@cache
def _canonical_unit(unit: str) -> str:
    low = " ".join(unit.lower().split()).replace("ê", "ề").replace("khoan", "khoản")
    if low.startswith("mẫu"):
        return "mẫu"
    if low.startswith("biểu"):
        return "biểu số" if low.endswith("số") else "biểu"
    if low.startswith("phụ lục"):
        return "Phụ lục số" if low.endswith("số") else "Phụ lục"
    return low.capitalize() if low in ("điều", "mục", "chương", "phần") else low


def _linked(text: str, left: Group, right: Group) -> bool:
    """Whether two groups belong to one chain: only white space, a comma, "và", "của" stand between them."""
    between = text[left.end : right.start]
    if len(between) > 16 or re.search(r"\n\s*\n", between):
        return False
    if _TO.fullmatch(between):
        return left.unit == right.unit
    return bool(_LINK.fullmatch(between)) and left.values[-1] != "này"


_MOST_PINS = 200  # that "các" may hand out: a hostile text would ask for millions


def _chain(groups: list[Group]) -> Chain:
    """Read a chain from its end, where the largest unit stands, carrying the place of what is to the left."""
    merged = _merge_ranges(groups)
    if _falls(merged):
        merged = [group._replace(is_listed=False) for group in reversed(merged)]
    pins: list[str] = []
    places: dict[int, tuple[str, ...]] = {}
    for index in range(len(merged) - 1, -1, -1):
        group = merged[index]
        level = _LEVELS[group.unit]
        places = {key: pin for key, pin in places.items() if key > level}
        named = [_named(group.unit, value) for value in group.values]
        if len(group.values) * prod(map(len, places.values())) > _MOST_PINS:
            places = {key: found[:1] for key, found in places.items()}
        tails = (
            [" ".join(("", *tail)) for tail in product(*(places[key] for key in sorted(places)))] if places else [""]
        )
        beside = index > 0 and _is_beside(merged[index - 1], group)
        takes_smaller = index > 0 and not beside and _LEVELS[merged[index - 1].unit] < level
        shared = tuple(named) if group.is_shared else (named[0],)
        own = named[len(shared) :] if takes_smaller else named
        pins[:0] = [pin + tail for pin in own for tail in tails]
        places = {} if beside else {**places, level: shared}
    units = frozenset(group.unit for group in groups)
    return Chain(groups[0].start, groups[-1].end, tuple(pins), units, groups[-1].values[-1] == "này")


def _falls(groups: list[Group]) -> bool:
    """Whether a chain is written from large to small: "Điều 21 khoản 1 điểm c"."""
    levels = [_LEVELS[group.unit] for group in groups]
    falls = all(left > right for left, right in zip(levels, levels[1:], strict=False))
    return falls and len(groups) > 1 and not any(group.is_added for group in groups)


def _is_beside(left: Group, group: Group) -> bool:
    """Whether a larger unit is named beside a smaller one, not as its place: "Điều 9 và Phụ lục II"."""
    level = _LEVELS[group.unit]
    if _LEVELS[left.unit] >= level or level < _LEVELS["Mục"]:
        return False
    return group.is_added or (group.is_listed and left.unit == "Điều" and group.unit.startswith("Phụ lục"))


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


_DIGITS = str.maketrans("lIO", "110")
_OCR_DIGIT = re.compile(r"^[lIO](?=\d)")
_RANGE_OF = re.compile(r"([^-]+)-([^-]+)")


def _named(unit: str, value: str) -> str:
    """A pin without its place: "Điều 5", and "Điều 11-Điều 14" for "Điều 11-14"."""
    bounds = _RANGE_OF.fullmatch(value) if "-" in value else None
    if bounds is None or _LABELLED.search(value) or _SYMBOL.match(bounds[2]):
        return f"{_label(unit)} {value}".rstrip()
    return f"{_label(unit)} {bounds[1]}-{_label(unit)} {bounds[2]}"


_SYMBOL = re.compile(r"[A-ZĐ]{2}|[A-ZĐ][a-z]")  # of a form: "02a-ĐK"
_LABELLED = re.compile(r"-\w+ ")  # "5-Điều 9" holds its unit already
_LABELS = {"mẫu": "Mẫu số", "biểu": "Biểu", "biểu số": "Biểu số", "danh mục": "Danh mục", "tiểu mục": "Tiểu mục"}


def _label(unit: str) -> str:
    return _LABELS.get(unit, unit)
