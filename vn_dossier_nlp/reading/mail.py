"""Mails (.eml) and pages saved as mails (.mht): the text, and the files that come along.

Names and addresses of people stay out of the text: of the head, only the subject is taken.
"""

from __future__ import annotations

import base64
import binascii
import email
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from typing import Any

from vn_dossier_nlp.reading.content import Content, UnreadableError
from vn_dossier_nlp.reading.html import decoded, read_html
from vn_dossier_nlp.schema import Outcome
from vn_dossier_nlp.settings import Settings

_HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:")
_KNOWN = frozenset(
    b"from to cc bcc sender reply-to subject date received return-path delivered-to message-id in-reply-to references"
    b" mime-version content-type content-transfer-encoding dkim-signature authentication-results x-mailer".split()
)
_LONGEST_HEADER = 20_000  # characters; the decoders of the standard library are slow with more
_SMALL_PICTURE = 50_000  # bytes of a picture within the text: a signature or a logo, no scanned page
_LONGEST_NAME = 120
_LONGEST_SUFFIX = 12


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says and what is attached to it: (name, bytes), in the order of the mail, no two names alike."""

    text: str
    attachments: tuple[tuple[str, bytes], ...]


class _Lenient(Compat32):
    """Header lines as text; nested mails are written as they came.

    ``policy.default`` takes 300 µs for each part, fails at some headers and cuts names that lack quotation marks
    at their first blank, as they often do.
    """

    def header_fetch_parse(self, name: str, value: Any) -> str:
        raw = str(value)[:_LONGEST_HEADER].encode("utf-8", "surrogateescape")
        return decoded(raw, None).replace("\n", "").strip()

    def fold_binary(self, name: str, value: Any) -> bytes:
        return f"{name}: {value}{self.linesep}".encode("utf-8", "surrogateescape")


def is_mail(head: bytes) -> bool:
    """Whether a file that begins with ``head`` starts as a mail does: header lines, two known ones among them.

    A page saved as a mail starts so too: see :func:`is_mhtml`.
    """
    names = set()
    for index, line in enumerate(_begun(head).splitlines()):
        found = _HEADER.match(line)
        if found:
            names.add(found.group(1).lower())
        elif not (names and line[:1] in (b" ", b"\t")) and not (index == 0 and line.startswith(b"From ")):
            break  # the end of the head; the first line of a mailbox has no colon
    return len(names & _KNOWN) >= 2


def is_mhtml(head: bytes) -> bool:
    """Whether a mail is a page that Word or a browser saved: it has no sender, or says that it was saved."""
    if not is_mail(head):
        return False
    message = email.message_from_bytes(_begun(head), policy=_Lenient())
    sender = str(message.get("from", ""))
    saved = "saved by" in sender.lower() or not (sender or message.get("to") or message.get("received"))
    return saved and message.get_content_type() in ("multipart/related", "text/html")


def open_mail(data: bytes, most: int = 200, max_bytes: int = 400_000_000) -> Mail:
    """The text of a mail and its first ``most`` attachments.

    Raises UnreadableError for what is no mail, and where the parts are larger than ``max_bytes`` together.
    """
    try:
        return _Opening(most, max_bytes).mail(_parsed(data))
    except UnreadableError:
        raise
    except Exception as error:
        # The parser of the standard library has its own opinion of broken mails: deep nesting ends its stack.
        raise UnreadableError(Outcome.DAMAGED, "broken_mail") from error


def read_mhtml(data: bytes, settings: Settings) -> Content:
    """The page of an MHTML file. Raises UnreadableError where there is none."""
    try:
        page = _main_page(_parsed(data))
        source = _payload(page) if page is not None else None
        charset = _charset(page) if page is not None else None
    except Exception as error:
        raise UnreadableError(Outcome.DAMAGED, "broken_html") from error
    if source is None:
        raise UnreadableError(Outcome.DAMAGED, "broken_html")
    return read_html(source, settings, charset)


class _Opening:
    """Opens one mail, counting what it unpacks to."""

    def __init__(self, most: int, max_bytes: int) -> None:
        self._most = most
        self._left = max_bytes
        self._files: list[tuple[str, bytes]] = []
        self._names: set[str] = set()

    def mail(self, message: Message) -> Mail:
        texts = [_subject(message)]
        for part in _leaves(message):
            if _is_body(part):
                texts.append(_body(part, self._counted(_payload(part))))
            elif _is_file(part) and len(self._files) < self._most:
                self._attach(part)
        return Mail("\n\n".join(text for text in texts if text.strip()), tuple(self._files))

    def _attach(self, part: Message) -> None:
        nested = part.get_content_type() == "message/rfc822"
        data = self._counted(_nested(part) if nested else _payload(part))
        if _is_decoration(part, len(data)):
            return
        name = _file_name(part) or (_subject(_inner(part)).replace("/", "-") if nested else "")
        name = _safe(name, len(self._files) + 1, ".eml" if nested else "")
        self._files.append((self._unlike(name), data))

    def _counted(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableError(Outcome.TOO_LARGE, "max_decompressed")
        return data

    def _unlike(self, name: str) -> str:
        """The name, numbered where it is taken: reports tell files by their names."""
        stem, suffix = _split(name)
        number, free = 1, name
        while free.casefold() in self._names:
            number += 1
            mark = f" ({number}){suffix}"
            free = stem[: _LONGEST_NAME - len(mark)] + mark
        self._names.add(free.casefold())
        return free


def _begun(data: bytes) -> bytes:
    """Without a byte order mark and blank lines at the beginning, which would end the head at once."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


def _parsed(data: bytes) -> Message:
    message = email.message_from_bytes(_begun(data), policy=_Lenient())
    if not message.keys():
        raise UnreadableError(Outcome.DAMAGED, "broken_mail")
    return message


def _leaves(part: Message) -> Iterator[Message]:
    """The parts that hold something, in order; of the same text said in two ways the plain one."""
    if part.get_content_type() == "message/rfc822" or not part.is_multipart():
        yield part
        return
    leaves = [leaf for child in _children(part) for leaf in _leaves(child)]
    plain = part.get_content_subtype() == "alternative" and any(_is_said_plainly(leaf) for leaf in leaves)
    yield from (leaf for leaf in leaves if not (plain and _is_body(leaf) and leaf.get_content_subtype() == "html"))


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _is_said_plainly(part: Message) -> bool:
    return _is_body(part) and part.get_content_subtype() == "plain" and bool(_payload(part).strip())


def _is_body(part: Message) -> bool:
    """Text that a mail program shows, not one that it offers to save."""
    shown = part.get_content_type() in ("text/plain", "text/html") and not part.is_multipart()
    return shown and part.get_content_disposition() != "attachment" and not _file_name(part)


def _is_file(part: Message) -> bool:
    """Multipart types are here only where their parts could not be told apart: nothing to open."""
    return part.get_content_maintype() not in ("text", "multipart") or bool(_file_name(part)) or _is_offered(part)


def _is_offered(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" and part.get_content_maintype() != "multipart"


def _is_decoration(part: Message, size: int) -> bool:
    """A small picture that the text shows by its Content-ID."""
    inline = part.get_content_maintype() == "image" and part.get("content-id") and not _is_offered(part)
    return bool(inline) and size < _SMALL_PICTURE


def _payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _body(part: Message, data: bytes) -> str:
    if part.get_content_subtype() != "html":
        return decoded(data, _charset(part)).strip("\n")
    try:
        return read_html(data, Settings(), _charset(part)).text
    except UnreadableError:
        return ""


def _charset(part: Message) -> str | None:
    """The declared encoding. ASCII says nothing: programs write it where they do not know better."""
    charset = part.get_content_charset()
    return None if charset in (None, "ascii", "us-ascii") else charset


def _inner(part: Message) -> Message:
    """The mail within a mail; the part itself where there is none."""
    return next(iter(_children(part)), part)


def _nested(part: Message) -> bytes:
    """The bytes of a mail within a mail, also where it was sent as base64, which the standard forbids."""
    inner = _inner(part)
    data = inner.as_bytes() if inner is not part else _payload(part)
    if str(part.get("content-transfer-encoding", "")).lower() == "base64":
        try:
            return base64.b64decode(data.strip())
        except (binascii.Error, ValueError):
            return data
    return data


def _subject(message: Message) -> str:
    return _words(str(message.get("subject", "")))


def _words(header: str) -> str:
    """A header with its encoded words (RFC 2047) decoded, on one line."""
    if "=?" in header:
        try:
            pieces = decode_header(header)
        except (HeaderParseError, ValueError):
            pieces = []
        header = "".join(_piece(piece, charset) for piece, charset in pieces) or header
    return " ".join(header.split())


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    # What stands between encoded words comes back as bytes of this kind.
    return decoded(piece, charset) if charset else piece.decode("raw-unicode-escape", "replace")


def _file_name(part: Message) -> str:
    """The name of an attachment (RFC 2231, 2047 or neither), as its sender wrote it; empty without one."""
    try:
        name = part.get_param("filename", None, "content-disposition") or part.get_param("name", None)
    except ValueError:
        return ""  # parameters numbered with more digits than a number may have
    if isinstance(name, tuple):
        charset, _, text = name
        # The percent signs of RFC 2231 come as Latin-1, whatever they stand for; other text needs no decoding.
        name = decoded(text.encode("latin-1"), charset) if all(char < "\u0100" for char in text) else text
    return _words(name or "")


def _safe(name: str, number: int, ending: str = "") -> str:
    """A name that leads nowhere: no folders, no drive, no signs that hide or turn letters or that Windows refuses."""
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    name = re.sub(r"[<>:\"|?*]", "_", re.sub(r"^[A-Za-z]:", "", name)).strip(" .")
    stem, suffix = _split(name)
    if ending and suffix.lower() != ending:
        stem, suffix = name, ending
    stem = stem[: _LONGEST_NAME - len(suffix)].rstrip()
    return f"{stem or f'attachment-{number}'}{suffix}"


def _split(name: str) -> tuple[str, str]:
    """Stem and suffix; a long suffix is a part of a sentence."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, dot + suffix) if dot and len(suffix) < _LONGEST_SUFFIX else (name, "")


def _main_page(message: Message) -> Message | None:
    """The part that the file names as its start, else the first page: headers and frames of Word come after."""
    pages = [part for part in message.walk() if part.get_content_type() == "text/html" and not part.is_multipart()]
    start = message.get_param("start")
    named = [
        page for page in pages if start and str(page.get("content-id", "")).strip("<> ") == str(start).strip("<> ")
    ]
    return next(iter(named or pages), None)
