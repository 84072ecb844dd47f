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
    cited = [(mention.start, mention.end) for mention in case.mentions()]
    for match in case.find("step", (start, case.body()[1])):
        dated = any(a < match.end() <= b for a, b in cited)  # the date of a law is no step
        if not dated and not case.inside_request(match.start()):
            return met(case.sentence_at(match.start()), confidence=0.65)
    return not_met(zone="main", confidence=0.65)
