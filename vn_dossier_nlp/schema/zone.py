"""A zone: a stretch of a submission with one function."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ZoneKind(StrEnum):
    """The functions that NĐ 30/2020 and practice give to the parts of a Tờ trình."""

    MASTHEAD = "masthead"  # everything above the first sentence, "Kính gửi" included
    LEGAL_BASES = "legal_bases"  # "Căn cứ ...;" lines
    BODY = "body"
    REQUEST = "request"  # from the first closing request to the signature block
    RECIPIENTS = "recipients"  # "Nơi nhận", signature, everything after


@dataclass(frozen=True, slots=True)
class Zone:
    """``text[start:end]`` of its document."""

    kind: ZoneKind
    start: int
    end: int
