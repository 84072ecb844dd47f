"""Requests: clauses that ask, who is asked, and whether a decision could be drafted from them."""

from __future__ import annotations

import pytest
from letters import BODY, letter


@pytest.fixture(scope="module")
def asked(understood):
    """The requests of a letter with this closing part."""

    def read(request: str, body: str = BODY, **head: str):
        submission = understood(letter(body, request, **head))
        return [(submission.text[r.start : r.end], r) for r in submission.requests]

    return read


def test_the_usual_request(asked):
    ((text, request),) = asked(
        "Sở Giao thông vận tải kính trình Chủ tịch Ủy ban nhân dân tỉnh "
        "phê duyệt dự án xây dựng lại cầu treo Bản Ngà, xã Mường Tú./."
    )
    assert text.startswith("Sở Giao thông vận tải kính trình")
    assert text.endswith("xã Mường Tú")
    assert (request.act, request.act_kind, request.asked_of) == ("phê duyệt", "decide", "chair")
    assert "cầu treo Bản Ngà" in request.object
    assert request.specific
    assert not request.formula


FORMULAS = [
    "Sở Giao thông vận tải kính trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định./.",
    "Kính trình Ủy ban nhân dân tỉnh xem xét, phê duyệt./.",
    "Kính đề nghị Chủ tịch UBND tỉnh xem xét, cho ý kiến chỉ đạo./.",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_closing_formula_is_one_request_that_is_not_specific(text, asked):
    ((_, request),) = asked(text)
    assert request.formula
    assert not request.specific
    assert request.object is None


def test_a_list_under_one_verb(asked):
    found = asked(
        "Sở Giao thông vận tải kính trình Chủ tịch Ủy ban nhân dân tỉnh:\n"
        "1. Phê duyệt phương án sửa cầu treo Bản Ngà.\n"
        "2. Giao Ban Quản lý dự án huyện Sốp Cộp làm chủ đầu tư, hoàn thành trước ngày 30/6/2025.\n"
        "3. Bổ sung 4,2 tỷ đồng từ dự phòng ngân sách tỉnh cho xã Mường Tú./."
    )
    assert [r.act_kind for _, r in found] == ["decide", "direct", "fund"]
    assert found[0][0].startswith("Sở Giao thông vận tải kính trình")  # the lead-in goes with the first item
    assert found[1][0].startswith("2. Giao Ban Quản lý")
    assert {r.asked_of for _, r in found} == {"chair"}


def test_a_semicolon_splits_two_requests(asked):
    found = asked(
        "Kính trình Chủ tịch Ủy ban nhân dân tỉnh phê duyệt phương án sửa cầu treo Bản Ngà; "
        "đồng thời giao Sở Tài chính bố trí 4,2 tỷ đồng trước ngày 31/10/2024./."
    )
    assert [r.act for _, r in found] == ["phê duyệt", "giao"]
    assert found[0][0].endswith("Bản Ngà")


def test_two_acts_in_one_clause_are_one_request(asked):
    assert len(asked("Kính trình UBND tỉnh xem xét, phê duyệt và ban hành Quy chế quản lý cầu treo Bản Ngà./.")) == 1


REPORTED = [
    (
        "an application by others",
        "Ngày 20/9/2024, Công ty Mường Bú có đơn đề nghị UBND tỉnh cho thuê đất tại bản Nà Tòng.",
    ),
    ("a letter by others", "Tại Công văn số 12/UBND, UBND xã Mường Tú đề nghị UBND tỉnh hỗ trợ 200 triệu đồng."),
    ("what a letter is about", "Văn bản về việc đề nghị Chủ tịch UBND tỉnh phê duyệt phương án đã được gửi."),
    ("a file", "Hồ sơ đề nghị Sở Xây dựng cấp phép gồm 03 bộ."),
]


@pytest.mark.parametrize(("comment", "told"), REPORTED, ids=[row[0] for row in REPORTED])
def test_what_others_asked_is_no_request(comment, told, asked):
    found = asked("Kính trình UBND tỉnh xem xét, quyết định./.", body=told)
    assert [r.formula for _, r in found] == [True]


def test_a_request_in_quotation_marks_is_no_request(asked):
    body = "Khoản 2 quy định “Sở Giao thông vận tải trình UBND tỉnh phê duyệt danh mục cầu yếu”."
    assert [r.formula for _, r in asked("Kính trình UBND tỉnh xem xét, quyết định./.", body=body)] == [True]


def test_an_opening_report_asks_nothing(asked):
    body = f"Sở Giao thông vận tải kính báo cáo Chủ tịch Ủy ban nhân dân tỉnh như sau: {BODY}"
    assert len(asked("Kính trình Chủ tịch UBND tỉnh phê duyệt phương án sửa cầu treo Bản Ngà./.", body=body)) == 1


ADDRESSEES = [
    ("Kính trình Chủ tịch UBND tỉnh phê duyệt phương án sửa cầu Bản Ngà./.", "chair"),
    ("Kính trình Ủy ban nhân dân tỉnh phê duyệt phương án sửa cầu Bản Ngà./.", "committee"),
    ("Kính trình HĐND tỉnh thông qua phương án sửa cầu Bản Ngà./.", "council"),
    ("Kính trình Hội đồng nhân dân tỉnh thông qua phương án sửa cầu Bản Ngà./.", "council"),
    ("Kính đề nghị Văn phòng UBND tỉnh thông báo lịch sửa cầu Bản Ngà./.", "other"),
    ("Kính đề nghị Sở Tài chính phân bổ 200 triệu đồng cho xã Mường Tú./.", "other"),
]


@pytest.mark.parametrize(("text", "expected"), ADDRESSEES)
def test_who_is_asked(text, expected, asked):
    ((_, request),) = asked(text)
    assert request.asked_of == expected


SPECIFIC = [
    ("a named thing", "phê duyệt phương án sửa cầu treo Bản Ngà, xã Mường Tú", True),
    ("a sum", "bổ sung 4,2 tỷ đồng từ dự phòng ngân sách tỉnh để sửa cầu Bản Ngà", True),
    ("a body and a date", "giao Sở Tài chính trình phương án trước ngày 30/11/2024", True),
    ("a paper", "ban hành Quyết định thành lập Trạm kiểm lâm Nà Tòng", True),
    ("care", "quan tâm, tạo điều kiện", False),
    ("help", "quan tâm, tháo gỡ khó khăn, vướng mắc cho đơn vị", False),
    ("direction about nothing", "cho ý kiến chỉ đạo về các nội dung nêu trên", False),
    ("money without a sum", "hỗ trợ kinh phí để thực hiện nhiệm vụ", False),
    ("a task for nobody", "chỉ đạo các sở, ngành liên quan phối hợp thực hiện", False),
    ("a decision on nothing", "phê duyệt nội dung nêu trên theo quy định", False),
]


@pytest.mark.parametrize(("comment", "what", "expected"), SPECIFIC, ids=[row[0] for row in SPECIFIC])
def test_specific_or_empty(comment, what, expected, asked):
    ((_, request),) = asked(f"Kính đề nghị Chủ tịch Ủy ban nhân dân tỉnh {what}./.")
    assert request.specific is expected


def test_the_slots_of_a_request(asked):
    ((_, request),) = asked(
        "Kính trình Chủ tịch Ủy ban nhân dân tỉnh bổ sung 4,2 tỷ đồng từ dự phòng ngân sách tỉnh để sửa cầu tại xã "
        "Mường Tú, giao UBND huyện Sốp Cộp thực hiện, hoàn thành trước ngày 30/6/2025 (có dự toán kèm theo)./."
    )
    slots = request.slots
    assert slots.amount == "4,2 tỷ đồng"
    assert slots.source.startswith("dự phòng ngân sách tỉnh")
    assert slots.scope.startswith("tại xã Mường Tú")
    assert slots.implementers.startswith("UBND huyện Sốp Cộp")
    assert "ngày 30/6/2025" in slots.deadline
    assert slots.annex


def test_a_line_break_in_the_asking_words(asked):
    ((text, _),) = asked(
        "Sở Giao thông vận tải kính\ntrình Chủ tịch Ủy ban\nnhân dân tỉnh phê duyệt phương án sửa cầu treo Bản Ngà./."
    )
    assert "kính\ntrình" in text
