"""A batch into a folder of results, from its first dossier to the last line on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from vn_dossier_nlp.cli.progress import reported
from vn_dossier_nlp.words import say

if TYPE_CHECKING:
    from vn_dossier_nlp.batch.pools import Machines
    from vn_dossier_nlp.batch.results import Results, Round
    from vn_dossier_nlp.reading import DossierInput
    from vn_dossier_nlp.reports.summary import Tally, Throughput
    from vn_dossier_nlp.schema import Assessment

MOST_ROWS = 200
"""Dossiers that are shown as a table; of more only the counts."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a run left in the folder of results."""

    found: Round
    files: list[Path]
    tally: Tally
    throughput: Throughput
    assessments: Callable[[], Iterator[Assessment]]


def score_into(
    results: Results, dossiers: Iterable[DossierInput], count: int, machines: Machines, lang: str
) -> Written:
    """Score what is new and write all outputs; ``throughput.json`` tells how it went."""
    from vn_dossier_nlp.reports.summary import Throughput, write_throughput
    from vn_dossier_nlp.stopwatch import taken

    began = monotonic()
    found = scored(results, dossiers, count, lang)
    files, tally, assessments = results.write(found)
    results.totals.add(taken())
    jobs, backend = machine_of(machines)
    throughput = Throughput(
        found.done, monotonic() - began, found.reused, found.bytes, None, jobs, backend, in_order(results.totals.spent)
    )
    files.append(write_throughput(throughput, results.out))
    return Written(found, files, tally, throughput, assessments)


def scored(results: Results, dossiers: Iterable[DossierInput], count: int, lang: str) -> Round:
    """Score what is new. Who stops it is told how far it came, and that nothing is lost."""
    done = 0
    with reported(count, lang) as report:

        def progress(now: int, reused: int) -> None:
            nonlocal done
            done = now
            report(now, reused)

        try:
            return results.score(dossiers, progress)
        except KeyboardInterrupt:
            click.echo(say("batch.stopped", lang, done=done, total=count), err=True)
            raise


def tell_files(written: Written, lang: str) -> None:
    """The files, on standard error."""
    for path in written.files:
        click.echo(say("cli.written", lang, path=path), err=True)


def tell_rate(throughput: Throughput, profile: bool, lang: str) -> None:
    """How fast it went, and with ``profile`` where the time went."""
    from dataclasses import replace

    from vn_dossier_nlp.reports.summary import throughput_lines

    for line in throughput_lines(throughput if profile else replace(throughput, stages={}), lang):
        click.echo(line, err=True)


def machine_of(machines: Machines) -> tuple[int, str]:
    """Jobs and backend, as ``throughput.json`` names them."""
    return (machines.jobs, "local") if machines.scheduler is None else (0, "dask")


def in_order(spent: Mapping[str, float]) -> dict[str, float]:
    """The stages in the order in which a dossier goes through them."""
    from vn_dossier_nlp.stopwatch import STAGES

    return {name: spent[name] for name in STAGES if name in spent}
