"""Two readers and an adjudicator: readings handed in apart, compared when both are there, decided by a third.

Nobody sees another's reading before his own is in; a reading is not changed after that. Who has read a dossier does
not adjudicate it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from vn_dossier_nlp.corpus.agreement import Agreement, agreement
from vn_dossier_nlp.register.columns import now
from vn_dossier_nlp.register.flow import Actor
from vn_dossier_nlp.register.queries import dossier
from vn_dossier_nlp.register.records import Dossier, record
from vn_dossier_nlp.register.register import Register
from vn_dossier_nlp.register.tables import adjudications, dossiers, readings
from vn_dossier_nlp.review.guide import POINTS, Answers
from vn_dossier_nlp.review.refusals import ReviewError

READERS = 2
_COLUMNS = [column for column in dossiers.c if column.name != "search"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader handed in for one dossier."""

    id: int
    dossier_id: int
    reader: str
    at: str
    text_sha256: str
    answers: dict[str, str]
    evidence: dict[str, str]
    why: str


@dataclass(frozen=True, slots=True)
class Adjudication:
    """What counts for a dossier: all points, and what was decided where the readers differed."""

    id: int
    dossier_id: int
    who: str
    at: str
    decisions: list[dict[str, str]]
    answers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A dossier that two have read. ``differences``: (point, first, second)."""

    dossier: Dossier
    first: Reading
    second: Reading
    adjudication: Adjudication | None = None

    @property
    def differences(self) -> tuple[tuple[str, str, str], ...]:
        """The points that both answered, and not alike."""
        one, other = self.first.answers, self.second.answers
        return tuple((p, one[p], other[p]) for p in POINTS if p in one and p in other and one[p] != other[p])

    @property
    def settled(self) -> dict[str, str] | None:
        """The answers that count; None while a difference waits for a decision."""
        if self.adjudication is not None:
            return self.adjudication.answers
        return None if self.differences else self.common()

    def common(self) -> dict[str, str]:
        """What both say, and what only one of them answered."""
        differing = {point for point, _, _ in self.differences}
        return {p: a for p, a in (self.second.answers | self.first.answers).items() if p not in differing}


def hand_in(register: Register, person: Actor, key: int, text: str, answers: Answers) -> None:
    """Keep a reading. Raises ReviewError for a second one of the same reader, or a third of a dossier."""
    with register.change(person, "read", "label") as change:
        dossier(change.connection, key)
        there = _readings(change.connection, [key])
        if any(one.reader == person.name for one in there):
            raise ReviewError("read_already", id=key, name=person.name)
        if len(there) >= READERS:
            raise ReviewError("read_by_two", id=key)
        change.insert(
            readings,
            {
                "dossier_id": key,
                "reader": person.name,
                "at": now(),
                "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
                "answers": answers.points,
                "evidence": answers.evidence,
                "why": answers.why,
            },
        )


def adjudicate(register: Register, person: Actor, key: int, decided: dict[str, tuple[str, str]]) -> None:
    """Decide the differences of a dossier: {point: (answer, reason)}.

    Raises ReviewError where the person has read it, where it is decided, or where a difference is left open.
    """
    with register.change(person, "adjudicate", "label") as change:
        pair = _pair(change.connection, dossier(change.connection, key))
        if pair is None:
            raise ReviewError("not_read_twice", id=key)
        if pair.adjudication is not None:
            raise ReviewError("adjudicated", id=key, name=pair.adjudication.who)
        if person.name in (pair.first.reader, pair.second.reader):
            raise ReviewError("own_reading", id=key, name=person.name)
        if left := [point for point, _, _ in pair.differences if not all(decided.get(point, ("", "")))]:
            raise ReviewError("left_open", id=key, points=", ".join(left))
        rows = [
            {"point": point, "first": one, "second": other, "decided": decided[point][0], "reason": decided[point][1]}
            for point, one, other in pair.differences
        ]
        answers = pair.common() | {row["point"]: row["decided"] for row in rows}
        change.insert(
            adjudications,
            {"dossier_id": key, "who": person.name, "at": now(), "decisions": rows, "answers": answers},
        )


def to_read(register: Register, reader: str, limit: int) -> list[tuple[Dossier, int]]:
    """Scored dossiers that this reader may still read, with how many have read them: begun ones first."""
    count = select(readings.c.dossier_id, func.count().label("n")).group_by(readings.c.dossier_id).subquery()
    mine = select(readings.c.dossier_id).where(readings.c.reader == reader)
    found = func.coalesce(count.c.n, 0)
    query = (
        select(*_COLUMNS, found.label("read"))
        .join(count, count.c.dossier_id == dossiers.c.id, isouter=True)
        .where(dossiers.c.verdict.is_not(None), dossiers.c.id.not_in(mine), found < READERS)
        .order_by(found.desc(), dossiers.c.id.desc())
        .limit(limit)
    )
    with register.reading() as connection:
        return [(record(Dossier, row._asdict()), int(row.read)) for row in connection.execute(query)]


def reading_of(register: Register, key: int, reader: str) -> Reading | None:
    """What this reader handed in for a dossier."""
    with register.reading() as connection:
        return next((one for one in _readings(connection, [key]) if one.reader == reader), None)


def pair_of(register: Register, key: int) -> Pair | None:
    """The two readings of a dossier; None until both are there."""
    with register.reading() as connection:
        return _pair(connection, dossier(connection, key))


def pairs(register: Register) -> list[Pair]:
    """All dossiers that two have read, in the order of their ids."""
    twice = select(readings.c.dossier_id).group_by(readings.c.dossier_id).having(func.count() >= READERS)
    with register.reading() as connection:
        rows = connection.execute(select(*_COLUMNS).where(dossiers.c.id.in_(twice)).order_by(dossiers.c.id))
        found = [record(Dossier, row._asdict()) for row in rows]
        by_dossier: dict[int, list[Reading]] = defaultdict(list)
        for one in _readings(connection, [each.id for each in found]):
            by_dossier[one.dossier_id].append(one)
        decided = {one.dossier_id: one for one in _adjudications(connection, [each.id for each in found])}
    return [Pair(each, by_dossier[each.id][0], by_dossier[each.id][1], decided.get(each.id)) for each in found]


def agreements(found: Sequence[Pair]) -> list[Agreement]:
    """How far the two readers agree on each point before anything was decided; submissions of a matter go together."""
    by_point: dict[str, dict[str, list[tuple[Any, Any]]]] = {}
    for pair in found:
        one, other = pair.first.answers, pair.second.answers
        for point in POINTS:
            if point in one and point in other:
                by_matter = by_point.setdefault(point, defaultdict(list))
                by_matter[str(pair.dossier.matter_id)].append((one[point], other[point]))
    return [agreement(point, by_matter) for point, by_matter in by_point.items()]


def _pair(connection: Connection, one: Dossier) -> Pair | None:
    found = _readings(connection, [one.id])
    if len(found) < READERS:
        return None
    decided = _adjudications(connection, [one.id])
    return Pair(one, found[0], found[1], decided[0] if decided else None)


def _readings(connection: Connection, keys: Iterable[int]) -> list[Reading]:
    query = select(readings).where(readings.c.dossier_id.in_(list(keys))).order_by(readings.c.id)
    return [record(Reading, row._asdict()) for row in connection.execute(query)]


def _adjudications(connection: Connection, keys: Iterable[int]) -> list[Adjudication]:
    query = select(adjudications).where(adjudications.c.dossier_id.in_(list(keys))).order_by(adjudications.c.id)
    return [record(Adjudication, row._asdict()) for row in connection.execute(query)]
