"""The commands for tasks, deadlines, reports, reminders and files on bodies, as a user types them."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result
from year import generated

from vn_dossier_nlp.cli import group
from vn_dossier_nlp.errors import DossierError


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("year") / "register.db")
    generated(path, 150, 120).close()
    return path


def called(place: str, *arguments: str) -> Result:
    environment = {"VN_DOSSIER_REGISTER": place, "VN_DOSSIER_USER": "Lê Thị Hạ"}
    return CliRunner().invoke(group, ["register", *arguments], env=environment, standalone_mode=False)


def told(result: Result) -> str:
    """What a user reads of an error."""
    assert isinstance(result.exception, DossierError)
    return str(result.exception)


def test_the_life_of_a_task(tmp_path: Path) -> None:
    place = str(tmp_path / "register.db")
    assert called(place, "init").exit_code == 0
    add = ("task", "add", "--by", "12/UBND-TH", "--content", "Rà soát quy hoạch", "--lead", "Sở Xây dựng")
    made = called(place, *add, "--deadline", "13/06/2026", "--on", "2026-06-01", "--supporting", "Sở Tư pháp")
    assert "hạn 15/06/2026" in made.output
    assert "Hạn 13/06/2026 là ngày nghỉ" in made.output
    assert "chưa thay đổi" in called(place, "task", "ask", "1", "--on", "2026-06-10").output
    extended = called(place, "task", "extend", "1", "--until", "2026-06-30", "--on", "2026-06-12")
    assert "không có số, ký hiệu văn bản" in extended.output
    called(place, "task", "hand-over", "1", "--to", "Sở Tài chính", "--on", "2026-06-22")
    called(place, "task", "progress", "1", "Xong phần I", "--product", "8/BC-STC", "--on", "2026-06-23")
    shown = called(place, "task", "show", "1").output
    for part in ("hạn ban đầu: 13/06/2026", "chuyển từ Sở Xây dựng sang Sở Tài chính", "sản phẩm từng phần 8/BC-STC"):
        assert part in shown
    assert max(map(len, shown.splitlines())) <= 80
    listed = called(place, "task", "list", "quy hoach", "--lang", "en").output
    assert "open late" in listed
    assert max(map(len, listed.splitlines())) <= 80
    assert '"state": "open_late"' in called(place, "task", "list", "--format", "jsonl").output
    done = called(place, "task", "done", "1", "--product", "9/BC-STC", "--on", "2026-06-24")
    assert "hoàn thành quá hạn" in done.output
    again = called(place, "task", "done", "1", "--product", "9/BC-STC", "--on", "2026-06-24")
    assert told(again) == "nhiệm vụ 1 đã hoàn thành ngày 24/06/2026 với sản phẩm 9/BC-STC"
    assert called(place, "task", "list", "--open").return_value == 3


def test_a_deadline_with_its_rule() -> None:
    found = called("", "deadline", "check", "--from", "2026-08-28").output
    assert "04/09/2026" in found
    assert "mẫu của cấp trung ương" in found
    assert "07/09/2026" in called("", "deadline", "--days", "3", "--from", "2026-08-28").output
    assert "24/11/2026" in called("", "deadline", "--days", "2", "--from", "2026-11-23").output
    assert called("", "deadline", "consult", "--from", "2026-08-28").return_value == 3
    assert "Điều 18 khoản 1" in called("", "deadline").output
    unknown = called("", "deadline", "--days", "3", "--from", "2027-01-28")
    assert "chưa biết lịch ngày nghỉ năm 2027" in told(unknown)


@pytest.mark.parametrize("form", ["docx", "xlsx", "html"])
def test_a_report_is_written(place: str, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"bao-cao.{form}"
    reported = tmp_path / "reported.csv"
    reported.write_text("body,open,open_in_time,open_late\nHải Phòng,2414,2065,348\n", encoding="utf-8")
    arguments = ("report", "--period", "2025-Q3", "--out", str(out), "--office", "tỉnh Sông Mây", "--on", "2025-12-31")
    made = called(place, *arguments, "--reported", str(reported), "--lang", "en")
    assert made.return_value == 0, made.exception
    assert "Hải Phòng: open is 2,414, the parts add up to 2,413" in made.stderr
    if form == "docx":
        lines = [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]
        assert "Tình hình thực hiện nhiệm vụ được giao và xử lý hồ sơ trình quý 3 năm 2025" in lines
    elif form == "xlsx":
        assert "6. Figures that bodies report" in openpyxl.load_workbook(out).sheetnames
    else:
        assert "Table 1. Tasks by body" in out.read_text(encoding="utf-8")


def test_what_is_no_form_and_no_period_is_refused(place: str, tmp_path: Path) -> None:
    assert ".docx, .xlsx" in told(called(place, "report", "--out", str(tmp_path / "a.pdf")))
    assert "kỳ báo cáo" in told(called(place, "report", "--period", "soon", "--out", str(tmp_path / "a.docx")))
    assert not list(tmp_path.iterdir())


def test_reminders_and_their_letters(place: str, tmp_path: Path) -> None:
    shown = called(place, "reminders", "--on", "2025-09-08").output
    assert "Sở Nội vụ" in shown
    assert max(map(len, shown.splitlines())) <= 80
    letters = tmp_path / "letters"
    made = called(
        place, "reminders", "--on", "2025-09-08", "--letters", str(letters), "--out", str(tmp_path / "l.docx")
    )
    assert made.return_value == 0, made.exception
    assert "so-noi-vu.docx" in {path.name for path in letters.iterdir()}
    lines = [paragraph.text for paragraph in docx.Document(str(letters / "so-noi-vu.docx")).paragraphs]
    assert "Kính gửi: Sở Nội vụ" in lines
    assert called(place, "reminders", "--body", "Sở X", "--on", "2025-09-08").return_value == 3


def test_the_file_on_a_body(place: str, tmp_path: Path) -> None:
    out = tmp_path / "ho-so.docx"
    arguments = ("--period", "2025", "--on", "2025-12-31", "--out", str(out))
    assert called(place, "responsibility", "SỞ TÀI CHÍNH", *arguments).return_value == 0
    assert "HỒ SƠ THEO DÕI" in [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]
    nobody = called(place, "responsibility", "Sở X", *arguments)
    assert nobody.return_value == 3
    assert "kiểm tra lại tên" in nobody.stderr
