"""The periodic report: its numbers against a second count in plain Python, its totals, its rates, what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from register_samples import script
from sqlalchemy import select
from year import UNTIL, generated

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.register import Register, tables
from vn_dossier_nlp.register.calendar import load_calendar
from vn_dossier_nlp.register.counting import Gap, TaskCount, gaps
from vn_dossier_nlp.register.periodic import figures, gap_text, period_report
from vn_dossier_nlp.register.periods import Cycle, Period, read_period
from vn_dossier_nlp.register.reminders import reminder_letter, reminder_list, reminders
from vn_dossier_nlp.register.reported import Reported, read_reported, reported_gaps
from vn_dossier_nlp.register.responsibility import responsibility, responsibility_report
from vn_dossier_nlp.reports.papers.office import office_named
from vn_dossier_nlp.reports.periodic.records import Share, share_text, shown

CALENDAR = load_calendar()
PERIODS = ("2025", "2025-08", "2025-Q1", "2025-6M", "2025-9M", "2025-W36", "2025-02-10..2025-03-05")
OFFICE = office_named("tỉnh Sông Mây")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with generated(str(tmp_path_factory.mktemp("year") / "register.db")) as made:
        yield made


def rows(register: Register, table: Any) -> list[dict[str, Any]]:
    with register.reading() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


def read(text: str) -> Period:
    return read_period(text, Cycle(), "vi")


def test_generated_data_are_in_order(register: Register) -> None:
    assert register.verify() == ()
    assert {row["special"] for row in rows(register, tables.tasks)} == {None, "recalled", "suspended"}


def recounted_tasks(register: Register, period: Period, on: date) -> dict[str, Counter[str]]:
    """Tasks by body and state, one after the other, as a clerk would count them from the books."""
    handed, extended = defaultdict(list), defaultdict(list)
    for row in rows(register, tables.task_handovers):
        handed[row["task_id"]].append(row)
    for row in rows(register, tables.task_extensions):
        if row["counts"]:
            extended[row["task_id"]].append(row)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows(register, tables.tasks):
        ended = row["done_on"] or row["special_on"]
        if row["given_on"] > on or (ended and ended < period.begins):
            continue
        body, due = row["lead"], row["deadline"]
        later = [one for one in handed[row["id"]] if one["on_day"] > on]
        body = min(later, key=lambda one: one["on_day"])["from_body"] if later else body
        after = sorted(
            (one for one in extended[row["id"]] if one["decided_on"] > on), key=lambda one: one["decided_on"]
        )
        due = after[0]["old_deadline"] if after else due
        done = row["done_on"] and row["done_on"] <= on
        if done:
            state = "done_undated" if due is None else "done_late" if row["done_on"] > due else "done_in_time"
        elif row["special"] and row["special_on"] <= on:
            state = row["special"]
        else:
            state = "open_undated" if due is None else "open_late" if due < on else "open_in_time"
        found[body][state] += 1
        found[body]["total"] += 1
        found[body]["carried" if row["given_on"] < period.begins else "given"] += 1
    return found


@pytest.mark.parametrize("text", PERIODS)
def test_tasks_are_those_of_a_second_count(register: Register, text: str) -> None:
    period = read(text)
    made = figures(register, CALENDAR, period, UNTIL)
    again = recounted_tasks(register, period, made.on)
    counted = {count.body: count for count in made.tasks if count.total}
    assert set(counted) == set(again)
    for body, count in counted.items():
        for name in (*TaskCount.STATES, "total", "carried", "given"):
            assert getattr(count, name) == again[body][name], (body, name)
    assert len(made.late) == sum(one["open_late"] for one in again.values())
    assert made.gaps == ()


@pytest.mark.parametrize("text", PERIODS)
def test_dossiers_and_letters_are_those_of_a_second_count(register: Register, text: str) -> None:
    period = read(text)
    made = figures(register, CALENDAR, period, UNTIL)
    books = rows(register, tables.dossiers)
    of_period = [
        row
        for row in books
        if row["arrived_on"] <= made.on and not (row["finished_on"] and row["finished_on"] < period.begins)
    ]
    whole = made.all_dossiers
    assert whole.total == len(of_period)
    assert whole.received == sum(row["arrived_on"] >= period.begins for row in of_period)
    finished = [row for row in of_period if row["finished_on"] and row["finished_on"] <= made.on]
    assert whole.done == len(finished)
    assert whole.done_late == sum(bool(row["deadline"]) and row["finished_on"] > row["deadline"] for row in finished)
    back = [row for row in rows(register, tables.returns) if period.begins <= row["returned_on"] <= made.on]
    assert whole.returned == sum(row["kind"] == "return" for row in back) == len(made.returned)
    letters = [
        row
        for row in rows(register, tables.consultations)
        if row["sent_on"] <= made.on and not (row["answered_on"] and row["answered_on"] < period.begins)
    ]
    silent = [
        row
        for row in letters
        if row["due_on"] and row["due_on"] < made.on and not (row["answered_on"] and row["answered_on"] <= made.on)
    ]
    assert (made.all_letters.total, made.all_letters.silent) == (len(letters), len(silent))
    assert Counter(line.state for line in made.letters)["silent"] == len(silent)


def test_both_databases_count_alike(register: Register, postgres: str) -> None:
    place = script("check_register").database(postgres, "periodic")
    with generated(place) as other:
        for text in ("2025", "2025-08", "2025-W36"):
            period = read(text)
            for most in (None, 4):
                one = figures(register, CALENDAR, period, UNTIL, most=most)
                assert figures(other, CALENDAR, period, UNTIL, most=most) == one
        on = date(2025, 9, 8)
        assert reminders(other, CALENDAR, on) == reminders(register, CALENDAR, on)
        period = read("2025")
        for name, person in (("sở tài chính", False), ("cán bộ a", True)):
            there = responsibility(other, CALENDAR, name, period, UNTIL, person)
            assert there == responsibility(register, CALENDAR, name, period, UNTIL, person)


def test_a_short_report_has_the_same_counts_and_says_what_it_leaves_out(register: Register) -> None:
    whole = figures(register, CALENDAR, read("2025"), UNTIL)
    short = figures(register, CALENDAR, read("2025"), UNTIL, most=3)
    assert (short.tasks, short.dossiers, short.consultations) == (whole.tasks, whole.dossiers, whole.consultations)
    assert (short.late, short.returned, short.letters) == (whole.late[:3], whole.returned[:3], whole.letters[:3])
    for grid, full in zip(period_report(short, "vi").grids, period_report(whole, "vi").grids, strict=True):
        assert len(grid.rows) + grid.more == len(full.rows)
        assert full.more == 0


def test_reasons_are_counted_once_a_return(register: Register) -> None:
    made = figures(register, CALENDAR, read("2025"), UNTIL)
    named = Counter(name for line in made.returned for name in {reason.requirement for reason in line.reasons})
    assert dict(made.reasons) == dict(named)
    assert [count for _, count in made.reasons] == sorted(named.values(), reverse=True)


def test_a_period_that_is_not_over_is_counted_until_today(register: Register) -> None:
    assert figures(register, CALENDAR, read("2025-08"), date(2025, 8, 12)).on == date(2025, 8, 12)


def test_the_year_is_not_the_sum_of_its_months_but_what_was_given_is(register: Register) -> None:
    months = [figures(register, CALENDAR, read(f"2025-{month}"), UNTIL).all_tasks for month in range(1, 13)]
    year = figures(register, CALENDAR, read("2025"), UNTIL).all_tasks
    assert year.given == sum(month.given for month in months)
    assert year.total < sum(month.total for month in months)


def test_real_figures_that_do_not_add_up_are_shown_not_mended(register: Register) -> None:
    """Hải Phòng, ten months of 2018: 2,065 in time and 348 overdue were published as 2,414 in progress."""
    hai_phong = Reported("Hải Phòng", 15533, 13119, None, None, 2414, 2065, 348)
    assert list(reported_gaps([hai_phong])) == [Gap("Hải Phòng", "open", 2414, 2413)]
    made = figures(register, CALENDAR, read("2025"), UNTIL, [hai_phong])
    report = period_report(made, "vi", OFFICE)
    told = "Hải Phòng: đang thực hiện là 2.414, các phần cộng lại 2.413 (lệch -1)"
    assert told in report.paragraphs[-1]
    assert gap_text(made.gaps[0], "vi") == told
    (row,) = report.grids[-1].rows
    assert row[1:10] == ("Hải Phòng", 15533, 13119, None, None, 2414, 2065, 348, "-1")
    assert share_text(Share(13119, 15533), "vi") == "84,46 %"


def test_a_gap_in_the_register_is_shown(register: Register) -> None:
    made = figures(register, CALENDAR, read("2025-08"), UNTIL)
    broken = replace(made.tasks[0], open_late=made.tasks[0].open_late - 1)
    assert gaps(broken) == (Gap(broken.body, "total", broken.total, broken.total - 1),)
    told = period_report(replace(made, tasks=(broken, *made.tasks[1:])), "vi", OFFICE).grids[0].rows[0]
    assert "các phần lệch -1 so với tổng số" in str(told[-1])


def test_missing_is_not_nought() -> None:
    assert shown(None, "vi") == "–"
    assert shown(0, "vi") == "0"
    assert shown(Share(0, 0), "vi") == "–"
    assert Share(0, 0).value is None
    assert shown(Share(0, 7), "vi") == "0,00 %"
    assert share_text(Share(19_999_999, 20_000_000), "vi") == "99,99 %"
    assert share_text(Share(1, 20_000_000), "en") == "0.01 %"
    assert share_text(Share(7, 7), "en") == "100.00 %"


def test_rates_name_their_denominators(register: Register) -> None:
    report = period_report(figures(register, CALENDAR, read("2025"), UNTIL), "vi", OFFICE)
    whole = figures(register, CALENDAR, read("2025"), UNTIL).all_tasks
    assert f"({whole.done}/{whole.total} nhiệm vụ)" in report.paragraphs[0]
    assert f"({whole.late}/{whole.dated} nhiệm vụ có thời hạn)" in report.paragraphs[0]
    for grid in report.grids:
        rated = [column.title for column in grid.columns if column.title.startswith("Tỷ lệ")]
        for title in rated:
            mark = title[-3:]
            assert any(note.startswith(f"{mark} ") and " / " in note for note in grid.notes), title


def test_the_sum_row_is_the_sum(register: Register) -> None:
    report = period_report(figures(register, CALENDAR, read("2025-08"), UNTIL), "vi", OFFICE)
    for grid in report.grids:
        if grid.total is None:
            continue
        for at, value in enumerate(grid.total):
            if isinstance(value, int):
                assert value == sum(row[at] for row in grid.rows)  # type: ignore[misc]
            if isinstance(value, Share):
                assert value.part == sum(row[at].part for row in grid.rows)  # type: ignore[union-attr]


def test_an_empty_register_says_so(tmp_path: Path) -> None:
    with generated(str(tmp_path / "register.db"), 1, 1) as register:
        report = period_report(figures(register, CALENDAR, read("2023-05"), UNTIL), "vi", OFFICE)
    assert "Tổng số 0 nhiệm vụ" in report.paragraphs[0]
    assert "đạt – (0/0 nhiệm vụ)" in report.paragraphs[0]
    assert all(not grid.rows and grid.empty for grid in report.grids)


def test_bodies_are_one_whatever_their_capitals(register: Register) -> None:
    made = figures(register, CALENDAR, read("2025"), UNTIL)
    whole = responsibility(register, CALENDAR, "SỞ  TÀI CHÍNH", read("2025"), UNTIL)
    count = next(one for one in made.tasks if one.body == "Sở Tài chính")
    assert whole.name == "Sở Tài chính"
    assert (whole.total, len(whole.late)) == (count.total, count.late)


def test_the_file_on_a_body_states_facts_with_documents(register: Register) -> None:
    found = responsibility(register, CALENDAR, "Sở Tài chính", read("2025"), UNTIL)
    report = responsibility_report(found, "vi", OFFICE)
    assert found.returned
    assert all(line.sender == "Sở Tài chính" for line in found.returned)
    assert all(line.source_symbol for line in found.late)
    cured = report.grids[1]
    assert len(cured.rows) == sum(max(1, len(line.reasons)) for line in found.returned)
    assert {row[-1] for row in cured.rows} <= {"đã khắc phục", "chưa khắc phục", "chưa đối chiếu"}
    words = " ".join((*report.facts, *report.paragraphs)).lower()
    assert "không chấm điểm" in words
    assert "điểm:" not in words


def test_the_file_on_a_person_holds_the_persons_own(register: Register) -> None:
    found = responsibility(register, CALENDAR, "cán bộ A", read("2025"), UNTIL, person=True)
    assert found.total
    assert {line.person for line in found.late} == {"Cán bộ A"}
    assert {line.holder for line in found.held} <= {"Cán bộ A"}
    assert found.returned == ()
    assert found.letters == ()
    assert responsibility(register, CALENDAR, "Người lạ", read("2025"), UNTIL, person=True).empty


def test_reminders_hold_what_is_late_and_what_comes(register: Register) -> None:
    on = date(2025, 9, 8)
    found = reminders(register, CALENDAR, on, within=5)
    made = figures(register, CALENDAR, Period("days", on, on, 2025), on)
    assert sum(len(one.overdue) for one in found) == len(made.late)
    assert sum(len(one.silent) for one in found) == made.all_letters.silent
    until = CALENDAR.add_working_days(on, 5)
    assert all(on <= line.deadline <= until for one in found for line in one.soon if line.deadline)
    assert [one.longest or 0 for one in found] == sorted((one.longest or 0 for one in found), reverse=True)
    alone = reminders(register, CALENDAR, on, within=5, body="SỞ TÀI CHÍNH")
    assert [one.body for one in alone] == ["Sở Tài chính"]
    assert alone[0].overdue == next(one for one in found if one.body == "Sở Tài chính").overdue
    letter = reminder_letter(alone[0], on, 5, OFFICE, CALENDAR)
    assert letter.head.addressee == "Kính gửi: Sở Tài chính"
    assert len(letter.grids[0].rows) == len(alone[0].overdue)
    assert len(reminder_list(found, on, 5, "vi", OFFICE, CALENDAR).grids[0].rows) == len(found)


def test_figures_of_bodies_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "reported.csv"
    path.write_text("﻿body;total;done;open\nSở Y tế;1.200;1.000;201\nSở Nội vụ;;5;\n", encoding="utf-8")
    found = read_reported(path)
    assert found == (Reported("Sở Y tế", 1200, 1000, open=201), Reported("Sở Nội vụ", done=5))
    assert list(reported_gaps(found)) == [Gap("Sở Y tế", "total", 1200, 1201)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("total,done\n1,1\n", "must name the columns"),
        ("body,total,score\nA,1,2\n", "must name the columns"),
        ("body,total\n,1\n", "row 2: body is missing"),
        ("body,total\nA,about 5\n", "row 2: total is 'about 5'"),
        ("body,total\nA,-5\n", "row 2: total is '-5'"),
    ],
)
def test_a_faulty_file_of_figures_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "reported.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=told):
        read_reported(path)
