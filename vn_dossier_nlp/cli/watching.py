"""``vn-dossier score --watch``: dossiers are checked as they arrive in a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import click

from vn_dossier_nlp.words import say

if TYPE_CHECKING:
    from vn_dossier_nlp.assess import Options
    from vn_dossier_nlp.batch.pools import Machines

EVERY = 1.0  # seconds between two looks


def watch_folder(
    folder: str,
    out: Path,
    formats: Iterable[str],
    options: Options,
    machines: Machines,
    *,
    as_dossier: bool,
    lang: str,
) -> int:
    """Look into ``folder`` until Ctrl-C. What has left it keeps its place in the results."""
    from vn_dossier_nlp.batch.inbox import Inbox
    from vn_dossier_nlp.batch.results import Results
    from vn_dossier_nlp.cli.endings import score_into

    inbox = Inbox([folder], out, as_dossier=as_dossier)
    seen: object = frozenset()
    click.echo(say("batch.watching", lang, path=folder), err=True)
    with Results(out, formats, lang, options, machines, keep_gone=True) as results:
        while True:
            ready = inbox.ready()
            state = inbox.state(ready)
            if state != seen:
                seen = state
                written = score_into(results, ready, len(ready), machines, lang)
                if new := written.found.done - written.found.reused:
                    total = written.tally.dossiers
                    click.echo(say("batch.arrived", lang, new=new, total=total), err=True)
            sleep(EVERY)
