"""What the citations of one document mean: the instrument, its cluster, whether it was in force, what contradicts it.

A full number is its own identity. A name, a short number ("Nghị định 126") and "Nghị định nêu trên" are resolved by
the document itself first, then by the registry, and only where exactly one candidate is left; else the candidates
are given. Nothing is corrected: what looks like a slip is put as a question (``did_you_mean``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from vn_dossier_nlp.grammar.numbers import type_of_number
from vn_dossier_nlp.law.contradictions import contradictions, misprint_of
from vn_dossier_nlp.law.instruments import Registry, registry
from vn_dossier_nlp.law.keys import issuer_key, issuer_of_number, recurs, title_key
from vn_dossier_nlp.law.status import UNKNOWN, in_force_of, status_on
from vn_dossier_nlp.schema import Citation

_ABOVE = re.compile(r"trên\W*$")
_SYMBOL = re.compile(r"[/\-][^\W\d_]")  # what a short number lacks
# How sure a resolution is: a number says it, the document says it elsewhere, the registry knows only one.
_BY_NUMBER, _BY_DOCUMENT, _BY_REGISTRY, _BY_FORCE = 1.0, 0.95, 0.9, 0.8
_MOST = 5  # candidates that are given


@dataclass(frozen=True, slots=True)
class _Meaning:
    """The identity that one citation was found to have, or what it may be."""

    number: str | None = None
    confidence: float | None = None
    candidates: tuple[str, ...] = ()


def resolve(
    citations: Sequence[Citation], on: str | None = None, short_names: Mapping[int, int] | None = None
) -> tuple[Citation, ...]:
    """The citations of one document with what they mean; ``on`` is the date on which validity is asked (ISO).

    ``short_names`` tells which of them gives a name to which one before it ("gọi tắt là Luật PCTN"), by their places.
    Linear in their number but for the registry's lookups, which are made once for each instrument.
    """
    context = _Context(citations, on)
    found: list[Citation] = []
    for index, citation in enumerate(citations):
        if short_names and index in short_names:
            context.name(found[short_names[index]], citation)
        found.append(context.resolved(citation))
    return tuple(found)


class _Context:
    """What the document as a whole tells of its citations."""

    def __init__(self, citations: Sequence[Citation], on: str | None) -> None:
        self._on = on
        self._known = registry()
        self._stems: dict[tuple[str, str], dict[str, None]] = {}
        self._titles: dict[str, dict[str, None]] = {}
        self._before: dict[str, dict[str, None]] = {}  # by type, of the citations seen so far
        self._clusters: dict[str, int] = {}
        self._issuers: dict[str, dict[str, str]] = {}  # of a number that recurs: key of the issuer -> its name
        for citation in citations:
            if citation.number and _is_full(citation.number):
                self._know(citation, citation.number)
                if citation.issuer and recurs(citation.number):
                    self._issuers.setdefault(citation.number, {})[issuer_key(citation.issuer)] = citation.issuer

    def _know(self, citation: Citation, number: str) -> None:
        kind = citation.type or type_of_number(number)
        parts = number.split("/")
        for length in range(1, len(parts)):
            self._stems.setdefault((kind, "/".join(parts[:length])), {})[number] = None
        if citation.title:
            self._titles.setdefault(title_key(citation.title), {})[number] = None

    def name(self, whole: Citation, short: Citation) -> None:
        """From here on the title of ``short`` means what ``whole`` was found to mean."""
        if short.title and whole.resolves_to:
            self._titles[title_key(short.title)] = {whole.resolves_to: None}

    def resolved(self, citation: Citation) -> Citation:
        """The citation with identity, cluster, status and doubts."""
        meaning = self._meaning(citation)
        identity = self._identity(citation, meaning.number) if meaning.number else self._unresolved_identity(citation)
        cluster = self._clusters.setdefault(identity, len(self._clusters) + 1) if identity else None
        if meaning.number and citation.type:
            self._before.setdefault(citation.type, {})[meaning.number] = None
        status, meant, doubts = self._checked(citation, meaning.number)
        # Written out: dataclasses.replace would cost a third of all that is done here.
        return Citation(
            citation.span,
            citation.type,
            citation.number,
            citation.title,
            citation.date,
            citation.pins,
            citation.self_reference,
            role=citation.role,
            issuer=citation.issuer or (issuer_of_number(meaning.number) if meaning.number else "") or None,
            resolves_to=meaning.number,
            cluster=cluster,
            status_on_date=status,
            confidence=meaning.confidence,
            candidates=meaning.candidates,
            did_you_mean=meant,
            contradictions=doubts,
        )

    def _identity(self, citation: Citation, number: str) -> str:
        """Its number; of one that recurs, number and issuer: each province has a 28/2022/QĐ-UBND."""
        issuers = self._issuers.get(number, {})
        if citation.issuer and recurs(number):
            return f"{number} {issuer_key(citation.issuer)}"
        return f"{number} {next(iter(issuers))}" if len(issuers) == 1 else number

    def _unresolved_identity(self, citation: Citation) -> str | None:
        """Mentions of one name stay together although the name alone does not tell the instrument."""
        if citation.self_reference:
            return None
        if citation.title:
            return f"{title_key(citation.title)} {citation.date or ''}".strip()
        return f"{citation.type} {citation.number}" if citation.number else None

    def _meaning(self, citation: Citation) -> _Meaning:
        if citation.self_reference:
            return self._above(citation)
        if citation.number and _is_full(citation.number):
            issuers = self._issuers.get(citation.number, {})
            if citation.issuer is None and len(issuers) > 1:
                return _Meaning(candidates=tuple(f"{citation.number} ({name})" for name in issuers.values()))
            return _Meaning(citation.number, _BY_NUMBER)
        if citation.number:
            return self._short(citation.number, citation.type)
        return self._named(citation) if citation.title else _Meaning()

    def _above(self, citation: Citation) -> _Meaning:
        """ "Nghị định nêu trên": the only one of its type before it. "Nghị định này" is the document itself."""
        if citation.type is None or not _ABOVE.search(citation.span.text):
            return _Meaning()
        return _only(self._before.get(citation.type, {}), _BY_DOCUMENT)

    def _short(self, number: str, kind: str | None) -> _Meaning:
        """ "Nghị định 126": by a whole number of the document, else, where it has a year, by the registry."""
        here = self._stems.get((kind or "", number.rstrip("/")), {})
        if here:
            return _only(here, _BY_DOCUMENT)
        if "/" not in number:
            return _Meaning()
        return _only((one.number for one in self._known.by_stem(number.rstrip("/"), kind)), _BY_REGISTRY)

    def _named(self, citation: Citation) -> _Meaning:
        """A law by its name: as the document numbers it elsewhere, as the registry knows it, as was in force."""
        name, date = citation.title or "", citation.date
        known = self._known.by_title(name, date)
        here = self._titles.get(title_key(name), {})
        fitting = [number for number in here if date is None or not known or number in {one.number for one in known}]
        if len(fitting) == 1:
            return _Meaning(fitting[0], _BY_DOCUMENT)
        if len(known) == 1:
            # Without a date the one that is known may be older or younger than the one that is meant.
            return _Meaning(known[0].number, _BY_REGISTRY if date else _BY_FORCE)
        alive = in_force_of(known, self._on, self._known) if self._on and known else None
        if alive is not None:
            return _Meaning(alive.number, _BY_FORCE)
        return _Meaning(candidates=tuple(one.number for one in known[:_MOST]))

    def _checked(self, citation: Citation, number: str | None) -> tuple[str | None, str | None, tuple[str, ...]]:
        """(status on the date, number that may be meant, codes of contradictions)."""
        if number is None:
            return None, None, ()
        if _is_full(citation.number or ""):
            stated = _Stated(citation.issuer, citation.type, citation.title, citation.date)
            return _check(self._known, self._on, number, stated, True)
        # What is cited by its name or by a part of its number says no type and no day of its own.
        return _check(self._known, self._on, number, _Stated(citation.issuer), False)


class _Stated(NamedTuple):
    """What a citation says of an instrument besides its number."""

    issuer: str | None
    type: str | None = None
    title: str | None = None
    date: str | None = None


@lru_cache(maxsize=16384)
def _check(
    known: Registry, on: str | None, number: str, stated: _Stated, is_whole: bool
) -> tuple[str | None, str | None, tuple[str, ...]]:
    """(status, number meant, codes); the documents of an office cite the same laws over and over."""
    doubts = contradictions(stated.type, number, stated.issuer, stated.date, on, known)
    meant = misprint_of(number, stated.type, stated.title, stated.date, known) if is_whole else None
    return _status(known, on, number, stated.issuer), meant.number if meant else None, tuple(one.code for one in doubts)


def _status(known: Registry, on: str | None, number: str, issuer: str | None) -> str | None:
    if on is None:
        return None
    found = known.by_number(number, issuer)
    if len(found) != 1 or (recurs(number) and issuer is None):
        return UNKNOWN  # not known, or known of another province or year
    return status_on(found[0], on, known).status


def _is_full(number: str) -> bool:
    return bool(_SYMBOL.search(number))


def _only(numbers: Iterable[str], confidence: float) -> _Meaning:
    found = tuple(dict.fromkeys(numbers))
    return _Meaning(found[0], confidence) if len(found) == 1 else _Meaning(candidates=found[:_MOST])
