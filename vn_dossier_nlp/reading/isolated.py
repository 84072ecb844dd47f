"""Reading in a process of its own, on this machine.

Documents are hostile input, and what parses them is written in C: a hang, a crash or a flood of memory must end with
one outcome for one file. And a secret paper must be told from others before any other process sees its text. So a
helper process reads; it is started once and serves many files, and is killed with all its children when it does not
answer in time. It has a working folder of its own, which goes when it goes.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from vn_dossier_nlp.reading.file import Reading
from vn_dossier_nlp.reading.programs import NO_WINDOW
from vn_dossier_nlp.reading.wire import unpacked
from vn_dossier_nlp.schema import Outcome, SourceFile
from vn_dossier_nlp.settings import Settings

_GRACE = 5.0  # seconds beyond a file's own limit: the reader stops itself first, and keeps what it has
_FILES = 1000  # files that one process reads: what a library leaks goes with it
_GENTLE = 2.0  # seconds for the process to end by itself


def read_files(path: Path, shown: str, settings: Settings) -> tuple[Reading, ...]:
    """Read ``path`` in the helper process: one reading, or one for each file in an archive or a mail."""
    with _LOCK:
        return tuple(_reader().read(path, shown, settings))


def read_file(path: Path, shown: str, settings: Settings) -> Reading:
    """The reading of a file; of an archive or a mail the first that it holds."""
    return read_files(path, shown, settings)[0]


class _Reader:
    """The helper process and the wire to it."""

    def __init__(self) -> None:
        self.environment = _environment()
        self._folder = tempfile.mkdtemp(prefix="vn-dossier-")
        temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "vn_dossier_nlp.reading.worker"],  # -P: never a module from the working folder
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **temporary, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            creationflags=NO_WINDOW,
            start_new_session=True,
        )
        self._answers: queue.Queue[bytes | None] = queue.Queue()
        self._served = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(OSError, ValueError):
            for line in self._process.stdout:
                self._answers.put(line)
        self._answers.put(None)

    @property
    def is_usable(self) -> bool:
        """Whether it may serve another file: alive, not worn out, and started with what holds now."""
        return self._process.poll() is None and self._served < _FILES and self.environment == _environment()

    def read(self, path: Path, shown: str, settings: Settings) -> Iterator[Reading]:
        self._served += 1
        request = {"path": os.path.abspath(path), "shown": shown, "settings": asdict(settings)}
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            yield from self._answered(shown, settings.seconds + _GRACE)
        except (OSError, ValueError, KeyError, TypeError):
            self.close()
            yield _lost(shown, Outcome.CRASHED, "reader_died")

    def _answered(self, shown: str, seconds: float) -> Iterator[Reading]:
        while True:
            try:
                line = self._answers.get(timeout=seconds)
            except queue.Empty:
                self.close()
                yield _lost(shown, Outcome.TIMED_OUT, "seconds")
                return
            if line is None:
                self.close()
                yield _lost(shown, Outcome.CRASHED, "reader_died")
                return
            if line == b"\n":
                return
            yield unpacked(line)

    def close(self) -> None:
        """End the process, gently where it listens, with all that it started, and remove its folder."""
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_GENTLE)
        shutil.rmtree(self._folder, ignore_errors=True)


def _lost(shown: str, outcome: Outcome, reason: str) -> Reading:
    return Reading(SourceFile(shown, None, None, outcome, reason), None)


def _environment() -> tuple[str | None, ...]:
    """What a reader must have been started with: a path to programs, a user's folder."""
    return tuple(os.environ.get(name) for name in ("PATH", "VN_DOSSIER_HOME", "HOME"))


_LOCK = threading.Lock()
_readers: dict[int, _Reader] = {}  # by process: a forked child must not speak on its parent's wire


def _reader() -> _Reader:
    reader = _readers.get(os.getpid())
    if reader is None or not reader.is_usable:
        if reader is not None:
            reader.close()
        reader = _readers[os.getpid()] = _Reader()
    return reader


def close_reader() -> None:
    """End this process's reader, if it has one."""
    reader = _readers.pop(os.getpid(), None)
    if reader is not None:
        reader.close()


atexit.register(close_reader)
