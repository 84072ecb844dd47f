"""Many dossiers, on one core or several: in their order, each with its outcome whatever happens to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vn_dossier_nlp.assess import Assessed, Options, assess
from vn_dossier_nlp.reading import DossierInput


def score_batch(dossiers: Sequence[DossierInput], options: Options, jobs: int = 1) -> Iterator[Assessed]:
    """The assessments in the order of ``dossiers``, as they become ready; the same for any number of jobs."""
    if jobs == 1 or len(dossiers) < 2:
        for dossier in dossiers:
            yield assess(dossier, options)
        return
    from joblib import Parallel, delayed

    workers = Parallel(n_jobs=jobs, backend="loky", return_as="generator", batch_size="auto")
    yield from workers(delayed(assess)(dossier, options) for dossier in dossiers)
