"""The outputs of a batch, each written row by row from finished lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.batch.packs import words_of
from vn_dossier_nlp.reports.files import whole_file
from vn_dossier_nlp.reports.index import IndexRow, write_index
from vn_dossier_nlp.reports.lines import from_line
from vn_dossier_nlp.reports.page import page_name
from vn_dossier_nlp.reports.sheet import write_sheet
from vn_dossier_nlp.reports.summary import Tally, write_summary
from vn_dossier_nlp.schema import Assessment

FORMATS = {
    "jsonl": "assessments.jsonl",
    "csv": "dossiers.csv",
    "xlsx": "dossiers.xlsx",
    "parquet": "dossiers.parquet",
    "html": "index.html",
}
"""The file of each format; ``html`` has a page for each dossier beside it."""

_NO_LISTS: dict[str, list[object]] = {
    name: [] for name in ("proposals", "citations", "opinions", "enclosures", "mismatches", "reasons")
}

Lines = Callable[[], Iterable[str]]
"""The finished lines in their order, from the beginning with every call."""


def file_of(out: Path, name: str) -> Path:
    """The file of a format."""
    return out / FORMATS[name]


def export(lines: Lines, out: Path, formats: Iterable[str], lang: str, options: Options) -> tuple[list[Path], Tally]:
    """Write the formats and ``summary.json``; the files in the order of :data:`FORMATS`, and the counts."""
    chosen = set(formats)
    tally = Tally()
    written = [_write(name, lines, out, lang, options, tally) for name in FORMATS if name in chosen]
    if "html" not in chosen:
        for one in _heads(lines):
            tally.add(one)
    return [*written, write_summary(tally, out)], tally


def assessments(lines: Lines) -> Iterator[Assessment]:
    """The lines as assessments, one after the other."""
    return (from_line(json.loads(line)) for line in lines())


def _heads(lines: Lines) -> Iterator[Assessment]:
    """The same without the long lists, which neither the index nor the counts look at."""
    return (from_line(json.loads(line) | _NO_LISTS) for line in lines())


def _counted(found: Iterator[Assessment], tally: Tally) -> Iterator[Assessment]:
    for one in found:
        tally.add(one)
        yield one


def _write(name: str, lines: Lines, out: Path, lang: str, options: Options, tally: Tally) -> Path:
    path = file_of(out, name)
    if name == "jsonl":
        return _write_lines(lines, path)
    if name == "parquet":
        from vn_dossier_nlp.reports.columns import write_parquet

        return write_parquet((json.loads(line) for line in lines()), path)
    if name == "html":
        heads = _counted(_heads(lines), tally)
        return write_index((IndexRow(one, page_name(one.path)) for one in heads), out, lang)
    if name == "xlsx":
        from vn_dossier_nlp.reports.workbook import write_workbook

        return write_workbook(assessments(lines), path, lang, lambda one: words_of(one, options))
    return write_sheet(assessments(lines), path, lang, lambda one: words_of(one, options))


def _write_lines(lines: Lines, path: Path) -> Path:
    with whole_file(path) as file:
        for line in lines():
            file.write(line.encode() + b"\n")
    return path
