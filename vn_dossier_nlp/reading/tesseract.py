"""The tesseract program: whether it is there, and words with places from a picture."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.content import UnreadableError
from vn_dossier_nlp.reading.ocr_cache import Cache, key_of
from vn_dossier_nlp.reading.programs import NO_WINDOW, find_program
from vn_dossier_nlp.schema import Outcome

_LANGUAGE = "vie"
_FOLDER = re.compile(r'available languages in "([^"\n]{1,4000})"')
_PATIENCE = 0.1  # seconds between two looks at the clock

PAGE, SCATTERED = 3, 11  # tesseract's modes of page segmentation: find the blocks of a page; words here and there


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box in pixels; ``line`` is the same for the words of one printed line."""

    text: str
    line: tuple[int, int, int]
    left: int
    top: int
    right: int
    bottom: int
    confidence: float  # 0..1


def ocr_version() -> str | None:
    """ "tesseract 5.3.0", or None where it or its Vietnamese data is not installed."""
    program = find_program("tesseract")
    return _version(program) if program else None


@functools.cache
def _version(program: str) -> str | None:
    try:
        languages = _output([program, "--list-langs"])
        version = _output([program, "--version"])
    except (OSError, subprocess.SubprocessError):
        return None
    if _LANGUAGE not in languages.split():
        return None
    return version.partition("\n")[0].strip()


def ocr_data_version() -> str | None:
    """Sixteen hex digits of the Vietnamese data that tesseract reads with; None where they are not found."""
    program = find_program("tesseract")
    return _data_version(program) if program else None


@functools.cache
def _data_version(program: str) -> str | None:
    try:
        folder = _FOLDER.search(_output([program, "--list-langs"]))
        data = Path(folder[1], f"{_LANGUAGE}.traineddata").read_bytes() if folder else None
    except (OSError, subprocess.SubprocessError):
        return None
    return hashlib.sha256(data).hexdigest()[:16] if data else None


def _output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, timeout=30, check=True, creationflags=NO_WINDOW)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def words_of(pgm: bytes, dpi: int, clock: Clock, cache: Cache | None = None, mode: int = PAGE) -> list[Word]:
    """The words of a grey picture in PGM form. Raises UnreadableError: needs_ocr, timed_out or crashed.

    ``cache`` is looked into first; without it the picture leaves no trace on this machine.
    """
    program = find_program("tesseract")
    version = _version(program) if program else None
    if program is None or version is None:
        raise UnreadableError(Outcome.NEEDS_OCR, "no_ocr")
    command = [program, "-", "-", "-l", _LANGUAGE, "--psm", str(mode), "--dpi", str(dpi), "tsv"]
    if cache is None:
        return list(_words(_run(command, pgm, clock)))
    key = key_of(pgm, dpi, version, _LANGUAGE, mode)
    kept = cache.get(key)
    # A kept result that is none is no reason to fail.
    with contextlib.suppress(ValueError):
        if kept is not None:
            return list(_words(kept))
    tsv = _run(command, pgm, clock)
    cache.put(key, tsv)
    return list(_words(tsv))


def _run(command: list[str], pgm: bytes, clock: Clock) -> str:
    """The table that tesseract writes. The clock is asked all the while: whoever stops it ends the program."""
    # One thread a process: tesseract's own threads slow it down when several pages are read at once.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    pipe = subprocess.PIPE
    clock.left()
    try:
        process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment, creationflags=NO_WINDOW
        )
        with process:
            # communicate() would not go on feeding it after a time-out.
            stdin, process.stdin = process.stdin, None
            feeder = threading.Thread(target=_feed, args=(stdin, pgm), daemon=True)
            feeder.start()
            try:
                out = _output_in_time(process, clock)
            finally:
                process.kill()  # does nothing to one that has ended
                feeder.join()
    except OSError as error:
        raise UnreadableError(Outcome.CRASHED, "ocr_failed") from error
    if process.returncode:
        raise UnreadableError(Outcome.CRASHED, "ocr_failed")
    return out.decode("utf-8", "replace")


def _feed(stdin: IO[bytes], pgm: bytes) -> None:
    with contextlib.suppress(OSError), stdin:
        stdin.write(pgm)


def _output_in_time(process: subprocess.Popen[bytes], clock: Clock) -> bytes:
    while True:
        try:
            return process.communicate(timeout=min(_PATIENCE, clock.left()))[0]
        except subprocess.TimeoutExpired:
            continue


def _words(tsv: str) -> Iterator[Word]:
    """level page block paragraph line word left top width height confidence text."""
    for row in tsv.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != "5" or not cells[11].strip():
            continue
        block, paragraph, line = (int(cell) for cell in cells[2:5])
        left, top, width, height = (int(cell) for cell in cells[6:10])
        confidence = min(max(float(cells[10]) / 100, 0.0), 1.0)
        yield Word(cells[11], (block, paragraph, line), left, top, left + width, top + height, confidence)
