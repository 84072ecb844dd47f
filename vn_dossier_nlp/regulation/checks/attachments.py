"""draft_attached (R16, R17): a draft or the file is said to be attached, where something is to be issued or signed."""

from __future__ import annotations

from vn_dossier_nlp.extraction.concreteness import decides_something, sender_words
from vn_dossier_nlp.regulation.case import Case, Result, cannot_tell, met, not_applicable, not_met

_ISSUES = ("normative_draft", "plan_scheme_report", "personnel")


def draft_attached(case: Case) -> Result:
    """Met where the text names an attached draft or file, or submits a named draft.

    Applies where an exact decision is asked for: a plain question or a wish has nothing to be signed.
    """
    place = case.first("attached")
    if place:
        return met(case.sentence_at(place[0]) if place[1] - place[0] < 60 else place, confidence=0.75)
    if case.attachments:
        return cannot_tell(zone="main")  # other files came along, but the text does not say what they are
    deciding = [request for request in case.asked() if request.act_kind == "decide" and request.specific]
    if deciding or (case.purpose in _ISSUES and case.asked()):
        places = [(request.start, request.end) for request in deciding[:1]]
        return not_met(*places, zone="main", confidence=0.6)
    title = case.submission.masthead.subject or ""
    if decides_something(title, sender_words(case.submission)):  # the title promises what is to be signed
        return not_met(zone="main", confidence=0.55)
    return not_applicable(confidence=0.6)
