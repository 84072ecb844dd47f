"""``vn-dossier cite``: list the legal instruments that files cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vn_dossier_nlp.cli.options import (
    ALL_PROCESSED,
    NOTHING_PROCESSED,
    SOME_NOT_READ,
    lang_option,
    paths_argument,
    settings_option,
    was_read,
)

if TYPE_CHECKING:
    from vn_dossier_nlp.reading import Reading
    from vn_dossier_nlp.schema import Citation


@click.command("cite")
@paths_argument
@click.option("--format", "shape", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True)
@settings_option
@lang_option
def command(paths: tuple[str, ...], shape: str, settings: str | None, lang: str) -> int:
    """List each mention of an official document in the files under PATHS, with its place, number, date and pins."""
    from pathlib import Path

    from vn_dossier_nlp.assess import citations_of
    from vn_dossier_nlp.reading import find_dossiers, read_files
    from vn_dossier_nlp.settings import load_settings
    from vn_dossier_nlp.words import say

    limits = load_settings(Path(settings) if settings else None)
    read, unread = 0, 0
    printer = _printer(shape, lang)
    for dossier in find_dossiers(paths):
        pairs = zip(dossier.files, dossier.shown, strict=True)
        for reading in (found for path, shown in pairs for found in read_files(path, shown, limits)):
            if not was_read(reading.source.outcome):
                unread += 1
                complain(reading, lang)
                continue
            read += 1
            printer(citations_of(reading))
    if not read and not unread:
        click.echo(say("cli.nothing", lang), err=True)
        return NOTHING_PROCESSED
    return SOME_NOT_READ if unread else ALL_PROCESSED


def complain(reading: Reading, lang: str) -> None:
    """One line: which file, what is wrong, what to do."""
    from vn_dossier_nlp.words import advice, label

    source = reading.source
    reason = f" ({label('reason', source.reason, lang)})" if source.reason else ""
    outcome = label("outcome", source.outcome.value, lang)
    click.echo(f"{source.path}: {outcome}{reason}. {advice(source.outcome.value, source.reason, lang)}", err=True)


class _printer:  # noqa: N801 - used as a function with a memory of its heading
    """Prints the citations of one file after another in one shape."""

    def __init__(self, shape: str, lang: str) -> None:
        self.shape = shape
        self.lang = lang
        self.fresh = True

    def __call__(self, citations: tuple[Citation, ...]) -> None:
        {"jsonl": self._lines, "csv": self._rows, "table": self._table}[self.shape](citations)
        self.fresh = False

    def _lines(self, citations: tuple[Citation, ...]) -> None:
        from vn_dossier_nlp.reports.lines import cite_line, dumps

        for citation in citations:
            click.echo(dumps(cite_line(citation)))

    def _rows(self, citations: tuple[Citation, ...]) -> None:
        import csv
        import sys

        from vn_dossier_nlp.reports.lines import cite_line
        from vn_dossier_nlp.reports.sheet import safe_cell

        writer = csv.writer(sys.stdout, lineterminator="\n")
        for citation in citations:
            line = cite_line(citation)
            if self.fresh:
                writer.writerow(line)
                self.fresh = False
            cells = ["; ".join(value) if isinstance(value, (list, tuple)) else value for value in line.values()]
            writer.writerow([safe_cell("" if cell is None else str(cell)) for cell in cells])

    def _table(self, citations: tuple[Citation, ...]) -> None:
        from vn_dossier_nlp.words import say

        if citations:
            click.echo(citations[0].span.file)
        for citation in citations:
            name = " ".join(filter(None, (citation.type, citation.number or citation.title)))
            pins = f"  [{'; '.join(citation.pins)}]" if citation.pins else ""
            date = f" ({citation.date})" if citation.date else ""
            page = f"  {say('format.page', self.lang, page=citation.span.page)}" if citation.span.page else ""
            click.echo(f"  {citation.span.start:>6}{page}  {name or '—'}{date}{pins}")
