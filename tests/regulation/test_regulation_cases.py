"""Cases by an author who never saw the program: one requirement of one whole Tờ trình a row."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from letters import letter_of

from vn_dossier_nlp.extraction import load
from vn_dossier_nlp.extraction.submission import understand
from vn_dossier_nlp.regulation.case import Case
from vn_dossier_nlp.regulation.checks import CHECKS
from vn_dossier_nlp.regulation.purpose import find_addressee, find_purpose

DATA = Path(__file__).parents[1] / "data"
CASES: list[dict[str, Any]] = tomllib.loads((DATA / "requirement_cases.toml").read_text(encoding="utf-8"))["case"]
ROWS: list[dict[str, Any]] = tomllib.loads((DATA / "obligatory_wording.toml").read_text(encoding="utf-8"))["row"]
# What the checks get wrong today. A row that is put right must leave this list: strict.
WRONG: dict[str, str] = {}


@cache
def _case(text: str) -> Case:
    submission = understand(load()(text))
    return Case(submission, find_purpose(submission).value, find_addressee(submission).value)


def _said(row: dict[str, Any]) -> str:
    case = _case(letter_of(row))
    if row["requirement"] in ("purpose", "addressee"):
        return str(getattr(case, row["requirement"]))
    return CHECKS[row["requirement"]](case).status.value


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["id"])
def test_a_case(row: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if row["id"] in WRONG:
        request.applymarker(pytest.mark.xfail(strict=True, reason=WRONG[row["id"]]))
    assert _said(row) == row["expect"], row["why"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["phrase"])
def test_obligatory_wording_raises_no_finding(row: dict[str, Any]) -> None:
    case = _case(letter_of(row))
    assert CHECKS["specific_request"](case).status.value == "met"


def test_the_cases_are_many_and_of_all_kinds() -> None:
    kinds = {kind: sum(row["kind"] == kind for row in CASES) for kind in ("positive", "negative", "trap")}
    assert len(CASES) >= 250
    assert min(kinds.values()) >= 50
    assert {row["requirement"] for row in CASES} >= set(CHECKS) - {name for name in CHECKS if name.startswith("R")}
