"""Parts of a citation that contradict each other or the registry, each as a code with both values.

Nothing is corrected: what stands in a document is reported as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vn_dossier_nlp.grammar.numbers import normalise, type_of_number
from vn_dossier_nlp.language.folding import fold
from vn_dossier_nlp.law.instruments import Instrument, Registry, registry
from vn_dossier_nlp.law.keys import (
    agency_names,
    bodies_of_number,
    ends,
    issuer_key,
    number_year,
    recurs,
    term_of_assembly,
    title_key,
)

TYPE_SYMBOL = "type_symbol"  # "Quyết định số 30/2020/NĐ-CP"
YEAR_DATE = "year_date"  # a number of 2020 with a date of 2021
TERM_YEAR = "term_year"  # a law of 2025 with QH16
ISSUER_SYMBOL = "issuer_symbol"  # "Bộ Tài chính" with TT-BNV
DATE_REGISTRY = "date_registry"  # another day of issue than the registry's
ISSUER_REGISTRY = "issuer_registry"  # another issuer than the registry's
DATE_FUTURE = "date_future"  # issued after the document that cites it
CODES = (TYPE_SYMBOL, YEAR_DATE, TERM_YEAR, ISSUER_SYMBOL, DATE_REGISTRY, ISSUER_REGISTRY, DATE_FUTURE)

# Types that the symbol of a number does not tell apart: the National Assembly numbers both alike.
_ALIKE = ({"luật", "bộ luật", "nghị quyết"}, {"pháp lệnh", "nghị quyết", "công văn"})

# First and last year of a term of the National Assembly by its number; terms overlap in the year of an election.
_TERMS = {
    10: (1997, 2002),
    11: (2002, 2007),
    12: (2007, 2011),
    13: (2011, 2016),
    14: (2016, 2021),
    15: (2021, 2026),
    16: (2026, 2031),
}


_OLD = re.compile(r"[/-](?:CT|CP|HĐBT|TTg|L/CTN)$")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """``stated`` is what the citation says, ``other`` what its number, the registry or the citing document says."""

    code: str
    stated: str
    other: str


def contradictions(
    kind: str | None,
    number: str | None,
    issuer: str | None = None,
    date: str | None = None,
    cited_on: str | None = None,
    known: Registry | None = None,
) -> list[Contradiction]:
    """What does not fit among the parts of a citation, in the order of :data:`CODES`.

    ``kind`` is the type word in lower case, ``date`` the date of issue as cited and ``cited_on`` that of the citing
    document (ISO, whole or in part). A part that is not given contradicts nothing. What the registry confirms is no
    contradiction: a number of 2015 may have been issued in January 2016.
    """
    found: list[Contradiction] = []
    number = normalise(fold(number).text) if number else None
    # Of a number that recurs, another province's or another year's instrument says nothing.
    same = (known or registry()).by_number(number) if number and not recurs(number) else ()
    if number:
        found += _type(kind, number, same)
        found += _year(number, date, same)
        found += _issuer(issuer, number, same)
    if date and cited_on and ends(date)[0] > ends(cited_on)[1]:
        found.append(Contradiction(DATE_FUTURE, date, cited_on))
    return sorted(found, key=lambda one: CODES.index(one.code))


def misprint_of(
    number: str,
    kind: str | None = None,
    title: str | None = None,
    date: str | None = None,
    known: Registry | None = None,
) -> Instrument | None:
    """The instrument that a number in a text was meant to be, where there is evidence of a slip; else None.

    One known instrument is near (:meth:`Registry.near`) and either the text gives its title or its day of issue with
    the number, or the number as it stands cannot be: its year contradicts its term or its date, its symbol its type,
    or no known instrument bears such a symbol. Nearness alone is no evidence: the registry knows one decree in five.
    """
    registered = known or registry()
    close = registered.near(number, kind, title, date)
    if close is None:
        return None
    same_title = bool(title and close.title and title_key(title) == title_key(close.title))
    same_day = bool(date and len(date) == len("2024-08-01") and close.issued and close.issued.value == date)
    cured = {one.code for one in contradictions(kind, number, None, date, known=registered)}
    cured -= {one.code for one in contradictions(kind, close.number, None, date, known=registered)}
    strange = registered.knows_symbol(close.number) and not registered.knows_symbol(normalise(fold(number).text))
    return close if same_title or same_day or cured or strange else None


def _type(kind: str | None, number: str, same: tuple[Instrument, ...]) -> list[Contradiction]:
    if not kind or kind == "văn bản" or any(one.type == kind for one in same):
        return []
    told = type_of_number(number)
    if told == kind or any({told, kind} <= alike for alike in _ALIKE):
        return []
    head, _, symbol = number.partition("/")
    if "-" in head or (_OLD.search(number) and not number_year(number)):
        return []  # a QĐ of the Party is a decision or a regulation; "327/CT" is a decision of the Chair
    if told == "công văn" and ("-" in head or "-" not in symbol or not bodies_of_number(number)):
        return []  # Party papers, forms of before 1997 ("36/CP") and unknown symbols tell no type
    return [Contradiction(TYPE_SYMBOL, kind, told)]


def _year(number: str, date: str | None, same: tuple[Instrument, ...]) -> list[Contradiction]:
    found = []
    year = number_year(number)
    confirmed = date is not None and any(one.issued and one.issued.value.startswith(date) for one in same)
    if year and date and year != date[:4] and not confirmed:
        found.append(Contradiction(YEAR_DATE, date, year))
    term = term_of_assembly(number)
    if term in _TERMS and year and not _TERMS[term][0] <= int(year) <= _TERMS[term][1]:
        found.append(Contradiction(TERM_YEAR, f"QH{term}", year))
    dates = {one.issued.value for one in same if one.issued}
    if date and dates and not confirmed:
        found.append(Contradiction(DATE_REGISTRY, date, "; ".join(sorted(dates))))
    return found


def _issuer(issuer: str | None, number: str, same: tuple[Instrument, ...]) -> list[Contradiction]:
    if not issuer:
        return []
    found = []
    wanted, short = abbreviations(issuer), bodies_of_number(number)
    if wanted and short and not wanted & set(short):
        found.append(Contradiction(ISSUER_SYMBOL, issuer, "; ".join(short)))
    known = {one.issuer for one in same if one.issuer}
    if known and len(same) == 1 and not any(_same_issuer(issuer, other) for other in known):
        found.append(Contradiction(ISSUER_REGISTRY, issuer, "; ".join(sorted(known))))
    return found


@lru_cache(maxsize=4096)
def abbreviations(issuer: str) -> frozenset[str]:
    """The abbreviations under which an issuer may stand in a symbol; empty where it is not known.

    The longest name wins: "Thủ tướng Chính phủ" is TTg, not CP; a chair or a minister signs for the body.
    """
    text = f" {issuer_key(issuer)} "
    best: dict[str, int] = {}
    for short, names in agency_names().items():
        length = max((len(key) for key in map(issuer_key, names) if f" {key} " in text), default=0)
        if length:
            best[short] = length
    longest = max(best.values(), default=0)
    return frozenset(short for short, length in best.items() if length == longest)


def _same_issuer(one: str, other: str) -> bool:
    """Whether two names may mean one body: "Thủ tướng" and "Thủ tướng Chính phủ" do."""
    a, b = issuer_key(one), issuer_key(other)
    return f" {a} " in f" {b} " or f" {b} " in f" {a} "
