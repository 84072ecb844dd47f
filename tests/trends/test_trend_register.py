"""Figures from the register: what became of the dossiers, with the text of their latest scoring."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from trend_data import made, script

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.register import Actor, Incoming, Register, incoming_of, make_register
from vn_dossier_nlp.trends import Question, compute, read_register

PERSON = Actor("Lê Chánh", "head")
DAY = date(2025, 1, 6)
ANSWER = {"decision": "approved", "decided_by": "Chủ tịch"}


@pytest.fixture
def register(tmp_path: Path) -> Any:
    with make_register(str(tmp_path / "register.db"), PERSON) as made_:
        yield made_


def line(number: int, **changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = script("build_trend_data").lines(made(months=3, monthly=30.0))[number]
    return found | {"document_date": "2024-12-30"} | changes


def received(register: Register, number: int, on: date = DAY) -> int:
    return register.receive(PERSON, incoming_of(line(number), subject=f"Việc {number}"), on).id


def decided(register: Register, key: int, days: int) -> None:
    register.check(PERSON, key, DAY, "Trần Thị Chuyên")
    register.decide_check(PERSON, key, "examine", DAY, why="đã rõ")
    register.step(PERSON, key, "submit", DAY)
    register.step(PERSON, key, "decide", DAY + timedelta(days=days), data=ANSWER)


def returned(register: Register, key: int, *requirements: str) -> None:
    register.check(PERSON, key, DAY, "Trần Thị Chuyên")
    register.decide_check(PERSON, key, "return", DAY, reasons=list(requirements), why="thiếu")


def rows(register: Register) -> list[dict[str, Any]]:
    return read_register(register).dossiers.to_dicts()


def test_an_empty_register(register: Register) -> None:
    with pytest.raises(DataError):
        read_register(register)


def test_days_are_counted_to_the_decision_or_to_the_last_entry(register: Register) -> None:
    first, _ = received(register, 0), received(register, 1)
    decided(register, first, 9)
    one, other = rows(register)
    assert (one["days"], one["decided"], one["returned"]) == (9, True, False)
    assert (other["days"], other["decided"], other["returned"]) == (9, False, None)
    assert one["received_at"] == DAY.isoformat()


def test_a_return_and_what_came_of_it(register: Register) -> None:
    key = received(register, 0)
    returned(register, key, "process", "opinions")
    cured = line(1)
    cured["requirements"]["process"] |= {"status": "met"}
    cured["requirements"]["opinions"] |= {"status": "not_met", "zone": "main"}
    again = register.resubmit(PERSON, key, incoming_of(cured, subject="Việc 0"), DAY + timedelta(days=3))
    first, second = rows(register)
    assert (first["returned"], first["days"], first["matter_returns"]) == (True, None, 1)
    assert (first["reasons_resubmitted"], first["reasons_cured"]) == (2, 1)
    assert (second["returned"], second["matter_returns"], second["reasons_resubmitted"]) == (None, None, None)
    assert again.nth == 2


def test_what_an_officer_corrected_counts(register: Register) -> None:
    key = received(register, 0)
    register.correct(PERSON, key, "field", "health", "nhầm lĩnh vực")
    (row,) = rows(register)
    assert row["field"] == "health"
    assert row["generic"] == line(0)["generic"]
    assert row["bases"] == len(line(0)["citations"])


def test_a_dossier_without_a_scoring_counts_for_its_course_only(register: Register) -> None:
    register.receive(PERSON, Incoming(author="SỞ Y TẾ", subject="Về việc mua máy", document_date="2025-01-02"), DAY)
    received(register, 3)
    bare, scored = rows(register)
    assert (bare["generic"], bare["dead"], bare["by_generic"]) == (None, [], False)
    assert scored["generic"] == line(3)["generic"]


def test_the_indicators_of_a_register(register: Register) -> None:
    for number in range(24):
        key = received(register, number)
        if number % 4 == 0:
            returned(register, key, "process")
        else:
            decided(register, key, 2 + number % 5)
    found = compute(read_register(register), Question(by="field"))
    assert found.source.register
    share = found.series("share_returned")
    assert share is not None
    assert (share.whole.numerator, share.whole.denominator) == (6, 24)
    median = found.series("days_to_decision")
    assert median is not None
    assert median.whole.denominator == 18
    assert 2 < (median.whole.value or 0) < 6
    returns = found.series("returns_per_dossier")
    assert returns is not None
    assert returns.whole.value == 0.25
