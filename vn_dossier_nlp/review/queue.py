"""The queue: which dossiers an officer sees, in which order, and which comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from vn_dossier_nlp.register.queries import ORDERS, Asked
from vn_dossier_nlp.register.records import Dossier
from vn_dossier_nlp.register.register import Register

SIZE = 50  # rows on a page
VERDICTS = ("return", "supplement", "transfer", "review", "pass")
DUE = ("late", "today", "week")
AGES = ("3", "7", "14", "30")  # days since arrival, at least
_LONGEST = 200  # characters of a search


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen, as codes; what is no choice is dropped in silence: an address can be typed by anyone."""

    verdict: str = ""
    body: str = ""  # words of the sender's name
    due: str = ""
    age: str = ""
    state: str = "open"  # open | closed | all
    words: str = ""
    order: str = "deadline"
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Filters:
        """From the parameters of an address."""
        number = given.get("page", "1")
        return cls(
            _one_of(given.get("verdict", ""), VERDICTS),
            given.get("body", "")[:_LONGEST].strip(),
            _one_of(given.get("due", ""), DUE),
            _one_of(given.get("age", ""), AGES),
            _one_of(given.get("state", "open"), ("open", "closed", "all")) or "open",
            given.get("q", "")[:_LONGEST].strip(),
            _one_of(given.get("order", "deadline"), tuple(ORDERS)) or "deadline",
            int(number) if number.isascii() and number.isdecimal() and 0 < len(number) < 6 and int(number) else 1,
        )

    def query(self, **changes: object) -> str:
        """The same as the parameters of an address, with changes."""
        values = {
            "verdict": self.verdict,
            "body": self.body,
            "due": self.due,
            "age": self.age,
            "state": self.state,
            "q": self.words,
            "order": self.order,
            "page": self.page,
        } | changes
        return urlencode({name: value for name, value in values.items() if value not in ("", None)})

    def asked(self, today: date) -> Asked:
        """The same for the register."""
        ends = {"today": today, "week": today + timedelta(days=7)}
        return Asked(
            open={"open": True, "closed": False}.get(self.state),
            verdict=self.verdict or None,
            arrived_to=today - timedelta(days=int(self.age)) if self.age else None,
            overdue_on=today if self.due == "late" else None,
            due_to=ends.get(self.due),
            words=f"{self.body} {self.words}".strip(),
        )


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue."""

    rows: tuple[Dossier, ...]
    total: int
    pages: int


def queue(register: Register, filters: Filters, today: date) -> Queue:
    """The page that the filters name."""
    asked = filters.asked(today)
    total = register.count(asked)
    rows = register.list(asked, SIZE, (filters.page - 1) * SIZE, filters.order)
    return Queue(tuple(rows), total, max(1, -(-total // SIZE)))


def after(register: Register, filters: Filters, key: int, today: date) -> int | None:
    """The dossier that follows ``key`` in the queue, the first where it has left it; None at the end."""
    asked = filters.asked(today)
    first = (filters.page - 1) * SIZE
    rows = [one.id for one in register.list(asked, SIZE * 2, first, filters.order)]
    if key in rows:
        place = rows.index(key) + 1
        return rows[place] if place < len(rows) else None
    return next((one for one in rows if one != key), None)


def _one_of(value: str, known: tuple[str, ...]) -> str:
    return value if value in known else ""
