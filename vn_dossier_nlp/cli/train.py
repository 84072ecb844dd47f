"""``vn-dossier train``: train a vagueness model from labelled submissions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, lang_option, models_option, progress_bar

if TYPE_CHECKING:
    from vn_dossier_nlp.vagueness import ModelCard

CORPORA = "corpora"
INDEX = "index.jsonl"


@click.command("train")
@click.argument("labels", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--base",
    metavar="FOLDER",
    default=CORPORA,
    show_default=True,
    help="Corpus to train on too; corpora is the shipped one.",
)
@click.option("--no-base", is_flag=True, help="Train on LABELS alone.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Model file (.skops). Default: a file of its own in the folder of the models.",
)
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Seed; the same data and seed give the same bytes."
)
@models_option
@lang_option
def command(
    labels: tuple[Path, ...], base: str, no_base: bool, out: Path | None, seed: int, shelf: Path | None, lang: str
) -> int:
    """Train on LABELS: folders with texts/, labels/, index.jsonl, or lists (.csv, .jsonl) with the columns path, label.

    The figures that are printed and written to the model's card are out of fold. The model is not put in use: compare
    it with the present one, then promote it. A stopped run finds the texts that it has read. See docs/models.md.
    """
    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.vagueness.shelf import user_shelf
    from vn_dossier_nlp.vagueness.training import train
    from vn_dossier_nlp.words import say

    folders = ([] if no_base else [base_folder(base)]) + list(labels)
    if not folders:
        raise UsageError("no labels: name a folder or a list of labelled submissions, or leave out --no-base")
    if out is not None and out.suffix != ".skops":
        raise UsageError(f"{out}: the name of a model file ends in .skops; its card stands beside it")
    models = user_shelf(shelf)

    def make(target: Path) -> ModelCard:
        with progress_bar(say("models.reading", lang)) as progress:
            return train(folders, target, seed=seed, progress=progress)

    if out is None:
        name, card = models.add(make)
        told = say("models.trained", lang, name=name, path=models.path(name))
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        card = make(out)
        told = say("cli.written", lang, path=out)
    print_figures(card.figures, lang)
    click.echo(told, err=True)
    return ALL_PROCESSED


def base_folder(name: str) -> Path:
    """The corpus that ``--base`` names: the shipped one, a corpus, or a folder with a corpus ``submissions`` in it."""
    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.resources import shipped

    if name == CORPORA:
        return shipped("corpora", "submissions")
    for folder in (Path(name), Path(name) / "submissions"):
        if (folder / INDEX).is_file():
            return folder
    raise UsageError(f"{name}: no corpus for --base; name a folder with {INDEX}, or leave it out for the shipped one")


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
