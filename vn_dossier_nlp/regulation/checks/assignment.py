"""R32: a submission that answers an assignment names the document by which it was given."""

from __future__ import annotations

import re
from itertools import islice

from vn_dossier_nlp.language.dates import find_date
from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_applicable, not_met

# Papers by which a superior gives a task; a law that is carried out gives none to this submitter.
_PAPERS = ("công văn", "thông báo", "kế hoạch", "văn bản", "kết luận", "chỉ thị", "công điện", "quyết định")
_ANSWERED = re.compile(r"(?:[Tt]hực\s+hiện|(?<!bàn\s)giao)(?!\w)[^.;]{0,80}$")
_MOST = 50  # occurrences that are looked at
_WINDOW = 90  # characters before a paper in which it is said that it is carried out


def assignment_named(case: Case) -> Result:
    """Applies where the text says that it carries out what a superior asked; met with number or date of the paper."""
    matches = islice(case.find("assigned"), _MOST)
    told = [case.sentence_at(match.end() - 1) for match in matches if _own(case, match.start())]
    for sentence in told:
        if _numbered(case, sentence):
            return met(sentence, why="named")
    if paper := _paper(case):
        return met(paper, confidence=0.7, why="named")
    return not_met(told[0], confidence=0.65, why="unnamed") if told else not_applicable(why="no_assignment")


def _own(case: Case, offset: int) -> bool:
    return not case.inside_request(offset) and not case.quoted(offset)


def _numbered(case: Case, sentence: Place) -> bool:
    cited = any(mention.number or mention.date for mention in case.mentions(sentence))
    return cited or find_date(case.text, *sentence) is not None


def _paper(case: Case) -> Place | None:
    """A paper with number or date that the text says it carries out."""
    pairs = zip(case.submission.mentions, case.citations, strict=True) if case.citations else ()
    for mention, citation in pairs:
        if citation.role != "assignment" or mention.type not in _PAPERS or not (mention.number or mention.date):
            continue
        if _ANSWERED.search(case.text, max(0, mention.start - _WINDOW), mention.start) and _own(case, mention.start):
            return case.sentence_at(mention.start)
    return None
