"""One file: its bytes, its kind, its reader, its outcome."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.content import Content, UnreadableError
from vn_dossier_nlp.reading.kinds import Kind, kind_of
from vn_dossier_nlp.reading.secrets import bears_secret_mark
from vn_dossier_nlp.schema import Document, Outcome, SourceFile
from vn_dossier_nlp.settings import Settings

_REFUSED = {
    Kind.ENCRYPTED_OFFICE: (Outcome.ENCRYPTED, "password"),
    Kind.ARCHIVE: (Outcome.UNSUPPORTED, "archive"),
    Kind.BROKEN_ARCHIVE: (Outcome.DAMAGED, "broken_archive"),
    Kind.UNKNOWN: (Outcome.UNSUPPORTED, "unknown_format"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A file and its text; ``document`` is None where nothing was read."""

    source: SourceFile
    document: Document | None


def read_file(path: Path, shown: str, settings: Settings) -> Reading:
    """Read ``path``, calling it ``shown`` in everything that a user sees.

    Whatever is wrong with the file becomes an outcome with a reason code: one bad file never stops a batch.
    """
    sha256 = None
    try:
        data = _bytes(path, settings)
        sha256 = hashlib.sha256(data).hexdigest()
        content = _content(data, settings)
    except UnreadableError as error:
        return Reading(SourceFile(shown, sha256, None, error.outcome, error.reason), None)
    except Exception:
        # A library tripped over a strange file. Its message may quote the text, so it goes nowhere.
        return Reading(SourceFile(shown, sha256, None, Outcome.CRASHED, "exception"), None)
    if bears_secret_mark(content.text):
        return Reading(SourceFile(shown, None, None, Outcome.SECRET, "secret_mark"), None)
    source = SourceFile(shown, sha256, None, content.outcome, content.reason)
    return Reading(source, Document(shown, content.text, content.format, content.pages))


def _bytes(path: Path, settings: Settings) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(Outcome.MISSING, "not_a_file")
        if status.st_size > settings.max_bytes:
            raise UnreadableError(Outcome.TOO_LARGE, "max_bytes")
        data = path.read_bytes()
    except PermissionError as error:
        raise UnreadableError(Outcome.MISSING, "no_permission") from error
    except (OSError, ValueError) as error:
        raise UnreadableError(Outcome.MISSING, "not_found") from error
    if not data:
        raise UnreadableError(Outcome.EMPTY, "no_bytes")
    return data


def _content(data: bytes, settings: Settings) -> Content:
    kind = kind_of(data)
    if kind in _REFUSED:
        raise UnreadableError(*_REFUSED[kind])
    if kind is Kind.PDF:
        from vn_dossier_nlp.reading.pdf import read_pdf

        return read_pdf(data, settings, Clock(settings.seconds))
    if kind is Kind.DOCX:
        from vn_dossier_nlp.reading.word import read_docx

        return read_docx(data, settings)
    if kind is Kind.IMAGE:
        from vn_dossier_nlp.reading.scans import read_image

        return read_image(data, settings, Clock(settings.seconds))
    from vn_dossier_nlp.reading.text import read_text

    return read_text(data)
