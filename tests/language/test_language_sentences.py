"""Sentences: joined lines, semicolons, items, abbreviations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_dossier_nlp.language.sentences import find_sentences


def sentences(text: str) -> list[str]:
    return [" ".join(text[s.start : s.end].split()) for s in find_sentences(text)]


SENTENCES = [
    ("two", "Cầu đã hỏng. Dân đi đò.", ["Cầu đã hỏng.", "Dân đi đò."]),
    ("a semicolon ends one", "Căn cứ Luật Giá; Căn cứ Luật Dược;", ["Căn cứ Luật Giá;", "Căn cứ Luật Dược;"]),
    ("an abbreviation", "Cảng ở TP. Vũng Tàu mở lại.", ["Cảng ở TP. Vũng Tàu mở lại."]),
    ("the label of an item", "1. Sửa cầu.\n2. Mở đường.", ["1. Sửa cầu.", "2. Mở đường."]),
    ("items without a stop", "- Sửa cầu\n- Mở đường", ["- Sửa cầu", "- Mở đường"]),
    ("lettered items", "a) Sửa cầu\nb) Mở đường", ["a) Sửa cầu", "b) Mở đường"]),
    ("the end sign", "Kính trình xem xét./.\nNơi nhận", ["Kính trình xem xét./.", "Nơi nhận"]),
    ("a number with a dot", "Diện tích 1.250 m2 là đủ.", ["Diện tích 1.250 m2 là đủ."]),
    ("a page number ends none", "Cầu bị\n2\nhỏng nặng.", ["Cầu bị 2 hỏng nặng."]),
    ("a blank line parts paragraphs", "Cầu đã hỏng.\n\nDân đi đò.", ["Cầu đã hỏng.", "Dân đi đò."]),
    ("rules are none", "Cầu đã hỏng.\n_______\n", ["Cầu đã hỏng."]),
    ("nothing", "  \n\n ", []),
]


@pytest.mark.parametrize(("comment", "text", "expected"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_sentences_of_a_text(comment, text, expected):
    assert sentences(text) == expected


def test_a_printed_paragraph_is_joined():
    text = (
        "Trận mưa ngày 14 tháng 9 đã cuốn trôi hai nhịp của cầu Bản Ngà và làm sạt\n"
        "lở ba đoạn đường vào xã, gây ách tắc giao thông trong năm ngày liền và làm\n"
        "hư hại mười hai căn nhà."
    )
    assert len(sentences(text)) == 1


@given(st.text(alphabet="ab .;\n-1)A:/", max_size=80))
def test_sentences_are_in_order_and_hold_all_letters(text):
    found = find_sentences(text)
    ends = [0, *(s.end for s in found)]
    assert all(end <= s.start < s.end <= len(text) for end, s in zip(ends, found, strict=False))
    kept = "".join(text[s.start : s.end] for s in found)
    assert sum(kept.count(letter) for letter in "abA") == sum(text.count(letter) for letter in "abA")


def test_a_part_of_a_text():
    text = "Một. Hai. Ba."
    assert [text[s.start : s.end] for s in find_sentences(text, 5, 9)] == ["Hai."]
