"""Whole dossiers: what is enclosed and what contradicts, from files to the line and the page."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path
from typing import Any

import pytest

from vn_dossier_nlp.assess import Options, assess
from vn_dossier_nlp.language.folding import key
from vn_dossier_nlp.reading import find_dossiers
from vn_dossier_nlp.reports.explain import explanation
from vn_dossier_nlp.reports.page import dossier_page
from vn_dossier_nlp.schema import Assessment, Status

HERE = Path(__file__).resolve().parent
DOSSIERS = sorted((HERE / "data" / "dossiers").glob("*.toml"))
SAMPLES = HERE.parent / "corpora" / "samples" / "dossiers"
# "hồ sơ" names no certain paper: in a dossier of several files nothing is said of it.
KNOWN_MISSES = {("held-09", "Hồ sơ của Công ty")}


def assessed(folder: Path) -> tuple[Assessment, str | None]:
    (dossier,) = find_dossiers([str(folder)], as_dossier=True)
    found = assess(dossier, Options())
    return found.assessment, found.text


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.stem)
def test_a_written_dossier(path, tmp_path):
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    for file in table["file"]:
        (tmp_path / file["name"]).write_text(file["text"].lstrip("\n"), encoding="utf-8")
    found, _ = assessed(tmp_path)
    assert _enclosed(found, path.stem) == _expected(table, path.stem)
    assert {Path(one.file or "").name for one in found.enclosures if one.span is None and one.file} == {
        one["file"] for one in table.get("unnamed", [])
    }
    wanted = sorted((one["kind"], one["here"], one["there"]) for one in table.get("mismatch", []))
    assert len(found.mismatches) == len(wanted)
    for kind, here, there in wanted:
        assert any(one.kind == kind and _in(here, one.here) and _in(there, one.there) for one in found.mismatches)


def _in(words: str, span: Any) -> bool:
    return words in span.text or span.text in words


def _enclosed(found: Assessment, name: str) -> set[str | None]:
    """The files that the text names, with None where one is absent."""
    return {one.file and Path(one.file).name for one in found.enclosures if one.span}


def _expected(table: dict[str, Any], name: str) -> set[str | None]:
    rows = [one for one in table.get("enclosure", []) if (name, one["name"]) not in KNOWN_MISSES]
    return {one.get("file") for one in rows}


def test_each_name_of_a_written_dossier_stands_in_its_text(tmp_path):
    """The table of expectations itself: no name that the submission does not hold."""
    for path in DOSSIERS:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        text = key(table["file"][0]["text"])
        assert all(key(one["name"]) in text for one in table.get("enclosure", [])), path.stem


SUBMISSION = [
    "UBND TỈNH BA TƠ",
    "SỞ Y TẾ",
    "Số: 41/TTr-SYT",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Ba Tơ, ngày 02 tháng 6 năm 2026",
    "TỜ TRÌNH",
    "Về việc mua máy chụp X quang cho Trung tâm Y tế Ba Vì",
    "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh Ba Tơ",
    "Máy cũ hỏng từ ngày 04/3/2026, mỗi ngày 30 người bệnh phải đi xa 40 km.",
    "Tổng dự toán mua sắm: 2.640.000.000 đồng.",
    "Sở Y tế kính trình Chủ tịch Ủy ban nhân dân tỉnh quyết định mua máy nêu trên.",
    "Gửi kèm: dự thảo Quyết định; danh mục cấu hình máy; Phụ lục II./.",
    "Nơi nhận:",
    "- Như trên;",
    "GIÁM ĐỐC",
]
DECISION = [
    "ỦY BAN NHÂN DÂN TỈNH BA TƠ",
    "Số:     /QĐ-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "QUYẾT ĐỊNH",
    "Về việc mua máy chụp X quang cho Trung tâm Y tế Ba Vì",
    "Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 41/TTr-SYT ngày 02/6/2026.",
    "Điều 1. Mua máy chụp X quang. Tổng dự toán mua sắm: 2.460.000.000 đồng.",
]


def docx_of(lines: list[str]) -> bytes:
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_of(lines: list[str]) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    font = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
    if not font.is_file():
        pytest.skip("no font with Vietnamese letters")
    pdfmetrics.registerFont(TTFont("Viet", str(font)))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont("Viet", 11)
    for number, line in enumerate(lines):
        canvas.drawString(60, 780 - 24 * number, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A submission in Word, a draft in PDF, an annex in plain text; Phụ lục II did not come."""
    path = tmp_path_factory.mktemp("dossier")
    (path / "to-trinh.docx").write_bytes(docx_of(SUBMISSION))
    (path / "quyet-dinh.pdf").write_bytes(pdf_of(DECISION))
    (path / "danh-muc-cau-hinh.txt").write_text("DANH MỤC\nCấu hình máy\n1. Bàn điều khiển\n", encoding="utf-8")
    return path


def test_files_of_three_kinds(folder):
    found, _ = assessed(folder)
    named = {one.name: one.file and Path(one.file).name for one in found.enclosures}
    assert named == {
        "dự thảo Quyết định": "quyet-dinh.pdf",
        "danh mục cấu hình máy": "danh-muc-cau-hinh.txt",
        "Phụ lục II": None,
    }
    (mismatch,) = found.mismatches
    assert mismatch.here.text == "Tổng dự toán mua sắm: 2.640.000.000 đồng"
    assert mismatch.there.text == "Tổng dự toán mua sắm: 2.460.000.000 đồng"
    assert mismatch.there.page == 1
    assert Path(mismatch.there.file).name == "quyet-dinh.pdf"
    findings = {finding.requirement: finding for finding in found.requirements}
    assert (findings["R17"].status, findings["R17"].why) == (Status.NOT_MET, "named_but_absent")
    assert (findings["R35"].status, findings["R35"].why) == (Status.NOT_MET, "between_files")
    assert [span.text for span in findings["R17"].evidence] == ["Phụ lục II"]


def test_one_file_says_nothing_of_what_is_absent(folder):
    (dossier,) = find_dossiers([str(folder / "to-trinh.docx")])
    found = assess(dossier, Options()).assessment
    assert {one.file for one in found.enclosures} == {None}
    assert {one.name for one in found.enclosures} >= {"dự thảo Quyết định", "Phụ lục II"}
    findings = {finding.requirement: finding for finding in found.requirements}
    assert (findings["R17"].status, findings["R17"].why) == (Status.CANNOT_TELL, "single_file")
    assert findings["draft_attached"].status is Status.MET


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", ("Thành phần hồ sơ", "có nêu, không thấy tệp", "Chỗ ghi khác nhau", "Tờ trình ghi")),
        ("en", ("Parts of the dossier", "named, no file found", "Places that differ", "The submission says")),
    ],
)
def test_the_page_and_the_explanation_show_both_places(lang, words, folder):
    found, text = assessed(folder)
    page = dossier_page(found, text, lang, {})
    for shown in (*words, "2.640.000.000", "2.460.000.000", "Phụ lục II"):
        assert shown in page
    told = "\n".join(line for _, line, _ in explanation(found, lang, {}))
    for shown in (*words[:3], "2.640.000.000", "quyet-dinh.pdf"):
        assert shown in told


def test_the_samples_of_several_files():
    for name, absent, differing in (("12", 0, 0), ("13", 0, 0), ("15", 1, 2)):
        (path,) = SAMPLES.glob(f"{name}-*")
        found, _ = assessed(path)
        assert sum(one.span is not None and one.file is None for one in found.enclosures) == absent, name
        assert len(found.mismatches) == differing, name
