"""What is asked: the judged clauses of a submission with their facts, the main request first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vn_dossier_nlp.extraction.clauses import Clause, judged_clauses, read_request
from vn_dossier_nlp.extraction.concreteness import (
    Facts,
    decides_something,
    paper_with_subject,
    read_facts,
    sender_words,
)
from vn_dossier_nlp.extraction.submission import Submission, once
from vn_dossier_nlp.schema import ZoneKind


@dataclass(frozen=True, slots=True)
class Asked:
    """A submission with its judged clauses and their facts: read once, checked, counted and explained from here."""

    sub: Submission
    clauses: tuple[Clause, ...]
    facts: tuple[Facts, ...]
    known: frozenset[str]  # words of sender and addressee
    named: tuple[tuple[int, int], ...]  # spans of citations

    def without(self, index: int) -> Asked:
        """The same submission without one clause."""
        keep = [number for number in range(len(self.clauses)) if number != index]
        return Asked(
            self.sub,
            tuple(self.clauses[n] for n in keep),
            tuple(self.facts[n] for n in keep),
            self.known,
            self.named,
        )


@once
def read_asked(sub: Submission) -> Asked:
    """The clauses of a submission and their facts."""
    known = sender_words(sub)
    named = tuple((mention.start, mention.end) for mention in sub.mentions)
    clauses = judged_clauses(sub)
    facts = tuple(read_facts(sub.text, clause.request, known, named) for clause in clauses)
    return Asked(sub, clauses, facts, known, named)


def asked_facts(asked: Asked) -> list[Facts]:
    """The facts of what is asked, the main request first.

    Formulas ask for what stands before them or in the title (DOSSIER_GUIDE, specific_request): where there
    is nothing else, that text is read as the request.
    """
    own = [(c.start, fact) for c, fact in zip(asked.clauses, asked.facts, strict=True) if not fact.formula]
    if own:
        zone = asked.sub.layout.zone(ZoneKind.REQUEST)
        start = zone[0] if zone else 0
        ordered = [fact for _, fact in sorted(own, key=lambda item: (item[0] < start, item[0]))]
        backed = any(fact.points_back for fact in ordered) and bool(backing(asked))
        return [_completed(fact, backed=backed) for fact in ordered]
    for text in backing(asked):
        request = read_request(text, 0, 0, len(text))
        return [replace(read_facts(text, request, asked.known, ()), formula=False, kind="decide", named=True)]
    return []


def _completed(fact: Facts, backed: bool) -> Facts:
    """A deciding clause that points back ("danh mục nêu trên") names what the title or the sentence before
    names.
    """
    return replace(fact, named=True) if backed and fact.points_back and fact.kind == "decide" else fact


def backing(asked: Asked) -> list[str]:
    """Texts that give a bare formula its object: the sentence before, else the title."""
    texts = [asked.sub.text[slice(*clause.before)] for clause in asked.clauses]
    title = asked.sub.masthead.subject or ""
    named_paper = (
        [title] if paper_with_subject(title) else []
    )  # "Về việc Báo cáo tổng hợp ...", "ký duyệt" stands below
    return [*(text for text in (*texts, title) if decides_something(text, asked.known)), *named_paper]
