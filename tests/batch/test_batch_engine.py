"""The engine: order, look-ahead, lost workers; the same results for any number of workers."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future

import pytest
from batch_machines import Here
from batch_samples import fill

from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.batch.engine import Workers, run
from vn_dossier_nlp.batch.order import Answer, Order
from vn_dossier_nlp.batch.pools import Machines
from vn_dossier_nlp.batch.scoring import score_batch, score_watched
from vn_dossier_nlp.errors import BatchError
from vn_dossier_nlp.reading import DossierInput, find_dossiers

ORDER = Order(Options(), "assessment")


def endless(pulled: list[int]) -> Iterator[tuple[int, DossierInput]]:
    number = 0
    while True:
        pulled.append(number)
        yield number, DossierInput(f"{number}.txt", (), ())
        number += 1


class Slow(Here):
    """Gives back what it was given, the first chunk when it is told to."""

    workers = 2

    def __init__(self) -> None:
        super().__init__()
        self.first: tuple[Future[Answer], Answer] | None = None

    def submit(self, order, dossiers):
        future: Future[Answer] = Future()
        answer = Answer(tuple(dossier.path.encode() for dossier in dossiers), {})
        if self.first is None:
            self.first = future, answer
        else:
            future.set_result(answer)
        return future


def test_no_more_is_read_than_the_workers_need():
    pulled: list[int] = []
    with Workers(ORDER, Here(before=lambda _: None)) as workers:
        found = run(endless(pulled), workers, ordered=True)
        for _ in range(20):
            next(found)
    assert len(pulled) < 100


def test_a_slow_dossier_holds_back_the_order_but_not_the_memory(monkeypatch):
    monkeypatch.setattr("vn_dossier_nlp.batch.engine._LOOK", 0.001)
    pool, pulled = Slow(), []
    with Workers(ORDER, pool) as workers:
        found = run(endless(pulled), workers, ordered=True)
        looked = 0

        def release() -> None:
            nonlocal looked
            looked += 1
            if looked == 50 and pool.first is not None:
                pool.first[0].set_result(pool.first[1])

        from vn_dossier_nlp.batch import engine

        waited = engine.wait
        monkeypatch.setattr(engine, "wait", lambda *given, **named: (release(), waited(*given, **named))[1])
        first = [next(found)[0][0] for _ in range(600)]
    assert first == list(range(600))
    assert len(pulled) < 2000


def test_work_of_lost_workers_is_done_again_and_once():
    lost = iter([False, True, False, True])

    def strike(dossier: DossierInput) -> None:
        if next(lost, False):
            raise BrokenExecutor

    pool = Here(before=strike)
    dossiers = [DossierInput(f"{number}.txt", (), ()) for number in range(9)]
    with Workers(ORDER, pool) as workers:
        found = [place for (place, _), _ in run(enumerate(dossiers), workers, ordered=True)]
    assert found == list(range(9))
    assert pool.renewed >= 1


def test_workers_that_keep_dying_end_the_batch():
    def strike(dossier: DossierInput) -> None:
        raise BrokenExecutor

    with Workers(ORDER, Here(before=strike)) as workers, pytest.raises(BatchError, match="keep dying"):
        list(run(endless([]), workers, ordered=True))


def test_a_killed_worker_of_joblib_costs_nothing(tmp_path):
    import psutil

    folder = fill(tmp_path / "in", 8)
    expected = [one.assessment for one in score_batch(find_dossiers([str(folder)]), Options())]
    found = []
    for item in score_watched(find_dossiers([str(folder)]), Options(), Machines(2)):
        if not found:
            children = psutil.Process().children()
            workers = [one for one in children if any("loky" in word for word in one.cmdline())]
            assert workers
            for worker in workers:
                if "resource_tracker" not in " ".join(worker.cmdline()):
                    worker.send_signal(signal.SIGKILL)
        found.append(item.assessment)
    assert found == expected
