"""Names of one thing that differ in one word between two texts: "Trường Lê Văn Tiết" and "Trường Lê Văn Tiệp"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vn_dossier_nlp.grammar.letters import CAPITALS
from vn_dossier_nlp.language.folding import skeleton

_QUOTED = re.compile(r"[“\"](?P<words>[^“”\"\n]{6,240})[”\"]")
_RUN = re.compile(rf"(?<!\w)[{CAPITALS}]\w{{0,12}}(?:\s{{1,3}}[{CAPITALS}]\w{{0,12}}){{1,7}}(?!\w)")
_BEFORE = re.compile(r"(?:[^\W\d_]+\s+){2}$")
_AFTER = re.compile(r"\s(?P<word>[^\W\d_]+)(?!\w)")
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SAME = str.maketrans("yk", "ic")  # "Mỹ" and "Mĩ", "Bắc Kạn" and "Bắc Cạn" are ways of writing


@dataclass(frozen=True, slots=True)
class Name:
    """``text[start:end]`` and its words."""

    start: int
    end: int
    words: tuple[str, ...]


def differing(
    here: str, place: tuple[int, int], there: str, other: tuple[int, int]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """(place here, place there) of names that are the same but for one word.

    The word that differs stands nowhere in the other text: otherwise the two may be two things.
    """
    ours, theirs = frozenset(_WORD.findall(here[slice(*place)])), frozenset(_WORD.findall(there[slice(*other)]))
    table: dict[tuple[int, tuple[str, ...]], Name] = {}
    for name in _names(here, *place):
        for at in range(len(name.words)):
            table.setdefault((at, _without(name.words, at)), name)
    seen: set[tuple[str, str]] = set()
    for name in _names(there, *other):
        for at in range(len(name.words)):
            found = table.get((at, _without(name.words, at)))
            if found is None:
                continue
            one, two = found.words[at], name.words[at]
            if one in theirs or two in ours or (one, two) in seen or not _slip(one, two):
                continue
            seen.add((one, two))
            yield (found.start, found.end), (name.start, name.end)


def _slip(one: str, two: str) -> bool:
    """Whether one word may stand by mistake for the other: other marks or one other letter, or another year."""
    if _YEAR.fullmatch(one) and _YEAR.fullmatch(two):
        return True
    a, b = skeleton(one), skeleton(two)
    if not (one.isalpha() and two.isalpha()) or one.lower() == two.lower() or min(len(a), len(b)) < 2:
        return False
    if a.translate(_SAME) == b.translate(_SAME):
        return a == b and _bare_of_breve(one) != _bare_of_breve(two)
    return one[:1].isupper() and two[:1].isupper() and _one_letter(a, b)


def _bare_of_breve(word: str) -> str:
    """ "Đăk" and "Đắk" are ways of writing one name."""
    return word.lower().replace("ắ", "ă").replace("ậ", "â").replace("ố", "ô")


def _one_letter(a: str, b: str) -> bool:
    """Whether two words differ by one letter that is another, missing or too many."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((at for at in range(min(len(a), len(b))) if a[at] != b[at]), min(len(a), len(b)))
    return a[start + 1 :] == b[start + 1 :] or a[start:] == b[start + 1 :] or a[start + 1 :] == b[start:]


def _names(text: str, start: int, end: int) -> Iterator[Name]:
    """Quoted titles of four words and more, and runs of capitalised words with the two words before them."""
    for match in _QUOTED.finditer(text, start, end):
        words = tuple(_WORD.findall(match["words"]))
        if 4 <= len(words) <= 40:
            yield Name(*match.span("words"), words)
    for match in _RUN.finditer(text, start, end):
        words = tuple(_WORD.findall(match.group()))
        if any(word.isupper() and len(word) > 1 for word in words):
            continue
        before = _BEFORE.search(text, max(start, match.start() - 40), match.start())
        if before:  # a name goes on in small letters: "Hội Người cao tuổi"
            after = _AFTER.match(text, match.end(), min(end, match.end() + 12))
            end_of = after["word"] if after else ""
            yield Name(before.start(), match.end(), (*_WORD.findall(before.group().lower()), *words, end_of))


def _without(words: Sequence[str], at: int) -> tuple[str, ...]:
    return (*words[:at], *words[at + 1 :])
