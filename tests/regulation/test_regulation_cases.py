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
WRONG = {
    "opinions-002": "a list of bodies in one sentence, their agreement in the next",
    "opinions-003": "letters are listed, their views only as taken up together",
    "opinions-012": "another body's land is part of what is asked, and the text does not say so in the request",
    "opinions-015": "opinions that are still to be asked",
    "opinions-018": "another body's staff is part of what is asked",
    "opinions-019": "tasks for others in a draft of one's own",
    "opinions-024": "the name of a thing holds the words of consultation",
    "opinions-027": "an agreement to another, earlier matter",
    "opinions-029": "bodies without a name that took part in a survey",
    "opinions-030": "another body's building is part of what is asked",
    "managing-002": "the view stands behind a colon",
    "process-006": "a consent by the number of a Party notice",
    "process-011": "steps that are still to come",
    "practical-011": "figures that stand only in the names of a programme and a campaign",
    "content-006": "a law in the quoted title of a contest",
    "draft-006": "the paper itself is enclosed and called neither draft nor decision",
    "draft-014": "more time is asked for a report: nothing to be signed",
    "implementation-017": "a misprint is put right: no task follows",
    "purpose-022": "a superior's paper that is passed on",
    "purpose-025": "a superior's paper that is passed on",
}


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
