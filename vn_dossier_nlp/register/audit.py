"""The audit log: who changed what, when, from what to what; each entry holds the hash of the one before."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update

from vn_dossier_nlp.register.columns import canonical, now, storable
from vn_dossier_nlp.register.refusals import ConflictError, RegisterError
from vn_dossier_nlp.register.tables import PERSONAL, about, audit, metadata, scorings

START = "0" * 64
_DERIVED = frozenset({"search", "line"})  # made from other columns, or kept by its hash
_WITHOUT_AUDIT = frozenset({"audit", "about", "bands"})
_CHUNK = 5000
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the log. Kept outside of the register it shows whether entries were cut off."""

    seq: int = 0
    hash: str = START

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"

    @classmethod
    def of(cls, text: str) -> Head:
        """From ``seq:hash``. Raises RegisterError."""
        number, _, digest = text.strip().partition(":")
        if not number.isdecimal() or len(digest) != len(START):
            raise RegisterError("bad_head", given=text.strip()[:100])
        return cls(int(number), digest)


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the register is not what the log says: a code of words ``register.fault`` with its place."""

    code: str
    entity: str
    id: int


class Change:
    """What one action changes, in one transaction: every row goes through here and so into the log.

    Made only while the writer's lock is held (:func:`database.writing`); :meth:`close` appends to the log.
    """

    def __init__(self, connection: Connection, who: str, action: str) -> None:
        self.connection = connection
        self.who = who
        self.action = action
        self.at = now()
        self._salt = str(connection.execute(select(about.c.value).where(about.c.key == "salt")).scalar_one())
        self._next: dict[str, int] = {}
        self._entries: list[Values] = []

    def insert(self, table: Table, values: Mapping[str, Any]) -> int:
        """A new row; its id."""
        return self.insert_many(table, [values])[0]

    def insert_many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """New rows; their ids, in order."""
        first = self._number(table, len(rows))
        blank = _blank(table)
        whole = [{**blank, **_storable(row), "id": first + index} for index, row in enumerate(rows)]
        for start in range(0, len(whole), _CHUNK):
            self.connection.execute(insert(table), whole[start : start + _CHUNK])
        for row in whole:
            self._log(table, row["id"], None, {key: value for key, value in row.items() if value is not None})
        return [row["id"] for row in whole]

    def next_id(self, table: Table) -> int:
        """The id that the next row of the table will have."""
        return self._number(table, 0)

    def update(self, table: Table, key: int, values: Mapping[str, Any], expected: int | None = None) -> bool:
        """Change a row; whether anything is different. Counts its version up.

        Raises ConflictError where ``expected`` is not its version: somebody changed it since it was read.
        """
        row = self.connection.execute(select(table).where(table.c.id == key)).one_or_none()
        if row is None:
            raise RegisterError("no_row", entity=table.name, id=key)
        old = row._mapping
        if expected is not None and old["version"] != expected:
            raise self._conflict(table, key)
        new = {name: value for name, value in _storable(values).items() if old[name] != value}
        if not new:
            return False
        if "version" in table.c:
            new["version"] = old["version"] + 1
        self.connection.execute(update(table).where(table.c.id == key).values(new))
        self._log(table, key, {name: old[name] for name in new}, new)
        return True

    def note(self, entity: str, key: int, before: Any = None, after: Any = None) -> None:
        """An entry that is about no row: a backup, an export, a purge."""
        self._add(entity, key, before, after)

    def close(self) -> Head:
        """Append the entries; the new head."""
        last = head(self.connection)
        seq, previous = last.seq, last.hash
        for entry in self._entries:
            seq += 1
            entry["seq"] = seq
            entry["previous"] = previous
            previous = entry["hash"] = digest_of(entry)
        for start in range(0, len(self._entries), _CHUNK):
            self.connection.execute(insert(audit), self._entries[start : start + _CHUNK])
        self._entries = []
        return Head(seq, previous)

    def _number(self, table: Table, count: int) -> int:
        if table.name not in self._next:
            self._next[table.name] = self.connection.execute(select(func.max(table.c.id))).scalar_one() or 0
        first = self._next[table.name] + 1
        self._next[table.name] += count
        return first

    def _log(self, table: Table, key: int, before: Values | None, after: Values) -> None:
        self._add(table.name, key, self._kept(table, before), self._kept(table, after))

    def _kept(self, table: Table, values: Values | None) -> Values | None:
        return None if values is None else kept(table, values, self._salt)

    def _add(self, entity: str, key: int, before: Any, after: Any) -> None:
        self._entries.append(
            {
                "at": self.at,
                "who": self.who,
                "action": self.action,
                "entity": entity,
                "entity_id": key,
                "before": None if before is None else canonical(before),
                "after": None if after is None else canonical(after),
            }
        )

    def _conflict(self, table: Table, key: int) -> ConflictError:
        last = self.connection.execute(
            select(audit).where(audit.c.entity == table.name, audit.c.entity_id == key).order_by(audit.c.seq.desc())
        ).first()
        who, at, action = (last.who, last.at, last.action) if last else ("?", "?", "?")
        return ConflictError("conflict", entity=table.name, id=key, who=who, at=at[:19] + "Z", action=action)


def kept(table: Table, values: Mapping[Any, Any], salt: str) -> Values:
    """What the log keeps of a row's values: persons only as a keyed hash, nothing that follows from the rest."""
    personal = PERSONAL.get(table.name, ())
    return {
        name: _masked(str(value), salt) if name in personal and value is not None else value
        for name, value in values.items()
        if name not in _DERIVED
    }


def digest_of(entry: Mapping[Any, Any]) -> str:
    """The hash of an entry together with the one before it."""
    names = ("seq", "at", "who", "action", "entity", "entity_id", "before", "after")
    whole = entry["previous"] + "\n" + canonical({name: entry[name] for name in names})
    return hashlib.sha256(whole.encode("utf-8")).hexdigest()


def head(connection: Connection) -> Head:
    """The end of the log."""
    last = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
    return Head(last.seq, last.hash) if last else Head()


def chain_faults(connection: Connection, anchor: Head | None = None) -> Iterator[Fault]:
    """Where the log was changed or cut; ``anchor`` is a head that was written down earlier."""
    previous, expected = START, 1
    rows = connection.execution_options(yield_per=_CHUNK).execute(select(audit).order_by(audit.c.seq))
    for row in rows:
        entry = row._mapping
        if entry["seq"] != expected:
            yield Fault("entries_missing", "audit", expected)
            expected = entry["seq"]
        if entry["previous"] != previous and entry["seq"] == expected:
            yield Fault("link_broken", "audit", entry["seq"])
        if digest_of(entry) != entry["hash"]:
            yield Fault("entry_changed", "audit", entry["seq"])
        if anchor and entry["seq"] == anchor.seq and entry["hash"] != anchor.hash:
            yield Fault("anchor_differs", "audit", anchor.seq)
        previous, expected = entry["hash"], expected + 1
    if anchor and expected <= anchor.seq:
        yield Fault("tail_cut", "audit", expected)


def row_faults(connection: Connection) -> Iterator[Fault]:
    """Rows that are not what the log made of them: changed, added or removed past the program."""
    salt = str(connection.execute(select(about.c.value).where(about.c.key == "salt")).scalar_one())
    for table in metadata.sorted_tables:
        if table.name not in _WITHOUT_AUDIT:
            yield from _table_faults(connection, table, salt)
    yield from _blob_faults(connection)


def _table_faults(connection: Connection, table: Table, salt: str) -> Iterator[Fault]:
    """Both in the order of ids, side by side: a year of rows need not fit into memory."""
    logged = _logged(connection, table)
    ahead = next(logged, None)
    columns = [column for column in table.c if column.name not in _DERIVED]
    rows = connection.execution_options(yield_per=_CHUNK).execute(select(*columns).order_by(table.c.id))
    for row in rows:
        while ahead and ahead[0] < row.id:
            yield Fault("row_missing", table.name, ahead[0])
            ahead = next(logged, None)
        if ahead is None or ahead[0] > row.id:
            yield Fault("row_unlogged", table.name, row.id)
            continue
        if canonical(_present(kept(table, row._mapping, salt))) != canonical(_present(ahead[1])):
            yield Fault("row_changed", table.name, row.id)
        ahead = next(logged, None)
    while ahead:
        yield Fault("row_missing", table.name, ahead[0])
        ahead = next(logged, None)


def _logged(connection: Connection, table: Table) -> Iterator[tuple[int, Values]]:
    """(id, the row as the log leaves it), in the order of ids."""
    import json

    query = select(audit.c.entity_id, audit.c.after).where(audit.c.entity == table.name)
    rows = connection.execution_options(yield_per=_CHUNK).execute(query.order_by(audit.c.entity_id, audit.c.seq))
    for key, entries in groupby(rows, key=_entity_id):
        state: Values = {}
        for entry in entries:
            state |= json.loads(entry.after or "{}")
        yield key, state


def _entity_id(row: Any) -> int:
    return int(row.entity_id)


def _blob_faults(connection: Connection) -> Iterator[Fault]:
    rows = connection.execution_options(yield_per=200).execute(
        select(scorings.c.id, scorings.c.sha256, scorings.c.line)
    )
    for row in rows:
        if row.line is not None and line_digest(row.line) != row.sha256:
            yield Fault("line_changed", "scorings", row.id)


def line_digest(line: Any) -> str:
    """The hash of a scored line."""
    return hashlib.sha256(canonical(line).encode("utf-8")).hexdigest()


def _present(values: Iterable[tuple[str, Any]] | Values) -> Values:
    return {name: value for name, value in dict(values).items() if value is not None}


def _masked(value: str, salt: str) -> str:
    return "hmac:" + hmac.new(bytes.fromhex(salt), value.encode("utf-8"), hashlib.sha256).hexdigest()


def _storable(row: Mapping[str, Any]) -> Values:
    return {name: storable(value) for name, value in row.items()}


def _blank(table: Table) -> Values:
    """Every column of the table with its default, so that the rows of one insert have the same ones."""
    return {column.name: getattr(column.default, "arg", None) for column in table.c}
