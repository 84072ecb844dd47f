"""Words: offsets hold, numbers and given spans stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vn_dossier_nlp.language.words import segment


@pytest.mark.parametrize("number", ["45/2023/NĐ-CP", "1204/SXD-QLN", "31/2024/QH15"])
def test_a_number_is_one_word(number):
    text = f"theo Nghị định số {number} của Chính phủ"
    assert number in [word for *_, word in segment(text)]


def test_a_given_span_is_one_word():
    text = "hỗ trợ Quỹ Học bổng Bản Ngà"
    start = text.index("Quỹ")
    words = segment(text, whole=[(start, len(text))])
    assert words[-1] == (start, len(text), "Quỹ Học bổng Bản Ngà")


def test_a_line_break_inside_a_word_becomes_a_blank():
    assert (0, 9, "Nghị định") in segment("Nghị\nđịnh số 5")


@given(st.text(alphabet="aăđ bc.\n,1/-ế", max_size=50))
@settings(max_examples=60)
def test_each_word_is_the_text_at_its_offsets(text):
    for start, end, word in segment(text):
        assert " ".join(text[start:end].split()) == word
