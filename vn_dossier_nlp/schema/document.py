"""A file and its text as read: outcome, pages, lines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vn_dossier_nlp.schema.span import Box, Span


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
class RoleEvidence:
    """What a file's role rests on."""

    code: str  # type | mark | subject | request | file_name | only_text
    span: Span | None = None  # None for what is not in the text: a file's name


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a dossier and what became of it."""

    path: str  # as given by the user, with forward slashes; a member of an archive after its name
    sha256: str | None  # None where the bytes could not be read
    role: str | None  # submission | draft | appraisal | opinion | annex | other; None when unread
    outcome: Outcome
    reason: str | None = None  # a code of words/*.toml [reason], e.g. "password"; None where all is well
    role_evidence: RoleEvidence | None = None


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word that OCR read: ``text[start:end]`` of its document, its place and how sure OCR was (0..1)."""

    start: int
    end: int
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of a page: ``text[start:end]`` of its document, without the line break."""

    start: int
    end: int
    box: Box | None = None
    ocr_confidence: float | None = None  # 0..1, mean of its words; None where the text was not read by OCR
    words: tuple[OcrWord, ...] = ()  # of a line that OCR read


@dataclass(frozen=True, slots=True)
class Furniture:
    """Print that is no part of the running text, and so is kept beside it."""

    kind: str  # page_number | running_head | signature_stamp
    text: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``text[start:end]`` of its document; size in points."""

    number: int  # from 1
    start: int
    end: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    furniture: tuple[Furniture, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a row of a table of a format without pages: ``text[start:end]`` of its document."""

    start: int
    end: int
    part: str  # body | header | footer | footnote | endnote
    number: int  # counted from 1 within its part, as the file has them


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file. ``pages`` is empty for formats without pages, ``blocks`` for those with."""

    path: str
    text: str
    format: str  # pdf | docx | doc | rtf | odt | xml | html | mail | text | image
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
