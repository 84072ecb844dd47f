"""``vn-dossier text``: print the text of a file as it was read; every span points into it."""

from __future__ import annotations

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, SOME_NOT_READ, lang_option, settings_option, was_read


@click.command("text")
@click.argument("file", type=click.Path())
@settings_option
@lang_option
def command(file: str, settings: str | None, lang: str) -> int:
    """Print the text of FILE as it was read. Offsets in all results count the characters of this text.

    Of an archive or a mail: the text of each file in it, after a line with its name.
    """
    import sys
    from pathlib import Path

    from vn_dossier_nlp.cli.cite import complain
    from vn_dossier_nlp.reading import read_files
    from vn_dossier_nlp.settings import load_settings

    readings = read_files(Path(file), file, load_settings(Path(settings) if settings else None))
    missed = False
    for reading in readings:
        if reading.document is None or not was_read(reading.source.outcome):
            complain(reading, lang)
            missed = True
            continue
        if len(readings) > 1:
            click.echo(f"==> {reading.source.path} <==")
        sys.stdout.write(reading.document.text)
        if len(readings) > 1 or sys.stdout.isatty():
            sys.stdout.write("\n")
    return SOME_NOT_READ if missed else ALL_PROCESSED
