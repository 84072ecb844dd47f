"""What a request leaves open: every row of the table with its examples."""

from __future__ import annotations

import re

import pytest

from vn_dossier_nlp.extraction.concreteness import left_open_rows

ROWS = left_open_rows()
MATCHES = [(row, text) for row in ROWS for text in row["matches"]]
REJECTS = [(row, text) for row in ROWS for text in row["rejects"]]


def pattern(row):
    return re.compile(row["pattern"].replace(" ", r"\s+"))


@pytest.mark.parametrize(("row", "text"), MATCHES)
def test_each_row_finds_its_examples(row, text):
    assert pattern(row).search(text)
    assert pattern(row).search(text.replace(" ", "\n"))


@pytest.mark.parametrize(("row", "text"), REJECTS)
def test_no_row_finds_what_one_rejects(row, text):
    assert not any(pattern(other).search(text) for other in ROWS)


def test_every_row_has_both_and_a_source():
    assert all(row["matches"] and row["rejects"] and row["source"] for row in ROWS)
