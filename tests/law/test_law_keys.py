"""Spellings that mean one thing have one key; dates known in part have two ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_dossier_nlp.errors import UsageError
from vn_dossier_nlp.law import Registry
from vn_dossier_nlp.law.keys import (
    ends,
    iso_date,
    issuer_key,
    issuer_of_number,
    number_key,
    number_year,
    recurs,
    stored_key,
    term_of_assembly,
    title_key,
)


@pytest.mark.parametrize(
    "spelling",
    ["30/2020/NĐ-CP", " 30 / 2020 / NĐ - CP", "30/2020/nđ-cp", "30/2020/NĐCP", "30/2020/NÐ-CP", "030/2020/NĐ-CP"],
)
def test_spellings_of_a_number_have_one_key(spelling):
    assert number_key(spelling) == "30/2020/NĐ-CP"


def test_numbers_of_the_registry_are_normal(shipped: Registry):
    different = [one.number for one in shipped.instruments if number_key(one.number) != stored_key(one.number)]
    assert different == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Luật Phòng, chống tham nhũng năm 2018", "luật phòng chống tham nhũng"),
        ("Luật Đất đai số 31/2024/QH15", "LUẬT ĐẤT ĐAI"),
        ("Luật Bầu cử Uỷ ban nhân dân (sửa đổi)", "Luật Bầu cử Ủy ban nhân dân"),
        ("Hiến pháp nước Cộng hoà xã hội chủ nghĩa Việt Nam năm 2013", "Hiến pháp"),
    ],
)
def test_spellings_of_a_title_have_one_key(one, other):
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    "spelling",
    [
        "UBND TP. Hải Phòng",
        "Ủy ban nhân dân thành phố Hải Phòng",
        "Uỷ ban nhân dân Hải Phòng",
        "Chủ tịch UBND TP Hải Phòng",
    ],
)
def test_spellings_of_an_issuer_have_one_key(spelling):
    assert issuer_key(spelling) == "ủy ban nhân dân hải phòng"


def test_what_a_number_tells():
    assert number_year("28/2022/QĐ-UBND") == "2022"
    assert number_year("1661/QĐ-UBND") is None
    assert term_of_assembly("31/2024/QH15") == 15
    assert term_of_assembly("01/2012/UBTVQH13") == 13
    assert issuer_of_number("80/2021/TT-BTC") == "Bộ Tài chính"
    assert issuer_of_number("28/2022/QĐ-UBND") == ""
    assert issuer_of_number("02/2011/TTLT-VPCP-BNV") == ""


def test_numbers_that_recur():
    assert all(map(recurs, ("28/2025/QĐ-UBND", "01/2024/NQ-HĐND", "1085/QĐ-TTg", "TT.HĐND/12")))
    assert not any(map(recurs, ("30/2020/NĐ-CP", "04/2017/NQ-HĐTP", "31/2024/QH15")))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-08-01", "2024-08-01"),
        ("1/8/2024", "2024-08-01"),
        ("8/2024", "2024-08"),
        ("2024", "2024"),
        (" 01.08.2024 ", "2024-08-01"),
    ],
)
def test_dates_as_people_write_them(text, iso):
    assert iso_date(text) == iso


@pytest.mark.parametrize("text", ["", "hôm nay", "2024-13", "30/02/2024", "2024-8-1", "01/08/24", "1899"])
def test_what_is_no_date_is_named(text):
    with pytest.raises(UsageError, match=r"date"):
        iso_date(text)


def test_ends_of_a_date():
    assert ends("2024") == ("2024-01-01", "2024-12-31")
    assert ends("2024-02") == ("2024-02-01", "2024-02-29")
    assert ends("2023-05-06") == ("2023-05-06", "2023-05-06")


@given(st.text(max_size=40))
def test_any_text_has_keys(text):
    number_key(text)
    assert title_key(title_key(text)) == title_key(text) or "năm" in text.lower() or any(map(str.isdigit, text))
    issuer_key(text)
