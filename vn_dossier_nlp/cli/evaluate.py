"""``vn-dossier evaluate``: measure a model on labelled submissions that it has not seen."""

from __future__ import annotations

from pathlib import Path

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, lang_option, models_option, progress_bar, told_model


@click.command("evaluate")
@click.argument("model")
@click.argument("data", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--prevalence",
    type=click.FloatRange(0, 100, min_open=True, max_open=True),
    default=5,
    show_default=True,
    help="Share of generic submissions, in percent, for which the precision of yes is told, beside 1, 5 and 20.",
)
@models_option
@lang_option
def command(model: str, data: Path, as_json: bool, prevalence: float, shelf: Path | None, lang: str) -> int:
    """Measure MODEL (a name, a file, active or shipped) on the label folder or list DATA.

    Data that the model was trained on gives no evidence of quality.
    """
    import json

    from vn_dossier_nlp.cli.train import print_figures
    from vn_dossier_nlp.vagueness.shelf import user_shelf
    from vn_dossier_nlp.vagueness.training import evaluate
    from vn_dossier_nlp.words import say

    classifier = told_model(user_shelf(shelf).find(model), lang)
    with progress_bar(say("models.reading", lang)) as progress:
        figures = evaluate(classifier, data, progress, prevalence / 100)
    if figures["seen"]:
        click.echo(say("cli.seen", lang), err=True)
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
    else:
        print_figures(figures, lang)
    return ALL_PROCESSED
