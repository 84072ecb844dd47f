"""The submitted files behind a dossier: found below the folders that the server was told, and nowhere else.

A path comes from the register, where a scoring put it; a browser names a dossier and a number, never a path. A file
is shown only while it is the one that was scored: its SHA-256 must be that of the scored line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from vn_dossier_nlp.reading import read_files
from vn_dossier_nlp.schema import Assessment, Outcome, SourceFile
from vn_dossier_nlp.settings import load_settings


@dataclass(frozen=True, slots=True)
class Source:
    """The main file of a dossier. ``why`` is the code of why it cannot be shown, None where it can."""

    file: Path | None
    text: str | None
    why: str | None = None  # secret | not_read | not_found | changed


def source_of(assessment: Assessment, folders: Sequence[Path]) -> Source:
    """The submission as it was scored, with its text read anew."""
    if assessment.outcome is Outcome.SECRET:
        return Source(None, None, "secret")
    main = next((file for file in assessment.files if file.role == "submission"), None)
    if main is None or main.sha256 is None:
        return Source(None, None, "not_read")
    file = _found(main, folders)
    if file is None:
        return Source(None, None, "not_found")
    try:
        stamp = file.stat().st_mtime_ns
    except OSError:
        return Source(None, None, "not_found")
    return _read(file, main.path, main.sha256, stamp)


def _found(main: SourceFile, folders: Sequence[Path]) -> Path | None:
    """The file on disk: below one of the folders once links are followed, also where the whole folder was moved.

    A part of an archive lies in the archive.
    """
    named = Path(main.path.partition("!")[0])
    for folder in folders:
        root = folder.resolve()
        for tried in (named, *(root.joinpath(*named.parts[first:]) for first in range(1, len(named.parts)))):
            try:
                file = tried.resolve()
                if file.is_relative_to(root) and file.is_file():
                    return file
            except (OSError, ValueError, RuntimeError):
                continue
    return None


@lru_cache(maxsize=32)
def _read(file: Path, shown: str, sha256: str, stamp: int) -> Source:
    """Read in the killable process of every command; kept while the file's time stands."""
    settings = load_settings()
    for reading in read_files(file, shown.partition("!")[0], settings):
        if reading.source.outcome is Outcome.SECRET:
            return Source(None, None, "secret")
        if reading.source.sha256 == sha256 and reading.document is not None:
            whole = reading.source.path == shown.partition("!")[0]
            return Source(file if whole else None, reading.document.text)
    return Source(None, None, "changed")


def is_unchanged(file: Path, sha256: str) -> bool:
    """Whether a file still is the one that was scored."""
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == sha256
    except OSError:
        return False
