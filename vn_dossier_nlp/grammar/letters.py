"""Letters: their classes in patterns, and what is left of them when marks are lost or misplaced."""

from __future__ import annotations

import unicodedata
from functools import cache

CAPITALS = "A-Z" + "".join(chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isupper())
"""Capital letters for a class of a pattern. ("À-Ỹ" is none: small letters lie between.)"""


def skeleton(text: str) -> str:
    """The text in lower case without any mark, of the same length: what is left when marks are lost.

    >>> skeleton("Quyêt định sô")
    'quyet dinh so'
    """
    return text.translate(_bare_letters())


def small(text: str) -> str:
    """The text in lower case, of the same length: one capital alone has a small form of two code points."""
    return text.replace("İ", "i").lower()


@cache
def _bare_letters() -> dict[int, str]:
    """For every composed or capital letter of one code point its bare small one."""
    table = {}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000)):
        char = chr(code)
        low = char.lower()
        bare = "d" if low in "đð" else unicodedata.normalize("NFD", low)[0] if len(low) == 1 else char
        if bare != char:
            table[code] = bare
    return table
