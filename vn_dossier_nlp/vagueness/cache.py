"""Rows of features kept on this machine, so that a text read once need not be read again and a stopped run goes on.

A row is found by the content of its text and by what makes features: a change of code, data or language library makes
all old rows unfindable. The cache holds numbers and the masked bag of words, no pickle. Whatever is wrong with the
folder or a file in it means that there is no row; nobody is told.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import tempfile
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.settings import home
from vn_dossier_nlp.vagueness.corpus import Example
from vn_dossier_nlp.vagueness.features import NAMES
from vn_dossier_nlp.vagueness.model import Row
from vn_dossier_nlp.vagueness.shortcuts import NAMES as CHEAP

Made = tuple[Row, tuple[float, ...]]  # what the model sees of a text; its short cuts

ROOMS = ("grammar", "language", "law", "structure", "extraction", "vagueness", "schema")
_LIBRARIES = ("spacy", "underthesea", "underthesea_core")
_LARGEST = 100_000_000  # bytes of the folder; a row of the shipped corpus has about 3 kB
_ROOM = 0.9  # of the limit is left when old rows are removed


@cache
def maker() -> str:
    """A hash of all that makes features: the files of the rooms below, data included, and the libraries."""
    digest = hashlib.sha256()
    for room in ROOMS:
        folder = room_file(room)
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{room}/{path.relative_to(folder).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    for name in _LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            digest.update(f"{name}=={version(name)}\0".encode())
    return digest.hexdigest()


class FeatureCache:
    """A folder of rows; the least recently used go first when it is larger than ``limit`` bytes."""

    def __init__(self, folder: Path | None = None, limit: int = _LARGEST) -> None:
        self._folder = folder or home() / "cache" / "features"
        self._limit = limit

    def get(self, example: Example) -> Made | None:
        """The row of a text, or None."""
        path = self._path(example)
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            values, words, cheap = data["values"], data["words"], data["cheap"]
            sound = isinstance(words, str) and _numbers(values, len(NAMES)) and _numbers(cheap, len(CHEAP))
            os.utime(path)  # used just now
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            sound = False
        if sound:
            return Row(tuple(values), words), tuple(cheap)
        with contextlib.suppress(OSError):
            path.unlink()
        return None

    def put(self, example: Example, made: Made) -> None:
        """Keep a row: to a temporary name first, so that no reader sees half a file."""
        row, cheap = made
        text = json.dumps({"values": row.values, "words": row.words, "cheap": cheap})
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(text)
                os.replace(name, self._path(example))
            except OSError:
                with contextlib.suppress(OSError):
                    os.unlink(name)

    def shrink(self) -> None:
        """Remove the least recently used rows, and what a crash left, until the folder is within its limit."""
        with contextlib.suppress(OSError):
            files = [(path.stat().st_mtime, path.stat().st_size, path) for path in self._folder.iterdir()]
            size = sum(size for _, size, _ in files)
            if size <= self._limit:
                return
            for _, freed, path in sorted(files):
                if size <= _ROOM * self._limit:
                    return
                with contextlib.suppress(OSError):
                    path.unlink()
                    size -= freed

    def _path(self, example: Example) -> Path:
        # Sender and date belong to the short cuts.
        digest = hashlib.sha256(f"{maker()}\0{example.sender}\0{example.date}\0".encode())
        digest.update(example.text.encode("utf-8", "surrogatepass"))
        return self._folder / f"{digest.hexdigest()}.json"


def _numbers(values: object, count: int) -> bool:
    """Whether something is a list of so many finite numbers."""
    return (
        isinstance(values, list)
        and len(values) == count
        and all(isinstance(value, int | float) and math.isfinite(value) for value in values)
    )
