"""``vn-dossier trends``: whether the quality of advice is getting better, and where."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, NOTHING_PROCESSED, jobs_option, lang_option

if TYPE_CHECKING:
    from vn_dossier_nlp.trends import Frames, Trends

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
TABLES = "data"
_KEY = 16  # letters of a key at least: a short one can be guessed by trying


@click.command("trends")
@click.argument("data", nargs=-1, type=click.Path(path_type=Path))
@click.option("--register", "place", metavar="FILE|URL", help="Take the dossiers of a register instead of DATA.")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for page, plots and data."
)
@click.option(
    "--by",
    type=click.Choice(["sender", "field", "purpose"]),
    default="sender",
    show_default=True,
    help="What to compare.",
)
@click.option("--from", "start", metavar="YYYY-MM", help="First month. Default: the first of the data.")
@click.option("--to", "end", metavar="YYYY-MM", help="Last month. Default: the last of the data.")
@click.option(
    "--change",
    "changes",
    multiple=True,
    metavar="YYYY-MM-DD",
    help="Date of a regulation, to compare before and after; may be repeated.",
)
@click.option(
    "--labels",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Labels (CSV or JSONL) of a random sample of these dossiers, to correct the share of vague ones.",
)
@click.option(
    "--least",
    type=click.IntRange(min=3),
    default=10,
    show_default=True,
    help="Figures of fewer dossiers are not shown.",
)
@click.option(
    "--pseudonyms",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File with a secret key: senders are shown under pseudonyms made with it.",
)
@jobs_option
@lang_option
def command(
    data: tuple[Path, ...],
    place: str | None,
    out: Path,
    by: str,
    start: str | None,
    end: str | None,
    changes: tuple[str, ...],
    labels: Path | None,
    least: int,
    pseudonyms: Path | None,
    jobs: int,
    lang: str,
) -> int:
    """Write a page of indicators over time from scored DATA.

    DATA are the lines of "vn-dossier score" (.jsonl, .parquet) or folders with them; with --register the dossiers of
    a register, which knows returns and decisions too. The page shows every figure with its interval and denominator;
    plots (PNG, SVG) and tidy tables (CSV, Parquet) lie beside it.

    Exit code 3: no dossier with a date in the time asked for.
    """
    from vn_dossier_nlp.cli.extras import needs_extra
    from vn_dossier_nlp.errors import NothingError, UsageError
    from vn_dossier_nlp.trends import Question, compute, write_export
    from vn_dossier_nlp.trends.page import write_page
    from vn_dossier_nlp.words import say

    if bool(data) == (place is not None):
        raise UsageError(say("trends.one_source", lang))
    needs_extra("research", "matplotlib", "polars", "pyarrow", "statsmodels")
    _check_months(start, end, lang)
    question = Question(by, start, end, _dates(changes, lang), labels, least, _key(pseudonyms, lang))
    try:
        trends = compute(_frames(data, place, lang), question)
    except NothingError as error:
        click.echo(f"vn-dossier: {error}", err=True)
        return NOTHING_PROCESSED
    _check_changes(trends, question.changes, lang)
    written = write_page(trends, out, lang, pseudonyms is not None, jobs)
    write_export(trends, out / TABLES)
    drawings = sum(path.suffix == ".svg" for path in written)
    click.echo(say("trends.written", lang, page=written[-1], count=drawings))
    click.echo(say("trends.exported", lang, path=out / TABLES))
    return ALL_PROCESSED


def _frames(data: tuple[Path, ...], place: str | None, lang: str) -> Frames:
    """Lines of files, or the dossiers of a register."""
    from vn_dossier_nlp.trends import read_frames, read_register

    if place is None:
        return read_frames(data)
    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.register import RegisterError, open_register
    from vn_dossier_nlp.reports.visible import one_line

    try:
        with open_register(place) as register:
            return read_register(register)
    except RegisterError as error:
        raise UsageError(one_line(error.told(lang))) from error


def _check_months(start: str | None, end: str | None, lang: str) -> None:
    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.words import say

    for month in (start, end):
        if month is not None and not _MONTH.fullmatch(month):
            raise UsageError(say("trends.bad_month", lang, value=month))
    if start is not None and end is not None and start > end:
        raise UsageError(say("trends.bad_span", lang, first=start, last=end))


def _dates(given: tuple[str, ...], lang: str) -> tuple[str, ...]:
    """The dates of ``--change`` in their order, each once."""
    from datetime import date

    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.words import say

    found = set()
    for text in given:
        try:
            found.add(date.fromisoformat(text).isoformat())
        except ValueError as error:
            raise UsageError(say("trends.bad_date", lang, value=text)) from error
    return tuple(sorted(found))


def _check_changes(trends: Trends, dates: tuple[str, ...], lang: str) -> None:
    """A date outside the data has nothing on one of its sides: a slip of the pen, most likely."""
    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.words import say

    first, last = trends.source.first or "", trends.source.last or ""
    for day in dates:
        if not first <= day[:7] <= last:
            raise UsageError(say("trends.change_outside", lang, date=day, first=first, last=last))


def _key(path: Path | None, lang: str) -> bytes | None:
    """The key of a file, without white space around it; it is used and not kept."""
    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.words import say

    if path is None:
        return None
    key = path.read_bytes().strip()
    if len(key) < _KEY:
        raise UsageError(say("trends.few_key", lang, path=path, least=_KEY))
    return key
