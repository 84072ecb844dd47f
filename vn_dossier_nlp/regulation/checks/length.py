"""R30: a long submission comes with a short one (rule of the Government from 10 pages, copied by provinces)."""

from __future__ import annotations

from vn_dossier_nlp.regulation.case import Case, Result, cannot_tell, met, not_applicable, not_met
from vn_dossier_nlp.schema import ZoneKind

_PAGES = 10  # requirements.csv R30
# A page A4 of 13 to 14 points by NĐ 30/2020 holds at least about 1,500 characters where it is full, so what is shorter
# than ten of them cannot pass ten pages unless tables stretch it.
_SAFE = 15_000


def summary_of_a_long_text(case: Case) -> Result:
    """Applies above ten pages; where a format has no pages, a text that may be longer is left to a person."""
    start, end = case.body()
    long = case.pages > _PAGES if case.pages else None
    if long is False or (long is None and end - start <= _SAFE):
        return not_applicable(confidence=0.9, why="short")
    summary = case.first("summary")
    if summary:
        return met(summary, why="summary")
    if case.has_file("tom tat"):
        return cannot_tell(why="summary_by_name")
    if long is None or not case.submission.layout.zone(ZoneKind.RECIPIENTS):
        return cannot_tell(why="pages_unknown")
    return not_met(confidence=0.7, why="no_summary")
