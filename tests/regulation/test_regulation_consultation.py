"""Process, opinions, the managing department's view and its responsibility: why they are met or not, and the words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from letters import BODY, letter

from vn_dossier_nlp.regulation import checks
from vn_dossier_nlp.regulation.case import Case
from vn_dossier_nlp.regulation.checks import CHECKS
from vn_dossier_nlp.regulation.purpose import find_addressee, find_purpose
from vn_dossier_nlp.words import LANGUAGES, has

DISTRICT = {"issuer": "ỦY BAN NHÂN DÂN HUYỆN SỐP CỘP", "number": "9/TTr-UBND"}
TO_COUNCIL = {"parent": "", "issuer": "ỦY BAN NHÂN DÂN TỈNH SƠN LA", "addressee": "Hội đồng nhân dân tỉnh Sơn La"}
TO_DEPARTMENT = {**DISTRICT, "addressee": "Sở Xây dựng tỉnh Sơn La"}
AGENCY = {"issuer": "BAN QUẢN LÝ KHU KINH TẾ", "number": "9/TTr-KKT"}
PLAIN = "Cầu treo Bản Ngà bị lũ cuốn trôi."
VAGUE = "Sở kính mong Ủy ban nhân dân tỉnh quan tâm, có ý kiến để tháo gỡ khó khăn."
COUNCIL = "Sở kính trình Chủ tịch Ủy ban nhân dân tỉnh thành lập Hội đồng xét chọn cầu treo mẫu của tỉnh."

ROWS = [
    ("opinions", "met", "named_views", "Sở Tài chính (Công văn số 5/STC ngày 05/5/2024) thống nhất.", {}),
    ("opinions", "met", "all_agreed", "Đã có 22/22 cơ quan trả lời thống nhất.", {}),
    ("opinions", "met", "differing_unexplained", "Sở Tài chính thống nhất. Sở Xây dựng không đồng ý vị trí.", {}),
    ("opinions", "met", "named_views", "Kết quả lấy ý kiến: Sở Xây dựng không đồng ý vị trí, đã điều chỉnh.", {}),
    ("opinions", "met", "some_silent", "Sở Tài chính thống nhất; Sở Y tế đến nay chưa có văn bản trả lời.", {}),
    ("opinions", "met", "appraised", "Sở Xây dựng thẩm định, cho rằng phương án hợp lý.", DISTRICT),
    ("opinions", "not_met", "unnamed_bodies", "Sở đã lấy ý kiến các cơ quan liên quan và hoàn chỉnh.", {}),
    ("opinions", "not_met", "unnamed_bodies", "Có 70/90 cơ quan trả lời, đa số thống nhất.", {}),
    ("opinions", "not_met", "unnamed_bodies",
     "Sở Xây dựng thẩm định, thấy hợp lý. Các ngành khác đều chia sẻ, ủng hộ.", DISTRICT),
    ("opinions", "not_met", "asked_no_answer", "Sở đã xin ý kiến Sở Tài chính.", {}),
    ("opinions", "not_met", "no_view", "Sở Tài chính ghi nhận khó khăn của đơn vị.", {}),
    ("opinions", "not_met", "touched_not_asked", "Việc này cần có sự phối hợp của Sở Công Thương.", {}),
    ("opinions", "not_applicable", "nobody_touched", PLAIN, {}),
    ("managing_department_view", "not_applicable", "committee_to_council", PLAIN, TO_COUNCIL),
    ("managing_department_view", "not_applicable", "department_decides", PLAIN, TO_DEPARTMENT),
    ("managing_department_view", "met", "own_view", "Sở nhận thấy việc xây cầu là cần thiết.", {}),
    ("managing_department_view", "met", "own_request", PLAIN, {}),
    ("managing_department_view", "met", "own_view", "Ban nhận thấy việc này là cần thiết.", AGENCY),
    ("managing_department_view", "not_met", "takes_no_side",
     "Mỗi phương án đều có ưu điểm; Sở chưa nghiêng về phương án nào.", {}),
    ("managing_department_view", "met", "own_view",
     "Mỗi phương án đều có ưu điểm; Sở đề xuất chọn phương án 2 vì rẻ hơn.", {}),
    ("managing_department_view", "met", "appraised",
     "Sở Xây dựng thẩm định tại Báo cáo số 4/BC-SXD ngày 04/4/2024, đồng ý phương án.", DISTRICT),
    ("managing_department_view", "met", "agreed", "Sở Tài chính không đồng ý vì vượt định mức.", DISTRICT),
    ("managing_department_view", "not_met", "no_view",
     "Sở Xây dựng (Công văn số 4/SXD ngày 04/4/2024) đề nghị thực hiện theo quy định.", DISTRICT),
    ("managing_department_view", "not_met", "no_view",
     "Sở Tài chính thống nhất nguồn. Sở Xây dựng ghi nhận, đề nghị huyện chủ động.", DISTRICT),
    ("managing_department_view", "not_met", "asked_no_answer", "Huyện đã xin ý kiến Sở Xây dựng.", DISTRICT),
    ("managing_department_view", "not_met", "basically_agrees_unsaid", "Sở Xây dựng cơ bản thống nhất.", DISTRICT),
    ("managing_department_view", "not_met", "appraisal_without_view", "Sở Xây dựng đã thẩm định hồ sơ.", DISTRICT),
    ("managing_department_view", "not_met", "no_appraisal", PLAIN, DISTRICT),
    ("joint_responsibility", "not_applicable", "own_matter", PLAIN, {}),
    ("joint_responsibility", "not_applicable", "department_decides", PLAIN, TO_DEPARTMENT),
    ("joint_responsibility", "met", "said",
     "Sở Xây dựng thẩm định, đồng ý và cùng UBND huyện chịu trách nhiệm về hồ sơ.", DISTRICT),
    ("joint_responsibility", "met", "said", "Sở Nội vụ thẩm định, đồng ý và cùng Sở chịu trách nhiệm về Đề án.", {}),
    ("joint_responsibility", "not_met", "unsaid", "Sở Xây dựng thẩm định, thấy hợp lý, đồng ý.", DISTRICT),
    ("joint_responsibility", "not_met", "no_appraisal", PLAIN, DISTRICT),
    ("process", "met", "steps_told", "Sở đã gửi Công văn số 41/SGTVT ngày 04/4/2024 xin ý kiến Sở Tài chính.", {}),
    ("process", "met", "steps_told", "Sở nhận được Đơn đề nghị của dân bản ngày 20/8/2024.", {}),
    ("process", "met", "steps_told", "UBND tỉnh giao Sở lập hồ sơ tại Công văn số 88/UBND-KT ngày 02/5/2024.", {}),
    ("process", "met", "steps_told", "Ngày 12/9/2024, Sở mời huyện kiểm tra hiện trường.", {}),
    ("process", "not_met", "steps_without_date", "Sở đã nhiều lần làm việc với huyện và các ngành.", {}),
    ("process", "not_met", "no_steps", "Doanh thu ước 9,4 tỷ đồng (Báo cáo số 96/BC-UBND ngày 15/12/2023).", {}),
    ("process", "not_met", "no_steps", "Luật Xây dựng ngày 18/6/2014 quy định việc này.", {}),
    ("process", "not_met", "no_steps", "Mục tiêu ban hành theo Công văn số 52/BNV-TL ngày 03/4/2023 là 90%.", {}),
    ("process", "met", "steps_told", "Bộ Nội vụ đồng ý, có Công văn số 52/BNV-TL ngày 03/4/2023.", {}),
]  # fmt: skip


def _result(name, text, understood):
    submission = understood(text)
    return CHECKS[name](Case(submission, find_purpose(submission).value, find_addressee(submission).value))


@pytest.mark.parametrize(("name", "status", "why", "body", "head"), ROWS, ids=[f"{r[0]}: {r[3][:50]}" for r in ROWS])
def test_what_the_text_tells(name, status, why, body, head, understood):
    result = _result(name, letter(body, **head), understood)
    assert (result.status, result.why) == (status, why)


def test_members_of_other_bodies_are_their_staff(understood):
    result = _result("opinions", letter(PLAIN, COUNCIL, subject="Về việc thành lập Hội đồng xét chọn"), understood)
    assert (result.status, result.why) == ("not_met", "members_not_asked")


def test_a_vague_request_is_no_view_of_a_department(understood):
    result = _result("managing_department_view", letter(PLAIN, VAGUE, subject="Về khó khăn của ngành"), understood)
    assert (result.status, result.why) == ("not_met", "own_view_unsaid")


def test_evidence_is_the_sentence_that_tells_it(understood):
    text = letter(f"{BODY}\n\nSở Tài chính thống nhất mức 4,2 tỷ đồng. {PLAIN}")
    result = _result("opinions", text, understood)
    submission = understood(text)
    assert [submission.text[a:b] for a, b in result.evidence] == ["Sở Tài chính thống nhất mức 4,2 tỷ đồng"]


def test_every_reason_has_its_sentence_and_every_failure_its_cure():
    folder = Path(checks.__file__).parent
    names = {"opinions": ["opinions"], "process": ["process"]}
    names["department"] = ["managing_department_view", "joint_responsibility"]
    for module, requirements in names.items():
        source = (folder / f"{module}.py").read_text(encoding="utf-8")
        failures = set(re.findall(r'not_met\([^\n]*why="(\w+)"', source))
        for code in failures:
            named = [one for one in requirements if has(f"finding.{one}_{code}", "vi")]
            assert named, code
            for lang in LANGUAGES:
                assert all(has(f"cure.{one}_{code}", lang) for one in named), code
