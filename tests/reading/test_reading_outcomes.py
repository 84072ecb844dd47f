"""Every file gets one outcome with a reason code, whatever is wrong with it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from reading_samples import LETTERHEAD, pdf_of, picture_of

from vn_dossier_nlp.reading import Reading, read_file
from vn_dossier_nlp.reading.file import read_here
from vn_dossier_nlp.settings import Settings

TEXT = "Kính gửi: Ủy ban nhân dân tỉnh Lâm Đồng\n"


def said(reading: Reading) -> tuple[str, str | None]:
    return (reading.source.outcome.value, reading.source.reason)


def docx_bytes(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
CASES = {
    "no bytes": (b"", "empty", "no_bytes"),
    "white space": (b" \r\n\t\n", "empty", "no_text"),
    "byte order mark alone": (b"\xef\xbb\xbf", "empty", "no_text"),
    "binary called txt": (bytes(range(256)) * 8, "unsupported", "unknown_format"),
    "text with a zero byte": (b"abc\x00def", "unsupported", "unknown_format"),
    "program": (b"MZ\x90\x00\x03" + bytes(300), "unsupported", "unknown_format"),
    "jsonl": (b'{"id": "005"}\n{"id": "009"}\n', "unsupported", "unknown_format"),
    "other ole": (OLE, "unsupported", "unknown_format"),
    "docx with password": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
    "rar": (b"Rar!\x1a\x07\x00" + bytes(20), "unsupported", "archive"),
    "cut-off zip": (zipped(a="x" * 1000)[:60], "damaged", "broken_archive"),
    "docx without a document": (zipped(**{"[Content_Types]_xml": "<Types/>"}), "damaged", "broken_docx"),
    "docx with broken xml": (
        zipped(**{"[Content_Types]_xml": "<Types/>", "word__document_xml": "<w:document"}),
        "damaged",
        "broken_docx",
    ),
    "pdf of nothing": (b"%PDF-1.7\nnothing here", "damaged", "broken_pdf"),
    "broken png": (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "damaged", "broken_image"),
}


@pytest.mark.parametrize("case", CASES)
def test_bad_files(read, case):
    data, outcome, reason = CASES[case]
    reading = read(data, "cong-van.txt")
    assert said(reading) == (outcome, reason)
    assert reading.document is None
    assert reading.source.role is None


def test_content_decides_not_the_name(read):
    assert read(docx_bytes(TEXT), "a.pdf").document.format == "docx"
    assert read(TEXT.encode(), "a.docx").document.format == "text"
    assert read(pdf_of([LETTERHEAD]), "a.txt").document.format == "pdf"


def test_missing(tmp_path):
    reading = read_file(tmp_path / "none.pdf", "none.pdf", Settings())
    assert said(reading) == ("missing", "not_found")
    assert reading.source.sha256 is None
    assert said(read_file(tmp_path, "folder", Settings())) == ("missing", "not_a_file")
    assert said(read_file(Path("a\0b"), "odd", Settings())) == ("missing", "not_found")


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid"), reason="POSIX rights")
def test_no_right_to_read(tmp_path, monkeypatch):
    path = tmp_path / "closed.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    if os.geteuid() == 0:  # root may read everything

        def refuse(self: Path) -> bytes:
            raise PermissionError(13, "no")

        monkeypatch.setattr(Path, "read_bytes", refuse)
    assert said(next(iter(read_here(path, "closed.txt", Settings())))) == ("missing", "no_permission")


def test_too_large(read):
    reading = read(TEXT.encode() * 10, max_bytes=100)
    assert said(reading) == ("too_large", "max_bytes")
    assert reading.source.sha256 is None


def test_encrypted_pdf(read):
    assert said(read(pdf_of([LETTERHEAD], encrypt="secret"))) == ("encrypted", "password")


def test_owner_password_alone_is_no_hindrance(read):
    from reportlab.lib.pdfencrypt import StandardEncryption

    data = pdf_of([LETTERHEAD], encrypt=StandardEncryption("", ownerPassword="owner"))
    assert said(read(data)) == ("read", None)


def test_cut_off_pdf_never_raises(read):
    data = pdf_of([LETTERHEAD] * 3)
    for share in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
        outcome = read(data[: int(len(data) * share)]).source.outcome
        assert outcome in ("damaged", "empty", "read", "partly_read")


def test_cut_off_docx_is_damaged(read):
    data = docx_bytes(TEXT)
    for share in (0.1, 0.5, 0.9):
        assert read(data[: int(len(data) * share)]).source.outcome == "damaged"


def test_page_limit(read):
    reading = read(pdf_of([LETTERHEAD] * 3), max_pages=2)
    assert said(reading) == ("partly_read", "page_limit")
    assert len(reading.document.pages) == 2


def test_time_limit(read):
    assert said(read(pdf_of([LETTERHEAD]), seconds=1e-9)) == ("timed_out", "seconds")


def test_one_bad_page_of_three(read, monkeypatch):
    from vn_dossier_nlp.reading import pdf

    order = pdf.reading_order

    def trip(pieces, width, height, number):
        if number == 2:
            raise RuntimeError("Bí mật")
        return order(pieces, width, height, number)

    monkeypatch.setattr(pdf, "reading_order", trip)
    reading = read(pdf_of([LETTERHEAD] * 3))
    assert said(reading) == ("partly_read", "page_failed")
    assert [page.end > page.start for page in reading.document.pages] == [True, False, True]


def test_a_crash_is_an_outcome_and_its_message_goes_nowhere(read, monkeypatch, capfd):
    from vn_dossier_nlp.reading import text

    def crash(data: bytes) -> None:
        raise RuntimeError("Bí mật")

    monkeypatch.setattr(text, "read_text", crash)
    assert said(read(TEXT.encode())) == ("crashed", "exception")
    assert "".join(capfd.readouterr()) == ""


def test_zip_bomb(read):
    bomb = zipped(**{"[Content_Types]_xml": "<Types/>", "word__document_xml": b" " * 3_000_000})
    assert len(bomb) < 10_000
    assert said(read(bomb, max_decompressed=1_000_000)) == ("too_large", "max_decompressed")


def test_zip_bomb_that_lies_about_its_size(read):
    bomb = zipped(**{"[Content_Types]_xml": "<Types/>", "word__document_xml": b" " * 3_000_000})
    lying = bomb.replace((3_000_000).to_bytes(4, "little"), (30).to_bytes(4, "little"))
    assert lying != bomb
    assert read(lying, max_decompressed=1_000_000).source.outcome in ("too_large", "damaged")


def test_entities_are_not_expanded(read):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{laughs}'
        '<!ENTITY file SYSTEM "file:///etc/hostname">]>'
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Kính gửi &l9;&file;</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    reading = read(zipped(**{"[Content_Types]_xml": "<Types/>", "word__document_xml": xml.encode()}))
    assert reading.document is None or reading.document.text == "Kính gửi "


def test_image_without_tesseract(read, monkeypatch):
    import shutil

    monkeypatch.setattr(shutil, "which", lambda name: None)
    out = io.BytesIO()
    picture_of(LETTERHEAD, 100).save(out, "PNG")
    assert said(read(out.getvalue())) == ("needs_ocr", "no_ocr")


def test_image_too_large_to_read(read):
    out = io.BytesIO()
    picture_of(LETTERHEAD, 100).save(out, "PNG")
    assert said(read(out.getvalue(), max_pixels=1000)) == ("too_large", "max_pixels")


def test_importing_is_quick():
    heavy = ("docx", "lxml", "numpy", "pdfplumber", "PIL", "pypdfium2", "spacy", "sklearn")
    code = f"import sys, vn_dossier_nlp.reading; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
