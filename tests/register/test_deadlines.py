"""Deadlines, clocks and extensions against the table that was computed by hand."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.register.calendar import load_calendar
from vn_dossier_nlp.register.clocks import Pause, clock, why_not_extended
from vn_dossier_nlp.register.deadlines import TRUST, UNITS, days_late, deadline_for, load_rules, shipped_rules
from vn_dossier_nlp.words import has

CASES = tomllib.loads((Path(__file__).parents[1] / "data" / "deadline_cases.toml").read_text(encoding="utf-8"))
CALENDAR, RULES = load_calendar(), load_rules()


def cases(kind: str) -> Any:
    return pytest.mark.parametrize("case", CASES[kind], ids=lambda case: case["note"][:60])


def test_there_are_at_least_sixty_cases_over_all_holidays() -> None:
    computed = [*CASES["add"], *CASES["late"], *CASES["clock"], *(case for case in CASES["rule"] if "due" in case)]
    assert len(computed) >= 60
    assert {case["start"].year for case in CASES["add"]} == set(range(2016, 2027))
    assert all(case["note"] for group in CASES.values() for case in group)


@cases("add")
def test_working_days_are_added(case: dict[str, Any]) -> None:
    assert CALENDAR.add_working_days(case["start"], case["count"]) == case["due"]


@cases("rule")
def test_a_rule_gives_its_day(case: dict[str, Any]) -> None:
    given = {key: case[key] for key in ("kind", "province", "stated", "urgent", "shortened") if key in case}
    assert deadline_for(case["step"], case["start"], CALENDAR, RULES, **given).due == case.get("due")


@cases("late")
def test_days_late_are_working_days(case: dict[str, Any]) -> None:
    assert days_late(case["due"], case["until"], CALENDAR) == case["days"]


@cases("clock")
def test_a_clock_stops_and_goes_on(case: dict[str, Any]) -> None:
    pauses = [Pause(pause["since"], pause.get("until")) for pause in case["pauses"]]
    found = clock(case["start"], case["days"], pauses, CALENDAR, case["after"])
    assert (found.due, found.left) == (case.get("due"), case["left"])


@cases("extension")
def test_an_extension_counts_or_says_why_not(case: dict[str, Any]) -> None:
    names = ("deadline", "granted", "answered_on", "letter", "new_deadline")
    assert (why_not_extended(*(case.get(name) for name in names)) or "") == case["why"]


def test_pauses_follow_each_other() -> None:
    overlapping = [Pause(date(2026, 6, 3), date(2026, 6, 9)), Pause(date(2026, 6, 8), date(2026, 6, 10))]
    with pytest.raises(ValueError, match="one after the other"):
        clock(date(2026, 6, 1), 9, overlapping, CALENDAR)


def test_what_is_not_confirmed_on_the_way_is_told() -> None:
    found = deadline_for("check", date(2026, 11, 23), CALENDAR, RULES)
    assert found.due == date(2026, 11, 26)
    assert [day.on for day in found.unverified] == [date(2026, 11, 24)]
    assert found.pattern


def test_every_rule_has_a_source_and_a_trust() -> None:
    rules = shipped_rules().rules
    assert len({rule.id for rule in rules}) == len(rules)
    assert all(rule.source and rule.trust in ("V", "T") and rule.begins for rule in rules)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_step_unit_trust_and_refusal_has_its_words(lang: str) -> None:
    for rule in shipped_rules().rules:
        assert has(f"step.{rule.step}", lang), rule.step
        assert all(has(f"purpose.{kind}", lang) for kind in rule.kinds)
    assert all(has(f"deadline.unit.{unit}", lang) for unit in UNITS)
    assert all(has(f"deadline.trust.{trust}", lang) for trust in TRUST)
    assert all(has(f"extension.{case['why']}", lang) for case in CASES["extension"] if case["why"])


def test_the_rules_of_an_office_win(tmp_path: Path) -> None:
    path = tmp_path / "deadlines.toml"
    path.write_text(
        '[clock]\nafter_supplement = "restart"\n[[rule]]\nid = "qc"\nstep = "check"\ndays = 1\nunit = "working"\n'
        'source = "Quy chế làm việc"\n',
        encoding="utf-8",
    )
    rules = load_rules(path)
    found = deadline_for("check", date(2026, 6, 10), CALENDAR, rules)
    assert (found.due, found.pattern, rules.after_supplement) == (date(2026, 6, 11), False, "restart")
    assert deadline_for("issue", date(2026, 6, 10), CALENDAR, rules).due == date(2026, 6, 11)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[rule]]\nid = "a"\nstep = "check"\ndays = 1', "unit is missing"),
        ('[[rule]]\nid = "a"\nstep = "check"\ndays = "1"\nunit = "working"', "days = '1'"),
        ('[[rule]]\nid = "a"\nstep = "check"\ndays = 1\nunit = "hour"', "unit is one of"),
        ('[[rule]]\nid = "a"\nstep = "check"\ndays = 1\nunit = "working"\nown = true', "own = True"),
        ('[[rule]]\nid = "a"\nstep = "check"\ndays = 1\nunit = "working"\nfrom = "2026"', "begins = '2026'"),
        ('[clock]\nafter_supplement = "stop"', "after_supplement is one of"),
        ("rules = 1", r"\[\[rule\]\]"),
    ],
)
def test_a_faulty_own_rule_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "deadlines.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=told):
        load_rules(path)
