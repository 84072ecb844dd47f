"""The rules of status, one by one on made instruments, and on some real ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_dossier_nlp.law import STATUSES, Conflict, Registry, Relation, in_force_of, status_on


def repeal(date: str) -> Relation:
    return Relation("partly_repealed", "2/2015/NĐ-CP", date, "a", "high")


def contrary(field: str, value: str) -> Conflict:
    return Conflict(field, value, "b", "low", "open", "")


# Rule 1: before


def test_before_issue_and_before_effect(made):
    one, known = made("2010-01-01", issued="2009-06-01")
    assert status_on(one, "2009-01-01", known).status == "not_yet_effective"
    assert status_on(one, "2009-12-31", known).status == "not_yet_effective"


def test_before_issue_though_the_first_day_is_not_known(made):
    one, known = made("", issued="2009-06-01")
    assert status_on(one, "2009-05-31", known).status == "not_yet_effective"
    assert status_on(one, "2009-06-01", known).status == "unknown"


# Rule 2: after


def test_the_day_of_expiry_is_the_first_day_out_of_force(made):
    one, known = made(expired="2020-05-05", replaced_by="3/2020/NĐ-CP")
    assert status_on(one, "2020-05-04", known).status == "in_force"
    standing = status_on(one, "2020-05-05", known)
    assert standing.status == "expired"
    (fact,) = standing.deciding
    assert (fact.kind, fact.date, fact.by, fact.source, fact.certainty) == (
        *("expired", "2020-05-05", "3/2020/NĐ-CP", "a", "high"),
    )


def test_expired_though_the_first_day_is_not_known(made):
    one, known = made("", "2020-05-05")
    assert status_on(one, "2021-01-01", known).status == "expired"
    assert status_on(one, "2019-01-01", known).status == "unknown"


def test_between_two_days_of_expiry_it_is_unknown(made):
    one, known = made(expired="2020-05-05", conflicts=(contrary("expired", "2020-03-01"),))
    found = [status_on(one, day, known).status for day in ("2020-02-28", "2020-03-01", "2020-05-04", "2020-05-05")]
    assert found == ["in_force", "unknown", "unknown", "expired"]


def test_a_source_without_an_expiry_makes_it_unknown(made):
    one, known = made(expired="2020-05-05", conflicts=(contrary("expired", ""),))
    assert status_on(one, "2021-01-01", known).status == "unknown"
    assert status_on(one, "2019-01-01", known).status == "in_force"


# Rule 3: the beginning


def test_no_first_day_is_unknown(made):
    one, known = made("", listed=True)
    assert status_on(one, "2015-01-01", known).status == "unknown"


def test_between_two_first_days_it_is_unknown(made):
    one, known = made("2010-07-01", listed=True, conflicts=(contrary("effective", "2010-01-01"),))
    found = [status_on(one, day, known).status for day in ("2009-12-31", "2010-01-01", "2010-06-30", "2010-07-01")]
    assert found == ["not_yet_effective", "unknown", "unknown", "in_force"]


# Rule 5: doubts


def test_replaced_on_an_unknown_day_is_unknown_from_its_year(made):
    one, known = made(replaced_by="3/2020/NĐ-CP", listed=True)
    assert status_on(one, "2019-12-31", known).status == "in_force"
    assert status_on(one, "2020-01-01", known).status == "unknown"


def test_what_details_an_expired_instrument_is_in_doubt(made):
    one, known = made(listed=True, relations=(Relation("parent_expired", "4/2005/QH11", "2018-01-01", "a", "low"),))
    assert status_on(one, "2017-12-31", known).status == "in_force"
    assert status_on(one, "2018-01-01", known).status == "unknown"


# Rule 6: lists


def test_in_force_as_long_as_a_source_says_so(made):
    one, known = made(listed=True)
    assert status_on(one, "2024-12-31", known).status == "in_force"
    assert status_on(one, "2025-01-01", known).status == "unknown"
    never, known = made(listed=False)
    assert status_on(never, "2012-01-01", known).status == "unknown"


# Parts and amendments


def test_an_amendment_alone_changes_nothing(made):
    one, known = made(listed=True, relations=(Relation("amended", "2/2015/NĐ-CP", "2015-01-01", "a", "high"),))
    standing = status_on(one, "2016-01-01", known)
    assert standing.status == "in_force"
    assert "amended" in {fact.kind for fact in standing.facts}


def test_a_part_repealed(made):
    one, known = made(listed=True, relations=(repeal("2015-01-01"),))
    assert status_on(one, "2014-12-31", known).status == "in_force"
    standing = status_on(one, "2015-01-01", known)
    assert (standing.status, standing.deciding[0].by) == ("partly_expired", "2/2015/NĐ-CP")


def test_a_part_repealed_on_an_unknown_day_decides_nothing(made):
    one, known = made(listed=True, relations=(repeal(""),))
    assert status_on(one, "2016-01-01", known).status == "in_force"


# Dates known in part


def test_a_year_or_a_month_only_where_both_ends_agree(made):
    one, known = made("2010-03-01", "2020-05-05")
    found = {when: status_on(one, when, known).status for when in ("2009", "2010", "2012", "2020", "2020-05", "2021")}
    assert found == {
        "2009": "not_yet_effective",
        "2010": "unknown",
        "2012": "in_force",
        "2020": "unknown",
        "2020-05": "unknown",
        "2021": "expired",
    }


def test_a_day_that_does_not_exist(made):
    one, known = made()
    with pytest.raises(ValueError, match="day"):
        status_on(one, "2023-02-30", known)


def test_certainty_is_that_of_the_weakest_deciding_fact(made):
    one, known = made(expired="2020-05-05", conflicts=(contrary("expired", "2020-03-01"),))
    assert status_on(one, "2021-01-01", known).certainty == "low"
    assert status_on(one, "2020-04-01", known).certainty is None


# Real ones


@pytest.mark.parametrize(
    ("number", "date", "status"),
    [
        ("45/2013/QH13", "2024-07-31", "in_force"),
        ("45/2013/QH13", "2024-08-01", "expired"),
        ("31/2024/QH15", "2024-07-31", "not_yet_effective"),
        ("07/2026/QH16", "2026-12-31", "not_yet_effective"),
        ("45/2025/NĐ-CP", "2025-06-20", "unknown"),  # two days of expiry
        ("45/2025/NĐ-CP", "2025-07-01", "expired"),
        ("38/2019/QH14", "2019-12-31", "unknown"),  # two first days
        ("112/2020/NĐ-CP", "2025-12-01", "partly_expired"),  # one of two groups of people left
        ("37/2015/NĐ-CP", "2027-01-01", "unknown"),  # repealed in part, and no source after July 2026
        ("45/2018/QĐ-TTg", "2025-12-31", "unknown"),  # its first day is not known
        ("52/2019/QH14", "2025-10-01", "partly_expired"),  # amends two laws, of which one has expired
        ("52/2019/QH14", "2026-07-01", "expired"),
        ("31/2021/NĐ-CP", "2026-06-01", "unknown"),  # replaced, the day is not known
        ("30/2020/NĐ-CP", "2026-07-01", "in_force"),
        ("30/2020/NĐ-CP", "2026-12-01", "unknown"),  # no source after July 2026
    ],
)
def test_status_of_real_instruments(shipped: Registry, number, date, status):
    (one,) = shipped.by_number(number)
    assert status_on(one, date, shipped).status == status


def test_expired_always_has_day_and_source(shipped: Registry):
    for one in shipped.instruments:
        standing = status_on(one, "2026-07-01", shipped)
        if standing.status == "expired":
            assert all(fact.date and fact.source in shipped.sources for fact in standing.deciding), one


def test_time_goes_one_way(shipped: Registry):
    """Not yet in force, then in force, then expired: never back, whatever is unknown between."""
    order = {"not_yet_effective": 0, "in_force": 1, "partly_expired": 1, "expired": 2}
    for one in shipped.instruments[::7]:
        seen = [status_on(one, f"{year}-07-01", shipped).status for year in range(1990, 2030)]
        known = [order[status] for status in seen if status != "unknown"]
        assert known == sorted(known), one


def test_the_one_in_force_among_namesakes(shipped: Registry):
    laws = shipped.by_title("Luật Tổ chức chính quyền địa phương")
    found = {day: in_force_of(laws, day, shipped) for day in ("2020-01-01", "2025-04-01", "2025-07-01", "2010-01-01")}
    assert {day: one and one.number for day, one in found.items()} == {
        "2020-01-01": "77/2015/QH13",
        "2025-04-01": "65/2025/QH15",
        "2025-07-01": "72/2025/QH15",
        "2010-01-01": None,
    }


@given(st.dates().map(lambda day: day.isoformat()), st.integers(0, 5000))
def test_any_day_has_a_status(shipped: Registry, day, index):
    one = shipped.instruments[index % len(shipped.instruments)]
    assert status_on(one, day, shipped).status in STATUSES
