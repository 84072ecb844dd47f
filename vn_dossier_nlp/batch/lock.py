"""One run at a time in a folder of results."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vn_dossier_nlp.errors import BatchError


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file ``path``, which the system lets go when this process ends, however it ends.

    Raises BatchError where another process holds it.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _hold(handle)
        except OSError:
            raise BatchError(
                f"{path.parent.parent}: another run is writing here; wait for its end or name another folder"
            ) from None
        yield
    finally:
        os.close(handle)


def _hold(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
