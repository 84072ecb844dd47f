"""Dates and sums."""

from __future__ import annotations

import pytest

from vn_dossier_nlp.language.amounts import QUANTITY, find_amounts
from vn_dossier_nlp.language.dates import date_at, find_date, find_dates

DATES = [
    ("long", "ngày 05 tháng 3 năm 2022", ["2022-03-05"]),
    ("long at the head of a sentence", "Ngày 5 tháng 11 năm 2022", ["2022-11-05"]),
    ("slashes", "ngày 5/3/2022", ["2022-03-05"]),
    ("dots", "ngày 05.03.2022", ["2022-03-05"]),
    ("hyphens", "ngày 05-03-2022", ["2022-03-05"]),
    ("without the word", "hạn 31/12/2022;", ["2022-12-31"]),
    ("a blank day", "ngày      tháng 9 năm 2025", ["2025-09"]),
    ("a blank day of dots", "ngày ..... tháng 9 năm 2025", ["2025-09"]),
    ("a month", "trong tháng 7 năm 2024", ["2024-07"]),
    ("a month with a slash", "tháng 7/2024", ["2024-07"]),
    ("a line break", "ngày 05\ntháng 3\nnăm 2022", ["2022-03-05"]),
    ("two", "từ ngày 01/02/2023 đến ngày 28/02/2023", ["2023-02-01", "2023-02-28"]),
    ("no month 13", "ngày 05/13/2022", []),
    ("no day 45", "ngày 45/3/2022", []),
    ("no thirtieth of February", "ngày 30/02/2023", []),
    ("a document number", "số 12/2022/TT-BTC", []),
]


@pytest.mark.parametrize(("comment", "text", "expected"), DATES, ids=[row[0] for row in DATES])
def test_dates_of_a_text(comment, text, expected):
    assert [date.iso for date in find_dates(text)] == expected


def test_the_first_date_from_a_place_on():
    text = "ngày 01/02/2023 và ngày 03/02/2023"
    assert find_date(text).iso == "2023-02-01"
    assert find_date(text, 10).iso == "2023-02-03"
    assert date_at(text, text.index("ngày 03")).iso == "2023-02-03"
    assert date_at(text, 3) is None


AMOUNTS = [
    ("đồng", "số tiền 1.250.000.000 đồng", [1_250_000_000]),
    ("millions", "46 triệu đồng", [46_000_000]),
    ("billions with a comma", "12,5 tỷ đồng", [12_500_000_000]),
    ("billions with a thin tỉ", "3 tỉ đồng", [3_000_000_000]),
    ("thousands and millions", "1.350 triệu đồng", [1_350_000_000]),
    ("billions alone", "khoảng 7 tỷ, trong đó", [7_000_000_000]),
    ("nghìn", "300 nghìn đồng", [300_000]),
    ("the sign", "150.000đ/buổi", [150_000]),
    ("VNĐ", "2.000.000 VNĐ", [2_000_000]),
    ("two", "10 triệu đồng và 2 tỷ đồng", [10_000_000, 2_000_000_000]),
    ("no unit", "1.250.000 lượt khách", []),
    ("millions of people", "2 triệu người", []),
    ("a body", "hợp đồng lao động", []),
]


@pytest.mark.parametrize(("comment", "text", "expected"), AMOUNTS, ids=[row[0] for row in AMOUNTS])
def test_sums_of_a_text(comment, text, expected):
    assert [amount.dong for amount in find_amounts(text)] == expected


@pytest.mark.parametrize("text", ["12,5 ha", "1.093 người", "35%", "2.846 hộ", "450 m2", "12 km", "03 thửa"])
def test_quantities(text):
    assert QUANTITY.fullmatch(text)


@pytest.mark.parametrize("text", ["Điều 5", "năm 2024", "12/QĐ", "hai hộ"])
def test_no_quantities(text):
    assert not QUANTITY.search(text)
