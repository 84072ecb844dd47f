"""The HTML pages: one self-contained file a dossier and an index; no script, nothing from elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vn_dossier_nlp.reports.dossier_view import DossierView
from vn_dossier_nlp.reports.files import write_whole
from vn_dossier_nlp.reports.highlights import segments
from vn_dossier_nlp.reports.marks import TextMarks
from vn_dossier_nlp.reports.packwords import Pack, PackWords
from vn_dossier_nlp.reports.phrases import (
    VERDICTS,
    file_name,
    generic_sentence,
    is_read,
    number,
    percent,
    requirement_name,
    unmet,
    verdict_code,
    verdict_sentence,
    version_parts,
)
from vn_dossier_nlp.reports.table import problem
from vn_dossier_nlp.reports.templating import render
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.schema import Assessment, Outcome, Status

INDEX = "index.html"
GROUPS = (*VERDICTS, "none", "unread")
"""What the index counts and filters by: the verdicts, read without verdict, not read."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A dossier in the index; ``href`` is the name of its page."""

    assessment: Assessment
    href: str | None = None


def dossier_page(assessment: Assessment, text: str | None, lang: str, pack_words: Pack) -> str:
    """The page of one dossier; ``text`` is that of the submission, never shown of a secret paper."""
    secret = assessment.outcome is Outcome.SECRET
    shown = None if secret else text
    marks = TextMarks(assessment, shown, lang, pack_words)
    view = DossierView(assessment, marks, lang, pack_words)
    stats, share = assessment.stats, assessment.generic_probability
    return render(
        "dossier.html.jinja",
        lang,
        one=assessment,
        name=file_name(assessment.path),
        title=_title(assessment),
        read=is_read(assessment),
        secret=secret,
        verdict=verdict_code(assessment) if is_read(assessment) else "unread",
        sentence=verdict_sentence(assessment, lang),
        problem=problem(assessment, lang),
        vague=generic_sentence(assessment, lang),
        share=share,
        share_word=None if share is None else percent(share, lang),
        view=view,
        open_findings=view.findings(Status.NOT_MET, Status.CANNOT_TELL),
        met=view.findings(Status.MET),
        idle=view.findings(Status.NOT_APPLICABLE),
        segments=segments(shown, marks.marks) if shown else [],
        anchors=sorted({mark.anchor for mark in marks.marks}),
        versions=version_parts(assessment, lang),
        size=(number(stats.characters, lang), number(stats.sentences, lang)) if stats else None,
        index=INDEX,
    )


def index_page(rows: Sequence[IndexRow], lang: str, pack_words: Pack | None = None) -> str:
    """The list of the dossiers with a count of every proposal and a filter that needs no script."""
    counts = Counter(_group(row.assessment) for row in rows)
    return render(
        "index.html.jinja",
        lang,
        rows=[_index_cells(row, lang, pack_words or {}) for row in rows],
        groups=[(group, counts[group]) for group in GROUPS if counts[group]],
        total=number(len(rows), lang),
    )


def write_pages(
    dossiers: Iterable[tuple[Assessment, str | None]],
    out_dir: Path,
    lang: str,
    pack_words: Pack | Callable[[Assessment], Pack],
) -> list[Path]:
    """Write a page for every dossier with its text, then ``index.html``; the paths, the index last.

    ``pack_words`` are those of all dossiers, or a function that knows those of each.
    """
    words_of = pack_words if callable(pack_words) else lambda _: pack_words
    rows: list[IndexRow] = []
    written: list[Path] = []
    named: dict[str, PackWords] = {}
    for place, (assessment, text) in enumerate(dossiers, start=1):
        href = page_name(place, assessment.path)
        words = words_of(assessment)
        named.update(words)
        written.append(write_whole(out_dir / href, dossier_page(assessment, text, lang, words)))
        rows.append(IndexRow(assessment, href))
    written.append(write_whole(out_dir / INDEX, index_page(rows, lang, named)))
    return written


def page_name(place: int, path: str) -> str:
    """A name of plain letters, unique by its place: "0007-to-trinh-156.html"."""
    plain = unicodedata.normalize("NFD", file_name(path).replace("đ", "d").replace("Đ", "D"))
    slug = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
    return f"{place:04d}-{slug[:60].strip('-') or 'dossier'}.html"


def _title(assessment: Assessment) -> str:
    """The subject of the document, else the name of the file."""
    subject = assessment.masthead.subject if assessment.masthead and is_read(assessment) else None
    return one_line(subject, 240) if subject else file_name(assessment.path)


def _group(assessment: Assessment) -> str:
    return verdict_code(assessment) if is_read(assessment) else "unread"


def _index_cells(row: IndexRow, lang: str, pack_words: Pack) -> dict[str, object]:
    one = row.assessment
    share = one.generic_probability
    return {
        "group": _group(one),
        "name": file_name(one.path),
        "href": row.href,
        "title": one.masthead.subject if one.masthead and is_read(one) else None,
        "sender": one.masthead.issuer if one.masthead and is_read(one) else None,
        "generic": one.generic,
        "share": None if share is None else percent(share, lang),
        "unmet": [requirement_name(finding.requirement, lang, pack_words) for finding in unmet(one)],
        "problem": None if is_read(one) else problem(one, lang),
    }
