"""Where chunks are worked on: one thread here, processes of joblib's loky, or a Dask cluster.

All three are executors of :mod:`concurrent.futures`. joblib's own ``Parallel`` is not used: it keeps every finished
result until its turn comes, and cannot say which task a dead worker held.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

from vn_dossier_nlp.batch.order import Answer, Order
from vn_dossier_nlp.batch.worker import close_all, start_here, work_chunk
from vn_dossier_nlp.errors import BatchError, UsageError
from vn_dossier_nlp.reading import DossierInput

_IDLE = 600.0  # seconds after which a worker without work ends: it may wait for a long scan of another
_FIND = 30.0  # seconds in which a scheduler must answer


class Pool(Protocol):
    """Workers that can be lost and renewed."""

    workers: int
    falls_together: bool  # one lost worker takes the others with it

    def submit(self, order: Order, dossiers: Sequence[DossierInput]) -> Future[Answer]:
        """Put a chunk in the queue."""

    def renew(self) -> None:
        """New workers for those that were lost."""

    def close(self, *, kill: bool = False) -> None:
        """End the workers; ``kill`` without waiting for what they work on."""


@dataclass(frozen=True, slots=True)
class Machines:
    """Where a batch runs."""

    jobs: int = 1
    scheduler: str | None = None  # address of a Dask scheduler; None: on this machine

    def open(self, order: Order) -> Pool:
        """The workers; on this machine they start at once."""
        if self.scheduler is not None:
            return _Dask(self.scheduler)
        return _Here(order) if self.jobs == 1 else _Loky(self.jobs)


def lost_workers() -> tuple[type[BaseException], ...]:
    """The exceptions of a future whose worker was lost."""
    return (BrokenExecutor, CancelledError, _KilledError)


class _KilledError(Exception):
    """A worker of the cluster died over a chunk."""


class _Here:
    """One process that checks, watched by a thread: this process writes in the meantime."""

    workers = 1
    falls_together = False

    def __init__(self, order: Order) -> None:
        self._executor = ThreadPoolExecutor(1)
        self._executor.submit(start_here, order)

    def submit(self, order: Order, dossiers: Sequence[DossierInput]) -> Future[Answer]:
        return self._executor.submit(work_chunk, order, dossiers)

    def renew(self) -> None:
        """A thread is not lost."""

    def close(self, *, kill: bool = False) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)
        close_all(gently=not kill)
        self._executor.shutdown()


class _Loky:
    falls_together = True

    def __init__(self, jobs: int) -> None:
        self.workers = jobs
        self._executor = self._new()

    def _new(self) -> Executor:
        from joblib.externals.loky import ProcessPoolExecutor

        executor: Executor = ProcessPoolExecutor(self.workers, timeout=_IDLE, initializer=_leave_interrupts)
        return executor

    def submit(self, order: Order, dossiers: Sequence[DossierInput]) -> Future[Answer]:
        return self._executor.submit(work_chunk, order, dossiers)

    def renew(self) -> None:
        self._shut(kill=True)
        self._executor = self._new()

    def close(self, *, kill: bool = False) -> None:
        self._shut(kill)

    def _shut(self, kill: bool) -> None:
        shut: Callable[..., None] = self._executor.shutdown
        shut(wait=True, kill_workers=kill)


def _leave_interrupts() -> None:
    """Ctrl-C in a terminal reaches every process: the parent alone decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Dask:
    falls_together = False

    def __init__(self, scheduler: str) -> None:
        self._address = scheduler
        self._client = _client(scheduler)
        self.workers = sum(self._client.nthreads().values())
        if not self.workers:
            self._client.close()
            raise BatchError(f"{scheduler}: the scheduler has no workers; start some with `dask worker {scheduler}`")

    def submit(self, order: Order, dossiers: Sequence[DossierInput]) -> Future[Answer]:
        future: Future[Answer] = Future()
        future.set_running_or_notify_cancel()
        task = self._client.submit(work_chunk, order, dossiers, pure=False)
        task.add_done_callback(lambda done: _hand_over(done, future))
        return future

    def renew(self) -> None:
        """The scheduler has other workers, or gets new ones: only it must still be there."""
        if self._client.status != "running":
            raise BatchError(f"{self._address}: the connection to the scheduler is lost; run the same command again")

    def close(self, *, kill: bool = False) -> None:
        self._client.close(timeout=5)


def _client(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("--backend dask needs the extra dask: pip install 'vn-dossier-nlp[dask]'") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told by our own errors
    try:
        return Client(scheduler, timeout=_FIND, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise BatchError(f"{scheduler}: no Dask scheduler answers here; start one or check the address") from error


def _hand_over(task: Any, future: Future[Answer]) -> None:
    """From a future of Dask to one like all others. The task is let go: the cluster forgets its result."""
    from distributed import KilledWorker

    try:
        future.set_result(task.result())
    except KilledWorker:
        future.set_exception(_KilledError())
    except BaseException as error:
        future.set_exception(error)
    finally:
        task.release()
