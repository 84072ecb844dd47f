"""The process that checks: pickled requests on its input, pickled messages on its output.

Started and watched by :mod:`vn_dossier_nlp.batch.supervisor`. It may die over a dossier at any moment: whoever
watches it knows what to do. Both ends are the same program of the same user; nothing else writes on the pipes.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.batch.order import Order
from vn_dossier_nlp.reading import DossierInput
from vn_dossier_nlp.reading.isolated import close_reader
from vn_dossier_nlp.stopwatch import taken

_AFTER = 60.0  # seconds beyond the limit: only where the supervisor is gone, and nobody else ends a hanging process
_LETTER = """SỞ MẪU

Số: 1/TTr-SM

TỜ TRÌNH
Về việc sửa chữa cầu Mẫu

Kính gửi: Ủy ban nhân dân tỉnh Lâm Đồng.

Căn cứ Luật Tổ chức chính quyền địa phương;
Sở Mẫu kính đề nghị Ủy ban nhân dân tỉnh xem xét, quyết định phê duyệt 100 triệu đồng sửa chữa cầu Mẫu.
"""


def main() -> None:
    """Answer until there are no more requests. The argument is a folder of this process, which goes with it."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not spoil the answers
    try:
        order: Order = pickle.load(requests)
        channel = _Channel(answers)
        _prepare(order, channel)
        while chunk := _next(requests):
            _work(order, chunk, channel)
    except (BrokenPipeError, EOFError):
        pass  # the supervisor is gone
    finally:
        close_reader()
        shutil.rmtree(sys.argv[1], ignore_errors=True)


class _Channel:
    """The way back to the supervisor."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def tell(self, kind: str, value: Any = None) -> None:
        with self._lock:
            pickle.dump((kind, value), self._stream, pickle.HIGHEST_PROTOCOL)
            self._stream.flush()


def _prepare(order: Order, channel: _Channel) -> None:
    """Load what every dossier needs, then tell under which conditions this process works."""
    from vn_dossier_nlp.assess import classifier_of
    from vn_dossier_nlp.batch.conditions import conditions_of
    from vn_dossier_nlp.errors import DossierError

    try:
        classifier_of(order.options.model)
        _warm(order.options)
        digest = conditions_of(order.options).digest if order.conditions else None
    except DossierError as error:
        channel.tell("failed", error)
        return
    _bound_memory(order.options.settings.worker_memory)
    channel.tell("ready", digest)


def _warm(options: Options) -> None:
    """Judge a small letter: all is loaded, and the reader runs, before the clock of the first dossier does."""
    from vn_dossier_nlp.assess import assess

    path = Path(sys.argv[1], "letter.txt")
    path.write_text(_LETTER, encoding="utf-8")
    assess(DossierInput(path.name, (path,), (path.name,)), options)
    path.unlink()
    taken()


def _next(requests: IO[bytes]) -> Sequence[DossierInput] | None:
    try:
        chunk: Sequence[DossierInput] = pickle.load(requests)
    except EOFError:
        return None
    return chunk


def _work(order: Order, chunk: Sequence[DossierInput], channel: _Channel) -> None:
    from vn_dossier_nlp.assess import assess_many
    from vn_dossier_nlp.batch.fingerprints import stats_of
    from vn_dossier_nlp.batch.products import packed
    from vn_dossier_nlp.errors import DossierError

    before = [stats_of(dossier) for dossier in chunk]
    try:
        found = assess_many(_begun(order, chunk, channel), order.options)
        for dossier, stats, assessed in zip(chunk, before, found, strict=True):
            channel.tell("done", packed(order, dossier, assessed, stats))
    except DossierError as error:
        channel.tell("failed", error)
    except MemoryError:
        channel.tell("memory")
    faulthandler.cancel_dump_traceback_later()
    channel.tell("end", taken())


def _begun(order: Order, chunk: Sequence[DossierInput], channel: _Channel) -> Iterator[DossierInput]:
    """The dossiers, each told as it is begun: the supervisor's clock starts anew."""
    with open(os.devnull, "w") as nowhere:
        for dossier in chunk:
            faulthandler.dump_traceback_later(order.options.settings.dossier_seconds + _AFTER, exit=True, file=nowhere)
            channel.tell("begun")
            yield dossier


def _bound_memory(growth: int) -> None:
    """Let this process grow by so much from here on; where the system knows no such limit, time alone bounds it."""
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[0])
    except (ImportError, OSError):
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold the text of a document
    limit = pages * resource.getpagesize() + growth
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


if __name__ == "__main__":
    main()
