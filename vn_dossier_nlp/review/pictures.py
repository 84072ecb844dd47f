"""Pages of PDFs and scans as PNG, drawn in a process of its own: what draws a hostile file may be killed by it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import OrderedDict
from pathlib import Path

from vn_dossier_nlp.reading.programs import NO_WINDOW

WIDTH = 1000  # pixels
_SECONDS = 20.0
_KEPT = 64  # pictures kept in memory
_AT_ONCE = threading.BoundedSemaphore(2)

_kept: OrderedDict[tuple[str, int, int], bytes | None] = OrderedDict()
_lock = threading.Lock()


def picture(file: Path, page: int) -> bytes | None:
    """Page ``page`` (from 1) as PNG, at most ``WIDTH`` pixels wide; None where the file has no such page."""
    try:
        key = (str(file), file.stat().st_mtime_ns, page)
    except OSError:
        return None
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    with _AT_ONCE:
        drawn = _drawn(file, page)
    with _lock:
        _kept[key] = drawn
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return drawn


def _drawn(file: Path, page: int) -> bytes | None:
    command = [sys.executable, "-P", "-m", "vn_dossier_nlp.review.draw", str(page), str(WIDTH)]
    try:
        with file.open("rb") as content:
            done = subprocess.run(
                command,
                stdin=content,
                capture_output=True,
                timeout=_SECONDS,
                creationflags=NO_WINDOW,
                check=False,
            )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"\x89PNG") else None
