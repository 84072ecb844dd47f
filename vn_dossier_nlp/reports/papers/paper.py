"""A paper: the values of one dossier for a template, with the notes for the one who finishes the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vn_dossier_nlp.regulation.pack import GENERAL
from vn_dossier_nlp.reports.marks import main_file
from vn_dossier_nlp.reports.packwords import Pack
from vn_dossier_nlp.reports.papers.grounds import SLIP, Grounds
from vn_dossier_nlp.reports.papers.letter import matters_of
from vn_dossier_nlp.reports.papers.naming import long_date, reference, sender_of, subject_of
from vn_dossier_nlp.reports.papers.office import Office, office_of
from vn_dossier_nlp.reports.papers.quotes import LANG, Quotes
from vn_dossier_nlp.reports.papers.records import Matter, Paper
from vn_dossier_nlp.reports.papers.slip import (
    bases_of,
    checks_of,
    files_of,
    idle_of,
    more_requests,
    opinions_of,
    requests_of,
)
from vn_dossier_nlp.reports.phrases import READ, file_name
from vn_dossier_nlp.schema import Assessment, Masthead, Outcome
from vn_dossier_nlp.words import label, say

_COMMITTEE = re.compile(r"^(ỦY BAN NHÂN DÂN|UBND) ")


def paper_of(
    assessment: Assessment, text: str | None, kind: str, grounds: Grounds, pack: Pack, office: Office | None = None
) -> Paper:
    """The values for one paper. ``office`` None: that of the committee to which the submission is addressed."""
    head = assessment.masthead or Masthead()
    writer = office or office_of(head)
    quotes = Quotes(main_file(assessment))
    subject = subject_of(head)
    pattern = assessment.versions.pack == GENERAL
    reasons = tuple(matters_of(grounds.reasons, pack, quotes, pattern))
    supplements = tuple(matters_of(grounds.also, pack, quotes, pattern))
    return Paper(
        notes=tuple(_notes(assessment, kind, (*reasons, *supplements))),
        committee=writer.committee,
        committee_head=_COMMITTEE.sub(r"\1\n", writer.committee.upper()),
        office=writer.name,
        sender=sender_of(head, text),
        submission=reference(head),
        subject=subject,
        subject_title=subject[:1].upper() + subject[1:],
        files=files_of(assessment),
        received=long_date(assessment.received_at),
        reasons=reasons,
        supplements=supplements,
        requests=tuple(requests_of(assessment.proposals, quotes)),
        more_requests=more_requests(assessment.proposals),
        bases=tuple(bases_of(assessment.citations)),
        opinions=tuple(opinions_of(assessment.opinions)),
        checks=tuple(checks_of(assessment, pack, quotes)),
        idle=idle_of(assessment, pack),
    )


def _notes(assessment: Assessment, kind: str, matters: Sequence[Matter]) -> Iterator[str]:
    yield say("paper.note_draft", LANG)
    if kind == SLIP and assessment.verdict is not None:
        yield say("paper.note_proposed", LANG, verdict=label("verdict", assessment.verdict, LANG).lower())
    blank = say("pack.blank_article", LANG)
    if any(blank in matter.source for matter in matters):
        yield say("paper.note_article", LANG)
    if assessment.outcome in (Outcome.READ_BY_OCR, Outcome.PARTLY_READ):
        yield say(f"paper.note_{assessment.outcome}", LANG)
    unread = [file_name(file.path) for file in assessment.files if file.outcome not in READ]
    if unread:
        yield say("paper.note_unread", LANG, files="; ".join(unread))
