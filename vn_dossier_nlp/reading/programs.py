"""Other programs: found on the path, run within a time, killed with all that they started."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.content import UnreadableError
from vn_dossier_nlp.schema import Outcome

NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash a console for every call


def find_program(*names: str) -> str | None:
    """The path of the first of these programs that is installed."""
    return next((found for name in names if (found := shutil.which(name))), None)


def run(command: Sequence[str], clock: Clock, *, given: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
    """What a program writes. Raises UnreadableError (timed_out) and OSError, CalledProcessError as subprocess does."""
    left = clock.left()
    process = subprocess.Popen(
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(env or {})},
        creationflags=NO_WINDOW,
        start_new_session=True,  # a group of its own: LibreOffice starts others
    )
    try:
        out, _ = process.communicate(given, timeout=left)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(Outcome.TIMED_OUT, "seconds") from error
    finally:
        _end(process)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, Path(command[0]).name)
    return out


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what still runs of the program and its children."""
    if process.poll() is None:
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=10)
