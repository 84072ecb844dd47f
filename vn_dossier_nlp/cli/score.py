"""``vn-dossier score``: check submissions and propose a verdict for each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vn_dossier_nlp.cli.options import (
    NOTHING_PROCESSED,
    jobs_option,
    lang_option,
    model_option,
    outcome_code,
    pack_option,
    run_options,
    settings_option,
    waive_option,
    words_of,
)

if TYPE_CHECKING:
    from vn_dossier_nlp.assess import Assessed, Options
    from vn_dossier_nlp.batch.engine import Totals
    from vn_dossier_nlp.batch.pools import Machines
    from vn_dossier_nlp.cli.sources import Source
    from vn_dossier_nlp.schema import Assessment

FILES = ("jsonl", "csv", "xlsx", "parquet", "html")
USUAL = ("jsonl", "csv", "html")


@click.command("score")
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True))
@click.option(
    "--format",
    "shapes",
    type=click.Choice(["table", *FILES]),
    multiple=True,
    help="Default: table; may be repeated with --out. On the screen: table, jsonl or csv.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder for the results: JSONL, CSV and HTML pages, or those of --format. The same command again does "
    "only what is new or changed.",
)
@click.option("--force", is_flag=True, help="With --out: do everything again.")
@click.option(
    "--watch",
    type=click.Path(exists=True, file_okay=False),
    default=None,
    metavar="DIR",
    help="Wait for dossiers to arrive in DIR and check each when it is whole. Ctrl-C stops.",
)
@click.option("--null", "-0", is_flag=True, help="The list on standard input is separated by NUL, not by lines.")
@click.option(
    "--for-sender",
    is_flag=True,
    help="Only what is not met, where, and the least change: for a department before it sends.",
)
@click.option("--dossier", "as_dossier", is_flag=True, help="Take each folder itself as one dossier.")
@pack_option
@model_option
@settings_option
@waive_option
@jobs_option
@click.option(
    "--backend",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Work on this machine or on a Dask cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", default=None, help="Dask scheduler, e.g. tcp://10.0.0.5:8786.")
@click.option("--profile", is_flag=True, help="Show where the time went, by stage.")
@lang_option
def command(
    paths: tuple[str, ...],
    shapes: tuple[str, ...],
    out: Path | None,
    force: bool,
    watch: str | None,
    null: bool,
    for_sender: bool,
    as_dossier: bool,
    pack: str | None,
    model: str | None,
    settings: str | None,
    waive: tuple[str, ...],
    jobs: int,
    backend: str,
    scheduler: str | None,
    profile: bool,
    lang: str,
) -> int:
    """Check each submission under PATHS and propose a verdict.

    Each direct entry of a folder is one dossier: a file, or a sub-folder with a submission and its attachments. The
    path - reads a list of paths from standard input. One line for each, also when it could not be read.
    """
    from vn_dossier_nlp.batch.pools import Machines
    from vn_dossier_nlp.cli.sources import Source

    _check(paths, shapes, out, force, watch, for_sender)
    if (backend == "dask") != (scheduler is not None):
        raise click.UsageError("--backend dask and --scheduler ADDRESS go together")
    options = run_options(pack, model, settings, waive, lang)
    machines = Machines(jobs, scheduler)
    if watch is not None:
        from vn_dossier_nlp.cli.watching import watch_folder

        assert out is not None
        return watch_folder(watch, out, _formats(shapes), options, machines, as_dossier=as_dossier, lang=lang)
    source = Source(paths, as_dossier=as_dossier, null=null, out=out)
    if not source.count:
        from vn_dossier_nlp.words import say

        click.echo(say("cli.nothing", lang), err=True)
        return NOTHING_PROCESSED
    if out is None:
        return _show(source, shapes[0] if shapes else "table", options, machines, for_sender, profile, lang)
    return _write(source, out, shapes, options, machines, force, for_sender, profile, lang)


def _check(
    paths: tuple[str, ...],
    shapes: tuple[str, ...],
    out: Path | None,
    force: bool,
    watch: str | None,
    for_sender: bool,
) -> None:
    """Options that do not go together."""
    if bool(paths) == bool(watch):
        raise click.UsageError("Missing argument 'PATHS...'." if not paths else "--watch DIR stands in place of PATHS")
    if out is None:
        for shape in shapes:
            if shape in ("html", "xlsx", "parquet"):
                raise click.UsageError(f"--format {shape} needs --out DIR")
        if len(shapes) > 1:
            raise click.UsageError("more than one --format needs --out DIR")
        if force or watch:
            raise click.UsageError(f"{'--force' if force else '--watch'} needs --out DIR")
    if for_sender and set(shapes) - {"table"}:
        raise click.UsageError(f"--for-sender goes with --format table, not with {shapes[0]}")


def _formats(shapes: tuple[str, ...]) -> set[str]:
    """The files to write: those that were asked for, else the usual ones."""
    return set(shapes) - {"table"} or set(USUAL)


def _show(
    source: Source, shape: str, options: Options, machines: Machines, for_sender: bool, profile: bool, lang: str
) -> int:
    """The results on standard output: lines and rows as they come, a table at the end."""
    from vn_dossier_nlp.batch.engine import Totals

    totals = Totals()
    seen = _Seen(_stream(source, options, machines, totals, lang))
    if shape == "jsonl":
        _print_lines(seen)
    elif shape == "csv":
        _print_rows(seen, options, lang)
    elif for_sender:
        _print_for_sender(list(seen), lang, options)
    else:
        _print_table([_slim(one) for one in seen], lang, options)
    if profile:
        _tell_stages(totals, seen, machines, lang)
    return outcome_code(seen.count, seen.whole)


class _Seen:
    """The assessments of a stream, counted on their way."""

    def __init__(self, stream: Iterator[Assessed]) -> None:
        from time import monotonic

        self._stream = stream
        self._began = monotonic()
        self.seconds = 0.0
        self.count = 0
        self.whole = True

    def __iter__(self) -> Iterator[Assessment]:
        from time import monotonic

        from vn_dossier_nlp.batch.products import is_whole

        for item in self._stream:
            self.count += 1
            self.whole &= is_whole(item.assessment)
            yield item.assessment
        self.seconds = monotonic() - self._began


def _stream(source: Source, options: Options, machines: Machines, totals: Totals, lang: str) -> Iterator[Assessed]:
    """The assessments in the order of the input; a single one is made in this process, which has nothing to lose."""
    from vn_dossier_nlp.batch.scoring import score_batch, score_watched
    from vn_dossier_nlp.cli.progress import reported
    from vn_dossier_nlp.stopwatch import taken

    if source.count == 1 and machines.scheduler is None:
        yield from score_batch(source.dossiers(), options)
    else:
        with reported(source.count, lang) as report:
            for done, item in enumerate(score_watched(source.dossiers(), options, machines, totals=totals), 1):
                report(done, 0)
                yield item
    totals.add(taken())


def _slim(assessment: Assessment) -> Assessment:
    """What the table shows: ten thousand dossiers shall fit into memory."""
    from dataclasses import replace

    return replace(assessment, citations=(), proposals=(), opinions=(), enclosures=(), mismatches=(), stats=None)


def _print_lines(seen: _Seen) -> None:
    from vn_dossier_nlp.reports.lines import dumps, to_line

    for assessment in seen:
        print(dumps(to_line(assessment)), flush=True)


def _print_rows(seen: _Seen, options: Options, lang: str) -> None:
    from vn_dossier_nlp.batch.packs import words_of
    from vn_dossier_nlp.reports.sheet import sheet_rows

    for row in sheet_rows(seen, lang, lambda one: words_of(one, options)):
        click.echo(row, nl=False)


def _print_table(found: list[Assessment], lang: str, options: Options) -> None:
    from vn_dossier_nlp.reports.table import console_for, print_table

    print_table(found, lang, words_of(found, options), console_for(sys.stdout))


def _print_for_sender(found: list[Assessment], lang: str, options: Options) -> None:
    from vn_dossier_nlp.reports.for_sender import print_for_sender
    from vn_dossier_nlp.reports.table import console_for

    print_for_sender(found, lang, lambda one: words_of([one], options), console_for(sys.stdout))


def _tell_stages(totals: Totals, seen: _Seen, machines: Machines, lang: str) -> None:
    from vn_dossier_nlp.cli.endings import in_order, machine_of, tell_rate
    from vn_dossier_nlp.reports.summary import Throughput

    jobs, backend = machine_of(machines)
    stages = in_order(totals.spent)
    tell_rate(Throughput(seen.count, seen.seconds, jobs=jobs, backend=backend, stages=stages), True, lang)


def _write(
    source: Source,
    out: Path,
    shapes: tuple[str, ...],
    options: Options,
    machines: Machines,
    force: bool,
    for_sender: bool,
    profile: bool,
    lang: str,
) -> int:
    """The results in a folder, then what a person wants to see of them at once."""
    from vn_dossier_nlp.batch.results import Results
    from vn_dossier_nlp.cli.endings import MOST_ROWS, score_into, tell_files, tell_rate
    from vn_dossier_nlp.reports.summary import summary_lines

    with Results(out, _formats(shapes), lang, options, machines, force=force) as results:
        written = score_into(results, source.dossiers(), source.count, machines, lang)
        if for_sender:
            _print_for_sender(list(written.assessments()), lang, options)
        elif shapes and "table" not in shapes:
            pass  # whoever names the files wants the files alone
        elif written.found.done <= MOST_ROWS:
            _print_table([_slim(one) for one in written.assessments()], lang, options)
        else:
            click.echo("\n".join(summary_lines(written.tally, lang)))
        tell_files(written, lang)
        tell_rate(written.throughput, profile, lang)
        results.compact(written.found)
    return outcome_code(written.found.done, written.found.whole)
