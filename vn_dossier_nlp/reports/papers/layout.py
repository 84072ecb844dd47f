"""The page of NĐ 30/2020 in Word: its margins and letters, the head with nation and motto, lines, tables."""

from __future__ import annotations

from datetime import datetime

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT, BODY = "Times New Roman", 14
STAMP = datetime(2026, 1, 1)
LEFT, CENTER = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
LATER = ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")  # what may follow a border in the properties of a paragraph
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
DATE = "…, ngày … tháng … năm …"


def blank_document(title: str) -> Document:
    """A page of NĐ 30/2020 without a text."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.header_distance = section.footer_distance = Cm(1)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY)
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        style.element.rPr.rFonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(0), Pt(0), 1.0
    shape.widow_control = True
    core = document.core_properties
    core.author, core.title, core.comments, core.language = "", title, "", "vi-VN"
    core.created = core.modified = STAMP
    core.revision = 1
    return document


def page_number(document: Document) -> None:
    """Centred in the top margin, hidden on the first page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTER
    for kind in ("begin", "PAGE", "end"):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        part = OxmlElement("w:instrText" if kind == "PAGE" else "w:fldChar")
        if kind == "PAGE":
            part.text = kind
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def line(
    where: Document | _Cell,
    text: str,
    size: float = BODY,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    style: str = "",
    before: float = 0,
    after: float = 0,
) -> Paragraph:
    """One paragraph; ``style`` holds b for bold, i for italic; ``**…**`` within the text is bold."""
    fresh = isinstance(where, _Cell) and len(where.paragraphs) == 1 and not where.paragraphs[0].text
    paragraph = where.paragraphs[0] if fresh else where.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    for at, part in enumerate(text.split("**")):
        if part:
            write(paragraph, part, size, "b" in style or at % 2 == 1, "i" in style)
    return paragraph


def write(paragraph: Paragraph, text: str, size: float, bold: bool = False, italic: bool = False) -> Run:
    """A run; a line break in the text is one on the page."""
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    return run


def body(document: Document, text: str, style: str = "") -> Paragraph:
    """A paragraph of the body: first line indented, justified."""
    paragraph = line(document, text, BODY, JUSTIFY, style, after=6)
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    return paragraph


def rule(cell: _Cell | Document, indent: float) -> None:
    """The short line below a name."""
    paragraph = cell.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Cm(indent)
    shape.space_before, shape.space_after, shape.line_spacing = Pt(2), Pt(2), Pt(6)
    edge(paragraph, ("top",), "000000", 6)


def edge(paragraph: Paragraph, sides: tuple[str, ...], colour: str, size: int) -> None:
    """Borders of a paragraph."""
    borders = OxmlElement("w:pBdr")
    for side in sides:
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(size)), ("space", "4" if len(sides) > 1 else "1")):
            border.set(qn(f"w:{name}"), value)
        border.set(qn("w:color"), colour)
        borders.append(border)
    place(paragraph, borders)


def place(paragraph: Paragraph, part: BaseOxmlElement) -> None:
    """Put a property where the schema of Word wants it: before tabs, spacing and alignment."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(part, *(["w:shd"] if part.tag == qn("w:pBdr") else []), *LATER)


def table(document: Document, widths: tuple[float, ...], rows: int = 1, grid: bool = False) -> Table:
    """A table of fixed widths (centimetres), without borders unless ``grid``."""
    made: Table = document.add_table(rows=rows, cols=len(widths), style="Table Grid" if grid else None)
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
        keep = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(keep)
    return made


def masthead(document: Document, committee: str, number: str, about: str, date: str = DATE) -> None:
    """The Office on the left (``committee`` in capitals), nation and motto on the right; blanks for what is open."""
    left, right = table(document, (6.6, 9.4)).rows[0].cells
    line(left, committee, 13, CENTER)
    line(left, "VĂN PHÒNG", 13, CENTER, "b")
    rule(left, 2.2)
    line(left, number, 13, CENTER, before=2)
    if about:
        line(left, about, 12, CENTER, before=4)
    line(right, NATION, 12, CENTER, "b")
    line(right, MOTTO, 13, CENTER, "b")
    rule(right, 1.55)
    line(right, date, 13, CENTER, "i", before=2)
