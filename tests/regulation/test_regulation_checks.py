"""The checks on short authored texts: met, not met, not applicable, trap."""

from __future__ import annotations

import pytest
from letters import letter

from vn_dossier_nlp.regulation.case import Case
from vn_dossier_nlp.regulation.checks import CHECKS
from vn_dossier_nlp.regulation.purpose import NOT_A_SUBMISSION, find_addressee, find_purpose

POWER = (
    "Theo khoản 2 Điều 12 Nghị định số 15/2021/NĐ-CP ngày 03/3/2021, Chủ tịch Ủy ban nhân dân cấp tỉnh quyết định "
    "đầu tư dự án nhóm C."
)
SUBJECT_ONLY = "Khoản 2 Điều 12 Nghị định số 15/2021/NĐ-CP ngày 03/3/2021 quy định nội dung hồ sơ dự án."
VAGUE = "Sở Giao thông vận tải kính đề nghị Ủy ban nhân dân tỉnh quan tâm, tạo điều kiện tháo gỡ khó khăn."
COUNCIL = "Sở kính trình Chủ tịch Ủy ban nhân dân tỉnh thành lập Hội đồng khảo sát cầu treo Bản Ngà."
COMMUNE = {"issuer": "ỦY BAN NHÂN DÂN XÃ MƯỜNG TÚ", "number": "9/TTr-UBND"}
FORMULA = "Kính trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định."
ROWS = [
    ("authority_basis", "met", letter(POWER)),
    ("authority_basis", "not_met", letter(SUBJECT_ONLY)),
    ("authority_basis", "not_met", letter("Căn cứ các quy định hiện hành về thẩm quyền.")),
    ("content_basis", "met", letter(bases="Căn cứ Luật Xây dựng ngày 18/6/2014;")),
    ("content_basis", "not_met", letter("Việc sửa cầu theo pháp luật về xây dựng hiện hành.")),
    ("practical_basis", "met", letter("Trận lũ ngày 12/9/2024 làm 214 hộ bị chia cắt.")),
    ("practical_basis", "not_met", letter("Xuất phát từ yêu cầu thực tiễn, việc xây cầu là rất cần thiết.")),
    ("central_guidance", "not_applicable", letter()),
    (
        "central_guidance",
        "met",
        letter("Pháp luật chưa có quy định về mức chi này; Bộ Tài chính hướng dẫn tại Công văn số 512/BTC-HCSN."),
    ),
    ("central_guidance", "not_met", letter("Hiện nay chưa có quy định cụ thể về mức chi này.")),
    ("other_provinces", "not_applicable", letter()),
    ("other_provinces", "cannot_tell", letter("Hiện nay chưa có quy định cụ thể về mức chi này.")),
    ("managing_department_view", "met", letter("Sở nhận thấy việc xây lại cầu là cần thiết, phù hợp quy hoạch.")),
    ("managing_department_view", "not_met", letter("Cầu treo bị cuốn trôi.", **COMMUNE)),
    (
        "managing_department_view",
        "met",
        letter("Sở Giao thông vận tải đã thẩm định tại Văn bản số 77/SGTVT-QLDA và đồng ý.", **COMMUNE),
    ),
    ("joint_responsibility", "not_applicable", letter()),
    ("joint_responsibility", "not_met", letter("Sở Xây dựng đã thẩm định và đồng ý.", **COMMUNE)),
    ("joint_responsibility", "met", letter("Sở Xây dựng đồng ý và cùng chịu trách nhiệm với xã.", **COMMUNE)),
    ("process", "met", letter("Sở đã kiểm tra tại Biên bản số 12/BB-SGTVT ngày 20/9/2024.")),
    ("process", "not_met", letter("Sở đã làm việc nhiều lần với địa phương.")),
    ("opinions", "met", letter("Sở Tài chính (Công văn số 512/STC-NS ngày 25/9/2024) thống nhất mức 4,2 tỷ đồng.")),
    ("opinions", "not_met", letter("Các sở, ngành liên quan đều cơ bản ủng hộ chủ trương trên.")),
    ("opinions", "not_met", letter(request=COUNCIL)),
    ("opinions", "not_applicable", letter("Cầu treo Bản Ngà bị lũ cuốn trôi.")),
    ("specific_request", "met", letter()),
    ("specific_request", "not_met", letter(request=VAGUE)),
    (
        "specific_request",
        "met",
        letter(request=FORMULA, subject="Về việc phê duyệt Điều lệ Hội Người cao tuổi huyện Sốp Cộp"),
    ),
    ("draft_attached", "met", letter("Dự thảo Quyết định gửi kèm.")),
    ("draft_attached", "not_met", letter("Cầu treo bị cuốn trôi.")),
    ("draft_attached", "not_applicable", letter("Giao thông khó khăn.", VAGUE, subject="Về một số khó khăn")),
    ("funding", "met", letter()),
    ("funding", "not_met", letter(request="Sở kính đề nghị Ủy ban nhân dân tỉnh quan tâm hỗ trợ kinh phí.")),
    (
        "funding",
        "not_applicable",
        letter("Hội đã họp.", "Sở Nội vụ kính trình Chủ tịch UBND tỉnh công nhận Điều lệ Hội Dược liệu Sơn La."),
    ),
    (
        "implementation",
        "met",
        letter(request="Sở kính trình UBND tỉnh giao Ban Quản lý dự án Sốp Cộp làm chủ đầu tư cầu treo Bản Ngà."),
    ),
    ("implementation", "not_met", letter(request="Sở kính trình UBND tỉnh chỉ đạo các sở, ngành vào cuộc.")),
]


def case_of(text, understood):
    submission = understood(text)
    return Case(submission, find_purpose(submission).value, find_addressee(submission).value)


@pytest.mark.parametrize(("name", "status", "text"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_a_check(name, status, text, understood):
    result = CHECKS[name](case_of(text, understood))
    assert result.status == status
    assert result.status != "met" or result.evidence
    assert result.status != "not_met" or result.evidence or result.zone


@pytest.mark.parametrize(
    ("addressee", "expected"),
    [
        ("Chủ tịch Ủy ban nhân dân tỉnh Sơn La", "chair"),
        ("Ủy ban nhân dân tỉnh Sơn La", "committee"),
        ("Hội đồng nhân dân tỉnh Sơn La", "council"),
        ("Văn phòng UBND tỉnh Sơn La", "other"),
    ],
)
def test_the_addressee(addressee, expected, understood):
    assert find_addressee(understood(letter(addressee=addressee))).value == expected


@pytest.mark.parametrize(
    ("subject", "request_", "expected"),
    [
        ("Về việc bổ nhiệm Hiệu trưởng", "Sở kính trình Chủ tịch UBND tỉnh bổ nhiệm ông A.", "personnel"),
        ("Về việc hỗ trợ kinh phí", "Sở kính trình UBND tỉnh hỗ trợ kinh phí 200 triệu đồng.", "budget"),
        ("Về việc khó khăn của ngành", VAGUE, "request_direction"),
        ("Về việc ban hành Kế hoạch phòng lũ", "Sở kính trình UBND tỉnh ban hành Kế hoạch.", "plan_scheme_report"),
        ("Về việc đổi tên Hội", "Sở kính trình Chủ tịch UBND tỉnh cho phép đổi tên Hội X.", "individual_decision"),
    ],
)
def test_the_purpose(subject, request_, expected, understood):
    assert find_purpose(understood(letter(request=request_, subject=subject))).value == expected


def test_a_decision_is_no_submission(understood):
    text = letter().replace("TỜ TRÌNH", "QUYẾT ĐỊNH")
    assert find_purpose(understood(text)).value == NOT_A_SUBMISSION
