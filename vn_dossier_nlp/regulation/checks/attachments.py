"""draft_attached (R16): a draft or the file is said to be attached, where something is to be issued or signed."""

from __future__ import annotations

import re

from vn_dossier_nlp.regulation.case import Case, Place, Result, cannot_tell, met, not_applicable, not_met

_SIGNED = ("individual_decision", "normative_draft", "plan_scheme_report", "personnel")
_DRAFT = re.compile(r"[Dd]ự\s+thảo")
_DENIED = re.compile(r"(?:chưa|không|thiếu)(?:\s+\w+){0,2}\s+(?:dự\s+thảo\s+)?$")
_PRINTED = re.compile(r"^[ \t]*\(?DỰ THẢO\)?[ \t]*$", re.MULTILINE)  # the draft itself stands in the file
_QUOTED = 2


def draft_attached(case: Case) -> Result:
    """Met where the text names an attached draft or file, or submits a named draft.

    Applies where an exact decision is asked for: a plain question or a wish has nothing to be signed. A draft among the
    files counts although the text is silent; one that is named and did not come, in a dossier of several files, is not
    there.
    """
    drafts = [row for row in case.enclosures.rows if row.kind == "draft"]
    absent = [row.place for row in case.enclosures.absent if row.kind == "draft" and row.place]
    if absent and not any(row.file for row in drafts):
        if case.enclosures.unread:
            return cannot_tell(*absent[:1], zone="dossier", why="unread_files")
        return not_met(*absent[:1], zone="dossier", confidence=0.65, why="named_but_absent")
    places = _told(case) or [match.span() for match in _PRINTED.finditer(case.text, case.body()[0])][:1]
    if places:
        return met(*places, confidence=0.75, why="draft_told")
    if any(row.file for row in drafts):
        request = next(iter(case.asked()), None)
        shown = (request.start, request.end) if request else case.sentence_at(case.body()[0])
        return met(shown, confidence=0.7, why="file_in_dossier")
    if case.attachments:
        return cannot_tell(zone="main", why="files_unclear")  # the text does not say what the other files are
    if not _to_be_signed(case):
        return not_applicable(confidence=0.7, why="nothing_to_sign")
    deciding = [request for request in case.asked() if request.act_kind in ("decide", "fund")]
    asked = [(request.start, request.end) for request in deciding[:1]]
    return not_met(*asked, zone="main", confidence=0.6, why="no_draft")


def _told(case: Case) -> list[Place]:
    """The sentences that name what is attached; where nothing is to be signed, only those that name a draft."""
    found = [case.sentence_at(match.start()) for match in case.find("attached") if not _denied(case, match.start())]
    drafts = [place for place in found if _DRAFT.search(case.text, *place)]
    if not _to_be_signed(case) and case.purpose != "forwarding":
        found = drafts
    return list(dict.fromkeys([*drafts, *found]))[:_QUOTED]


def _denied(case: Case, start: int) -> bool:
    """ "(chưa có dự thảo kèm theo)"."""
    return bool(_DENIED.search(case.text, max(0, start - 40), start))


def _to_be_signed(case: Case) -> bool:
    """Whether a decision, a rule, a plan or an appointment is asked for; a plea for money leads to no paper yet."""
    if any(request.act and request.act.startswith("ký") for request in case.asked()):
        return True
    if case.purpose == "budget":
        return any(request.act_kind in ("decide", "fund") for request in case.asked())
    return case.purpose in _SIGNED
