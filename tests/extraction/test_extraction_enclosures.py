"""Papers that a text says are attached: forms, kinds, names, traps; long lists stay linear."""

from __future__ import annotations

import time

import pytest
from letters import letter

from vn_dossier_nlp.extraction.enclosures import find_enclosures, grammar, kind_of

FORMS = [(form.name, text, form.pattern) for form in grammar().forms for text in form.matches]
NO_FORMS = [(form.name, text, form.pattern) for form in grammar().forms for text in form.rejects]
KINDS = [(row.kind, text, row.pattern) for row in grammar().kinds for text in row.matches]
NO_KINDS = [(row.kind, text, row.pattern) for row in grammar().kinds for text in row.rejects]


@pytest.mark.parametrize(("name", "text", "pattern"), FORMS + KINDS)
def test_a_row_finds_its_examples(name, text, pattern):
    assert pattern.search(text)


@pytest.mark.parametrize(("name", "text", "pattern"), NO_FORMS + NO_KINDS)
def test_a_row_passes_over_its_counter_examples(name, text, pattern):
    assert not pattern.search(text)


def test_every_row_has_examples_of_both_kinds():
    assert all(row.matches and row.rejects for row in (*grammar().forms, *grammar().kinds))


REQUEST = "Sở kính trình Chủ tịch Ủy ban nhân dân tỉnh phê duyệt dự án xây dựng lại cầu treo Bản Ngà."
ROWS = [
    ("a bracket", "(Kèm theo dự thảo Quyết định)./.", [("draft", "dự thảo Quyết định")]),
    (
        "semicolons",
        "Gửi kèm: dự thảo Quyết định; Báo cáo thẩm định của Sở Xây dựng; 05 bản vẽ./.",
        [
            ("draft", "dự thảo Quyết định"),
            ("appraisal", "Báo cáo thẩm định của Sở Xây dựng"),
            ("annex", "05 bản vẽ"),
        ],
    ),
    (
        "numbers in a line",
        "(Xin gửi kèm theo Tờ trình này: (1) Dự thảo Quyết định; (2) Bảng tổng hợp ý kiến góp ý)./.",
        [("draft", "Dự thảo Quyết định"), ("opinion", "Bảng tổng hợp ý kiến góp ý")],
    ),
    (
        "numbers, one a line",
        "Hồ sơ trình gồm:\n1. Dự thảo Quyết định;\n2. Thuyết minh thiết kế,\nkèm bản vẽ;\n"
        "3. Biên bản kiểm tra.\nTrân trọng./.",
        [
            ("draft", "Dự thảo Quyết định"),
            ("other", "Thuyết minh thiết kế, kèm bản vẽ"),
            ("other", "Biên bản kiểm tra"),
        ],
    ),
    (
        "after the signature",
        "Kính trình xem xét./.\n\nNơi nhận:\n- Như trên.\nGIÁM ĐỐC\n\nTài liệu gửi kèm:\n- Dự thảo Quyết định\n"
        "- Danh sách hộ dân\n",
        [("draft", "Dự thảo Quyết định"), ("annex", "Danh sách hộ dân")],
    ),
    ("behind its name", "Hỗ trợ 24 hộ (có danh sách kèm theo).", [("annex", "danh sách")]),
    ("behind the bracket", "Trình dự thảo Kế hoạch (kèm theo).", [("draft", "dự thảo Kế hoạch")]),
    (
        "several behind each other",
        "Đề án, sơ đồ khu đất và dự thảo văn bản chấp thuận được gửi kèm.",
        [("other", "Đề án"), ("annex", "sơ đồ khu đất"), ("draft", "dự thảo văn bản chấp thuận")],
    ),
    ("an annex", "Tổng mức đầu tư 12 tỷ đồng (chi tiết tại Phụ lục II).", [("annex", "Phụ lục II")]),
    ("an annex that is attached", "Phân bổ theo Phụ lục đính kèm.", [("annex", "Phụ lục")]),
    (
        "commas inside a name",
        "Gửi kèm: bảng tổng hợp, tiếp thu, giải trình ý kiến; danh sách hộ, khẩu bị ảnh hưởng./.",
        [("opinion", "bảng tổng hợp, tiếp thu, giải trình ý kiến"), ("annex", "danh sách hộ, khẩu bị ảnh hưởng")],
    ),
    (
        "a letter by its number",
        "Kèm theo: Công văn số 311/STC-ĐT ngày 02/02/2024 của Sở Tài chính; dự thảo Quyết định./.",
        [("opinion", "Công văn số 311/STC-ĐT ngày 02/02/2024 của Sở Tài chính"), ("draft", "dự thảo Quyết định")],
    ),
    ("said twice", "Có dự thảo kèm theo. (Gửi kèm: dự thảo Quyết định).", [("draft", "dự thảo Quyết định")]),
    ("an annex of an instrument", "Quy chế ban hành kèm theo Quyết định số 119/QĐ-UBND.", []),
    ("an annex of a decree", "Mẫu số 15 Phụ lục III kèm theo Nghị định số 126/2024/NĐ-CP.", []),
    ("a letter of the past", "Sở đã gửi kèm Công văn số 9 dự thảo để lấy ý kiến.", []),
    ("papers of another letter", "Sau khi rà soát hồ sơ kèm theo Công văn số 02/BC-LĐ, Sở báo cáo như sau.", []),
    ("conditions", "Giao đất kèm theo các điều kiện sau đây.", []),
    ("an addendum of a contract", "Kiểm soát chi theo phụ lục hợp đồng số 04.", []),
    ("a regulation to be issued", "Đề nghị ký ban hành Quyết định kèm theo Quy định quản lý trạm cấp nước.", []),
]


@pytest.mark.parametrize(("comment", "text", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_said_to_be_attached(comment, text, expected, understood):
    submission = understood(letter(request=f"{REQUEST} {text}"))
    found = find_enclosures(submission)
    assert [(one.kind, one.name) for one in found] == expected
    assert all(" ".join(submission.text[one.start : one.end].split()) == one.name for one in found)


def test_the_annex_behind_the_submission_names_nothing(understood):
    text = letter() + "\nPHỤ LỤC\nDANH SÁCH HỘ\n(Kèm theo Tờ trình số 41/TTr-SGTVT)\nbản đồ kèm theo.\n"
    assert find_enclosures(understood(text)) == ()


def test_kinds():
    assert kind_of("Văn bản thẩm định số 12/SXD-QLXD") == "appraisal"
    assert kind_of("hai công văn của các sở") == "opinion"
    assert kind_of("hợp đồng") == "other"


HOSTILE = [
    ("ten thousand items", lambda n: "Hồ sơ kèm theo:\n" + "".join(f"{i}. Danh sách số {i};\n" for i in range(n))),
    ("one line", lambda n: "Gửi kèm: " + ", ".join(f"Phụ lục {i}" for i in range(n)) + "."),
    ("brackets", lambda n: "(" * 10 * n + "kèm theo"),
    ("leads", lambda n: "Gửi kèm: " * n),
    ("again and again", lambda n: "kèm theo. " * n),
    ("blank lines", lambda n: "Gửi kèm:" + " \n" * 5 * n),
]


@pytest.mark.parametrize(("comment", "make"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_long_lists_stay_linear(comment, make, understood):
    submission = understood(letter(body=make(10_000)))
    start = time.perf_counter()
    found = find_enclosures(submission)
    assert time.perf_counter() - start < 5
    assert comment != "ten thousand items" or len(found) == 10_000
