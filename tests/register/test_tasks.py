"""Tasks: what may be done with them, where they stand on a day, and what the log keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from vn_dossier_nlp.register import ConflictError, Register, make_register
from vn_dossier_nlp.register.calendar import load_calendar
from vn_dossier_nlp.register.counting import task_counts, task_total
from vn_dossier_nlp.register.flow import Actor
from vn_dossier_nlp.register.lists import task_lines
from vn_dossier_nlp.register.periods import Cycle, Period
from vn_dossier_nlp.register.tasks import (
    RECALLED,
    SUSPENDED,
    TaskAsked,
    TaskError,
    TaskState,
    answer_extension,
    ask_extension,
    count_tasks,
    finish_task,
    give_task,
    hand_over,
    note_progress,
    resume_task,
    set_aside,
    task,
    task_file,
    tasks_that,
)

OFFICER = Actor("Lê Thị Hạ")
CALENDAR = load_calendar()
JUNE = Cycle().period("month", 2026, 6)
JULY = Cycle().period("month", 2026, 7)


@pytest.fixture
def register(place: str) -> Iterator[Register]:
    """An empty register on either database, whose log is whole in the end."""
    with make_register(place, OFFICER) as made:
        yield made
        assert made.verify() == ()


def given(register: Register, deadline: date | None = date(2026, 6, 12), lead: str = "Sở Xây dựng", **more: Any) -> int:
    return give_task(
        register,
        OFFICER,
        CALENDAR,
        source_symbol="12/UBND-TH",
        content="Báo cáo kết quả rà soát",
        lead=lead,
        given_on=date(2026, 6, 1),
        deadline=deadline,
        **more,
    )


def counts(register: Register, period: Period, on: date) -> dict[str, Any]:
    with register.reading() as connection:
        return {count.body: count for count in task_counts(connection, period, on)}


def test_a_deadline_on_a_day_of_rest_ends_with_the_next_working_day(register: Register) -> None:
    found = task(register, given(register, date(2026, 6, 13)))
    assert (found.first_deadline, found.deadline) == (date(2026, 6, 13), date(2026, 6, 15))


def test_a_deadline_that_the_calendar_does_not_know_stays(register: Register) -> None:
    assert task(register, given(register, date(2027, 6, 12))).deadline == date(2027, 6, 12)


@pytest.mark.parametrize(
    ("deadline", "done", "on", "state"),
    [
        (date(2026, 6, 12), date(2026, 6, 12), date(2026, 6, 30), TaskState.DONE_IN_TIME),
        (date(2026, 6, 12), date(2026, 6, 15), date(2026, 6, 30), TaskState.DONE_LATE),
        (date(2026, 6, 12), date(2026, 6, 15), date(2026, 6, 12), TaskState.OPEN_IN_TIME),
        (date(2026, 6, 12), date(2026, 6, 15), date(2026, 6, 13), TaskState.OPEN_LATE),
        (date(2026, 6, 12), None, date(2026, 6, 30), TaskState.OPEN_LATE),
        (None, date(2026, 6, 15), date(2026, 6, 30), TaskState.DONE_UNDATED),
        (None, None, date(2026, 6, 30), TaskState.OPEN_UNDATED),
    ],
)
def test_where_a_task_stands(
    register: Register, deadline: date | None, done: date | None, on: date, state: TaskState
) -> None:
    key = given(register, deadline)
    if done:
        finish_task(register, OFFICER, key, "9/BC-SXD", done)
    assert task(register, key).state(on) is state
    with register.reading() as connection:
        lines = task_lines(connection, CALENDAR, JUNE, on, tuple(TaskState))
    assert [line.state for line in lines] == [state]


def test_a_partial_product_closes_nothing(register: Register) -> None:
    key = given(register)
    note_progress(register, OFFICER, key, "Xong phần I", date(2026, 6, 10), "8/BC-SXD", "Chờ số liệu")
    found = task_file(register, key)
    assert found.task.done_on is None
    assert found.task.cause == "Chờ số liệu"
    assert [note.product_symbol for note in found.notes] == ["8/BC-SXD"]
    with pytest.raises(TaskError, match="number of its product"):
        finish_task(register, OFFICER, key, " ", date(2026, 6, 11))


def test_an_extension_counts_only_in_writing_and_before_the_deadline(register: Register) -> None:
    key = given(register)
    with pytest.raises(TaskError, match="no request"):
        answer_extension(register, OFFICER, CALENDAR, key, granted=True, on=date(2026, 6, 12))
    late = {"letter_symbol": "3/VP-TH", "new_deadline": date(2026, 6, 30)}
    ask_extension(register, OFFICER, key, date(2026, 6, 11), date(2026, 6, 30))
    assert answer_extension(register, OFFICER, CALENDAR, key, granted=True, on=date(2026, 6, 15), **late) == (
        "after_deadline"
    )
    assert task(register, key).deadline == date(2026, 6, 12)
    ask_extension(register, OFFICER, key, date(2026, 6, 11), date(2026, 6, 30))
    assert answer_extension(register, OFFICER, CALENDAR, key, granted=True, on=date(2026, 6, 12), **late) is None
    assert task(register, key).deadline == date(2026, 6, 30)
    assert [one.counts for one in task_file(register, key).extensions] == [False, True]


def test_before_the_extension_the_old_deadline_held(register: Register) -> None:
    """A report of June that is made again in August must say what it said in June."""
    key = given(register, date(2026, 7, 10))
    ask_extension(register, OFFICER, key, date(2026, 7, 8))
    answer = {"letter_symbol": "3/VP-TH", "new_deadline": date(2026, 8, 14)}
    answer_extension(register, OFFICER, CALENDAR, key, granted=True, on=date(2026, 7, 9), **answer)
    with register.reading() as connection:
        (june,) = task_lines(connection, CALENDAR, JUNE, JUNE.ends, tuple(TaskState))
        (july,) = task_lines(connection, CALENDAR, JULY, JULY.ends, tuple(TaskState))
    assert (june.deadline, july.deadline) == (date(2026, 7, 10), date(2026, 8, 14))
    assert july.state == "open_in_time"


def test_a_task_counts_for_the_last_body_from_the_day_of_transfer(register: Register) -> None:
    key = given(register)
    hand_over(register, OFFICER, key, "Sở Tài chính", date(2026, 7, 6), "20/VP-TH")
    assert set(counts(register, JUNE, JUNE.ends)) == {"Sở Xây dựng"}
    july = counts(register, JULY, date(2026, 7, 10))
    assert (july["Sở Tài chính"].open_late, july["Sở Tài chính"].taken_over) == (1, 1)
    assert (july["Sở Xây dựng"].total, july["Sở Xây dựng"].handed_on) == (0, 1)
    with register.reading() as connection:
        (line,) = task_lines(connection, CALENDAR, JULY, date(2026, 7, 10), ("open_late",))
    # Friday 12/6 to Friday 10/7: four weeks; since Monday 6/7: Tuesday to Friday.
    assert (line.days_late, line.days_here) == (20, 4)


def test_a_hand_over_is_in_order(register: Register) -> None:
    key = given(register)
    with pytest.raises(TaskError, match="with Sở Xây dựng already"):
        hand_over(register, OFFICER, key, "Sở Xây dựng", date(2026, 6, 5))
    hand_over(register, OFFICER, key, "Sở Y tế", date(2026, 6, 5))
    with pytest.raises(TaskError, match="last hand-over"):
        hand_over(register, OFFICER, key, "Sở Tài chính", date(2026, 6, 4))


def test_special_states(register: Register) -> None:
    recalled, suspended = given(register), given(register)
    set_aside(register, OFFICER, recalled, RECALLED, date(2026, 6, 8), "Không còn phù hợp")
    set_aside(register, OFFICER, suspended, SUSPENDED, date(2026, 6, 8))
    count = counts(register, JUNE, JUNE.ends)["Sở Xây dựng"]
    assert (count.total, count.recalled, count.suspended, count.open_late) == (2, 1, 1, 0)
    with pytest.raises(TaskError, match="recalled on 2026-06-08"):
        finish_task(register, OFFICER, recalled, "9/BC-SXD", date(2026, 6, 9))
    with pytest.raises(TaskError, match="resume it first"):
        note_progress(register, OFFICER, suspended, "…", date(2026, 6, 9))
    resume_task(register, OFFICER, CALENDAR, suspended, date(2026, 6, 15), date(2026, 6, 27))
    found = task(register, suspended)
    assert (found.special, found.deadline) == (None, date(2026, 6, 29))
    with pytest.raises(TaskError, match="not suspended"):
        resume_task(register, OFFICER, CALENDAR, suspended, date(2026, 6, 16))
    assert counts(register, JULY, JULY.ends)["Sở Xây dựng"].total == 1


def test_a_done_task_is_closed(register: Register) -> None:
    key = given(register)
    with pytest.raises(TaskError, match="cannot be done on 2026-05-29"):
        finish_task(register, OFFICER, key, "9/BC-SXD", date(2026, 5, 29))
    finish_task(register, OFFICER, key, "9/BC-SXD", date(2026, 6, 9))
    with pytest.raises(TaskError) as refused:
        hand_over(register, OFFICER, key, "Sở Y tế", date(2026, 6, 10))
    assert refused.value.told("vi") == "nhiệm vụ 1 đã hoàn thành ngày 09/06/2026 với sản phẩm 9/BC-SXD"
    assert counts(register, JULY, JULY.ends) == {}


def test_what_somebody_changed_meanwhile_is_not_overwritten(register: Register) -> None:
    key = given(register)
    seen = task(register, key).version
    hand_over(register, OFFICER, key, "Sở Y tế", date(2026, 6, 5), expected=seen)
    with pytest.raises(ConflictError, match="Lê Thị Hạ"):
        finish_task(register, OFFICER, key, "9/BC-SXD", date(2026, 6, 9), expected=seen)
    assert task(register, key).done_on is None


def test_who_may_change_a_task(register: Register) -> None:
    from vn_dossier_nlp.register import RegisterError

    key = given(register)
    clerk = Actor("Văn thư", "clerk")
    note_progress(register, clerk, key, "Đã nhận báo cáo", date(2026, 6, 5))
    with pytest.raises(RegisterError):
        finish_task(register, clerk, key, "9/BC-SXD", date(2026, 6, 9))


def test_lists_and_search(register: Register) -> None:
    first = given(register, lead="Sở Tư pháp")
    second = given(register, date(2026, 6, 5), person="Cán bộ A")
    third = given(register, None)
    assert [one.id for one in tasks_that(register)] == [second, first, third]
    assert [one.id for one in tasks_that(register, TaskAsked(words="so tu phap"))] == [first]
    assert [one.id for one in tasks_that(register, TaskAsked(person="Cán bộ A"))] == [second]
    assert [one.id for one in tasks_that(register, TaskAsked(overdue_on=date(2026, 6, 10)))] == [second]
    assert [one.id for one in tasks_that(register, TaskAsked(due_to=date(2026, 6, 12)))] == [second, first]
    assert count_tasks(register, TaskAsked(words="100%")) == 0
    finish_task(register, OFFICER, second, "9/BC-SXD", date(2026, 6, 5))
    assert count_tasks(register, TaskAsked(open=True)) == 2
    with pytest.raises(TaskError, match="no task 9"):
        task(register, 9)


def test_a_task_of_the_future_or_of_the_past_is_not_of_the_period(register: Register) -> None:
    key = given(register)
    finish_task(register, OFFICER, key, "9/BC-SXD", date(2026, 6, 9))
    may = Cycle().period("month", 2026, 5)
    for period in (may, JULY):
        assert counts(register, period, period.ends) == {}
        with register.reading() as connection:
            assert task_total(connection, period, period.ends) == 0
