"""The tesseract program: whether it is there, and words with places from a picture."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.content import UnreadableError
from vn_dossier_nlp.schema import Outcome

_LANGUAGE = "vie"
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash a console for every page


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
    program = shutil.which("tesseract")
    return _version(program) if program else None


@cache
def _version(program: str) -> str | None:
    try:
        languages = _output([program, "--list-langs"])
        version = _output([program, "--version"])
    except (OSError, subprocess.SubprocessError):
        return None
    if _LANGUAGE not in languages.split():
        return None
    return version.partition("\n")[0].strip()


def _output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, timeout=30, check=True, creationflags=_NO_WINDOW)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def words_of(pgm: bytes, dpi: int, clock: Clock) -> list[Word]:
    """The words of a grey picture in PGM form. Raises UnreadableError: needs_ocr or timed_out."""
    program = shutil.which("tesseract")
    if program is None or _version(program) is None:
        raise UnreadableError(Outcome.NEEDS_OCR, "no_ocr")
    command = [program, "-", "-", "-l", _LANGUAGE, "--psm", "3", "--dpi", str(dpi), "tsv"]
    # One thread a process: tesseract's own threads slow it down when several files are read at once.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command,
            input=pgm,
            capture_output=True,
            timeout=clock.left(),
            check=True,
            env=environment,
            creationflags=_NO_WINDOW,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(Outcome.TIMED_OUT, "seconds") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise UnreadableError(Outcome.CRASHED, "ocr_failed") from error
    return list(_words(done.stdout.decode("utf-8", "replace")))


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
