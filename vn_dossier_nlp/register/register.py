"""The register as the rest of the program uses it: opened once, read and changed through its methods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from vn_dossier_nlp.register import (
    actions,
    audit,
    backup,
    database,
    importing,
    likeness,
    queries,
    retention,
    schema,
    sheets,
)
from vn_dossier_nlp.register.audit import Change, Fault, Head
from vn_dossier_nlp.register.backup import Manifest
from vn_dossier_nlp.register.flow import Actor, permit
from vn_dossier_nlp.register.importing import RowFault
from vn_dossier_nlp.register.likeness import Similar
from vn_dossier_nlp.register.queries import Asked
from vn_dossier_nlp.register.receiving import Incoming, Line
from vn_dossier_nlp.register.records import Consultation, Correction, Dossier, Event, Label, Outgoing, Return
from vn_dossier_nlp.settings import Settings


class Register:
    """An open register. Reads see one state of it; changes are one transaction each, audited."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def place(self) -> str:
        """Where it lies, without a password."""
        return database.shown(self.engine.url)

    def close(self) -> None:
        """Give its connections back."""
        self.engine.dispose()

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection for queries over :mod:`tables`; it sees one state."""
        return database.reading(self.engine)

    @contextmanager
    def change(self, actor: Actor, action: str, right: str | None = None) -> Iterator[Change]:
        """One audited transaction of ``actor``: all of it or nothing. ``right`` None: a right named like the action."""
        permit(actor, right or action)
        with database.writing(self.engine) as connection:
            change = Change(connection, actor.name, action)
            yield change
            change.close()

    def dossier(self, key: int) -> Dossier:
        """The dossier ``key``. Raises RegisterError where there is none."""
        with self.reading() as connection:
            return queries.dossier(connection, key)

    def numbered(self, number: int, year: int, book: str = "") -> Dossier:
        """The dossier with a number of arrival (số đến). Raises RegisterError where there is none."""
        with self.reading() as connection:
            return queries.numbered(connection, number, year, book)

    def list(
        self, asked: Asked | None = None, limit: int | None = 50, offset: int = 0, order: str = "newest"
    ) -> list[Dossier]:
        """The dossiers that fit, in one of :data:`queries.ORDERS`."""
        with self.reading() as connection:
            return queries.listed(connection, asked or Asked(), limit, offset, order)

    def count(self, asked: Asked | None = None) -> int:
        """How many dossiers fit."""
        with self.reading() as connection:
            return queries.counted(connection, asked or Asked())

    def by_state(self) -> dict[str, int]:
        """How many dossiers stand in each state."""
        with self.reading() as connection:
            return queries.by_state(connection)

    def events(self, key: int) -> tuple[Event, ...]:
        """The steps of a dossier, in order."""
        with self.reading() as connection:
            return tuple(queries.events_of(connection, key))

    def returns(self, key: int) -> tuple[Return, ...]:
        """What went back to the sender of a dossier, with the reasons and whether they were cured."""
        with self.reading() as connection:
            return tuple(queries.returns_of(connection, key))

    def corrections(self, key: int) -> tuple[Correction, ...]:
        """The corrections of a dossier, in order."""
        with self.reading() as connection:
            return tuple(queries.corrections_of(connection, key))

    def consultations(self, key: int) -> tuple[Consultation, ...]:
        """The bodies that were asked about a dossier."""
        with self.reading() as connection:
            return tuple(queries.consultations_of(connection, key))

    def outgoing(self, key: int) -> tuple[Outgoing, ...]:
        """The documents that went out in the matter of a dossier."""
        with self.reading() as connection:
            return tuple(queries.outgoing_of(connection, key))

    def labels(self, key: int | None = None) -> tuple[Label, ...]:
        """The labels of one dossier, or all."""
        with self.reading() as connection:
            return tuple(queries.labels_of(connection, key))

    def matter(self, key: int) -> tuple[Dossier, ...]:
        """All submissions of the matter of a dossier, the first first."""
        with self.reading() as connection:
            return tuple(queries.matter(connection, key))

    def line(self, key: int) -> dict[str, object] | None:
        """The scored line of the latest scoring of a dossier; None where there is none, or it was purged."""
        with self.reading() as connection:
            found = queries.scoring(connection, queries.dossier(connection, key).scoring_id)
            return found.line if found else None

    def head(self) -> Head:
        """The end of the audit log: what to write down, so that a cut is noticed."""
        with self.reading() as connection:
            return audit.head(connection)

    def similar(self, incoming: Incoming, leave_out: Sequence[int] = ()) -> tuple[Similar, ...]:
        """Dossiers that may be of one matter with what arrives, the likeliest first; a person decides."""
        with self.reading() as connection:
            return tuple(likeness.similar(connection, incoming, leave_out))

    def receive(
        self,
        person: Actor,
        incoming: Incoming,
        on: date,
        *,
        numbered: bool = True,
        number: int | None = None,
        book: str = "",
        matter: int | None = None,
    ) -> Dossier:
        """A document arrives; ``matter``: any earlier dossier of the same matter."""
        with self.change(person, "receive") as change:
            key = actions.receive(change, incoming, on, numbered=numbered, number=number, book=book, matter=matter)
            return queries.dossier(change.connection, key)

    def resubmit(
        self, person: Actor, key: int, incoming: Incoming, on: date, expected: int | None = None, **more: Any
    ) -> Dossier:
        """A returned dossier comes again: the new dossier, linked to the return, its reasons cured or not."""
        with self.change(person, "resubmit") as change:
            new = actions.resubmit(change, key, incoming, on, expected=expected, **more)
            return queries.dossier(change.connection, new)

    def link(self, person: Actor, key: int, earlier: int, on: date, expected: int | None = None) -> Dossier:
        """A dossier that was received as new is the next submission of an earlier one's matter."""
        with self.change(person, "resubmit") as change:
            return actions.link(change, key, earlier, on, expected=expected)

    def give_number(
        self,
        person: Actor,
        key: int,
        on: date,
        *,
        number: int | None = None,
        book: str = "",
        expected: int | None = None,
    ) -> Dossier:
        """The number of arrival (số đến): the next of its book and year, or ``number``."""
        with self.change(person, "number") as change:
            actions.give_number(change, key, on, number=number, book=book, expected=expected)
            return queries.dossier(change.connection, key)

    def check(
        self, person: Actor, key: int, on: date, holder: str | None, expected: int | None = None, **more: Any
    ) -> Dossier:
        """Pass a dossier on to an officer (``unit``, ``deadline``, ``note``)."""
        with self.change(person, "check") as change:
            return actions.check(change, key, on, holder, expected=expected, **more)

    def decide_check(
        self, person: Actor, key: int, action: str, on: date, expected: int | None = None, **more: Any
    ) -> tuple[Dossier, tuple[int, ...]]:
        """The officer's word: return, supplement, transfer or examine; see :func:`actions.decide_check`.

        (the dossier, ids of the labels that were kept because the proposal was overruled).
        """
        with self.change(person, action) as change:
            after, kept = actions.decide_check(change, key, action, on, expected=expected, **more)
            return after, tuple(kept)

    def supplemented(
        self, person: Actor, key: int, on: date, line: Line | None, expected: int | None = None, note: str | None = None
    ) -> Dossier:
        """The papers that were asked for came."""
        with self.change(person, "supplemented") as change:
            return actions.supplemented(change, key, on, line, expected=expected, note=note)

    def step(
        self,
        person: Actor,
        key: int,
        action: str,
        on: date,
        *,
        expected: int | None = None,
        note: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Dossier:
        """A step that needs no more than a day: submit, send_back, decide, follow, archive."""
        fields = {"archived_on": on} if action == "archive" else None
        with self.change(person, action) as change:
            return actions.step(change, key, action, on, expected=expected, note=note, data=data, fields=fields)

    def issue(
        self,
        person: Actor,
        key: int,
        on: date,
        mark: str,
        columns: Mapping[str, Any],
        expected: int | None = None,
        **more: Any,
    ) -> Dossier:
        """Number and send the decision: ``mark`` is what follows the number, "QĐ-UBND"."""
        with self.change(person, "issue") as change:
            actions.issue(change, key, on, mark, columns, expected=expected, **more)
            return queries.dossier(change.connection, key)

    def send(self, person: Actor, on: date, mark: str, columns: Mapping[str, Any], **more: Any) -> str:
        """Enter another outgoing document: its symbol."""
        with self.change(person, "send") as change:
            return actions.send(change, columns, on, mark, **more)

    def ask(
        self, person: Actor, key: int, bodies: Sequence[str], on: date, members: bool = False, **more: Any
    ) -> tuple[int, ...]:
        """Ask bodies for their opinion: ids of the questions."""
        with self.change(person, "consult" if members else "ask") as change:
            return tuple(actions.ask(change, key, bodies, on, members=members, **more))

    def answer(self, person: Actor, key: int, on: date, view: str, **more: Any) -> str:
        """An opinion came: the body that gave it."""
        with self.change(person, "answer") as change:
            return actions.answer(change, key, on, view, **more)

    def rescore(self, person: Actor, key: int, line: Line, expected: int | None = None) -> Dossier:
        """Keep a new scoring; what an officer corrected stays."""
        with self.change(person, "rescore") as change:
            return actions.rescore(change, key, line, expected=expected)

    def correct(
        self, person: Actor, key: int, field: str, value: Any, reason: str | None = None, expected: int | None = None
    ) -> tuple[Any, Any] | None:
        """An officer's value for a field: (before, after); None where nothing is different."""
        with self.change(person, "correct") as change:
            return actions.correct(change, key, field, value, reason=reason, expected=expected)

    def judge(self, person: Actor, reason: int, word: str, on: date, expected: int | None = None) -> None:
        """An officer's word on whether a reason of a return was cured: yes, no, cannot_tell, not_applicable."""
        with self.change(person, "judge") as change:
            actions.judge(change, reason, word, on, expected=expected)

    def label(self, person: Actor, key: int, what: str, decided: str, reason: str) -> int:
        """An officer's word on a proposal (``generic``: yes, borderline, no), kept to train again."""
        with self.change(person, "label") as change:
            return actions.label(change, key, what, decided, reason)

    def purge(self, person: Actor, before: date) -> int:
        """Remove personal data and scored lines of what was archived before a day: how many dossiers."""
        with self.change(person, "purge") as change:
            count = retention.purge(change, [one.id for one in retention.due(change.connection, before)])
        database.forget(self.engine)
        return count

    def due_for_purge(self, before: date) -> tuple[Dossier, ...]:
        """What was archived before a day and still holds personal data or scored lines."""
        with self.reading() as connection:
            return tuple(retention.due(connection, before))

    def export(self, person: Actor, book: str, path: Path, lang: str) -> int:
        """Write a book (incoming, outgoing, tracking) as .csv or .xlsx: how many rows."""
        with self.reading() as connection:
            count = sheets.write_book(sheets.rows_of(connection, book), book, path, lang)
        with database.writing(self.engine) as connection:
            change = Change(connection, person.name, "export")
            change.note("register", 0, None, {"book": book, "file": path.name, "rows": count})
            change.close()
        return count

    def load(self, person: Actor, book: str, path: Path) -> tuple[int, tuple[RowFault, ...]]:
        """Import a sheet: (rows that were entered, faults). Where there is a fault, nothing is entered."""
        permit(person, "import")
        sheet = importing.read_sheet(path, book)
        if sheet.faults:
            return 0, tuple(sheet.faults)
        with self.change(person, "import") as change:
            if faults := importing.number_faults(change.connection, book, sheet.rows):
                return 0, tuple(faults)
            return importing.enter(change, book, [row for _, row in sheet.rows]), ()

    def backup(self, person: Actor, target: Path) -> Manifest:
        """Copy the register while others work, with a manifest beside it."""
        with self.change(person, "backup") as change:
            change.note("register", 0, None, {"file": target.name})
        return backup.backup(self.engine, target)

    def verify(self, anchor: Head | None = None) -> tuple[Fault, ...]:
        """Where the log, or a row against the log, is not what it was when the program wrote it."""
        with self.reading() as connection:
            return (*audit.chain_faults(connection, anchor), *audit.row_faults(connection))


def open_register(place: str | None = None, settings: Settings | None = None) -> Register:
    """The register at ``place`` (file or URL; else as :func:`database.located` finds it).

    Raises RegisterError where there is none, or one that needs an upgrade.
    """
    engine = database.engine_of(database.located(place, settings or Settings()))
    schema.check(engine)
    return Register(engine)


def make_register(place: str | None, who: Actor, settings: Settings | None = None) -> Register:
    """A new, empty register at ``place``. Raises RegisterError where one is there."""
    engine = database.engine_of(database.located(place, settings or Settings()))
    schema.create(engine, who.name)
    return Register(engine)
