"""``vn-dossier audit``: which labels are likely wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, lang_option


@click.command("audit")
@click.argument("labels", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--base/--no-base", default=True, show_default=True, help="Learn from the shipped corpus too.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the folds.")
@click.option("--format", "shape", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@lang_option
def command(labels: Path, base: bool, seed: int, shape: str, lang: str) -> int:
    """List labels in the folder LABELS that are likely wrong, each with the reason and what to do.

    A label is doubted where a model that saw neither the text nor its twins says otherwise, where twins stand the wrong
    way round, where nearly the same text bears another label, or where a quotation is not in the text. A doubt is no
    proof: a person reads the text again.
    """
    from vn_dossier_nlp.cli.incoming import same_matters
    from vn_dossier_nlp.cli.options import with_progress
    from vn_dossier_nlp.corpus import load
    from vn_dossier_nlp.corpus.labels import label_faults
    from vn_dossier_nlp.errors import DataError
    from vn_dossier_nlp.reports import labelling
    from vn_dossier_nlp.resources import shipped
    from vn_dossier_nlp.vagueness.audit import FEWEST, audit, held_out_probabilities
    from vn_dossier_nlp.vagueness.corpus import load_corpus
    from vn_dossier_nlp.vagueness.dataset import build
    from vn_dossier_nlp.words import say

    mine = load_corpus(labels)
    ids = {example.id for example in mine}
    folder = shipped("corpora", "submissions")
    more = [example for example in load_corpus(folder) if example.id not in ids] if base else []
    examples = [*mine, *more]
    for word in ("yes", "no"):
        if sum(example.label == word for example in examples) < FEWEST:
            raise DataError(say("audit.few", lang, folder=labels, label=word, count=FEWEST))
    if sys.stderr.isatty():
        click.echo(say("cli.reading", lang, count=len(examples)), err=True)
    data = build(examples)
    held = held_out_probabilities(data, seed)
    matters = {example.id: example.matter for example in mine}
    alike = [
        (one, other, share)
        for one, other, share in same_matters({example.id: example.text for example in mine})
        if matters[one] != matters[other] or share > 0.999
    ]
    corpus = load(labels)
    quotes = [
        (identity, detail)
        for identity, label in with_progress(corpus.labels.items(), len(corpus.labels), "")
        for code, detail in label_faults(label, identity, corpus.texts.get(identity))
        if code == "span"
    ]
    doubts = audit(data, held, ids, alike, quotes)
    if shape == "jsonl":
        click.echo(labelling.jsonl(doubts), nl=False)
    else:
        labelling.print_doubts(doubts, len(mine), lang, sys.stdout)
    return ALL_PROCESSED
