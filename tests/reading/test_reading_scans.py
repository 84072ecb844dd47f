"""OCR: pages that are pictures."""

from __future__ import annotations

import io

import pytest
from reading_samples import LETTERHEAD, pdf_of, picture_of

from vn_dossier_nlp.reading import span_of

pytestmark = pytest.mark.ocr
BODY = (70, 220, "Căn cứ Nghị định số 126/2024/NĐ-CP ngày 08 tháng 10 năm 2024")


def scanned_pdf(*pages) -> bytes:
    out = io.BytesIO()
    first, *rest = (picture_of(page) for page in pages)
    first.save(out, "PDF", resolution=200, save_all=True, append_images=rest)
    return out.getvalue()


def lines(document) -> list[str]:
    return [line for line in document.text.splitlines() if line]


def test_scanned_pdf(read, ocr):
    reading = read(scanned_pdf([*LETTERHEAD, BODY]))
    assert reading.source.outcome == "read_by_ocr"
    said = lines(reading.document)
    assert said.index("Số: 12/TTr-SNV") < said.index("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert BODY[2] in said
    span = span_of(reading.document, *_place(reading.document.text, "126/2024/NĐ-CP"))
    assert span.page == 1
    assert span.ocr_confidence > 0.6
    assert span.box[0] == pytest.approx(70, abs=5)


def _place(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def test_picture_of_two_pages(read, ocr):
    out = io.BytesIO()
    picture_of([BODY]).save(out, "TIFF", save_all=True, append_images=[picture_of([BODY])], dpi=(200, 200))
    reading = read(out.getvalue())
    assert reading.source.outcome == "read_by_ocr"
    assert reading.document.format == "image"
    assert lines(reading.document) == [BODY[2]] * 2
    assert [round(page.width) for page in reading.document.pages] == [595, 595]


def test_blank_scan_is_empty(read, ocr):
    assert read(scanned_pdf([])).source.outcome == "empty"


def test_a_scan_behind_typed_pages_without_tesseract(read, ocr, monkeypatch):
    import shutil

    import pypdfium2

    both = pypdfium2.PdfDocument.new()
    both.import_pages(pypdfium2.PdfDocument(pdf_of([LETTERHEAD])))
    both.import_pages(pypdfium2.PdfDocument(scanned_pdf([BODY])))
    out = io.BytesIO()
    both.save(out)
    reading = read(out.getvalue())
    assert reading.source.outcome == "read_by_ocr"
    confidences = [page.lines[0].ocr_confidence for page in reading.document.pages]
    assert confidences[0] is None
    assert confidences[1] is not None
    monkeypatch.setattr(shutil, "which", lambda name: None)
    reading = read(out.getvalue())
    assert (reading.source.outcome, reading.source.reason) == ("partly_read", "page_needs_ocr")


def test_time_runs_out_in_tesseract(read, ocr):
    assert read(scanned_pdf([*LETTERHEAD, BODY]), seconds=0.2).source.outcome == "timed_out"
