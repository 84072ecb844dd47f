"""Numbers and sums in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_dossier_nlp.language.amounts import find_spelled
from vn_dossier_nlp.language.numerals import read_numeral

DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
ROWS = [
    ("năm", 5),
    ("mười lăm", 15),
    ("hai mươi mốt", 21),
    ("sáu mươi tư", 64),
    ("một trăm linh năm", 105),
    ("ba trăm lẻ hai", 302),
    ("bốn mươi lăm tỷ ba trăm triệu", 45_300_000_000),
    ("một nghìn hai trăm tỷ", 1_200_000_000_000),
    ("hai tỷ không trăm linh năm triệu", 2_005_000_000),
    ("chín trăm ngàn", 900_000),
    ("hai tỉ rưỡi", 2_500_000_000),
    ("hai trăm năm", None),  # said for 205 and for 250
    ("hai ba", None),
    ("trăm hai", None),
    ("hai nghìn ba triệu", None),
    ("nghìn", None),
    ("", None),
]


@pytest.mark.parametrize(("words", "value"), ROWS, ids=[row[0] or "nothing" for row in ROWS])
def test_a_number_in_words(words, value):
    assert read_numeral(words.split()) == value


def spelled(value: int) -> str:
    """A number below 10**12 in words, as an office writes it."""
    parts = []
    for scale, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, value = divmod(value, scale)
        if group:
            parts += [below_a_thousand(group, bool(parts)), name]
    return " ".join(filter(None, parts)) or "không"


def below_a_thousand(group: int, inner: bool) -> str:
    hundreds, rest = divmod(group, 100)
    tens, unit = divmod(rest, 10)
    words = [DIGITS[hundreds], "trăm"] if hundreds or inner else []
    if tens == 1:
        words.append("mười")
    elif tens:
        words += [DIGITS[tens], "mươi"]
    elif unit and words:
        words.append("linh")
    if unit:
        words.append(
            {1: "mốt", 5: "lăm"}.get(unit, DIGITS[unit]) if tens > 1 else "lăm" if tens and unit == 5 else DIGITS[unit]
        )
    return " ".join(words)


@given(st.integers(1, 10**12 - 1))
def test_what_is_written_in_words_is_read_back(value):
    assert read_numeral(spelled(value).split()) == value


@given(
    st.lists(st.sampled_from([*DIGITS, "mười", "mươi", "trăm", "nghìn", "triệu", "tỷ", "linh", "rưỡi"]), max_size=12)
)
def test_no_row_of_numerals_breaks_the_reader(words):
    value = read_numeral(words)
    assert value is None or value >= 0


SUMS = [
    ("(Bằng chữ: Năm tỷ hai trăm triệu đồng chẵn)", [5_200_000_000]),
    ("(Một trăm hai mươi\ntriệu, năm trăm nghìn đồng./.)", [120_500_000]),
    ("hợp đồng năm 2024", []),
    ("năm hai triệu đồng", []),
    ("hai mươi hộ", []),
]


@pytest.mark.parametrize(("text", "expected"), SUMS)
def test_sums_in_words(text, expected):
    found = find_spelled(text)
    assert [amount.dong for amount in found] == expected
    assert all(text[amount.start : amount.end].endswith("đồng") for amount in found)
