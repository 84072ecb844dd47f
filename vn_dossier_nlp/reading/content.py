"""What a reader hands back, and how it says that it cannot."""

from __future__ import annotations

from dataclasses import dataclass

from vn_dossier_nlp.errors import DossierError
from vn_dossier_nlp.schema import Block, Outcome, Page

UNREADABLE_STAMP = "unreadable_stamp"  # the reason of a scan where a secrecy mark could hide


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
    max_files, max_depth, max_memory, max_pixels, max_characters, password, broken_pdf, broken_docx, broken_office,
    broken_html, broken_mail, broken_image, broken_archive, archive, unknown_format, no_office, no_ocr, ocr_failed,
    page_limit, page_failed, page_needs_ocr, garbled_text, unreadable_stamp, secret_mark, seconds, reader_died,
    exception.
    """

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(f"{outcome}: {reason}")
        self.outcome = outcome
        self.reason = reason
