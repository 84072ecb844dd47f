"""Builds ``vn_dossier_nlp/reports/papers/*.docx``: the templates of the papers, in the layout of NĐ 30/2020.

    python scripts/build_papers.py            # write
    python scripts/build_papers.py --check    # exit 1 where a file is not what this script builds

A4, margins 20/20/30/20 mm, Times New Roman, body 14 points, the number of the page centred at the top and hidden on
page 1 (NĐ 30/2020 Phụ lục I). Placeholders and loops are docxtpl's: ``{{ sender }}``, ``{%p for … %}`` for paragraphs,
``{%tr for … %}`` for rows of a table. What they are called stands in docs/papers.md.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from vn_dossier_nlp.reports.papers import layout
from vn_dossier_nlp.reports.papers.layout import (
    BODY,
    CENTER,
    JUSTIFY,
    LEFT,
    blank_document,
    body,
    edge,
    line,
    page_number,
    place,
    rule,
    table,
)
from vn_dossier_nlp.reports.papers.template import steady

TARGET = Path(__file__).resolve().parents[1] / "vn_dossier_nlp" / "reports" / "papers"
TABLE, SMALL = 11.5, 11
WIDE = 16.0  # centimetres between the margins
RECEIVED = "{{ office }} nhận được {{ submission }} của {{ sender }} {{ subject }}."
NO_MERIT = (
    "Văn bản này chỉ nêu kết quả kiểm tra về thủ tục, thành phần hồ sơ; "
    "không phải là ý kiến đánh giá về nội dung đề xuất."
)


def control(where: Document | _Cell, text: str) -> None:
    """A line that only steers the template and is gone when it is filled in."""
    paragraph = line(where, text, SMALL)
    for run in paragraph.runs:
        run.font.color.rgb = RGBColor(0x80, 0x80, 0x80)


def notes(document: Document) -> None:
    """The grey frame for the one who finishes the draft."""
    control(document, "{%p for note in notes %}")
    paragraph = line(document, "{{ note }}", 10, LEFT, "i")
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(0.15)
    edge(paragraph, ("top", "left", "bottom", "right"), "A6A6A6", 4)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EDEDED")):
        shade.set(qn(f"w:{name}"), value)
    place(paragraph, shade)
    for run in paragraph.runs:
        run.font.color.rgb = RGBColor(0x59, 0x59, 0x59)
    control(document, "{%p endfor %}")
    line(document, "", 6)


def masthead(document: Document, number: str, about: str) -> None:
    """The head with the placeholder of the committee."""
    layout.masthead(document, "{{ committee_head }}", number, about)


def matters(document: Document, rows: str, cures: bool = True) -> None:
    """The numbered matters of a letter: each with its quote or the searched zone, requirement, source and cure."""
    control(document, f"{{%p for reason in {rows} %}}")
    head = body(document, "**{{ reason.number }}. {{ reason.name }}.** {{ reason.finding }}")
    head.paragraph_format.keep_with_next = True
    control(document, "{%p for quote in reason.quotes %}")
    body(document, "- Trích hồ sơ{{ quote.place }}: “{{ quote.text }}”")
    control(document, "{%p endfor %}")
    control(document, "{%p if reason.searched %}")
    body(document, "- Phạm vi kiểm tra: {{ reason.searched }}")
    control(document, "{%p endif %}")
    body(document, "- Yêu cầu: “{{ reason.rule }}” ({{ reason.source }}).")
    if cures:
        control(document, "{%p if reason.cure %}")
        body(document, "- Cách hoàn thiện: {{ reason.cure }}")
        control(document, "{%p endif %}")
    control(document, "{%p endfor %}")


def ending(document: Document, role: str, copies: tuple[str, ...]) -> None:
    """Copies on the left, the blank for the signature on the right; never torn over two pages."""
    line(document, "", 6).paragraph_format.keep_with_next = True
    left, right = table(document, (7.4, 8.6)).rows[0].cells
    line(left, "Nơi nhận:", 12, LEFT, "bi")
    for copy in copies:
        line(left, copy, SMALL)
    line(right, role, BODY, CENTER, "b")
    for _ in range(4):
        line(right, "", BODY, CENTER)
    line(right, "…", BODY, CENTER, "b")
    for cell in (left, right):
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


COPIES = ("- Như trên;", "- …;", "- Lưu: VT, ….")


def letter(title: str, about: str, received: str, closing: tuple[str, ...], also: bool) -> Document:
    """A letter to the sender with its numbered reasons."""
    document = blank_document(title)
    page_number(document)
    notes(document)
    masthead(document, "Số:        /VP-…", about)
    line(document, "Kính gửi: {{ sender }}", BODY, CENTER, before=14, after=12)
    body(document, received)
    matters(document, "reasons")
    if also:
        control(document, "{%p if supplements %}")
        body(document, "Đề nghị đồng thời bổ sung:", "b").paragraph_format.keep_with_next = True
        control(document, "{%p endif %}")
        matters(document, "supplements")
    for paragraph in closing:
        body(document, paragraph).paragraph_format.keep_with_next = True
    ending(document, "CHÁNH VĂN PHÒNG", COPIES)
    return document


CONTACT = "Thông tin trao đổi: …, điện thoại …, thư điện tử …./."


def returned() -> Document:
    """The letter with which a dossier goes back."""
    return letter(
        "Trả lại hồ sơ trình",
        "V/v trả lại hồ sơ trình của {{ sender }}",
        f"{RECEIVED} Qua kiểm tra thủ tục, thành phần hồ sơ, {{{{ office }}}} trả lại hồ sơ "
        "để cơ quan trình hoàn thiện, vì các lý do sau đây:",
        (
            "Đề nghị {{ sender }} hoàn thiện hồ sơ theo các nội dung nêu trên, trình lại trước ngày … tháng … năm ….",
            NO_MERIT,
            CONTACT,
        ),
        also=True,
    )


def supplement() -> Document:
    """The letter that asks for what is missing."""
    return letter(
        "Bổ sung hồ sơ trình",
        "V/v bổ sung hồ sơ trình của {{ sender }}",
        f"{RECEIVED} Qua kiểm tra thủ tục, thành phần hồ sơ, đề nghị {{{{ sender }}}} bổ sung các nội dung sau đây:",
        (
            "Đề nghị {{ sender }} gửi nội dung bổ sung trước ngày … tháng … năm … để hồ sơ được tiếp tục xử lý.",
            NO_MERIT,
            CONTACT,
        ),
        also=False,
    )


def transfer() -> Document:
    """The letter with which a dossier goes on to the body that has the power."""
    document = blank_document("Chuyển hồ sơ trình")
    page_number(document)
    notes(document)
    masthead(document, "Số:        /VP-…", "V/v chuyển hồ sơ trình của {{ sender }}")
    line(document, "Kính gửi: … (cơ quan có thẩm quyền)", BODY, CENTER, before=14, after=12)
    body(document, RECEIVED)
    body(document, "{{ office }} chuyển hồ sơ đến … để xem xét, giải quyết theo thẩm quyền, vì lý do sau đây:")
    matters(document, "reasons", cures=False)
    body(
        document, "Đề nghị … thông báo kết quả giải quyết đến {{ office }} và {{ sender }} trước ngày … tháng … năm …."
    )
    for paragraph in (NO_MERIT, CONTACT):
        body(document, paragraph).paragraph_format.keep_with_next = True
    ending(document, "CHÁNH VĂN PHÒNG", ("- Như trên;", "- {{ sender }} (để biết);", "- …;", "- Lưu: VT, …."))
    return document


def heading(document: Document, text: str) -> None:
    """The heading of a part of the slip."""
    line(document, text, 13, LEFT, "b", before=8, after=3).paragraph_format.keep_with_next = True


def slip_line(document: Document, text: str) -> Paragraph:
    """A line of the slip."""
    return line(document, text, 13, JUSTIFY, after=3)


def dots(document: Document) -> Paragraph:
    """A dotted line to write on."""
    paragraph = line(document, "\t", 13, LEFT, after=3)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(WIDE), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    return paragraph


def rows_table(
    document: Document,
    heads: tuple[str, ...],
    widths: tuple[float, ...],
    loop: str,
    cells: tuple[str, ...],
    otherwise: str,
) -> None:
    """A table with one row for each entry; where there is none, a line that says so or leaves room."""
    many = loop.rpartition(" ")[2]
    control(document, f"{{%p if {many} %}}")
    made = table(document, widths, rows=4, grid=True)
    for cell, text in zip(made.rows[0].cells, heads, strict=True):
        line(cell, text, TABLE, CENTER, "b")
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    repeat = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeat)
    line(made.rows[1].cells[0], f"{{%tr for {loop} %}}", 8)
    for at, (cell, text) in enumerate(zip(made.rows[2].cells, cells, strict=True)):
        line(cell, text, TABLE, CENTER if at == 0 else LEFT)
    line(made.rows[3].cells[0], "{%tr endfor %}", 8)
    control(document, "{%p else %}")
    if otherwise:
        slip_line(document, otherwise)
    else:
        dots(document)
    control(document, "{%p endif %}")


def opinion_box(document: Document, title: str, signer: str, rows: int) -> None:
    """Room for a person: dotted lines, date and signature."""
    heading(document, title)
    for _ in range(rows):
        dots(document).paragraph_format.keep_with_next = True
    left, right = table(document, (7.4, 8.6)).rows[0].cells
    line(left, "")
    line(right, "Ngày … tháng … năm …", 13, CENTER, "i", before=2)
    line(right, signer, 13, CENTER, "b")
    line(right, "(Ký, ghi rõ họ tên)", 12, CENTER, "i")
    line(right, "", 13, CENTER)
    line(right, "", 13, CENTER)


def slip() -> Document:
    """The internal form that goes up to the leaders with the dossier."""
    document = blank_document("Phiếu trình")
    page_number(document)
    notes(document)
    masthead(document, "Số:        /PTr-VP", "")
    line(document, "PHIẾU TRÌNH", 15, CENTER, "b", before=12, after=2)
    rule(document, 7.2)
    line(document, "Kính gửi: …", 13, CENTER, before=4, after=4)
    heading(document, "1. Vấn đề trình")
    slip_line(document, "{{ subject_title }}.")
    heading(document, "2. Cơ quan trình, Tờ trình")
    slip_line(document, "{{ sender }}; {{ submission }}.")
    control(document, "{%p if files %}")
    slip_line(document, "Hồ sơ gồm: {{ files }}.")
    control(document, "{%p endif %}")
    slip_line(document, "Ngày nhận hồ sơ: {{ received }}.")
    heading(document, "3. Tóm tắt nội dung đề nghị (trích Tờ trình)")
    control(document, "{%p for request in requests %}")
    slip_line(document, "{{ request.number }}) “{{ request.quote.text }}”{{ request.quote.place }}")
    control(document, "{%p else %}")
    slip_line(document, "Đã tìm trong Tờ trình, không thấy câu đề nghị nào.")
    control(document, "{%p endfor %}")
    control(document, "{%p if more_requests %}")
    slip_line(document, "{{ more_requests }}")
    control(document, "{%p endif %}")
    heading(document, "4. Căn cứ pháp lý được viện dẫn")
    rows_table(
        document,
        ("STT", "Văn bản", "Điều, khoản", "Hiệu lực tại ngày Tờ trình"),
        (1.3, 7.2, 3.6, 3.9),
        "basis in bases",
        ("{{ basis.number }}", "{{ basis.name }}", "{{ basis.pins }}", "{{ basis.status }}"),
        "Đã tìm trong Tờ trình, không thấy văn bản được dẫn làm căn cứ.",
    )
    heading(document, "5. Ý kiến của các cơ quan")
    rows_table(
        document,
        ("STT", "Cơ quan", "Số, ngày văn bản", "Ý kiến", "Tiếp thu, giải trình"),
        (1.3, 4.3, 3.8, 3.4, 3.2),
        "view in opinions",
        ("{{ view.number }}", "{{ view.body }}", "{{ view.letter }}", "{{ view.view }}", "{{ view.taken_up }}"),
        "",
    )
    heading(document, "6. Kiểm tra thủ tục, thành phần hồ sơ")
    rows_table(
        document,
        ("STT", "Yêu cầu", "Kết quả", "Chỗ trong hồ sơ"),
        (1.3, 4.0, 2.6, 8.1),
        "check in checks",
        ("{{ check.number }}", "{{ check.name }}", "{{ check.result }}", "{{ check.evidence }}"),
        "",
    )
    control(document, "{%p if idle %}")
    line(document, "Không áp dụng: {{ idle }}.", TABLE, JUSTIFY, "i", before=3)
    control(document, "{%p endif %}")
    opinion_box(document, "7. Đề xuất của chuyên viên", "CHUYÊN VIÊN", 3)
    opinion_box(document, "8. Ý kiến của lãnh đạo Văn phòng", "LÃNH ĐẠO VĂN PHÒNG", 2)
    opinion_box(document, "9. Ý kiến của Chủ tịch, Phó Chủ tịch", "CHỦ TỊCH (PHÓ CHỦ TỊCH)", 2)
    return document


PAPERS = {"return": returned, "supplement": supplement, "transfer": transfer, "phieu_trinh": slip}


def built(kind: str) -> bytes:
    """The template of one kind; the same bytes on every run."""
    made = io.BytesIO()
    PAPERS[kind]().save(made)
    return steady(made.getvalue())


def parts(content: bytes) -> dict[str, bytes]:
    """What a Word file says, whatever packed it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main(arguments: list[str]) -> int:
    """Write or compare."""
    wrong = []
    for kind in PAPERS:
        target, content = TARGET / f"{kind}.docx", built(kind)
        if "--check" not in arguments:
            target.write_bytes(content)
        elif not target.is_file() or parts(target.read_bytes()) != parts(content):
            wrong.append(target.name)
    if wrong:
        print(f"{', '.join(wrong)}: not what the script builds; run python scripts/build_papers.py", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
