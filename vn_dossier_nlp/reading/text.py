"""Plain text: the characters as decoded, line breaks kept as they are."""

from __future__ import annotations

import codecs
import re

from vn_dossier_nlp.language.legacy import decode_lines
from vn_dossier_nlp.reading.content import Content, UnreadableError
from vn_dossier_nlp.schema import Outcome

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
# In windows-1258 a tone is a combining mark after its vowel; TCVN3 bytes read that way put them anywhere.
_TONED = re.compile(r"[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY][\u0300\u0301\u0303\u0309\u0323]")
_TONE = re.compile(r"[\u0300\u0301\u0303\u0309\u0323]")


def read_text(data: bytes) -> Content:
    """The text of a TXT file. Raises UnreadableError for a binary and for white space alone."""
    text = _decode(data)
    if text is None:
        raise UnreadableError(Outcome.UNSUPPORTED, "unknown_format")
    if not text.strip():
        raise UnreadableError(Outcome.EMPTY, "no_text")
    return Content(decode_lines(text).text, "text")


def _decode(data: bytes) -> str | None:
    """The first decoding that holds and looks like text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16")
    text = _strict(data, "utf-8-sig")
    if text is not None or b"\x00" in data:
        return text
    # TCVN3 and VNI keep their letters in the Western code page.
    western = _strict(data, "cp1252")
    if western is not None and decode_lines(western).text != western:
        return western
    vietnamese = _strict(data, "cp1258")
    return vietnamese if vietnamese is not None and tones_sit_well(vietnamese) else western


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    controls = len(_CONTROL.findall(text))
    binary = "\x00" in text or controls * 200 > len(text) or (encoding.startswith("cp") and controls > 0)
    return None if binary else text


def tones_sit_well(text: str) -> bool:
    """Whether combining tone marks, if any, follow vowels: text in windows-1258, not bytes of another set."""
    tones = len(_TONE.findall(text))
    return tones > 0 and len(_TONED.findall(text)) >= 0.8 * tones
