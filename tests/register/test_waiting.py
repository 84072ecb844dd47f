"""A dossier that waits for its sender: its clock stands still, and its deadline moves when the papers come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from register_samples import CLERK, OFFICER, line

from vn_dossier_nlp.register import Incoming, Register
from vn_dossier_nlp.register.counting import dossier_counts
from vn_dossier_nlp.register.periods import Cycle
from vn_dossier_nlp.settings import home

MONDAY, WEDNESDAY, FRIDAY = date(2026, 6, 1), date(2026, 6, 3), date(2026, 6, 5)
DUE = date(2026, 6, 8)  # five working days after Monday


def asked(register: Register, since: date = WEDNESDAY, deadline: date | None = DUE) -> int:
    """A dossier with its deadline for which a supplement was asked on ``since``."""
    scored = line(verdict="supplement", requirements={"funding": ("not_met", "supplement")})
    incoming = Incoming("Sở Xây dựng", "về việc thử", symbol="1/TTr-SXD", line=scored)
    key = register.receive(CLERK, incoming, MONDAY).id
    register.check(OFFICER, key, MONDAY, OFFICER.name, deadline=deadline)
    register.decide_check(OFFICER, key, "supplement", since)
    return key


def test_the_days_that_were_left_go_on(here: Register) -> None:
    key = asked(here)
    # Used: Tuesday, Wednesday. Left: three. The papers come on Friday 12: Monday 15, Tuesday 16, Wednesday 17.
    assert here.supplemented(CLERK, key, date(2026, 6, 12), None).deadline == date(2026, 6, 17)


def test_a_second_pause_counts_from_the_first(here: Register) -> None:
    key = asked(here)
    here.supplemented(CLERK, key, date(2026, 6, 12), None)
    here.decide_check(OFFICER, key, "supplement", date(2026, 6, 15))
    # Used: Monday 15. Left: two. The papers come on Saturday 20: Monday 22, Tuesday 23.
    assert here.supplemented(CLERK, key, date(2026, 6, 20), None).deadline == date(2026, 6, 23)


def test_by_a_rule_of_the_place_the_period_begins_anew(here: Register) -> None:
    home().mkdir(parents=True, exist_ok=True)
    own = home() / "deadlines.toml"
    own.write_text('[clock]\nafter_supplement = "restart"\n', encoding="utf-8")
    try:
        key = asked(here)
        assert here.supplemented(CLERK, key, date(2026, 6, 12), None).deadline == date(2026, 6, 19)
    finally:
        own.unlink()


@pytest.mark.parametrize(("since", "deadline"), [(date(2026, 6, 10), DUE), (WEDNESDAY, None)])
def test_a_deadline_that_was_missed_or_never_set_stays(here: Register, since: date, deadline: date | None) -> None:
    key = asked(here, since, deadline)
    assert here.supplemented(CLERK, key, date(2026, 6, 12), None).deadline == deadline


def test_a_dossier_that_waits_is_not_overdue(here: Register) -> None:
    asked(here)
    with here.reading() as connection:
        (count,) = dossier_counts(connection, Cycle().period("month", 2026, 6), date(2026, 6, 30))
    assert (count.waiting, count.open_late) == (1, 0)


def test_the_desk_enters_a_rule_of_the_place_and_only_tells_a_pattern(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from vn_dossier_nlp.cli import group

    environment = {"VN_DOSSIER_REGISTER": str(tmp_path / "register.db"), "VN_DOSSIER_USER": "Lê Chánh"}

    def called(*arguments: str) -> str:
        made = CliRunner().invoke(group, ["register", *arguments], env=environment, standalone_mode=False)
        assert made.exception is None, made.exception
        return made.output

    called("init")
    called("receive", "--author", "Sở Xây dựng", "--subject", "về việc thử", "--on", "2026-06-01")
    assert "mẫu của cấp trung ương" in called("check", "1", "--to", "Trần Thị Chuyên", "--on", "2026-06-01")
    home().mkdir(parents=True, exist_ok=True)
    own = home() / "deadlines.toml"
    rule = 'id = "{0}"\nstep = "{0}"\ndays = {1}\nunit = "working"\nsource = "Quy chế làm việc"\n'
    own.write_text(f"[[rule]]\n{rule.format('submit', 4)}[[rule]]\n{rule.format('consult', 7)}", encoding="utf-8")
    try:
        again = called("check", "1", "--to", "Phạm Văn Tra", "--on", "2026-06-02")
        assert "hạn 05/06/2026, theo Quy chế làm việc" in again
        asking = called("consult", "1", "--body", "Sở Tư pháp", "--on", "2026-06-02")
        assert "hạn 11/06/2026" in asking
        stated = called("consult", "1", "--body", "Sở Y tế", "--due", "2026-06-13", "--on", "2026-06-02")
        assert "hết ngày làm việc tiếp theo, 15/06/2026" in stated
    finally:
        own.unlink()
