"""What a file is, told by its content: a name and its extension may lie."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b'{"', b"[{", b"mime-version:")


class Kind(StrEnum):
    """The kinds that reading tells apart."""

    PDF = "pdf"
    DOCX = "docx"
    IMAGE = "image"
    TEXT = "text"
    LEGACY_WORD = "legacy_word"  # .doc, .rtf, .odt: Word's older ways and LibreOffice's own
    ENCRYPTED_OFFICE = "encrypted_office"
    ARCHIVE = "archive"
    BROKEN_ARCHIVE = "broken_archive"  # starts as a zip and is none: most often a cut-off DOCX
    UNKNOWN = "unknown"


def kind_of(data: bytes) -> Kind:
    """The kind of a file with this content; TEXT where nothing speaks against it."""
    head = data[:1024]
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data)
    if data.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or _is_bitmap(data):
        return Kind.IMAGE
    if data.startswith(_ARCHIVES):
        return Kind.ARCHIVE
    # Scanners and mail gateways put a few bytes before the header; readers accept it in the first 1024.
    if head.lstrip(b"\xef\xbb\xbf\r\n\t \x00").startswith(b"%PDF-") or (b"\n%PDF-" in head and b"\x00" in data):
        return Kind.PDF
    if head.lstrip().startswith(b"{\\rtf"):
        return Kind.LEGACY_WORD
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_MARKUP):
        return Kind.UNKNOWN
    return Kind.TEXT


def _is_bitmap(data: bytes) -> bool:
    """BM alone is too short a sign: the size in the header must be near the size of the file."""
    return data[:2] == b"BM" and abs(int.from_bytes(data[2:6], "little") - len(data)) <= 64


def _ole_kind(data: bytes) -> Kind:
    """Names in an OLE container's directory are UTF-16; a search finds them without a parser."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Kind.ENCRYPTED_OFFICE
    if "WordDocument".encode("utf-16-le") in data:
        return Kind.LEGACY_WORD
    return Kind.UNKNOWN


def _zip_kind(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and b"opendocument.text" in archive.open("mimetype").read(200):
                return Kind.LEGACY_WORD
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return Kind.BROKEN_ARCHIVE
    if "[Content_Types].xml" not in names:
        return Kind.ARCHIVE
    if any(name.startswith(("xl/", "ppt/", "visio/")) for name in names):
        return Kind.UNKNOWN
    return Kind.DOCX
