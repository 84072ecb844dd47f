"""What a person types for a field, as the value of its column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from vn_dossier_nlp.language.folding import key
from vn_dossier_nlp.register.flow import flow
from vn_dossier_nlp.words import LANGUAGES, catalogue

DAYS = frozenset({"arrived_on", "passed_on", "deadline", "dated_on", "sent_on"})
NUMBERS = frozenset({"number", "number_year", "copies"})
URGENCY = ("khan", "thuong_khan", "hoa_toc")
CORRECTABLE = (
    *(
        "arrived_on",
        "author",
        "symbol",
        "document_date",
        "kind",
        "subject",
        "urgency",
        "unit",
        "passed_on",
        "signed_for",
    ),
    *("note", "deadline", "progress", "answer_symbol", "sender_id", "province_id", "field", "purpose", "addressee"),
)
NEEDED = frozenset({"arrived_on", "author", "subject", "dated_on", "symbol"})
LONGEST = 10_000  # characters of one field

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_PARTIAL = re.compile(r"(\d{4})-(\d{2})|(\d{1,2})/(\d{4})")


class ValueFaultError(Exception):
    """A value that will not do: ``code`` is one of words ``register.import``."""

    def __init__(self, code: str, **slots: object) -> None:
        self.code = code
        self.slots = slots
        super().__init__(code)


def value_of(field: str, typed: Any) -> Any:
    """The value for a column; None for a blank. Raises ValueFaultError."""
    if isinstance(typed, datetime):
        typed = typed.date().isoformat()
    text = " ".join(str(typed).split()) if typed is not None else ""
    if text[:1] == "'" and text[1:2] in tuple("=+-@"):
        text = text[1:]  # what an export puts before a cell that a spreadsheet would run
    if not text:
        return None
    if len(text) > LONGEST:
        raise ValueFaultError("too_long", length=len(text), most=LONGEST)
    if field in DAYS:
        return day_of(text)
    if field == "document_date":
        return _partial(text)
    if field in NUMBERS:
        return _number(text)
    if field == "urgency":
        return _code(text, "register.urgency", URGENCY)
    if field == "state":
        return _code(text, "register.state", tuple(flow().states))
    return text


def day_of(text: str) -> date:
    """A day as 2026-03-05 or 05/03/2026. Raises ValueFaultError."""
    iso, other = _ISO.fullmatch(text), _DAY.fullmatch(text)
    parts = tuple(map(int, iso.groups())) if iso else tuple(map(int, reversed(other.groups()))) if other else None
    try:
        if parts is None:
            raise ValueError
        return date(*parts)
    except ValueError:
        raise ValueFaultError("not_day", value=text[:40]) from None


def _partial(text: str) -> str:
    """A day, or a month where the day is blank, as ISO."""
    if match := _PARTIAL.fullmatch(text):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        if 1 <= int(month) <= 12:
            return f"{year}-{int(month):02d}"
    return day_of(text).isoformat()


def _number(text: str) -> int:
    digits = text.removesuffix(".0")
    if not digits.isascii() or not digits.isdecimal() or not 0 < int(digits[:10]) < 10**9:
        raise ValueFaultError("not_number", value=text[:40])
    return int(digits)


def _code(text: str, group: str, known: Sequence[str]) -> str:
    words = _words(group)
    if text in known:
        return text
    if key(text) in words:
        return words[key(text)]
    raise ValueFaultError("not_code", value=text[:40], known=", ".join(known))


@cache
def _words(group: str) -> Mapping[str, str]:
    """The words of a group in either language, to their codes."""
    found = {}
    for lang in LANGUAGES:
        for name, word in catalogue(lang).items():
            if name.startswith(group + "."):
                found[key(word)] = name.removeprefix(group + ".")
    return found


def columns_by_word() -> Mapping[str, str]:
    """The columns of the sheets by their heads, in either language, and by their codes."""
    return {**_words("register.column"), **{code: code for code in _words("register.column").values()}}
