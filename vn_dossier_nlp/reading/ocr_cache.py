"""Results of OCR kept on this machine, so that a page read once need not be read again.

A result is found by the content of its picture, never by a file's name. Whatever is wrong with the folder or a file
in it means that there is no cached result; nobody is told.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import threading
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from vn_dossier_nlp.settings import Settings, home

_SUFFIX = ".tsv.z"
_HEADER = "level\t"  # with which every result begins
_ROOM = 0.9  # of the limit is left when old results are removed, so that not every new one removes others
_RECOUNT = 200  # results after which the folder is measured again: other processes write into it too


def key_of(pgm: bytes, dpi: int, version: str, languages: str, mode: int) -> str:
    """The name of a result: all that it depends on."""
    digest = hashlib.sha256(f"{dpi}\0{version}\0{languages}\0{mode}\0".encode())
    digest.update(pgm)
    return digest.hexdigest()


def ocr_cache(settings: Settings) -> Cache:
    """The cache in the user's folder."""
    return _shared(home() / "cache" / "ocr", settings.ocr_cache_bytes)


@cache
def _shared(folder: Path, limit: int) -> Cache:
    return Cache(folder, limit)


class Cache:
    """A folder of results that holds at most ``limit`` bytes; the least recently used go first."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._lock = threading.Lock()
        self._size = 0
        self._until_recount = 0

    def get(self, key: str) -> str | None:
        """The result under ``key``, or None."""
        path = self._folder / (key + _SUFFIX)
        try:
            tsv = zlib.decompress(path.read_bytes()).decode("utf-8")
            os.utime(path)  # used just now
        except FileNotFoundError:
            return None
        except (OSError, zlib.error, UnicodeDecodeError):
            tsv = ""
        if tsv.startswith(_HEADER):
            return tsv
        with contextlib.suppress(OSError):
            path.unlink()
        return None

    def put(self, key: str, tsv: str) -> None:
        """Keep a result."""
        packed = zlib.compress(tsv.encode("utf-8"))
        if len(packed) > self._limit:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)  # it may be older than this program, or the umask laxer
            self._write(self._folder / (key + _SUFFIX), packed)
            self._keep_within_limit(len(packed))

    def _write(self, path: Path, packed: bytes) -> None:
        """To a temporary name first: no reader sees half a file. Only the owner may read either."""
        handle, name = tempfile.mkstemp(dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(packed)
            os.replace(name, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise

    def _keep_within_limit(self, added: int) -> None:
        with self._lock:
            self._size += added
            self._until_recount -= 1
            if self._until_recount > 0 and self._size <= self._limit:
                return
            files = sorted(self._files())
            self._size = sum(size for _, size, _ in files)
            self._until_recount = _RECOUNT
            if self._size > self._limit:
                self._remove(files)

    def _remove(self, oldest_first: list[tuple[float, int, str]]) -> None:
        for _, size, path in oldest_first:
            if self._size <= _ROOM * self._limit:
                return
            with contextlib.suppress(OSError):
                os.unlink(path)
                self._size -= size

    def _files(self) -> Iterator[tuple[float, int, str]]:
        """When last used, size and path of every file: what a crash left half written counts too."""
        with os.scandir(self._folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    if entry.is_file(follow_symlinks=False):
                        status = entry.stat(follow_symlinks=False)
                        yield (status.st_mtime, status.st_size, entry.path)
