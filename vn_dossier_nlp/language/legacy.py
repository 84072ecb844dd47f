"""TCVN3 (ABC) and VNI: text that only an old font shows as Vietnamese, turned into Unicode with the way back.

Where the file names a font, the font decides (:func:`set_of_font`). Where it does not, the text does
(:func:`set_of_text`): the set counts under which the words with marks are Vietnamese syllables and under which, read
as Unicode, they are not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from vn_dossier_nlp.language.syllables import is_syllable
from vn_dossier_nlp.resources import room_file

# Vietnamese letters that windows-1252 does not have, and combining marks: text with one of them is Unicode already.
_UNICODE = re.compile(r"[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]")
_FOREIGN = re.compile(r"[\u00a1-\u00ff\u03bc\u2212\u2219]")
_TOKEN = re.compile(r"[^\s.,;:!?()\[\]/\"“”'‘’\-–+*=<>|0-9]+")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_ENOUGH = 3  # words that must speak for a set where nothing else does


@dataclass(frozen=True, slots=True)
class LegacySet:
    """One character set: its name, its fonts and what its letters stand for."""

    name: str  # tcvn3 | vni
    fonts: tuple[re.Pattern[str], ...]
    capitals: re.Pattern[str] | None
    letters: dict[str, str]
    token: re.Pattern[str]  # one letter of the set, the longest first


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text in Unicode. ``origin[i]`` is the offset in the source of ``text[i]``, one more entry for the end."""

    text: str
    origin: Sequence[int]


@cache
def legacy_sets() -> dict[str, LegacySet]:
    """The sets by name."""
    return {name: _set(name, row) for name, row in _rows().items()}


def _rows() -> dict[str, dict[str, Any]]:
    return tomllib.loads(room_file("language", "data", "legacy.toml").read_text(encoding="utf-8"))


def _set(name: str, row: dict[str, Any]) -> LegacySet:
    signs = row["pairs"].split()
    letters = dict(zip(signs[::2], signs[1::2], strict=True))
    for pair in list(letters):
        # The mark of a capital may be typed small, and the other way round: "Aø", "aØ".
        if len(pair) == 2:
            letters.setdefault(pair[0] + pair[1].swapcase(), letters[pair])
    letters.update(dict.fromkeys(row.get("u_horn", ()), "ư"))
    letters.update(row["aliases"])
    token = re.compile("|".join(map(re.escape, sorted(letters, key=len, reverse=True))))
    fonts = tuple(re.compile(font) for font in row["fonts"])
    capitals = re.compile(row["capitals"]) if "capitals" in row else None
    return LegacySet(name, fonts, capitals, letters, token)


def set_of_font(font: str) -> tuple[str, bool] | None:
    """(set, whether its small letters show as capitals) of a font by its name; None for any other font.

    >>> set_of_font(".VnTimeH"), set_of_font("ABCDEF+VNI-Times"), set_of_font("Times New Roman")
    (('tcvn3', True), ('vni', False), None)
    """
    name = _SUBSET.sub("", font.strip())
    for legacy in legacy_sets().values():
        if any(pattern.search(name) for pattern in legacy.fonts):
            return legacy.name, legacy.capitals is not None and bool(legacy.capitals.search(name))
    return None


def is_unicode(text: str) -> bool:
    """Whether the text holds letters that no legacy set has, so that a font's name is wrong about it."""
    return bool(_UNICODE.search(text))


def decode(text: str, name: str, *, capitals: bool = False) -> Decoded:
    """The text of set ``name`` in Unicode, in capitals where its font shows them."""
    legacy = legacy_sets()[name]
    pieces: list[str] = []
    origin: list[int] = []
    for start, source in _letters(text, legacy):
        # Capitals: "ß" and its like would become two letters.
        letter = legacy.letters.get(source, source)
        upper = letter.upper()
        pieces.append(upper if capitals and len(upper) == 1 else letter)
        origin.append(start)
    origin.append(len(text))
    return Decoded("".join(pieces), tuple(origin))


def _letters(text: str, legacy: LegacySet) -> Iterator[tuple[int, str]]:
    at = 0
    for match in legacy.token.finditer(text):
        yield from ((index, text[index]) for index in range(at, match.start()))
        yield match.start(), match.group()
        at = match.end()
    yield from ((index, text[index]) for index in range(at, len(text)))


def set_of_text(text: str, *, known: str | None = None) -> str | None:
    """The legacy set in which a text without fonts is written, or None.

    ``known`` is the set of the text around, if any: then one word is enough.
    """
    if is_unicode(text) or not _FOREIGN.search(text):
        return None
    words = list(dict.fromkeys(word for word in _TOKEN.findall(text) if _FOREIGN.search(word)))
    plain = sum(map(is_syllable, words))
    best: tuple[int, str] | None = None
    for name in legacy_sets():
        right = sum(is_syllable(decode(word, name).text) for word in words)
        if best is None or right > best[0]:
            best = right, name
    if best is None:
        return None
    right, name = best
    # Two words are enough where nothing speaks for Unicode.
    enough = 1 if name == known else 2 if right == len(words) and not plain else _ENOUGH
    return name if right >= enough and right >= 0.6 * len(words) and right > 1.5 * plain else None


def decode_lines(text: str) -> Decoded:
    """A text without fonts, each line by itself in its set: mixed files have both old and new lines."""
    known = _main_set(text)
    if known is None:
        return Decoded(text, range(len(text) + 1))
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    for line in text.splitlines(keepends=True):
        name = set_of_text(line, known=known)
        part = decode(line, name) if name else Decoded(line, range(len(line) + 1))
        pieces.append(part.text)
        origin.extend(at + offset for offset in part.origin[:-1])
        at += len(line)
    origin.append(at)
    return Decoded("".join(pieces), tuple(origin))


def _main_set(text: str) -> str | None:
    """The set of the lines that are not Unicode, taken together."""
    if not _FOREIGN.search(text):
        return None
    return set_of_text("\n".join(line for line in text.splitlines() if not is_unicode(line)))
