"""specific_request (R23): who is to do what on what, so exactly that the decision could be drafted from it."""

from __future__ import annotations

from vn_dossier_nlp.extraction.acts import find_acts
from vn_dossier_nlp.extraction.requests import Request
from vn_dossier_nlp.extraction.slots import is_specific, read_slots
from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_met
from vn_dossier_nlp.schema import ZoneKind


def specific_request(case: Case) -> Result:
    """Looks at the whole request: its clauses, the sentence before, and the subject."""
    asked = case.asked()
    main = _main(asked)
    if main is not None and main.specific:
        return met((main.start, main.end), confidence=0.8)
    if (
        main is not None
        and any(request.specific for request in asked)
        and sum(r.specific for r in asked) * 2 > len(asked)
    ):
        best = next(request for request in asked if request.specific)
        return met((best.start, best.end), confidence=0.6)
    formulas = [request for request in case.submission.requests if request.formula]
    if formulas and not asked:
        place = _sentence_before(case, formulas[-1]) or _subject(case)
        if place:
            return met(place, (formulas[-1].start, formulas[-1].end), confidence=0.6)
    weak = main or (formulas[-1] if formulas else None)
    return not_met(*([(weak.start, weak.end)] if weak else []), zone=ZoneKind.REQUEST.value, confidence=0.7)


def _main(asked: list[Request]) -> Request | None:
    """The request that carries the submission: the first that decides or pays, else the first."""
    return next((r for r in asked if r.act_kind in ("decide", "fund")), asked[0] if asked else None)


def _sentence_before(case: Case, formula: Request) -> Place | None:
    """The sentence before a closing formula, where it holds a decision with its object."""
    before = [s for s in case.sentences() if s.end <= formula.start]
    for sentence in reversed(before[-3:]):
        if _decides(case.text, sentence.start, sentence.end):
            return sentence.start, sentence.end
    return None


def _subject(case: Case) -> Place | None:
    """The subject in the head, where it holds a decision with its object."""
    head = case.submission.layout.zone(ZoneKind.MASTHEAD)
    subject = case.submission.masthead.subject
    if not head or not subject:
        return None
    start = case.text.find(subject.split()[0], 0, head[1])
    return (start, head[1]) if start >= 0 and _decides(subject, 0, len(subject)) else None


def _decides(text: str, start: int, end: int) -> bool:
    acts = [act for act in find_acts(text, start, end) if act.kind in ("decide", "fund")]
    if not acts:
        return False
    target = " ".join(text[acts[0].end : end].split())
    return is_specific(text, acts[0].kind, target or None, read_slots(text, start, end), start, end)
