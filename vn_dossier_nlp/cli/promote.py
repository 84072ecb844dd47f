"""``vn-dossier promote``: put a trained model in use, if it is good enough."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, SOME_NOT_READ, lang_option, models_option, told_model

if TYPE_CHECKING:
    from vn_dossier_nlp.vagueness import Classifier
    from vn_dossier_nlp.vagueness.gate import Refusal
    from vn_dossier_nlp.vagueness.shelf import Shelf


@click.command("promote")
@click.argument("name")
@click.option(
    "--data",
    type=click.Path(exists=True, path_type=Path),
    default=None,
    help="Labels that neither model has seen, to measure both on.",
)
@click.option("--force", is_flag=True, help="Put it in use although the gate refuses; needs --reason.")
@click.option("--reason", default="", metavar="TEXT", help="Why; kept in log.jsonl beside the models.")
@models_option
@lang_option
def command(name: str, data: Path | None, force: bool, reason: str, shelf: Path | None, lang: str) -> int:
    """Put the model NAME in use.

    Its figures may not be below the floors, nor below those of the model in use on the same data: what both were
    trained on, out of fold, or --data. shipped is the model of the installation.

    Exit code 1: refused; the line names figure, value and bound.
    """
    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.vagueness.gate import refusals
    from vn_dossier_nlp.vagueness.shelf import user_shelf
    from vn_dossier_nlp.words import say

    reason = " ".join(reason.split())
    if force and not reason:
        raise UsageError(say("models.force_reason", lang))
    models = user_shelf(shelf)
    candidate = told_model(models.path(name), lang)
    if name == models.active:
        click.echo(say("models.active_already", lang, name=name), err=True)
        return ALL_PROCESSED
    try:
        found = refusals(candidate, _in_use(models, lang), data)
    except UsageError:
        if not force:
            raise
        found = []
    told = _told(found, lang)
    if found and not force:
        models.note("refuse", name, why=told)
        click.echo(say("models.refused", lang, name=name, why=told), err=True)
        return SOME_NOT_READ
    models.activate(name, reason, forced=force, against=told)
    click.echo(say("models.promoted", lang, name=name))
    return ALL_PROCESSED


def _in_use(models: Shelf, lang: str) -> Classifier:
    """The model in use; the shipped one where that cannot be loaded by this version, which is told."""
    from vn_dossier_nlp.errors import ModelError
    from vn_dossier_nlp.vagueness.shelf import SHIPPED

    try:
        return told_model(models.active_path, lang)
    except ModelError as error:
        click.echo(str(error), err=True)
        return told_model(models.path(SHIPPED), lang)


def _told(found: Sequence[Refusal], lang: str) -> str:
    from vn_dossier_nlp.words import say

    parts = []
    for row in found:
        value = "-" if row.value is None else f"{row.value:.3f}"
        key = f"models.{row.against}_{'most' if row.most else 'least'}"
        figure = say(f"model_card.{row.figure}", lang)
        parts.append(say(key, lang, figure=figure, value=value, bound=f"{row.bound:.3f}"))
    return "; ".join(parts)
