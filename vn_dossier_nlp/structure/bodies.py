"""The bodies in a masthead: the one that issues a document and the one above it."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

from vn_dossier_nlp.grammar.tables import provinces, rows
from vn_dossier_nlp.language.folding import skeleton

MOTTO = re.compile(r"cong hoa xa hoi|chu nghia viet nam|doc lap\s*[-–—]?\s*tu do|hanh phuc")
_MOTTO_START = re.compile(r"cong\s+h|doc\s+lap")
_DRAFT = re.compile(r"^\(?\s*(?:dự thảo|bản nháp|lần \d+)[\s\d)]*$", re.IGNORECASE)
_ORGAN = (
    "UBND|ỦY BAN|UỶ BAN|HĐND|HỘI ĐỒNG|SỞ|BỘ|TRƯỜNG|BỆNH VIỆN|TRUNG TÂM|BAN|CHI CỤC|CỤC|TỔNG|CÔNG TY|"
    "HỘI|HIỆP HỘI|LIÊN|ĐẢNG|TỈNH ỦY|THÀNH ỦY|"
    "VĂN PHÒNG|PHÒNG|CÔNG AN|QUỸ|ĐOÀN|VIỆN|THANH TRA|KHO BẠC|TÒA ÁN|NGÂN HÀNG|"
    "HỢP TÁC XÃ|HẠT|BẢO TÀNG|THƯ VIỆN|NHÀ|ĐÀI|BẢO HIỂM|"
    "THUẾ|CẢNG|VƯỜN|CHÍNH PHỦ|CÂU LẠC BỘ|TẬP ĐOÀN|CHỦ TỊCH"
)
_ORGAN_START = re.compile(rf"(?:{_ORGAN})(?![\wÀ-ỹ])")
CELL_EDGE = re.compile(r"[ \t]{3,}|\t+|\|")
# Bodies of every province and of its government, for reading a name that OCR has spoilt.
_OF_PROVINCES = "ủy ban nhân dân|UBND|hội đồng nhân dân|HĐND|công an|thanh tra|văn phòng ủy ban nhân dân|văn phòng UBND"
_OF_STATE = "bộ công an|bộ quốc phòng|bộ tài chính|bộ nội vụ|bộ tư pháp|chính phủ|thanh tra chính phủ"


def _cells(region: str) -> list[str]:
    return [cell for line in region.splitlines() for part in CELL_EDGE.split(line) if (cell := " ".join(part.split()))]


def read_bodies(upper: str) -> tuple[str | None, str | None]:
    """(parent, issuer): runs of cells in capitals, each begun by the name of a kind of body."""
    bodies: list[str] = []
    for cell in _cells(upper):
        bare = skeleton(cell)
        letters = [char for char in cell if char.isalpha()]
        if MOTTO.search(bare):
            cell = cell[: _title_start(bare)].strip(" _")
            letters = [char for char in cell if char.isalpha()]
        if not letters or _DRAFT.match(cell) or sum(char.isupper() for char in letters) < 0.8 * len(letters):
            continue
        if re.match(r"(?:Số|SỐ|DỰ THẢO)(?![\wÀ-ỹ])|[/.:_]", cell) or re.search(r"\d/", cell):
            continue
        if _ORGAN_START.match(cell) or not bodies:
            bodies.append(cell)
        else:
            bodies[-1] += " " + cell
    bodies = [_mended(body) for body in bodies]
    if not bodies:
        return None, None
    if len(bodies) == 1:
        return None, bodies[0]
    return " ".join(bodies[:-1]) if len(bodies) > 2 and len(bodies[0].split()) < 3 else bodies[-2], bodies[-1]


def _title_start(bare: str) -> int:
    """Where the national title begins in a line that runs on into it."""
    match = _MOTTO_START.search(bare)
    return match.start() if match else len(bare)


def _mended(body: str) -> str:
    """The name of a known body where marks or blanks alone differ: what OCR loses on capitals."""
    letters = "".join(skeleton(body).split()).strip("_.-")
    return _known_bodies().get(letters, body) if body.lower() not in _known_names() else body


def with_province(text: str) -> str:
    """The text with "tỉnh" before the name of a province, whatever mark OCR gave it: no other word stands there."""
    return _province_word().sub(lambda match: match.group(1) + "ỉnh", text)


@cache
def _province_word() -> re.Pattern[str]:
    names = "|".join(re.escape(province.name) for province in provinces())
    return re.compile(rf"(?<!\w)([Tt])[iìíĩị]nh(?= (?:{names})(?!\w))")


@cache
def _known_bodies() -> dict[str, str]:
    """``{"uybannhandantinhlamdong": "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"}``; a form that two names share is left out."""
    found: dict[str, str] = {}
    for name in _known_names():
        letters = "".join(skeleton(name).split())
        found[letters] = "" if found.get(letters, name.upper()) != name.upper() else name.upper()
    return {letters: name for letters, name in found.items() if name}


@cache
def _known_names() -> frozenset[str]:
    kinds = ("tỉnh", "thành phố")
    names = {
        f"{body} {kind} {province.name}".lower()
        for body, kind, province in product(_OF_PROVINCES.split("|"), kinds, provinces())
    }
    agencies = {row["name"].lower() for row in rows("agencies.csv") if row["name"].startswith(("Sở", "Bộ", "Ban"))}
    return frozenset(names | agencies | set(_OF_STATE.split("|")))
