"""The hard cases of the labelling guide, on short texts of our own."""

from __future__ import annotations

import pytest
from letters import BODY, letter

from vn_dossier_nlp.regulation.case import Case
from vn_dossier_nlp.regulation.checks import CHECKS
from vn_dossier_nlp.regulation.purpose import find_addressee, find_purpose

DISTRICT = {"issuer": "ỦY BAN NHÂN DÂN HUYỆN SỐP CỘP", "number": "9/TTr-UBND"}
PROVINCE = {
    "parent": "",
    "issuer": "ỦY BAN NHÂN DÂN TỈNH SƠN LA",
    "number": "9/TTr-UBND",
    "addressee": "Hội đồng nhân dân tỉnh Sơn La",
}
COMPANY = {"parent": "TỔNG CÔNG TY CHÈ TÂY BẮC", "issuer": "CÔNG TY CHÈ MƯỜNG BÚ", "number": "9/TTr-CMB"}
PLAIN = "Cầu treo Bản Ngà bị lũ cuốn trôi."
RENAME = (
    "Sở kính trình Chủ tịch Ủy ban nhân dân tỉnh cho phép đổi tên Hội Dược liệu Mường Bú thành Hội Cây thuốc Sơn La."
)
PLAN = "Sở kính trình Ủy ban nhân dân tỉnh ban hành Kế hoạch trồng lại rừng phòng hộ Nà Tòng."

ROWS = [
    ("a cross-reference gives the power", "authority_basis", "met",
     letter("Cơ quan nhà nước có thẩm quyền quy định tại Điều 15 Nghị định số 15/2021/NĐ-CP công nhận điều lệ.")),
    ("a numbered point of a ministry's guidance gives it", "authority_basis", "met",
     letter("Theo điểm 3 Công văn số 812/BXD-QHKT ngày 05/02/2024, UBND tỉnh có thẩm quyền chấp thuận vị trí cầu.")),
    ("a decree on powers without an article", "authority_basis", "not_met",
     letter("Căn cứ Nghị định số 15/2021/NĐ-CP về thẩm quyền của Chủ tịch Ủy ban nhân dân tỉnh;")),
    ("an organisation law without an article", "authority_basis", "not_met",
     letter(bases="Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;")),
    ("an article for the file alone", "authority_basis", "not_met",
     letter("Hồ sơ được lập theo khoản 1 Điều 9 Thông tư số 3/2021/TT-BXD.")),
    ("the article of one paragraph and a power of another", "authority_basis", "not_met",
     letter("Hồ sơ lập theo khoản 1 Điều 9 Thông tư số 3/2021/TT-BXD.\n\nĐường do UBND xã quản lý.\n\n" + BODY)),
    ("a law by name with its date", "content_basis", "met", letter("Theo Luật Xây dựng ngày 18/6/2014, cầu được xây.")),
    ("a law by name alone", "content_basis", "not_met", letter("Cầu được xây theo Luật Xây dựng.")),
    ("the request of a named body is a fact", "practical_basis", "met",
     letter("Theo đề nghị của xã tại Công văn số 33/UBND ngày 14/9/2024, cần xây lại cầu.")),
    ("needs in words alone", "practical_basis", "not_met",
     letter("Nhằm nâng cao đời sống nhân dân, việc xây cầu là hết sức cấp thiết trong tình hình mới.")),
    ("the same rule by analogy", "central_guidance", "not_met",
     letter("Sở vận dụng quy định tại Thông tư số 3/2021/TT-BXD để tính mức chi.")),
    ("a letter that explains an article", "central_guidance", "not_applicable",
     letter("Bộ Xây dựng có Công văn số 812/BXD-QHKT hướng dẫn thực hiện Điều 9 Luật Xây dựng.")),
    ("experience of a named province", "other_provinces", "met",
     letter("Pháp luật chưa có quy định cụ thể; Sở đã tham khảo kinh nghiệm của tỉnh Bắc Ninh.")),
    ("a committee that submits to the council", "managing_department_view", "not_applicable", letter(**PROVINCE)),
    ("a committee that submits to the council", "joint_responsibility", "not_applicable", letter(**PROVINCE)),
    ("the managing department submits: that is its view", "managing_department_view", "met", letter(PLAIN)),
    ("an appraisal that takes no view", "managing_department_view", "not_met",
     letter("Sở Giao thông vận tải thẩm định và đề nghị thực hiện theo quy định.", **DISTRICT)),
    ("a company with a department's consent", "managing_department_view", "met",
     letter("Sở Công Thương đã thẩm định tại Văn bản số 77/SCT-QLCN và thống nhất.", **COMPANY)),
    ("a company without", "managing_department_view", "not_met", letter("Nhà máy chè cần mở rộng.", **COMPANY)),
    ("an undated application alone", "process", "not_met", letter("Ban Sáng lập có đơn đề nghị thành lập Hội.")),
    ("an application with its date", "process", "met",
     letter("Ngày 12/9/2024, Sở nhận được Đơn đề nghị của Ban Sáng lập.")),
    ("the date of a law is no step", "process", "not_met",
     letter("Luật Xây dựng ngày 18/6/2014 quy định việc này.", "Kính trình UBND tỉnh xem xét, quyết định.")),
    ("all named bodies agreed", "opinions", "met", letter("Đã có 22/22 cơ quan trả lời thống nhất với dự thảo.")),
    ("unnamed bodies", "opinions", "not_met", letter("Sở đã lấy ý kiến các cơ quan liên quan và hoàn chỉnh.")),
    ("a formula under a title that says nothing", "specific_request", "not_met",
     letter(PLAIN, "Kính trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định.", subject="Về việc báo cáo")),
    ("the object in the sentence before", "specific_request", "met",
     letter("Sở đề xuất phê duyệt phương án di dời trạm bơm Nà Tòng.",
            "Kính trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định.", subject="Về việc trạm bơm")),
    ("help for difficulties", "specific_request", "not_met",
     letter(request="Sở kính mong Ủy ban nhân dân tỉnh quan tâm, chỉ đạo tháo gỡ khó khăn, vướng mắc.")),
    ("'đính kèm' is attached", "draft_attached", "met", letter(PLAIN + " Đính kèm hồ sơ dự án.")),
    ("a decision that issued an annex attaches nothing", "draft_attached", "not_met",
     letter("Quy chế ban hành kèm theo Quyết định số 119/QĐ-UBND.")),
    ("recognising a name costs nothing", "funding", "not_applicable",
     letter(PLAIN, RENAME, subject="Về việc đổi tên Hội")),
    ("a plan that says nothing of cost", "funding", "not_met",
     letter(PLAIN, PLAN, subject="Về việc ban hành Kế hoạch")),
    ("a plan that says who pays", "funding", "met",
     letter(PLAIN + " Kinh phí thực hiện từ ngân sách huyện.", PLAN, subject="Về việc ban hành Kế hoạch")),
    ("tasks and nobody named", "implementation", "not_met",
     letter(PLAIN, "Sở kính đề nghị Ủy ban nhân dân tỉnh chỉ đạo các cơ quan liên quan triển khai thực hiện.")),
    ("a new name brings no task", "implementation", "not_applicable",
     letter(PLAIN, RENAME, subject="Về việc đổi tên Hội")),
]  # fmt: skip


def case_of(text, understood, attachments=()):
    submission = understood(text)
    return Case(submission, find_purpose(submission).value, find_addressee(submission).value, attachments)


@pytest.mark.parametrize(("comment", "name", "status", "text"), ROWS, ids=[f"{row[1]}: {row[0]}" for row in ROWS])
def test_a_hard_case(comment, name, status, text, understood):
    assert CHECKS[name](case_of(text, understood)).status == status


def test_a_file_that_the_text_does_not_name_proves_nothing(understood):
    result = CHECKS["draft_attached"](case_of(letter(PLAIN), understood, ("du-thao-quyet-dinh.docx",)))
    assert result.status == "cannot_tell"


@pytest.mark.parametrize("name", sorted(CHECKS))
@pytest.mark.parametrize("text", ["", "TỜ TRÌNH", "Kính gửi: UBND tỉnh\n", "./.", letter("", "")])
def test_a_check_says_something_of_any_text(name, text, understood):
    submission = understood(text)
    result = CHECKS[name](Case(submission, "other", "other"))
    assert all(0 <= a <= b <= len(submission.text) for a, b in result.evidence)
    assert 0 <= result.confidence <= 1
    assert result.status not in ("not_met", "cannot_tell") or result.evidence or result.zone


PURPOSES = [
    ("a rule for all", "Về việc ban hành Quyết định quy định mức hỗ trợ cầu treo",
     "Sở kính trình Ủy ban nhân dân tỉnh ban hành Quyết định quy định mức hỗ trợ cầu treo.", "normative_draft"),
    ("handing on", "Về việc chuyển hồ sơ của Công ty Mường Bú",
     "Kính trình Ủy ban nhân dân tỉnh xem xét, giải quyết.", "forwarding"),
    ("money", "Về việc bổ sung kinh phí sửa cầu Bản Ngà",
     "Sở kính trình Ủy ban nhân dân tỉnh bổ sung 4,2 tỷ đồng cho xã Mường Tú.", "budget"),
    ("a licence", "Về việc cấp giấy phép thành lập Quỹ Bản Ngà",
     "Sở kính trình Chủ tịch UBND tỉnh cấp giấy phép thành lập Quỹ Bản Ngà.", "individual_decision"),
    ("a question", "Về việc xin ý kiến xử lý đất dôi dư",
     "Sở kính đề nghị Ủy ban nhân dân tỉnh cho ý kiến về việc xử lý đất dôi dư tại bản Nà Tòng.", "request_direction"),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "subject", "request_", "expected"), PURPOSES, ids=[row[0] for row in PURPOSES])
def test_the_purpose(comment, subject, request_, expected, understood):
    found = find_purpose(understood(letter(PLAIN, request_, subject=subject)))
    assert found.value == expected
    assert found.evidence


NOT = ["QUYẾT ĐỊNH", "THÔNG BÁO", "KẾ HOẠCH", "GIẤY MỜI", "CÔNG ĐIỆN", "NGHỊ QUYẾT", "BIÊN BẢN"]


@pytest.mark.parametrize("kind", NOT)
def test_another_kind_of_paper_is_no_submission(kind, understood):
    assert find_purpose(understood(letter().replace("TỜ TRÌNH", kind))).value == "not_a_submission"


def test_a_letter_to_a_body_below_is_no_submission(understood):
    text = letter("Mời dự họp.", "Trân trọng.", addressee="Các phòng chuyên môn").replace("TỜ TRÌNH\n", "")
    assert find_purpose(understood(text)).value == "not_a_submission"
