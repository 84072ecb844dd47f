"""DOCX: what Word would print, in document order."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml


@pytest.fixture
def paper():
    return docx.Document()


@pytest.fixture
def lines(read):
    def saved(document) -> list[str]:
        out = io.BytesIO()
        document.save(out)
        reading = read(out.getvalue(), "a.docx")
        assert reading.source.outcome == "read"
        assert reading.document.pages == ()
        return reading.document.text.split("\n")

    return saved


def add(document, xml: str) -> None:
    spaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    document.element.body.insert(-1, parse_xml(xml.replace("<w:p>", f"<w:p {spaces}>", 1)))


def test_paragraphs_tabs_and_breaks(paper, lines):
    paper.add_paragraph("Số:\t12/TTr-SNV")
    paper.add_paragraph("")
    paper.add_paragraph("dòng một\ndòng hai")
    assert lines(paper) == ["Số:\t12/TTr-SNV", "", "dòng một", "dòng hai"]


def test_masthead_table_is_read_block_by_block(paper, lines):
    table = paper.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "UBND TỈNH LÂM ĐỒNG\nSỞ NỘI VỤ"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    table.cell(1, 0).text = "Số: 12/TTr-SNV"
    table.cell(1, 1).text = "Lâm Đồng, ngày 12 tháng 3 năm 2025"
    paper.add_paragraph("TỜ TRÌNH")
    assert lines(paper) == [
        "UBND TỈNH LÂM ĐỒNG",
        "SỞ NỘI VỤ",
        "Số: 12/TTr-SNV",
        "",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lâm Đồng, ngày 12 tháng 3 năm 2025",
        "",
        "TỜ TRÌNH",
    ]


def test_signature_table_is_read_block_by_block(paper, lines):
    table = paper.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Nơi nhận:\n- Lưu: VT."
    table.cell(0, 1).text = "GIÁM ĐỐC\n\nNguyễn Văn A"
    assert lines(paper) == ["Nơi nhận:", "- Lưu: VT.", "", "GIÁM ĐỐC", "", "Nguyễn Văn A"]


def test_ruled_table_is_read_row_by_row_with_nested_table(paper, lines):
    table = paper.add_table(rows=2, cols=2, style="Table Grid")
    for index, words in enumerate(["STT", "Nội dung", "1", ""]):
        table.cell(index // 2, index % 2).text = words
    inner = table.cell(1, 1).add_table(rows=1, cols=2)
    inner.style = "Table Grid"
    inner.cell(0, 0).text, inner.cell(0, 1).text = "trong", "ngoài"
    assert lines(paper) == ["STT | Nội dung", "1 | trong | ngoài"]


def test_numbers_that_word_prints(paper, lines):
    for words in ("một", "hai"):
        paper.add_paragraph(words, style="List Number")
    paper.add_paragraph("ba", style="List Bullet")
    assert lines(paper) == ["1. một", "2. hai", "- ba"]


def test_tracked_changes_and_hidden_text(paper, lines):
    add(
        paper,
        "<w:p><w:r><w:t>giữ </w:t></w:r>"
        '<w:del w:id="1" w:author="a"><w:r><w:delText>xóa</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>thêm</w:t></w:r></w:ins>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> hiện</w:t></w:r></w:p>',
    )
    assert lines(paper) == ["giữ thêm hiện"]


def test_text_box_is_read_once(paper, lines):
    box = "<w:txbxContent><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p></w:txbxContent>"
    add(
        paper,
        "<w:p><w:r><w:t>Số: /TTr</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>",
    )
    assert lines(paper) == ["Số: /TTr", "DỰ THẢO"]


def test_content_controls_are_read_and_headers_are_not(paper, lines):
    paper.sections[0].header.paragraphs[0].text = "đầu trang"
    add(paper, "<w:p><w:sdt><w:sdtContent><w:r><w:t>Kính gửi</w:t></w:r></w:sdtContent></w:sdt></w:p>")
    assert lines(paper) == ["Kính gửi"]
