"""TXT: the characters as decoded."""

from __future__ import annotations

import pytest

WORDS = "Kính gửi: Ủy ban nhân dân tỉnh\r\nCăn cứ Nghị định\rsố 1\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_line_breaks_stay_and_the_mark_goes(read, encoding):
    assert read(WORDS.encode(encoding)).document.text == WORDS


def test_windows_1258(read):
    words = "Ca\u0306n cu\u031b\u0301".replace("a\u0306", "ă").replace("u\u031b", "ư") + " luâ\u0323t"
    assert read(words.encode("cp1258")).document.text == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("QuyÕt ®Þnh cña Thñ t\u00adíng ChÝnh phñ", "Quyết định của Thủ tướng Chính phủ"),
        ("Quyeát ñònh cuûa Thuû töôùng Chính phuû", "Quyết định của Thủ tướng Chính phủ"),
    ],
)
def test_legacy_bytes(read, source, words):
    assert read(source.encode("cp1252")).document.text == words
    # Once saved as UTF-8 by a program that knew no better.
    assert read(source.encode()).document.text == words
