"""Boxes of characters, and the way back from a point of a page to the text."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_samples import LETTERHEAD, pdf_of

from vn_dossier_nlp.reading import character_boxes, offset_at
from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.content import UnreadableError
from vn_dossier_nlp.reading.pdf import read_pdf
from vn_dossier_nlp.schema import Document, Line, OcrWord, Page
from vn_dossier_nlp.settings import Settings

PRINTED = (
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ; Ủy ban nhân dân huyện kính trình Hội đồng "
    "thẩm định phương án cứng hóa 1.111 m kênh mương, tổng mức 4,2 tỷ đồng (12%) nguồn dự phòng “ngân sách” tỉnh "
    "ĐƯỜNG THỦY QUỸ ưỡn ẩm ý Ỷ fi ffi - I l 11 ..."
)
WORDS = PRINTED.split()


def document_of(data: bytes) -> Document:
    content = read_pdf(data, Settings(), Clock(60))
    return Document("trang.pdf", content.text, content.format, content.pages)


def inside(box, line_box, near: float = 2.0) -> bool:
    (left, top, right, bottom), (x0, y0, x1, y1) = box, line_box
    return left >= x0 - near and top >= y0 - near and right <= x1 + near and bottom <= y1 + near


def check(data: bytes, *, tables: bool = False) -> Document:
    """Every printed character has its box within its line's, from left to right, and the way back holds."""
    document = document_of(data)
    boxes = character_boxes(data, document, 0, len(document.text))
    assert len(boxes) == len(document.text)
    lines = [(page, line) for page in document.pages for line in page.lines]
    covered = {offset for _, line in lines for offset in range(line.start, line.end)}
    assert all(box is None for offset, box in enumerate(boxes) if offset not in covered)
    for page, line in lines:
        said = document.text[line.start : line.end]
        if tables and " | " in said:
            assert boxes[line.start : line.end] == [None] * len(said)
            continue
        before = 0.0
        for offset in range(line.start, line.end):
            if document.text[offset].isspace():
                continue
            assert boxes[offset] is not None, (said, document.text[offset])
            number, box = boxes[offset]
            assert number == page.number
            assert inside(box, line.box), (said, document.text[offset])
            assert box[0] >= before - 1, (said, document.text[offset])
            before = box[0]
            back = offset_at(document, number, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            assert back is not None
            assert line.start <= back < line.end, (said, document.text[offset])
    return document


line_of_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(
    pages=st.lists(st.lists(line_of_words, min_size=1, max_size=12), min_size=1, max_size=3),
    size=st.sampled_from([7, 9.5, 11, 13]),
    spacing=st.sampled_from([1.15, 1.4, 2.0]),
    backwards=st.booleans(),
)
def test_boxes_of_any_pages(pages, size, spacing, backwards):
    # Below the margins: what stands there at the same place of several pages is furniture.
    printed = [[(60, 120 + size * spacing * row, line) for row, line in enumerate(page)] for page in pages]
    data = pdf_of([page[::-1] if backwards else page for page in printed], size)
    document = check(data)
    assert document.text.split() == [word for page in pages for line in page for word in line.split()]


def drawn(draw, **options) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    pdf_of([LETTERHEAD])  # registers the font
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), **options)
    canvas.setFont("Viet", 11)
    draw(canvas)
    canvas.save()
    return out.getvalue()


@settings(max_examples=40, deadline=None)
@given(line=line_of_words, data=st.data())
def test_boxes_of_letters_drawn_late(line, data):
    """As with a fallback font: some letters after the rest of their line."""
    from reportlab.pdfbase import pdfmetrics

    late = data.draw(st.sets(st.integers(0, len(line) - 1), max_size=len(line) // 2))

    def draw(canvas) -> None:
        for chosen in (False, True):
            for index, char in enumerate(line):
                if (index in late) is chosen and char != " ":
                    canvas.drawString(60 + pdfmetrics.stringWidth(line[:index], "Viet", 11), 700, char)

    check(drawn(draw))


def test_masthead_signature_and_two_columns():
    signature = [(70, 700, "Nơi nhận:"), (340, 700, "GIÁM ĐỐC"), (70, 714, "- Như trên;"), (345, 760, "Lò Văn Mẫu")]
    check(pdf_of([[*LETTERHEAD, *signature]]))


def test_superscripts_have_their_own_boxes():
    def draw(canvas) -> None:
        text = canvas.beginText(60, 700)
        for words, up in (("Nghị định số 30/2020/NĐ-CP", 0), ("1", 1), (" và 1.250 m", 0), ("2", 1), (" đất", 0)):
            text.setFont("Viet", 6.6 if up else 11)
            text.setRise(4 if up else 0)
            text.textOut(words)
        canvas.drawText(text)

    data = drawn(draw)
    document = check(data)
    assert document.text == "Nghị định số 30/2020/NĐ-CP¹ và 1.250 m² đất"
    places = character_boxes(data, document, document.text.index("P¹"), document.text.index("¹") + 1)
    (_, letter), (_, mark) = places
    assert mark[3] < letter[3] - 2
    assert letter[2] < mark[2]


def test_letters_with_combining_marks():
    from unicodedata import normalize

    data = pdf_of([[(60, 100, normalize("NFD", "Đề nghị phê duyệt đường thủy")), (60, 120, "nội địa")]])
    document = document_of(data)
    boxes = character_boxes(data, document, 0, len(document.text))
    for line in document.pages[0].lines:
        printed = [boxes[at] for at in range(line.start, line.end) if not document.text[at].isspace()]
        assert all(box is not None and inside(box[1], line.box) for box in printed)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page(turn):
    def draw(canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.translate(*{90: (842, 0), 180: (595, 842), 270: (0, 595)}[turn])
        canvas.rotate(turn)
        for left, top, words in LETTERHEAD:
            canvas.drawString(left, 842 - top, words)

    check(drawn(draw))


def test_rows_of_a_table_have_no_boxes_of_characters():
    def draw(canvas) -> None:
        canvas.drawString(70, 742, "Bảng kinh phí:")
        for row, cells in enumerate((("STT", "Hạng mục"), ("1", "Nạo vét kênh"))):
            for left, width, cell in ((70, 40, cells[0]), (110, 200, cells[1])):
                canvas.rect(left, 700 - 20 * row, width, 20)
                canvas.drawString(left + 4, 706 - 20 * row, cell)

    document = check(drawn(draw), tables=True)
    row = document.pages[0].lines[2]
    assert document.text[row.start : row.end] == "1 | Nạo vét kênh"
    left, top, right, bottom = row.box
    assert row.start <= offset_at(document, 1, left + 20, (top + bottom) / 2) < row.end


def test_bars_that_are_printed_have_boxes():
    check(pdf_of([[(60, 100, "Trạm bơm | Cống | Kênh")]]))


def test_blanks_and_breaks():
    data = pdf_of([[(60, 100, "Trạm bơm"), (60, 120, "Kênh")]])
    document = document_of(data)
    boxes = character_boxes(data, document, 0, len(document.text))
    assert document.text == "Trạm bơm\nKênh"
    blank, line_break = boxes[4], boxes[8]
    assert line_break is None
    assert boxes[3][1][2] <= blank[1][0] + 1 < blank[1][2] <= boxes[5][1][0] + 1


def test_a_part_and_pages():
    data = pdf_of([[(60, 100, "Trang đầu có chữ.")], [(60, 100, "Trang sau có chữ.")]])
    document = document_of(data)
    everything = character_boxes(data, document, 0, len(document.text))
    for start, end in ((0, 5), (12, 25), (20, 20), (0, len(document.text))):
        assert character_boxes(data, document, start, end) == everything[start:end]
    assert {box[0] for box in everything if box} == {1, 2}


def test_another_file_has_no_boxes_to_give():
    document = document_of(pdf_of([[(60, 100, "Đề nghị xem xét phương án.")], [(60, 100, "Trang sau.")]]))
    other = pdf_of([[(60, 400, "Nội dung khác hẳn")]])
    assert character_boxes(other, document, 0, len(document.text)) == [None] * len(document.text)
    with pytest.raises(UnreadableError):
        character_boxes(b"%PDF-1.7 nothing", document, 0, 5)
    with pytest.raises(ValueError, match="no span"):
        character_boxes(other, document, 3, 999)


def ocr_line(text: str, start: int, top: float) -> Line:
    """A line of words, each 40 points wide and 50 apart."""
    words, at = [], start
    for number, word in enumerate(text.split()):
        words.append(OcrWord(at, at + len(word), (50.0 * number, top, 50.0 * number + 40, top + 12), 0.9))
        at += len(word) + 1
    return Line(start, start + len(text), (0, top, words[-1].box[2], top + 12), 0.9, tuple(words))


SCAN = Document(
    "scan.png",
    "Kính gửi Sở\nNội vụ",
    "image",
    (Page(1, 0, 18, 595, 842, (ocr_line("Kính gửi Sở", 0, 100), ocr_line("Nội vụ", 12, 120))),),
)


def test_words_of_ocr():
    boxes = character_boxes(b"", SCAN, 0, len(SCAN.text))
    assert boxes[5:8] == [(1, (50.0, 100, 90.0, 112))] * 3
    assert boxes[4] is boxes[11] is None
    assert SCAN.text[offset_at(SCAN, 1, 91, 106)] == "i"  # just beside "gửi"
    assert SCAN.text[offset_at(SCAN, 1, 102, 111)] == "S"
    assert offset_at(SCAN, 1, 55, 125) == 16
    for offset, place in enumerate(boxes):
        if place is not None:
            left, top, right, bottom = place[1]
            back = offset_at(SCAN, 1, (left + right) / 2, (top + bottom) / 2)
            assert boxes[back] == place, offset


def test_points_without_print():
    assert offset_at(SCAN, 1, 300, 106) is None
    assert offset_at(SCAN, 1, 20, 500) is None
    assert offset_at(SCAN, 2, 20, 106) is None
    assert offset_at(Document("a.txt", "Kính gửi", "text"), 1, 0, 0) is None
    assert character_boxes(b"Kinh", Document("a.txt", "Kính gửi", "text"), 0, 4) == [None] * 4


def test_boxes_of_a_real_signed_file(shared):
    check((shared / "data" / "files-dev" / "027.pdf").read_bytes())
