"""What a reader hands back, and how it says that it cannot."""

from __future__ import annotations

from dataclasses import dataclass

from vn_dossier_nlp.errors import DossierError
from vn_dossier_nlp.schema import Block, Outcome, Page


@dataclass(frozen=True, slots=True)
class Content:
    """The text of one file, before it knows its name."""

    text: str
    format: str  # see Document
    pages: tuple[Page, ...] = ()
    outcome: Outcome = Outcome.READ
    reason: str | None = None
    blocks: tuple[Block, ...] = ()


class UnreadableError(DossierError):
    """A file that a reader gives up on; :func:`read_file` turns it into an outcome, so no caller sees it.

    Reason codes in use: not_found, no_permission, not_a_file, no_bytes, no_text, max_bytes, max_decompressed,
    max_pixels, password, broken_pdf, broken_docx, broken_image, broken_archive, legacy_word, archive,
    unknown_format, no_ocr, ocr_failed, page_limit, page_failed, page_needs_ocr, seconds, exception.
    """

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(f"{outcome}: {reason}")
        self.outcome = outcome
        self.reason = reason
