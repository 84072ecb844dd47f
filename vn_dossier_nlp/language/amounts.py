"""Sums of money and other quantities: "1.250.000.000 đồng", "12,5 tỷ đồng"; works on folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vn_dossier_nlp.language.numerals import WORDS, read_numeral

_SCALE = {"": 1, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_MONEY = re.compile(
    # It begins with the digit, what stands before is looked at then: the engine can skip to digits.
    r"(?P<figure>\d(?<![\w/.,].)(?:\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d*(?:,\d+)?))\s*(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ)?"
    r"\s*(?:(?P<unit>đồng|đ(?![\wÀ-ỹ])|VNĐ|VND)|(?<=tỷ)|(?<=tỉ))(?![\wÀ-ỹ])",
    re.DOTALL,
)
QUANTITY = re.compile(
    r"\d(?<![\w/.,].)[\d.,]*\s*(?:%|‰|m2|m²|m3|m³|ha|km2|km|kg|tấn|tạ|người|hộ|học sinh|bệnh nhân|lượt|cơ sở|hồ sơ|"
    r"phòng|biên chế|"
    r"hecta|héc ta|mét|giường|xã|phường|huyện|thôn|trường hợp|thành viên|điểm|bộ|chiếc|căn|lô|thửa)(?![\wÀ-ỹ])",
    re.DOTALL,
)
_WORD = "|".join(sorted(WORDS, key=lambda word: (-len(word), word)))
# A run of numerals is taken whole and looked at once: trying every word of it as a beginning would cost too much.
_RUN = re.compile(rf"(?<![\wÀ-ỹ])(?:(?:{_WORD})(?:\s{{1,4}}|\s{{0,2}}[,-]\s{{0,4}})){{1,40}}", re.IGNORECASE)
_DONG = re.compile(r"đồng(?![\wÀ-ỹ])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """``text[start:end]`` and its value in đồng."""

    start: int
    end: int
    dong: int


def find_amounts(text: str) -> list[Amount]:
    """The sums of money of a folded text; a figure counts only with its unit.

    >>> [a.dong for a in find_amounts("kinh phí 12,5 tỷ đồng và 300.000 đồng")]
    [12500000000, 300000]
    """
    found = []
    for match in _MONEY.finditer(text):
        whole, _, part = match["figure"].partition(",")
        scale = _SCALE[match["scale"] or ""]
        value = int(whole.replace(".", "")) * scale + (round(float(f"0.{part}") * scale) if part else 0)
        found.append(Amount(match.start(), match.end(), value))
    return found


def find_spelled(text: str) -> list[Amount]:
    """The sums in words of a folded text, without what could not be read as one number.

    >>> [a.dong for a in find_spelled("(bằng chữ: Năm tỷ hai trăm triệu đồng chẵn)")]
    [5200000000]
    """
    found = []
    for run in _RUN.finditer(text):
        unit = _DONG.match(text, run.end())
        value = read_numeral(re.findall(r"[^\W\d_]+", run.group().lower())) if unit else None
        if unit and value is not None:
            found.append(Amount(run.start(), unit.end(), value))
    return found
