"""Keys under which one thing is found whatever its spelling: numbers, titles, issuers; and dates known in part.

Used by the loader and by ``scripts/build_instruments.py``, so that what is built is found.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date as day
from functools import lru_cache

from vn_dossier_nlp.errors import UsageError
from vn_dossier_nlp.grammar.numbers import normalise
from vn_dossier_nlp.grammar.tables import rows
from vn_dossier_nlp.language.folding import fold, key

LAW_TYPES = ("hiến pháp", "bộ luật", "luật", "pháp lệnh")
"""Types that are cited by name; the longer name of two that begin alike comes first."""

_ZEROS = re.compile(r"^0+(?=\d)")
_YEAR = re.compile(r"/((?:19|20)\d\d)(?=/|$)")
_TERM = re.compile(r"(?<![A-ZĐ])(?:UBTV)?QH(\d{1,2})$")
_LOCAL = re.compile(r"[/\-.](?:UBND|HĐND|UB|HĐ)(?![A-ZĐ])")
_MARKS = re.compile(r"[,;:.\-–“”\"'()]")
_TITLE_END = re.compile(r",?\s+(?:số\s+\S+/\S+|năm\s+(?:19|20)\d\d|(?:19|20)\d\d|\(sửa đổi(?:, bổ sung)?\)|sửa đổi)$")
_NATION = re.compile(r"\s+(?:của\s+)?nước\s+cộng hòa xã hội chủ nghĩa việt nam$")
_ISSUER_WORDS = (
    (re.compile(r"\bubnd\b"), "ủy ban nhân dân"),
    (re.compile(r"\bhđnd\b"), "hội đồng nhân dân"),
    (re.compile(r"\btp\s*hcm\b"), "thành phố hồ chí minh"),
    (re.compile(r"\btp\b"), "thành phố"),
    (re.compile(r"\b(?:tỉnh|thành phố)\b"), " "),
    (re.compile(r"\bbộ trưởng\s+(?=bộ\b)"), ""),
    (re.compile(r"\bchủ tịch\s+(?=(?:ủy ban|hội đồng) nhân dân\b)"), ""),
    (re.compile(r"\bthống đốc\s+(?=ngân hàng\b)"), ""),
)
_SPOKEN_DATE = re.compile(r"(?:(?:(\d{1,2})[/.\-])?(\d{1,2})[/.\-])?((?:19|20)\d\d)")
_ISO_DATE = re.compile(r"((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?")


@lru_cache(maxsize=8192)
def number_key(number: str) -> str:
    """One key for the spellings of a number: blanks, case, lost hyphens and leading zeros do not count.

    >>> number_key("9/2025/nđ-cp") == number_key("09 / 2025/NĐCP")
    True
    """
    plain = normalise(fold(number.strip()).text)
    if plain == plain.lower():  # "30/2020/nđcp": the tables of symbols know capitals
        plain = normalise(plain.upper())
    return stored_key(plain)


def stored_key(number: str) -> str:
    """:func:`number_key` of a number that is normal already, as the shipped tables hold them."""
    return _ZEROS.sub("", number.upper())


def number_year(number: str) -> str | None:
    """The year inside a number ("30/2020/NĐ-CP" -> "2020"), None where it has none."""
    found = _YEAR.search(number)
    return found[1] if found else None


def term_of_assembly(number: str) -> int | None:
    """The term of the National Assembly inside a number ("31/2024/QH15" -> 15)."""
    found = _TERM.search(number.upper())
    return int(found[1]) if found else None


@lru_cache(maxsize=8192)
def title_key(title: str) -> str:
    """One key for the spellings of a law's name; a number, a year and "(sửa đổi)" at its end are left out.

    >>> title_key("Luật Phòng, chống tham nhũng năm 2018") == title_key("luật phòng chống tham nhũng")
    True
    """
    plain = key(title)
    while (shorter := _TITLE_END.sub("", _NATION.sub("", plain))) != plain:
        plain = shorter
    return " ".join(_MARKS.sub(" ", plain).split())


@lru_cache(maxsize=8192)
def issuer_key(issuer: str) -> str:
    """One key for the spellings of an issuer: "UBND TP. Hải Phòng" = "Ủy ban nhân dân thành phố Hải Phòng"."""
    plain = " ".join(_MARKS.sub(" ", key(issuer)).split())
    for pattern, words in _ISSUER_WORDS:
        plain = pattern.sub(words, plain)
    return " ".join(plain.split())


@lru_cache(maxsize=1)
def agency_names() -> dict[str, tuple[str, ...]]:
    """Abbreviation in a symbol -> the names of the bodies that it stands for."""
    names: dict[str, list[str]] = {}
    for row in rows("agencies.csv"):
        if row["name"] and row["name"] not in names.setdefault(row["abbreviation"], []):
            names[row["abbreviation"]].append(row["name"])
    return {short: tuple(full) for short, full in names.items() if full}


@lru_cache(maxsize=8192)
def recurs(number: str) -> bool:
    """Whether other instruments may bear a number: those of provinces do, and those without a year return each year.

    >>> recurs("28/2025/QĐ-UBND"), recurs("1085/QĐ-TTg"), recurs("30/2020/NĐ-CP")
    (True, True, False)
    """
    return number_year(number) is None or bool(_LOCAL.search(number.upper()))


@lru_cache(maxsize=8192)
def bodies_of_number(number: str) -> tuple[str, ...]:
    """The abbreviations of known bodies in the symbol: "02/2011/TTLT-VPCP-BNV" -> ("VPCP", "BNV")."""
    parts = [re.sub(r"\d+$", "", part) for part in re.split(r"[/\-]", number)[1:]]
    return tuple(part for part in parts if part in agency_names())


def issuer_of_number(number: str) -> str:
    """The issuer that the symbol tells where it is one central body, else "": "30/2020/NĐ-CP" -> "Chính phủ"."""
    bodies = bodies_of_number(number)
    if len(bodies) != 1 or bodies[0] in ("UBND", "HĐND", "TW"):  # "TW" is one of three bodies
        return ""
    names = agency_names()[bodies[0]]
    return names[0] if len(names) == 1 else ""


def iso_date(text: str) -> str:
    """ISO form of "2024", "2024-08", "2024-08-01", "8/2024" or "01/08/2024".

    Raises UsageError for what is no date.
    """
    plain = text.strip()
    if found := _ISO_DATE.fullmatch(plain):
        year, month, of_month = found[1], found[2], found[3]
    elif found := _SPOKEN_DATE.fullmatch(plain):
        of_month, month, year = found[1], found[2], found[3]
    else:
        raise UsageError(f"{text!r}: not a date; write 2024-08-01, 01/08/2024, 2024-08 or 2024")
    iso = "-".join([year, *(f"{int(part):02}" for part in (month, of_month) if part)])
    try:
        ends(iso)
    except ValueError as error:
        raise UsageError(f"{text!r}: no such date") from error
    return iso


def ends(iso: str) -> tuple[str, str]:
    """The first and the last day of a date known in part: "2024-02" -> ("2024-02-01", "2024-02-29").

    Raises ValueError for a day that does not exist.
    """
    parts = [int(part) for part in iso.split("-")]
    year, month, of_month = (*parts, None, None)[:3]
    assert year is not None
    first = day(year, month or 1, of_month or 1)
    last_month = month or 12
    last = day(year, last_month, of_month or monthrange(year, last_month)[1])
    return first.isoformat(), last.isoformat()
