"""``vn-dossier models``: the models that are there, and what each one's card says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, lang_option, models_option

if TYPE_CHECKING:
    from vn_dossier_nlp.vagueness import ModelCard


@click.group("models")
def command() -> None:
    """List and show vagueness models. docs/models.md tells how an office trains its own."""


@command.command("list")
@click.option("--format", "shape", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@models_option
@lang_option
def listed(shape: str, shelf: Path | None, lang: str) -> int:
    """List the models: dates of the data, texts, AUC with its interval, which one is in use."""
    import json

    from vn_dossier_nlp.errors import ModelError
    from vn_dossier_nlp.vagueness.shelf import user_shelf
    from vn_dossier_nlp.words import say

    models = user_shelf(shelf)
    active = models.active
    rows = []
    for name, card in models.cards().items():
        if isinstance(card, ModelError):
            click.echo(str(card), err=True)
        else:
            rows.append(_row(name, card, name == active))
    if shape == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return ALL_PROCESSED
    head = [say(f"models.column_{key}", lang) for key in ("name", "dates", "texts", "auc", "mark")]
    table = [head, *(_cells(row, lang) for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(head))]
    for line in table:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    return ALL_PROCESSED


@command.command("show")
@click.argument("model")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@models_option
@lang_option
def show(model: str, shape: str, shelf: Path | None, lang: str) -> int:
    """Print the card of MODEL (a name, a file, active or shipped): data, figures, limits."""
    from vn_dossier_nlp.vagueness.card import card_text, read_card
    from vn_dossier_nlp.vagueness.card_page import card_page
    from vn_dossier_nlp.vagueness.shelf import user_shelf

    card = read_card(user_shelf(shelf).find(model).with_suffix(".json"))
    click.echo(card_text(card) if shape == "json" else card_page(card, lang), nl=False)
    return ALL_PROCESSED


def _row(name: str, card: ModelCard, active: bool) -> dict[str, Any]:
    from vn_dossier_nlp.vagueness.gate import WHOLE
    from vn_dossier_nlp.vagueness.shelf import SHIPPED

    return {
        "name": name,
        "model": card.name,
        "dates": card.dates,
        "texts": card.texts,
        "auc": card.figures.get(WHOLE, {}).get("auc"),
        "active": active,
        "shipped": name == SHIPPED,
    }


def _cells(row: dict[str, Any], lang: str) -> list[str]:
    from vn_dossier_nlp.words import say

    auc = row["auc"]
    measured = auc and auc["value"] is not None
    interval = f" [{auc['low']:.3f}, {auc['high']:.3f}]" if measured and auc["low"] is not None else ""
    marks = [say(f"models.mark_{mark}", lang) for mark in ("active", "shipped") if row[mark]]
    return [
        row["name"],
        " – ".join(dict.fromkeys(row["dates"])) or "-",
        str(sum(row["texts"].values())),
        f"{auc['value']:.3f}{interval}" if measured else "-",
        ", ".join(marks),
    ]
