"""``vn-dossier explain``: the findings for one submission with evidence, source and cure."""

from __future__ import annotations

import sys

import click

from vn_dossier_nlp.cli.options import (
    NOTHING_PROCESSED,
    exit_code,
    lang_option,
    model_option,
    pack_option,
    run_options,
    settings_option,
    waive_option,
    words_of,
)


@click.command("explain")
@click.argument("file", type=click.Path())
@pack_option
@model_option
@settings_option
@waive_option
@lang_option
def command(
    file: str, pack: str | None, model: str | None, settings: str | None, waive: tuple[str, ...], lang: str
) -> int:
    """Show what was found in FILE, or in the dossier folder FILE: each requirement with its source and cure."""
    from vn_dossier_nlp.batch import score_batch
    from vn_dossier_nlp.reading import find_dossiers
    from vn_dossier_nlp.reports.explain import print_explanation
    from vn_dossier_nlp.reports.table import console_for
    from vn_dossier_nlp.words import say

    options = run_options(pack, model, settings, waive, lang)
    found = [item.assessment for item in score_batch(list(find_dossiers([file], as_dossier=True)), options)]
    if not found:
        click.echo(say("cli.nothing", lang), err=True)
        return NOTHING_PROCESSED
    for assessment in found:
        print_explanation(assessment, lang, words_of([assessment], options), console_for(sys.stdout))
    return exit_code(found)
