"""``vn-dossier score``: check submissions and propose a verdict for each."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vn_dossier_nlp.cli.options import (
    NOTHING_PROCESSED,
    exit_code,
    jobs_option,
    lang_option,
    model_option,
    pack_option,
    paths_argument,
    run_options,
    settings_option,
    waive_option,
    with_progress,
    words_of,
)

if TYPE_CHECKING:
    from vn_dossier_nlp.assess import Assessed, Options
    from vn_dossier_nlp.reports.packwords import PackWords


@click.command("score")
@paths_argument
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "jsonl", "csv", "html"]),
    default="table",
    show_default=True,
)
@click.option(
    "--out",
    type=click.Path(file_okay=False),
    default=None,
    help="Folder for the results: JSONL, CSV and HTML pages.",
)
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
@lang_option
def command(
    paths: tuple[str, ...],
    shape: str,
    out: str | None,
    for_sender: bool,
    as_dossier: bool,
    pack: str | None,
    model: str | None,
    settings: str | None,
    waive: tuple[str, ...],
    jobs: int,
    lang: str,
) -> int:
    """Check each submission under PATHS and propose a verdict.

    Each direct entry of a folder is one dossier: a file, or a sub-folder with a submission and its attachments.
    One line for each, also when it could not be read.
    """
    from vn_dossier_nlp.batch import score_batch
    from vn_dossier_nlp.reading import find_dossiers
    from vn_dossier_nlp.words import say

    if shape == "html" and out is None:
        raise click.UsageError("--format html needs --out DIR")
    if for_sender and shape != "table":
        raise click.UsageError(f"--for-sender goes with --format table, not with {shape}")
    options = run_options(pack, model, settings, waive, lang)
    dossiers = list(find_dossiers(paths, as_dossier=as_dossier))
    if not dossiers:
        click.echo(say("cli.nothing", lang), err=True)
        return NOTHING_PROCESSED
    title = say("cli.reading", lang, count=len(dossiers))
    stream = with_progress(score_batch(dossiers, options, jobs), len(dossiers), title)
    if shape == "jsonl" and out is None:
        return _print_lines(stream)
    found = list(stream)
    words = words_of((item.assessment for item in found), options)
    if out is not None:
        _write(found, Path(out), shape, lang, words, options)
    if for_sender:
        _print_for_sender(found, lang, options)
    elif shape == "table":
        _print_table(found, lang, words)
    elif shape == "csv" and out is None:
        _print_sheet(found, lang, words)
    return exit_code([item.assessment for item in found])


def _print_lines(stream: object) -> int:
    """One line as soon as a dossier is done."""
    from vn_dossier_nlp.reports.lines import dumps, to_line

    done = []
    for item in stream:  # type: ignore[attr-defined]
        print(dumps(to_line(item.assessment)), flush=True)
        done.append(item.assessment)
    return exit_code(done)


def _print_table(found: list[Assessed], lang: str, words: dict[str, PackWords]) -> None:
    from vn_dossier_nlp.reports.table import console_for, print_table

    print_table([item.assessment for item in found], lang, words, console_for(sys.stdout))


def _print_for_sender(found: list[Assessed], lang: str, options: Options) -> None:
    from vn_dossier_nlp.reports.for_sender import print_for_sender
    from vn_dossier_nlp.reports.table import console_for

    assessments = [item.assessment for item in found]
    print_for_sender(assessments, lang, lambda one: words_of([one], options), console_for(sys.stdout))


def _print_sheet(found: list[Assessed], lang: str, words: dict[str, PackWords]) -> None:
    from vn_dossier_nlp.reports.sheet import sheet_text

    click.echo(sheet_text([item.assessment for item in found], lang, words), nl=False)


def _write(
    found: list[Assessed], out: Path, shape: str, lang: str, words: dict[str, PackWords], options: Options
) -> None:
    """The files of ``--out``: all three kinds for the table, else the one that was asked for."""
    from vn_dossier_nlp.reports.files import write_whole
    from vn_dossier_nlp.reports.lines import dumps, to_line
    from vn_dossier_nlp.reports.page import write_pages
    from vn_dossier_nlp.reports.sheet import write_sheet
    from vn_dossier_nlp.words import say

    out.mkdir(parents=True, exist_ok=True)
    written = []
    if shape in ("table", "jsonl"):
        lines = "".join(dumps(to_line(item.assessment)) + "\n" for item in found)
        write_whole(out / "assessments.jsonl", lines, "utf-8")
        written.append(out / "assessments.jsonl")
    if shape in ("table", "csv"):
        written.append(write_sheet([item.assessment for item in found], out / "dossiers.csv", lang, words))
    if shape in ("table", "html"):
        pages = [(item.assessment, item.text) for item in found]
        written.append(write_pages(pages, out, lang, lambda one: words_of([one], options))[-1])
    for path in written:
        click.echo(say("cli.written", lang, path=path), err=True)
