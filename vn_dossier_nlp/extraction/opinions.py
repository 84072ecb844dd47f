"""The table of opinions: what which body was asked and said, as the submission tells it.

A row is read from a body that speaks ("Sở Tài chính (Công văn số ...) thống nhất, đề nghị ..."), whose consent is named
("ý kiến thống nhất của Công an tỉnh"), whose letter is cited, or that fills a cell of a table. The submitter, the body
that is asked to decide, the applicant, quoted provisions and the clauses that ask are no source of opinions.
"""

from __future__ import annotations

from dataclasses import dataclass

from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.extraction.opinion_reader import Found, Reader
from vn_dossier_nlp.extraction.parties import plain
from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.schema import Heard, View

_VIEWS = {
    "agree": View.AGREE,
    "disagree": View.DISAGREE,
    "conditions": View.CONDITIONS,
    "not_competent": View.NOT_COMPETENT,
    "no_view": View.NO_VIEW,
}
"""The views that signs tell; where several stand together the first of this order counts."""

_SAID = frozenset(_VIEWS.keys() - {"no_view"} | {"answered", "taken_up", "explained"})


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One row of the table; ``text[start:end]`` of the folded text tells it."""

    start: int
    end: int
    body: str
    sort: str  # of the body, as in ``opinions.toml``
    named: bool
    kind: str  # opinion | appraisal
    heard: Heard
    view: View | None
    letter: Mention | None
    date: str | None  # of the letter, or of the answer where the letter bears none
    taken_up: str | None
    basic: bool  # agrees "on the whole" and does not say what is left
    said: bool  # more is told than that it answered
    unanimous: bool  # all that were counted agree


_last: list[tuple[Submission, Reader, tuple[OpinionRow, ...]]] = []


def find_opinions(sub: Submission) -> tuple[OpinionRow, ...]:
    """The rows of a submission in the order of the text; read once, however many checks ask."""
    return _read(sub)[1]


def find_own_view(sub: Submission) -> list[tuple[int, int]]:
    """The sentences in which the submitter says what it thinks: "Sở nhận thấy việc thành lập là phù hợp"."""
    return _read(sub)[0].own_view()


def _read(sub: Submission) -> tuple[Reader, tuple[OpinionRow, ...]]:
    for known, reader, rows in _last:
        if known is sub:
            return reader, rows
    reader = Reader(sub)
    found = sorted(reader.read(), key=lambda one: one.start)
    table = tuple(_without_repeats([_row(one) for one in found]))
    _last[:] = [(sub, reader, table)]
    return reader, table


def _row(found: Found) -> OpinionRow:
    says = set(found.said)
    view = _view(says)
    heard = Heard.ASKED if found.asked else Heard.SILENT if "silent" in says and view is None else Heard.ANSWERED
    return OpinionRow(
        start=found.start,
        end=found.end,
        body=found.body.name,
        sort=found.body.sort,
        named=found.body.named,
        kind="appraisal" if found.appraised else "opinion",
        heard=heard,
        view=view,
        letter=found.letter,
        date=found.date,
        taken_up=next((word for word in ("explained", "taken_up") if word in says), None),
        basic="basic" in says and view is View.AGREE,
        said=found.content or bool(says & _SAID),
        unanimous=found.counted_all and view is View.AGREE,
    )


def _view(says: set[str]) -> View | None:
    """The view that the signs of one body tell together."""
    if "agree" in says and says & {"disagree", "conditions"}:
        return View.CONDITIONS
    return next((view for word, view in _VIEWS.items() if word in says), None)


def _without_repeats(rows: list[OpinionRow]) -> list[OpinionRow]:
    """Without bodies that are only asked where they also answer, and without the same view of a body told twice."""
    answered = {plain(row.body) for row in rows if row.heard is not Heard.ASKED and row.named}
    viewed = {plain(row.body) for row in rows if row.view is not None}
    told = any(row.sort != "nobody" for row in rows)
    kept: list[OpinionRow] = []
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        name = plain(row.body)
        key = (name, row.view, row.kind) if row.named else (row.start, row.end)
        only_asked = row.heard is Heard.ASKED and (name in answered if row.named else row.sort == "nobody" and told)
        empty = row.named and row.view is None and not row.said and name in viewed
        if not only_asked and not empty and key not in seen:
            seen.add(key)
            kept.append(row)
    return kept
