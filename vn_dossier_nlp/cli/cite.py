"""``vn-dossier cite``: list the legal instruments that files cite."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Protocol

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
    from types import TracebackType

    from vn_dossier_nlp.reading import Reading
    from vn_dossier_nlp.reports.lines import Line
    from vn_dossier_nlp.schema import Citation

SHAPES = ("table", "jsonl", "csv", "html", "bio", "docbin")


@click.command("cite")
@paths_argument
@click.option("--format", "shape", type=click.Choice(SHAPES), default="table", show_default=True)
@click.option(
    "--out",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    default=None,
    help="File for the result, written whole or not at all; docbin needs it.",
)
@click.option("--clusters", is_flag=True, help="One line for each instrument of a file, with all its places.")
@click.option("--expired", is_flag=True, help="Only what has expired on the date, whole or in part.")
@click.option(
    "--on", metavar="DATE", default=None, help="Date of the status, YYYY-MM-DD. Default: that of the document."
)
@settings_option
@lang_option
def command(
    paths: tuple[str, ...],
    shape: str,
    out: str | None,
    clusters: bool,
    expired: bool,
    on: str | None,
    settings: str | None,
    lang: str,
) -> int:
    """List each mention of an official document in the files under PATHS, with its place, number, date and pins.

    html is a page with the texts, the instruments and links between them; bio has one token a line, tagged; docbin
    is for spaCy: doc.spans["citations"].
    """
    from pathlib import Path

    from vn_dossier_nlp.assess import citations_of
    from vn_dossier_nlp.reading import find_dossiers, read_files
    from vn_dossier_nlp.settings import load_settings
    from vn_dossier_nlp.words import say

    _check(shape, out, clusters, on, lang)
    limits = load_settings(Path(settings) if settings else None)
    read, unread = 0, 0
    dossiers = list(find_dossiers(paths))
    with Sink(out) as sink:
        printer = _printer(shape, sink, lang, clusters, expired, on)
        for dossier in dossiers:
            pairs = zip(dossier.files, dossier.shown, strict=True)
            for reading in (found for path, shown in pairs for found in read_files(path, shown, limits)):
                if not was_read(reading.source.outcome):
                    unread += 1
                    complain(reading, lang)
                    printer.unread(reading)
                    continue
                read += 1
                printer.file(reading, citations_of(reading, on=on) if on else citations_of(reading))
        if read or unread:
            printer.end(read)
            sink.done = True
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


def _check(shape: str, out: str | None, clusters: bool, on: str | None, lang: str) -> None:
    """Options that do not go together, or a date that is none: said before any file is read."""
    import re
    from datetime import date

    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.words import say

    if shape == "docbin" and not out:
        raise UsageError(say("cite.need_out", lang))
    if clusters and shape in ("bio", "docbin"):
        raise UsageError(say("cite.no_clusters", lang, shape=shape))
    if on is None:
        return
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", on):
            raise ValueError(on)
        date.fromisoformat(on)
    except ValueError:
        raise UsageError(say("cite.bad_date", lang, date=repr(on))) from None


class Sink:
    """Where the result goes: standard output, or a file that is there whole (once ``done``) or not at all."""

    def __init__(self, out: str | None) -> None:
        from pathlib import Path

        self.path = Path(out) if out else None
        self.done = False

    def __enter__(self) -> Sink:
        import os
        import sys

        if self.path is None:
            self.stream: IO[str] = sys.stdout
            return self
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._part = self.path.with_name(f".{self.path.name}.{os.getpid()}.part")
        self.stream = self._part.open("w", encoding="utf-8", errors="replace", newline="")
        if self.path.suffix.lower() == ".csv":
            self.stream.write("\ufeff")  # else a spreadsheet takes it for Western letters
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.path is None:
            return
        try:
            self.stream.close()
            if self.done and kind is None:
                self._part.replace(self.path)
        finally:
            self._part.unlink(missing_ok=True)

    def echo(self, line: str) -> None:
        """One line."""
        click.echo(line, file=self.stream)


class Printer(Protocol):
    """A shape of the result, file by file."""

    def file(self, reading: Reading, citations: tuple[Citation, ...]) -> None:
        """A file that was read."""

    def unread(self, reading: Reading) -> None:
        """A file that was not."""

    def end(self, read: int) -> None:
        """After the last of them, ``read`` of which were read."""


def _printer(shape: str, sink: Sink, lang: str, clusters: bool, expired: bool, on: str | None) -> Printer:
    if shape == "html":
        return _Page(sink, lang, expired, on)
    if shape in ("bio", "docbin"):
        return _Tags(sink, shape, expired)
    return _Lines(sink, shape, lang, clusters, expired)


class _Lines:
    """Prints the citations of one file after another as a table, as JSONL or as CSV; remembers its heading."""

    def __init__(self, sink: Sink, shape: str, lang: str, clusters: bool, expired: bool) -> None:
        self.sink = sink
        self.shape = shape
        self.lang = lang
        self.clusters = clusters
        self.expired = expired
        self.fresh = True
        self.found = 0
        self.unknown = 0

    def file(self, reading: Reading, citations: tuple[Citation, ...]) -> None:
        if self.expired:
            self.unknown += sum(_is_unknown(one) for one in citations)
            citations = _dead(citations)
        self.found += len(citations)
        if self.shape == "table":
            self._instruments(citations) if self.clusters else self._table(citations)
            return
        for line in self._lines(citations):
            self._json(line) if self.shape == "jsonl" else self._row(line)

    def unread(self, reading: Reading) -> None:
        """Said on standard error alone."""

    def end(self, read: int) -> None:
        from vn_dossier_nlp.reports.cite_page import none_expired
        from vn_dossier_nlp.words import say

        if self.shape != "table" or not read or self.found:
            return
        if self.expired:
            self.sink.echo(none_expired(self.unknown, self.lang))
        else:
            click.echo(say("cite.none", self.lang), err=True)

    def _lines(self, citations: tuple[Citation, ...]) -> list[Line]:
        from vn_dossier_nlp.reports.lines import cite_line

        if not self.clusters:
            return [cite_line(citation) for citation in citations]
        from vn_dossier_nlp.reports.cite_page import cluster_line, clusters_of

        return [cluster_line(cluster) for cluster in clusters_of(citations) if not cluster.is_own]

    def _json(self, line: Line) -> None:
        from vn_dossier_nlp.reports.lines import dumps

        self.sink.echo(dumps(line))

    def _row(self, line: Line) -> None:
        import csv

        from vn_dossier_nlp.reports.sheet import safe_cell

        writer = csv.writer(self.sink.stream, lineterminator="\n")
        if self.fresh:
            writer.writerow(line)
            self.fresh = False
        if "places" in line:
            line = line | {"places": [f"{one['path']}:{one['start']}-{one['end']}" for one in line["places"]]}
        cells = ["; ".join(value) if isinstance(value, (list, tuple)) else value for value in line.values()]
        writer.writerow([safe_cell("" if cell is None else str(cell)) for cell in cells])

    def _table(self, citations: tuple[Citation, ...]) -> None:
        from vn_dossier_nlp.law.keys import recurs
        from vn_dossier_nlp.words import say

        if citations:
            self.sink.echo(citations[0].span.file)
        for citation in citations:
            name = (
                citation.title
                if citation.title and not citation.number
                else " ".join(filter(None, (citation.type, citation.number)))
            )
            pins = f"  [{'; '.join(citation.pins)}]" if citation.pins else ""
            date = f" ({citation.date})" if citation.date else ""
            if citation.issuer and citation.number and recurs(citation.number):
                date += f", {citation.issuer}"  # each province has a decision of this number
            page = f"  {say('format.page', self.lang, page=citation.span.page)}" if citation.span.page else ""
            status = f"  {_status(citation.status_on_date, self.lang)}" if self.expired else ""
            self.sink.echo(f"  {citation.span.start:>6}{page}  {name or '—'}{date}{pins}{status}")
            for remark in self._remarks(citation):
                self.sink.echo(f"          ! {remark}")

    def _remarks(self, citation: Citation) -> list[str]:
        """What a reader must not take as it stands: a likely slip, parts that contradict each other."""
        from vn_dossier_nlp.reports.cite_page import doubts_of
        from vn_dossier_nlp.words import say

        doubts = "; ".join(doubts_of([citation], self.lang))
        remarks = [say("cite.doubts", self.lang, doubts=doubts)] if doubts else []
        if citation.did_you_mean:
            remarks.append(say("cite.meant", self.lang, number=citation.did_you_mean))
        if citation.candidates:
            remarks.append(say("cite.one_of", self.lang, candidates="; ".join(citation.candidates)))
        return remarks

    def _instruments(self, citations: tuple[Citation, ...]) -> None:
        from vn_dossier_nlp.reports.cite_page import clusters_of

        if citations:
            self.sink.echo(citations[0].span.file)
        for cluster in clusters_of(citations):
            if cluster.is_own:
                continue
            name, meant = cluster.name, cluster.resolves_to
            same = f" = {meant}" if meant and meant not in name else ""
            places = ", ".join(str(one.span.start) for one in cluster.mentions)
            status = _status(cluster.status, self.lang)
            self.sink.echo(f"  {cluster.id:>4}  {name}{same}  {status}  ×{len(cluster.mentions)}: {places}")
            for remark in dict.fromkeys(remark for one in cluster.mentions for remark in self._remarks(one)):
                self.sink.echo(f"        ! {remark}")


class _Page:
    """The HTML page; the texts wait in a temporary file until the list of instruments is known."""

    def __init__(self, sink: Sink, lang: str, expired: bool, on: str | None) -> None:
        from vn_dossier_nlp.reports.cite_page import CitePage

        self.sink = sink
        self.expired = expired
        self.page = CitePage(lang, on, expired)
        self.unknown = 0

    def file(self, reading: Reading, citations: tuple[Citation, ...]) -> None:
        self.unknown += sum(_is_unknown(one) for one in citations)
        text = reading.document.text if reading.document else ""
        self.page.add(reading.source.path, text, _dead(citations) if self.expired else citations)

    def unread(self, reading: Reading) -> None:
        self.page.add_unread(reading.source)

    def end(self, read: int) -> None:
        self.page.write(self.sink.stream, self.unknown)


class _Tags:
    """Tagged tokens, or spaCy's file of them."""

    def __init__(self, sink: Sink, shape: str, expired: bool) -> None:
        from vn_dossier_nlp.reports.cite_tags import DocBinWriter

        self.sink = sink
        self.expired = expired
        self.docs = DocBinWriter() if shape == "docbin" else None

    def file(self, reading: Reading, citations: tuple[Citation, ...]) -> None:
        from vn_dossier_nlp.reports.cite_tags import bio_lines

        if reading.document is None:
            return
        path, text = reading.source.path, reading.document.text
        citations = _dead(citations) if self.expired else citations
        if self.docs:
            self.docs.add(path, text, citations)
            return
        for line in bio_lines(path, text, citations):
            self.sink.stream.write(f"{line}\n")

    def unread(self, reading: Reading) -> None:
        """Said on standard error alone."""

    def end(self, read: int) -> None:
        if self.docs:
            self.sink.stream.buffer.write(self.docs.to_bytes())  # type: ignore[attr-defined]


def _dead(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    from vn_dossier_nlp.reports.cite_page import is_dead

    return tuple(one for one in citations if is_dead(one))


def _is_unknown(citation: Citation) -> bool:
    """Whether nothing can be said of its validity; the document itself is not asked about."""
    return citation.status_on_date in (None, "unknown") and not citation.self_reference


def _status(status: str | None, lang: str) -> str:
    from vn_dossier_nlp.reports.cite_page import status_word

    return status_word(status, lang)
