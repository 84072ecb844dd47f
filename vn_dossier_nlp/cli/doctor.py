"""``vn-dossier doctor``: what is installed, what is missing, and its effect."""

from __future__ import annotations

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, SOME_NOT_READ, lang_option


@click.command("doctor")
@lang_option
def command(lang: str) -> int:
    """Show versions, the model and packs in use, and what a missing program means for reading."""
    import platform

    from vn_dossier_nlp import __version__
    from vn_dossier_nlp.errors import DossierError
    from vn_dossier_nlp.reading import ocr_version, office_version, small_office
    from vn_dossier_nlp.regulation.pack import pack_ids
    from vn_dossier_nlp.vagueness import load_classifier
    from vn_dossier_nlp.vagueness.store import find_model
    from vn_dossier_nlp.words import say

    click.echo(say("cli.doctor_title", lang))
    healthy = True
    rows: list[tuple[str, str | None, str]] = [("vn-dossier", f"{__version__}, Python {platform.python_version()}", "")]
    try:
        model = find_model()
        rows.append((say("cli.doctor_model", lang), f"{load_classifier().version}, {model}", ""))
    except DossierError as error:
        healthy = False
        rows.append((say("cli.doctor_model", lang), None, str(error)))
    rows.append((say("cli.doctor_pack", lang), ", ".join(pack_ids()), ""))
    rows.append((say("cli.doctor_ocr", lang), ocr_version(), say("cli.doctor_no_ocr", lang)))
    rows.append((say("cli.doctor_office", lang), office_version() or small_office(), say("cli.doctor_no_office", lang)))
    for name, detail, advice in rows:
        if detail:
            click.echo("  " + say("cli.doctor_ok", lang, name=name, detail=detail))
        else:
            click.echo("  " + say("cli.doctor_missing", lang, name=name, advice=advice))
    return ALL_PROCESSED if healthy else SOME_NOT_READ
