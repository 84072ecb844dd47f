"""Vietnamese dates in text: "ngày 08 tháng 10 năm 2024", "08/10/2024", "tháng 9 năm 2025"; works on folded text."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

# Scans put other marks on the three words; "ngay" without any is another word, and counts before a day alone.
_NGAY = r"(?:[Nn]g(?:[àáảãạ][yýỳỷỹỵ]|a[ýỳỷỹỵ])|NGÀY|[Nn]gay(?=\s+\d{1,2}\s+tháng))"
_THANG = r"(?:th[áàảãạ]ng|THÁNG)"
_NAM = r"(?:n[ăâãàáảạắằẳẵặ]m|NĂM)"
# A blank day ("ngày     tháng 9 năm 2025") is a date known to the month.
_DAY = r"(?P<day>\d{1,2})?"
_LONG = rf"{_NGAY}[\s.…]*{_DAY}[\s.…]*{_THANG}\s*(?P<month>\d{{1,2}})\s*{_NAM}\s*(?P<year>(?:19|20)\d\d)"
_SHORT = (
    rf"(?:{_NGAY}\s*[.…]*)?"
    r"(?<![\d/])(?P<sday>[\dlIO]\d|\d[lIO]?)[.…]*\s?[/.\-]\s?"
    r"(?P<smonth>\d[\dlIO]?|[lIO]\d)\s?[/.\-]\s?(?P<syear>(?:19|20)[\dlIO]{2})(?![\d/])"
)
_BLANK_DAY = rf"{_NGAY}[\s.…]*/\s?(?P<bmonth>\d{{1,2}})\s?/\s?(?P<byear>(?:19|20)\d\d)(?![\d/])"
_YEAR_ALONE = rf"{_NGAY}[\s.…]*{_THANG}[\s.…]*{_NAM}\s*(?P<blank>(?:19|20)\d\d)"
_MONTH = r"tháng\s*(?P<omonth>\d{1,2})(?:\s*năm\s*|/)(?P<oyear>(?:19|20)\d\d)"
_DIGITS = str.maketrans("lIO", "110")
_CENTURIES = ("19", "20")  # one of them is in every date
DATE = re.compile(rf"{_LONG}|{_SHORT}|{_BLANK_DAY}|{_YEAR_ALONE}|{_MONTH}")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """``text[start:end]`` and its ISO form: "2024-10-08", "2025-09" without a day, "2025" without a month."""

    start: int
    end: int
    iso: str


def find_date(text: str, start: int = 0, end: int | None = None) -> FoundDate | None:
    """The first valid date of ``text[start:end]``."""
    for match in DATE.finditer(text, start, len(text) if end is None else end):
        if found := date_of(match):
            return found
    return None


def date_at(text: str, start: int) -> FoundDate | None:
    """The date that begins exactly at ``start``."""
    match = DATE.match(text, start)
    return date_of(match) if match else None


def find_dates(text: str) -> list[FoundDate]:
    """All valid dates of a text."""
    if not any(century in text for century in _CENTURIES):
        return []
    return [found for match in DATE.finditer(text) if (found := date_of(match))]


def date_of(match: re.Match[str]) -> FoundDate | None:
    """The date that a match of ``DATE`` holds, None where there is no such day."""
    if match["blank"]:
        return FoundDate(match.start(), match.end(), match["blank"])
    # What a scan took for letters is put right.
    year = (match["year"] or match["syear"] or match["byear"] or match["oyear"]).translate(_DIGITS)
    month = int((match["month"] or match["smonth"] or match["bmonth"] or match["omonth"]).translate(_DIGITS))
    day = int((match["day"] or match["sday"] or "0").translate(_DIGITS))
    if not 1 <= month <= 12 or day > monthrange(int(year), month)[1]:
        return None
    iso = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
    return FoundDate(match.start(), match.end(), iso)
