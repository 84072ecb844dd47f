"""In force on a date? An answer with the facts that it rests on, and ``unknown`` where they do not carry one.

The rules, in this order (``docs/law.md`` gives their reasons):

1. before the day of issue, or before every stated first day in force: ``not_yet_effective``;
2. from the last of the stated days of expiry on: ``expired``; from the first of several that contradict: ``unknown``;
3. no first day in force known, or sources contradict each other about it and the day lies between: ``unknown``;
4. a stated day of expiry still ahead: in force;
5. replaced on a day that is not known, or the instrument that it details has expired: ``unknown`` from there on;
6. up to the day until which a source lists it as in force: in force; after that day: ``unknown``.

"In force" is ``partly_expired`` from the day on which a part was repealed. An amendment alone changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vn_dossier_nlp.law.instruments import Conflict, Instrument, Registry, registry
from vn_dossier_nlp.law.keys import ends, number_year

IN_FORCE = "in_force"
NOT_YET_EFFECTIVE = "not_yet_effective"
EXPIRED = "expired"
PARTLY_EXPIRED = "partly_expired"
UNKNOWN = "unknown"
STATUSES = (IN_FORCE, NOT_YET_EFFECTIVE, EXPIRED, PARTLY_EXPIRED, UNKNOWN)

_WEIGHT = {"high": 2, "medium": 1, "low": 0}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about an instrument.

    ``kind``: issued | effective | expired | replaced (on an unknown day, not before ``date``) | amended |
    supplemented | partly_repealed | parent_expired (what it details has expired) | listed (in force up to ``date``,
    a source says) | conflict (another source gives this ``date`` for ``field``, or None: no such date).
    """

    kind: str
    date: str | None  # ISO day
    by: str | None  # number of the document that did it
    source: str  # code of Registry.sources
    certainty: str  # high | medium | low
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of an instrument on a date, the facts that decide it first, then the others by date."""

    status: str
    on: str
    deciding: tuple[Fact, ...]
    facts: tuple[Fact, ...]

    @property
    def certainty(self) -> str | None:
        """That of the weakest deciding fact; None for ``unknown``."""
        if self.status == UNKNOWN or not self.deciding:
            return None
        return min((fact.certainty for fact in self.deciding), key=_WEIGHT.__getitem__)


def status_on(instrument: Instrument, date: str, known: Registry | None = None) -> Standing:
    """The status on an ISO date; of a month or a year ("2024-05", "2024") only where both its ends agree.

    Raises ValueError for a day that does not exist.
    """
    known = known or registry()
    facts = _facts(instrument, known)
    first, last = ends(date)
    status, deciding = _on_day(instrument, facts, first)
    if last != first:
        at_end, deciding_end = _on_day(instrument, facts, last)
        if at_end != status:
            status = UNKNOWN
        deciding = tuple(dict.fromkeys((*deciding, *deciding_end)))
    others = tuple(fact for fact in facts if fact not in deciding)
    return Standing(status, date, deciding, others)


def in_force_of(candidates: Iterable[Instrument], date: str, known: Registry | None = None) -> Instrument | None:
    """The one of several instruments of a name that was in force on a date, whole or in part; else None.

    None too where another of them may have been: "Luật Tổ chức chính quyền địa phương" at a date of which the
    registry does not know enough.
    """
    standings = [(one, status_on(one, date, known).status) for one in candidates]
    alive = [one for one, status in standings if status in (IN_FORCE, PARTLY_EXPIRED)]
    doubtful = [one for one, status in standings if status == UNKNOWN]
    return alive[0] if len(alive) == 1 and not doubtful else None


def _facts(one: Instrument, known: Registry) -> tuple[Fact, ...]:
    """All that is known of an instrument, in the order of its days; what has no day comes last."""
    facts = [
        Fact(kind, dated.value, by.value if by else None, dated.source, dated.certainty)
        for kind, dated, by in (
            ("issued", one.issued, None),
            ("effective", one.effective, None),
            ("expired", one.expired, one.replaced_by),
        )
        if dated
    ]
    if one.replaced_by and not one.expired:
        by = one.replaced_by
        facts.append(Fact("replaced", _not_before(by.value, known), by.value, by.source, by.certainty))
    for relation in known.relations_of(one):
        facts.append(
            Fact(relation.kind, relation.date or None, relation.by or None, relation.source, relation.certainty)
        )
    for conflict in known.conflicts_of(one):
        if conflict.weight == "open" and conflict.field in one.conflicts and not _is_chosen(one, conflict):
            day = conflict.value or None
            facts.append(Fact("conflict", day, None, conflict.source, conflict.certainty, conflict.field))
    gone = one.expired.value if one.expired else "9999"
    for source, until in one.listed:
        if until >= gone:  # a list of what was in use at some time, not a statement against the expiry
            continue
        certainty = known.sources[source].certainty if source in known.sources else "medium"
        facts.append(Fact("listed", until or None, None, source, certainty))
    return tuple(sorted(facts, key=lambda fact: (fact.date is None, fact.date or "")))


def _not_before(numbers: str, known: Registry) -> str | None:
    """The first day on which a document may have replaced another: its issue, else the year in its number."""
    days = []
    for number in numbers.split("; "):
        days += [same.issued.value for same in known.by_number(number) if same.issued]
        if year := number_year(number):
            days.append(f"{year}-01-01")
    by_issue = [day for day in days if not day.endswith("-01-01")]
    return min(by_issue or days, default=None)


def _is_chosen(one: Instrument, conflict: Conflict) -> bool:
    """Whether a conflicting value is the one that the registry's row carries."""
    chosen = {"issued": one.issued, "effective": one.effective, "expired": one.expired}.get(conflict.field)
    return chosen is not None and chosen.value == conflict.value


def _on_day(one: Instrument, facts: tuple[Fact, ...], day: str) -> tuple[str, tuple[Fact, ...]]:
    """Status and deciding facts on one day, by the rules at the head of this module."""
    issued, starts, stops = (_stated(facts, field) for field in ("issued", "effective", "expired"))
    for begun in (starts, issued):
        if begun and all(fact.date and day < fact.date for fact in begun):
            return NOT_YET_EFFECTIVE, begun
    if stops and all(fact.date and day >= fact.date for fact in stops):
        return EXPIRED, stops
    if any(fact.date and day >= fact.date for fact in stops):
        return UNKNOWN, stops
    if not starts or any(fact.date is None or day < fact.date for fact in starts):
        return UNKNOWN, starts
    partly = tuple(fact for fact in facts if fact.kind == "partly_repealed" and fact.date and day >= fact.date)
    alive = PARTLY_EXPIRED if partly else IN_FORCE
    ahead = tuple(fact for fact in stops if fact.date)
    if ahead:
        return alive, partly or (*starts, *ahead)
    doubts = tuple(
        fact
        for fact in facts
        if fact.kind in ("replaced", "parent_expired") and (fact.date is None or day >= fact.date)
    )
    if doubts:
        return UNKNOWN, doubts
    lists = tuple(fact for fact in facts if fact.kind == "listed" and fact.date and day <= fact.date)
    if lists:
        return alive, partly or (*starts, lists[-1])
    return UNKNOWN, tuple(fact for fact in facts if fact.kind == "listed")[-1:]


def _stated(facts: tuple[Fact, ...], field: str) -> tuple[Fact, ...]:
    """All that sources state for a field: the value of the registry and those that contradict it."""
    return tuple(fact for fact in facts if fact.kind == field or (fact.kind == "conflict" and fact.field == field))
