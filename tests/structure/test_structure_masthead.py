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


def printed(*lines: str) -> Masthead:
    """The head of a letter with these lines above its addressee."""
    return head("\n".join((*lines, "", "Kính gửi: Ủy ban nhân dân tỉnh", "", "Kính đề nghị xem xét./.", "")))


TITLE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("Số: 409 /TTr-CAT(PC04)", ("409", "TTr-CAT(PC04)")),
        ("Số: #4 /TTr -UBND", (None, "TTr-UBND")),  # OCR could not read the pen
        ("Số: 4# /TTr-UBND", (None, "TTr-UBND")),
        ("Số:        /SNV-TCBC", (None, "SNV-TCBC")),
    ],
)
def test_number_and_symbol(number, expected):
    found = printed("CÔNG AN TỈNH SƠN LA", number, *TITLE, "TỜ TRÌNH", "Về việc A")
    assert (found.number, found.symbol) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Sơn La, ngày 14 tháng 11năm 2025", "2025-11-14"),
        ("Sơn La, ngày     tháng 9 năm 2025", "2025-09"),
        ("Sơn La, ngày ,2/ tháng 12 năm 2025", "2025-12"),
        ("Sơn La, ngày 0T tháng 02 năm 2025", "2025-02"),
        ("Sơn La, ngày       tháng     năm 2025", "2025"),
        ("Sơn La, ngày ... tháng ... năm ...", None),
    ],
)
def test_the_date_as_far_as_it_is_legible(date, expected):
    found = printed("Thời gian ký: 25/12/2025 08:00", "SỞ NỘI VỤ", "Số: 1/TTr-SNV", *TITLE, date, "TỜ TRÌNH", "Về A")
    assert found.date == expected  # never that of a stamp


@pytest.mark.parametrize(
    ("lines", "parent", "issuer"),
    [
        (
            ("ÚY BAN NHÂN DÂN CỌNG HÒA XÃ HỘI CHÚ NGHĨA VIỆT NAM", "TĨNH QUANG NGÃI Độc lập - Tự do"),
            None,
            "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI",
        ),
        (
            ("__ BỘCÔNGẠN __ CỘNG HÒA XÃ HỌI CHỦ NGHĨA VIỆT NAM _", "CÔNG AN TINH LAM ĐÓNG Độc lập — Tự do"),
            "BỘ CÔNG AN",
            "CÔNG AN TỈNH LÂM ĐỒNG",
        ),
        (("UBND XÃ ĐÔNG HAI", *TITLE), None, "UBND XÃ ĐÔNG HAI"),  # not known: stays as printed
    ],
)
def test_names_that_ocr_has_spoilt(lines, parent, issuer):
    found = printed(*lines, "Số: 1/TTr-X", "_ TỜ TRÌNH -", "Về việc A của tính Sơn La")
    assert (found.parent, found.issuer) == (parent, issuer)
    assert (found.type, found.subject) == ("tờ trình", "Về việc A của tỉnh Sơn La")


@pytest.mark.parametrize(
    ("block", "mark", "role"),
    [
        ("Nơi nhận: KT. CHỦ TỊCH\n- Như trên; HÓ CHỦ TỊCH", "KT.", "PHÓ CHỦ TỊCH"),
        ("Nơi nhận:\n- Lưu: VT.\nKT. GIÁM ĐÓC\nPHÓ GIÁM ĐÓC", "KT.", "PHÓ GIÁM ĐỐC"),
        ("Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "KT.", "PHÓ CHỦ TỊCH"),
        ("Nơi nhận:\n- Lưu: VT.\nTM. HỘI ĐỒNG THẨM ĐỊNH\nCHỦ TỊCH\n\nGIÁM ĐỐC SỞ NỘI VỤ", "TM.", "CHỦ TỊCH"),
        ("Nơi nhận:\n- Lưu: VT.\nTL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "TL.", "CHÁNH VĂN PHÒNG"),
    ],
)
def test_who_signs_when_it_is_hard_to_see(block, mark, role):
    found = head(PLAIN + block)
    assert (found.signing_mark, found.signer_role) == (mark, role)


def test_a_draft_behind_the_submission_has_its_own_signature():
    draft = PLAIN.replace("TỜ TRÌNH", "QUYẾT ĐỊNH") + "Nơi nhận:\n- Như Điều 3;\n\nCHỦ TỊCH\n"
    found = head(PLAIN + "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\n" + draft)
    assert found.signer_role == "GIÁM ĐỐC"
    assert found.recipients == ("Như trên", "Lưu: VT")


def test_addressees_are_offices_not_people():
    text = PLAIN.replace("Kính gửi: Ủy ban", "Kính gửi: Đồng chí Trần Văn Bình - Chủ tịch Ủy ban")
    assert head(text).addressees == ("Chủ tịch Ủy ban nhân dân tỉnh Sơn La",)
