"""Sums of money and other quantities: "1.250.000.000 đồng", "12,5 tỷ đồng"; works on folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SCALE = {"": 1, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_MONEY = re.compile(
    r"(?<![\w/.,])(?P<figure>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\s*(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ)?"
    r"\s*(?:(?P<unit>đồng|đ(?![\wÀ-ỹ])|VNĐ|VND)|(?<=tỷ)|(?<=tỉ))(?![\wÀ-ỹ])"
)
QUANTITY = re.compile(
    r"(?<![\w/.,])\d[\d.,]*\s*(?:%|‰|m2|m²|m3|m³|ha|km2|km|kg|tấn|tạ|người|hộ|học sinh|bệnh nhân|lượt|cơ sở|hồ sơ|"
    r"phòng|biên chế|"
    r"hecta|héc ta|mét|giường|xã|phường|huyện|thôn|trường hợp|thành viên|điểm|bộ|chiếc|căn|lô|thửa)(?![\wÀ-ỹ])"
)


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
