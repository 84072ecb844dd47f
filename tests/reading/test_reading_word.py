"""DOCX: what Word would print, in document order."""

from __future__ import annotations

import io
import zipfile

import docx
import docx.enum.style
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from vn_dossier_nlp.language.legacy import decode_lines
from vn_dossier_nlp.reading.word import read_docx
from vn_dossier_nlp.settings import Settings


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


def test_content_controls_and_headers(paper, lines):
    paper.sections[0].header.paragraphs[0].text = "đầu trang"
    add(paper, "<w:p><w:sdt><w:sdtContent><w:r><w:t>Kính gửi</w:t></w:r></w:sdtContent></w:sdt></w:p>")
    assert lines(paper) == ["Kính gửi", "", "đầu trang"]


def run(text: str, **look: str) -> str:
    """A run of text; ``look`` is what stands in its properties: font, raised, or a bare switch."""
    properties = {
        "font": '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>',
        "raised": '<w:vertAlign w:val="superscript"/>',
        "switch": "<w:{0}/>",
    }
    said = "".join(properties[name].format(value) for name, value in look.items())
    return f'<w:r><w:rPr>{said}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_old_fonts_by_run(paper, lines):
    add(paper, f"<w:p>{run('quyÕt ®Þnh', font='.VnTimeH')}{run(' vÒ ', font='.VnTime')}{run('kế hoạch')}</w:p>")
    add(paper, f"<w:p>{run('- ', font='.VnTime')}{run('ÖÙng', font='VNI-Times')}{run(' dông', font='.VnTime')}</w:p>")
    assert lines(paper) == ["QUYẾT ĐỊNH về kế hoạch", "- Ứng dụng"]


def test_a_soft_hyphen_of_word_is_a_letter_of_tcvn3(paper, lines):
    fonts = '<w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'
    add(paper, f"<w:p><w:r>{fonts}<w:t>tr</w:t><w:softHyphen/><w:t>ëng</w:t></w:r></w:p>")
    assert lines(paper) == ["trưởng"]


def test_the_name_of_a_font_may_be_wrong(paper, lines):
    add(paper, f"<w:p>{run('Há là ', font='.VnTime')}{run('chữ Unicode', font='.VnTime')}</w:p>")
    assert lines(paper) == ["Há là chữ Unicode"]


def test_the_font_of_a_style(paper, lines):
    paper.styles["Normal"].font.name = ".VnTime"
    paper.add_paragraph("C«ng v¨n")
    assert lines(paper) == ["Công văn"]


def test_capitals_and_raised_digits_as_printed(paper, lines):
    add(paper, f"<w:p>{run('Tờ trình', switch='caps')}{run(' 120 m')}{run('2', raised='')}</w:p>")
    assert lines(paper) == ["TỜ TRÌNH 120 m²"]


def test_hidden_by_a_style(paper, lines):
    style = paper.styles.add_style("An", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    add(paper, '<w:p><w:r><w:t>thấy</w:t></w:r><w:r><w:rPr><w:rStyle w:val="An"/></w:rPr><w:t>ẩn</w:t></w:r></w:p>')
    assert lines(paper) == ["thấy"]


def test_fields_show_their_result_but_not_where_a_page_is(paper, lines):
    def field(code: str, result: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
            f'<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    add(paper, f"<w:p>{field('REF so', '12')}{field('FILENAME', 'a.docx')}<w:r><w:t>/TTr</w:t></w:r></w:p>")
    add(paper, '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>')
    assert lines(paper) == ["12/TTr"]


def test_a_deleted_end_of_paragraph_joins(paper, lines):
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    add(paper, f"<w:p>{mark}<w:r><w:t>Căn cứ </w:t></w:r></w:p>")
    add(paper, "<w:p><w:r><w:t>Luật Đất đai</w:t></w:r></w:p>")
    assert lines(paper) == ["Căn cứ Luật Đất đai"]


def test_headers_and_footers(paper, lines):
    section = paper.sections[0]
    section.header.paragraphs[0].text = "UBND TỈNH A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    section.footer.paragraphs[0].text = "- 2 -"
    paper.add_paragraph("TỜ TRÌNH")
    assert lines(paper) == ["UBND TỈNH A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", "TỜ TRÌNH"]


def test_a_first_page_header_counts_only_where_it_is_shown(paper, lines):
    section = paper.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Độc lập - Tự do - Hạnh phúc"
    paper.add_paragraph("thân")
    assert lines(paper) == ["Độc lập - Tự do - Hạnh phúc", "", "thân"]
    section.different_first_page_header_footer = False
    assert lines(paper) == ["thân"]


@pytest.mark.parametrize("where", ["header", "footer"])
def test_a_secrecy_mark_in_a_margin(paper, read, where):
    getattr(paper.sections[0], where).paragraphs[0].text = "TỐI MẬT"
    paper.add_paragraph("TỜ TRÌNH")
    out = io.BytesIO()
    paper.save(out)
    assert read(out.getvalue()).source.outcome == "secret"


def with_part(data: bytes, name: str, xml: str) -> bytes:
    """A saved DOCX with one more part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item))
        new.writestr(name, xml)
    return out.getvalue()


def test_notes_follow_the_text_in_the_order_of_their_marks(paper, read):
    for identity in ("5", "2"):
        add(paper, f'<w:p><w:r><w:t>số 12</w:t></w:r><w:r><w:footnoteReference w:id="{identity}"/></w:r></w:p>')
    out = io.BytesIO()
    paper.save(out)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = "".join(
        f'<w:footnote w:id="{i}"><w:p><w:r><w:footnoteRef/><w:tab/><w:t>{t}</w:t></w:r></w:p></w:footnote>'
        for i, t in (("2", "hai"), ("5", "năm"), ("9", "không ai nhắc"))
    )
    reading = read(with_part(out.getvalue(), "word/footnotes.xml", f"<w:footnotes {space}>{notes}</w:footnotes>"))
    assert reading.document.text == "số 12¹\nsố 12²\n\n¹\tnăm\n²\thai"
    assert [(block.part, block.number) for block in reading.document.blocks] == [
        ("body", 1),
        ("body", 2),
        ("footnote", 1),
        ("footnote", 2),
    ]


WORDS = st.sampled_from(["Căn", "cứ", "Nghị định", "số", "12/CP", "QuyÕt ®Þnh cña", "NĐ-", "m2", "\t"])


@settings(max_examples=30)  # each builds a DOCX
@given(st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=1, max_size=12))
def test_every_character_is_in_its_paragraph(paragraphs):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    if not any(text.strip() for text in paragraphs):
        return
    content = read_docx(out.getvalue(), Settings())
    covered = "".join(content.text[block.start : block.end] for block in content.blocks)
    assert covered.replace("\n", "") == content.text.replace("\n", "")
    for block in content.blocks:
        source = decode_lines(paragraphs[block.number - 1]).text
        assert content.text[block.start : block.end].strip("\n") in (source, paragraphs[block.number - 1]) or (
            "®" in paragraphs[block.number - 1]
        )
