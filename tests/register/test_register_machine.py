"""Any sequence of actions, allowed or not, keeps what must hold of a register."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from register_samples import CLERK, DAY, HEAD, line, paper

from vn_dossier_nlp.register import RegisterError, flow, incoming_of, make_register

ACTIONS = [name for name in flow().actions if name not in ("receive", "resubmit", "replace", "assign")]
WHOSE = {
    "number": lambda register, key, day: register.give_number(HEAD, key, day),
    "check": lambda register, key, day: register.check(HEAD, key, day, "Chuyên viên"),
    "return": lambda register, key, day: register.decide_check(HEAD, key, "return", day, reasons=["R01"], why="rõ"),
    "supplement": lambda register, key, day: register.decide_check(
        HEAD, key, "supplement", day, reasons=["R01"], why="rõ"
    ),
    "transfer": lambda register, key, day: register.decide_check(HEAD, key, "transfer", day, body="Bộ", why="rõ"),
    "examine": lambda register, key, day: register.decide_check(HEAD, key, "examine", day, why="rõ"),
    "supplemented": lambda register, key, day: register.supplemented(HEAD, key, day, None),
    "consult": lambda register, key, day: register.ask(HEAD, key, ["Ủy viên"], day, True),
    "send_back": lambda register, key, day: register.step(HEAD, key, "send_back", day, note="làm rõ"),
    "decide": lambda register, key, day: register.step(
        HEAD, key, "decide", day, data={"decision": "approve", "decided_by": "Chủ tịch"}
    ),
    "issue": lambda register, key, day: register.issue(HEAD, key, day, "QĐ-UBND", {}),
}
KEYS = st.integers(1, 6)
DAYS = st.integers(0, 40).map(lambda days: DAY + timedelta(days))


class Life(RuleBasedStateMachine):
    """A register beside a model of it: the state of each dossier and the last day on which something happened."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.register = make_register(str(Path(self.folder.name) / "register.db"), HEAD)
        self.states: dict[int, str] = {}
        self.last: dict[int, Any] = {}
        self.lines = 0

    def teardown(self) -> None:
        if hasattr(self, "register"):
            assert self.register.verify() == ()
            self.register.close()
            self.folder.cleanup()

    @staticmethod
    def refused(do: Callable[[], object]) -> RegisterError | None:
        try:
            do()
        except RegisterError as error:
            return error
        return None

    @precondition(lambda self: len(self.states) < 6)
    @rule(by_hand=st.booleans(), numbered=st.booleans(), on=DAYS)
    def receive(self, by_hand: bool, numbered: bool, on: Any) -> None:
        self.lines += 1
        incoming = paper(self.lines) if by_hand else incoming_of(line(self.lines))
        new = self.register.receive(CLERK, incoming, on, numbered=numbered)
        self.states[new.id] = "registered" if numbered else "received"
        self.last[new.id] = on

    @precondition(lambda self: bool(self.states))
    @rule(key=KEYS, action=st.sampled_from(ACTIONS), on=DAYS)
    def act(self, key: int, action: str, on: Any) -> None:
        row = flow().actions[action]
        # As the program describes it: what `check` does on a dossier at work is to give it to another officer.
        assigns = action == "check" and self.states.get(key) in flow().actions["assign"].sources
        replaces = action == "issue" and self.states.get(key) in flow().actions["replace"].sources
        allowed = key in self.states and (self.states[key] in row.sources or assigns or replaces)
        if allowed:
            allowed = on >= self.last[key]
        do = WHOSE.get(action, lambda register, key, day: register.step(HEAD, key, action, day))
        before = self.register.head()
        refused = self.refused(lambda: do(self.register, key, on))
        assert (refused is None) == allowed, refused
        if refused is not None:
            assert self.register.head() == before
            return
        self.last[key] = on
        if row.target and not assigns and not replaces:
            self.states[key] = row.target

    @precondition(lambda self: bool(self.states) and len(self.states) < 6)
    @rule(key=KEYS, on=DAYS)
    def resubmit(self, key: int, on: Any) -> None:
        back = [one for one in self.register.returns(key) if one.kind == "return"]
        allowed = key in self.states and bool(back) and back[-1].answered_by_id is None
        allowed = allowed and self.states[key] in flow().actions["resubmit"].sources and on >= self.last[key]
        self.lines += 1
        refused = self.refused(lambda: self.register.resubmit(CLERK, key, paper(self.lines), on))
        assert (refused is None) == allowed, refused
        if refused is None:
            new = self.register.returns(key)[-1].answered_by_id
            assert new is not None
            self.states[new] = "registered"
            self.last[key] = self.last[new] = on

    @precondition(lambda self: bool(self.states))
    @rule(key=KEYS, text=st.text("ab c", max_size=4), stale=st.booleans())
    def correct(self, key: int, text: str, stale: bool) -> None:
        if key not in self.states:
            return
        seen = self.register.dossier(key)
        refused = self.refused(lambda: self.register.correct(HEAD, key, "unit", text, expected=seen.version - stale))
        assert (refused is not None) == stale
        assert self.register.dossier(key).unit == (seen.unit if stale else text)

    @invariant()
    def what_holds(self) -> None:
        if not hasattr(self, "register"):
            return
        found = {one.id: one for one in self.register.list(limit=None)}
        assert {key: one.state for key, one in found.items()} == self.states
        numbers = sorted(one.number for one in found.values() if one.number)
        assert numbers == list(range(1, len(numbers) + 1))
        for key, one in found.items():
            steps = self.register.events(key)
            assert steps[-1].to_state == one.state
            assert all(a.to_state == b.from_state for a, b in zip(steps, steps[1:], strict=False))
            assert [step.on_day for step in steps] == sorted(step.on_day for step in steps)
            assert (one.number is None) == all(step.action != "number" for step in steps)
            for back in self.register.returns(key):
                assert back.reasons or back.kind == "transfer"
            matter = self.register.matter(key)
            assert [other.nth for other in matter] == list(range(1, len(matter) + 1))
        issued = [sent.number for key in found for sent in self.register.outgoing(key)]
        assert sorted(issued) == list(range(1, len(issued) + 1))


Life.TestCase.settings = settings(
    max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLife = Life.TestCase
