"""The purpose of a submission: a table of titles and requests with traps, and the signs that it rests on."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from letters import letter

from vn_dossier_nlp.regulation.purpose import find_purpose
from vn_dossier_nlp.regulation.signs import signs

TABLE = Path(__file__).parents[1] / "data" / "purposes.csv"
with TABLE.open(encoding="utf-8", newline="") as stream:
    CASES = [tuple(row.values()) for row in csv.DictReader(stream)]
VALUES = {
    "individual_decision",
    "normative_draft",
    "plan_scheme_report",
    "budget",
    "personnel",
    "request_direction",
    "forwarding",
    "other",
}
MATCHES = [(sign.name, text) for sign in signs() for text in sign.matches]
REJECTS = [(sign.name, text) for sign in signs() for text in sign.rejects]


def pattern_of(name):
    return next(sign.pattern for sign in signs() if sign.name == name)


@pytest.mark.parametrize(("purpose", "subject", "request_"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES])
def test_the_purpose_of_a_title_and_a_request(purpose, subject, request_, understood):
    submission = understood(letter("", f"{request_}./.", subject=subject))
    found = find_purpose(submission)
    assert found.value == purpose
    assert found.evidence
    assert all(0 <= a < b <= len(submission.text) for a, b in found.evidence)


def test_the_table_holds_every_purpose():
    assert {case[0] for case in CASES} == VALUES == {sign.purpose for sign in signs()}


@pytest.mark.parametrize(("name", "text"), MATCHES)
def test_a_sign_finds_its_examples(name, text):
    assert pattern_of(name).search(text)


@pytest.mark.parametrize(("name", "text"), REJECTS)
def test_a_sign_passes_over_its_counter_examples(name, text):
    assert not pattern_of(name).search(text)


def test_every_sign_has_examples_and_a_source():
    assert all(sign.matches and sign.rejects and sign.source and 0 < sign.weight <= 6 for sign in signs())
    assert len({sign.name for sign in signs()}) == len(signs())


BODY = "Mưa lũ ngày 04/9/2024 làm sạt 120 m taluy, 42 hộ bản Pá Lau bị cô lập."
ITEMS = (
    "Từ tình hình trên, Sở kính đề nghị Ủy ban nhân dân tỉnh:\n\n"
    "1. Cho phép UBND xã Mường Tú tổ chức Lễ hội Hoa ban năm 2025.\n\n"
    "2. Hỗ trợ 120 triệu đồng từ ngân sách tỉnh./."
)
TEXTS = [
    ("the first of two products", "individual_decision", "Về việc tổ chức Lễ hội Hoa ban", BODY, ITEMS),
    ("a bare formula rests on the title", "individual_decision", "Về việc giải thể Hội Dược liệu tỉnh", BODY,
     "Kính trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định."),
    ("a bare formula rests on the sentence before", "personnel", "Về việc của Trung tâm",
     "Sở đề nghị bổ nhiệm ông Lò Văn Mẫu giữ chức Giám đốc Trung tâm.",
     "Kính trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định."),
    ("what the request is for does not sort it", "request_direction", "Về công tác giảm nghèo", BODY,
     "Sở kính đề nghị Ủy ban nhân dân tỉnh quan tâm, chỉ đạo để Sở hoàn thành Đề án giảm nghèo."),
    ("what was decided before does not sort it", "request_direction", "Về khó khăn sau sáp nhập Hội", BODY,
     "Sở kính đề nghị Ủy ban nhân dân tỉnh cho ý kiến chỉ đạo về những vướng mắc sau khi sáp nhập Hội."),
    ("care for a named sum is money", "budget", "Về việc sửa chữa cầu Bản Ngà", BODY,
     "UBND xã kính đề nghị UBND tỉnh quan tâm, quyết định hỗ trợ 320 triệu đồng để sửa chữa cầu Bản Ngà."),
    ("the law on normative documents speaks for a rule", "normative_draft", "Về chính sách hỗ trợ học sinh bán trú",
     "Căn cứ Luật Ban hành văn bản quy phạm pháp luật ngày 19/02/2025;\n\n" + BODY,
     "Ủy ban nhân dân tỉnh kính trình Hội đồng nhân dân tỉnh xem xét, ban hành chính sách hỗ trợ học sinh bán trú."),
    ("no title and a vague request", "request_direction", "", BODY,
     "Hợp tác xã kính mong Chủ tịch Ủy ban nhân dân tỉnh quan tâm, giúp đỡ."),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "expected", "subject", "body", "request_"), TEXTS, ids=[row[0] for row in TEXTS])
def test_the_purpose_of_a_text(comment, expected, subject, body, request_, understood):
    assert find_purpose(understood(letter(body, request_, subject=subject))).value == expected


def test_the_evidence_begins_at_the_words_that_decide(understood):
    request = "Sở kính trình Chủ tịch Ủy ban nhân dân tỉnh ký Quyết định thu hồi 2.140 m2 đất tại bản Nà Tòng."
    submission = understood(letter(BODY, request, subject="Về việc thu hồi đất tại bản Nà Tòng"))
    found = find_purpose(submission)
    shown = [submission.text[start:end] for start, end in found.evidence]
    assert found.value == "individual_decision"
    assert all("thu hồi" in piece for piece in shown)
    assert any(submission.text.index(piece) < submission.text.index("Kính gửi") for piece in shown)


@pytest.mark.parametrize("blow", ["về việc " * 4000, "(" * 5000, "phê duyệt " * 3000, "x" * 60000, "a;" * 20000])
def test_a_hostile_title_is_read_in_time(blow, understood):
    assert find_purpose(understood(letter(BODY, f"Sở kính trình UBND tỉnh {blow}.", subject=blow[:3000]))).value
