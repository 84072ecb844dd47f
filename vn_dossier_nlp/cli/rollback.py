"""``vn-dossier rollback``: put the model before in use again."""

from __future__ import annotations

from pathlib import Path

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, lang_option, models_option


@click.command("rollback")
@click.option("--reason", default="", metavar="TEXT", help="Why; kept in log.jsonl beside the models.")
@models_option
@lang_option
def command(reason: str, shelf: Path | None, lang: str) -> int:
    """Put the model in use again that was in use before; the shipped one where there is none."""
    from vn_dossier_nlp.vagueness.shelf import user_shelf
    from vn_dossier_nlp.words import say

    before, now = user_shelf(shelf).rollback(" ".join(reason.split()))
    click.echo(say("models.rolled_back", lang, before=before, now=now))
    return ALL_PROCESSED
