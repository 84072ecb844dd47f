"""Builds ``corpora/samples/dossiers`` from the texts in ``corpora/samples/source``.

    python scripts/build_samples.py [NAME ...]      # e.g. 01 12-3; without names: all

One TOML file makes one document: masthead, kind, subject, addressee, body, copies, signature. The body is
one paragraph a line: ``## `` heading, ``//`` basis in italics, ``^^`` centred and bold, ``- `` and ``+ ``
items, ``| a | b |`` a row of a table (the first row is its head), ``**bold**`` inside a line. ``size`` sets
the points of the body (below 13.5 also closer lines).

``format`` is docx, pdf (the docx through LibreOffice), scan-pdf or scan-jpg (that pdf rendered at 200 dpi,
turned a little, made noisy) or txt. Needs ``soffice`` and the font Tinos (Debian: ``fonts-croscore``,
or its files in ``$XDG_DATA_HOME/fonts``). Dates inside the files come
from a constant and noise from a seed, so that a second run with the same tools gives the same bytes.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import numpy as np
import pypdfium2
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from PIL import Image, ImageFilter

ROOT = Path(__file__).resolve().parents[1] / "corpora" / "samples"
SOURCE, TARGET = ROOT / "source", ROOT / "dossiers"
FONT = "Times New Roman"  # named in the DOCX, as in an office
PDF_FONT = "Tinos"  # of the same measures, with all Vietnamese letters (Liberation Serif lacks them)
STAMP = datetime(2026, 11, 25, tzinfo=UTC)
LEFT, CENTER, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
Text = dict[str, Any]


def runs(paragraph: Paragraph, text: str, size: float, bold: bool = False, italic: bool = False) -> Paragraph:
    """Add ``text`` to the paragraph, ``**…**`` in bold."""
    for place, part in enumerate(text.split("**")):
        if part:
            run = paragraph.add_run(part)
            run.font.size, run.bold, run.italic = Pt(size), bold or bool(place % 2), italic
    return paragraph


def line(
    cell: _Cell | Document,
    text: str,
    size: float,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = CENTER,
    after: float = 0,
) -> Paragraph:
    """One paragraph without indent; the empty paragraph a new cell brings is used first."""
    fresh = isinstance(cell, _Cell) and len(cell.paragraphs) == 1 and not cell.paragraphs[0].text
    paragraph = cell.paragraphs[0] if fresh else cell.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.space_before = Pt(0)
    return runs(paragraph, text, size, bold, italic)


def rule(cell: _Cell | Document, indent: float) -> None:
    """The short line under the issuer, the motto and the subject."""
    paragraph = cell.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Cm(indent)
    shape.space_before, shape.space_after, shape.line_spacing = Pt(3), Pt(2), Pt(6)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)


def two_columns(document: Document, left: float, right: float) -> tuple[_Cell, _Cell]:
    """A table of one row without borders: masthead, or copies and signature."""
    table = document.add_table(rows=1, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for cell, width in zip(table.rows[0].cells, (left, right), strict=True):
        cell.width = Cm(width)
    for column, width in zip(table.columns, (left, right), strict=True):
        column.width = Cm(width)
    return table.rows[0].cells[0], table.rows[0].cells[1]


def issuers(text: Text) -> tuple[list[str], str]:
    """The lines of the parent (not bold) and the issuer itself (bold)."""
    names: list[str] = [*text["issuer"], *([text["unit"]] if "unit" in text else [])]
    own_committee = names[0] == "ỦY BAN NHÂN DÂN" and "unit" not in text
    return ([], "\n".join(names)) if own_committee else (names[:-1], names[-1])


def masthead(document: Document, text: Text) -> None:
    """Parent, issuer and number on the left; nation, motto, place and date on the right."""
    left, right = two_columns(document, 6.9, 9.6)
    parents, issuer = issuers(text)
    for parent in parents:
        line(left, parent, 12)
    for part in issuer.split("\n"):
        line(left, part, 12.5, bold=True)
    rule(left, 2.1)
    line(left, f"Số: {text['number']}", 13)
    if "about" in text:
        line(left, text["about"], 12)
    line(right, NATION, 12, bold=True)
    line(right, MOTTO, 13, bold=True)
    rule(right, 1.7)
    line(right, f"{text['place']}, ngày {text['date']}", 13, italic=True)
    if text.get("draft"):
        line(left, "DỰ THẢO", 12, bold=True)


def page_number(document: Document) -> None:
    """The number of the page, centred in the top margin, hidden on the first."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, value in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = value
        run._r.append(part)


def grid(document: Document, rows: list[list[str]]) -> None:
    """A table with borders; columns of figures to the right."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    longest = [max(min(len(row[at].strip("*")), 36) for row in rows[1:]) for at in range(len(rows[0]))]
    longest = [size if at == 1 else max(size, 12 if at else 5) for at, size in enumerate(longest)]
    widths = [16.0 * size / sum(longest) for size in longest]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for at, row in enumerate(rows):
        for place, value in enumerate(row):
            cell = table.rows[at].cells[place]
            cell.width = Cm(widths[place])
            figure = re.fullmatch(r"[\d.,*]+", value) is not None
            align = CENTER if at == 0 or place == 0 else RIGHT if figure else LEFT
            line(cell, value, 12.5, bold=at == 0, align=align)
    line(document, "", 4)


def body(document: Document, text: Text) -> None:
    """The paragraphs of the body."""
    lines = text["body"].strip().split("\n")
    size = text.get("size", 13.5)
    after, spacing = (3, 1.0) if size < 13.5 else (5, 1.06)
    rows: list[list[str]] = []
    for at, raw in enumerate(lines):
        if raw.startswith("|"):
            rows.append([value.strip() for value in raw.strip("|").split("|")])
            if at + 1 == len(lines) or not lines[at + 1].startswith("|"):
                grid(document, rows)
                rows = []
            continue
        paragraph = document.add_paragraph()
        shape = paragraph.paragraph_format
        paragraph.alignment, shape.first_line_indent = JUSTIFY, Cm(1.1)
        shape.space_before, shape.space_after, shape.line_spacing = Pt(0), Pt(after), spacing
        if raw.startswith("## "):
            shape.keep_with_next = True
            runs(paragraph, raw[3:], size, bold=True)
        elif raw.startswith("//"):
            runs(paragraph, raw[2:], size, italic=True)
        elif raw.startswith("^^"):
            paragraph.alignment, shape.first_line_indent = CENTER, Cm(0)
            runs(paragraph, raw[2:], 14, bold=True)
        else:
            runs(paragraph, raw.strip(), size)


def ending(document: Document, text: Text) -> None:
    """Copies on the left, signature on the right."""
    line(document, "", 6)
    left, right = two_columns(document, 8.0, 8.5)
    line(left, "Nơi nhận:", 12, bold=True, italic=True, align=LEFT)
    for copy in text["cc"]:
        line(left, f"- {copy}{'.' if copy == text['cc'][-1] else ';'}", 11, align=LEFT)
    for title in text["sign"]:
        line(right, title, 13.5, bold=True)
    for _ in range(4):
        line(right, "", 13)
    line(right, text["name"], 13.5, bold=True)
    for row in document.tables[-1].rows:
        setting = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(setting)


def compose(text: Text, font: str = FONT) -> bytes:
    """The document as DOCX."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.7)
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(13.5)
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        style.element.rPr.rFonts.set(qn(script), font)
    page_number(document)
    if "issuer" in text:
        masthead(document, text)
    line(document, "", 6)
    if "kind" in text:
        line(document, text["kind"], 14, bold=True)
        line(document, text["subject"], 14, bold=True)
        if "note" in text:
            line(document, text["note"], 13, italic=True)
        rule(document, 6.4)
    if "head" in text:
        line(document, text["head"], 14, bold=True, after=6)
    if "to" in text:
        line(document, f"Kính gửi: {text['to']}.", 14, after=8)
    body(document, text)
    if "cc" in text:
        ending(document, text)
    core = document.core_properties
    core.author, core.title, core.comments = "vn_dossier_nlp samples", text.get("subject", ""), "Invented"
    core.created = core.modified = STAMP.replace(tzinfo=None)
    core.revision = 1
    made = io.BytesIO()
    document.save(made)
    return steady_zip(made.getvalue())


def steady_zip(content: bytes) -> bytes:
    """The same archive with one fixed date, in the same order."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name == "docProps/thumbnail.jpeg":  # of python-docx's template; still named in _rels
                continue
            data = old.read(name)
            if name == "_rels/.rels":
                data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
            entry = zipfile.ZipInfo(name, (2026, 11, 25, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
    return made.getvalue()


def to_pdf(content: bytes) -> bytes:
    """DOCX to PDF by LibreOffice, its dates and identifier set to constants of the same length."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "a.docx").write_bytes(content)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(STAMP.timestamp())), "TZ": "UTC"}
        profile = f"-env:UserInstallation={(here / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, "a.docx"]
        subprocess.run(command, cwd=here, env=environment, check=True, capture_output=True, timeout=180)
        made = (here / "a.pdf").read_bytes()
    if b"Tinos" not in made:
        raise SystemExit("the font Tinos is not installed: see the top of this script")
    made = re.sub(rb"/CreationDate\(D:\d{14}", b"/CreationDate(D:20261125000000", made)
    return re.sub(rb"<[0-9A-F]{32}>|/DocChecksum /[0-9A-F]{32}", lambda m: _blank(m.group()), made)


def _blank(found: bytes) -> bytes:
    """The hexadecimal digits of an identifier as zeros."""
    return re.sub(rb"[0-9A-F]{32}", b"0" * 32, found)


def scan(pdf: bytes, skew: float, seed: int) -> list[Image.Image]:
    """Pages at 200 dpi as a tired office scanner gives them: turned, uneven, grainy."""
    noise = np.random.default_rng(seed)
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=200 / 72, grayscale=True).to_pil().convert("L")
        image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
        image = image.filter(ImageFilter.GaussianBlur(0.6))
        values = np.asarray(image, dtype=np.float64)
        height, width = values.shape
        shade = 244 - 10 * np.linspace(0, 1, width)[None, :] - 4 * np.linspace(0, 1, height)[:, None]
        values = 28 + values / 255 * (shade - 28) + noise.normal(0, 2.2, values.shape)
        for _ in range(60):  # dust
            y, x = int(noise.integers(0, height - 3)), int(noise.integers(0, width - 3))
            values[y : y + int(noise.integers(1, 4)), x : x + int(noise.integers(1, 4))] -= 90
        values[:, width - 7 :] -= 60  # edge of the lid
        pages.append(Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)))
    return pages


def plain(text: Text) -> str:
    """The document as an office exports it to text: two columns side by side, lines of at most 96."""
    parents, issuer = issuers(text)
    left = [*parents, *issuer.split("\n"), "", f"Số: {text['number']}"]
    right = [NATION, MOTTO, "", f"{text['place']}, ngày {text['date']}"]
    rows = [f"{a:<40}{b}".rstrip() for a, b in zip(left, right, strict=True)]
    rows += ["", text["kind"], text["subject"], "", f"Kính gửi: {text['to']}.", ""]
    for raw in text["body"].strip().split("\n"):
        rows += wrap(re.sub(r"^(## |//|\^\^)", "", raw).replace("**", ""))
    names = [f"- {copy}{'.' if copy == text['cc'][-1] else ';'}" for copy in text["cc"]]
    signs = [*text["sign"], *[""] * (len(names) + 1 - len(text["sign"])), text["name"]]
    under = ["Nơi nhận:", *names, ""]
    rows += ["", *[f"{a:<48}{b}".rstrip() for a, b in zip(under, signs, strict=True)]]
    return "\n".join(rows) + "\n"


def wrap(text: str, width: int = 96) -> list[str]:
    """Greedy lines; an indent is kept on the first."""
    rows, row = [], text[: len(text) - len(text.lstrip())]
    for word in text.split():
        if row.strip() and len(row) + 1 + len(word) > width:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}" if row.strip() else row + word
    return [*rows, row]


def build(source: Path) -> Path:
    """Build one document."""
    text = tomllib.loads(source.read_text(encoding="utf-8"))
    target: Path = TARGET / text["file"]
    target.parent.mkdir(parents=True, exist_ok=True)
    if text["format"] == "txt":
        target.write_bytes(plain(text).encode("utf-8"))
        return target
    if text["format"] == "docx":
        target.write_bytes(compose(text))
        return target
    content = to_pdf(compose(text, PDF_FONT))
    if text["format"] == "pdf":
        target.write_bytes(content)
        return target
    pages = scan(content, text["skew"], text["seed"])
    if text["format"] == "scan-jpg":
        pages[0].save(target, quality=38, dpi=(200, 200))
        if len(pages) > 1:
            raise SystemExit(f"{source.name}: more than one page")
    else:
        when = STAMP.timetuple()
        rest = {"creationDate": when, "modDate": when, "title": "", "producer": "scan"}
        pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=200, quality=32, **rest)
    return target


def main(names: list[str]) -> None:
    """Build the named texts, or all of them."""
    sources = [SOURCE / f"{name}.toml" for name in names] or sorted(SOURCE.glob("*.toml"))
    for source in sources:
        target = build(source)
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
