"""The checks of normative drafts on short authored texts: appraisal, the Chair's consultation, contents."""

from __future__ import annotations

import pytest
from letters import letter

from vn_dossier_nlp.regulation.case import Case
from vn_dossier_nlp.regulation.checks import CHECKS
from vn_dossier_nlp.regulation.purpose import find_addressee, find_purpose
from vn_dossier_nlp.words import LANGUAGES, has

LAW = "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15;"
SUBJECT = "Dự thảo Quyết định quy định mức hỗ trợ vận hành cầu treo dân sinh trên địa bàn tỉnh"
AMENDING = "Dự thảo Quyết định sửa đổi, bổ sung một số điều của Quy định quản lý cầu treo dân sinh"
OF_CHAIR = "Dự thảo Quyết định của Chủ tịch Ủy ban nhân dân tỉnh quy định mức hỗ trợ vận hành cầu treo dân sinh"
ASKS = "Sở kính trình Ủy ban nhân dân tỉnh ban hành Quyết định quy định mức hỗ trợ vận hành cầu treo dân sinh."
PLAIN = "Toàn tỉnh có 214 cầu treo dân sinh, 37 cầu xuống cấp."
POSTED = "Dự thảo được đăng trên Cổng thông tin điện tử tỉnh 20 ngày."
FOUR = "Sở Tài chính, Sở Nội vụ, Sở Tư pháp, Sở Khoa học và Công nghệ có ý kiến thống nhất bằng văn bản."


def draft(body: str, *, subject: str = SUBJECT, date: str = "ngày 12 tháng 3 năm 2026", **parts: str) -> str:
    return letter(f"{PLAIN}\n{body}", parts.pop("request", ASKS), bases=LAW, subject=subject, date=date, **parts)


ROWS = [
    # The appraisal (R14).
    ("a report with its number", "R14", "met", "numbered",
     draft("Sở Tư pháp đã thẩm định tại Báo cáo số 76/BC-STP, dự thảo đủ điều kiện trình.")),
    ("another type of report", "R14", "met", "numbered",
     draft("Dự thảo đã sửa theo Báo cáo thẩm định số 12/BCTĐ-STP.")),
    ("a date alone", "R14", "met", "dated", draft("Sở Tư pháp thẩm định ngày 18/02/2026, dự thảo đủ điều kiện trình.")),
    ("a report that comes along", "R14", "met", "attached",
     draft("Sở Tư pháp đã thẩm định. Gửi kèm: dự thảo Quyết định, báo cáo thẩm định.")),
    ("neither number nor date nor report", "R14", "cannot_tell", "undated",
     draft("Dự thảo đã được Sở Tư pháp thẩm định.")),
    ("sent, and no answer", "R14", "not_met", "only_asked",
     draft("Sở đã gửi Sở Tư pháp thẩm định tại Công văn số 91/SGTVT-KC ngày 02/3/2026.")),
    ("sent, and the answer taken up", "R14", "cannot_tell", "undated",
     draft("Sở đã gửi Sở Tư pháp thẩm định và đã tiếp thu, hoàn chỉnh dự thảo.")),
    ("an opinion is no appraisal", "R14", "not_met", "opinion_only",
     draft("Sở đã lấy ý kiến Sở Tài chính, Sở Tư pháp; các sở thống nhất.")),
    ("nothing", "R14", "not_met", "not_told", draft("")),
    ("Sở Tư pháp as recipient is no appraisal", "R14", "not_met", "not_told",
     draft("").replace("- Như trên;", "- Như trên;\n- Sở Tư pháp (thẩm định);")),
    ("Sở Tư pháp's own draft", "R14", "cannot_tell", "own_draft", draft("", issuer="SỞ TƯ PHÁP", number="4/TTr-STP")),
    ("a year in the number of the draft", "R14", "not_met", "not_told",
     letter(PLAIN + " Gửi kèm dự thảo Quyết định số     /2026/QĐ-UBND.")),
    ("leave to begin with a draft", "R14", "not_applicable", "not_normative",
     draft("", request="Sở kính trình UBND tỉnh cho chủ trương xây dựng Quyết định quy định mức hỗ trợ.",
           subject="Xin chủ trương xây dựng Quyết định quy định mức hỗ trợ vận hành cầu treo")),
    ("a decision on one case", "R14", "not_applicable", "not_normative",
     letter("Dự thảo Quyết định thành lập Hội đồng gửi kèm.")),
    ("a plan to check normative documents", "R14", "not_applicable", "not_normative",
     letter("Sở xây dựng Kế hoạch kiểm tra văn bản quy phạm pháp luật năm 2026.",
            "Sở kính trình UBND tỉnh ban hành Kế hoạch kiểm tra văn bản quy phạm pháp luật năm 2026.",
            subject="Về việc ban hành Kế hoạch kiểm tra văn bản quy phạm pháp luật năm 2026")),
    ("rules for the bodies that work together may be no normative draft", "R14", "cannot_tell", "kind_unsure",
     letter(PLAIN, "Sở kính trình UBND tỉnh ban hành Quy chế phối hợp quản lý cầu treo dân sinh.",
            bases="Căn cứ Quyết định số 9/2021/QĐ-UBND ngày 12/5/2021;",
            subject="Ban hành Quy chế phối hợp quản lý cầu treo dân sinh")),
    # The Chair's normative decisions (R15).
    ("four departments and the portal", "R15", "met", "consulted", draft(f"{FOUR} {POSTED}", subject=OF_CHAIR)),
    ("a list after a colon", "R15", "met", "consulted",
     draft(f"Đã lấy ý kiến các sở: Tài chính, Nội vụ, Tư pháp, KH&CN. {POSTED}", subject=OF_CHAIR)),
    ("one is missing", "R15", "not_met", "department_missing",
     draft(f"Sở Tài chính, Sở Nội vụ, Sở Tư pháp có ý kiến thống nhất. {POSTED}", subject=OF_CHAIR)),
    ("the department that drafts does not ask itself", "R15", "met", "consulted",
     draft(f"Sở Tài chính, Sở Tư pháp, Sở Khoa học và Công nghệ có ý kiến thống nhất. {POSTED}", subject=OF_CHAIR,
           issuer="SỞ NỘI VỤ", number="4/TTr-SNV")),
    ("departments in general", "R15", "cannot_tell", "departments_unnamed",
     draft(f"Sở đã lấy ý kiến các sở, ban, ngành. {POSTED}", subject=OF_CHAIR)),
    ("not posted", "R15", "not_met", "not_posted", draft(FOUR, subject=OF_CHAIR)),
    ("a decision of the committee", "R15", "not_applicable", "not_of_chair",
     draft(FOUR, subject="Dự thảo Quyết định của Ủy ban nhân dân tỉnh quy định mức hỗ trợ vận hành cầu treo")),
    ("the text does not say whose it is", "R15", "cannot_tell", "whose_unsaid", draft(FOUR)),
    ("before there was such a decision", "R15", "not_applicable", "before_rule",
     draft(FOUR, subject=OF_CHAIR, date="ngày 12 tháng 3 năm 2024")),
    ("no normative draft", "R15", "not_applicable", "not_normative", letter()),
    # What the draft holds (R29).
    ("a heading", "R29", "met", "content",
     draft("2. Nội dung cơ bản của dự thảo\nMức hỗ trợ là 12 triệu đồng một cầu.")),
    ("structure and content", "R29", "met", "content",
     draft("Dự thảo gồm 3 điều. Dự thảo quy định mức hỗ trợ 12 triệu đồng một cầu mỗi năm.")),
    ("structure alone", "R29", "cannot_tell", "structure_only", draft("Quyết định gồm 03 điều.")),
    ("the draft is enclosed, and that is all", "R29", "not_met", "contents_unsaid", draft("(Có dự thảo kèm theo)")),
    ("what an amending draft changes", "R29", "met", "changes",
     draft("Sửa Điều 5: thời hạn kiểm tra rút còn 20 ngày.", subject=AMENDING)),
    ("an amending draft that does not say it", "R29", "not_met", "changes_unsaid",
     draft("Việc sửa đổi, bổ sung một số điều là cần thiết.", subject=AMENDING)),
    ("no normative draft", "R29", "not_applicable", "not_normative", letter()),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "name", "status", "why", "text"), ROWS, ids=[f"{r[1]}: {r[0]}" for r in ROWS])
def test_a_check_of_a_normative_draft(comment, name, status, why, text, understood):
    submission = understood(text)
    result = CHECKS[name](Case(submission, find_purpose(submission).value, find_addressee(submission).value))
    assert (result.status.value, result.why) == (status, why), comment
    assert result.status != "met" or result.evidence
    assert result.status != "not_met" or result.evidence or result.zone
    assert all(has(f"finding.{name}_{why}", lang) for lang in LANGUAGES)
    assert all(has(f"cure.{name}_{why}", lang) == (status == "not_met") for lang in LANGUAGES)


def test_a_file_may_be_the_appraisal(understood):
    submission = understood(draft(""))
    case = Case(submission, "normative_draft", "committee", ("ho_so/02_BC thẩm định_STP.pdf",))
    assert CHECKS["R14"](case).why == "report_by_name"
