"""The states of a dossier, the actions between them and who may do what: data of ``states.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.register.refusals import RegisterError
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.settings import ROLES, Settings


@dataclass(frozen=True, slots=True)
class State:
    """Where a dossier stands."""

    code: str
    step: str  # of the table in the domain specification
    open: bool  # whether the Office still owes something
    source: str  # blank where no rule is known


@dataclass(frozen=True, slots=True)
class Action:
    """What leads from one state to another."""

    code: str
    sources: tuple[str, ...]  # states; empty for a new dossier
    target: str | None  # None: the state stays
    roles: tuple[str, ...]
    needs: tuple[str, ...] = ()
    decides: str | None = None  # the verdict that an officer gives with it


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole table."""

    states: dict[str, State]
    actions: dict[str, Action]
    rights: dict[str, tuple[str, ...]]

    def allowed(self, state: str) -> list[str]:
        """The actions that lead on from a state."""
        return [action.code for action in self.actions.values() if state in action.sources]

    @property
    def open_states(self) -> tuple[str, ...]:
        """The states in which the Office still owes something."""
        return tuple(state.code for state in self.states.values() if state.open)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. ``role`` None: no roles are configured, so everyone may do everything under his name."""

    name: str
    role: str | None = None


def actor(name: str | None, settings: Settings) -> Actor:
    """The person that ``name`` is, with the role of the settings. Raises RegisterError without a name or a role."""
    name = " ".join((name or "").split())
    if not name:
        raise RegisterError("no_name")
    if not settings.roles:
        return Actor(name)
    role = dict(settings.roles).get(name)
    if role is None:
        raise RegisterError("unknown_person", name=name)
    return Actor(name, role)


def permit(person: Actor, what: str) -> None:
    """Raises RegisterError where ``person`` may not do ``what``: an action or a right of ``states.toml``."""
    table = flow()
    roles = table.actions[what].roles if what in table.actions else table.rights[what]
    if person.role is not None and person.role not in roles:
        raise RegisterError("not_permitted", name=person.name, role=person.role, action=what, roles=", ".join(roles))


def lead(state: str, action: str, dossier: int) -> str:
    """The state to which ``action`` leads from ``state``. Raises RegisterError where it does not lead from there."""
    table = flow()
    if state not in table.actions[action].sources:
        raise RegisterError("illegal", id=dossier, action=action, state=state, allowed=", ".join(table.allowed(state)))
    return table.actions[action].target or state


def given(action: str, values: Collection[str]) -> None:
    """Raises RegisterError where something is missing that ``action`` needs."""
    for need in flow().actions[action].needs:
        if need not in values:
            raise RegisterError("needs", action=action, need=need)


@cache
def flow() -> Flow:
    """The table of ``states.toml``. Raises DataError for a row that names an unknown state or role."""
    file = room_file("register", "data", "states.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    states = {
        code: State(code, row["step"], row["open"], row.get("source", "")) for code, row in table["state"].items()
    }
    actions = {
        code: Action(
            code,
            tuple(row["from"]),
            row["to"] or None,
            tuple(row["roles"]),
            tuple(row.get("needs", ())),
            row.get("decides"),
        )
        for code, row in table["action"].items()
    }
    rights = {code: tuple(roles) for code, roles in table["rights"].items()}
    for action in actions.values():
        for state in (*action.sources, *filter(None, [action.target])):
            if state not in states:
                raise DataError(f"{file}: action {action.code}: unknown state {state!r}")
    for code, roles in [*rights.items(), *((action.code, action.roles) for action in actions.values())]:
        if unknown := set(roles) - set(ROLES):
            raise DataError(f"{file}: {code}: unknown role {', '.join(sorted(unknown))}")
    return Flow(states, actions, rights)
