"""``vn-dossier corpus``: check a folder of labelled submissions, print the tables of its datasheet."""

from __future__ import annotations

from pathlib import Path

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, NOTHING_PROCESSED, SOME_NOT_READ, lang_option

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("corpus")
def command() -> None:
    """Check and describe a corpus of labelled submissions.

    A corpus is a folder with index.jsonl, texts/ and labels/; corpora/submissions/README.md tells more.
    """


@command.command("check")
@click.argument("folder", type=FOLDER)
@click.option("--only", "codes", multiple=True, metavar="CODE", help="Show faults of this code alone; may be repeated.")
@click.option("--format", "shape", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@lang_option
def check(folder: Path, codes: tuple[str, ...], shape: str, lang: str) -> int:
    """List the faults of a corpus: files, labels, laws, copies.

    Labels must have the form of the guide and quote their text word for word; twins and splits must fit; central laws
    must be in the registry; no text may repeat another. Each fault is printed with its file, row and reason.

    Exit code 1: faults were found.
    """
    import json
    from collections import Counter
    from dataclasses import asdict

    from vn_dossier_nlp import corpus
    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.words import catalogue, has, label, say

    for code in codes:
        if not has(f"corpus.fault.{code}", lang):
            codes_known = [key.rpartition(".")[2] for key in catalogue(lang) if key.startswith("corpus.fault.")]
            raise UsageError(say("corpus.no_code", lang, code=code, codes=", ".join(codes_known)))
    loaded = corpus.load(folder)
    faults = [fault for fault in corpus.check(loaded) if not codes or fault.code in codes]
    for fault in faults:
        if shape == "jsonl":
            click.echo(json.dumps(asdict(fault), ensure_ascii=False))
        else:
            click.echo(f"{fault.place}: {label('corpus.fault', fault.code, lang)}: {fault.detail}")
    if shape == "table":
        click.echo(say("corpus.checked", lang, texts=len(loaded.entries), faults=len(faults)), err=True)
        for code, count in Counter(fault.code for fault in faults).most_common():
            click.echo(f"  {count:5}  {code}  {label('corpus.fault', code, lang)}", err=True)
    if not loaded.entries:
        return NOTHING_PROCESSED
    return SOME_NOT_READ if faults else ALL_PROCESSED


@command.command("stats")
@click.argument("folder", type=FOLDER)
@click.option("--write", is_flag=True, help="Put the tables between the marks of the folder's README.md.")
@click.option("--no-shortcuts", is_flag=True, help="Leave out the models on cheap figures (they take a minute).")
def stats(folder: Path, write: bool, no_shortcuts: bool) -> int:
    """Print the tables of the datasheet as Markdown."""
    from vn_dossier_nlp import corpus
    from vn_dossier_nlp.corpus import stats as sheet

    loaded = corpus.load(folder)
    text = corpus.tables(loaded, shortcuts=not no_shortcuts)
    if write:
        sheet.write(loaded, text)
        click.echo(folder / "README.md")
    else:
        click.echo(text, nl=False)
    return ALL_PROCESSED


@command.command("settle")
@click.argument("folder", type=FOLDER)
def settle(folder: Path) -> int:
    """Write labels/ from two readings and what was decided.

    Where the two readers of readings/ agree their answer stands; where they differ adjudication.jsonl must say what
    counts and why.
    """
    from vn_dossier_nlp import corpus
    from vn_dossier_nlp.corpus.settle import as_json, settle

    labels = settle(corpus.load(folder))
    (folder / "labels").mkdir(exist_ok=True)
    for identity, label in labels.items():
        (folder / "labels" / f"{identity}.json").write_text(as_json(label), encoding="utf-8")
    click.echo(f"{folder / 'labels'}: {len(labels)}")
    return ALL_PROCESSED


@command.command("split")
@click.argument("folder", type=FOLDER)
def split(folder: Path) -> int:
    """Write splits.csv: five folds by matter, field and sender.

    Adding texts moves folds: write them anew only with a new version of the corpus.
    """
    from vn_dossier_nlp import corpus
    from vn_dossier_nlp.corpus.splits import as_csv

    loaded = corpus.load(folder)
    (folder / "splits.csv").write_text(as_csv(loaded), encoding="utf-8", newline="\n")
    click.echo(f"{folder / 'splits.csv'}: {len(loaded.entries)}")
    return ALL_PROCESSED


@command.command("collect")
@click.argument("sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@lang_option
def collect(sheet: Path, folder: Path, lang: str) -> int:
    """Put the labels of a filled-in SHEET into the label folder FOLDER.

    The sheet is the one of "vn-dossier suggest --out". Rows without a label are left for later; a column "matter" may
    say what belongs together. A secret paper is never taken.

    Exit code 1: some row was not read.
    """
    from vn_dossier_nlp.cli.options import run_options
    from vn_dossier_nlp.corpus.collect import collect
    from vn_dossier_nlp.words import say

    done = list(collect(sheet, folder, run_options(None, None, None, (), lang)))
    for path, identity in done:
        if identity is None:
            click.echo(say("corpus.not_taken", lang, path=path), err=True)
    taken = sum(identity is not None for _, identity in done)
    click.echo(say("corpus.taken", lang, count=taken, folder=folder), err=True)
    return NOTHING_PROCESSED if not taken else ALL_PROCESSED if taken == len(done) else SOME_NOT_READ
