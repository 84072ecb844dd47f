"""Document numbers: where one stands and its normal form."""

from __future__ import annotations

import re

import pytest

from vn_dossier_nlp.grammar.numbers import find_numbers, forms, normalise, number_pattern, type_of_number

ROWS = [(form, example) for form in forms() for example in form.matches]
REJECTED = [(form, example) for form in forms() for example in form.rejects]


def identity(value: object) -> str | None:
    return getattr(value, "name", None)


@pytest.mark.parametrize(("form", "example"), ROWS, ids=identity)
def test_each_form_finds_its_examples_whole(form, example):
    match = re.search(form.pattern, example)
    assert match
    lead = "" if example.startswith(match.group()) else example[: match.start()]
    assert lead in ("", "số ", "số", "số:")
    assert match.end() == len(example)


@pytest.mark.parametrize(("form", "example"), ROWS, ids=identity)
def test_each_example_is_one_number_in_a_text(form, example):
    assert len(list(find_numbers(example))) == 1


@pytest.mark.parametrize(("form", "example"), REJECTED, ids=identity)
def test_each_form_rejects(form, example):
    assert not re.search(form.pattern, example)


INSIDE = [(form, text, number) for form in forms() for text, number in form.inside.items()]


@pytest.mark.parametrize(("form", "text", "number"), INSIDE, ids=identity)
def test_a_form_ends_where_a_word_is_stuck_to_it(form, text, number):
    match = re.search(form.pattern, text)
    assert match is not None
    assert match.group() == number
    assert [found.normal for found in find_numbers(text)] == [number]


def test_every_form_has_examples_of_both_kinds():
    assert all(form.matches and form.rejects for form in forms())
    assert len({form.name for form in forms()}) == len(forms())


FOUND = [
    ("a decree", "Nghị định số 45/2023/NĐ-CP của Chính phủ", ["45/2023/NĐ-CP"]),
    ("two in one sentence", "Quyết định số 77/QĐ-UBND và Công văn số 1204/SXD-QLN", ["77/QĐ-UBND", "1204/SXD-QLN"]),
    ("a law of the National Assembly", "Luật số 58/2024/QH15", ["58/2024/QH15"]),
    ("a resolution of its Standing Committee", "số 929/2015/UBTVQH13", ["929/2015/UBTVQH13"]),
    ("an ordinance", "Pháp lệnh số 02/2020/PL-UBTVQH14", ["02/2020/PL-UBTVQH14"]),
    ("several bodies", "Thông tư liên tịch số 17/2014/TTLT-BYT-BTC", ["17/2014/TTLT-BYT-BTC"]),
    ("an ampersand", "Công văn số 88/SGDĐT-KHTC&GDTX", ["88/SGDĐT-KHTC&GDTX"]),
    ("a letter after the digits", "Quyết định số 15a/QĐ-UBND", ["15a/QĐ-UBND"]),
    ("a Party document", "Nghị quyết số 44-NQ/TW", ["44-NQ/TW"]),
    ("a full stop after it", "thực hiện Chỉ thị số 09/CT-TTg.", ["09/CT-TTg"]),
    ("brackets around it", "(Công văn số 301/STP-XDKT)", ["301/STP-XDKT"]),
    ("blanks around the slash", "số 45 / 2023 / NĐ-CP", ["45/2023/NĐ-CP"]),
    ("blanks around the hyphen", "số 45/2023/NĐ - CP", ["45/2023/NĐ-CP"]),
    ("a line break after the hyphen", "số 45/2023/NĐ-\nCP ngày", ["45/2023/NĐ-CP"]),
    ("a line break after the slash", "số 45/2023/\nNĐ-CP ngày", ["45/2023/NĐ-CP"]),
    ("a lost hyphen", "số 45/2023/NĐCP", ["45/2023/NĐ-CP"]),
    ("a footnote digit glued to it", "số 45/2023/NĐ-CP3 của", ["45/2023/NĐ-CP"]),
    ("a typing error stays", "số 45/20233/NĐ-CP", ["45/20233/NĐ-CP"]),
    ("a blank number", "Quyết định số:      /QĐ-UBND ngày", ["/QĐ-UBND"]),
    ("a blank number of dots", "Tờ trình số ....../TTr-SXD ngày", ["/TTr-SXD"]),
    ("speed", "tốc độ tối đa 60 km/h, 12/m", []),
    ("a date", "ngày 12/5/2023 và 30/6/2024", []),
    ("a share", "có 15/17 đơn vị, đạt 24/7", []),
    ("a term", "nhiệm kỳ 2021-2026, giai đoạn 2021 - 2030", []),
    ("a ratio with a capital", "5/Việt Nam", []),
]


@pytest.mark.parametrize(("comment", "text", "expected"), FOUND, ids=[row[0] for row in FOUND])
def test_numbers_of_a_text(comment, text, expected):
    assert [number.normal for number in find_numbers(text)] == expected


def test_a_glued_footnote_lies_outside_the_number():
    text = "số 45/2023/NĐ-CP3 của"
    number = next(find_numbers(text))
    assert text[number.start : number.end] == "45/2023/NĐ-CP"


NORMAL = [
    ("blanks go", "187 /TTr - SNV", "187/TTr-SNV"),
    ("a line break goes", "45/2023/NĐ-\nCP", "45/2023/NĐ-CP"),
    ("a lost hyphen comes back", "12/2021/TTBTC", "12/2021/TT-BTC"),
    ("an unknown symbol stays", "12/ABCXYZ", "12/ABCXYZ"),
    ("a law stays", "31/2024/QH15", "31/2024/QH15"),
    ("a Party number glued at a line end", "1208KL/TU", "1208-KL/TU"),
    ("a human error stays", "45/25010/NĐ-CP", "45/25010/NĐ-CP"),
]


@pytest.mark.parametrize(("comment", "number", "expected"), NORMAL, ids=[row[0] for row in NORMAL])
def test_normal_form(comment, number, expected):
    assert normalise(number) == expected
    assert normalise(expected) == expected


TYPES = [
    ("45/2023/NĐ-CP", "nghị định"),
    ("31/2024/QH15", "luật"),
    ("77/QĐ-UBND", "quyết định"),
    ("09/CT-TTg", "chỉ thị"),
    ("270/TTr-SXD", "tờ trình"),
    ("44-NQ/TW", "nghị quyết"),
    ("17/2014/TTLT-BYT-BTC", "thông tư liên tịch"),
    ("1204/SXD-QLN", "công văn"),
    ("3/VBHN-BTC", "văn bản hợp nhất"),
]


@pytest.mark.parametrize(("number", "expected"), TYPES)
def test_type_that_a_symbol_tells(number, expected):
    assert type_of_number(number) == expected


def test_finding_is_linear_in_the_length():
    text = "1/1/1/1/1 - A/A/A " * 4000
    assert len(number_pattern("digit").findall(text)) >= 0  # ends at all: no catastrophic backtracking
