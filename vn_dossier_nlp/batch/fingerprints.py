"""What tells whether a file is the one that was scored."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from vn_dossier_nlp.reading import DossierInput
from vn_dossier_nlp.schema import Assessment, Outcome

ABSENT, CLOSED = "absent", "closed"  # no such file; no right to read it, or no file

Stat = tuple[int, int, int] | None
"""Inode, size and time of change; None where there is none."""


def stats_of(dossier: DossierInput) -> tuple[Stat, ...]:
    """The state of each file, to see later whether it was touched."""
    return tuple(map(_stat, dossier.files))


def fingerprint(path: Path) -> str:
    """sha256 of the bytes, else why there are none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ABSENT
    except (OSError, ValueError):
        return CLOSED


def prints_now(dossier: DossierInput) -> dict[str, str | None]:
    """The fingerprint of each file as it lies there now."""
    return {shown: fingerprint(path) for path, shown in zip(dossier.files, dossier.shown, strict=True)}


def prints_of(dossier: DossierInput, assessment: Assessment, before: tuple[Stat, ...]) -> dict[str, str | None] | None:
    """The fingerprint of the bytes that were read.

    That of the line where it has one. Else (an archive, a file that was not read) that of the file now, if nobody
    touched it since ``before``: None says that the next run must look again. A secret dossier keeps none.
    """
    if assessment.outcome is Outcome.SECRET:
        return None
    read = {file.path: file.sha256 for file in assessment.files if file.sha256}
    return {
        shown: read.get(shown) or _untouched(path, stat)
        for path, shown, stat in zip(dossier.files, dossier.shown, before, strict=True)
    }


def _untouched(path: Path, before: Stat) -> str | None:
    found = fingerprint(path)
    return found if _stat(path) == before else None


def _stat(path: Path) -> Stat:
    try:
        state = os.stat(path)
    except (OSError, ValueError):
        return None
    return state.st_ino, state.st_size, state.st_mtime_ns
