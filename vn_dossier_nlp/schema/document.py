"""A file and its text as read: outcome, pages, lines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vn_dossier_nlp.schema.span import Box


class Outcome(StrEnum):
    """What became of one file. The values are part of the output contract."""

    READ = "read"
    READ_BY_OCR = "read_by_ocr"
    PARTLY_READ = "partly_read"
    NEEDS_OCR = "needs_ocr"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    EMPTY = "empty"
    SECRET = "secret"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a dossier and what became of it."""

    path: str  # as given by the user, with forward slashes
    sha256: str | None  # None where the bytes could not be read
    role: str | None  # submission | draft | appraisal | opinion | annex | other; None when unread
    outcome: Outcome
    reason: str | None = None  # a code of words/*.toml [reason], e.g. "password"; None where all is well


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of a page: ``text[start:end]`` of its document, without the line break."""

    start: int
    end: int
    box: Box | None = None
    ocr_confidence: float | None = None  # 0..1; None where the text was not read by OCR


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``text[start:end]`` of its document; size in points."""

    number: int  # from 1
    start: int
    end: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file. ``pages`` is empty for formats without pages."""

    path: str
    text: str
    format: str  # pdf | docx | text | image
    pages: tuple[Page, ...] = ()
