"""Print in the head of a scan that OCR did not read."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reading_samples import LETTERHEAD, font_path, picture_of

from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.scans import Rendered, first_page, rendered
from vn_dossier_nlp.reading.secrets import bears_secret_mark
from vn_dossier_nlp.reading.stamp_zone import stamp_zone, unread_ink
from vn_dossier_nlp.reading.tesseract import Word
from vn_dossier_nlp.settings import Settings

BODY = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;",
    "Căn cứ Nghị định số 126/2024/NĐ-CP ngày 08 tháng 10 năm 2024;",
    "Sở Nội vụ trình Ủy ban nhân dân tỉnh xem xét, quyết định việc thành lập",
    "tổ công tác liên ngành về cải cách hành chính với các nội dung sau đây:",
)
PAGE = [*LETTERHEAD, *((85, 250 + 19 * index, line) for index, line in enumerate(BODY * 3))]
MILLIMETRE = 200 / 25.4
FREE = (22, 60)  # millimetres from the page's corner: nothing is printed there
INCOMING = (
    "VĂN PHÒNG UBND TỈNH\nCÔNG VĂN ĐẾN\nSố: ................\nNgày: ......./......./.......\nChuyển: .............."
)


def paper():
    """A page with the rules under the issuer and the motto."""
    image = picture_of(PAGE)
    draw = ImageDraw.Draw(image)
    for left, right, top in ((110, 150, 80), (340, 470, 80)):
        draw.line([mark * 200 / 72 for mark in (left, top, right, top)], fill=0, width=2)
    return image


def stamp(text: str, shade: int = 40, framed: bool = True, capitals: float = 4.5):
    """A stamp with capitals so many millimetres high."""
    font = ImageFont.truetype(font_path(), round(capitals * MILLIMETRE / 0.73))
    bold = round(0.02 * font.size)
    left, top, right, bottom = ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox(
        (0, 0), text, font, stroke_width=bold
    )
    edge = round(1.8 * MILLIMETRE)
    image = Image.new("L", (round(right - left) + 2 * edge, round(bottom - top) + 2 * edge), 255)
    draw = ImageDraw.Draw(image)
    draw.multiline_text((edge - left, edge - top), text, shade, font, align="center", stroke_width=bold)
    if framed:
        draw.rectangle((0, 0, image.width - 1, image.height - 1), outline=shade, width=3)
    return image


def blotted(image, seed: int):
    """Ink drawn across a stamp."""
    chance = random.Random(seed)
    draw = ImageDraw.Draw(image)
    for _ in range(14):
        points = [(chance.randint(0, image.width), chance.randint(0, image.height)) for _ in range(4)]
        draw.line(points, fill=30, width=chance.randint(5, 14))
    return image


def scribbled(image, box: tuple[float, ...], seed: int, width: int = 3):
    """Something like handwriting in a box."""
    chance = random.Random(seed)
    left, top, right, bottom = box
    draw = ImageDraw.Draw(image)
    step = (bottom - top) * 0.6
    for start in np.arange(left, right - step, step):
        points = [(start + chance.random() * step, chance.uniform(top, bottom)) for _ in range(5)]
        draw.line(points, fill=50, width=width, joint="curve")
    return image


def on(page, mark, place=FREE, angle: float = 0):
    """The page with the stamp on it, turned against the clock."""
    mark = mark.rotate(angle, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    left, top = (round(distance * MILLIMETRE) for distance in place)
    under = page.crop((left, top, left + mark.width, top + mark.height))
    page.paste(Image.fromarray(np.minimum(np.asarray(under), np.asarray(mark))), (left, top))
    return page


def scanned(page, noise: float = 6, blur: float = 0.7, ground: int = 250):
    """The page as a scanner gives it back."""
    grey = np.asarray(page.filter(ImageFilter.GaussianBlur(blur))) * (ground / 255)
    grey = grey + np.random.default_rng(1).normal(0, noise, grey.shape)
    return Image.fromarray(grey.clip(0, 255).astype(np.uint8))


def look(page):
    return first_page(Rendered(page, 200), Settings(), Clock(60))[1]


@pytest.mark.ocr
@pytest.mark.parametrize("degree", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
@pytest.mark.parametrize(
    ("angle", "shade", "framed"), [(0, 40, True), (3, 40, True), (-6, 40, False), (10, 40, True), (0, 170, True)]
)
def test_a_secret_stamp_is_found(ocr, degree, angle, shade, framed):
    zone = look(scanned(on(paper(), stamp(degree, shade, framed), angle=angle)))
    assert bears_secret_mark(zone.text) or not zone.readable
    # Straight or little turned it is even read.
    if abs(angle) < 5:
        assert bears_secret_mark(zone.text), zone


@pytest.mark.ocr
@pytest.mark.parametrize("place", [(115, 20), (28, 15)])
def test_a_secret_stamp_across_print_is_not_passed_over(ocr, place):
    zone = look(scanned(on(paper(), stamp("TỐI MẬT"), place, 4)))
    assert bears_secret_mark(zone.text) or not zone.readable


@pytest.mark.ocr
@pytest.mark.parametrize("seed", range(3))
def test_a_blotted_stamp_cannot_be_read(ocr, seed):
    zone = look(scanned(on(paper(), blotted(stamp("TỐI MẬT" if seed else "MẬT"), seed), angle=3 * seed)))
    assert not zone.readable


@pytest.mark.ocr
@pytest.mark.parametrize(("noise", "blur", "ground"), [(0, 0.3, 255), (10, 1.0, 235), (18, 1.2, 250)])
def test_nothing_is_hidden_on_a_page_without_a_stamp(ocr, noise, blur, ground):
    zone = look(scanned(paper(), noise, blur, ground))
    assert zone.readable
    assert not bears_secret_mark(zone.text)


@pytest.mark.ocr
@pytest.mark.parametrize(("text", "angle"), [("HỎA TỐC", 0), ("HỎA TỐC", 4), ("DỰ THẢO", 4), ("KHẨN", 0)])
def test_other_stamps_are_readable(ocr, text, angle):
    zone = look(scanned(on(paper(), stamp(text), angle=angle)))
    assert zone.readable
    assert not bears_secret_mark(zone.text)


@pytest.mark.ocr
def test_a_short_stamp_turned_far_may_go_to_a_person_but_is_not_called_secret(ocr):
    assert not bears_secret_mark(look(scanned(on(paper(), stamp("KHẨN"), angle=-6))).text)


@pytest.mark.ocr
@pytest.mark.parametrize("angle", [0, 3])
def test_the_stamp_of_mail_that_came_in_is_readable_though_filled_in_by_hand(ocr, angle):
    mark = stamp(INCOMING, 60, capitals=2.3)
    width, height = mark.size
    for seed, (left, top, right) in enumerate(((0.35, 0.46, 0.6), (0.35, 0.64, 0.85), (0.4, 0.82, 0.8))):
        scribbled(mark, (left * width, top * height, right * width, (top + 0.12) * height), seed)
    zone = look(scanned(on(paper(), mark, angle=angle)))
    assert zone.readable
    assert not bears_secret_mark(zone.text)


@pytest.mark.ocr
def test_a_number_written_by_hand_is_no_stamp(ocr):
    page = picture_of([line for line in PAGE if "Số: 12" not in line[2]] + [(80, 104, "Số:"), (125, 104, "/TTr-SNV")])
    scribbled(page, (100 * 200 / 72, 93 * 200 / 72, 122 * 200 / 72, 105 * 200 / 72), 1, 4)
    assert look(scanned(page)).readable


@pytest.mark.ocr
def test_a_note_written_by_hand_is_for_a_person(ocr):
    box = (20 * MILLIMETRE, 60 * MILLIMETRE, 70 * MILLIMETRE, 72 * MILLIMETRE)
    assert not look(scanned(scribbled(paper(), box, 3, 4))).readable


@pytest.mark.ocr
@pytest.mark.parametrize("name", ["015", "017", "019", "020"])
def test_real_scans_hide_nothing(ocr, shared, name):
    import pypdfium2

    page = pypdfium2.PdfDocument(shared / "data" / "files-dev" / f"{name}.pdf")[0]
    pieces, zone = first_page(rendered(page, Settings()), Settings(), Clock(60))
    assert len(pieces) > 20
    assert zone.readable
    assert not bears_secret_mark(zone.text)


# --- without OCR ----------------------------------------------------------------------------------------------------


def line(*texts: str, sure: float = 0.9, left: int = 100, top: int = 100, size: int = 40) -> list[Word]:
    """Words in a row."""
    words = []
    for text in texts:
        right = left + len(text) * size * 2 // 3
        words.append(Word(text, (1, 1, top), left, top, right, top + size, sure))
        left = right + size // 3
    return words


def refuse(*_):
    raise AssertionError("nothing to read again")


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("MẬT",), "MẬT"),
        (("MẠT",), "MẬT"),
        (("M", "ẬT"), "MẬT"),
        (("|MÂT|",), "MẬT"),
        (("TOI", "MẶT"), "TỐI MẬT"),
        (("TỐ1", "MẬTT"), "TỐI MẬT"),
        (("TUYẾỆT", "MẠT", "v,"), "TUYỆT MẬT"),
        (("ĐÃ", "GIẢI", "MẬT"), "GIẢI MẬT"),
        (("bảo", "mật"), ""),
        (("BẢO", "MẬT"), ""),
        (("BÍ", "MẬT", "NHÀ", "NƯỚC"), ""),
        (("MẶT", "TRẬN", "TỔ", "QUỐC"), ""),
        (("MẬT", "ĐỘ"), ""),
        (("MẬT", "MÃ"), ""),
        (("TỜ", "TRÌNH"), ""),
    ],
)
def test_a_mark_is_told_however_it_is_spelt(texts, found):
    zone = stamp_zone(Image.new("L", (1654, 2339), 255), line(*texts), 200, refuse)
    assert (zone.readable, zone.text) == (True, found)


@pytest.mark.parametrize(
    ("texts", "readable"),
    [
        (("LUYỆT", "MẬT"), False),
        (("TUYỆT", "MÂ1"), False),
        (("LỐI", "MẬ1"), False),
        (("TUYỆT",), False),
        (("MẬ1",), False),
        (("Độc", "lập", "MẬT"), False),
        (("TỈNH", "LÂM", "MẬT"), False),
        (("ỦY", "BAN", "MẶT", "TRẬN"), True),
        (("GIẢI", "PHÓNG", "MẶT", "BẰNG"), True),
        (("BẢO", "VỆ", "BÍ", "MẬT", "NHÀ", "NƯỚC"), True),
        (("QUYẾT", "ĐỊNH"), True),
        (("BAN", "TUYÊN", "GIÁO"), True),
        (("TUYÊN", "QUANG"), True),
        (("HỘI", "ĐỒNG", "MAI"), True),
        (("TỔ", "CHỨC"), True),
        (("MẪU",), True),
        (("BẢO", "MẬT"), True),
        (("tối", "mật"), True),
    ],
)
def test_what_may_be_a_misread_mark_is_for_a_person(texts, readable):
    assert stamp_zone(Image.new("L", (1654, 2339), 255), line(*texts), 200, refuse).readable is readable


def test_print_below_the_head_does_not_matter():
    page = Image.new("L", (1654, 2339), 255)
    page.paste(0, (200, 1500, 600, 1600))
    assert stamp_zone(page, line("MẬT", top=1400), 200, refuse).text == ""


@pytest.mark.parametrize(
    "boxes",
    [
        pytest.param([(200, 300, 700, 306)], id="rule"),
        pytest.param([(200, 300, 260, 330)], id="small"),
        pytest.param([(0, 0, 1654, 45), (0, 0, 40, 900)], id="shadow along the edges"),
        pytest.param([(12, 100, 60, 800)], id="shadow near an edge"),
        pytest.param([(150, y, 1500, y + 4) for y in range(300, 700, 80)] + [(150, 300, 154, 700)], id="table"),
        pytest.param([], id="blank"),
    ],
)
def test_ink_that_is_no_stamp(boxes):
    page = Image.new("L", (1654, 935), 250)
    for box in boxes:
        page.paste(20, box)
    assert unread_ink(page, [], 200) == []


@pytest.mark.parametrize("dpi", [100, 200, 400])
def test_ink_of_the_size_of_a_stamp(dpi):
    page = Image.new("L", (8 * dpi, 5 * dpi), 250)
    page.paste(60, (dpi, 2 * dpi, 2 * dpi, 2 * dpi + dpi // 4))
    (blob,) = unread_ink(page, [], dpi)
    assert (blob.left, blob.top) == pytest.approx((50, 100), abs=4)
    word = Word("TRÌNH", (1, 1, 1), dpi, 2 * dpi, 2 * dpi, 2 * dpi + dpi // 4, 0.9)
    assert unread_ink(page, [word], dpi) == []
    # A frame taken for a letter is no word, and what OCR is not sure of counts for nothing.
    for text, sure in (("|", 0.95), ("TRÌNH", 0.4)):
        assert unread_ink(page, [Word(text, (1, 1, 1), dpi, 2 * dpi, 2 * dpi, 2 * dpi + 50, sure)], dpi)


def test_a_seal_is_no_stamp():
    page = Image.new("L", (1654, 935), 250)
    draw = ImageDraw.Draw(page)
    for radius in (100, 140):
        draw.ellipse((400 - radius, 400 - radius, 400 + radius, 400 + radius), outline=40, width=6)
    assert unread_ink(page, [], 200) == []


def test_a_page_full_of_ink_is_not_read_again():
    page = Image.new("L", (1654, 2339), 255)
    for row in range(5):
        for column in range(5):
            page.paste(0, (150 + 300 * column, 100 + 150 * row, 300 + 300 * column, 160 + 150 * row))
    assert stamp_zone(page, [], 200, refuse).readable is False


@pytest.mark.parametrize("size", [(1, 1), (9, 700), (700, 9), (60, 60)])
def test_tiny_pictures(size):
    assert stamp_zone(Image.new("L", size, 255), [], 200, refuse).readable
