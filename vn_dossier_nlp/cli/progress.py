"""How far a batch is: a bar with rate and time left in a terminal, a line every while in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import click

EVERY = 30.0  # seconds between two lines in a log

Report = Callable[[int, int], None]
"""Called with the dossiers that are done, and how many of them came from an earlier run."""


@contextmanager
def reported(total: int, lang: str) -> Iterator[Report]:
    """Report on standard error; short batches are silent in a log, and tiny ones in a terminal too."""
    if total < 3:
        yield lambda done, reused: None
    elif sys.stderr.isatty():
        with _bar(total, lang) as report:
            yield report
    else:
        yield _Log(total, lang)


@contextmanager
def _bar(total: int, lang: str) -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from vn_dossier_nlp.reports.phrases import decimal
    from vn_dossier_nlp.words import say

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(say("cli.reading", lang, count=total), total=total, rate="")
        began = monotonic()

        def report(done: int, reused: int) -> None:
            rate = (done - reused) / max(0.001, monotonic() - began)
            told = say("batch.rate", lang, rate=decimal(rate, lang)) if done > reused else ""
            progress.update(task, completed=done, rate=told)

        report(0, 0)
        yield report


class _Log:
    """Lines for a file that somebody looks into now and then."""

    def __init__(self, total: int, lang: str) -> None:
        self._total, self._lang = total, lang
        self._began = self._told = monotonic()

    def __call__(self, done: int, reused: int) -> None:
        from vn_dossier_nlp.reports.phrases import decimal, number
        from vn_dossier_nlp.reports.summary import duration
        from vn_dossier_nlp.words import say

        now = monotonic()
        if now - self._told < EVERY or done == reused:
            return
        self._told = now
        rate = (done - reused) / (now - self._began)
        line = say(
            "batch.log",
            self._lang,
            done=number(done, self._lang),
            total=number(self._total, self._lang),
            rate=decimal(rate, self._lang),
            left=duration((self._total - done) / rate, self._lang),
        )
        click.echo(line, err=True)
