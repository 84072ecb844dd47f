"""What the commands of the register share: where it is, who acts, on which day, and how it refuses."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vn_dossier_nlp.cli.options import lang_option, settings_option

if TYPE_CHECKING:
    from datetime import date

    from vn_dossier_nlp.register import Actor, Register
    from vn_dossier_nlp.register.records import Dossier
    from vn_dossier_nlp.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

USER = "VN_DOSSIER_USER"


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day as 2026-03-05 or 05/03/2026."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day. Fails with the usage of the command."""
        from datetime import date

        from vn_dossier_nlp.register.values import ValueFaultError, day_of

        if isinstance(value, date):
            return value
        try:
            return day_of(str(value).strip())
        except ValueFaultError:
            self.fail(f"{value!r} is no day; write 2026-03-05 or 05/03/2026", param, ctx)


DAY = Day()


@dataclass(slots=True)
class Desk:
    """One call of a command: the register and the person at it."""

    place: str | None
    name: str | None
    settings: Settings
    lang: str

    def open(self) -> Register:
        """The register. Raises RegisterError."""
        from vn_dossier_nlp.register import open_register

        return open_register(self.place, self.settings)

    @property
    def actor(self) -> Actor:
        """Who acts. Raises RegisterError where nobody said."""
        from vn_dossier_nlp.register import actor

        return actor(self.name, self.settings)

    def say(self, key: str, **slots: object) -> None:
        """A sentence of ``register.told``, on one line, harmless to look at."""
        from vn_dossier_nlp.reports.visible import one_line
        from vn_dossier_nlp.words import say

        click.echo(one_line(say(f"register.told.{key}", self.lang, **slots)))

    def warn(self, key: str, **slots: object) -> None:
        """The same on the error stream."""
        from vn_dossier_nlp.reports.visible import one_line
        from vn_dossier_nlp.words import say

        click.echo(one_line(say(f"register.told.{key}", self.lang, **slots)), err=True)

    def done(self, dossier: Dossier) -> None:
        """Where a dossier stands now."""
        from vn_dossier_nlp.words import label

        state = label("register.state", dossier.state, self.lang)
        self.say("done", id=dossier.id, state=state, version=dossier.version)


def at_desk(command: Command) -> Command:
    """Options of every command; the function gets a :class:`Desk` first. Refusals become one line, exit 2."""

    @functools.wraps(command)
    def run(place: str | None, name: str | None, settings: str | None, lang: str, **rest: Any) -> Any:
        from vn_dossier_nlp.errors import UsageError
        from vn_dossier_nlp.register.refusals import RegisterError
        from vn_dossier_nlp.reports.visible import one_line
        from vn_dossier_nlp.settings import load_settings

        desk = Desk(place, name, load_settings(Path(settings) if settings else None), lang)
        try:
            return command(desk, **rest)
        except RegisterError as error:
            raise UsageError(one_line(error.told(lang))) from error

    options = (
        click.option(
            "--register",
            "place",
            metavar="FILE|URL",
            default=None,
            help="The register. Default: $VN_DOSSIER_REGISTER, the settings, register.db in the user's folder.",
        ),
        click.option("--as", "name", metavar="NAME", envvar=USER, default=None, help=f"Who acts. Default: ${USER}."),
        settings_option,
        lang_option,
    )
    wrapped: Any = run
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[no-any-return]


def on_option(command: Command) -> Command:
    """``--on DAY``: when it happened."""
    return click.option("--on", type=DAY, default=None, help="The day on which it happened. Default: today.")(command)


def expect_option(command: Command) -> Command:
    """``--expect VERSION``: nothing is done where somebody changed the dossier meanwhile."""
    return click.option(
        "--expect",
        "expected",
        type=click.IntRange(min=1),
        default=None,
        help="The version that you saw: refused where somebody changed the dossier meanwhile.",
    )(command)


def note_option(command: Command) -> Command:
    """``--note TEXT``."""
    return click.option("--note", default=None, help="A note, kept with the step.")(command)


def today(on: date | None) -> date:
    """The day that was given, else today."""
    from datetime import date

    return on or date.today()


def dossier_of(register: Register, given: str) -> Dossier:
    """The dossier that a person means: an id, or number/year. Raises RegisterError."""
    from vn_dossier_nlp.register import RegisterError

    number, slash, year = given.strip().partition("/")
    digits = [part for part in (number, year) if part]
    if not digits or not all(part.isascii() and part.isdecimal() and len(part) < 10 for part in digits):
        raise RegisterError("bad_id", given=given[:40])
    return register.numbered(int(number), int(year)) if slash and year else register.dossier(int(number))


def line_from(path: Path, number: int | None) -> dict[str, Any]:
    """One scored line of a file or folder; ``number`` chooses among several. Raises RegisterError."""
    from vn_dossier_nlp.register import RegisterError, lines_of

    lines = list(lines_of(path))
    if number is None and len(lines) != 1:
        raise RegisterError("one_line", place=path, count=len(lines))
    index = (number or 1) - 1
    if index >= len(lines):
        raise RegisterError("no_such_line", place=path, number=number)
    return lines[index]
