"""Born-digital PDF: reading order, lines with boxes, tables."""

from __future__ import annotations

import io

import pytest
from reading_samples import LETTERHEAD, pdf_of

BODY = [
    (70, 200, "Căn cứ Nghị định số 126/2024/NĐ-CP ngày 08 tháng 10 năm 2024 của Chính phủ quy định"),
    (70, 216, "về tổ chức, hoạt động và quản lý hội;"),
]
SIGNATURE = [
    (70, 500, "Kính trình Ủy ban nhân dân tỉnh xem xét, quyết định để các đơn vị thực hiện./."),
    (70, 540, "Nơi nhận:"),
    (340, 542, "TM. ỦY BAN NHÂN DÂN"),
    (70, 553, "- Như trên;"),
    (375, 558, "CHỦ TỊCH"),
    (70, 566, "- Văn phòng Ủy ban nhân dân tỉnh (để báo cáo);"),
    (70, 579, "- Lưu: VT."),
    (360, 620, "Nguyễn Văn A"),
]


def text(reading) -> str:
    assert reading.source.outcome == "read"
    return reading.document.text


def test_masthead_is_read_block_by_block(read):
    said = text(read(pdf_of([[*LETTERHEAD, *BODY]])))
    assert "Số: 12/TTr-SNV\n\nCỘNG HÒA" in said
    assert "năm 2025\n\nTỜ TRÌNH\nVề việc" in said
    assert [line for line in said.splitlines() if line] == [
        "UBND TỈNH LÂM ĐỒNG",
        "SỞ NỘI VỤ",
        "Số: 12/TTr-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lâm Đồng, ngày 12 tháng 3 năm 2025",
        "TỜ TRÌNH",
        "Về việc thành lập tổ công tác liên ngành",
        BODY[0][2],
        BODY[1][2],
    ]


def test_signature_is_read_block_by_block(read):
    lines = [line for line in text(read(pdf_of([LETTERHEAD, SIGNATURE]))).splitlines() if line]
    assert lines[8:] == [
        SIGNATURE[0][2],
        "Nơi nhận:",
        "- Như trên;",
        "- Văn phòng Ủy ban nhân dân tỉnh (để báo cáo);",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn A",
    ]


def test_drawing_order_does_not_matter(read):
    page = [*LETTERHEAD, *BODY]
    assert text(read(pdf_of([page[::-1]]))) == text(read(pdf_of([page])))


def test_letters_drawn_after_their_line(read):
    """LibreOffice draws the letters of a fallback font after the rest of the line."""
    from reportlab.pdfbase import pdfmetrics

    pdf_of([LETTERHEAD])  # registers the font
    line, font, late = "Về việc hỗ trợ số 202/2025/QH15", ("Viet", 11), "ềệỗợố"

    def at(index: int) -> float:
        return 70 + pdfmetrics.stringWidth(line[:index], *font)

    pieces, start = [], 0
    for index, char in enumerate(line):
        if char in late:
            pieces.append((at(start), 100, line[start:index]))
            start = index + 1
    pieces.append((at(start), 100, line[start:]))
    pieces += [(at(index), 100, char) for index, char in enumerate(line) if char in late]
    assert text(read(pdf_of([pieces]))) == line


def test_a_wide_gap_parts_a_line_and_made_up_blanks_stay(read):
    from reportlab.pdfgen.canvas import Canvas

    pdf_of([LETTERHEAD])
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont("Viet", 11)
    for top in (100, 116):
        # One line of print in three strings, no blank between them in the file.
        for left, words in ((70, "Tờ"), (88, "trình"), (340, "Giám đốc")):
            canvas.drawString(left, 842 - top, words)
    canvas.save()
    assert text(read(out.getvalue())) == "Tờ trình\nTờ trình\n\nGiám đốc\nGiám đốc"


def test_combining_marks_stay_with_their_letters(read):
    """Letters drawn from right to left, each with its mark: put in order by place."""
    from unicodedata import normalize

    from reportlab.pdfbase import pdfmetrics

    pdf_of([LETTERHEAD])
    line = "Đềnghịphêduyệt"
    pieces = []
    for index in reversed(range(len(line))):
        left = 70 + pdfmetrics.stringWidth(line[:index], "Viet", 11)
        pieces.append((left, 100, normalize("NFD", line[index])))
    assert normalize("NFC", text(read(pdf_of([pieces])))) == line


def test_more_characters_than_are_asked_for_at_once(read):
    lines = [f"{number}. Căn cứ Luật Tổ chức chính quyền địa phương" for number in range(1, 41)]
    page = [(70, 60 + 18 * number, line) for number, line in enumerate(lines)]
    said = text(read(pdf_of([page[::-1]])))
    assert said.splitlines() == lines


def raised(parts: list[tuple[str, bool]], top: float, canvas, size: float = 11) -> None:
    """A line with some parts raised and smaller, as footnotes are marked."""
    text = canvas.beginText(70, 842 - top)
    for words, up in parts:
        text.setFont("Viet", 0.6 * size if up else size)
        text.setRise(0.35 * size if up else 0)
        text.textOut(words)
    canvas.drawText(text)


MARKED = [
    [("Căn cứ Nghị định số 30/2020/NĐ-CP", 0), ("1", 1), (" ngày 05 tháng 3 năm 2020", 0), ("12", 1), (".", 0)],
    [("Diện tích 1.250 m", 0), ("2", 1), (", dung tích 80 m", 0), ("3", 1), (" nước", 0)],
    [("Nghị quyết của Hội đồng nhân dân năm 2020", 0), ("3", 1)],
    [("1", 1), (" Nghị định về công tác văn thư", 0)],
    [("45", 1), (" Quyết định giao dự toán 2025", 0)],
]
MARKED_TEXT = [
    "Căn cứ Nghị định số 30/2020/NĐ-CP¹ ngày 05 tháng 3 năm 2020¹².",
    "Diện tích 1.250 m², dung tích 80 m³ nước",
    "Nghị quyết của Hội đồng nhân dân năm 2020³",
    "¹ Nghị định về công tác văn thư",
    "⁴⁵ Quyết định giao dự toán 2025",
]


@pytest.mark.parametrize("by_place", [False, True])
@pytest.mark.parametrize("size", [9, 11, 14])
def test_raised_digits_become_superscripts(read, size, by_place):
    from reportlab.pdfgen.canvas import Canvas

    pdf_of([LETTERHEAD])
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    if by_place:  # a line drawn from right to left: the whole page is put together by places
        canvas.setFont("Viet", 11)
        canvas.drawString(300, 642, "phải")
        canvas.drawString(270, 642, "bên")
    for number, parts in enumerate(MARKED):
        raised(parts, 100 + 18 * number, canvas, size)
    canvas.save()
    assert text(read(out.getvalue())).splitlines()[:5] == MARKED_TEXT


def test_raised_digits_in_the_cell_of_a_table(read):
    from reportlab.pdfgen.canvas import Canvas

    pdf_of([LETTERHEAD])
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for top in (80, 110, 140):
        canvas.line(60, 842 - top, 500, 842 - top)
    for left in (60, 300, 500):
        canvas.line(left, 762, left, 702)
    raised([("Thửa số 11", 0), ("1", 1)], 100, canvas)
    raised([("Thửa số 12", 0)], 130, canvas)
    canvas.setFont("Viet", 11)
    canvas.drawString(310, 742, "1.111")
    canvas.drawString(310, 712, "1.211")
    canvas.save()
    assert text(read(out.getvalue())).splitlines() == ["Thửa số 11¹ | 1.111", "Thửa số 12 | 1.211"]


def test_what_is_raised_but_no_footnote_mark_stays(read):
    from reportlab.pdfgen.canvas import Canvas

    pdf_of([LETTERHEAD])
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    # Smaller on the line, raised in full size, lowered.
    for top, size, rise in ((100, 6.6, 0), (120, 11, 2), (140, 6.6, -2)):
        line = canvas.beginText(70, 842 - top)
        line.setFont("Viet", 11)
        line.textOut("Biểu mẫu số ")
        line.setFont("Viet", size)
        line.setRise(rise)
        line.textOut("12")
        canvas.drawText(line)
    canvas.save()
    assert text(read(out.getvalue())).splitlines() == ["Biểu mẫu số 12"] * 3


def test_blocks_of_two_sizes_side_by_side_have_no_superscripts(read):
    from reportlab.pdfgen.canvas import Canvas

    pdf_of([LETTERHEAD])
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for left, top, size, words in ((330, 100, 14, "Lâm Đồng, ngày 12"), (70, 97, 9, "Số: 12/TTr-SNV")):
        canvas.setFont("Viet", size)
        canvas.drawString(left, 842 - top, words)
    canvas.save()
    said = text(read(out.getvalue()))
    assert "Số: 12/TTr-SNV" in said
    assert "ngày 12" in said


def test_numbers_of_thin_digits_hold_together(read):
    """Put together by places, the white beside a "1" is no blank."""
    lines = ["Số 1111/QĐ-UBND ngày 11/11/2011", "tăng 1,11 lần so với 10.111 hộ (11%)"]
    page = [(70, 100 + 18 * number, line) for number, line in enumerate(lines)]
    page += [(300, 180, "phải"), (270, 180, "bên")]
    assert text(read(pdf_of([page]))).splitlines()[:2] == lines


def test_a_page_of_nothing_has_no_pieces():
    import pypdfium2

    from vn_dossier_nlp.reading.glyphs import GlyphPage, blank_width, pieces_of

    pdf = pypdfium2.PdfDocument.new()
    textpage = pdf.new_page(595, 842).get_textpage()
    page = GlyphPage(textpage, lambda left, bottom, right, top: (left, 842 - top, right, 842 - bottom))
    glyphs = page.glyphs()
    assert (page.text, page.pieces(), len(glyphs)) == ("", [], 0)
    assert pieces_of(glyphs, blank_width(glyphs)) == []


def test_hyphen_at_the_end_of_a_line_stays(read):
    page = [(70, 100, "theo quy định tại Nghị định số 126/2024/NĐ-"), (70, 116, "CP của Chính phủ")]
    assert text(read(pdf_of([page]))) == "theo quy định tại Nghị định số 126/2024/NĐ-\nCP của Chính phủ"


def test_pages_and_boxes(read):
    document = read(pdf_of([[*LETTERHEAD, *BODY], SIGNATURE])).document
    first, second = document.pages
    assert document.text[first.end : second.start] == "\n\n"
    assert (first.number, first.width, first.height) == (1, 595, 842)
    line = next(line for line in first.lines if document.text[line.start :].startswith("Căn cứ"))
    left, top, right, bottom = line.box
    assert left == pytest.approx(70, abs=2)
    assert 185 < top < 196 < bottom < 206
    assert 450 < right < 595
    assert line.ocr_confidence is None


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_the_same(read, turn):
    """The page is drawn turned and its /Rotate turns it back."""
    from reportlab.pdfgen.canvas import Canvas

    page = [*LETTERHEAD, *BODY]
    straight = text(read(pdf_of([page])))
    out = io.BytesIO()
    # reportlab itself swaps the sides of a page that is turned by a quarter.
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont("Viet", 11)
    canvas.setPageRotation(turn)
    canvas.translate(*{90: (842, 0), 180: (595, 842), 270: (0, 595)}[turn])
    canvas.rotate(turn)
    for left, top, words in page:
        canvas.drawString(left, 842 - top, words)
    canvas.save()
    assert text(read(out.getvalue())) == straight


def ruled(rows: list[list[str]], *, boxes: bool) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    pdf_of([LETTERHEAD])
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont("Viet", 10)
    canvas.drawString(70, 742, "Bảng kinh phí thực hiện:")
    edges = (70, 110, 300, 420)
    for number, row in enumerate(rows):
        top = 720 - 20 * number
        for left, right, cell in zip(edges[:-1], edges[1:], row, strict=True):
            canvas.drawString(left + 4, top - 14, cell)
            if boxes:
                canvas.rect(left, top - 20, right - left, 20)
    if not boxes:
        for number in range(len(rows) + 1):
            canvas.line(edges[0], 720 - 20 * number, edges[-1], 720 - 20 * number)
        for edge in edges:
            canvas.line(edge, 720, edge, 720 - 20 * len(rows))
    canvas.drawString(70, 742 - 20 * len(rows) - 60, "Kính trình xem xét, quyết định.")
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("boxes", [True, False])
def test_ruled_table(read, boxes):
    rows = [
        ["STT", "Nội dung", "Số tiền"],
        ["1", "Đào tạo, bồi dưỡng cán bộ", "10.506"],
        ["2", "Mua sắm", ""],
    ]
    lines = [line for line in text(read(ruled(rows, boxes=boxes))).splitlines() if line]
    assert lines == [
        "Bảng kinh phí thực hiện:",
        "STT | Nội dung | Số tiền",
        "1 | Đào tạo, bồi dưỡng cán bộ | 10.506",
        "2 | Mua sắm |",
        "Kính trình xem xét, quyết định.",
    ]


def test_control_characters_are_dropped():
    from vn_dossier_nlp.reading.glyphs import clean

    assert clean("a\x00b\x07\ufeffc\ufffe\x02d\re") == "abc--d\ne"
