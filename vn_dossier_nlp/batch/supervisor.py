"""A process that checks dossiers, watched: what crashes, hangs or swells it costs that process alone.

Each worker of a batch (a process of joblib, a thread of a Dask worker, this process itself) has one supervisor. The
dossier over which the process died gets its outcome; where several were under way, each is tried alone in a fresh one.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from typing import Any

from vn_dossier_nlp.batch.order import Answer, Order
from vn_dossier_nlp.batch.products import lost_product
from vn_dossier_nlp.errors import BatchError
from vn_dossier_nlp.reading import DossierInput
from vn_dossier_nlp.reading.programs import NO_WINDOW
from vn_dossier_nlp.schema import Outcome

_START = 300.0  # seconds for the process to start on a busy machine
_GENTLE = 2.0  # seconds for it to end by itself
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class LostError(Exception):
    """The process is gone; ``outcome`` and ``reason`` say how."""

    def __init__(self, outcome: Outcome, reason: str, *, by_others: bool = False, certain: bool = False) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.by_others = by_others  # killed from outside: no dossier need be to blame
        self.certain = certain  # it was the first dossier without a product, and no other


class Supervisor:
    """Works for one order, with one process at a time."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.closed = False
        self._process: _Process | None = None

    def work(self, dossiers: Sequence[DossierInput]) -> Answer:
        """A product for each dossier. Raises the library's errors: a wrong pack or model is no dossier's fault."""
        products: list[bytes] = []
        spent: dict[str, float] = {}
        alone, tries = False, 0
        while len(products) < len(dossiers):
            first = len(products)
            try:
                self._run(dossiers[first : first + 1] if alone else dossiers[first:], products, spent)
            except LostError as lost:
                tries = tries + 1 if len(products) == first else 1
                if lost.certain or (alone and tries > 1):
                    products.append(lost_product(self.order, dossiers[len(products)], lost.outcome, lost.reason))
                    tries = 0
                else:
                    alone = True
        return Answer(tuple(products), spent)

    def _run(self, dossiers: Sequence[DossierInput], products: list[bytes], spent: dict[str, float]) -> None:
        """Add the products as they come. Raises LostError when the process is lost; it is not used again then."""
        process = self.start()
        try:
            process.run(dossiers, products, spent)
        except BaseException:
            process.close(gently=False)
            self._process = None
            raise

    def start(self) -> _Process:
        """The process; it may be started before there is work for it."""
        if self.closed:
            raise BatchError("the batch was stopped")
        if self._process is None:
            self._process = _Process(self.order)
        return self._process

    def close(self, *, gently: bool = True) -> None:
        """End the process, from whatever thread; no other is started."""
        self.closed = True
        process, self._process = self._process, None
        if process is not None:
            process.close(gently=gently)


class _Process:
    def __init__(self, order: Order) -> None:
        self._order = order
        self._ready = False
        self._folder = tempfile.mkdtemp(prefix="vn-dossier-")
        temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder)
        path = os.pathsep.join(filter(None, sys.path))
        self._popen = subprocess.Popen(
            # -P: never a module from the working folder
            [sys.executable, "-P", "-m", "vn_dossier_nlp.batch.assessor", self._folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **_ONE_THREAD, **temporary, "PYTHONPATH": path},
            creationflags=NO_WINDOW,
            start_new_session=True,  # Ctrl-C in the terminal is for the parent: it ends the others
        )
        self._messages: queue.Queue[tuple[str, Any] | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._send(order)

    def run(self, dossiers: Sequence[DossierInput], products: list[bytes], spent: dict[str, float]) -> None:
        limit = self._order.options.settings.dossier_seconds
        if not self._ready:
            self._expect_ready()
        self._send(tuple(dossiers))
        under_way = 0
        while True:
            try:
                kind, value = self._hear(limit)
            except LostError as lost:
                lost.certain = under_way == 1 and not lost.by_others
                raise
            if kind == "begun":
                under_way += 1
            elif kind == "done":
                products.append(value)
                under_way -= 1
            elif kind == "failed":
                raise value
            elif kind == "memory":
                raise LostError(Outcome.TOO_LARGE, "worker_memory", certain=under_way == 1)
            elif kind == "end":
                for stage, seconds in value.items():
                    spent[stage] = spent.get(stage, 0.0) + seconds
                return

    def _expect_ready(self) -> None:
        kind, value = self._hear(_START)
        if kind == "failed":
            raise value
        if value != self._order.conditions:
            raise BatchError(
                "a worker has another program, model, pack or tool than this machine; "
                "install the same versions and data on all machines of the cluster"
            )
        self._ready = True

    def _send(self, message: object) -> None:
        assert self._popen.stdin is not None
        with contextlib.suppress(OSError):  # it is dead: what we hear next says so
            pickle.dump(message, self._popen.stdin, pickle.HIGHEST_PROTOCOL)
            self._popen.stdin.flush()

    def _hear(self, seconds: float) -> tuple[str, Any]:
        try:
            message = self._messages.get(timeout=seconds)
        except queue.Empty:
            raise LostError(Outcome.TIMED_OUT, "dossier_seconds") from None
        if message is None:
            raise self._death()
        return message

    def _death(self) -> Exception:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(_GENTLE)
        if not self._ready:
            return BatchError("the checking process does not start; try `vn-dossier doctor`")
        killed = self._popen.returncode in (-signal.SIGTERM, -getattr(signal, "SIGKILL", signal.SIGTERM))
        return LostError(Outcome.CRASHED, "worker_died", by_others=killed)

    def _listen(self) -> None:
        assert self._popen.stdout is not None
        with contextlib.suppress(OSError, EOFError, ValueError, pickle.UnpicklingError):
            while True:
                self._messages.put(pickle.load(self._popen.stdout))
        self._messages.put(None)

    def close(self, *, gently: bool = True) -> None:
        """End the process, gently where it waits for work; its reader ends with it, and its folder goes."""
        with contextlib.suppress(OSError):
            assert self._popen.stdin is not None
            self._popen.stdin.close()
        if gently:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._popen.wait(_GENTLE)
        with contextlib.suppress(OSError):
            self._popen.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(_GENTLE)
        shutil.rmtree(self._folder, ignore_errors=True)
