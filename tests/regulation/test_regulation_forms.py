"""The checks of form on short authored texts: signature, addressees, competence, parts, length, task, validity."""

from __future__ import annotations

import dataclasses

import pytest
from letters import BODY, letter

import vn_dossier_nlp
from vn_dossier_nlp.assess import citations_of_doc
from vn_dossier_nlp.extraction.submission import understand
from vn_dossier_nlp.regulation.bodies import body_of
from vn_dossier_nlp.regulation.case import Case
from vn_dossier_nlp.regulation.checks import CHECKS
from vn_dossier_nlp.regulation.purpose import find_addressee, find_purpose
from vn_dossier_nlp.schema import Masthead
from vn_dossier_nlp.words import LANGUAGES, has

SIGNED = "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"
COMMUNE = {"issuer": "ỦY BAN NHÂN DÂN XÃ MƯỜNG TÚ", "number": "9/TTr-UBND"}
COUNCIL = {
    "parent": "",
    "issuer": "ỦY BAN NHÂN DÂN TỈNH SƠN LA",
    "number": "9/TTr-UBND",
    "addressee": "Hội đồng nhân dân tỉnh Sơn La",
}
CHAIR = "Chủ tịch Ủy ban nhân dân tỉnh Sơn La"
COMMITTEE = "Ủy ban nhân dân tỉnh Sơn La"


def signed(lines: str, **parts: str) -> str:
    return letter(**parts).replace(SIGNED, lines)


def to(*names: str) -> str:
    return letter(addressee="\n- " + ";\n- ".join(names))


def power(words: str, addressee: str, request: str = "") -> str:
    body = f"Về thẩm quyền: theo khoản 2 Điều 12 Nghị định số 15/2021/NĐ-CP ngày 03/3/2021, {words}."
    return letter(body + " " + BODY, addressee=addressee, **({"request": request} if request else {}))


def bases(*lines: str, date: str = "ngày 02 tháng 10 năm 2024") -> str:
    return letter(bases="\n".join(lines), date=date)


ROWS = [
    # Who signs (R18).
    ("a deputy for the head", "R18", "met", "deputy", signed(SIGNED)),
    ("the head", "R18", "met", "head", signed("GIÁM ĐỐC")),
    ("an acting head", "R18", "met", "acting_head", signed("Q. GIÁM ĐỐC")),
    ("a committee as a whole", "R18", "met", "collective", signed("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", **COMMUNE)),
    ("its deputy", "R18", "met", "deputy", signed("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", **COMMUNE)),
    ("the Chair alone for the committee", "R18", "cannot_tell", "committee_without_mark",
     signed("CHỦ TỊCH", **COMMUNE)),
    ("a head of section by order", "R18", "not_met", "office_below",
     signed("TL. GIÁM ĐỐC\nTRƯỞNG PHÒNG QUẢN LÝ XÂY DỰNG")),
    ("the head of its office", "R18", "not_met", "office_below", signed("TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG")),
    ("a deputy of a section", "R18", "not_met", "office_below",
     signed("TL. GIÁM ĐỐC\nKT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG")),
    ("by a written grant, which nobody sees", "R18", "cannot_tell", "by_grant", signed("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG")),
    ("by order, in a committee's office", "R18", "cannot_tell", "by_order",
     signed("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", **COMMUNE)),
    ("the office of another body", "R18", "not_met", "other_unit", signed("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")),
    ("the same, where the symbol says something else", "R18", "cannot_tell", "other_unit_unsure",
     signed("HIỆU TRƯỞNG", number="41/TTr-TCĐ")),
    ("a deputy without KT.", "R18", "not_met", "deputy_without_mark", signed("PHÓ GIÁM ĐỐC")),
    ("a deputy under a line that OCR spoilt", "R18", "cannot_tell", "mark_unread",
     signed("KT. G1ÁM Đ0C\nPHÓ GIÁM ĐỐC")),
    ("a deputy in charge", "R18", "cannot_tell", "deputy_in_charge", signed("PHÓ GIÁM ĐỐC PHỤ TRÁCH")),
    ("a draft without a signature block", "R18", "cannot_tell", "unread", letter().split("\n\nNơi nhận")[0]),
    ("a school's head", "R18", "met", "head",
     signed("HIỆU TRƯỞNG", issuer="TRƯỜNG CAO ĐẲNG SỐP CỘP", number="4/TTr-TCĐ")),
    # To whom it goes (R21).
    ("one body", "R21", "met", "one", letter()),
    ("a body and its appraiser", "R21", "met", "with_appraiser", to(COMMITTEE, "Sở Xây dựng")),
    ("a body, its office and an appraiser", "R21", "met", "with_appraiser",
     to(COMMITTEE, "Văn phòng Ủy ban nhân dân tỉnh", "Sở Xây dựng")),
    ("many departments beside the committee", "R21", "not_met", "many",
     to(COMMITTEE, "Sở Xây dựng", "Sở Tài chính", "Sở Nội vụ", "Kho bạc Nhà nước tỉnh")),
    ("a Party committee and the People's Committee", "R21", "not_met", "party_and_committee",
     to("Ban Thường vụ Tỉnh ủy", COMMITTEE)),
    ("the same in one line", "R21", "not_met", "party_and_committee", letter(addressee="Tỉnh ủy; UBND tỉnh Sơn La")),
    ("the Party committee of the People's Committee is one body", "R21", "met", "one",
     to("Ban Cán sự đảng Ủy ban nhân dân tỉnh")),
    ("the Party's office only passes on", "R21", "met", "with_appraiser", to(COMMITTEE, "Văn phòng Tỉnh ủy")),
    ("council and committee", "R21", "not_met", "several_deciders", to("Hội đồng nhân dân tỉnh", COMMITTEE)),
    ("several leaders", "R21", "not_met", "several_leaders", to(CHAIR, "Phó Chủ tịch Ủy ban nhân dân tỉnh")),
    ("the Fatherland Front is no People's Committee", "R21", "met", "one", to("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh")),
    ("no addressee", "R21", "cannot_tell", "unread", letter().replace(f"Kính gửi: {CHAIR}.", "")),
    # Whose power it is (R20).
    ("the Chair's power, sent to the Chair", "R20", "met", "holder",
     power("Chủ tịch Ủy ban nhân dân cấp tỉnh có thẩm quyền phê duyệt dự án nhóm C", CHAIR)),
    ("the Chair's power, sent to the committee", "R20", "not_met", "held_by_chair",
     power("Chủ tịch Ủy ban nhân dân cấp tỉnh có thẩm quyền phê duyệt dự án nhóm C", COMMITTEE)),
    ("the committee's power, sent to the Chair", "R20", "not_met", "held_by_committee",
     power("việc giao đất thuộc thẩm quyền của Ủy ban nhân dân tỉnh", CHAIR)),
    ("the council's power, through the committee", "R20", "met", "through_committee",
     power("Hội đồng nhân dân tỉnh quyết định mức hỗ trợ", COMMITTEE,
           "Sở kính đề nghị Ủy ban nhân dân tỉnh trình Hội đồng nhân dân tỉnh thông qua mức hỗ trợ 214 hộ.")),
    ("the council's power, and the committee is to decide", "R20", "not_met", "held_by_council",
     power("Hội đồng nhân dân tỉnh quyết định mức hỗ trợ", COMMITTEE,
           "Sở kính đề nghị Ủy ban nhân dân tỉnh phê duyệt mức hỗ trợ 214 hộ.")),
    ("a power of the district says nothing of the province", "R20", "not_applicable", "no_power_named",
     power("Chủ tịch Ủy ban nhân dân cấp huyện quyết định thành lập hội", COMMITTEE)),
    ("a duty is no power", "R20", "cannot_tell", "holder_unsure",
     power("Ủy ban nhân dân tỉnh có trách nhiệm xem xét, giải quyết", CHAIR)),
    ("the one that issued a regulation holds no power by it", "R20", "not_applicable", "no_power_named",
     letter("Hồ sơ lập theo khoản 2 Điều 4 Quy chế do Ủy ban nhân dân tỉnh ban hành kèm Quyết định số 9/QĐ-UBND.")),
    ("no power", "R20", "not_applicable", "no_power_named", letter()),
    ("an addressee of another kind", "R20", "cannot_tell", "addressee_unclear", letter(addressee="Sở Xây dựng")),
    # Parts of the form (R33).
    ("complete", "R33", "met", "complete", letter()),
    ("a blank number", "R33", "cannot_tell", "blank_number", letter(number="      /TTr-SGTVT")),
    ("no number", "R33", "not_met", "no_number", letter().replace("Số: 41/TTr-SGTVT", "")),
    ("no date", "R33", "not_met", "no_date", letter().replace("Sơn La, ngày 02 tháng 10 năm 2024", "")),
    ("a blank day", "R33", "met", "complete", letter(date="ngày     tháng 10 năm 2024")),
    ("no title", "R33", "not_met", "no_title",
     letter().replace("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n", "")),
    ("no subject", "R33", "not_met", "no_subject", letter(subject="")),
    ("no addressee", "R33", "not_met", "no_addressee", letter().replace(f"Kính gửi: {CHAIR}.", "")),
    ("no recipients", "R33", "not_met", "no_recipients",
     letter().replace("Nơi nhận:\n- Như trên;\n- Lưu: VT.\n", "")),
    ("the symbol of a circular", "R33", "not_met", "circular_symbol", letter(number="41/TT-SGTVT")),
    ("the symbol of a letter", "R33", "not_met", "symbol_without_type", letter(number="41/SGTVT-QLDA")),
    ("a draft that ends with its text", "R33", "cannot_tell", "signer_unread", letter().split("\n\nNơi nhận")[0]),
    ("no head at all", "R33", "cannot_tell", "head_unread", BODY),
    # Length (R30).
    ("short", "R30", "not_applicable", "short", letter()),
    ("long, of unknown pages", "R30", "cannot_tell", "pages_unknown", letter(BODY * 120)),
    ("long, with a summary", "R30", "met", "summary", letter(BODY * 120 + " Kèm theo Tờ trình tóm tắt.")),
    # Assignments (R32).
    ("an order with its number", "R32", "met", "named",
     letter("Thực hiện chỉ đạo của Chủ tịch UBND tỉnh tại Công văn số 812/UBND-KT, Sở đã kiểm tra cầu.")),
    ("an order given at a meeting", "R32", "met", "named",
     letter("Thực hiện ý kiến chỉ đạo của Ủy ban nhân dân tỉnh tại cuộc họp ngày 30/9/2024, Sở báo cáo.")),
    ("a paper that is carried out", "R32", "met", "named",
     letter("Thực hiện Thông báo số 41/TB-UBND ngày 25/9/2024 của UBND tỉnh, Sở đã kiểm tra cầu.")),
    ("an order without number or date", "R32", "not_met", "unnamed",
     letter("Thực hiện chỉ đạo của lãnh đạo UBND tỉnh, Sở đã kiểm tra cầu và lập hồ sơ.")),
    ("no order", "R32", "not_applicable", "no_assignment", letter("Cầu treo Bản Ngà bị lũ cuốn trôi.")),
    ("duties in general", "R32", "not_applicable", "no_assignment",
     letter("Thực hiện chức năng, nhiệm vụ được giao, Sở đã kiểm tra cầu.")),
    ("what is asked for is no order", "R32", "not_applicable", "no_assignment",
     letter(request="Sở kính đề nghị Ủy ban nhân dân tỉnh giao xã thực hiện chỉ đạo của Chủ tịch UBND tỉnh.")),
    # Validity of bases (R36).
    ("a basis in force", "R36", "met", "in_force", bases("Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18/01/2024;")),
    ("a basis that had expired", "R36", "not_met", "expired",
     bases("Căn cứ Luật Đất đai số 45/2013/QH13 ngày 29/11/2013;")),
    ("the same, while it was in force", "R36", "met", "in_force",
     bases("Căn cứ Luật Đất đai số 45/2013/QH13 ngày 29/11/2013;", date="ngày 02 tháng 10 năm 2020")),
    ("an old law that is only told of", "R36", "met", "in_force",
     letter("Năm 2020, xã được giao đất theo Luật Đất đai số 45/2013/QH13.",
            bases="Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18/01/2024;")),
    ("a transitional rule", "R36", "cannot_tell", "expiry_told",
     bases("Căn cứ Luật Đất đai số 45/2013/QH13 ngày 29/11/2013 (áp dụng theo điều khoản chuyển tiếp);")),
    ("a basis that no registry knows", "R36", "cannot_tell", "unknown",
     bases("Căn cứ Quyết định số 9/2021/QĐ-UBND ngày 12/5/2021 của Ủy ban nhân dân tỉnh;")),
    ("no basis", "R36", "not_applicable", "no_basis", letter("Cầu treo Bản Ngà bị lũ cuốn trôi.")),
]  # fmt: skip


@pytest.fixture(scope="module")
def case_of():
    nlp = vn_dossier_nlp.load()

    def build(text: str) -> Case:
        doc = nlp(text)
        submission = understand(doc)
        citations = citations_of_doc(doc, submission.masthead.date)
        return Case(
            submission, find_purpose(submission).value, find_addressee(submission).value, citations=tuple(citations)
        )

    return build


@pytest.mark.parametrize(("comment", "name", "status", "why", "text"), ROWS, ids=[f"{r[1]}: {r[0]}" for r in ROWS])
def test_a_check_of_form(comment, name, status, why, text, case_of):
    result = CHECKS[name](case_of(text))
    assert (result.status.value, result.why) == (status, why), comment
    assert result.status != "met" or result.evidence
    assert result.status != "not_met" or result.evidence or result.zone
    assert all(has(f"finding.{name}_{why}", lang) for lang in LANGUAGES)
    assert all(has(f"cure.{name}_{why}", lang) == (status == "not_met") for lang in LANGUAGES)


@pytest.mark.parametrize(("pages", "status", "why"), [(10, "not_applicable", "short"), (11, "not_met", "no_summary")])
def test_more_than_ten_pages_need_a_summary(pages, status, why, case_of):
    result = CHECKS["R30"](dataclasses.replace(case_of(letter()), pages=pages))
    assert (result.status.value, result.why) == (status, why)


def test_a_file_may_be_the_summary(case_of):
    case = dataclasses.replace(case_of(letter()), pages=14, attachments=("Tờ trình_tóm tắt.docx",))
    assert CHECKS["R30"](case).why == "summary_by_name"


def test_evidence_of_a_signature_runs_from_the_mark_to_the_office(case_of):
    case = case_of(letter())
    (place,) = CHECKS["R18"](case).evidence
    assert case.text[slice(*place)] == SIGNED


@pytest.mark.parametrize(
    ("issuer", "name"),
    [
        ("SỞ NỘI VỤ", "department"),
        ("UBND HUYỆN SỐP CỘP", "committee"),
        ("CÔNG AN TỈNH SƠN LA", "police"),
        ("THANH TRA TỈNH", "inspectorate"),
        ("ỦY BAN MẶT TRẬN TỔ QUỐC TỈNH", None),
        ("CÔNG TY CHÈ MƯỜNG BÚ", None),
    ],
)
def test_the_kind_of_issuing_body(issuer, name):
    body = body_of(Masthead(issuer=issuer))
    assert (body.name if body else None) == name
