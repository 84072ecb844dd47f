"""The masthead and the signature block in the layouts that real files have."""

from __future__ import annotations

import pytest
from letters import letter

from vn_dossier_nlp.schema import Masthead
from vn_dossier_nlp.structure import find_layout

PLAIN = """UBND TỈNH SƠN LA
SỞ XÂY DỰNG
Số: 270/TTr-SXD

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sơn La, ngày 05 tháng 6 năm 2024

TỜ TRÌNH
Về việc đổi tên Công viên Hồ Tuổi Trẻ

Kính gửi: Ủy ban nhân dân tỉnh Sơn La

Thực hiện nhiệm vụ được giao, Sở Xây dựng đề nghị UBND tỉnh xem xét./.
"""
INTERLEAVED = """UBND TỈNH SƠN LA          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ XÂY DỰNG                     Độc lập - Tự do - Hạnh phúc
Số: 270/TTr-SXD            Sơn La, ngày 05 tháng 6 năm 2024

                     TỜ TRÌNH
        Về việc đổi tên Công viên Hồ Tuổi Trẻ

     Kính gửi: Ủy ban nhân dân tỉnh Sơn La

Thực hiện nhiệm vụ được giao, Sở Xây dựng đề nghị UBND tỉnh xem xét./.
"""
CELLS = """UBND TỈNH SƠN LA | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ XÂY DỰNG | Độc lập - Tự do - Hạnh phúc
Số: 270/TTr-SXD | Sơn La, ngày 05 tháng 6 năm 2024

TỜ TRÌNH
Về việc đổi tên Công viên Hồ Tuổi Trẻ

Kính gửi: Ủy ban nhân dân tỉnh Sơn La

Thực hiện nhiệm vụ được giao, Sở Xây dựng đề nghị UBND tỉnh xem xét./.
"""


def head(text: str) -> Masthead:
    return find_layout(text).masthead


@pytest.mark.parametrize("text", [PLAIN, INTERLEAVED, CELLS], ids=["plain columns", "interleaved", "table cells"])
def test_the_fields_of_the_head(text):
    found = head(text)
    assert (found.parent, found.issuer) == ("UBND TỈNH SƠN LA", "SỞ XÂY DỰNG")
    assert (found.number, found.symbol) == ("270", "TTr-SXD")
    assert (found.place, found.date) == ("Sơn La", "2024-06-05")
    assert (found.type, found.subject) == ("tờ trình", "Về việc đổi tên Công viên Hồ Tuổi Trẻ")
    assert found.addressees == ("Ủy ban nhân dân tỉnh Sơn La",)


def test_a_draft_with_a_blank_number_and_day():
    text = PLAIN.replace("Số: 270/TTr-SXD", "Số:       /TTr-SXD").replace("ngày 05 tháng", "ngày     tháng")
    found = head("DỰ THẢO\n" + text)
    assert (found.number, found.symbol, found.date) == (None, "TTr-SXD", "2024-06")
    assert found.issuer == "SỞ XÂY DỰNG"


def test_a_letter_names_its_subject_after_v_v():
    text = """UBND TỈNH SƠN LA
SỞ XÂY DỰNG
Số: 812/SXD-QLN
V/v đổi tên Công viên
Hồ Tuổi Trẻ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sơn La, ngày 05 tháng 6 năm 2024

Kính gửi: Ủy ban nhân dân tỉnh Sơn La

Sở Xây dựng đề nghị UBND tỉnh xem xét./.
"""
    found = head(text)
    assert (found.type, found.number, found.symbol) == ("công văn", "812", "SXD-QLN")
    assert found.subject == "đổi tên Công viên Hồ Tuổi Trẻ"


def test_several_addressees():
    text = PLAIN.replace(
        "Kính gửi: Ủy ban nhân dân tỉnh Sơn La",
        "Kính gửi:\n- Chủ tịch Ủy ban nhân dân tỉnh;\n- Các Phó Chủ tịch Ủy ban nhân dân tỉnh.",
    )
    assert head(text).addressees == (
        "Chủ tịch Ủy ban nhân dân tỉnh",
        "Các Phó Chủ tịch Ủy ban nhân dân tỉnh",
    )


def test_one_body_is_the_issuer():
    assert (head(PLAIN.replace("SỞ XÂY DỰNG\n", "")).parent, head(PLAIN.replace("SỞ XÂY DỰNG\n", "")).issuer) == (
        None,
        "UBND TỈNH SƠN LA",
    )


def test_a_name_over_two_lines():
    found = head(PLAIN.replace("SỞ XÂY DỰNG", "SỞ KHOA HỌC\nVÀ CÔNG NGHỆ"))
    assert found.issuer == "SỞ KHOA HỌC VÀ CÔNG NGHỆ"


def test_a_subject_over_two_lines():
    text = PLAIN.replace("Hồ Tuổi Trẻ\n", "Hồ Tuổi Trẻ\nthành Công viên Chiềng Lề\n")
    assert head(text).subject == "Về việc đổi tên Công viên Hồ Tuổi Trẻ thành Công viên Chiềng Lề"


SIGNED = [
    ("for the committee", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nCầm Văn Mẫu", "TM.", "CHỦ TỊCH"),
    ("for the head", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nCầm Văn Mẫu", "KT.", "PHÓ GIÁM ĐỐC"),
    ("by order", "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nCầm Văn Mẫu", "TL.", "CHÁNH VĂN PHÒNG"),
    ("by oneself", "GIÁM ĐỐC\nCầm Văn Mẫu", None, "GIÁM ĐỐC"),
]


@pytest.mark.parametrize(("comment", "block", "mark", "role"), SIGNED, ids=[row[0] for row in SIGNED])
def test_who_signs(comment, block, mark, role):
    found = head(PLAIN + f"\nNơi nhận:\n- Như trên;\n- Sở Tài chính;\n- Lưu: VT, QLN.\n\n{block}\n")
    assert (found.signing_mark, found.signer_role) == (mark, role)
    assert found.recipients == ("Như trên", "Sở Tài chính", "Lưu: VT, QLN")


def test_a_text_without_a_head():
    found = find_layout("Trời hôm nay đẹp. Chúng tôi đi chợ.")
    assert found.masthead == Masthead()
    assert len(found.sentences) == 2


def test_an_empty_text():
    assert find_layout("").zones == ()


def test_the_letter_that_the_tests_use_has_every_field():
    found = head(letter())
    assert None not in (found.parent, found.issuer, found.number, found.date, found.type, found.subject, found.place)
    assert found.signer_role == "PHÓ GIÁM ĐỐC"
