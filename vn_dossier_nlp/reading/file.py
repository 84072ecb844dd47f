"""One file: its bytes, its kind, its reader, its outcome; an archive or a mail: all that is in it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vn_dossier_nlp.reading.archive import Budget, Member, members_of
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
_OFFICE = frozenset({Kind.DOC, Kind.RTF, Kind.ODT, Kind.WORD_XML})
_CONTAINERS = frozenset({Kind.ZIP, Kind.MAIL})


@dataclass(frozen=True, slots=True)
class Reading:
    """A file and its text; ``document`` is None where nothing was read."""

    source: SourceFile
    document: Document | None


def read_here(path: Path, shown: str, settings: Settings) -> Iterator[Reading]:
    """Read ``path`` in this process, calling it ``shown`` in everything that a user sees.

    A file gives one reading, an archive or a mail one for each file in it. Whatever is wrong with a file becomes an
    outcome with a reason code: one bad file never stops a batch.
    """
    try:
        data = _bytes(path, settings)
    except UnreadableError as error:
        yield Reading(SourceFile(shown, None, None, error.outcome, error.reason), None)
        return
    yield from _readings(Member(shown, data), settings, Budget.of(settings), depth=0)


def _bytes(path: Path, settings: Settings) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            os.listdir(path)  # a folder comes here as a file where it may not be listed
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


def _readings(member: Member, settings: Settings, budget: Budget, depth: int) -> Iterator[Reading]:
    kind = kind_of(member.data) if member.error is None else Kind.UNKNOWN
    if kind not in _CONTAINERS:
        yield _reading(member, kind, settings)
        return
    if depth >= settings.max_depth:
        yield _unread(member, Outcome.TOO_LARGE, "max_depth")
        return
    try:
        for inner in members_of(member, kind, budget):
            if inner.content is not None:
                yield _read(inner, inner.content, settings)
            else:
                yield from _readings(inner, settings, budget, depth + 1)
    except UnreadableError as error:
        yield _unread(member, error.outcome, error.reason)
    except Exception:
        yield _unread(member, Outcome.CRASHED, "exception")


def _reading(member: Member, kind: Kind, settings: Settings) -> Reading:
    try:
        if member.error is not None:
            raise member.error
        if len(member.data) > settings.max_bytes:
            raise UnreadableError(Outcome.TOO_LARGE, "max_bytes")
        if not member.data:
            raise UnreadableError(Outcome.EMPTY, "no_bytes")
        content = _content(member.data, kind, settings)
    except UnreadableError as error:
        return _unread(member, error.outcome, error.reason)
    except MemoryError:
        return _unread(member, Outcome.TOO_LARGE, "max_memory")
    except Exception:
        # A library tripped over a strange file. Its message may quote the text, so it goes nowhere.
        return _unread(member, Outcome.CRASHED, "exception")
    return _read(member, content, settings)


def _unread(member: Member, outcome: Outcome, reason: str) -> Reading:
    sha256 = hashlib.sha256(member.data).hexdigest() if member.data and outcome is not Outcome.SECRET else None
    return Reading(SourceFile(member.shown, sha256, None, outcome, reason), None)


def _read(member: Member, content: Content, settings: Settings) -> Reading:
    if any(map(bears_secret_mark, _first_pages(content))):
        return _unread(member, Outcome.SECRET, "secret_mark")
    content = _within(content, settings.max_characters)
    sha256 = hashlib.sha256(member.data).hexdigest()
    source = SourceFile(member.shown, sha256, None, content.outcome, content.reason)
    return Reading(source, Document(member.shown, content.text, content.format, content.pages, content.blocks))


def _first_pages(content: Content) -> Iterator[str]:
    """What stands on the first page: its text, what was set beside it, the headers and footers of Word.

    Readers of pages have looked at the text of the first one themselves, before they went on to the others.
    """
    if not content.pages:
        yield content.text
    yield from (item.text for page in content.pages[:1] for item in page.furniture)
    yield from (content.text[b.start : b.end] for b in content.blocks if b.part in ("header", "footer"))


def _within(content: Content, limit: int) -> Content:
    """The content cut at ``limit`` characters, and saying so."""
    if len(content.text) <= limit:
        return content
    pages = tuple(page for page in content.pages if page.end <= limit)
    blocks = tuple(block for block in content.blocks if block.end <= limit)
    # Whole pages and paragraphs only: places must not point behind the end.
    end = pages[-1].end if pages else blocks[-1].end if blocks else limit
    return Content(content.text[:end], content.format, pages, Outcome.PARTLY_READ, "max_characters", blocks)


def _content(data: bytes, kind: Kind, settings: Settings) -> Content:
    clock = Clock(settings.seconds)
    if kind in _REFUSED:
        raise UnreadableError(*_REFUSED[kind])
    if kind is Kind.PDF:
        from vn_dossier_nlp.reading.pdf import read_pdf

        return read_pdf(data, settings, clock)
    if kind is Kind.DOCX:
        from vn_dossier_nlp.reading.word import read_docx

        return read_docx(data, settings)
    if kind in _OFFICE:
        from vn_dossier_nlp.reading.office import read_office

        return read_office(data, kind.value, settings, clock)
    if kind is Kind.HTML:
        from vn_dossier_nlp.reading.html import read_html

        return read_html(data, settings)
    if kind is Kind.MHTML:
        from vn_dossier_nlp.reading.mail import read_mhtml

        return read_mhtml(data, settings)
    if kind is Kind.IMAGE:
        from vn_dossier_nlp.reading.scans import read_image

        return read_image(data, settings, clock)
    from vn_dossier_nlp.reading.text import read_text

    return read_text(data)
