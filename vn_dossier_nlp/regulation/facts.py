"""Facts: the sentences of a submission that show its need, each with its weight (``data/facts.toml``)."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vn_dossier_nlp.language.amounts import QUANTITY
from vn_dossier_nlp.language.dates import DATE, date_of
from vn_dossier_nlp.language.finder import Finder
from vn_dossier_nlp.language.sentences import Sentence
from vn_dossier_nlp.regulation.case import Case, Place
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.schema import ZoneKind

_FIGURE = re.compile(r"(?<![\w/.,-])(?!(?:19|20)\d\d(?![\d.,]))\d+(?:[.,]\d+)*(?![\w/])")
_PERCENT = re.compile(r"\d\s*(?:%|‰)")
_COUNTED = {"figure": _FIGURE, "percent": _PERCENT, "quantity": QUANTITY, "date": DATE}
_WORD = re.compile(r"\w{3,}")
_MOST_FIGURES = 3
_LONG_BODY = 1500  # characters
_SHORT_TITLE = 4  # words; of a shorter title one word would say too much


@dataclass(frozen=True, slots=True)
class FactSign:
    """Words that make a sentence weigh more or less as a fact."""

    name: str
    weight: float
    with_figure: float
    most: int
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of the main text and what it weighs; ``names`` are the signs that it shows."""

    place: Place
    weight: float
    names: frozenset[str]

    def has(self, *names: str) -> bool:
        """Whether the sentence shows any of some signs; "figure", "date" and "mention" are signs, too."""
        return not self.names.isdisjoint(names)


def doubt_weights() -> dict[str, float]:
    """What speaks for and against a need that is told in slogans only: ``[doubt]``."""
    weights: dict[str, float] = _table()["doubt"]
    return weights


def find_facts(case: Case) -> list[Fact]:
    """The sentences of the main text with their weights, in the order of the text."""
    reader = _Reader(case)
    return [reader.fact(sentence) for sentence in case.sentences()]


def fact_names(piece: str) -> frozenset[str]:
    """The signs that a piece of text shows."""
    return frozenset(sign.name for sign in fact_signs() if sign.pattern.search(piece))


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads((room_file("regulation", "data") / "facts.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def fact_signs() -> tuple[FactSign, ...]:
    """All rows with their examples."""
    return tuple(_sign(row) for row in _table()["sign"])


def _sign(row: dict[str, Any]) -> FactSign:
    pattern = re.compile(rf"(?<!\w)(?:{row['pattern']})(?!\w)".replace(" ", r"\s+"), re.IGNORECASE)
    return FactSign(
        row["name"],
        float(row["weight"]),
        float(row.get("with_figure", 0.0)),
        int(row["most"]),
        pattern,
        tuple(row["matches"]),
        tuple(row["rejects"]),
        row["source"],
    )


@lru_cache(maxsize=1)
def _finder() -> Finder:
    return Finder(_COUNTED | {sign.name: sign.pattern for sign in fact_signs()})


class _Reader:
    """Weighs the sentences of one case."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.signs = _finder().index(case.text).together(list(_finder().patterns))
        self.title = _words(case.submission.masthead.subject or "")
        self.cited = sorted((mention.start, mention.end) for mention in case.submission.mentions)
        self.request = case.zone(ZoneKind.REQUEST)[0]
        self.body = case.submission.layout.zone(ZoneKind.BODY) or case.body()

    def fact(self, sentence: Sentence) -> Fact:
        """A sentence with what it shows and weighs."""
        start, end = sentence.start, sentence.end
        near = slice(bisect_left(self.cited, (start, 0)), bisect_left(self.cited, (end, 0)))
        cited = [place for place in self.cited[near] if place[1] <= end]
        found: dict[str, list[re.Match[str]]] = defaultdict(list)
        for name, match in self.signs.finditer(start, end):
            found[name].append(match)
        dates = [(date.start, date.end) for match in found["date"] if (date := date_of(match))]
        shown = {
            "figure": sum(not _inside(match.start(), (*cited, *dates)) for match in found["figure"]),
            "percent": len(found["percent"]),
            "quantity": len(found["quantity"]),
            "date": sum(not _inside(date[0], cited) for date in dates),
            "mention": len(cited),
            "asks": self.case.inside_request(start) or self.case.inside_request(end - 1),
            "in_request": self.request <= start,
        }
        worth = _table()["figures"]
        weight = sum(worth[name] for name, count in shown.items() if count)
        weight += worth["each"] * min(_MOST_FIGURES, shown["figure"]) + worth["late"] * self._share(start)
        weight += (
            worth["title"] * len(self.title & _words(self.case.text[start:end])) / max(_SHORT_TITLE, len(self.title))
        )
        names = {name for name, count in shown.items() if count}
        for sign in fact_signs():
            if count := min(sign.most, len(found.get(sign.name, ()))):
                names.add(sign.name)
                weight += sign.weight * count
                weight += sign.with_figure if shown["figure"] or (sign.weight <= 0 and shown["date"]) else 0.0
        return Fact((start, end), weight, frozenset(names))

    def _share(self, offset: int) -> float:
        """How far down the body an offset lies, 0 to 1; less in a short text."""
        start, end = self.body
        return min(1.0, max(0.0, (offset - start) / max(_LONG_BODY, end - start)))


def _inside(offset: int, places: Sequence[Place]) -> bool:
    return any(left <= offset < right for left, right in places)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
