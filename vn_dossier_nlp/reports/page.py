"""The page of one dossier: one self-contained HTML file without a script. The list of all is in ``index.py``."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from vn_dossier_nlp.reports.dossier_view import DossierView
from vn_dossier_nlp.reports.highlights import segments
from vn_dossier_nlp.reports.index import INDEX
from vn_dossier_nlp.reports.marks import TextMarks
from vn_dossier_nlp.reports.packwords import Pack
from vn_dossier_nlp.reports.phrases import (
    file_name,
    generic_sentence,
    is_read,
    number,
    percent,
    verdict_code,
    verdict_sentence,
    version_parts,
)
from vn_dossier_nlp.reports.table import problem
from vn_dossier_nlp.reports.templating import render
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.schema import Assessment, Outcome, Status


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


def page_name(path: str) -> str:
    """The name of a dossier's page, the same in every run: plain letters of its file's name and a hash of its path.

    "to-trinh-156-docx-1f0c2a9be7d4.html"
    """
    plain = unicodedata.normalize("NFD", file_name(path).replace("đ", "d").replace("Đ", "D"))
    slug = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
    mark = hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{slug[:60].strip('-') or 'dossier'}-{mark}.html"


def _title(assessment: Assessment) -> str:
    """The subject of the document, else the name of the file."""
    subject = assessment.masthead.subject if assessment.masthead and is_read(assessment) else None
    return one_line(subject, 240) if subject else file_name(assessment.path)
