"""The tables agree with themselves and with the specification."""

from __future__ import annotations

import csv

import pytest

from vn_dossier_nlp.extraction.mentions import find_mentions
from vn_dossier_nlp.grammar.numbers import find_numbers, type_of_number
from vn_dossier_nlp.grammar.tables import (
    agency_abbreviations,
    doc_types,
    law_titles,
    provinces,
    rows,
    type_of_abbreviation,
)


def test_names_of_types_are_lower_case_and_unique():
    names = [kind.name for kind in doc_types()]
    assert names == [name.lower() for name in names]
    assert len(set(names)) == len(names)


def test_an_abbreviation_names_one_type():
    listed = [short for kind in doc_types() for short in kind.abbreviations]
    assert len(set(listed)) == len(listed) == len(type_of_abbreviation())


TYPES = rows("doc_types.csv")


@pytest.mark.parametrize("row", TYPES, ids=[row["type"] for row in TYPES])
def test_each_type_has_a_number_that_names_it_and_words_that_cite_nothing(row):
    if row["abbreviations"] and "/QH" not in row["example"]:  # of the Assembly: a law or a resolution, both alike
        assert type_of_number(row["example"]) == row["cited_as"]
    assert row["no_citation"]
    assert find_mentions(row["no_citation"]) == []
    assert row["type"].split()[0] in row["no_citation"] or row["type"] == "hiến pháp"


def test_the_symbols_of_real_texts_are_read(shared):
    with (shared / "data" / "wordlists" / "number_symbols.csv").open(encoding="utf-8", newline="") as stream:
        seen = {row["symbol"]: int(row["seen"]) for row in csv.DictReader(stream)}
    forms = ("số 12/{} ngày", "số 12/2020/{} ngày", "số 12-{} ngày")
    read = {
        symbol
        for symbol in seen
        for form in forms
        if any(found.normal.endswith(symbol.replace(" ", "")) for found in find_numbers(form.format(symbol)))
    }
    # The rest are cut out of running text: "NĐ-CP.-Đ", "BCT-Quy".
    assert sum(seen[symbol] for symbol in read) >= 0.99 * sum(seen.values())


def test_provinces_before_and_after_2025():
    today = {province.name for province in provinces() if province.merged_into is None}
    merged = [province for province in provinces() if province.merged_into]
    assert len(today) == 34
    assert len(merged) == 29
    assert all(province.merged_into in today | {p.code for p in provinces()} for province in merged)


def test_longer_names_of_provinces_come_first():
    lengths = [len(province.name) for province in provinces()]
    assert lengths == sorted(lengths, reverse=True)


def test_titles_are_found_by_their_first_words():
    assert "luật nhà ở" in law_titles()["luật nhà"]


def test_the_agencies_of_the_specification_are_known(shared):
    with (shared / "spec" / "agencies.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    column = next(name for name in rows[0] if "abbrev" in name)
    wanted = {part.strip() for row in rows for part in row[column].split(";") if part.strip()}
    wanted = {part for part in wanted if "varies" not in part}
    assert wanted - agency_abbreviations() == set()
