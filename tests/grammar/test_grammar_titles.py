"""Names of laws: where they end, and what one amending law holds."""

from __future__ import annotations

import pytest

from vn_dossier_nlp.grammar.titles import find_titles, known_end

TITLES = [
    ("a known law", "theo Luật Nhà ở thì", [("luật", "Luật Nhà ở")]),
    ("a known law before a year", "Luật Du lịch năm 2017", [("luật", "Luật Du lịch")]),
    ("a year without năm", "Luật Dược 2016 quy định", [("luật", "Luật Dược")]),
    ("before its number", "Luật Căn cước số 26/2023/QH15", [("luật", "Luật Căn cước")]),
    ("before its date", "Luật Điện ảnh ngày 15/6/2022", [("luật", "Luật Điện ảnh")]),
    ("a code", "Bộ luật Dân sự", [("bộ luật", "Bộ luật Dân sự")]),
    ("a comma inside", "Luật An toàn, vệ sinh lao động và", [("luật", "Luật An toàn, vệ sinh lao động")]),
    ("a line break inside", "Luật Bảo vệ\nmôi trường", [("luật", "Luật Bảo vệ môi trường")]),
    (
        "an ordinance",
        "Pháp lệnh Ưu đãi người có công với cách mạng số 02/2020/UBTVQH14",
        [
            ("pháp lệnh", "Pháp lệnh Ưu đãi người có công với cách mạng"),
        ],
    ),
    ("the Constitution with its year", "Hiến pháp năm 2013", [("hiến pháp", "Hiến pháp")]),
    (
        "the Constitution with its whole name",
        "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam",
        [
            ("hiến pháp", "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ],
    ),
    (
        "an amending law is one",
        "Luật sửa đổi, bổ sung một số điều của Luật Giá",
        [
            ("luật", "Luật sửa đổi, bổ sung một số điều của Luật Giá"),
        ],
    ),
    (
        "an amending law of many",
        "Luật sửa đổi, bổ sung một số điều của Luật Nhà ở, Luật Du lịch và Luật Giá được ban hành",
        [
            ("luật", "Luật sửa đổi, bổ sung một số điều của Luật Nhà ở, Luật Du lịch và Luật Giá"),
        ],
    ),
    ("a list of laws is several", "Luật Nhà ở, Luật Du lịch", [("luật", "Luật Nhà ở"), ("luật", "Luật Du lịch")]),
    ("a long name before a shorter one", "Luật Giáo dục nghề nghiệp quy định", [("luật", "Luật Giáo dục nghề nghiệp")]),
    ("the law itself", "Luật này có hiệu lực", []),
    ("a lawyer", "Luật sư Trần Văn B và luật gia", []),
    ("the law in general", "theo quy định của pháp luật", []),
    ("a list of things", "Luật, nghị định, thông tư", []),
    ("an unknown law with a number", "Luật Phát triển tre nứa số 99/2031/QH17", [("luật", "Luật Phát triển tre nứa")]),
]


@pytest.mark.parametrize(("comment", "text", "expected"), TITLES, ids=[row[0] for row in TITLES])
def test_titles_of_a_text(comment, text, expected):
    assert [(title.type, title.name) for title in find_titles(text)] == expected


def test_a_known_name_ends_at_its_last_letter():
    text = "Luật Đầu tư công;"
    assert known_end(text, 0) == len(text) - 1


def test_case_of_the_letters_does_not_matter():
    assert [title.name for title in find_titles("Luật đất đai quy định")] == ["Luật đất đai"]
