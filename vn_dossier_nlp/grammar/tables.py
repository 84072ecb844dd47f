"""Tables of document types, agencies, provinces and law titles, loaded once."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from vn_dossier_nlp.resources import room_file


def rows(name: str) -> list[dict[str, str]]:
    """The rows of ``grammar/data/NAME`` as written."""
    with room_file("grammar", "data", name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@dataclass(frozen=True, slots=True)
class DocType:
    """A type of document: its name in lower case and its abbreviations in symbols."""

    name: str
    cited_as: str  # the type of its citations: an appraisal report is cited as a report
    abbreviations: tuple[str, ...]
    group: str  # law | normative | consolidated | letter | administrative


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city under central government; ``merged_into`` names its successor of 01/07/2025."""

    code: str
    name: str
    merged_into: str | None


@lru_cache(maxsize=1)
def doc_types() -> tuple[DocType, ...]:
    """All types, in the order of the table."""
    return tuple(
        DocType(row["type"], row["cited_as"], tuple(filter(None, row["abbreviations"].split(";"))), row["group"])
        for row in rows("doc_types.csv")
    )


@lru_cache(maxsize=1)
def type_of_abbreviation() -> dict[str, str]:
    """``{"NĐ": "nghị định", ...}``."""
    return {short: kind.cited_as for kind in doc_types() for short in kind.abbreviations}


@lru_cache(maxsize=1)
def agency_abbreviations() -> frozenset[str]:
    """Abbreviations of bodies that stand in symbols: "CP", "UBND", "BTC"."""
    return frozenset(row["abbreviation"] for row in rows("agencies.csv"))


@lru_cache(maxsize=1)
def provinces() -> tuple[Province, ...]:
    """The 34 provinces of today and the 29 that were merged, longest names first."""
    table = [Province(row["code"], row["name"], row["merged_into"] or None) for row in rows("provinces.csv")]
    return tuple(sorted(table, key=lambda province: -len(province.name)))


@lru_cache(maxsize=1)
def law_titles() -> dict[str, tuple[str, ...]]:
    """Known names of laws by their first two words in lower case, longest first."""
    by_start: dict[str, list[str]] = defaultdict(list)
    for row in rows("law_titles.csv"):
        title = row["title"].lower()
        by_start[" ".join(title.split()[:2])].append(title)
    return {start: tuple(sorted(titles, key=len, reverse=True)) for start, titles in by_start.items()}


@lru_cache(maxsize=1)
def title_stops() -> frozenset[str]:
    """Words, in lower case, at which the name of a law ends."""
    table = tomllib.loads(room_file("grammar", "data", "title_stops.toml").read_text(encoding="utf-8"))
    return frozenset(table["words"].split())
