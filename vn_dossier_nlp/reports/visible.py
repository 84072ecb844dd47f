"""Hostile text made harmless to look at: characters that reorder or control a display become their codes."""

from __future__ import annotations

import re

# Bidirectional controls reorder what a reader sees; C0 and C1 drive terminals; surrogates cannot be written, nor
# U+FFFE and U+FFFF into XML.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    """``text`` with every such character as ``⟨U+202E⟩``; tabs and line breaks stay, CR becomes a break."""
    if _UNSEEN.search(text):
        text = _UNSEEN.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: str, limit: int | None = None) -> str:
    """``text`` on one line, white space single, cut at a word near ``limit`` characters."""
    line = _SPACE.sub(" ", visible(text)).strip()
    if limit is None or len(line) <= limit:
        return line
    cut = line[: limit - 1]
    head = cut.rpartition(" ")[0]
    return (head if len(head) > limit // 2 else cut).rstrip(" ,;:") + "…"
