"""``vn-dossier review``: the local web page where officers read, decide and label."""

from __future__ import annotations

from pathlib import Path

import click

from vn_dossier_nlp.cli.options import lang_option

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_REGISTER = click.option(
    "--register", "place", metavar="FILE|URL", default=None, help="Register. Default: as `register` finds it."
)
_FILES = click.option("--files", multiple=True, type=_FOLDER, help="Folder with the submitted files; may be repeated.")


@click.group("review", invoke_without_command=True)
@click.option(
    "--register", "place", metavar="FILE|URL", default=None, help="Register. Default: as `register` finds it."
)
@_FILES
@click.option("--as", "user", metavar="NAME", default=None, help="Who enters by the one-time link.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8750, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--accounts", type=_FILE, default=None, help="Log-in with the accounts of this file.")
@click.option("--tls-certificate", type=_FILE, default=None, help="PEM file; with --tls-key.")
@click.option("--tls-key", type=_FILE, default=None, help="PEM file of the key.")
@click.option("--name", "names", multiple=True, help="Name by which browsers reach this machine; may be repeated.")
@lang_option
@click.pass_context
def command(
    context: click.Context,
    place: str | None,
    files: tuple[Path, ...],
    user: str | None,
    host: str,
    port: int,
    accounts: Path | None,
    tls_certificate: Path | None,
    tls_key: Path | None,
    names: tuple[str, ...],
    lang: str,
) -> int | None:
    """Serve the review page over the register: queue, dossier, decision, labels.

    Only this machine reaches it, by a link that works once; other addresses need --accounts and TLS. No request goes
    to another host. Ctrl-C ends it.
    """
    if context.invoked_subcommand is not None:
        return None
    from vn_dossier_nlp.cli.extras import needs_extra

    needs_extra("review", "starlette", "uvicorn", "argon2")
    from vn_dossier_nlp.review.config import Config, checked
    from vn_dossier_nlp.review.server import serve

    config = Config(
        register=place,
        files=files,
        host=host,
        port=port,
        accounts=accounts,
        user=user,
        certificate=tls_certificate,
        key=tls_key,
        names=names,
        lang=lang,
    )
    return serve(checked(config), click.echo)


@command.group("account")
def account() -> None:
    """Who may log in. Roles stand in the settings."""


@account.command("add")
@click.argument("name")
@click.option("--accounts", "file", type=_FILE, required=True, help="File of the accounts; made where it is missing.")
@click.password_option(help="Asked for where it is not given; a password on a command line can be seen by others.")
def add(name: str, file: Path, password: str) -> int:
    """Add NAME or give it a new password."""
    from vn_dossier_nlp.cli.extras import needs_extra

    needs_extra("review", "argon2")
    from vn_dossier_nlp.review.accounts import Accounts

    Accounts.load(file).add(name, password)
    return 0


@account.command("remove")
@click.argument("name")
@click.option("--accounts", "file", type=_FILE, required=True, help="File of the accounts.")
def remove(name: str, file: Path) -> int:
    """Remove NAME."""
    from vn_dossier_nlp.review.accounts import Accounts

    Accounts.load(file).remove(name)
    return 0


@command.command("export")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--register", "place", metavar="FILE|URL", default=None, help="Register. Default: as `register` finds it."
)
@_FILES
@lang_option
def export(out: Path, place: str | None, files: tuple[Path, ...], lang: str) -> int:
    """Write the settled labels to the folder OUT, for `vn-dossier train OUT`."""
    from vn_dossier_nlp.register import open_register
    from vn_dossier_nlp.review.exporting import export as collected
    from vn_dossier_nlp.review.exporting import write_folder
    from vn_dossier_nlp.settings import load_settings
    from vn_dossier_nlp.words import label, say

    with open_register(place, load_settings()) as register:
        found = collected(register, files)
    for key, why in found.left_out:
        click.echo(say("review.left_out", lang, id=key, why=label("review.why_left", why, lang)), err=True)
    if not found.labelled:
        click.echo(say("review.nothing_labelled", lang), err=True)
        return 3
    write_folder(found.files, out)
    click.echo(say("review.exported", lang, count=found.labelled, path=out), err=True)
    return 1 if found.left_out else 0
