"""Contradictions between a submission and its papers: what must be seen, what must not."""

from __future__ import annotations

import time

import pytest
from letters import letter

from vn_dossier_nlp.regulation.consistency import compare, contradictions
from vn_dossier_nlp.regulation.figures import to_number
from vn_dossier_nlp.regulation.papers import Paper

DRAFT = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA
Số:     /QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

QUYẾT ĐỊNH
Phê duyệt dự án xây dựng lại cầu treo Bản Ngà

{bases}
Theo đề nghị của Sở Giao thông vận tải tại Tờ trình số {own}.
QUYẾT ĐỊNH:
Điều 1. {body}
Nơi nhận:
- Lưu: VT.
"""
OWN = "41/TTr-SGTVT ngày 02/10/2024"


def draft(body: str, own: str = OWN, bases: str = "Căn cứ Luật Xây dựng ngày 18/6/2014;") -> str:
    return DRAFT.format(body=body, own=own, bases=bases)


def pairs(here: str, there: str, understood, role: str = "draft") -> list[tuple[str, str, str]]:
    main, other = understood(here), understood(there)
    return [
        (one.kind, main.text[slice(*one.here)], (other if one.file else main).text[slice(*one.there)])
        for one in contradictions(main, [Paper("b.txt", role, other)])
    ]


TWO = [  # (what it is, words of the submission, words of the draft, what differs)
    ("a total", "Tổng mức đầu tư: 4.250 triệu đồng.", "Tổng mức đầu tư: 4.520 triệu đồng.",
     [("amount", "Tổng mức đầu tư: 4.250 triệu đồng", "Tổng mức đầu tư: 4.520 triệu đồng")]),
    ("a total, more said", "Tổng mức đầu tư là 4.250 triệu đồng.", "Tổng mức đầu tư của dự án: 4.520 triệu đồng.",
     [("amount", "Tổng mức đầu tư là 4.250 triệu đồng", "Tổng mức đầu tư của dự án: 4.520 triệu đồng")]),
    ("an area in another unit", "Tổng diện tích thu hồi 2,85 ha.", "Tổng diện tích thu hồi: 25.800 m2.",
     [("amount", "Tổng diện tích thu hồi 2,85 ha", "Tổng diện tích thu hồi: 25.800 m2")]),
    ("a day", "Thời gian hoàn thành công trình: trước ngày 30/6/2025.",
     "Thời gian hoàn thành công trình: trước ngày 30/9/2025.",
     [("date", "Thời gian hoàn thành công trình: trước ngày 30/6/2025",
       "Thời gian hoàn thành công trình: trước ngày 30/9/2025")]),
    ("a figure in brackets", "Giao nhà công vụ xã Mường Tú (2.340 m2 đất).",
     "Giao nhà công vụ xã Mường Tú (2.430 m2 đất).",
     [("amount", "Giao nhà công vụ xã Mường Tú (2.340 m2", "Giao nhà công vụ xã Mường Tú (2.430 m2")]),
    ("the date of a decree", "Nghị định số 15/2021/NĐ-CP ngày 03/3/2021 quy định việc này.",
     "Nghị định số 15/2021/NĐ-CP ngày 13/3/2021 quy định việc này.",
     [("date", "Nghị định số 15/2021/NĐ-CP ngày 03/3/2021", "Nghị định số 15/2021/NĐ-CP ngày 13/3/2021")]),
    ("a name", "Giao Trường Tiểu học Lò Văn Giá bảo vệ.", "Giao Trường Tiểu học Lò Văn Giáp bảo vệ.",
     [("name", "Tiểu học Lò Văn Giá", "Tiểu học Lò Văn Giáp")]),
    ("the same sum, rounded", "Tổng mức đầu tư: 4.250 triệu đồng.", "Tổng mức đầu tư: 4,25 tỷ đồng.", []),
    ("less exactly", "Tổng mức đầu tư: 4.250 triệu đồng.", "Tổng mức đầu tư: 4,2 tỷ đồng.", []),
    ("about", "Tổng mức đầu tư: 4.250 triệu đồng.", "Tổng mức đầu tư khoảng 5 tỷ đồng.", []),
    ("a change", "Tổng mức đầu tư tăng từ 4.250 triệu đồng lên 4.520 triệu đồng.",
     "Tổng mức đầu tư: 4.520 triệu đồng.", []),
    ("both know both", "Tổng mức đầu tư: 4.250 triệu đồng, năm ngoái xin 4.520 triệu đồng.",
     "Tổng mức đầu tư: 4.520 triệu đồng.", []),
    ("of other years", "Tổng kinh phí năm 2024 là 900 triệu đồng.", "Tổng kinh phí năm 2025 là 950 triệu đồng.", []),
    ("the same words twice", "Kinh phí đợt này là 10 triệu đồng. Kinh phí đợt này là 12 triệu đồng.",
     "Kinh phí đợt này là 15 triệu đồng.", []),
    ("of other things", "Chi phí xây dựng là 3.100 triệu đồng.", "Chi phí thiết bị là 210 triệu đồng.", []),
    ("short words within other sentences", "Kho cũ của huyện, diện tích 840 m2.",
     "Khu đất tại bản Ngà, diện tích 2 ha.", []),
    ("another deadline", "Huyện bàn giao mặt bằng trước ngày 30/3/2025.",
     "Sở quyết toán vốn trước ngày 30/12/2025.", []),
    ("another village", "Cầu nối thôn Đoàn Kết 1.", "Cầu nối thôn Đoàn Kết 2.", []),
    ("ways of writing a name", "Cầu thuộc xã Đắk Mỹ Lâm.", "Cầu thuộc xã Đăk Mĩ Lâm.", []),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "here", "there", "expected"), TWO, ids=[row[0] for row in TWO])
def test_two_files(comment, here, there, expected, understood):
    assert pairs(letter(body=here, request="Sở kính trình phê duyệt."), draft(there), understood) == expected


OWN_NUMBERS = [
    ("the same", OWN, []),
    ("another number", "14/TTr-SGTVT ngày 02/10/2024", [("number", "41/TTr-SGTVT", "14/TTr-SGTVT")]),
    ("another day", "41/TTr-SGTVT ngày 12/10/2024",
     [("date", "ngày 02 tháng 10 năm 2024", "Tờ trình số 41/TTr-SGTVT ngày 12/10/2024")]),
    ("an earlier one", "39/TTr-SGTVT ngày 05/8/2024", []),
    ("of another body", "7/TTr-SXD ngày 02/10/2024", []),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "own", "expected"), OWN_NUMBERS, ids=[row[0] for row in OWN_NUMBERS])
def test_the_submission_as_the_draft_names_it(comment, own, expected, understood):
    assert pairs(letter(), draft("Phê duyệt dự án.", own), understood) == expected


def test_a_resolution_with_its_digits_turned(understood):
    title = "ngày 11/12/2023 của Hội đồng nhân dân tỉnh về kế hoạch đầu tư công năm 2024 của tỉnh"
    bases = f"Căn cứ Nghị quyết số 118/NQ-HĐND {title};"
    turned = f"Căn cứ Nghị quyết số 181/NQ-HĐND {title};"
    found = pairs(letter(bases=bases), draft("Phê duyệt dự án.", bases=turned), understood)
    assert found == [("number", "118/NQ-HĐND", "181/NQ-HĐND")]
    other = turned.replace("kế hoạch đầu tư công", "dự toán ngân sách")
    assert pairs(letter(bases=bases), draft("Phê duyệt dự án.", bases=other), understood) == []


WITHIN = [
    ("words and figures", "Hỗ trợ 5.250.000.000 đồng (Bằng chữ: Năm tỷ hai trăm triệu đồng).",
     [("amount", "5.250.000.000 đồng", "Năm tỷ hai trăm triệu đồng")]),
    ("the words first", "Hỗ trợ năm tỷ đồng (5.500.000.000 đồng).", [("amount", "năm tỷ đồng", "5.500.000.000 đồng")]),
    ("a count", "Thời hạn 03 (bốn) năm.", [("amount", "03", "bốn")]),
    ("the same", "Hỗ trợ 45.300 triệu đồng (Bốn mươi lăm tỷ ba trăm triệu đồng); 03 (ba) năm.", []),
    ("no sum in words", "Mức 300.000 đồng, không đồng ý mức 500.000 đồng.", []),
    ("what cannot be read", "Hỗ trợ 205 đồng (hai trăm năm đồng).", []),
    ("a year", "Hỗ trợ 5 triệu đồng (năm 2024).", []),
    ("a table", "TT | Nội dung | Thành tiền\n1 | Mố cầu | 2.000\n2 | Dây cáp | 1.500\nTổng cộng | | 3.600",
     [("amount", "3.600", "2.000\n2 | Dây cáp | 1.500")]),
    ("a table that adds up", "TT | Nội dung | Thành tiền\n1 | Mố cầu | 2.000\n2 | Dây cáp | 1.500\nTổng cộng | | 3.500",
     []),
    ("groups", "TT | Nội dung | Thành tiền\nI | Xây dựng | 2.000\n1 | Mố | 2.000\n2 | Cáp | 1.500\nTổng cộng | | 3.500",
     []),
    ("prices", "TT | Nội dung | Đơn giá\n1 | Mố cầu | 2.000\n2 | Dây cáp | 1.500\nTổng cộng | | 9.000", []),
    ("rounded", "TT | Nội dung | Kinh phí\n1 | Mố cầu | 2.000,4\n2 | Dây cáp | 1.500,3\nTổng cộng | | 3.501", []),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "text", "expected"), WITHIN, ids=[row[0] for row in WITHIN])
def test_in_the_submission_itself(comment, text, expected, understood):
    main = understood(letter(body=text))
    found = contradictions(main, [])
    assert [(one.kind, main.text[slice(*one.here)], main.text[slice(*one.there)]) for one in found] == expected
    assert all(one.file is None for one in found)


ANNEX = """PHỤ LỤC
DỰ TOÁN KINH PHÍ
Đơn vị tính: triệu đồng
TT | Nội dung | Thành tiền
1 | Mố cầu | 2.600
2 | Dây cáp | 1.700
Tổng cộng | | {total}
"""


@pytest.mark.parametrize(
    ("body", "total", "expected"),
    [
        ("Tổng mức đầu tư: 4.200 triệu đồng (Phụ lục kèm theo).", "4.300",
         [("amount", "Tổng mức đầu tư: 4.200 triệu đồng", "Tổng cộng | | 4.300")]),
        ("Tổng mức đầu tư: 4.300 triệu đồng (Phụ lục kèm theo).", "4.300", []),
        ("Tổng mức đầu tư: 4,3 tỷ đồng (Phụ lục kèm theo).", "4.300", []),
        ("Tổng mức đầu tư: 4.200 triệu đồng; tổng chi phí quản lý: 90 triệu đồng.", "4.300", []),
        ("Huyện góp 4.200 triệu đồng.", "4.300", []),
    ],
)  # fmt: skip
def test_the_total_of_an_annex(body, total, expected, understood):
    main = letter(body=body, request="Sở kính trình phê duyệt.")
    assert pairs(main, ANNEX.format(total=total), understood, "annex") == expected


def test_an_issued_decision_may_say_other_things(understood):
    issued = draft("Tổng mức đầu tư: 3.100 triệu đồng.").replace("Số:     /", "Số: 12/")
    assert pairs(letter(body="Tổng mức đầu tư: 4.200 triệu đồng."), issued, understood, "annex") == []


def test_figures_that_agree_are_kept(understood):
    main = understood(letter(body="Tổng mức đầu tư: 4.250 triệu đồng.", request="Sở kính trình phê duyệt."))
    found = compare(main, [Paper("b", "draft", understood(draft("Tổng mức đầu tư: 4,25 tỷ đồng.")))])
    assert found.contradictions == ()
    assert [main.text[slice(*place)] for place in found.agreeing] == ["Tổng mức đầu tư: 4.250 triệu đồng"]


def test_numbers():
    assert to_number("1.234.567,25") == 1234567 + to_number("0,25")
    assert to_number("3,5") * 2 == 7


HOSTILE = [
    ("one label", lambda n: "kinh phí hỗ trợ đợt này là 12 triệu đồng; " * n),
    ("many sums", lambda n: "".join(f"kinh phí hỗ trợ đợt này là {i} triệu đồng; " for i in range(n))),
    (
        "instruments",
        lambda n: "".join(f"Quyết định số {i}/QĐ-UBND ngày 30/6/2023 về việc a b c d e f; " for i in range(n)),
    ),
    ("rows", lambda n: "TT | Tên | Thành tiền\n" + "1 | x y | 12\n" * n + "Tổng cộng | | 5\n"),
    ("names", lambda n: "của trường Lê Văn Tiết " * n),
    ("numerals", lambda n: "năm trăm " * 3 * n + "đồng"),
    ("quotes", lambda n: "“" * 10 * n),
]


@pytest.mark.parametrize(("comment", "make"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_long_texts_stay_linear(comment, make, understood):
    main = understood(letter(body=make(3000)))
    start = time.perf_counter()
    compare(main, [Paper("b", "draft", main), Paper("c", "annex", main)])
    assert time.perf_counter() - start < 8
