"""Figures of a text with what they count: sums, areas, lengths, days, each under the words that stand before it.

Two figures speak of one thing where their words are the same; see ``same_thing``. Works on folded text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from vn_dossier_nlp.language.dates import find_dates
from vn_dossier_nlp.regulation.comparing_data import pattern, word_list

Value = Fraction | str
"""A quantity in its base unit (đồng, m2, m), or an ISO date."""

_WINDOW = 200  # characters before a figure in which its words stand
_LONGEST = 10  # words of a label; of a longer one only the end is kept
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,6})?|\d{1,12}(?:,\d{1,6})?"
_MEASURE = re.compile(
    rf"(?<![\w/.,])(?P<figure>{_NUMBER})\s{{0,3}}"
    r"(?P<unit>(?:nghìn|ngàn|triệu|tỷ|tỉ)?\s{0,2}(?:đồng|VNĐ|VND)|tỷ|tỉ|triệu|m2|km2|ha|hecta|héc\s?ta|km|mét|m)(?![\wÀ-ỹ/])"
)
_UNITS = {
    "đồng": ("money", 1),
    "nghìnđồng": ("money", 10**3),
    "ngànđồng": ("money", 10**3),
    "triệuđồng": ("money", 10**6),
    "tỷđồng": ("money", 10**9),
    "tỷ": ("money", 10**9),
    "m2": ("area", 1),
    "ha": ("area", 10**4),
    "hecta": ("area", 10**4),
    "hécta": ("area", 10**4),
    "km2": ("area", 10**6),
    "m": ("length", 1),
    "mét": ("length", 1),
    "km": ("length", 10**3),
}
_ANY_NUMBER = re.compile(rf"(?<![\w/.,\-])(?:{_NUMBER})(?![\w/]|[.,]\d)")
_COUNT = re.compile(
    r"(?<!\w)(?P<act>[^\W\d_]{2,8})\s(?P<figure>\d{1,3}(?:\.\d{3})?)\s(?P<thing>[^\W\d_]{1,8}\s[^\W\d_]{1,8})(?!\w)"
)
_SCALES = (1, 10**3, 10**4, 10**6, 10**9)
_EDGE = re.compile(
    r"[;:()|!?“”\"–]|[.,](?=\s)|\n[ \t]*\n|\n[ \t]*(?:[-+•*]|\d{1,2}[.)]|[a-zđ]\))[ \t]|(?:^|\n)[ \t]*[-+•*][ \t]"
)
_COMMA = re.compile(r",(?=\s)")
_RELATED = re.compile(r"(?:[\s:]{1,4}(?:trước|từ|kể|đến|vào|hết|chậm|nhất|là|xong|sau|trong|ngày)){0,5}[\s:]{0,4}$")
_RELATION = ("trước", "từ", "đến", "sau")
_NEXT = re.compile(r"\s(?P<word>[^\W\d_]+)")
_WORD = re.compile(r"[^\W_]+")
_NUMBER_OF_ITEM = re.compile(r"^(?:[-+•*]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|[IVX]{1,5}\.|Điều\s+\d{1,3}\.)\s*")


@dataclass(frozen=True, slots=True)
class Figure:
    """``text[start:end]`` is worth ``value``; ``step`` is the worth of its last digit."""

    start: int
    end: int
    kind: str  # money | area | length | count | date
    value: Value
    step: Fraction
    label: tuple[str, ...]  # the words before it, in lower case, without those that say nothing
    whole: bool  # the label reaches back to the beginning of its clause
    before: tuple[str, ...] | None = None  # the words before the label in its sentence; None where it begins one
    said: int | None = None  # where its words begin

    @property
    def told(self) -> tuple[int, int]:
        """The figure with its words."""
        return self.start if self.said is None else self.said, self.end


def figures(text: str, start: int, end: int, shut: Sequence[tuple[int, int]] = ()) -> list[Figure]:
    """The figures of ``text[start:end]`` that have words before them; none inside ``shut``, spans in their order."""
    found = [*_measures(text, start, end), *_days(text, start, end)]
    begins = [left for left, _ in shut]

    def inside(at: int) -> bool:
        index = bisect_right(begins, at) - 1
        return index >= 0 and at < shut[index][1]

    return [one for one in found if one.label and not inside(one.start)]


def counts(text: str, start: int, end: int) -> Iterator[Figure]:
    """Counts as they stand in a request: "thưởng 28 học sinh", under the act and the thing."""
    for match in _COUNT.finditer(text, start, end):
        act = match["act"].lower()
        label = (act, *match["thing"].lower().split())
        if act not in word_list("no_act") and label[1] not in word_list("no_thing"):
            yield Figure(*match.span(), "count", to_number(match["figure"]), Fraction(1), label, True)


def numbers(text: str) -> frozenset[Fraction]:
    """Every number that a text holds, in whatever unit: what is here was not forgotten."""
    return frozenset(to_number(match.group()) for match in _ANY_NUMBER.finditer(text))


def known(value: Value, numbers_of_text: frozenset[Fraction], days_of_text: frozenset[str]) -> bool:
    """Whether a text holds a value, in whatever unit."""
    if isinstance(value, str):
        return value in days_of_text
    return any(value / scale in numbers_of_text for scale in _SCALES)


def days(text: str) -> frozenset[str]:
    """Every date that a text holds."""
    return frozenset(found.iso for found in find_dates(text))


def to_number(figure: str) -> Fraction:
    """The number that a figure writes.

    >>> to_number("1.234,5")
    Fraction(2469, 2)
    """
    whole, _, part = figure.partition(",")
    return Fraction(whole.replace(".", "") + (f".{part}" if part else ""))


def unit_of(words: str) -> tuple[str, int] | None:
    """("money", 1000000) for "triệu đồng"."""
    bare = "".join(words.lower().split()).replace("tỉ", "tỷ").replace("vnđ", "đồng").replace("vnd", "đồng")
    return _UNITS.get(bare)


@dataclass(frozen=True, slots=True)
class Label:
    """The words before a place in its clause; ``before``: those before them in the sentence, see :class:`Figure`."""

    words: tuple[str, ...]
    whole: bool
    before: tuple[str, ...] | None
    start: int


def label_before(text: str, at: int, start: int) -> Label:
    """What stands before ``at``."""
    left = max(start, at - _WINDOW)
    piece = text[left:at].rstrip(" \t\n:=–-|")
    edges = list(_EDGE.finditer(piece))
    cut = edges[-1].end() if edges else 0
    words = _words(piece[cut:])
    running = bool(edges) and edges[-1].group()[:1] in ",("
    earlier = _words(piece[edges[-2].end() if len(edges) > 1 else 0 : cut]) if running else None
    said = left + cut + len(piece[cut:]) - len(piece[cut:].lstrip())
    return Label(words[-_LONGEST:], len(words) <= _LONGEST and bool(edges or left == start), earlier, said)


def same_thing(one: Figure, other: Figure) -> bool:
    """Whether two figures count the same: equal words, or the same total with more said in one of the two."""
    if one.kind != other.kind:
        return False
    a, b = _from_total(one.label), _from_total(other.label)
    if a == b:
        if one.kind == "count" or _letters(a) >= (3 if a[0] == "tổng" else 4):
            return True
        return _letters(a) >= 2 and one.whole and other.whole and _same_context(one, other)
    short, long = (a, b) if len(a) < len(b) else (b, a)
    if short[0] == "tổng":
        return long[: len(short)] == short and _letters(short) >= 3
    whole = one.whole if short == a else other.whole
    return whole and _letters(short) >= 4 and long[-len(short) :] == short


def _same_context(one: Figure, other: Figure) -> bool:
    """Whether a short label ("diện tích") begins a sentence or an item in both, or follows the same words."""
    if one.before is None or other.before is None:
        return one.before is other.before
    return len(set(one.before[-8:]) & set(other.before[-8:])) >= 3


def differ(one: Figure, other: Figure) -> bool:
    """Whether two values contradict: more than the rounding of the one that is written less exactly."""
    if isinstance(one.value, str) or isinstance(other.value, str):
        return one.value != other.value
    if one.step == other.step:
        return one.value != other.value
    return abs(one.value - other.value) >= max(one.step, other.step)


def _measures(text: str, start: int, end: int) -> Iterator[Figure]:
    for match in _MEASURE.finditer(text, start, end):
        unit = unit_of(match["unit"])
        if unit is None or pattern("about").search(text, max(start, match.start() - 14), match.start()):
            continue
        kind, scale = unit
        label = label_before(text, match.start(), start)
        if not _letters(label.words):
            label = _in_brackets(text, match.start(), match.end(), start) or label
        decimals = len(match["figure"].partition(",")[2])
        value, step = to_number(match["figure"]) * scale, Fraction(scale, 10**decimals)
        yield Figure(match.start(), match.end(), kind, value, step, label.words, label.whole, label.before, label.start)


def _in_brackets(text: str, at: int, end: int, start: int) -> Label | None:
    """The words before the bracket that holds a bare figure, with the word after it: "nhà A (486 m2 sàn)"."""
    opened = text.rfind("(", max(start, at - _WINDOW // 2), at)
    after = _NEXT.match(text, end)
    if opened < 0 or ")" in text[opened:at] or after is None:
        return None
    label = label_before(text, opened, start)
    if _letters(label.words) < 3:
        return None
    return Label((*label.words[-6:], after["word"].lower()), False, None, label.start)


def _days(text: str, start: int, end: int) -> Iterator[Figure]:
    for found in (date for date in find_dates(text[start:end]) if len(date.iso) == 10):
        at = start + found.start
        left = max(start, at - 40)
        related = _RELATED.search(text[left:at])
        relation = next((word for word in _RELATION if related and word in related.group()), "")
        edge = left + related.start() if related else at
        label = label_before(text, edge, start)
        if _letters(label.words) < 2 and (comma := list(_COMMA.finditer(text, max(start, at - _WINDOW), at))):
            # "thời hạn giữ chức vụ 05 năm, kể từ ngày ...": the words stand in the clause before
            label = label_before(text, comma[-1].start(), start)
        if _letters(label.words) >= 3:
            words = (*label.words, f"@{relation}")
            yield Figure(
                at, start + found.end, "date", found.iso, Fraction(0), words, label.whole, label.before, label.start
            )


def _words(piece: str) -> tuple[str, ...]:
    piece = _NUMBER_OF_ITEM.sub("", piece.strip())
    words = [word.lower() for word in _WORD.findall(piece)]
    return tuple(word for word in words if word not in word_list("filler"))


def _from_total(label: tuple[str, ...]) -> tuple[str, ...]:
    """The label from its last "tổng" on: what is asked with a total does not belong to it."""
    if "tổng" in label:
        return label[len(label) - 1 - label[::-1].index("tổng") :]
    return label


def _letters(label: Sequence[str]) -> int:
    return sum(word.isalpha() for word in label)
