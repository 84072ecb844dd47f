"""``vn-dossier evaluate``: measure a model on labelled submissions that it has not seen."""

from __future__ import annotations

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, lang_option, model_option


@click.command("evaluate")
@click.argument("labels", type=click.Path(exists=True, file_okay=False))
@model_option
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@lang_option
def command(labels: str, model: str | None, as_json: bool, lang: str) -> int:
    """Measure a model on the label folder LABELS. Data that the model was trained on gives no evidence of quality."""
    import json
    from pathlib import Path

    from vn_dossier_nlp.cli.train import print_figures
    from vn_dossier_nlp.vagueness import load_classifier
    from vn_dossier_nlp.vagueness.training import evaluate
    from vn_dossier_nlp.words import say

    figures = evaluate(load_classifier(Path(model) if model else None), Path(labels))
    if figures["seen"]:
        click.echo(say("cli.seen", lang), err=True)
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
    else:
        print_figures(figures, lang)
    return ALL_PROCESSED
