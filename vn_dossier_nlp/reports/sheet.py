"""The sheet for clerks: CSV that Excel opens with its accents, one row a dossier."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from vn_dossier_nlp.reports.files import whole_file
from vn_dossier_nlp.reports.packwords import Pack, WordsOf, pack_for
from vn_dossier_nlp.reports.phrases import (
    READ,
    cure_for,
    date,
    is_read,
    percent,
    reason_sentence,
    requirement_name,
    shown_reasons,
    unmet,
    verdict_code,
    version_parts,
)
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.schema import Assessment, Masthead, Status
from vn_dossier_nlp.words import label, say

COLUMNS = (
    "row",
    "path",
    "number",
    "date",
    "sender",
    "subject",
    "addressee",
    "purpose",
    "verdict",
    "generic",
    "probability",
    "not_met",
    "cannot_tell",
    "reasons",
    "cures",
    "requests",
    "outcome",
    "problem",
    "versions",
    "note",
)
FORMULA = tuple("=+-@\t\r＝＋－＠")
"""A cell that begins so would be run by a spreadsheet as a formula; the full-width signs by some too."""


def write_sheet(assessments: Iterable[Assessment], path: Path, lang: str, words: WordsOf, delimiter: str = ",") -> Path:
    """Write the sheet row by row, with the byte order mark that Excel wants. A Vietnamese Excel may want ``;``."""
    with whole_file(path) as file:
        file.write(codecs.BOM_UTF8)
        file.writelines(row.encode() for row in sheet_rows(assessments, lang, words, delimiter))
    return path


def sheet_rows(assessments: Iterable[Assessment], lang: str, words: WordsOf, delimiter: str = ",") -> Iterator[str]:
    """The rows of the sheet with their line breaks: the headings, then the dossiers in their order."""
    written: list[str] = []
    writer = csv.writer(_Rows(written), delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(say(f"sheet.{column}", lang) for column in COLUMNS)
    yield written.pop()
    for row, assessment in enumerate(assessments, start=1):
        cells = row_cells(assessment, lang, pack_for(words, assessment))
        writer.writerow([row, *(safe_cell(cells[column]) for column in COLUMNS[1:])])
        yield written.pop()


class _Rows:
    """What a CSV writer writes into: a list of rows."""

    def __init__(self, rows: list[str]) -> None:
        self.rows = rows

    def write(self, row: str) -> int:
        self.rows.append(row)
        return len(row)


def safe_cell(value: str | None) -> str:
    """A cell on one line that no spreadsheet runs as a formula."""
    raw = value or ""
    cell = one_line(raw)
    return f"'{cell}" if raw.startswith(FORMULA) or cell.startswith(FORMULA) else cell


def row_cells(assessment: Assessment, lang: str, pack_words: Pack) -> dict[str, str | None]:
    """The cells of a dossier by column, without ``row``; not yet made safe."""
    return _identity(assessment, lang) | _judgement(assessment, lang, pack_words) | _reading(assessment, lang)


def _identity(assessment: Assessment, lang: str) -> dict[str, str | None]:
    head = assessment.masthead or Masthead()
    return {
        "path": assessment.path,
        "number": document_number(head),
        "date": date(assessment.document_date or head.date, lang),
        "sender": head.issuer,
        "subject": head.subject,
        "addressee": label("addressee", assessment.addressee, lang) if assessment.addressee else None,
        "purpose": label("purpose", assessment.purpose, lang) if assessment.purpose else None,
    }


def document_number(head: Masthead) -> str | None:
    """Number and symbol as printed; the number is left blank in a draft."""
    return f"{head.number or '…'}/{head.symbol}" if head.symbol else head.number


def _judgement(assessment: Assessment, lang: str, pack_words: Pack) -> dict[str, str | None]:
    failed = unmet(assessment)
    unsure = [one for one in assessment.requirements if one.status is Status.CANNOT_TELL]
    cures = [cure_for(finding, pack_words, lang) for finding in failed]
    reasons = [reason_sentence(reason, assessment, lang, pack_words) for reason in shown_reasons(assessment)]
    share = assessment.generic_probability
    return {
        "verdict": label("verdict", verdict_code(assessment), lang) if is_read(assessment) else None,
        "generic": label("generic", assessment.generic, lang) if assessment.generic else None,
        "probability": None if share is None else percent(share, lang),
        "not_met": "; ".join(requirement_name(one.requirement, lang, pack_words) for one in failed),
        "cannot_tell": "; ".join(requirement_name(one.requirement, lang, pack_words) for one in unsure),
        "reasons": " ".join(reasons),
        "cures": " ".join(cure for cure in cures if cure),
        "requests": " | ".join(one_line(one.span.text, 300) for one in assessment.proposals),
    }


def _reading(assessment: Assessment, lang: str) -> dict[str, str | None]:
    troubled = [file for file in assessment.files if file.outcome not in READ or file.reason]
    return {
        "outcome": label("outcome", assessment.outcome, lang),
        "problem": "; ".join(_problem(file.path, file.outcome, file.reason, lang) for file in troubled),
        "versions": "; ".join(f"{name} {version}" for name, version in version_parts(assessment, lang)),
        "note": say("advisory.sentence", lang),
    }


def _problem(path: str, outcome: str, reason: str | None, lang: str) -> str:
    word = label("outcome", outcome, lang)
    if reason is None:
        return say("error.not_read_plain", lang, path=path, outcome=word)
    return say("error.not_read", lang, path=path, outcome=word, reason=label("reason", reason, lang))
