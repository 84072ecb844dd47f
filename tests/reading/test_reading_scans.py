"""OCR: pages that are pictures."""

from __future__ import annotations

import io
import os
import threading
import time
from pathlib import Path

import pytest
from PIL import Image, ImageFont
from reading_samples import LETTERHEAD, font_path, pdf_of, picture_of

from vn_dossier_nlp.reading import scans, span_of
from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.content import UnreadableError
from vn_dossier_nlp.reading.layout import Piece
from vn_dossier_nlp.reading.scans import OcrPool, Rendered, as_shown, page_pieces, pieces_of_image, read_image
from vn_dossier_nlp.schema import OcrWord, Outcome
from vn_dossier_nlp.settings import Settings

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
    # The box of the number alone, 120 points behind the beginning of its line.
    assert span.box == pytest.approx(_ink(BODY, "126/2024/NĐ-CP"), abs=2)


def _ink(line, words: str) -> tuple[float, ...]:
    """Where ``words`` of a line stand that :func:`picture_of` drew."""
    left, baseline, text = line
    scale = 200 / 72
    font = ImageFont.truetype(font_path(), round(11 * scale))
    left += font.getlength(text[: text.index(words)]) / scale
    box = font.getbbox(words, anchor="ls")
    return (left + box[0] / scale, baseline + box[1] / scale, left + box[2] / scale, baseline + box[3] / scale)


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


def tiff(*pages, angle: float = 0) -> bytes:
    out = io.BytesIO()
    first, *rest = (picture_of(page).rotate(angle, expand=True, fillcolor=255) for page in pages)
    first.save(out, "TIFF", save_all=True, append_images=rest, dpi=(200, 200))
    return out.getvalue()


def kept(home: Path) -> int:
    return len(list((home / "cache" / "ocr").glob("*")))


@pytest.fixture
def home(monkeypatch, tmp_path) -> Path:
    monkeypatch.setenv("VN_DOSSIER_HOME", str(tmp_path))
    return tmp_path


def test_frames_come_in_their_order(ocr, home):
    numbers = [(70, 220, f"Điều {number}. Hiệu lực thi hành của Quyết định này") for number in range(1, 8)]
    content = read_image(tiff(*([line] for line in numbers)), Settings(), Clock(60))
    assert [line for line in content.text.splitlines() if line] == [text for _, _, text in numbers]
    assert kept(home) == 6  # all but the first page


def test_a_picture_lying_on_its_side(ocr, home):
    content = read_image(tiff([*LETTERHEAD, BODY], angle=90), Settings(), Clock(60))
    assert content.text.index("UBND TỈNH") < content.text.index("CỘNG HÒA")
    assert BODY[2] in content.text
    page = content.pages[0]
    assert (round(page.width), round(page.height)) == (842, 595)
    # The print runs upwards at the left: every line is higher than it is wide.
    assert all(line.box[3] - line.box[1] > line.box[2] - line.box[0] for line in page.lines)
    assert min(line.box[0] for line in page.lines) == pytest.approx(50, abs=5)


@pytest.mark.parametrize("mark", [(80, 125, "MẬT"), (80, 125, "TỐI MẬT")])
def test_a_secret_picture_leaves_no_trace(ocr, home, mark):
    with pytest.raises(UnreadableError) as error:
        read_image(tiff([*LETTERHEAD, mark, BODY], [BODY]), Settings(), Clock(60))
    assert error.value.outcome is Outcome.SECRET
    assert kept(home) == 0


def test_page_pieces_are_the_pieces_of_the_picture(ocr):
    import pypdfium2

    page = pypdfium2.PdfDocument(scanned_pdf([*LETTERHEAD, BODY]))[0]
    picture = scans.rendered(page, Settings())
    assert picture.size == pytest.approx(page.get_size(), abs=1)
    pieces = page_pieces(page, Settings(), Clock(60), 1)
    assert pieces == pieces_of_image(picture, Settings(), Clock(60), 1)
    # Of a straight page both boxes are the same.
    assert as_shown(pieces) == pieces


def test_lines_as_shown_have_the_boxes_of_their_words():
    words = (OcrWord(0, 2, (10, 20, 30, 40), 0.9), OcrWord(3, 6, (12, 50, 28, 90), 0.8))
    read, typed = Piece("Số 12", (20, 10, 90, 30), 0.85, words), Piece("Số 12", (20, 10, 90, 30))
    shown = as_shown([read, None, typed])
    assert [piece and piece.box for piece in shown] == [(10, 20, 30, 90), None, (20, 10, 90, 30)]


def test_the_pool_reads_what_one_thread_reads(ocr):
    pictures = [Rendered(picture_of([*LETTERHEAD, BODY]), 200), Rendered(picture_of([BODY]), 200)]
    with OcrPool(Settings(), Clock(60)) as pool:
        pages = [pool.submit(picture, 1) for picture in pictures]
        found = [page.result() for page in pages]
    assert found == [pieces_of_image(picture, Settings(), Clock(60), 1) for picture in pictures]


def test_time_runs_out_in_the_pool(ocr):
    with OcrPool(Settings(), Clock(0.3)) as pool:
        page = pool.submit(Rendered(picture_of([*LETTERHEAD, BODY]), 200), 1)
        with pytest.raises(UnreadableError) as error:
            page.result()
    assert error.value.outcome is Outcome.TIMED_OUT


def test_closing_the_pool_ends_tesseract(ocr):
    slow = Rendered(Image.effect_noise((4000, 5000), 120), 300)  # noise takes tesseract several seconds
    begin = time.monotonic()
    with OcrPool(Settings(), Clock(60)) as pool:
        pages = [pool.submit(slow, 1) for _ in range(2)]
        time.sleep(0.8)
    assert time.monotonic() - begin < 4
    assert all(page.done() for page in pages)


@pytest.mark.parametrize("workers", [1, 64])
def test_few_pages_wait(monkeypatch, workers):
    """Twice as many as there are workers, and no more workers than processors."""
    at_work = min(workers, os.cpu_count() or 1)
    go = threading.Event()
    monkeypatch.setattr(scans, "pieces_of_image", lambda *_: go.wait(10) and [])
    picture = Rendered(Image.new("L", (8, 8)), 200)
    with OcrPool(Settings(ocr_workers=workers), Clock(1.5)) as pool:
        pages = [pool.submit(picture, 1) for _ in range(2 * at_work)]
        assert sum(page.running() for page in pages) <= at_work
        with pytest.raises(UnreadableError) as error:
            pool.submit(picture, 1)
        go.set()
        assert [page.result() for page in pages] == [[]] * len(pages)
    assert error.value.outcome is Outcome.TIMED_OUT
