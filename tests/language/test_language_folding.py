"""Folded text and the way back to the text as read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_dossier_nlp.language.folding import fold, key, skeleton

LETTERS = st.sampled_from(
    list("aăâeêioôơuưyđAĂÂĐXTLNQH bctv.,-/0129\n") + ["ấ", "ộ", "ườ", "ỳ", "Ủ", "oà", "uỷ", "Nghị"]
)
WORDS = st.lists(LETTERS, max_size=40).map("".join)
NOISE = st.sampled_from(["\u00ad", "\u200b", "\ufeff", "\u00a0", ""])

FOLDED = [
    ("decomposed letters", unicodedata.normalize("NFD", "Nghị định"), "Nghị định"),
    ("Icelandic eth", "QUY\u00d0\u1ecaNH \u00f0i\u1ec1u", "QUYĐỊNH điều"),
    ("hard blank", "Điều\u00a05", "Điều 5"),
    ("soft hyphen", "ng\u00adân sách", "ngân sách"),
    ("en dash", "2021\u20132026", "2021-2026"),
    ("old place of the tone", "hoà thuận, thuỷ lợi", "hòa thuận, thủy lợi"),
    ("no pair after q", "quý, quà", "quý, quà"),
    ("a closed syllable stays", "hoàn, toán", "hoàn, toán"),
    ("the mark of a note", "số 30/2020/NĐ-CP¹² và năm 2024³", "số 30/2020/NĐ-CP và năm 2024"),
    ("square metres", "120 m², 5 km², 3 m³", "120 m2, 5 km2, 3 m3"),
    ("a foreign word broken at a line's end", "hệ thống Mar-\nketing", "hệ thống Marketing"),
    ("a soft hyphen at a line's end", "ngân sá\u00ad\nch", "ngân sách"),
    ("the writer's own hyphen", "kinh tế-\nxã hội", "kinh tế-\nxã hội"),
    ("a broken symbol", "126/2024/NĐ-\nCP", "126/2024/NĐ-\nCP"),
    ("a broken span of years", "2021-\n2026", "2021-\n2026"),
    ("an item", "phòng ban-\na) giao", "phòng ban-\na) giao"),
    ("zero width and byte order mark", "\ufeffUBND\u200b xã", "UBND xã"),
]


@pytest.mark.parametrize(("comment", "text", "expected"), FOLDED, ids=[row[0] for row in FOLDED])
def test_folded_form(comment, text, expected):
    assert fold(text).text == expected


def test_a_span_does_not_take_the_mark_of_a_note():
    folded = fold("số 12/NĐ-CP¹ ngày")
    assert folded.raw(3, 11) == (3, 11)
    assert folded.raw(11, 12) == (12, 13)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@given(text=WORDS, data=st.data())
def test_a_span_comes_back_to_the_same_letters(form, text, data):
    raw = unicodedata.normalize(form, text)
    folded = fold(raw)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    left, right = folded.raw(start, end)
    assert 0 <= left <= right <= len(raw)
    # Without marks: where a tone stands depends on the letter after the span.
    assert skeleton(fold(raw[left:right]).text) == skeleton(folded.text[start:end])


@given(pieces=st.lists(st.tuples(LETTERS, NOISE), max_size=30), data=st.data())
def test_a_span_covers_its_letters_through_soft_hyphens(pieces, data):
    raw = "".join(letter + noise for letter, noise in pieces)
    folded = fold(raw)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    left, right = folded.raw(start, end)
    assert skeleton(fold(raw[left:right]).text) == skeleton(folded.text[start:end])


@given(st.text(max_size=60))
def test_any_text_folds_and_keeps_its_ends(text):
    folded = fold(text)
    left, right = folded.raw(0, len(folded.text))
    assert 0 <= left <= right <= len(text)
    assert fold(folded.text).text == folded.text


@given(st.text(max_size=60))
def test_a_skeleton_has_the_length_of_its_text(text):
    assert len(skeleton(text)) == len(text)


def test_key_makes_spellings_equal():
    assert key("Uỷ  ban\nnhân dân") == key("ỦY BAN NHÂN DÂN")


def test_skeleton_loses_the_marks():
    assert skeleton("Đề nghị UỶ BAN") == "de nghi uy ban"
