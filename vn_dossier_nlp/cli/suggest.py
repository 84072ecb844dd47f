"""``vn-dossier suggest``: which submissions to label next."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vn_dossier_nlp.cli.options import (
    NOTHING_PROCESSED,
    exit_code,
    jobs_option,
    lang_option,
    model_option,
    paths_argument,
    run_options,
    settings_option,
)


@click.command("suggest")
@paths_argument
@click.option("--count", "-n", type=click.IntRange(min=1), default=20, show_default=True, help="How many to suggest.")
@click.option(
    "--labelled",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of labels that you have already; may be repeated.",
)
@click.option("--base/--no-base", default=True, show_default=True, help="Count the shipped corpus as labelled too.")
@click.option("--format", "shape", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help="Write a sheet to fill in (CSV)."
)
@model_option
@settings_option
@jobs_option
@lang_option
def command(
    paths: tuple[str, ...],
    count: int,
    labelled: tuple[Path, ...],
    base: bool,
    shape: str,
    out: Path | None,
    model: str | None,
    settings: str | None,
    jobs: int,
    lang: str,
) -> int:
    """Suggest which submissions under PATHS to label next, each with its reason.

    Those on which the model is unsure and that are unlike what is labelled come first; of one matter only one is named.
    Fill in the column "label" of the sheet with yes, borderline or no; docs/labelling.md tells how to go on.
    """
    from vn_dossier_nlp.assess import classifier_of
    from vn_dossier_nlp.cli.incoming import read_incoming, read_labelled, same_matters
    from vn_dossier_nlp.reports import labelling
    from vn_dossier_nlp.reports.files import write_whole
    from vn_dossier_nlp.resources import shipped
    from vn_dossier_nlp.vagueness.suggest import Candidate, suggest
    from vn_dossier_nlp.words import say

    options = run_options(None, model, settings, (), lang)
    found = read_incoming(paths, options, jobs, lang)
    folders = [*labelled, *([shipped("corpora", "submissions")] if base else [])]
    known = read_labelled(folders, lang)
    candidates = [
        Candidate(one.assessment.path, one.row, one.assessment.generic_probability, one.assessment.generic == "unsure")
        for one in found
        if one.row is not None and one.assessment.generic_probability is not None
    ]
    if not candidates:
        click.echo(say("cli.nothing", lang), err=True)
        return NOTHING_PROCESSED
    mine = {one.assessment.path: one.sub.text for one in found if one.sub is not None}
    have = {f"\0{number}": sub.text for number, (_, sub, _) in enumerate(known)}
    same = [(one, other) for one, other, _ in same_matters(mine | have)]
    labelled_paths = {path for pair in same if any(name in have for name in pair) for path in pair}
    candidates = [one for one in candidates if one.path not in labelled_paths]
    thresholds = classifier_of(model).thresholds
    chosen = suggest(candidates, [row for _, _, row in known], thresholds, count, same)
    if out is not None:
        write_whole(out, labelling.sheet(chosen, lang), "utf-8-sig")
        click.echo(say("cli.written", lang, path=out), err=True)
    if shape == "jsonl":
        click.echo(labelling.jsonl(chosen), nl=False)
    elif shape == "csv":
        click.echo(labelling.sheet(chosen, lang), nl=False)
    else:
        labelling.print_suggestions(chosen, len(found), len(labelled_paths & set(mine)), lang, sys.stdout)
    return exit_code([one.assessment for one in found])
