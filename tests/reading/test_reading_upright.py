"""Pages scanned askew, sideways or upside down."""

from __future__ import annotations

import difflib

import numpy as np
import pytest
from PIL import Image
from reading_samples import LETTERHEAD, picture_of

from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.layout import reading_order
from vn_dossier_nlp.reading.scans import Rendered, as_shown, pieces_of_image
from vn_dossier_nlp.reading.tesseract import Word
from vn_dossier_nlp.reading.upright import Turned, ink_of, quartered, read_upright, rotated, skew_of
from vn_dossier_nlp.settings import Settings

BODY = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;",
    "Căn cứ Nghị định số 126/2024/NĐ-CP ngày 08 tháng 10 năm 2024 của Chính phủ;",
    "Sở Nội vụ trình Ủy ban nhân dân tỉnh xem xét, quyết định việc thành lập",
    "tổ công tác liên ngành về cải cách hành chính với các nội dung sau đây:",
    "1. Tổ công tác có mười một thành viên, làm việc theo chế độ kiêm nhiệm.",
    "2. Kinh phí hoạt động lấy từ dự toán chi thường xuyên của Sở Nội vụ.",
]
PAGE = [*LETTERHEAD, *((70, 220 + 19 * index, line) for index, line in enumerate(BODY))]
NUMBER = "126/2024/NĐ-CP"


@pytest.fixture(scope="module")
def page():
    return picture_of(PAGE)


def turned(page, angle: float):
    return page.rotate(angle, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def text_and_box(picture, word: str):
    """The text in reading order, and the box of a word in pixels."""
    rendered = Rendered(picture, 200)
    pieces = pieces_of_image(rendered, Settings(), Clock(60), 1)
    flow = as_shown(reading_order(pieces, *rendered.size, 1))
    boxes = [
        mark.box
        for piece in flow
        if piece
        for mark in piece.words
        if piece.text[mark.start : mark.end].startswith(word)
    ]
    return "\n".join(piece.text if piece else "" for piece in flow), [tuple(x * 200 / 72 for x in box) for box in boxes]


@pytest.mark.parametrize("angle", [-6.5, -3, -1, -0.4, 0, 0.5, 2, 4.3, 7])
def test_skew(page, angle):
    assert skew_of(ink_of(turned(page, angle))) == pytest.approx(angle, abs=0.2)


def test_no_skew_without_lines():
    noise = np.random.default_rng(1).integers(0, 255, (900, 600)).astype(np.uint8)
    assert skew_of(ink_of(Image.fromarray(noise))) == 0.0
    assert skew_of(ink_of(Image.new("L", (600, 900), 255))) == 0.0
    assert skew_of(ink_of(Image.new("L", (3, 2), 255))) == 0.0


def test_no_skew_in_lines_that_stand(page):
    assert skew_of(ink_of(turned(page, 90))) == 0.0


@pytest.mark.parametrize(
    "turn",
    [
        *(lambda grey, quarters=quarters: quartered(grey, quarters) for quarters in (1, 2, 3)),
        lambda grey: rotated(Turned(grey), 3),
        lambda grey: rotated(quartered(grey, 3), -5),
    ],
)
def test_the_way_back(turn):
    grey = Image.new("L", (400, 700), 255)
    box = (60, 120, 160, 150)
    grey.paste(0, box)
    there = turn(grey)
    down, across = np.nonzero(np.asarray(there.image) < 128)
    seen = (across.min(), down.min(), across.max() + 1, down.max() + 1)
    assert there.forth(box) == pytest.approx(seen, abs=2)
    left, top, right, bottom = there.back(seen)
    assert (left <= 62, top <= 122, right >= 158, bottom >= 148) == (True,) * 4
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((110, 135), abs=2)


def test_margin_is_what_turning_added():
    there = rotated(Turned(Image.new("L", (400, 700), 255)), 5)
    centre = there.image.width / 2, there.image.height / 2
    assert there.plain((*centre, *centre)) == pytest.approx((200, 350, 200, 350))


def test_a_good_page_is_read_once(page):
    calls = []

    def read(image):
        calls.append(image.size)
        return [Word("nghị", (1, 1, 1), 10, 10, 60, 30, 0.95)] * 20

    assert read_upright(page, read).turned.image is page
    assert calls == [page.size]


def test_a_page_with_little_ink_is_read_once():
    calls = []

    def read(image):
        calls.append(image.size)
        return []

    read_upright(picture_of([(270, 400, "2")]), read)
    assert len(calls) == 1


def test_a_bad_page_stays_as_it_is(page):
    """Each direction is tried on a part of the page; none is better."""
    calls = []

    def read(image):
        calls.append(image.height)
        return [Word("nghj", (1, 1, 1), 10, 10, 60, 30, 0.4)] * 20

    assert read_upright(page, read).turned.image is page
    assert calls[0] == page.height
    assert max(calls[1:]) < 0.25 * page.height


@pytest.mark.ocr
@pytest.mark.parametrize("angle", [-3, 3, 90, 180, 270, 87, 182])
def test_a_turned_page_reads_like_a_straight_one(page, ocr, angle):
    straight, boxes = text_and_box(page, NUMBER)
    assert BODY[1] in straight
    text, seen = text_and_box(turned(page, angle), NUMBER)
    assert difflib.SequenceMatcher(None, straight, text, autojunk=False).ratio() > 0.985
    there = Turned(turned(page, angle), *_way(page, angle))
    left, top, right, bottom = there.forth(boxes[0])
    assert len(seen) == 1
    assert seen[0] == pytest.approx((left, top, right, bottom), abs=20)
    middle = ((seen[0][0] + seen[0][2]) / 2, (seen[0][1] + seen[0][3]) / 2)
    assert middle == pytest.approx(((left + right) / 2, (top + bottom) / 2), abs=4)


def _way(page, angle: float):
    there = rotated(Turned(page), angle)
    return there.matrix, there.margin
