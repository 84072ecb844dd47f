"""``vn-dossier drift``: whether incoming submissions are still like those that the model learnt from."""

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


@click.command("drift")
@paths_argument
@click.option(
    "--against",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Label folder the model was trained on; may be repeated. Default: the shipped corpus.",
)
@click.option("--format", "shape", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--all", "whole", is_flag=True, help="Show what is the same, too.")
@model_option
@settings_option
@jobs_option
@lang_option
def command(
    paths: tuple[str, ...],
    against: tuple[Path, ...],
    shape: str,
    whole: bool,
    model: str | None,
    settings: str | None,
    jobs: int,
    lang: str,
) -> int:
    """Compare the submissions under PATHS with the training data of the model and say what to do.

    Compared are the features, length, unknown words, kinds of senders and documents, and how often the model is unsure.
    The answer is one of: fine; watch; label so many and train again; too few to tell.
    """
    from vn_dossier_nlp.assess import classifier_of
    from vn_dossier_nlp.cli.incoming import read_incoming, read_labelled
    from vn_dossier_nlp.reports import labelling
    from vn_dossier_nlp.resources import shipped
    from vn_dossier_nlp.vagueness.corpus import fingerprint
    from vn_dossier_nlp.vagueness.drift import drift, profile, usual_unsure
    from vn_dossier_nlp.words import say

    options = run_options(None, model, settings, (), lang)
    found = read_incoming(paths, options, jobs, lang)
    incoming = [profile(one.sub, one.row) for one in found if one.sub is not None and one.row is not None]
    if not incoming:
        click.echo(say("cli.nothing", lang), err=True)
        return NOTHING_PROCESSED
    known = read_labelled(against or [shipped("corpora", "submissions")], lang)
    classifier = classifier_of(model)
    if fingerprint([example for example, _, _ in known]) != classifier.card.data_hash:
        click.echo(say("drift.other_data", lang, model=classifier.version), err=True)
    told = drift(
        incoming,
        [profile(sub, row, example.matter) for example, sub, row in known],
        classifier.model.probabilities,
        classifier.rule.generic,
        usual_unsure(classifier.card.figures),
    )
    if shape == "jsonl":
        click.echo(labelling.drift_json(told), nl=False)
    else:
        labelling.print_drift(told, whole, lang, sys.stdout)
    return exit_code([one.assessment for one in found])
