"""What a file is, told by its content: a name and its extension may lie."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body")
_MARKUP = (b"<?xml", b'{"', b"[{")


class Kind(StrEnum):
    """The kinds that reading tells apart."""

    PDF = "pdf"
    DOCX = "docx"
    IMAGE = "image"
    TEXT = "text"
    HTML = "html"
    MAIL = "mail"
    MHTML = "mhtml"  # a page that Word or a browser saved with its pictures
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    WORD_XML = "xml"  # one XML file, as Word 2003 and "flat" exports write it
    ENCRYPTED_OFFICE = "encrypted_office"
    ZIP = "zip"
    ARCHIVE = "archive"  # of any other kind
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
        return Kind.RTF
    return _markup_kind(head) or _mail_kind(data[:8192]) or Kind.TEXT


def _mail_kind(head: bytes) -> Kind | None:
    from vn_dossier_nlp.reading.mail import is_mail, is_mhtml  # brings the parser of mails along

    if is_mhtml(head):
        return Kind.MHTML
    return Kind.MAIL if is_mail(head) else None


def _markup_kind(head: bytes) -> Kind | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_HTML) or (start.startswith((b"<?xml", b"<!--")) and any(sign in start for sign in _HTML)):
        return Kind.HTML
    if start.startswith(b"<?xml") and (b"word.document" in start or b"wordprocessingml" in start):
        return Kind.WORD_XML
    return Kind.UNKNOWN if start.startswith(_MARKUP) else None


def _is_bitmap(data: bytes) -> bool:
    """BM alone is too short a sign: the size in the header must be near the size of the file."""
    return data[:2] == b"BM" and abs(int.from_bytes(data[2:6], "little") - len(data)) <= 64


def _ole_kind(data: bytes) -> Kind:
    """Names in an OLE container's directory are UTF-16; a search finds them without a parser."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Kind.ENCRYPTED_OFFICE
    if "WordDocument".encode("utf-16-le") in data:
        return Kind.DOC
    return Kind.UNKNOWN


def _zip_kind(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and b"opendocument.text" in archive.open("mimetype").read(200):
                return Kind.ODT
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return Kind.BROKEN_ARCHIVE
    if "[Content_Types].xml" not in names:
        return Kind.ZIP
    if any(name.startswith(("xl/", "ppt/", "visio/")) for name in names):
        return Kind.UNKNOWN
    return Kind.DOCX
