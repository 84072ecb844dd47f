"""What a worker runs: the same function in this process, in a process of joblib and in a thread of Dask."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Sequence

from vn_dossier_nlp.batch.order import Answer, Order
from vn_dossier_nlp.batch.supervisor import Supervisor
from vn_dossier_nlp.reading import DossierInput

_HERE = threading.local()
_ALL: list[Supervisor] = []


def work_chunk(order: Order, dossiers: Sequence[DossierInput]) -> Answer:
    """A product for each dossier. Model and pipeline are loaded with the first chunk of an order and kept."""
    return _supervisor(order).work(dossiers)


def start_here(order: Order) -> None:
    """Start this thread's process before there is work for it."""
    _supervisor(order).start()


def _supervisor(order: Order) -> Supervisor:
    kept: Supervisor | None = getattr(_HERE, "supervisor", None)
    if kept is None or kept.closed or kept.order != order:
        if kept is not None and not kept.closed:
            _ALL.remove(kept)
            kept.close()
        kept = _HERE.supervisor = Supervisor(order)
        _ALL.append(kept)
    return kept


def close_all(*, gently: bool = True) -> None:
    """End the processes of all threads of this process."""
    while _ALL:
        _ALL.pop().close(gently=gently)


atexit.register(close_all)
