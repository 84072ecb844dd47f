"""Which file is which paper that the text names."""

from __future__ import annotations

import pytest
from letters import letter

from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.regulation.comparing_data import data
from vn_dossier_nlp.regulation.components import components
from vn_dossier_nlp.regulation.papers import Paper

MATCHES = [(row, text) for row in data().patterns.values() for text in row.matches]
REJECTS = [(row, text) for row in data().patterns.values() for text in row.rejects]


@pytest.mark.parametrize(("row", "text"), MATCHES, ids=[f"{row.name} {text}" for row, text in MATCHES])
def test_a_pattern_finds_its_examples(row, text):
    assert row.pattern.search(text)


@pytest.mark.parametrize(("row", "text"), REJECTS, ids=[f"{row.name} {text}" for row, text in REJECTS])
def test_a_pattern_passes_over_its_counter_examples(row, text):
    found = row.pattern.match(text) if row.name == "in_figures" else row.pattern.search(text)
    assert not found


DECISION = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA
Số:     /QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

QUYẾT ĐỊNH
Phê duyệt dự án cầu treo Bản Ngà

Điều 1. Phê duyệt dự án.
"""
PLAN = DECISION.replace("QUYẾT ĐỊNH\nPhê duyệt dự án", "KẾ HOẠCH\nXây dựng").replace("QĐ-UBND", "KH-UBND")
FINANCE = """UBND TỈNH SƠN LA
SỞ TÀI CHÍNH
Số: 311/STC-ĐT
V/v ý kiến về cầu treo Bản Ngà
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Sơn La, ngày 25 tháng 9 năm 2024

Kính gửi: Sở Giao thông vận tải

Sở Tài chính thống nhất.
"""
HOME = FINANCE.replace("TÀI CHÍNH", "NỘI VỤ").replace("311/STC-ĐT", "77/SNV-TC")
APPRAISAL = (
    FINANCE.replace("V/v ý kiến", "V/v thẩm định").replace("TÀI CHÍNH", "XÂY DỰNG").replace("STC-ĐT", "SXD-QLXD")
)
ANNEX_1 = "PHỤ LỤC I\nDANH SÁCH HỘ\n(Kèm theo Tờ trình số 41/TTr-SGTVT)\n1. Lò A\n"
ANNEX = "PHỤ LỤC\nDự toán kinh phí\n1. Mố cầu\n"
LIST = "DANH SÁCH\n24 hộ bị chia cắt\n1. Lò A\n"
FILES = {
    "a.txt": ("draft", DECISION),
    "b.txt": ("draft", PLAN),
    "c.txt": ("opinion", FINANCE),
    "d.txt": ("opinion", HOME),
    "e.txt": ("appraisal", APPRAISAL),
    "f.txt": ("annex", ANNEX_1),
    "g.txt": ("annex", ANNEX),
    "h.txt": ("annex", LIST),
    "scan_du_thao.pdf": (None, None),
    "scan.pdf": (None, None),
    "bien_ban_hop.txt": ("other", "Hôm nay các bên họp.\n"),
}
ROWS = [
    ("a draft by its type", "dự thảo Quyết định", "b.txt a.txt", ["a.txt"], ["b.txt"]),
    ("a draft that is missing", "dự thảo Quyết định", "b.txt", [None], ["b.txt"]),
    ("a draft of any type", "dự thảo văn bản", "b.txt", ["b.txt"], []),
    ("an unread draft by its name", "dự thảo Quyết định", "scan_du_thao.pdf", ["scan_du_thao.pdf"], []),
    ("an unread file", "dự thảo Quyết định", "scan.pdf", [None], ["scan.pdf"]),
    ("a letter by its number", "Công văn số 311/STC-ĐT", "d.txt c.txt", ["c.txt"], ["d.txt"]),
    ("a letter of another number", "Công văn số 312/STC-ĐT", "c.txt", [None], ["c.txt"]),
    ("all letters", "các văn bản tham gia ý kiến", "c.txt d.txt", ["c.txt", "d.txt"], []),
    ("a letter by its body", "văn bản góp ý của Sở Nội vụ", "c.txt d.txt", ["d.txt"], ["c.txt"]),
    ("an appraisal", "Báo cáo thẩm định của Sở Xây dựng", "c.txt e.txt", ["e.txt"], ["c.txt"]),
    ("an appraisal of another body", "Báo cáo thẩm định của Sở Tư pháp", "e.txt", [None], ["e.txt"]),
    ("an annex by its number", "Phụ lục I", "g.txt f.txt", ["f.txt"], ["g.txt"]),
    ("the other annex", "Phụ lục II", "f.txt", [None], ["f.txt"]),
    ("an annex by its words", "Phụ lục dự toán kinh phí", "f.txt g.txt", ["g.txt"], ["f.txt"]),
    ("a list by its words", "danh sách 24 hộ bị chia cắt", "f.txt h.txt", ["h.txt"], ["f.txt"]),
    ("by the name of the file", "biên bản họp", "bien_ban_hop.txt", ["bien_ban_hop.txt"], []),
    ("no certain paper", "hồ sơ liên quan", "c.txt bien_ban_hop.txt", ["c.txt", "bien_ban_hop.txt"], []),
]


@pytest.mark.parametrize(("comment", "name", "files", "found", "unnamed"), ROWS, ids=[row[0] for row in ROWS])
def test_a_name_and_the_files(comment, name, files, found, unnamed, understood):
    main = understood(letter(request=f"Sở kính trình phê duyệt dự án. Gửi kèm: {name}./."))
    parts = components(main, "main.txt", papers(files, understood))
    assert parts.compared
    assert [row.file for row in parts.rows if row.place] == found
    assert [row.file for row in parts.unnamed] == unnamed


def papers(names: str, understood) -> list[Paper]:
    """Files by their names, parted by blanks."""
    return [Paper(name, *_read(FILES[name], understood)) for name in names.split()]


def _read(file: tuple[str | None, str | None], understood) -> tuple[str | None, Submission | None]:
    role, text = file
    return role, None if text is None else understood(text)


def test_nothing_is_absent_where_a_file_could_not_be_read(understood):
    main = understood(letter(request="Sở kính trình phê duyệt dự án. Gửi kèm: dự thảo Quyết định./."))
    parts = components(main, "main.txt", [Paper("scan.pdf", None, None)])
    assert parts.unread
    assert [row.name for row in parts.absent] == ["dự thảo Quyết định"]


def test_the_signed_copy_of_the_submission_is_no_paper(understood):
    text = letter(request="Sở kính trình phê duyệt dự án. Gửi kèm: dự thảo Quyết định./.")
    parts = components(understood(text), "main.docx", [Paper("signed.pdf", "other", understood(text))])
    assert not parts.compared
    assert [(row.name, row.file) for row in parts.rows] == [("dự thảo Quyết định", None)]


def test_an_annex_behind_the_signature_is_there(understood):
    text = letter(request="Sở kính trình hỗ trợ 24 hộ (danh sách kèm theo), có dự thảo Quyết định kèm theo./.")
    main = understood(f"{text}\nDANH SÁCH HỘ BỊ CHIA CẮT\n1. Lò A\n")
    parts = components(main, "main.txt", [Paper("a.txt", "draft", understood(DECISION))])
    assert [(row.name, row.file) for row in parts.rows] == [("danh sách", "main.txt"), ("dự thảo Quyết định", "a.txt")]


def test_what_the_pack_asks_for(understood):
    main = understood(letter(request="Sở kính trình phê duyệt dự án./."))
    parts = components(main, "main.txt", [Paper("c.txt", "opinion", understood(FINANCE))], ["draft", "opinion"])
    assert [(row.kind, row.file, row.wanted_by) for row in parts.rows] == [
        ("opinion", "c.txt", "pack"),
        ("draft", None, "pack"),
    ]


def test_ten_thousand_names_and_three_files(understood):
    named = "".join(f"{number}. Danh sách số {number};\n" for number in range(10_000))
    main = understood(letter(body=f"Hồ sơ kèm theo:\n{named}"))
    parts = components(main, "main.txt", papers("a.txt c.txt f.txt", understood))
    assert len(parts.rows) >= 10_000
