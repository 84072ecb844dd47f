"""Faults for the processes of a batch. A test lays this file, as ``sitecustomize``, on the path of the processes that
it starts: the program itself knows nothing of it.

A dossier is struck when the name of one of its files says so.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def install() -> None:
    """Put the faults before the checking of a dossier."""
    import vn_dossier_nlp.assess as room

    whole, read = room._checked, room.read_files

    def struck(dossier: Any, options: Any) -> Any:
        time.sleep(float(os.environ.get("TEST_SLEEP", "0")))
        for name in (file.stem for file in dossier.files):
            if fault := FAULTS.get(name):
                fault()
        return whole(dossier, options)

    def replaced(path: Path, shown: str, settings: Any) -> Any:
        found = read(path, shown, settings)
        if path.stem == "replaced":
            path.write_text(path.read_text(encoding="utf-8") + "\nThêm.\n", encoding="utf-8")
        return found

    room._checked, room.read_files = struck, replaced


def _balloon() -> None:
    held = []
    while True:
        held.append(bytearray(os.urandom(1) * 50_000_000))


def _hang() -> None:
    while True:
        time.sleep(0.01)


def _killed_once() -> None:
    """As by the system when memory is short: it need not be this dossier's fault."""
    mark = Path(os.environ["TEST_MARK"])
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


FAULTS: dict[str, Callable[[], Any]] = {
    "segfault": lambda: ctypes.string_at(0),
    "hangs": _hang,
    "swells": _balloon,
    "killed-once": _killed_once,
}

if "vn_dossier_nlp.batch.assessor" in sys.orig_argv:
    install()
