"""``vn-dossier train``: train a vagueness model from labelled submissions."""

from __future__ import annotations

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, lang_option


@click.command("train")
@click.argument("labels", nargs=-1, type=click.Path(exists=True, file_okay=False))
@click.option("--base/--no-base", default=True, show_default=True, help="Train on the shipped corpus too.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False),
    default=None,
    help="Model file (.skops). Default: models/trained.skops in the user's folder.",
)
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Seed; the same data and seed give the same bytes."
)
@lang_option
def command(labels: tuple[str, ...], base: bool, out: str | None, seed: int, lang: str) -> int:
    """Train on the label folders LABELS (texts/, labels/, index.jsonl; see corpora/submissions/README.md).

    The figures that are printed and written to the model's card are out of fold, grouped by matter and by field.
    """
    from pathlib import Path

    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.resources import shipped
    from vn_dossier_nlp.settings import home
    from vn_dossier_nlp.vagueness.training import train
    from vn_dossier_nlp.words import say

    folders = [Path(folder) for folder in labels]
    if base:
        folders.insert(0, shipped("corpora", "submissions"))
    if not folders:
        raise UsageError("no labels: name a folder of labelled submissions, or leave out --no-base")
    target = Path(out) if out else home() / "models" / "trained.skops"
    target.parent.mkdir(parents=True, exist_ok=True)
    card = train(folders, target, seed=seed)
    print_figures(card.figures, lang)
    click.echo(say("cli.written", lang, path=target), err=True)
    return ALL_PROCESSED


def print_figures(figures: dict[str, object], lang: str) -> None:
    """A table of the groups of figures, each with its interval."""
    groups = {name: group for name, group in figures.items() if isinstance(group, dict) and "auc" in group}
    if not groups:
        groups = {"": figures}  # figures of one evaluation
    for name, group in groups.items():
        click.echo(f"{name or 'model'}:")
        assert isinstance(group, dict)
        for key, value in group.items():
            if isinstance(value, dict) and "value" in value:
                click.echo(f"  {key:24} {_number(value['value'])}  [{_number(value['low'])}, {_number(value['high'])}]")


def _number(value: object) -> str:
    return "-" if value is None else f"{value:.3f}"
