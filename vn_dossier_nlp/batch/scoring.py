"""The assessments of many dossiers, for whoever wants them as objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vn_dossier_nlp.assess import Assessed, Options, assess_many
from vn_dossier_nlp.batch.engine import Totals, Workers, run
from vn_dossier_nlp.batch.order import Order, Record
from vn_dossier_nlp.batch.pools import Machines
from vn_dossier_nlp.batch.products import unpacked
from vn_dossier_nlp.reading import DossierInput


def score_batch(dossiers: Iterable[DossierInput], options: Options, jobs: int = 1) -> Iterator[Assessed]:
    """The assessments in the order of ``dossiers``, as they become ready; the same for any number of jobs.

    With one job all happens in this process but the reading: what crashes there ends the caller. ``score_watched``
    keeps that off.
    """
    if jobs == 1:
        yield from assess_many(dossiers, options)
    else:
        yield from score_watched(dossiers, options, Machines(jobs), text=True)


def score_watched(
    dossiers: Iterable[DossierInput],
    options: Options,
    machines: Machines,
    *,
    text: bool = False,
    totals: Totals | None = None,
) -> Iterator[Assessed]:
    """The same in processes that may crash, hang or swell over a dossier: then that is its outcome."""
    with Workers(Order(options, "assessed" if text else "assessment"), machines) as workers:
        workers.totals = totals or workers.totals
        for _, product in run(enumerate(dossiers), workers, ordered=True):
            found = unpacked(product)
            assert not isinstance(found, Record)
            yield found
