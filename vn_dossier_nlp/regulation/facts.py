"""Facts: the sentences of a submission that show its need, each with its weight (``data/facts.toml``)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vn_dossier_nlp.language.amounts import QUANTITY
from vn_dossier_nlp.language.dates import find_dates
from vn_dossier_nlp.language.sentences import Sentence
from vn_dossier_nlp.regulation.case import Case, Place
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.schema import ZoneKind

_FIGURE = re.compile(r"(?<![\w/.,-])(?!(?:19|20)\d\d(?![\d.,]))\d+(?:[.,]\d+)*(?![\w/])")
_PERCENT = re.compile(r"\d\s*(?:%|‰)")
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
    title = frozenset(_words(case.submission.masthead.subject or ""))
    return [_fact(case, sentence, title) for sentence in case.sentences()]


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


def _fact(case: Case, sentence: Sentence, title: frozenset[str]) -> Fact:
    start, end = sentence.start, sentence.end
    piece = case.text[start:end]
    worth = _table()["figures"]
    cited = [(m.start, m.end) for m in case.submission.mentions if start <= m.start and m.end <= end]
    dates = [(start + date.start, start + date.end) for date in find_dates(piece)]
    figures = [
        match
        for match in _FIGURE.finditer(case.text, start, end)
        if not any(left <= match.start() < right for left, right in (*cited, *dates))
    ]
    shown = {
        "figure": bool(figures),
        "percent": bool(_PERCENT.search(piece)),
        "quantity": bool(QUANTITY.search(piece)),
        "date": any(not any(left <= date[0] < right for left, right in cited) for date in dates),
        "mention": bool(cited),
        "asks": case.inside_request(start) or case.inside_request(end - 1),
        "in_request": case.zone(ZoneKind.REQUEST)[0] <= start,
    }
    weight = sum(worth[name] for name, is_shown in shown.items() if is_shown)
    weight += worth["each"] * min(_MOST_FIGURES, len(figures)) + worth["late"] * _share(case, start)
    weight += worth["title"] * len(title & _words(piece)) / max(_SHORT_TITLE, len(title))
    names = {name for name, is_shown in shown.items() if is_shown}
    for sign in fact_signs():
        count = min(sign.most, sum(1 for _ in sign.pattern.finditer(piece)))
        if count:
            names.add(sign.name)
            weight += sign.weight * count
            weight += sign.with_figure if shown["figure"] or (sign.weight <= 0 and shown["date"]) else 0.0
    return Fact((start, end), weight, frozenset(names))


def _share(case: Case, offset: int) -> float:
    """How far down the body an offset lies, 0 to 1; less in a short text."""
    start, end = case.submission.layout.zone(ZoneKind.BODY) or case.body()
    return min(1.0, max(0.0, (offset - start) / max(_LONG_BODY, end - start)))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
