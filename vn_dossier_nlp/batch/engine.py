"""Chunks out, products back: bounded in memory, in order where that is asked, whole whatever happens to a worker."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from vn_dossier_nlp.batch.order import Answer, Order
from vn_dossier_nlp.batch.pools import Machines, Pool, lost_workers
from vn_dossier_nlp.errors import BatchError
from vn_dossier_nlp.reading import DossierInput

CHUNK = 8  # dossiers at most: the classifier judges them together
_CHUNK_BYTES = 2_000_000  # beyond them a chunk is full: scans take long, and others shall not wait for them
_AHEAD = 3  # chunks for each worker that are under way
_HELD = 512  # finished dossiers that wait for one before them
_LOSSES = 3  # times that workers may be lost without any result in between
_LOOK = 0.5  # seconds between two looks: Windows does not interrupt a longer wait

Item = tuple[int, DossierInput]
"""A dossier with its place in the input."""


@dataclass(slots=True)
class Totals:
    """What the workers spent, in seconds by stage."""

    spent: dict[str, float] = field(default_factory=dict)

    def add(self, spent: dict[str, float]) -> None:
        """Add the seconds of some stages."""
        for stage, seconds in spent.items():
            self.spent[stage] = self.spent.get(stage, 0.0) + seconds


class Workers:
    """The workers for one order: they start when there is work, and stay until the context ends."""

    def __init__(self, order: Order, machines: Machines) -> None:
        self.order = order
        self.totals = Totals()
        self.busy = False
        self._machines = machines
        self._pool: Pool | None = None

    @property
    def pool(self) -> Pool:
        """The open pool."""
        if self._pool is None:
            self._pool = self._machines.open(self.order)
        return self._pool

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if self._pool is not None:
            self._pool.close(kill=self.busy or kind is not None)
            self._pool = None


def run(items: Iterable[Item], workers: Workers, *, ordered: bool) -> Iterator[tuple[Item, bytes]]:
    """Each item with its product; ``ordered`` in the order of ``items``, else as they come.

    No more is read from ``items`` than the workers need. Raises BatchError when workers keep dying.
    """
    waiting = iter(items)
    first = next(waiting, None)
    if first is None:
        return
    workers.busy = True
    found = _Flow(chain([first], waiting), workers).products(ordered)
    yield from _in_order(found) if ordered else found
    workers.busy = False


class _Flow:
    """The chunks that are under way."""

    def __init__(self, items: Iterator[Item], workers: Workers) -> None:
        self._order, self._pool, self._totals = workers.order, workers.pool, workers.totals
        self._chunks = _chunks(items, self._pool.workers)
        self._pending: dict[Future[Answer], Sequence[Item]] = {}
        self._losses = 0
        self._more = True

    def products(self, ordered: bool) -> Iterator[tuple[Item, bytes]]:
        expected = 0
        early: set[int] = set()
        self._fill(0)
        while self._pending:
            for chunk, answer in self._done():
                self._totals.add(answer.spent)
                if ordered:
                    early.update(place for place, _ in chunk)
                yield from zip(chunk, answer.products, strict=True)
            while ordered and expected in early:
                early.remove(expected)
                expected += 1
            self._fill(len(early))

    def _fill(self, held: int) -> None:
        """Put chunks under way, unless too much waits for a slow one."""
        while self._more and len(self._pending) < _AHEAD * self._pool.workers and held < _HELD:
            chunk = next(self._chunks, None)
            if chunk is None:
                self._more = False
                return
            self._submit(chunk)

    def _submit(self, chunk: Sequence[Item]) -> None:
        try:
            future = self._pool.submit(self._order, [dossier for _, dossier in chunk])
        except lost_workers() as error:  # they fell while nobody looked: told when the others are
            future = Future()
            future.set_exception(error)
        self._pending[future] = chunk

    def _done(self) -> Iterator[tuple[Sequence[Item], Answer]]:
        done, _ = wait(self._pending, timeout=_LOOK, return_when=FIRST_COMPLETED)
        if self._pool.falls_together and any(isinstance(future.exception(), lost_workers()) for future in done):
            done, _ = wait(self._pending)
        lost: list[Sequence[Item]] = []
        for future in done:
            chunk = self._pending.pop(future)
            try:
                answer = future.result()
            except lost_workers():
                lost.append(chunk)
            else:
                self._losses = 0
                yield chunk, answer
        if lost:
            self._again(lost)

    def _again(self, lost: list[Sequence[Item]]) -> None:
        """Lost workers were killed from outside: a dossier costs only the process that checks it."""
        self._losses += 1
        if self._losses > _LOSSES:
            raise BatchError("the workers keep dying; run with fewer --jobs, or see that the machine has enough memory")
        self._pool.renew()
        for chunk in lost:
            self._submit(chunk)


def _in_order(found: Iterator[tuple[Item, bytes]]) -> Iterator[tuple[Item, bytes]]:
    waiting: dict[int, tuple[Item, bytes]] = {}
    expected = 0
    for item, product in found:
        waiting[item[0]] = item, product
        while expected in waiting:
            yield waiting.pop(expected)
            expected += 1


def _chunks(items: Iterator[Item], workers: int) -> Iterator[Sequence[Item]]:
    """Small chunks first, so that all workers have work and the first results come soon."""
    chunk: list[Item] = []
    weight = given = 0
    for place, dossier in items:
        chunk.append((place, _rooted(dossier)))
        weight += size_of(dossier)
        if len(chunk) >= min(CHUNK, 1 + given // (2 * workers)) or weight > _CHUNK_BYTES:
            yield chunk
            given += len(chunk)
            chunk, weight = [], 0
    if chunk:
        yield chunk


def _rooted(dossier: DossierInput) -> DossierInput:
    """With absolute paths: a worker may stand in another folder."""
    return replace(dossier, files=tuple(Path(os.path.abspath(file)) for file in dossier.files))


def size_of(dossier: DossierInput) -> int:
    """Bytes of its files."""
    total = 0
    for file in dossier.files:
        try:
            total += os.stat(file).st_size
        except (OSError, ValueError):
            continue
    return total
