"""Pins: lists, ranges and what they share."""

from __future__ import annotations

import pytest

from vn_dossier_nlp.grammar.pins import find_chains

PINS = [
    ("an article", "theo Điều 12 Luật", [("Điều 12",)]),
    ("clause and article", "khoản 3 Điều 12", [("khoản 3 Điều 12",)]),
    ("point, clause, article", "điểm b khoản 3 Điều 12", [("điểm b khoản 3 Điều 12",)]),
    ("the letter đ", "điểm đ khoản 1 Điều 4", [("điểm đ khoản 1 Điều 4",)]),
    ("a capital at the front", "Khoản 2 Điều 8", [("khoản 2 Điều 8",)]),
    (
        "a list of points",
        "điểm a, b và c khoản 2 Điều 9",
        [
            ("điểm a khoản 2 Điều 9", "điểm b khoản 2 Điều 9", "điểm c khoản 2 Điều 9"),
        ],
    ),
    ("a list of clauses", "các khoản 1, 3 Điều 6", [("khoản 1 Điều 6", "khoản 3 Điều 6")]),
    ("articles share nothing", "Điều 4, Điều 8 và Điều 15", [("Điều 4", "Điều 8", "Điều 15")]),
    (
        "distributed over clauses",
        "điểm a, b khoản 1 và khoản 4 Điều 20",
        [
            ("điểm a khoản 1 Điều 20", "điểm b khoản 1 Điều 20", "khoản 4 Điều 20"),
        ],
    ),
    ("two groups with their own article", "khoản 1 Điều 3 và khoản 2 Điều 5", [("khoản 1 Điều 3", "khoản 2 Điều 5")]),
    ("a range of articles", "từ Điều 5 đến Điều 9", [("Điều 5-Điều 9",)]),
    ("with its chapter", "Điều 11, Chương II", [("Điều 11 Chương II",)]),
    ("a clause of a roman part", "khoản 1 Mục II", [("khoản 1 Mục II",)]),
    ("an annex", "Phụ lục III", [("Phụ lục III",)]),
    ("a form", "Mẫu số 05", [("Mẫu số 05",)]),
    ("an inserted article", "khoản 2 Điều 15a", [("khoản 2 Điều 15a",)]),
    ("a line break inside", "điểm a khoản\n2 Điều 7", [("điểm a khoản 2 Điều 7",)]),
    ("of one's own", "khoản 2 Điều này", [("khoản 2 Điều này",)]),
    ("a blank line parts them", "khoản 2\n\nĐiều 7", [("khoản 2",), ("Điều 7",)]),
    ("another word parts them", "Điều 7 quy định rằng Điều 8", [("Điều 7",), ("Điều 8",)]),
    ("not a year", "Điều 3 năm 2020", [("Điều 3",)]),
    ("not a share of marks", "đạt điểm cao, nhiều điểm mới", []),
    ("not a place", "điểm dân cư số 2", []),
]


# Written otherwise than from small to large, or with marks of its own around a value.
OTHERWISE = [
    ("from large to small", "Điều 21 khoản 1 điểm c", ["điểm c khoản 1 Điều 21"]),
    ("from large to small, with commas", "Điều 32, khoản 3", ["khoản 3 Điều 32"]),
    ("from large to small, a list", "Điều 8, khoản 1, 2", ["khoản 1 Điều 8", "khoản 2 Điều 8"]),
    ("articles beside an annex", "Điều 9 và Phụ lục II", ["Điều 9", "Phụ lục II"]),
    ("an article within a chapter", "Điều 9, Chương II", ["Điều 9 Chương II"]),
    ("one clause of several articles", "khoản 1 các Điều 5, 6", ["khoản 1 Điều 5", "khoản 1 Điều 6"]),
    ("hay", "Điều 138 hay Điều 139", ["Điều 138", "Điều 139"]),
    ("a letter in quotes", "điểm “a” khoản 1 Điều 5", ["điểm a khoản 1 Điều 5"]),
    ("values in brackets", "điểm (a) khoản (1) Điều 5", ["điểm a khoản 1 Điều 5"]),
    ("a letter with its bracket", "điểm a) khoản 1 Điều 5", ["điểm a khoản 1 Điều 5"]),
    ("the symbol of a form", "Mẫu số 02a-ĐK", ["Mẫu số 02a-ĐK"]),
    ("the number of an annex", "Phụ lục số 01", ["Phụ lục số 01"]),
    ("an annex with a letter", "Phụ lục 1A", ["Phụ lục 1A"]),
    ("a Roman number with a part", "Mục II.3", ["Mục II.3"]),
    ("put behind another", "khoản 5a vào sau khoản 5 Điều 23", ["khoản 5a Điều 23", "khoản 5 Điều 23"]),
    ("a range of bare values", "Điều 11-14", ["Điều 11-Điều 14"]),
    ("the article stuck to the clause", "khoản 1Điều 4", ["khoản 1 Điều 4"]),
    ("a mark that a scan lost", "khoan 3 Điều l5", ["khoản 3 Điều 15"]),
    ("the type stuck to the article", "khoản2 Điều 19Nghị định", ["khoản 2 Điều 19"]),
]


@pytest.mark.parametrize(("comment", "text", "expected"), OTHERWISE, ids=[row[0] for row in OTHERWISE])
def test_pins_written_otherwise(comment, text, expected):
    assert [list(chain.pins) for chain in find_chains(f"quy định tại {text} của Luật")] == [expected]


@pytest.mark.parametrize(("comment", "text", "expected"), PINS, ids=[row[0] for row in PINS])
def test_pins_of_a_text(comment, text, expected):
    assert [chain.pins for chain in find_chains(text)] == expected


def test_the_span_runs_from_the_first_to_the_last_unit():
    text = "tại điểm a, b khoản 1 và khoản 4 Điều 20 Luật X"
    chain = next(find_chains(text))
    assert text[chain.start : chain.end] == "điểm a, b khoản 1 và khoản 4 Điều 20"


def test_own_marks_a_place_in_the_document_itself():
    own, other = find_chains("khoản 2 Điều này; khoản 2 Điều 5")
    assert own.own
    assert not other.own
