"""Mentions of official documents, row by row of the marking guide."""

from __future__ import annotations

import unicodedata

import pytest

from vn_dossier_nlp.extraction.mentions import Mention, find_mentions
from vn_dossier_nlp.language.folding import fold


def seen(text: str) -> list[Mention]:
    return find_mentions(fold(text).text)


def named(text: str) -> list[tuple[str | None, str | None]]:
    """(type, number or title) of each mention."""
    return [(m.type, m.number or m.title) for m in seen(text)]


# comment, text, [(type, number or title), ...]
TYPES = [
    ("decree", "theo Nghị định số 45/2023/NĐ-CP", [("nghị định", "45/2023/NĐ-CP")]),
    ("circular", "tại Thông tư số 12/2021/TT-BTC", [("thông tư", "12/2021/TT-BTC")]),
    (
        "joint circular",
        "Thông tư liên tịch số 17/2014/TTLT-BYT-BTC",
        [
            ("thông tư liên tịch", "17/2014/TTLT-BYT-BTC"),
        ],
    ),
    ("decision", "Quyết định số 77/QĐ-UBND", [("quyết định", "77/QĐ-UBND")]),
    ("directive", "Chỉ thị số 09/CT-TTg", [("chỉ thị", "09/CT-TTg")]),
    ("resolution", "Nghị quyết số 44/2022/NQ-HĐND", [("nghị quyết", "44/2022/NQ-HĐND")]),
    ("Party conclusion", "Kết luận số 91-KL/TW", [("kết luận", "91-KL/TW")]),
    ("Party guidance", "Hướng dẫn số 14-HD/BTCTW", [("hướng dẫn", "14-HD/BTCTW")]),
    ("official letter", "Công văn số 1204/SXD-QLN", [("công văn", "1204/SXD-QLN")]),
    ("text that names no type", "Văn bản số 943/STP-XDKT", [("văn bản", "943/STP-XDKT")]),
    ("no type word at all", "đã trả lời (số 77/QĐ-UBND)", [("quyết định", "77/QĐ-UBND")]),
    ("submission", "Tờ trình số 31/TTr-SXD", [("tờ trình", "31/TTr-SXD")]),
    ("report", "Báo cáo số 8/BC-SYT", [("báo cáo", "8/BC-SYT")]),
    ("plan", "Kế hoạch số 150/KH-UBND", [("kế hoạch", "150/KH-UBND")]),
    ("notice", "Thông báo số 65/TB-VPUBND", [("thông báo", "65/TB-VPUBND")]),
    ("urgent telegram", "Công điện số 22/CĐ-TTg", [("công điện", "22/CĐ-TTg")]),
    ("consolidated text", "Văn bản hợp nhất số 11/VBHN-BTC", [("văn bản hợp nhất", "11/VBHN-BTC")]),
    ("permit", "Giấy phép số 5/GP-UBND", [("giấy phép", "5/GP-UBND")]),
    (
        "the issuer between type and number",
        "Quyết định của Chủ tịch UBND tỉnh số 77/QĐ-UBND",
        [
            ("quyết định", "77/QĐ-UBND"),
        ],
    ),
    ("law by number", "Luật số 43/2024/QH15", [("luật", "43/2024/QH15")]),
    ("law by name", "Luật Nhà ở", [("luật", "Luật Nhà ở")]),
    ("code", "Bộ luật Dân sự", [("bộ luật", "Bộ luật Dân sự")]),
    ("Constitution", "Hiến pháp năm 2013", [("hiến pháp", "Hiến pháp")]),
    ("a judgment", "Bản án số 12/2021/DS-ST", [("bản án", "12/2021/DS-ST")]),
    ("directive of 1990", "Chỉ thị số 364-CT", [("chỉ thị", "364-CT")]),
    ("a doubled body stays as written", "Nghị định 77/2021/NĐCP-CP", [("nghị định", "77/2021/NĐCP-CP")]),
    ("the heading of a chapter", "Chương I\nQUY ĐỊNH CHUNG", []),
    ("an appraisal report is a report", "Báo cáo thẩm định số 18/BCTĐ-STP", [("báo cáo", "18/BCTĐ-STP")]),
    ("decree of the President", "Sắc lệnh số 102-SL/L-004", [("sắc lệnh", "102-SL/L-004")]),
    ("Party paper with slashes", "Kết luận 178/KL/TW", [("kết luận", "178/KL/TW")]),
    (
        "joint resolution",
        "Nghị quyết liên tịch số 03/2019/NQLT/CP-UBTƯ",
        [("nghị quyết liên tịch", "03/2019/NQLT/CP-UBTƯ")],
    ),
    ("law in capitals", "NHỮNG ĐIỂM MỚI CỦA LUẬT NHÀ Ở SỐ 27/2023/QH15", [("luật", "27/2023/QH15")]),
    (
        "a law before another type",
        "Luật Nhà ở, Văn bản hợp nhất số 11/VBHN-BTC",
        [("luật", "Luật Nhà ở"), ("văn bản hợp nhất", "11/VBHN-BTC")],
    ),
    ("a law by its acronym", "theo Luật BHYT sửa đổi", [("luật", "Luật BHYT")]),
    ("short number at the end of a sentence", "đúng với Luật số 64.", [("luật", "64")]),
    ("the item label below a heading", "NGHỊ ĐỊNH\n1. Phạm vi", []),
    ("short number of an abbreviated decision", "áp dụng QĐ 45 cho", [("quyết định", "45")]),
    ("a short number is no self reference", "theo Nghị định số 45 thì", [("nghị định", "45")]),
]
LISTS = [
    (
        "the type is inherited",
        "các Nghị định số 12/2020/NĐ-CP, 13/2021/NĐ-CP và 14/2022/NĐ-CP",
        [
            ("nghị định", "12/2020/NĐ-CP"),
            ("nghị định", "13/2021/NĐ-CP"),
            ("nghị định", "14/2022/NĐ-CP"),
        ],
    ),
    (
        "letters of several bodies",
        "các Công văn số 12/STC-NS, số 88/SNV-TCBC và số 301/STP",
        [
            ("công văn", "12/STC-NS"),
            ("công văn", "88/SNV-TCBC"),
            ("công văn", "301/STP"),
        ],
    ),
    (
        "dates between",
        "Nghị định số 12/2020/NĐ-CP ngày 01/02/2020, số 13/2021/NĐ-CP ngày 03/04/2021",
        [
            ("nghị định", "12/2020/NĐ-CP"),
            ("nghị định", "13/2021/NĐ-CP"),
        ],
    ),
    (
        "two instruments in one phrase",
        "Điều 5 Nghị định số 12/2020/NĐ-CP và Điều 7 Thông tư số 3/2021/TT-BXD",
        [
            ("nghị định", "12/2020/NĐ-CP"),
            ("thông tư", "3/2021/TT-BXD"),
        ],
    ),
    (
        "an amendment chain",
        "Luật Xây dựng số 50/2014/QH13 được sửa đổi, bổ sung bởi Luật số 62/2020/QH14",
        [
            ("luật", "50/2014/QH13"),
            ("luật", "62/2020/QH14"),
        ],
    ),
    (
        "an amending law is one",
        "Luật sửa đổi, bổ sung một số điều của Luật Giá năm 2024",
        [
            ("luật", "Luật sửa đổi, bổ sung một số điều của Luật Giá"),
        ],
    ),
    (
        "a law by number names those that it amends",
        "Luật số 43/2024/QH15 sửa đổi, bổ sung một số điều của Luật Nhà ở",
        [
            ("luật", "43/2024/QH15"),
            ("luật", "Luật Nhà ở"),
        ],
    ),
    (
        "a law in the subject of a decree",
        "Nghị định số 95/2024/NĐ-CP quy định chi tiết một số điều của Luật Nhà ở",
        [
            ("nghị định", "95/2024/NĐ-CP"),
            ("luật", "Luật Nhà ở"),
        ],
    ),
]
NONE = [
    ("own header number", "SỞ XÂY DỰNG\nSố: 270/TTr-SXD\nSơn La, ngày 02 tháng 5 năm 2024"),
    ("own header number in a table cell", "SỞ XÂY DỰNG | CỘNG HÒA\nSố: 270/TTr-SXD | Sơn La"),
    ("a file code", "Nơi nhận:\n- Như trên;\n- Lưu: VT, QLN."),
    ("headings of the document", "Điều 5. Trách nhiệm của chủ đầu tư\n1. Lập dự án.\na) Khảo sát"),
    ("a heading with its title below", "Điều 6\nHiệu lực thi hành"),
    ("bodies", "Bộ Xây dựng, Sở Tư pháp và Quốc hội"),
    ("the law in general", "theo quy định của pháp luật về nhà ở"),
    ("a lawyer", "Luật sư Trần Thị B"),
    ("a plain word", "Điều này cho thấy cần thiết phải sửa chữa"),
    ("years and shares", "giai đoạn 2021-2025, đạt 24/7 và 15/17 đơn vị"),
]
SELF = [
    ("a count is no annex", "danh mục 19 dự án kèm theo Quyết định này", "quyết định", ()),
    ("a type that lost its tone", "Quyêt định này thay thê", "quyết định", ()),
    ("a chapter in a line", "giữ tên Chương III vì", None, ("Chương III",)),
    ("this law", "theo Luật này", "luật", ()),
    ("this decree", "Nghị định này có hiệu lực", "nghị định", ()),
    ("the one named above", "thực hiện Nghị định nêu trên", "nghị định", ()),
    ("the decision above", "kèm Quyết định trên, Sở", "quyết định", ()),
    ("a clause of this article", "quy định tại khoản 2 Điều này", None, ("khoản 2 Điều này",)),
    ("an article of this decree", "Điều 5 Nghị định này", "nghị định", ("Điều 5",)),
    ("a bare clause and article", "theo khoản 2 Điều 14 thì", None, ("khoản 2 Điều 14",)),
    (
        "a run of bare articles",
        "vi phạm khoản 1 Điều 6, Điều 7, Điều 9 thì",
        None,
        (
            "khoản 1 Điều 6",
            "Điều 7",
            "Điều 9",
        ),
    ),
]


@pytest.mark.parametrize(("comment", "text", "expected"), TYPES + LISTS, ids=[row[0] for row in TYPES + LISTS])
def test_type_and_number(comment, text, expected):
    assert named(text) == expected
    assert not any(m.self_reference for m in seen(text))


@pytest.mark.parametrize(("comment", "text"), NONE, ids=[row[0] for row in NONE])
def test_no_citation(comment, text):
    assert seen(text) == []


@pytest.mark.parametrize(("comment", "text", "kind", "pins"), SELF, ids=[row[0] for row in SELF])
def test_self_reference(comment, text, kind, pins):
    (mention,) = seen(text)
    assert mention.self_reference
    assert (mention.type, mention.pins) == (kind, pins)
    assert (mention.number, mention.title) == (None, None)


# comment, text, date
DATES = [
    ("a short number with its day", "Nghị định số 138 ngày 27/11/2020 của Chính phủ", "2020-11-27"),
    ("a short letter with its day", "Công văn số 88 ngày 12/8/2024", "2024-08-12"),
    ("a short number of a year", "Nghị định 115 năm 2020", "2020"),
    ("a blank day with slashes", "Tờ trình số …/TTr-KT ngày …/12/2025", "2025-12"),
    ("letters that a scan took for digits", "Quyết định số 5/QĐ-UBND ngày 3l/12/20l9", "2019-12-31"),
    ("issued on", "Chỉ thị số 18/2001/CT-TTg ban hành ngày 27/8/2001", "2001-08-27"),
    ("signed on", "Nghị quyết số 326/2016/UBTVQH14 ký ngày 30/12/2016", "2016-12-30"),
    ("slashes", "Nghị định số 45/2023/NĐ-CP ngày 03/7/2023", "2023-07-03"),
    ("in words", "Nghị định số 45/2023/NĐ-CP ngày 03 tháng 7 năm 2023 của Chính phủ", "2023-07-03"),
    ("over a line break", "Nghị định số 45/2023/NĐ-CP\nngày 03 tháng 7\nnăm 2023", "2023-07-03"),
    ("a blank day", "Quyết định số      /QĐ-UBND ngày      tháng 9 năm 2025", "2025-09"),
    ("a year", "Luật Nhà ở năm 2023", "2023"),
    ("a year alone", "Luật Nhà ở 2023", "2023"),
    ("a year with the Constitution", "Hiến pháp năm 2013", "2013"),
    ("passed on", "Luật Nhà ở được Quốc hội thông qua ngày 27/11/2023", "2023-11-27"),
    ("none", "Nghị định số 45/2023/NĐ-CP của Chính phủ", None),
    ("a date of something else", "Nghị định số 45/2023/NĐ-CP; cuộc họp ngày 03/7/2023", None),
    ("in front", "Ngày 03/7/2023, Chính phủ ban hành Nghị định số 45/2023/NĐ-CP", "2023-07-03"),
    ("a law of its number", "Luật Nhà ở số 27/2023/QH15 ngày 27 tháng 11 năm 2023", "2023-11-27"),
]


@pytest.mark.parametrize(("comment", "text", "expected"), DATES, ids=[row[0] for row in DATES])
def test_date_of_issue(comment, text, expected):
    (mention,) = seen(text)
    assert mention.date == expected


def test_one_date_at_the_end_of_a_list_belongs_to_the_last_item():
    assert [m.date for m in seen("Nghị định số 12/2020/NĐ-CP, 13/2021/NĐ-CP ngày 03/04/2021")] == [None, "2021-04-03"]


# comment, text, span, pins
SPANS = [
    (
        "from the pin to the date",
        "theo khoản 2 Điều 32 Nghị định số 45/2023/NĐ-CP ngày 03/7/2023 của Chính phủ",
        "khoản 2 Điều 32 Nghị định số 45/2023/NĐ-CP ngày 03/7/2023",
        ("khoản 2 Điều 32",),
    ),
    ("no issuer, no subject", "Quyết định số 77/QĐ-UBND của UBND tỉnh về giá đất", "Quyết định số 77/QĐ-UBND", ()),
    ("a law's name and number", "Luật Nhà ở số 27/2023/QH15 quy định", "Luật Nhà ở số 27/2023/QH15", ()),
    ("pins with của", "Điều 4 của Luật Nhà ở", "Điều 4 của Luật Nhà ở", ("Điều 4",)),
    (
        "two groups, one record",
        "khoản 2 Điều 5 và khoản 1 Điều 9 Nghị định số 45/2023/NĐ-CP",
        "khoản 2 Điều 5 và khoản 1 Điều 9 Nghị định số 45/2023/NĐ-CP",
        ("khoản 2 Điều 5", "khoản 1 Điều 9"),
    ),
    (
        "shared article",
        "điểm a, b khoản 2 và khoản 3 Điều 7 Luật Nhà ở",
        "điểm a, b khoản 2 và khoản 3 Điều 7 Luật Nhà ở",
        ("điểm a khoản 2 Điều 7", "điểm b khoản 2 Điều 7", "khoản 3 Điều 7"),
    ),
    ("a range", "từ Điều 5 đến Điều 9 Luật Nhà ở", "Điều 5 đến Điều 9 Luật Nhà ở", ("Điều 5-Điều 9",)),
    ("an annex", "Phụ lục II Nghị định số 45/2023/NĐ-CP", "Phụ lục II Nghị định số 45/2023/NĐ-CP", ("Phụ lục II",)),
    (
        "a form issued with a circular",
        "Mẫu số 03 ban hành kèm theo Thông tư số 12/2021/TT-BTC",
        "Mẫu số 03 ban hành kèm theo Thông tư số 12/2021/TT-BTC",
        ("Mẫu số 03",),
    ),
    ("a later item begins at its digits", "Nghị định số 12/2020/NĐ-CP", "Nghị định số 12/2020/NĐ-CP", ()),
    (
        "a line break inside",
        "khoản 2 Điều 32\nNghị định số\n45/2023/NĐ-\nCP",
        "khoản 2 Điều 32\nNghị định số\n45/2023/NĐ-\nCP",
        ("khoản 2 Điều 32",),
    ),
    ("a glued footnote stays outside", "Nghị định số 45/2023/NĐ-CP2 của", "Nghị định số 45/2023/NĐ-CP", ()),
]


@pytest.mark.parametrize(("comment", "text", "span", "pins"), SPANS, ids=[row[0] for row in SPANS])
def test_span_and_pins(comment, text, span, pins):
    (mention,) = seen(text)
    assert text[mention.start : mention.end] == span
    assert mention.pins == pins


def test_later_items_of_a_list_are_their_digits_alone():
    text = "các Nghị định số 12/2020/NĐ-CP, số 13/2021/NĐ-CP"
    assert [text[m.start : m.end] for m in seen(text)] == ["Nghị định số 12/2020/NĐ-CP", "13/2021/NĐ-CP"]


TEXT = "theo khoản 2 Điều 32 Nghị định số 45/2023/NĐ-CP ngày 03 tháng 7 năm 2023"
NOISE = [
    ("decomposed letters", unicodedata.normalize("NFD", TEXT)),
    ("eth for đ", TEXT.replace("Đ", "\u00d0").replace("đ", "\u00f0")),
    ("a lost hyphen", TEXT.replace("NĐ-CP", "NĐCP")),
    ("a line break inside", TEXT.replace("NĐ-CP", "NĐ-\nCP")),
    ("a footnote digit", TEXT.replace("NĐ-CP", "NĐ-CP1")),
    ("blanks", TEXT.replace("45/2023/NĐ-CP", "45 / 2023 /NĐ - CP")),
    ("hard blanks", TEXT.replace(" ", "\u00a0")),
    ("soft hyphens", TEXT.replace("Nghị", "Ng\u00adhị").replace("2023/", "20\u00ad23/")),
    ("en dash", TEXT.replace("-", "\u2013")),
    ("em dash", TEXT.replace("-", "\u2014")),
    ("a word stuck behind", TEXT.replace("NĐ-CP ngày", "NĐ-CPngày")),
    ("the type stuck to the article", TEXT.replace("32 Nghị", "32Nghị")),
    ("the number word stuck to the type", TEXT.replace("định số", "địnhsố")),
    ("a bar that a scan lost", TEXT.replace("NĐ-CP", "ND-CP")),
    ("doubled blanks", TEXT.replace(" ", "  ")),
]


@pytest.mark.parametrize(("comment", "text"), NOISE, ids=[row[0] for row in NOISE])
def test_noise_changes_nothing(comment, text):
    (mention,) = seen(text)
    assert (mention.type, mention.number, mention.pins) == ("nghị định", "45/2023/NĐ-CP", ("khoản 2 Điều 32",))
    if comment != "a footnote digit":
        assert mention.date == "2023-07-03"


@pytest.mark.parametrize(("comment", "text"), NOISE, ids=[row[0] for row in NOISE])
def test_the_raw_span_runs_from_the_pin_to_the_date(comment, text):
    folded = fold(text)
    (mention,) = find_mentions(folded.text)
    left, right = folded.raw(mention.start, mention.end)
    assert text[left:].startswith("kh")
    if comment != "a footnote digit":
        assert right == len(text)


def test_own_name_in_the_caption_is_no_citation():
    text = "SỞ XÂY DỰNG\nSố: 270/TTr-SXD\n\nTờ trình số 270/TTr-SXD\nCăn cứ Quyết định số 77/QĐ-UBND"
    assert [m.number for m in seen(text)] == ["77/QĐ-UBND"]


def test_mentions_do_not_overlap_and_are_in_order():
    text = " ".join(row[1] for row in TYPES + LISTS + SPANS)
    found = seen(text)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Mua máy CT 128 lát cắt.", []),
        ("Theo CT 128/CT-TTg và NĐ 30/2020/NĐ-CP.", ["128/CT-TTg", "30/2020/NĐ-CP"]),
        ("Theo TT 107 của Bộ Tài chính.", ["107"]),
    ],
)
def test_abbreviated_types(text, numbers):
    assert [mention.number for mention in find_mentions(text)] == numbers


HOSTILE = [
    ("blanks between numbers", "1/2020/NĐ-CP" + " " * 20_000 + "x 2/2020/NĐ-CP"),
    ("blanks after a number", "Nghị định số 1/2020/NĐ-CP" + " " * 20_000 + "x"),
    ("blanks before a number", ("Nghị định của aa" + " " * 108 + "x 1/NĐ-CP\n") * 200),
    ("amending without end", "Luật sửa đổi " * 4_000),
    ("laws without end", "Luật sửa đổi Luật Đất đai và " * 2_000),
    ("marks without end", "a" + "\u0301\u0323" * 20_000),
]


@pytest.mark.parametrize(("comment", "text"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_a_hostile_text_costs_no_time(comment, text):
    """A test that hangs is stopped by the run; each of these took minutes or crashed once."""
    assert len(seen(text)) < 5_000


def test_shared_places_stay_few():
    articles = ", ".join(map(str, range(1, 60)))
    found = seen(f"điểm a, b, c các khoản {articles} các Điều {articles} Nghị định số 1/2020/NĐ-CP")
    assert len(found[0].pins) <= 400


def test_a_list_does_not_lend_a_year_to_a_number_that_has_one():
    assert [one.number for one in seen("Nghị định 87/2015 và 31/2014/NĐ-CP")] == ["87/2015/NĐ-CP", "31/2014/NĐ-CP"]


def test_letters_in_the_year_of_a_law_are_put_right():
    assert [one.number for one in seen("Luật Đất đai số 45/2O13/QH13")] == ["45/2013/QH13"]
