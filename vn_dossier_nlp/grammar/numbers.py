"""Document numbers: where one stands, and its normal form.

Works on folded text (``language.folding``): NFC, "Đ" for "Ð", plain blanks and hyphens.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from vn_dossier_nlp.grammar.tables import agency_abbreviations, type_of_abbreviation
from vn_dossier_nlp.resources import room_file

_NOISE = re.compile(r"\s+")
_DOTS = re.compile(r"^[.…]+|[.…]+(?=/)")  # that a pen wrote the number on
_OCR_DIGITS = str.maketrans("lIO", "110")
_DIGITS_OF_OCR = re.compile(r"(?=[lIO]*\d)[\dlIO]+")
_GLUED_TERM = re.compile(r"(?:QH|UBTVQH)1\d(?P<mark>\d{1,2})$")
_NORMATIVE = frozenset({"NĐ", "NQ", "QĐ", "TT", "TTLT", "CT"})
_FOOTNOTE = re.compile(r"(?<!\d)[1-9]\d?$")  # "CT05" is a unit
_GLUED_PARTY = re.compile(r"(\d{1,5})([A-ZĐ]+r?)")
_MISREAD_G = re.compile(r"TT[ạq](?![a-z])")
_TERM = re.compile(r"(?:QH|UBTVQH)\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Form:
    """A row of ``number_forms.toml``."""

    name: str
    pattern: str
    matches: tuple[str, ...]
    rejects: tuple[str, ...]
    inside: dict[str, str]  # text with more around -> the number in it
    begins: str = "digit"  # or "blank": where the number itself is left out or written on dots


class Number(NamedTuple):
    """A document number in a text: ``text[start:end]`` and its normal form."""

    start: int
    end: int
    normal: str


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """The forms of numbers with their examples."""
    table = tomllib.loads(room_file("grammar", "data", "number_forms.toml").read_text(encoding="utf-8"))
    parts = table["parts"]
    return tuple(
        Form(
            row["name"],
            row["pattern"].format(**parts),
            tuple(row["matches"]),
            tuple(row["rejects"]),
            row.get("inside", {}),
            row.get("begins", "digit"),
        )
        for row in table["form"]
    )


@lru_cache(maxsize=2)
def number_pattern(begins: str) -> re.Pattern[str]:
    """All forms that begin with a digit, or with the blank or the dots for one."""
    return re.compile("|".join(form.pattern for form in forms() if form.begins == begins))


# Where a form may begin: digits before a slash, a hyphen or capitals; the blank after "số". Looking for these first
# costs a tenth of trying every form at every digit.
_DIGITS = re.compile(
    r"[\dlIO](?<![\dlIO].)[\dlIO]{0,5}(?:\.\d{1,3})?[a-dđ]?(?:[ \t]{0,3}[/\-]|[A-ZĐ]{2}|[ ]\d{1,3}[ \t]{0,3}/)"
)
_BLANK = re.compile(r"[Ss]ố:?(?P<gap>[ \t.…])")


def _beginnings(text: str) -> list[tuple[int, str]]:
    """(offset, "digit" | "blank") of every place where a number may begin, from left to right."""
    found = [(match.start(), "digit") for match in _DIGITS.finditer(text)]
    found += [(match.start("gap"), "blank") for match in _BLANK.finditer(text)]
    return sorted(found)


def find_numbers(text: str) -> Iterator[Number]:
    """The document numbers of a folded text, from left to right."""
    if "/" not in text and "-" not in text:
        return
    at = 0
    for place, begins in _beginnings(text):
        match = number_pattern(begins).match(text, place) if place >= at else None
        if match is None:
            continue
        start, at = match.span()
        lead, cut, normal = _read(match.group())
        if normal:
            yield Number(start + lead, at - cut, normal)


@lru_cache(maxsize=8192)
def _read(found: str) -> tuple[int, int, str]:
    """(blanks and dots before it, digits of a note behind it, normal form) of what a form found."""
    plain = found.lstrip(" .…\t")
    cut = _glued(plain)
    return len(found) - len(plain), cut, normalise(plain[: len(plain) - cut])


@lru_cache(maxsize=8192)
def normalise(number: str) -> str:
    """``"187 /TTr - SNV"`` -> ``"187/TTr-SNV"``; a lost hyphen between a known type and body is restored.

    >>> normalise("126/2024/NĐCP")
    '126/2024/NĐ-CP'
    """
    number = _DOTS.sub("", _NOISE.sub("", number).replace("—", "-").replace("/-", "/"))
    head, slash, symbol = number.rpartition("/")
    if not slash or _TERM.fullmatch(symbol):
        return f"{_digits(head)}/{symbol}" if slash else number
    symbol = _MISREAD_G.sub("TTg", symbol)
    if (glued := _GLUED_PARTY.fullmatch(head)) and glued[2] in type_of_abbreviation():
        head = f"{glued[1]}-{glued[2]}"
    first, hyphen, rest = symbol.partition("-")
    # Before another hyphen only a normative type is sure: "TCCP-CCB" is no "TC-CP-CCB".
    # "NĐCP-CP" is a slip of another kind.
    if (
        (split := _lost_hyphen(first))
        and (not hyphen or split.partition("-")[0] in _NORMATIVE)
        and split.partition("-")[2] != rest
    ):
        symbol = f"{split}{hyphen}{rest}"
    return f"{_digits(head)}/{_certain(symbol)}"


def _digits(head: str) -> str:
    """The number and year with the letters that OCR took for digits put right: "36/2O18" -> "36/2018"."""
    parts = head.split("/")
    return "/".join(part.translate(_OCR_DIGITS) if _DIGITS_OF_OCR.fullmatch(part) else part for part in parts)


def type_of_number(number: str) -> str:
    """The type that a number without a type word tells: "QĐ" in its symbol -> "quyết định", else a letter.

    >>> type_of_number("306/QĐ-STC"), type_of_number("31/2024/QH15")
    ('quyết định', 'luật')
    """
    if re.search(r"/QH\d+$", number):
        return "luật"
    for part in re.split(r"[/\-]", number)[1:]:
        if part in type_of_abbreviation():
            return type_of_abbreviation()[part]
    return "công văn"


# What a poor text layer or a scan does to a symbol where only one reading is possible.
_LOST_BAR = {"N": "NĐ", "Q": "QĐ", "ND": "NĐ", "QD": "QĐ", "NĐĐ": "NĐ", "QĐĐ": "QĐ"}
_CONFUSED = {"O": "Q", "0": "O", "I": "1"}


def _certain(symbol: str) -> str:
    """The symbol with faults mended that leave one reading: "N-CP" -> "NĐ-CP", "TT-BOP" -> "TT-BQP"."""
    first, hyphen, rest = symbol.partition("-")
    if not hyphen or (rest not in agency_abbreviations() and "-" in rest):
        return symbol
    if rest in agency_abbreviations():
        return f"{_LOST_BAR.get(first, first)}-{rest}"
    readings = {
        rest[:i] + _CONFUSED[char] + rest[i + 1 :] for i, char in enumerate(rest) if char in _CONFUSED
    } & agency_abbreviations()
    return f"{first}-{readings.pop()}" if len(readings) == 1 and first in type_of_abbreviation() else symbol


def _lost_hyphen(symbol: str) -> str | None:
    """``"NĐCP"`` -> ``"NĐ-CP"`` where exactly one split gives a known type and a known body."""
    splits = [
        f"{symbol[:i]}-{symbol[i:]}"
        for i in range(1, len(symbol))
        if symbol[:i] in type_of_abbreviation() and symbol[i:] in agency_abbreviations()
    ]
    return splits[0] if len(splits) == 1 and symbol not in agency_abbreviations() else None


def _glued(found: str) -> int:
    """How many digits of a footnote mark are glued to the end of a number ("NĐ-CP1" -> 1)."""
    last = re.split(r"[/\-]", found)[-1].strip()
    if term := _GLUED_TERM.search(last):
        return len(term["mark"])
    digits = _FOOTNOTE.search(last)
    if not digits or _TERM.fullmatch(last):
        return 0
    body = last[: digits.start()]
    plain = body in agency_abbreviations() or bool(_lost_hyphen(body))
    return len(digits.group()) if plain else 0
