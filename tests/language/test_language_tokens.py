"""Tokens: the text of a Doc is the text as read, and a number is one token."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vn_dossier_nlp
from vn_dossier_nlp.language.tokens import pieces, words_and_spaces

NUMBERS = ("45/2023/NĐ-CP", "1204/SXD-QLN", "44-NQ/TW", "31/2024/QH15", "17/2014/TTLT-BYT-BTC")


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_the_text_of_a_doc_is_the_text_as_read(text):
    assert vn_dossier_nlp.load()(text).text == text


@given(st.text(alphabet=" \t\n\r\u00a0ấ\u0301a.-/1Đ|_", max_size=60))
def test_white_space_and_marks_are_kept(text):
    words, spaces = words_and_spaces(text)
    assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == text


@given(st.text(max_size=60))
def test_pieces_cover_the_text(text):
    assert "".join(text[a:b] for a, b in pieces(text)) == text


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_number_is_one_token(number, form):
    text = unicodedata.normalize(form, f"Căn cứ văn bản số {number}, ngày 02/5/2024.")
    doc = vn_dossier_nlp.load()(text)
    assert doc.text == text
    assert unicodedata.normalize(form, number) in [token.text for token in doc]


def test_norms_are_folded_words_in_lower_case():
    doc = vn_dossier_nlp.load()(unicodedata.normalize("NFD", "Uỷ ban"))
    assert [token.norm_ for token in doc] == ["ủy", "ban"]
