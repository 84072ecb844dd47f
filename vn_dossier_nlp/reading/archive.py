"""Files that hold files: ZIP archives and mails with attachments, unpacked in memory and within a budget.

Nothing is written to disk, so no name in an archive can lead anywhere.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from vn_dossier_nlp.reading.content import Content, UnreadableError
from vn_dossier_nlp.reading.kinds import Kind
from vn_dossier_nlp.schema import Outcome
from vn_dossier_nlp.settings import Settings

_CHUNK = 1 << 20
_IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_LONGEST = 240  # characters of a name within an archive


@dataclass(slots=True)
class Budget:
    """What all that is in one file may still unpack to."""

    data: int  # bytes
    files: int

    @classmethod
    def of(cls, settings: Settings) -> Budget:
        return cls(settings.max_decompressed, settings.max_files)

    def take(self, size: int) -> None:
        """Raises UnreadableError when no such amount is left."""
        self.data -= size
        if self.data < 0:
            raise UnreadableError(Outcome.TOO_LARGE, "max_decompressed")

    def take_file(self) -> None:
        self.files -= 1
        if self.files < 0:
            raise UnreadableError(Outcome.TOO_LARGE, "max_files")


@dataclass(frozen=True, slots=True)
class Member:
    """A file within a file. ``shown`` is the outer name, a slash and its own."""

    shown: str
    data: bytes
    error: UnreadableError | None = None  # why its bytes could not be had
    content: Content | None = None  # where it is text already: the words of a mail


def members_of(outer: Member, kind: Kind, budget: Budget) -> Iterator[Member]:
    """The files in an archive or a mail. Raises UnreadableError where it is broken or too large."""
    yield from _mail_members(outer, budget) if kind is Kind.MAIL else _zip_members(outer, budget)


def _zip_members(outer: Member, budget: Budget) -> Iterator[Member]:
    try:
        with zipfile.ZipFile(io.BytesIO(outer.data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_ignored(entry.filename)]
            if not entries:
                raise UnreadableError(Outcome.EMPTY, "no_text")
            for entry in sorted(entries, key=_name):
                budget.take_file()
                yield _zip_member(outer.shown, archive, entry, budget)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise UnreadableError(Outcome.DAMAGED, "broken_archive") from error


def _zip_member(outer: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> Member:
    shown = f"{outer}/{safe_name(_name(entry))}"
    if entry.flag_bits & 0x1:
        return Member(shown, b"", UnreadableError(Outcome.ENCRYPTED, "password"))
    chunks = []
    try:
        with archive.open(entry) as stream:
            # The size in the directory may lie, so what really comes is counted.
            while chunk := stream.read(_CHUNK):
                budget.take(len(chunk))
                chunks.append(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return Member(shown, b"", UnreadableError(Outcome.DAMAGED, "broken_archive"))
    return Member(shown, b"".join(chunks))


def _name(entry: zipfile.ZipInfo) -> str:
    """The name in Unicode: many programs write UTF-8 without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def safe_name(name: str) -> str:
    """A name to show: no way up or to a root, no control characters.

    >>> safe_name("../../etc/a.pdf"), safe_name("C:\\\\x\\\\b.doc")
    ('etc/a.pdf', 'x/b.doc')
    """
    clean = "".join(char for char in name.replace("\\", "/") if char.isprintable())
    parts = [part for part in clean.split("/") if part.strip() not in ("", ".", "..") and part[1:] != ":"]
    return "/".join(parts)[-_LONGEST:].strip("/") or "_"


def _is_ignored(name: str) -> bool:
    base = name.rpartition("/")[2]
    return name.startswith(_IGNORED) or base in _IGNORED or base.startswith("~$")


def _mail_members(outer: Member, budget: Budget) -> Iterator[Member]:
    from vn_dossier_nlp.reading.mail import open_mail

    mail = open_mail(outer.data, most=max(budget.files, 1), max_bytes=max(budget.data, 1))
    if mail.text.strip():
        budget.take_file()
        yield Member(outer.shown, outer.data, content=Content(mail.text, "mail"))
    for name, data in mail.attachments:
        budget.take_file()
        budget.take(len(data))
        yield Member(f"{outer.shown}/{safe_name(name)}", data)
