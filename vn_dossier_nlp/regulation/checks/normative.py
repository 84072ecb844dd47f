"""R14, R15, R29: what a normative draft needs: appraisal by Sở Tư pháp, the Chair's consultation, its contents told."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from vn_dossier_nlp.language.dates import find_date
from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.law.instruments import registry
from vn_dossier_nlp.regulation.case import Case, Place, Result, cannot_tell, met, not_applicable, not_met
from vn_dossier_nlp.regulation.cues import cue
from vn_dossier_nlp.regulation.normative import normative_draft
from vn_dossier_nlp.schema import ZoneKind

_JUSTICE = "so tu phap"
_OF_JUSTICE = "STP"  # in the symbol of its papers
_CHAIR_RULE = "187/2025/NĐ-CP"  # put Điều 51a into NĐ 78/2025: before it no Chair issues normative decisions
_CONSULTED = ("asked_finance", "asked_home", "asked_justice", "asked_science")
_MOST = 200  # occurrences of a cue that are looked at
_ALL_DEPARTMENTS = re.compile(r"các\s+sở(?:\s*,\s*ban)?(?:\s*,\s*ngành)?(?!\s*:)", re.IGNORECASE)


def appraised_by_justice(case: Case) -> Result:
    """R14: met where the appraisal by Sở Tư pháp is told with number or date, or its report comes along."""
    draft = normative_draft(case)
    if draft is None:
        return not_applicable(why="not_normative")
    if skeleton(case.submission.masthead.issuer or "").startswith(_JUSTICE):
        return cannot_tell(draft.place, why="own_draft")
    told = _told(case, "appraised_by_justice")
    given = [sentence for sentence in told if _is_given(case, sentence)]
    for sentence in told:
        if any(_OF_JUSTICE in (mention.number or "") for mention in case.mentions(sentence)):
            return met(sentence, why="numbered")
    for sentence in given:
        if find_date(case.text, *sentence):
            return met(sentence, confidence=0.7, why="dated")
    if report := case.first("appraisal_report"):
        return met(*given[:1], report, confidence=0.65, why="attached")
    if given:
        return cannot_tell(given[0], why="undated")
    if case.has_file("tham dinh") or case.has_file("bctd"):
        return cannot_tell(draft.place, zone="dossier", why="report_by_name")
    if not draft.sure:
        return cannot_tell(draft.place, why="kind_unsure")
    if told:
        return not_met(told[0], confidence=0.6, why="only_asked")
    asked = _told(case, "justice_asked")
    return not_met(*asked[:1], why="opinion_only" if asked else "not_told")


def _is_given(case: Case, sentence: Place) -> bool:
    """Whether the appraisal was made, not only asked for."""
    return not case.first("appraisal_asked", sentence) or case.first("appraisal_answered", sentence) is not None


def chair_consulted(case: Case) -> Result:
    """R15: a normative decision of the Chair is posted, and four departments give their opinion."""
    draft = normative_draft(case)
    if draft is None or not _since_chair_rule(case.submission.masthead.date):
        return not_applicable(why="not_normative" if draft is None else "before_rule")
    chair = _in_text(case, "of_the_chair")
    if chair is None:
        if _in_text(case, "of_another") or case.addressee == "council":
            return not_applicable(why="not_of_chair")
        return cannot_tell(draft.place, why="whose_unsaid")
    asked = list(dict.fromkeys([*_told(case, "consulted"), *_told(case, "appraised_by_justice")]))
    text = " ".join(case.text[slice(*sentence)] for sentence in asked)
    issuer = case.submission.masthead.issuer or ""  # the department that drafts does not ask itself
    missing = [name for name in _CONSULTED if not cue(name).search(text) and not cue(name).search(issuer)]
    if missing and _ALL_DEPARTMENTS.search(text):
        return cannot_tell(*asked[:1], why="departments_unnamed")
    if missing:
        return not_met(*asked[:1], confidence=0.6, why="department_missing")
    posted = case.first("posted")
    return met(*asked[:1], posted, why="consulted") if posted else not_met(chair, confidence=0.6, why="not_posted")


def contents_told(case: Case) -> Result:
    """R29: structure and main content of a normative draft are told; of an amending one, what it changes."""
    draft = normative_draft(case)
    if draft is None:
        return not_applicable(why="not_normative")
    structure, content = case.first("draft_structure"), _outside_requests(case, "draft_content")
    if case.first("draft_amends", case.zone(ZoneKind.MASTHEAD)):
        if changes := _outside_requests(case, "draft_changes"):
            return met(changes, why="changes")
        if content:
            return cannot_tell(content, why="changes_unclear")
        return not_met(*([structure] if structure else []), confidence=0.6, why="changes_unsaid")
    if content:
        return met(*([structure] if structure else []), content, why="content")
    if structure:
        return cannot_tell(structure, why="structure_only")
    return not_met(confidence=0.6, why="contents_unsaid") if draft.sure else cannot_tell(draft.place, why="kind_unsure")


def _told(case: Case, name: str) -> list[Place]:
    """The sentences that hold a cue, in their order, without those that ask for something."""
    matches = islice(case.find(name), _MOST)
    places = [case.sentence_at(match.start()) for match in matches if not case.inside_request(match.start())]
    return list(dict.fromkeys(places))


def _outside_requests(case: Case, name: str) -> Place | None:
    """The first occurrence of a cue that is part of no request, without the line break before a heading."""
    for match in islice(case.find(name), _MOST):
        if not case.inside_request(match.end() - 1):
            return match.end() - len(match.group().lstrip()), match.end()
    return None


def _in_text(case: Case, name: str) -> Place | None:
    """A cue in the head, where the subject stands, or in the main text."""
    return case.first(name, case.zone(ZoneKind.MASTHEAD)) or case.first(name)


def _since_chair_rule(date: str | None) -> bool:
    """Whether a date, or the month or year of a draft, may lie on or after the day of the rule."""
    return date is not None and date >= _chair_rule_day()[: len(date)]


@cache
def _chair_rule_day() -> str:
    return next(one.issued.value for one in registry().by_number(_CHAIR_RULE) if one.issued)
