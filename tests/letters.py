"""A submission built from its parts: a test names only what it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from vn_dossier_nlp.grammar.letters import CAPITALS

HEAD = """{parent}
{issuer}

Số: {number}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

{place}, {date}

TỜ TRÌNH
{subject}

Kính gửi: {addressee}.

"""
TAIL = """

Nơi nhận:
- Như trên;
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lò Văn Mẫu
"""
BODY = (
    "Trận lũ ngày 12/9/2024 đã cuốn trôi cầu treo Bản Ngà, 214 hộ của xã Mường Tú bị chia cắt. "
    "Ngày 20/9/2024, Sở Giao thông vận tải đã kiểm tra hiện trường và lập biên bản."
)
REQUEST = (
    "Sở Giao thông vận tải kính trình Chủ tịch Ủy ban nhân dân tỉnh phê duyệt dự án xây dựng lại cầu treo "
    "Bản Ngà, xã Mường Tú, với tổng mức đầu tư 4,2 tỷ đồng từ nguồn dự phòng ngân sách tỉnh./."
)


def letter(
    body: str = BODY,
    request: str = REQUEST,
    *,
    bases: str = "",
    parent: str = "ỦY BAN NHÂN DÂN TỈNH SƠN LA",
    issuer: str = "SỞ GIAO THÔNG VẬN TẢI",
    number: str = "41/TTr-SGTVT",
    place: str = "Sơn La",
    date: str = "ngày 02 tháng 10 năm 2024",
    subject: str = "Về việc xây dựng lại cầu treo Bản Ngà, xã Mường Tú",
    addressee: str = "Chủ tịch Ủy ban nhân dân tỉnh Sơn La",
) -> str:
    """A Tờ trình with the bases, the body and the request in paragraphs of their own."""
    head = HEAD.format(
        parent=parent, issuer=issuer, number=number, place=place, date=date, subject=subject, addressee=addressee
    )
    return head + "\n\n".join(filter(None, (bases, body, request))) + TAIL


_BODY_ABOVE = re.compile(rf"([Tt]ỉnh|[Tt]hành phố) ((?:[{CAPITALS}]\w*|-)(?: (?:[{CAPITALS}]\w*|-))*)")


def letter_of(row: Mapping[str, Any]) -> str:
    """The Tờ trình of a row of ``data/requirement_cases.toml``: what the row does not give is as NĐ 30/2020 has it."""
    above = _BODY_ABOVE.search(row["addressee"])
    parent = row.get("parent", f"ỦY BAN NHÂN DÂN {above[1].upper()} {above[2].upper()}" if above else "")
    year, month, day = row["date"].split("-")
    symbol = "UBND" if "BAN NHÂN DÂN" in row["sender"] else "".join(word[0] for word in row["sender"].split())
    when = f"ngày {day} tháng {month if int(month) < 3 else int(month)} năm {year}"
    place = above[2] if above else "Hà Nội"
    motto = ["", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", ""]
    head = [*([parent] if parent else []), row["sender"], *motto, f"Số: 112/TTr-{symbol}", f"{place}, {when}", ""]
    title = ["TỜ TRÌNH", row["subject"], "", f"Kính gửi: {row['addressee']}", ""]
    parts = [
        *row.get("bases", []),
        "",
        row["body"].strip(),
        "",
        row.get("request", "").strip(),
        row.get("tail", "").strip(),
    ]
    end = ["", "Nơi nhận:", "- Như trên;", *row.get("recipients", []), "- Lưu: VT.", ""]
    return "\n".join([*head, *title, *parts, *end, "GIÁM ĐỐC" if "SỞ" in row["sender"] else "THỦ TRƯỞNG", ""])
