"""The same batch on a Dask cluster: a real scheduler and two worker processes on this host."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from batch_machines import Here
from batch_samples import fill, start

from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.batch import pools
from vn_dossier_nlp.batch.scoring import score_batch
from vn_dossier_nlp.errors import BatchError, UsageError
from vn_dossier_nlp.reading import find_dossiers
from vn_dossier_nlp.reports.lines import dumps, to_line

pytest.importorskip("distributed")
_PATIENCE = 120.0


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of the scheduler, and the workers."""
    place = tmp_path_factory.mktemp("dask")
    address = f"tcp://127.0.0.1:{_free_port()}"
    given = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory", place)
    scheduler = _dask("scheduler", "--host", address, "--no-dashboard")
    workers = [_dask("worker", address, *given, "--name", name) for name in ("one", "two")]
    try:
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _dask(what: str, *arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _until(there) -> None:
    end = time.monotonic() + _PATIENCE
    while not there():
        assert time.monotonic() < end
        time.sleep(0.05)


def _workers(address: str) -> int:
    from distributed import Client

    try:
        with Client(address, set_as_default=False, timeout=5) as client:
            return len(client.nthreads())
    except OSError:
        return 0


def test_the_same_bytes_though_a_worker_is_killed(cluster, tmp_path):
    address, workers = cluster
    _until(lambda: _workers(address) == 2)
    folder = fill(tmp_path / "in", 10)
    expected = "".join(
        dumps(to_line(one.assessment)) + "\n" for one in score_batch(find_dossiers([str(folder)]), Options())
    )
    run = start("score", folder, "--format", "jsonl", "--backend", "dask", "--scheduler", address)
    first = run.stdout.readline()
    workers[1].kill()
    rest, err = run.stdout.read(), run.stderr.read()
    run.wait()
    assert (run.returncode, first + rest) == (0, expected), err


def test_no_scheduler_is_told_in_one_line(monkeypatch):
    monkeypatch.setattr(pools, "_FIND", 0.5)
    with pytest.raises(BatchError, match="no Dask scheduler answers"):
        pools.Machines(scheduler="tcp://127.0.0.1:9").open(Here())


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"vn-dossier-nlp\[dask\]"):
        pools.Machines(scheduler="tcp://127.0.0.1:9").open(Here())
