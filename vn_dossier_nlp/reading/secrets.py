"""The secret mark: a paper that bears one in its head is not processed.

Only the mark in the masthead counts: a line of its own with one of the three degrees (NĐ 30/2020 Phụ lục I mục
III.2; the law on state secrets). "bảo mật" or "bí mật" in running text means nothing, and "đã giải mật" lifts the
mark.
"""

from __future__ import annotations

import re
import unicodedata

_HEAD = 2500  # characters of the first page in which a stamp or a mark may stand
_MARK = re.compile(r"(?:^|[\n|])[ \t|\[(]*(?:ĐỘ MẬT\s*:\s*)?(?:TUYỆT|TỐI)?[ \t]*MẬT[ \t|\])]*(?=[\n|]|$)")
_LIFTED = re.compile(r"(?:ĐÃ\s+)?GIẢI\s+MẬT")


def bears_secret_mark(text: str) -> bool:
    """Whether the head of a document bears MẬT, TỐI MẬT or TUYỆT MẬT as a mark.

    >>> bears_secret_mark("UBND TỈNH A\\nTỐI MẬT\\nSố: 01"), bears_secret_mark("quy chế bảo mật")
    (True, False)
    """
    head = unicodedata.normalize("NFC", text[:_HEAD])
    return bool(_MARK.search(head)) and not _LIFTED.search(head.upper())
