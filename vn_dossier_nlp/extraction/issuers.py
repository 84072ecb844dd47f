"""Who issued a cited document, where the text says so right behind the mention: "... của Bộ trưởng Bộ Tài chính"."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from vn_dossier_nlp.law.keys import agency_names

_BODY = (
    r"Quốc hội|Ủy ban [Tt]hường vụ Quốc hội|Chủ tịch nước|Chính phủ|Thủ tướng(?: Chính phủ)?|Hội đồng Bộ trưởng|"
    r"Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương(?: Đảng)?|Ban Thường vụ|Ban Tổ chức|Tỉnh ủy|Thành ủy|Đảng ủy|"
    r"Chủ tịch (?:UBND|Ủy ban nhân dân)|UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân|Bộ trưởng|Bộ|Giám đốc|Sở|"
    r"Tổng cục|Cục|Thanh tra|Ngân hàng Nhà nước|Tòa án|Viện [Kk]iểm sát|Văn phòng|Công an|Ban Quản lý"
)
# The name runs to a word that begins what the document is about, or to a mark.
_ENDS = (
    r"về|quy định|ban hành|v/v|phê duyệt|hướng dẫn|sửa đổi|bổ sung|trong|tại|theo|và|giao|cho|công bố|thành lập|đã|được"
)
_ISSUER = re.compile(
    rf"\s*(?:,\s*)?của\s+(?P<issuer>(?:{_BODY})(?![\wÀ-ỹ])[^,;.:()\n\d|]{{0,70}}?)(?=\s+(?:{_ENDS})(?![\wÀ-ỹ])|\s*[,;.:()\n\d|]|\s*$)"
)


def issuer_after(text: str, end: int) -> str | None:
    """The body named right behind a mention that ends at ``end`` of a folded text, white space single.

    >>> issuer_after("Quyết định số 5/QĐ-UBND của UBND tỉnh Sơn La về giao đất", 23)
    'UBND tỉnh Sơn La'
    >>> issuer_after("Thông tư số 25/2014/TT-BTNMT của Bộ Tài nguyên và Môi trường về bản đồ", 29)
    'Bộ Tài nguyên và Môi trường'
    """
    match = _ISSUER.match(text, end)
    if match is None:
        return None
    issuer = " ".join(match["issuer"].split())
    for rest in _second_halves().get(issuer.lower().split(" ", 1)[-1].removeprefix("bộ "), ()):
        more = re.compile(rf"\s+và\s+({rest})(?![\wÀ-ỹ])", re.IGNORECASE).match(text, match.end("issuer"))
        if more:
            return f"{issuer} và {' '.join(more[1].split())}"
    return issuer


@cache
def _second_halves() -> dict[str, tuple[str, ...]]:
    """What follows "và" in the names of ministries and departments: "tài nguyên" -> ("môi trường",)."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for names in agency_names().values():
        for name in names:
            first, joined, rest = name.lower().partition(" và ")
            if joined and first.startswith(("bộ ", "sở ")):
                found[first.split(" ", 1)[1]][rest.replace(" ", r"\s+")] = None
    return {first: tuple(rests) for first, rests in found.items()}
