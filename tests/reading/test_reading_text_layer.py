"""PDF text layers that lie: old fonts, and letters that are wrong or lost."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import font_path, pdf_of, picture_of

from vn_dossier_nlp.language.legacy import legacy_sets
from vn_dossier_nlp.reading.text_layer import is_garbled, may_be_old, modern_letters, reads_better, set_of_page

LINES = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;",
    "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 12/TTr-SNV,",
    "kính trình Ủy ban nhân dân tỉnh xem xét, quyết định việc giao biên chế.",
]


def in_set(text: str, name: str) -> str:
    """The text as an old font would have it; TCVN3 has no capitals with tone marks."""
    table: dict[str, str] = {}
    for source, letter in legacy_sets()[name].letters.items():
        table.setdefault(letter, source)
    if name == "tcvn3":
        text = text.replace("Ủ", "U")
    return "".join(table.get(char, char) for char in text)


def page(lines: list[str]) -> list[tuple[float, float, str]]:
    return [(72, 90 + 20 * number, line) for number, line in enumerate(lines)]


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_a_pdf_without_names_of_fonts(read, name):
    document = read(pdf_of([page([in_set(line, name) for line in LINES])])).document
    expected = "\n".join(LINES)
    assert document.text == (expected.replace("Ủ", "U") if name == "tcvn3" else expected)
    for line in document.pages[0].lines:
        assert line.box is not None


@pytest.mark.parametrize(
    ("font", "text", "expected"),
    [
        (".VnTime", "QuyÕt ®Þnh cña ñy ban", "Quyết định của ủy ban"),
        ("ABCDEF+VnTimeHBold", "quyÕt ®Þnh", "QUYẾT ĐỊNH"),
        (".VnTime", "Há là chữ Unicode", "Há là chữ Unicode"),
        ("Times New Roman", "déjà vu", "déjà vu"),
    ],
)
def test_fonts_by_name(font, text, expected):
    assert modern_letters(text, lambda _: font) == expected


def test_fonts_change_within_a_line():
    text = "quyÕt ®Þnh cña tØnh"
    assert modern_letters(text, lambda index: ".VnTimeH" if index < 10 else ".VnTime") == "QUYẾT ĐỊNH của tỉnh"


def test_vni_needs_whole_lines():
    text = "Quyeát ñònh cuûa Thuû töôùng"
    assert modern_letters(text, lambda _: "VNI-Times") == text
    assert set_of_page(text, lambda _: "VNI-Times") == "vni"
    assert set_of_page(text, lambda _: "Arial") == "vni"
    assert set_of_page("Quyết định của Thủ tướng", lambda _: "Arial") is None


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2FF), max_size=120), st.sampled_from([".VnTime", "X"]))
def test_every_letter_keeps_its_place(text, font):
    assert len(modern_letters(text, lambda _: font)) == len(text)


def test_a_quick_look_spares_real_pages():
    assert not may_be_old("Quyết định số 12/QĐ-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh. " * 5 + "à")
    assert may_be_old("QuyÕt ®Þnh cña")


GOOD = " ".join(LINES * 3)


@pytest.mark.parametrize(
    ("damage", "garbled"),
    [
        (lambda text: text, False),
        (lambda text: "".join(" " if 0x1EA0 <= ord(c) <= 0x1EF9 else c for c in text), True),  # the font lacked them
        (lambda text: "".join(chr(ord(c) - 29) if "a" <= c <= "z" else c for c in text), True),  # no map of the font
        (lambda text: text[:40], False),  # too little to tell
    ],
)
def test_lost_and_wrong_letters(damage, garbled):
    assert is_garbled(damage(GOOD)) == garbled


def test_what_reads_better():
    lost = GOOD.replace("ế", "").replace("ị", "").replace("ủ", "").replace("ộ", "")
    assert reads_better(GOOD, lost)
    assert not reads_better(GOOD, GOOD)
    assert not reads_better(lost, GOOD)


def over_picture(lines: list[str], layer: str) -> bytes:
    """A scan with an invisible text layer that some program made badly."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Viet", font_path()))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawImage(ImageReader(picture_of(page(lines))), 0, 0, 595, 842)
    text = canvas.beginText(72, 700)
    text.setFont("Viet", 6)
    text.setTextRenderMode(3)
    for start in range(0, len(layer), 90):
        text.textLine(layer[start : start + 90])
    canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


BAD = "".join(chr(ord(c) - 29) if "a" <= c <= "z" else c for c in GOOD)


@pytest.mark.ocr
def test_ocr_instead_of_a_broken_layer(read):
    reading = read(over_picture(LINES, BAD))
    assert reading.source.outcome == "read_by_ocr"
    assert "Nghị định số 30/2020/NĐ-CP" in reading.document.text
    assert reading.document.pages[0].lines[0].words


def test_a_broken_layer_without_ocr_is_kept_and_told(read, monkeypatch):
    import shutil

    monkeypatch.setattr(shutil, "which", lambda name: None)
    reading = read(over_picture(LINES, BAD))
    assert (reading.source.outcome, reading.source.reason) == ("partly_read", "garbled_text")
