"""The figures on the table of cases: expired is told with a precision of 0.99, and little is unknown."""

from __future__ import annotations

import csv
import importlib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).with_name("status_cases.csv")


def test_the_table_is_large_and_names_its_sources():
    with CASES.open(encoding="utf-8", newline="") as stream:
        cases = list(csv.DictReader(stream))
    counts = Counter(case["status"] for case in cases)
    assert counts["expired"] >= 60
    assert counts["in_force"] >= 40
    assert all(case["fact_from"] for case in cases)
    assert len({(case["number"], case["date"]) for case in cases}) == len(cases)


def test_figures(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    check = importlib.import_module("check_law")
    figures = check.figures(check.answers(CASES))
    assert figures["expired.precision"] >= 0.99
    assert figures["expired.recall"] >= 0.80
    assert figures["known"] >= 0.80
