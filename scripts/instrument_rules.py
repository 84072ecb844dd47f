"""Settle what the sources say of one instrument, and derive what follows from other instruments.

Used by ``build_instruments.py``. Each rule has a code in ``sources.csv`` and its reasons in ``docs/law.md``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from instrument_sources import LISTS, Mark, Seen, symbol_of, tidy, whole

from vn_dossier_nlp.law.keys import issuer_key, number_year, stored_key, title_key

Key = tuple[str, str, str]
LAWS = ("luật", "bộ luật", "pháp lệnh")
RANKS = {"hiến pháp": 9, "bộ luật": 8, "luật": 8, "nghị quyết": 8, "pháp lệnh": 7, "nghị định": 6, "quyết định": 5}
RELATIONS = {
    "sửa đổi": "amended",
    "sửa đổi, bổ sung": "amended",
    "bổ sung": "supplemented",
    "bãi bỏ": "partly_repealed",
}
_FAR = 1100  # days between issue and effect beyond which one of them is misprinted


@dataclass
class Row:
    """One instrument with all that its sources say."""

    number: str
    type: str
    title: str = ""
    issuer: str = ""
    marks: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    by_title: set[Mark] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    seen: str = ""
    chosen: dict[str, Mark] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    conflicts: list[tuple[str, str, str, str, str, str]] = field(default_factory=list)
    relations: set[tuple[str, str, str, str, str]] = field(default_factory=set)

    def value(self, name: str) -> str:
        """The chosen value of a field, "" where none is."""
        return self.chosen[name][0] if name in self.chosen else ""

    def sure(self, name: str) -> str:
        """The chosen value of a field on which no source disagrees."""
        return "" if name in self.open else self.value(name)


def is_local(number: str) -> bool:
    """Whether the symbol is of a council or a committee: such numbers recur in every province."""
    return any(body in symbol_of(number) for body in ("UBND", "HĐND", "UB-"))


def row_key(number: str, kind: str, issuer: str) -> Key:
    """Identity while building: a central number is one instrument however its issuers are listed."""
    return stored_key(number), kind, issuer_key(issuer) if is_local(number) else ""


# Settling -----------------------------------------------------------------------------------------------------------


def settle(row: Row) -> None:
    """Choose a value for each field; contradictions are kept, with the weight that they have."""
    for name in ("issued", "effective", "expired", "replaced_by"):
        marks = [mark for mark in dict.fromkeys(row.marks[name]) if not _impossible(row, name, mark)]
        named = {mark[0] for mark in marks if mark not in row.by_title}
        for mark in [mark for mark in marks if mark in row.by_title and named and mark[0] not in named]:
            _note(row, name, mark, "part")
            marks.remove(mark)
        marks = _portal_with_itself(row, name, marks)
        if not marks:
            continue
        backing = Counter(mark[0] for mark in marks)
        best = min(marks, key=lambda mark: (-backing[mark[0]], *_preference(mark)))
        row.chosen[name] = best
        if len({mark[0] for mark in marks}) > 1 and name != "replaced_by":
            row.open.add(name)
            row.conflicts += [(name, *mark, "open", "") for mark in sorted(marks)]
    _listed_though_expired(row)


def _preference(mark: Mark) -> tuple[int, str]:
    """Which of several values a row carries: a page read for it, the codification, knowledge, the portal."""
    _, source, certainty = mark
    order = {"pd": 1, "gk": 2, "p2": 3, "pt": 4}
    return order.get(source, 0) if certainty != "low" else 9, mark[0]


def _note(row: Row, name: str, mark: Mark, why: str) -> None:
    row.conflicts.append((name, *mark, "noted", why))


def _impossible(row: Row, name: str, mark: Mark) -> bool:
    """A date that contradicts the number or the day of issue; noted and not used."""
    day, year = mark[0], number_year(row.number)
    why = ""
    if name == "issued" and len(day) == 4:
        return True
    if name == "issued" and year and day[:4] != year and day[:7] != f"{int(year) + 1}-01":
        why = "year"
    elif name == "effective":
        issued = row.value("issued")
        if year and day[:4] < year:
            why = "year"
        elif issued and day < issued:
            why = "before_issue"
        elif issued and (date.fromisoformat(day) - date.fromisoformat(issued)).days > _FAR:
            why = "far"
        elif any(day == other[0] and mark[1] == other[1] for other in row.marks["expired"]):
            why = "same_day"
    if why:
        _note(row, name, mark, why)
    return bool(why)


def _portal_with_itself(row: Row, name: str, marks: list[Mark]) -> list[Mark]:
    """The portal notes parts too: where one of its own days is another source's, its other days are of parts.

    Where it once gives an expiry and once none for the same instrument, both stand against each other.
    """
    others = {mark[0] for mark in marks if mark[1] != "pt"}
    own = [mark for mark in marks if mark[1] == "pt"]
    if name == "effective" and len({mark[0] for mark in own}) > 1 and others & {mark[0] for mark in own}:
        for mark in [mark for mark in own if mark[0] not in others]:
            _note(row, name, mark, "part")
            marks.remove(mark)
    if name == "expired" and own and "pt" in row.listed:
        marks = [*marks, ("", "pt", "low")]
        row.chosen[name] = own[0]
    return marks


def _listed_though_expired(row: Row) -> None:
    """The codification lags behind: it still lists what had expired before its day. Noted, no contradiction."""
    day = row.value("expired")
    for code in sorted(row.listed & {"pd", "p2"}):
        if day and day < str(LISTS[code][1]):
            _note(row, "expired", ("", code, "low"), "listed")


# What other instruments do ------------------------------------------------------------------------------------------


class Rules:
    """The derivations over all rows. Each returns how many rows it gave something."""

    def __init__(self, table: dict[Key, Row], title_days: dict[tuple[str, str], set[str]], partly: set[str]) -> None:
        self.table = table
        self.title_days = title_days
        self.partly = partly
        self.by_number: dict[str, list[Row]] = defaultdict(list)
        self.by_title: dict[str, list[Row]] = defaultdict(list)
        for row in table.values():
            self.by_number[stored_key(row.number)].append(row)
            if row.type in LAWS and row.title:
                self.by_title[title_key(row.title)].append(row)
        self.checked: dict[str, list[bool]] = defaultdict(list)

    def one(self, number: str, kind: str = "") -> Row | None:
        """The one row of a number (and a type), else None."""
        found = [row for row in self.by_number.get(stored_key(number), []) if not kind or row.type == kind]
        return found[0] if len(found) == 1 else None

    # amendments.csv

    def amendments(self, table: list[dict[str, str]]) -> int:
        """Who amended, supplemented or repealed a part of what. "bãi bỏ" there is a note on a provision: a part.

        The list turns about the two sides of many rows; the later document is the one that acts. A lower document
        cannot repeal a higher one: such a row is a misreading.
        """
        given = 0
        for entry in table:
            old, new = self._side(entry["instrument"], ""), self._side(entry["by"], entry["by_effective"])
            if new[1] and old[1] and (number_year(old[1]) or "") > (number_year(new[1]) or "9"):
                old, new = new, old
            kind = RELATIONS[entry["relation"]]
            row = self.one(old[1], old[0])
            if row is None or row.number == new[1] or self._lower(new[0], row.type, kind):
                continue
            day = entry["by_effective"]
            if day and day < (row.value("effective") or day):
                day = ""
            row.relations.add((kind, new[1], day, "am", "medium"))
            if str(LISTS["pd"][1]) < day <= "2025-12-31":
                row.seen = max(row.seen, day)
            given += 1
        return given

    @staticmethod
    def _lower(kind: str, than: str, relation: str) -> bool:
        return relation == "partly_repealed" and RANKS.get(kind, 4) < RANKS.get(than, 4) and RANKS.get(than, 4) >= 6

    def _side(self, name: str, effective: str) -> tuple[str, str]:
        """Type and number of one side; a number cut short is completed where its day names one instrument."""
        kind, _, number = name.partition(" số ")
        kind, number = kind.lower(), tidy(number)
        if whole(number) and not number.endswith("TT-BNNPTN"):
            return kind, number
        fitting = {
            row.number
            for row in self.table.values()
            if effective and row.value("effective") == effective and row.type == kind and row.number.startswith(number)
        }
        return kind, fitting.pop() if number[:1].isdigit() and len(fitting) == 1 else ""

    # replaced by a named instrument

    def successors(self) -> int:
        """Expiry of what a source says is replaced, from the first day in force of what replaces it."""
        given = 0
        for row in self.table.values():
            if "replaced_by" not in row.chosen:
                continue
            said, source, certainty = row.chosen["replaced_by"]
            parts = [part.strip() for part in said.split(";")]
            numbers = [tidy(re.sub(r"\s*\([^)]*\)$", "", part)) if "/" in part else part for part in parts]
            row.chosen["replaced_by"] = ("; ".join(numbers), source, certainty)
            days = [self._effect(number, row) for number in numbers]
            stated = row.sure("expired")
            if self._is_partly(row, said):
                row.chosen.pop("replaced_by")
                row.relations |= {
                    ("partly_repealed", number, day, source, certainty)
                    for number, day in zip(numbers, days, strict=True)
                }
                continue
            split = all("(" in part for part in parts) and len(parts) > 1
            if len(days) == 1 or split:
                day = max(days) if all(days) else ""
                if stated and day:
                    self.checked["rs"].append(stated == day)
                elif day and not row.value("expired"):
                    row.chosen["expired"] = (day, "rs", "medium")
                    given += 1
            if split:
                row.relations |= {
                    ("partly_repealed", number, day, source, certainty)
                    for number, day in zip(numbers, days, strict=True)
                    if day and day < max(days)
                }
        return given

    def _is_partly(self, row: Row, said: str) -> bool:
        stem = "/".join(row.number.split("/")[:2])
        named = any(f"{stem}/{short}" in self.partly for short in symbol_of(row.number).split("-")[:1])
        return not row.value("expired") and ("(phần" in said or named)

    def _effect(self, number: str, old: Row) -> str:
        """First day in force of a successor: its row's, else the portal's for that name and year."""
        row = self.one(number)
        if row and row.sure("effective"):
            return row.sure("effective")
        days = self.title_days.get((title_key(old.title), number_year(number) or ""), set())
        return next(iter(days)) if len(days) == 1 else ""

    # namesakes

    _CHANGING = re.compile(
        r"sửa đổi|bổ sung|bãi bỏ|thí điểm|giai đoạn|kế hoạch|dự toán|phân bổ|năm (?:19|20)\d\d", re.I
    )
    _OPENING = re.compile(r"^(?:về việc|về|quy định về|quy định)\s+", re.I)

    def namesakes(self) -> int:
        """A law, code or ordinance, and a decree of the Government, falls when a later one of its name takes effect.

        Not what amends, pilots or is made for a year or a period: there the same name returns beside the old one.
        """
        groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.table.values():
            name = title_key(row.title)
            if row.type == "nghị định":
                name = self._OPENING.sub("", name)
            elif row.type not in LAWS:
                continue
            if row.sure("effective") and len(name.split()) >= 2 and not self._CHANGING.search(row.title):
                groups[row.type, name].append(row)
        given = 0
        for same in groups.values():
            same.sort(key=lambda row: (row.sure("effective"), row.number))
            for old, new in zip(same, same[1:], strict=False):
                if old.sure("effective") == new.sure("effective"):
                    continue
                if stated := old.sure("expired"):
                    self.checked["rn"].append(stated == new.sure("effective"))
                elif not old.value("expired") and "replaced_by" not in old.chosen:
                    old.chosen["expired"] = (new.sure("effective"), "rn", "medium")
                    old.chosen["replaced_by"] = (new.number, "rn", "medium")
                    given += 1
        return given

    # amending instruments

    _AMENDS = re.compile(r"^(?:(?:luật|bộ luật|pháp lệnh)\s+)?sửa đổi", re.I)
    _ABOUT = re.compile(r"\s(?:quy định|hướng dẫn|về|ban hành|ngày|liên quan)\s", re.I)
    _AND = re.compile(r"(?:,|;|\s+và)\s+(?:của\s+)?(?=(?:Luật|Bộ luật|Pháp lệnh)\s)")
    _NUMBER = re.compile(r"\d+[a-z]?/\d{4}/[A-ZĐa-z&\-]+\d*")

    def amending(self) -> int:
        """An amending instrument expires when all that its title says it amends has; partly when some has."""
        given = 0
        for row in sorted(self.table.values(), key=lambda row: (row.sure("effective"), row.number), reverse=True):
            if not self._AMENDS.search(row.title):
                continue
            targets = self._targets(row)
            days = [target.sure("expired") for target in targets]
            own = row.value("effective") or row.value("issued")
            if not targets or any(day and own and day <= own for day in days):
                continue
            if all(days):
                if stated := row.sure("expired"):
                    self.checked["ra"].append(stated == max(days))
                    if stated != max(days):
                        print(f"rule ra: {row.number} would expire {max(days)}, stated {stated}")
                elif not row.value("expired"):
                    row.chosen["expired"] = (max(days), "ra", "medium")
                    given += 1
            for target, day in zip(targets, days, strict=True):
                if day and (not all(days) or day < max(days)):
                    row.relations.add(("partly_repealed", target.value("replaced_by"), day, "ra", "medium"))
        return given

    def _targets(self, row: Row) -> list[Row]:
        """What a title names as amended; empty where one of them is not known or the name is a summary."""
        if row.type in LAWS:
            names = self._AND.split(re.sub(r"^.*?\s(?:của|điều)\s+(?=Luật|Bộ luật|Pháp lệnh)", "", row.title))
            found = [self._law(name, row) for name in names]
        else:
            title = re.sub(r"\([^)]*\)", "", row.title)
            named = self._NUMBER.findall(self._ABOUT.split(title, maxsplit=1)[0])
            alike = [number for number in self._NUMBER.findall(title) if _kind(number) == _kind(row.number)]
            found = [self.one(tidy(number)) for number in dict.fromkeys((*named, *alike))] if named else []
        return [one for one in found if one] if all(found) else []

    def _law(self, name: str, at: Row) -> Row | None:
        """The law of a name that was the last to be issued before an instrument."""
        day = at.value("issued") or at.value("effective")
        before = [
            one
            for one in self.by_title.get(title_key(name), [])
            if one is not at and (one.value("effective") or "9") <= day
        ]
        return max(before, key=lambda one: one.value("effective")) if before and day else None

    # what an instrument details

    _DETAILS = re.compile(r"chi tiết|hướng dẫn|thi hành|biện pháp", re.I)
    _OF_LAW = re.compile(r"(?:của|hành|dẫn)\s+((?:Luật|Bộ luật|Pháp lệnh)\s+.+)", re.I)

    def parents(self) -> int:
        """Doubt about what details an expired instrument: it falls with it unless it was kept.

        No doubt where the codification still lists it a year after: then it was kept.
        """
        given = 0
        order = ("nghị định", "quyết định", "thông tư liên tịch", "thông tư")
        for kind in order:
            for row in self.table.values():
                if row.type != kind or row.value("expired") or not self._DETAILS.search(row.title):
                    continue
                parent = self._parent(row)
                if parent is None:
                    continue
                doubt = min((rel[2] for rel in parent.relations if rel[0] == "parent_expired"), default="")
                day = parent.sure("expired") or doubt
                kept = "pd" in row.listed and day < "2024-01-01"
                if day and not kept and day > (row.value("effective") or row.value("issued")):
                    row.relations.add(("parent_expired", parent.number, day, "rp", "low"))
                    given += 1
        return given

    def _parent(self, row: Row) -> Row | None:
        numbers = [tidy(number) for number in self._NUMBER.findall(row.title)]
        if numbers:
            return self.one(numbers[0])
        named = self._OF_LAW.search(row.title)
        words = named[1].split() if named else []
        for length in range(len(words), 1, -1):
            if law := self._law(" ".join(words[:length]), row):
                return law
        return None


def _kind(number: str) -> str:
    """The abbreviation of the type in a symbol: "65/2018/NĐ-CP" -> "NĐ"."""
    return symbol_of(number).split("-")[0]


def merge(table: dict[Key, Row], seen: Seen) -> None:
    """Add what a source says to its row; a source without an issuer joins the one row of that number."""
    key = row_key(seen.number, seen.type, seen.issuer)
    row = table.setdefault(key, Row(seen.number, seen.type))
    row.title = _better_title(row, seen)
    row.issuer = row.issuer or seen.issuer
    for name, mark in seen.says.items():
        row.marks[name].append(mark)
    if seen.listed:
        row.listed.add(seen.listed)


def _better_title(row: Row, seen: Seen) -> str:
    """The fuller title; for laws the one that the domain list or the codification gave first."""
    if not row.title or (row.type not in LAWS and len(seen.title) > len(row.title)):
        return seen.title or row.title
    return row.title
