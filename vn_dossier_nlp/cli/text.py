"""``vn-dossier text``: print the text of a file as it was read; every span points into it."""

from __future__ import annotations

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, SOME_NOT_READ, lang_option, settings_option, was_read


@click.command("text")
@click.argument("file", type=click.Path())
@settings_option
@lang_option
def command(file: str, settings: str | None, lang: str) -> int:
    """Print the text of FILE as it was read. Offsets in all results count the characters of this text."""
    import sys
    from pathlib import Path

    from vn_dossier_nlp.cli.cite import _complain
    from vn_dossier_nlp.reading import read_file
    from vn_dossier_nlp.settings import load_settings

    reading = read_file(Path(file), file, load_settings(Path(settings) if settings else None))
    if reading.document is None or not was_read(reading.source.outcome):
        _complain(reading, lang)
        return SOME_NOT_READ
    sys.stdout.write(reading.document.text)
    if sys.stdout.isatty():
        sys.stdout.write("\n")
    return ALL_PROCESSED
