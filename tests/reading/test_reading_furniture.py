"""Page numbers, running heads and signature stamps are beside the text; sentences go on across pages."""

from __future__ import annotations

import io

import pytest
from reading_samples import LETTERHEAD, pdf_of

from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.layout import Piece, reading_order
from vn_dossier_nlp.reading.pages import PageStack
from vn_dossier_nlp.reading.pdf import read_pdf
from vn_dossier_nlp.schema import OcrWord, Page
from vn_dossier_nlp.settings import Settings

WIDTH, HEIGHT = 595.0, 842.0
LETTER = 5.4  # how wide a letter of 11 points is
FULL = "Sở Nông nghiệp rà soát các tuyến đê bao, cống ngăn mặn và trạm bơm trên địa bàn huyện"
PROSE = [FULL, "để lập danh mục công trình cần sửa chữa trước mùa khô năm 2026, trình phê duyệt."]


def printed(left: float, top: float, text: str, size: float = 11, sure: float | None = None) -> Piece:
    """A line whose baseline is at ``top``; with ``sure`` as OCR reads it, one word."""
    height, width = size, LETTER * size / 11 * len(text)
    box = (left, top - 0.8 * height, left + width, top + 0.2 * height)
    words = () if sure is None else (OcrWord(0, len(text), box, sure),)
    return Piece(text, box, sure, words)


def centred(top: float, text: str, size: float = 11) -> Piece:
    return printed((WIDTH - LETTER * size / 11 * len(text)) / 2, top, text, size)


def body(lines: list[str], top: float = 110) -> list[Piece]:
    return [printed(70, top + 18 * number, line) for number, line in enumerate(lines)]


def stacked(*pages: list[Piece]) -> tuple[str, tuple[Page, ...]]:
    stack = PageStack()
    for number, pieces in enumerate(pages, 1):
        stack.add(reading_order(pieces, WIDTH, HEIGHT, number), WIDTH, HEIGHT)
    return stack.text(), stack.pages()


def kept(pages: tuple[Page, ...]) -> list[list[tuple[str, str]]]:
    return [[(item.kind, item.text) for item in page.furniture] for page in pages]


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


# --- page numbers


@pytest.mark.parametrize(
    "forms",
    [
        [None, "2", "3"],
        ["1", "2", "3"],
        ["- 1 -", "- 2 -", "- 3 -"],
        [None, "Trang 2/3", "Trang 3/3"],
        ["Trang 1", "Trang 2", "Trang 3"],
        ["1/3", "2/3", "3/3"],
        [None, "ii", "iii"],
        ["17", "18", "19"],
        [None, "Page 2 of 3", "Page 3 of 3"],
    ],
)
@pytest.mark.parametrize("top", [45, 815])
def test_page_numbers_are_kept_beside_the_text(forms, top):
    pages = [body(PROSE) + ([centred(top, form)] if form else []) for form in forms]
    text, read = stacked(*pages)
    assert lines(text) == PROSE * 3
    assert kept(read) == [[("page_number", form)] if form else [] for form in forms]
    box = read[1].furniture[0].box
    assert abs((box[0] + box[2]) / 2 - WIDTH / 2) < 1


def test_the_number_of_a_second_and_last_page():
    _, read = stacked([*body(PROSE)], [*body(PROSE), centred(45, "2")])
    assert kept(read) == [[], [("page_number", "2")]]


def test_documents_in_one_file_count_anew():
    single, second = body(PROSE), [*body(PROSE), centred(45, "2")]
    text, read = stacked(single, second, single, second, single, second)
    assert lines(text) == PROSE * 6
    assert [bool(page.furniture) for page in read] == [False, True] * 3


@pytest.mark.parametrize(
    "alone",
    [
        centred(45, "15"),  # no page number: this is page 2
        centred(45, "2024"),
        printed(70, 45, "3/12"),
        centred(45, "II"),  # a heading
        centred(400, "2"),  # within the text
        printed(70, 110 + 36, "2"),  # the next item of a list
        printed(70, 92, "2"),  # the first cell of a table without lines
        centred(45, "2.000"),
        centred(45, "2)"),
    ],
)
def test_other_lone_numbers_stay(alone):
    text, read = stacked(body(PROSE), [*body(PROSE), alone])
    assert alone.text in lines(text)
    assert kept(read) == [[], []]


def test_a_number_below_which_there_is_text_is_no_foot():
    """Only what has no text between it and the edge of the page is furniture."""
    last = ["Tuyến đê bao ấp Một", "Cống ngăn mặn ấp Hai", "Trạm bơm ấp Ba"]
    pages = [[*body(PROSE), centred(770, str(n)), printed(70, 800, line)] for n, line in enumerate(last, 1)]
    text, read = stacked(*pages)
    assert [line for line in lines(text) if line.isdecimal()] == ["1", "2", "3"]
    assert kept(read) == [[], [], []]


def test_a_page_of_nothing_but_its_number():
    text, read = stacked(body(PROSE), [centred(45, "2")], [*body(PROSE), centred(45, "3")])
    assert lines(text) == PROSE * 2
    assert (read[1].start, read[1].end, read[1].lines) == (read[1].end, read[1].start, ())
    assert text[read[2].start :] == "\n".join(PROSE)


# --- running heads and feet


def test_running_heads_and_feet_with_their_numbers():
    pages = [
        [printed(70, 40, "Đề án thủy lợi nội đồng"), *body(PROSE), printed(70, 815, f"Bản {number} - Trang {number}")]
        for number in (1, 2, 3, 4)
    ]
    text, read = stacked(*pages)
    # What stands at the top of the first page may be its masthead.
    assert lines(text) == ["Đề án thủy lợi nội đồng", *PROSE * 4]
    assert kept(read)[0] == [("running_head", "Bản 1 - Trang 1")]
    assert kept(read)[3] == [("running_head", "Đề án thủy lợi nội đồng"), ("running_head", "Bản 4 - Trang 4")]


def test_a_head_on_the_two_later_pages_of_three():
    head = printed(70, 40, "Báo cáo tác động xâm nhập mặn")
    text, read = stacked(body(PROSE), [head, *body(PROSE)], [head, *body(PROSE)])
    assert head.text not in text
    assert [len(page.furniture) for page in read] == [0, 1, 1]


def test_a_head_above_the_page_number():
    pages = [[printed(70, 32, "Phương án cấp nước"), centred(50, str(n)), *body(PROSE)] for n in (1, 2, 3)]
    _, read = stacked(*pages)
    assert kept(read)[2] == [("running_head", "Phương án cấp nước"), ("page_number", "3")]


def test_lines_at_other_places_or_on_few_pages_stay():
    same = [printed(70, top, "Ghi chú: số liệu tạm tính") for top in (30, 60, 78)]
    text, _ = stacked(*([piece, *body(PROSE)] for piece in same))
    assert text.count("Ghi chú") == 3
    head = printed(70, 40, "Ghi chú: số liệu tạm tính")
    text, _ = stacked([head, *body(PROSE)], body(PROSE), body(PROSE), body(PROSE), [head, *body(PROSE)])
    assert text.count("Ghi chú") == 2


def masthead() -> list[Piece]:
    return [printed(left, top, text) for left, top, text in LETTERHEAD[:6]]


def test_the_mastheads_of_documents_in_one_file_stay():
    page = [*masthead(), *body(PROSE, 200)]
    text, read = stacked(page, body(PROSE), page, body(PROSE), page, body(PROSE))
    assert text.count("UBND TỈNH LÂM ĐỒNG") == text.count("CỘNG HÒA XÃ HỘI") == 3
    assert kept(read) == [[]] * 6


def test_letters_that_end_alike_keep_their_ends():
    page = [*masthead(), *body(PROSE, 200), printed(70, 800, "- Lưu: VT."), printed(360, 800, "Lò Văn Mẫu")]
    text, _ = stacked(page, page, page)
    assert text.count("- Lưu: VT.") == text.count("Lò Văn Mẫu") == 3
    # But a foot on all pages of one document goes, from the page with the masthead too.
    foot = printed(70, 815, "Lưu hành nội bộ")
    text, _ = stacked([*page, foot], [*body(PROSE), foot], [*body(PROSE), foot])
    assert "nội bộ" not in text


def test_headings_stay():
    numbered = [[centred(60, f"PHỤ LỤC {number}"), *body(PROSE)] for number in (1, 2, 3, 4)]
    text, read = stacked(*numbered)
    assert [line for line in lines(text) if line.startswith("PHỤ LỤC")] == [f"PHỤ LỤC {n}" for n in (1, 2, 3, 4)]
    assert kept(read) == [[]] * 4
    # Repeated on the pages of its annex it is said once.
    again = [[centred(60, "Phụ lục II"), *body(PROSE)] for _ in range(3)]
    text, _ = stacked(body(PROSE), *again)
    assert text.count("Phụ lục II") == 1


def test_dates_that_differ_tell_headings_apart():
    pages = [[printed(70, 50, f"Buổi họp ngày {day}/3"), *body(PROSE)] for day in (4, 11, 25)]
    text, _ = stacked(*pages)
    assert text.count("Buổi họp ngày") == 3


def test_the_head_of_a_table_on_each_page_stays():
    pages = [[printed(70, 70, "STT | Hạng mục | Kinh phí"), *body(PROSE)] for _ in range(4)]
    text, _ = stacked(*pages)
    assert text.count("STT | Hạng mục") == 4


def test_a_secret_mark_stays_wherever_it_is():
    pages = [[*body(PROSE), centred(815, "MẬT")] for _ in range(4)]
    text, _ = stacked(*pages)
    assert lines(text).count("MẬT") == 4


def test_heads_that_ocr_read_with_other_marks():
    heads = ["Kế hoạch nạo vét kênh", "Kê hoạch nạo vét kênh", "Kế hoach nạo vét kênh"]
    pages = [[printed(70, 40, head, sure=0.9), *body(PROSE)] for head in heads]
    text, read = stacked(body(PROSE), *pages)
    assert "nạo vét" not in text
    assert [item.text for page in read for item in page.furniture] == heads


# --- stamps

SMALL = 6.5
CORNER = [
    "Người ký: Sở Nông nghiệp và Môi trường",
    "Email: sonnmt@tinhmau.gov.vn",
    "Cơ quan: Tỉnh Mẫu",
    "Thời gian ký: 12.03.2026 09:41:07 +07:00",
]
STAMPS = {
    "corner": CORNER,
    "wrapped": [
        "Ký bởi: Ủy ban nhân dân tỉnh",
        "Mẫu",
        "Cơ quan: Tỉnh Mẫu",
        "Thời gian ký: 12/03/2026 09:41:07",
    ],
    "clerk": ["TRUNG TÂM TIN HỌC", "vanthu@tinhmau.gov.vn", "12.03.2026 09:41:07", "+07:00"],
    "no marks": ["Nguoi ky: So Noi vu", "Email: snv@tinhmau.gov.vn", "Thoi gian ky: 12.03.2026 09:41:07"],
    "signed day": ["Ký bởi: CÔNG TY MẪU", "Ký ngày: 12/03/2026 09:41:07"],
    "verdict": ["Signature Not Verified", "Được ký bởi: Sở Nội vụ", "Ngày ký: 12/03/2026 09:41:07"],
    "english": [
        "Digitally signed by SO NOI VU",
        "DN: C=VN, S=MAU, O=SO NOI VU",
        "Reason: I am the author of this document",
        "Date: 2026.03.12 09:41:07+07'00'",
    ],
    "law": ["Chữ ký số hợp lệ", "Ký bởi: Sở Nội vụ", "Thời gian ký: 12/03/2026"],
}


def small(left: float, top: float, said: list[str], size: float = SMALL) -> list[Piece]:
    return [printed(left, top + 1.25 * size * number, line, size) for number, line in enumerate(said)]


@pytest.mark.parametrize("name", STAMPS)
@pytest.mark.parametrize("where", [(430, 20), (360, 560)])
def test_stamps_are_kept_beside_the_text(name, where):
    rest = [*masthead(), *body(PROSE, 200), printed(375, 550, "GIÁM ĐỐC"), printed(365, 640, "Lò Văn Mẫu")]
    expected, _ = stacked(rest)
    text, (page,) = stacked(rest + small(*where, STAMPS[name]))
    assert text == expected
    assert kept((page,)) == [[("signature_stamp", "\n".join(STAMPS[name]))]]
    left, top, right, bottom = page.furniture[0].box
    assert left == pytest.approx(where[0], abs=1)
    assert top < where[1] < bottom
    assert right > left + 50


def test_two_stamps_side_by_side():
    rest = body(PROSE, 200)
    text, (page,) = stacked(rest + small(240, 20, STAMPS["clerk"]) + small(440, 16, STAMPS["wrapped"]))
    assert lines(text) == PROSE
    assert sorted(item.text.split("\n")[0] for item in page.furniture) == [
        "Ký bởi: Ủy ban nhân dân tỉnh",
        "TRUNG TÂM TIN HỌC",
    ]


def test_a_stamp_as_large_as_the_text_over_the_signature():
    stamp = small(350, 520, CORNER, 11)
    _, (page,) = stacked([*body(PROSE, 200), printed(375, 500, "GIÁM ĐỐC"), *stamp])
    assert kept((page,)) == [[("signature_stamp", "\n".join(CORNER))]]


@pytest.mark.parametrize(
    "said",
    [
        # What a report says of the signature of another file, in the print of the text.
        ["Tệp tin có chữ ký số như sau:", *CORNER],
        ["Người ký: Giám đốc Sở", "Ngày ký: 12/3/2026", "Nơi nhận: Phòng Kế hoạch"],
        ["Ngày ký: 12/3/2026; hiệu lực từ ngày ký."],
        ["Chữ ký số của cơ quan được quản lý theo quy chế này."],
        ["Email: lienhe@tinhmau.gov.vn", "Điện thoại: 0123 456 789"],
    ],
)
def test_the_text_may_speak_of_signatures(said):
    text, (page,) = stacked([*body(PROSE, 200), *body(said, 260)])
    assert lines(text) == [*PROSE, *said]
    assert page.furniture == ()


def test_small_print_beside_a_stamp_stays():
    recipients = small(70, 600, ["- Như trên;", "- Sở Tài chính;", "- Lưu: VT, KH."], 9)
    pieces = [*body(PROSE, 200), printed(70, 585, "Nơi nhận:", 9), *recipients, *small(360, 600, CORNER)]
    text, (page,) = stacked(pieces)
    assert lines(text)[2:] == ["Nơi nhận:", "- Như trên;", "- Sở Tài chính;", "- Lưu: VT, KH."]
    assert len(page.furniture) == 1


def field_pdf(top: float = 104) -> bytes:
    """A page that leaves its number to a form field, as signed files do."""
    from reportlab.pdfgen.canvas import Canvas

    pdf_of([LETTERHEAD])  # registers the font
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    canvas.setFont("Viet", 11)
    for left, line, text in [(80, 104, "Số:"), (135, 104, "/TTr-SNV"), (70, 200, PROSE[0]), (70, 216, PROSE[1])]:
        canvas.drawString(left, HEIGHT - line, text)
    canvas.acroForm.textfield(
        value="41", x=100, y=HEIGHT - top - 4, width=30, height=14, borderWidth=0, fontSize=11, forceBorder=False
    )
    canvas.save()
    return out.getvalue()


def test_words_of_form_fields_are_read_where_they_stand(read):
    """The number of a signed document often is in such a field, not in the text layer."""
    reading = read(field_pdf())
    assert lines(reading.document.text) == ["Số: 41 /TTr-SNV", *PROSE]


@pytest.mark.parametrize("name", ["015", "017", "019", "020"])
def test_stamps_of_real_scans(shared, ocr, name):
    content = read_pdf((shared / "data" / "files-dev" / f"{name}.pdf").read_bytes(), Settings(), Clock(120))
    stamps = [item.text for item in content.pages[0].furniture if item.kind == "signature_stamp"]
    assert sorted(stamp.count("\n") for stamp in stamps) == [2, 4]
    assert any(stamp.startswith("Ký bởi: ") and "\nThời gian ký: " in stamp for stamp in stamps)
    assert "Thời gian ký" not in content.text
    assert "gov.vn" not in content.text


def test_stamp_and_fields_of_a_real_signed_file(shared):
    content = read_pdf((shared / "data" / "files-dev" / "027.pdf").read_bytes(), Settings(), Clock(120))
    assert [item.kind for page in content.pages for item in page.furniture] == ["signature_stamp", "page_number"]
    assert "@" not in content.text
    # Its number and its day are form fields that the text layer lacks.
    assert "Số: 11 /TB-UBND" in content.text
    assert "ngày 08 tháng 01 năm 2025" in content.text


# --- joins


def joined(last: str, first: str, *, number: str | None = None, notes: list[str] | None = None) -> str:
    """What stands between two pages of which one ends with ``last`` and the other begins with ``first``."""
    ending = body([FULL, last])
    for row, note in enumerate(notes or []):
        ending.append(printed(70, 780 + 12 * row, note, 9))
    following = body([first, "Kính trình xem xét."]) + ([centred(45, number)] if number else [])
    text, (one, two) = stacked(ending, following)
    assert text[two.start :].startswith(first)
    assert text[one.start : one.end].startswith(FULL)
    return text[one.end : two.start]


LONG = "Ủy ban nhân dân huyện đã báo cáo và đề nghị bố trí vốn theo quy định tại Nghị định số"


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (LONG, "40/2020/NĐ-CP ngày 06 tháng 4 năm 2020 của Chính phủ, đến nay chưa được cấp."),
        ("Ủy ban nhân dân huyện đã báo cáo và đề nghị theo Nghị định số 40/2020/NĐ-", "CP của Chính phủ, chưa được."),
        (LONG.replace("Nghị định số", "các văn bản"), "hướng dẫn thi hành của Chính phủ, đến nay chưa được cấp."),
        (LONG.replace("Nghị định số", "các văn bản"), "(gọi tắt là hướng dẫn) đến nay chưa được xem xét."),
        (LONG.replace("Nghị định số", "Ủy ban,"), "Hội đồng nhân dân tỉnh đã cho ý kiến tại phiên họp."),
        (LONG.replace("Nghị định số", "tỷ lệ 12"), "% trên tổng mức đầu tư, đến nay chưa được xem xét."),
    ],
)
def test_a_sentence_goes_on_over_the_page(last, first):
    assert joined(last, first) == "\n"
    assert joined(last, first, number="2") == "\n"


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (LONG + " 12.", "theo đó, các đơn vị đã rà soát xong."),
        (LONG + " 12;", "theo đó, các đơn vị đã rà soát xong."),
        ("để các đơn vị thực hiện./.", "theo đó"),
        ("Kết quả rà soát", "như sau đây là bảng tổng hợp của các huyện."),  # a short line ends a paragraph
        (LONG, "Điều 2. Sở Tài chính chịu trách nhiệm thi hành."),
        (LONG, "2. Sở Tài chính bố trí vốn từ nguồn dự phòng."),
        (LONG, "a) sở Tài chính bố trí vốn từ nguồn dự phòng;"),
        (LONG, "- sở Tài chính bố trí vốn từ nguồn dự phòng;"),
        (LONG, "1 | đê bao ấp 3 | 1.250"),
    ],
)
def test_other_pages_are_parted_by_a_blank_line(last, first):
    assert joined(last, first) == "\n\n"


def test_a_page_that_ends_in_footnotes_is_parted():
    note = "¹ Quyết định về phân cấp quản lý công trình thủy lợi trên địa bàn"
    assert joined(LONG, "các văn bản", notes=[note]) == "\n\n"


def test_a_citation_over_two_pages_stays_whole(read):
    first = [(70, 100, FULL), (70, 116, LONG)]
    second = [(294, 45, "2"), (70, 100, "40/2020/NĐ-CP ngày 06 tháng 4 năm 2020."), (70, 116, "Kính trình.")]
    document = read(pdf_of([first, second])).document
    assert f"{LONG}\n40/2020/NĐ-CP" in document.text
    one, two = document.pages
    assert (document.text[one.end : two.start], two.furniture[0].text) == ("\n", "2")
    assert document.text[two.start : two.end].startswith("40/2020")
