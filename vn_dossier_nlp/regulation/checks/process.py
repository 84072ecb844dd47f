"""process (R09): the steps that led here, with number or date."""

from __future__ import annotations

from vn_dossier_nlp.grammar.tables import doc_types
from vn_dossier_nlp.regulation.case import Case, Result, met, not_met
from vn_dossier_nlp.schema import ZoneKind

_LEGAL = {kind.name for kind in doc_types() if kind.group in ("law", "normative", "consolidated")}


def process(case: Case) -> Result:
    """Met where a letter or an application has its number or date, or a step is named with one."""
    for mention in case.mentions():
        if (
            mention.type not in _LEGAL
            and (mention.number or mention.date)
            and not mention.self_reference
            and not case.inside_request(mention.start)
        ):
            return met(case.sentence_at(mention.start), confidence=0.8)
    bases = case.submission.layout.zone(ZoneKind.LEGAL_BASES)
    start = bases[1] if bases else case.body()[0]
    step = case.first("step", (start, case.body()[1]))
    if step:
        return met(case.sentence_at(step[0]), confidence=0.65)
    return not_met(zone="main", confidence=0.65)
