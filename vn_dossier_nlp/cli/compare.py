"""``vn-dossier compare``: two models on the same labelled submissions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, lang_option, models_option, progress_bar, told_model

if TYPE_CHECKING:
    from vn_dossier_nlp.vagueness.comparison import Comparison, Difference


@click.command("compare")
@click.argument("a")
@click.argument("b")
@click.argument("data", type=click.Path(exists=True, path_type=Path))
@click.option("--format", "shape", type=click.Choice(["table", "json"]), default="table", show_default=True)
@models_option
@lang_option
def command(a: str, b: str, data: Path, shape: str, shelf: Path | None, lang: str) -> int:
    """Compare the models A and B (names, files, active or shipped) on the label folder or list DATA.

    Each difference has a 95 % interval, both models being measured on the same draws of matters; McNemar's exact test
    compares what they call generic. Texts that either was trained on are no evidence.
    """
    import json

    from vn_dossier_nlp.vagueness.comparison import compare
    from vn_dossier_nlp.vagueness.shelf import user_shelf
    from vn_dossier_nlp.words import say

    models = user_shelf(shelf)
    one, other = (told_model(models.find(word), lang) for word in (a, b))
    with progress_bar(say("models.reading", lang)) as progress:
        found = compare(one, other, data, progress)
    if shape == "json":
        click.echo(json.dumps(_json(found, one.version, other.version), ensure_ascii=False))
        return ALL_PROCESSED
    click.echo(f"A: {one.version}\nB: {other.version}")
    _table(found, lang)
    for line in meaning(found, lang):
        click.echo(line)
    return ALL_PROCESSED


def meaning(found: Comparison, lang: str) -> list[str]:
    """What a comparison means, in plain words."""
    from vn_dossier_nlp.vagueness.comparison import LEVEL
    from vn_dossier_nlp.words import say

    lines = [
        say(
            "models.mcnemar",
            lang,
            clear=found.clear,
            a=found.only_a_right,
            b=found.only_b_right,
            p=f"{found.p:.3f}",
        )
    ]
    seen = [name for name, was in (("A", found.seen_a), ("B", found.seen_b)) if was]
    if seen:
        return [*lines, say("models.no_evidence", lang, models=", ".join(seen))]
    if found.better:
        lines.append(say("models.decisions_better", lang, better=found.better.upper(), level=LEVEL))
    else:
        lines.append(say("models.decisions_alike", lang, clear=found.clear))
    for row in found.differences:
        if row.better:
            figure = say(f"model_card.{row.figure}", lang)
            lines.append(say("models.figure_better", lang, better=row.better.upper(), figure=figure))
    if not any(row.better for row in found.differences):
        lines.append(say("models.figures_alike", lang))
    return lines


def _table(found: Comparison, lang: str) -> None:
    from vn_dossier_nlp.words import say

    names = [say(f"model_card.{row.figure}", lang) for row in found.differences]
    width = max(len(name) for name in names)
    click.echo(f"{'':{width}}  {'A':>6}  {'B':>6}  {say('models.difference', lang)}")
    for name, row in zip(names, found.differences, strict=True):
        click.echo(f"{name:{width}}  {_number(row.a):>6}  {_number(row.b):>6}  {_interval(row)}")


def _interval(row: Difference) -> str:
    if row.difference is None or row.low is None or row.high is None:
        return "-"
    return f"{row.difference:+.3f} [{row.low:+.3f}, {row.high:+.3f}]"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _json(found: Comparison, a: str, b: str) -> dict[str, Any]:
    from dataclasses import asdict

    told = asdict(found) | {"a": a, "b": b, "better": found.better}
    told["differences"] = [asdict(row) | {"better": row.better} for row in found.differences]
    return told
