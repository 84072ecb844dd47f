"""The masthead and the signature of a document, by the layout of NĐ 30/2020 Điều 8 and Phụ lục I."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Masthead:
    """Fields as printed, white space normalised; None where the document does not show them."""

    parent: str | None = None  # the body above the issuer: "UBND TỈNH LÂM ĐỒNG"
    issuer: str | None = None  # the issuing body: "SỞ NỘI VỤ"
    number: str | None = None  # "156"; None in a draft with a blank number
    symbol: str | None = None  # "TTr-SNV"
    place: str | None = None  # "Lâm Đồng"
    date: str | None = None  # ISO; "2026-05" where the day is blank
    type: str | None = None  # lower case: "tờ trình"; "công văn" for a letter
    subject: str | None = None  # the trích yếu, lines joined
    addressees: tuple[str, ...] = ()  # after "Kính gửi"
    signing_mark: str | None = None  # TM. | KT. | TL. | TUQ. | Q.
    signer_role: str | None = None  # "PHÓ GIÁM ĐỐC"
    recipients: tuple[str, ...] = ()  # the lines of "Nơi nhận", without the dash
