"""Central laws in a text that the registry does not know, or knows otherwise.

Provincial documents are invented in a corpus and are not looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vn_dossier_nlp.assess import citations_of_doc
from vn_dossier_nlp.errors import UsageError
from vn_dossier_nlp.extraction import load
from vn_dossier_nlp.law import Registry, registry
from vn_dossier_nlp.law.keys import LAW_TYPES, iso_date

_CENTRAL = re.compile(r"(?:NĐ-CP|NQ-CP|QH\d+|QĐ-TTg|CT-TTg|/TT-(?:B\w+|NHNN|TTCP|VPCP|UBDT|TANDTC|VKSNDTC)|/TTLT-)")


def doubtful_laws(text: str, on: str) -> Iterator[tuple[str, str]]:
    """(code, citation): ``law_unknown``, ``law_contradicts`` itself or the registry, ``law_not_yet`` issued."""
    with load().select_pipes(enable=["citations"]):
        doc = load()(text)
    known = registry()
    dated = _is_day(on)
    for one in citations_of_doc(doc, on if dated else None):
        named = (
            one.type in LAW_TYPES
            and one.type != "hiến pháp"
            and one.title
            and not one.number
            and not one.self_reference
        )
        if one.number and _CENTRAL.search(one.number):
            if not known.by_number(one.number):
                yield "law_unknown", one.span.text
            elif dated and _later(one.date or _issued(known, one.number), on):
                yield "law_not_yet", one.span.text
            elif one.contradictions:
                yield "law_contradicts", f"{one.span.text} ({', '.join(one.contradictions)})"
        elif named and not one.resolves_to and not one.candidates:
            yield "law_unknown", one.span.text
        elif named and dated and one.date and _later(one.date, on):
            yield "law_not_yet", one.span.text


def _issued(known: Registry, number: str) -> str | None:
    found = known.by_number(number)
    return found[0].issued.value if len(found) == 1 and found[0].issued else None


def _is_day(on: str) -> bool:
    try:
        return bool(on) and iso_date(on) == on
    except UsageError:
        return False


def _later(issued: str | None, on: str) -> bool:
    length = min(len(issued or ""), len(on))  # a year is compared with a year
    return bool(issued) and str(issued)[:length] > on[:length]
