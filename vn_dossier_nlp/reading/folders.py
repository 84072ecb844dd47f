"""From the paths that a user names to dossiers and their files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_IGNORED = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class DossierInput:
    """A submission with its attachments, before anything is read. ``files`` and ``shown`` go in pairs."""

    path: str  # as given by the user, with forward slashes
    files: tuple[Path, ...]
    shown: tuple[str, ...]  # the names of the files as the user will see them


def find_dossiers(paths: Sequence[str], *, as_dossier: bool = False) -> Iterator[DossierInput]:
    """The dossiers that ``paths`` name, in the order given, a folder's entries sorted by name.

    Each direct entry of a folder is one dossier; ``as_dossier`` takes each folder itself as one. A path that
    does not exist gives a dossier of one file, which will read as missing, and so does a folder that may not be
    listed. Walking never follows a link to a folder, which could lead out of the tree or round in it.
    """
    for given in paths:
        root = Path(given)
        if not _is_folder(root):
            yield _dossier(given, [(root, _slashed(given))])
        elif as_dossier:
            yield from _folder(root, _slashed(given))
        else:
            yield from _entries(root, _slashed(given))


def _entries(root: Path, shown: str) -> Iterator[DossierInput]:
    entries = _sorted_entries(root)
    if entries is None:
        yield _dossier(shown, [(root, shown)])
        return
    for entry in entries:
        name = f"{shown}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(Path(entry.path), name)
        elif not _links_to_folder(entry):
            yield _dossier(name, [(Path(entry.path), name)])


def _folder(folder: Path, shown: str) -> Iterator[DossierInput]:
    """The folder as one dossier; nothing where it holds no file."""
    files = list(_walk(folder, shown))
    if files:
        yield _dossier(shown, files)


def _walk(folder: Path, shown: str) -> Iterator[tuple[Path, str]]:
    entries = _sorted_entries(folder)
    if entries is None:
        yield folder, shown
        return
    for entry in entries:
        name = f"{shown}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), name)
        elif not _links_to_folder(entry):
            yield Path(entry.path), name


def _sorted_entries(folder: Path) -> list[os.DirEntry[str]] | None:
    """The entries that a user would call files; None where the folder may not be listed."""
    try:
        with os.scandir(folder) as entries:
            kept = [entry for entry in entries if not _is_ignored(entry.name)]
    except OSError:
        return None
    return sorted(kept, key=lambda entry: entry.name)


def _is_ignored(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in _IGNORED


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _links_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:
        return False


def _slashed(given: str) -> str:
    shown = given.replace("\\", "/") if os.sep == "\\" else given
    return shown.rstrip("/") or shown


def _dossier(path: str, files: Sequence[tuple[Path, str]]) -> DossierInput:
    return DossierInput(_slashed(path), tuple(file for file, _ in files), tuple(name for _, name in files))
