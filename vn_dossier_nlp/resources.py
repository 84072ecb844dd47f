"""Where shipped data lives: in the wheel under ``_shipped``, in a checkout beside the package.

Data that belongs to one room (patterns, packs, words) lies in that room; this module finds only what has a
place of its own at the top of the repository: ``models/`` and ``corpora/``.
"""

from __future__ import annotations

from pathlib import Path

from vn_dossier_nlp.errors import DataError

_PACKAGE = Path(__file__).resolve().parent


def shipped(*parts: str) -> Path:
    """The path of a shipped file or folder, e.g. ``shipped("models", "shipped.skops")``.

    Raises DataError when the installation does not hold it.
    """
    for root in (_PACKAGE / "_shipped", _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise DataError(f"{'/'.join(parts)}: not found in this installation; reinstall vn-dossier-nlp")


def room_file(room: str, *parts: str) -> Path:
    """A data file inside a room of the package, e.g. ``room_file("grammar", "data", "doc_types.csv")``."""
    path = _PACKAGE.joinpath(room, *parts)
    if not path.exists():
        raise DataError(f"{room}/{'/'.join(parts)}: not found in this installation; reinstall vn-dossier-nlp")
    return path
