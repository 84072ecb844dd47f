"""content_basis (R02) and practical_basis (R03): instruments cited, and facts that show the need."""

from __future__ import annotations

from vn_dossier_nlp.grammar.tables import doc_types
from vn_dossier_nlp.language.amounts import QUANTITY, find_amounts
from vn_dossier_nlp.language.dates import find_dates
from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_met
from vn_dossier_nlp.schema import ZoneKind

_LEGAL = {kind.name for kind in doc_types() if kind.group in ("law", "normative", "consolidated")}
# What a superior's plan, guidance or conclusion settles is a basis too; a letter or a report is none.
_BASES = _LEGAL | {"hướng dẫn", "kế hoạch", "kết luận", "quy chế", "quy định", "chương trình", "đề án"}


def content_basis(case: Case) -> Result:
    """Met where an instrument is cited by number, or by name with its date or year."""
    for mention in case.mentions():
        if mention.type in _BASES and not mention.self_reference and (mention.number or mention.date):
            return met((mention.start, mention.end), confidence=0.9)
    named = [mention for mention in case.mentions() if mention.title]
    return not_met(*[(m.start, m.end) for m in named[:1]], zone="main", confidence=0.8)


def practical_basis(case: Case) -> Result:
    """Met where concrete facts stand outside the legal bases and the requests.

    Facts are figures, dated events, the request of a named body.
    """
    facts = [place for place in _facts(case) if not _is_basis(case, place[0]) and not case.inside_request(place[0])]
    if facts:
        best = _densest(case, facts)
        return met(best, confidence=0.8 if len(facts) > 1 else 0.6)
    return not_met(zone=ZoneKind.BODY.value, confidence=0.6)


def _facts(case: Case) -> list[Place]:
    start, end = case.body()
    text = case.text[start:end]
    cited = [(mention.start, mention.end) for mention in case.mentions()]
    found = [(start + m.start(), start + m.end()) for m in QUANTITY.finditer(text)]
    found += [(start + a.start, start + a.end) for a in find_amounts(text)]
    found += [(start + d.start, start + d.end) for d in find_dates(text)]
    found = [place for place in found if not any(a <= place[0] < b for a, b in cited)]
    found += [(m.start, m.end) for m in case.mentions() if m.number and m.type not in _LEGAL]
    found += [match.span() for match in case.find("step")]
    return sorted(found)


def _is_basis(case: Case, offset: int) -> bool:
    """Whether an offset lies in the legal bases at the front or in a sentence that only cites a law."""
    zone = case.submission.layout.zone(ZoneKind.LEGAL_BASES)
    return bool(zone and zone[0] <= offset < zone[1])


def _densest(case: Case, facts: list[Place]) -> Place:
    """The sentence with most facts."""
    sentences: dict[Place, int] = {}
    for place in facts:
        sentence = case.sentence_at(place[0])
        sentences[sentence] = sentences.get(sentence, 0) + 1
    return max(sentences, key=lambda sentence: (sentences[sentence], -sentence[0]))
