"""The commands as an office calls them: one line for each refusal, exit codes, what is printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from register_samples import line

from vn_dossier_nlp.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """``register`` in an office of its own, with roles; ``who`` acts."""
    (tmp_path / "settings.toml").write_text(
        '[roles]\n"Thư" = "clerk"\n"Chuyên" = "officer"\n"Chánh" = "head"\n"Xem" = "reader"\n', encoding="utf-8"
    )
    monkeypatch.setenv("VN_DOSSIER_HOME", str(tmp_path))
    monkeypatch.delenv("VN_DOSSIER_USER", raising=False)

    def run(who: str | None, *arguments: object) -> tuple[int, str, str]:
        whole = ["vn-dossier", "register", *map(str, arguments), *(["--as", who] if who else [])]
        monkeypatch.setattr("sys.argv", whole)
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        return int(ended.value.code or 0), shown.out, shown.err

    assert run("Chánh", "init")[0] == 0
    return run


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """What ``score --out`` wrote: three dossiers, one of them secret."""
    rows = [line(1), line(2, outcome="secret"), line(3, verdict="pass")]
    file = tmp_path / "assessments.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


def test_a_day_at_the_office(office: Run, lines: Path, tmp_path: Path) -> None:
    code, out, err = office("Thư", "receive", lines.parent, "--on", "02/03/2026")
    assert code == 1
    assert "số đến 1/2026" in out
    assert "độ mật" in err
    assert office("Thư", "receive", lines)[0] == 3  # all are known
    assert office("Thư", "check", "1/2026", "--to", "Chuyên", "--deadline", "09/03/2026", "--on", "2026-03-02")[0] == 0
    code, _, err = office("Thư", "return", 1, "--on", "2026-03-03")
    assert (code, err.count("\n")) == (2, 1)
    assert "Thư (văn thư) không được trả lại" in err
    assert office("Chuyên", "return", 1, "--on", "2026-03-03", "--letter", "15/VP-TH")[0] == 0
    code, out, _ = office("Thư", "resubmit", 1, lines, "--line", 3, "--on", "2026-03-09")
    assert code == 0
    assert "lần trình thứ 2" in out
    code, out, _ = office("Xem", "show", 1)
    assert code == 0
    for word in ("Đã trả lại", "15/VP-TH", "R01", "09/03/2026", "Chuyên"):
        assert word in out
    assert max(map(len, out.splitlines())) <= 80
    code, out, _ = office("Xem", "list", "--state", "returned", "--format", "jsonl")
    assert [json.loads(row)["id"] for row in out.splitlines()] == [1]
    assert office("Xem", "search", "cau da nhim")[0] == 0
    assert office("Xem", "search", "không có gì như thế")[0] == 3
    assert office("Xem", "verify", "--write-anchor", tmp_path / "head.txt")[0] == 0
    assert office("Chánh", "correct", 1, "deadline", "10/03/2026", "--why", "gia hạn")[0] == 0
    assert office("Xem", "verify", "--anchor", tmp_path / "head.txt")[0] == 0
    assert office("Xem", "verify", "--head", "1:" + "0" * 64)[0] == 1


@pytest.mark.parametrize(
    ("who", "arguments", "words"),
    [
        (None, ("receive", "--author", "Sở", "--subject", "Xe"), "VN_DOSSIER_USER"),
        ("Lạ", ("receive", "--author", "Sở", "--subject", "Xe"), "Lạ"),
        ("Xem", ("receive", "--author", "Sở", "--subject", "Xe"), "người xem"),
        ("Thư", ("receive",), "--author"),
        ("Thư", ("receive", "--author", "Sở", "--subject", "Xe", "--date", "32/1/2026"), "32/1/2026"),
        ("Thư", ("show", "9"), "hồ sơ 9"),
        ("Thư", ("show", "x"), "số đến/năm"),
        ("Thư", ("correct", "1", "state", "issued"), "state"),
        ("Chánh", ("init",), "đã có sổ đăng ký"),
    ],
)
def test_refusals_are_one_line(office: Run, who: str | None, arguments: tuple[str, ...], words: str) -> None:
    code, _, err = office(who, *arguments)
    assert (code, err.count("\n")) == (2, 1)
    assert words in err


def test_by_hand_from_receipt_to_archive(office: Run) -> None:
    office("Thư", "receive", "--author", "Sở Y tế", "--subject", "Mua xe", "--no-number", "--on", "02/03/2026")
    steps = [
        ("Thư", "assign-number", 1),
        ("Thư", "check", 1, "--to", "Chuyên"),
        ("Chuyên", "supplement", 1, "--reason", "R27: thiếu nguồn kinh phí"),
        ("Thư", "supplemented", 1),
        ("Chuyên", "cured", 1, "R27", "yes"),
        ("Chuyên", "examine", 1, "--generic", "no"),
        ("Chuyên", "consult", 1, "--body", "Sở Tài chính", "--due", "09/03/2026"),
        ("Thư", "answer", 1, "--view", "agree"),
        ("Chuyên", "submit", 1),
        ("Chuyên", "send-back", 1, "--note", "làm rõ giá"),
        ("Chuyên", "submit", 1),
        ("Chuyên", "decide", 1, "--decision", "approve", "--by", "Chủ tịch"),
        ("Thư", "issue", 1, "--mark", "QĐ-UBND", "--copies", 5),
        ("Chuyên", "follow", 1),
        ("Thư", "archive", 1),
    ]
    for who, *arguments in steps:
        code, _, err = office(who, *arguments)
        assert (code, err) == (0, ""), (arguments, err)
    assert (
        office("Thư", "send", "--mark", "VP-TH", "--subject", "Đôn đốc", "--dossier", 1)[1].strip().endswith("02/VP-TH")
    )
    out = office("Xem", "show", 1)[1]
    for word in ("01/QĐ-UBND", "02/VP-TH", "đã khắc phục", "đồng ý", "làm rõ giá"):
        assert word in out
    assert office("Xem", "verify")[0] == 0
    assert office("Chánh", "retention", "--years", 1)[0] == 3


def test_sheets_backup_and_restore(office: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = tmp_path / "so.csv"
    sheet.write_text("ngày đến,tác giả,trích yếu\n05/03/2026,Sở Y tế,\n", encoding="utf-8")
    code, _, err = office("Thư", "import", sheet)
    assert code == 1
    assert "dòng 2, cột trích yếu" in err
    sheet.write_text("ngày đến,tác giả,trích yếu\n05/03/2026,Sở Y tế,Mua xe\n", encoding="utf-8")
    assert office("Thư", "import", sheet)[0] == 0
    assert office("Thư", "export", tmp_path / "ra.xlsx", "--book", "tracking")[0] == 0
    assert office("Thư", "export", tmp_path / "ra.ods")[0] == 2
    assert office("Thư", "backup", tmp_path / "sao-luu.db")[0] == 0
    second = str(tmp_path / "hai.db")
    code, out, _ = office("Chánh", "restore", tmp_path / "sao-luu.db", "--register", second)
    assert code == 0
    assert "kiểm tra đạt" in out
    monkeypatch.setenv("VN_DOSSIER_REGISTER", second)
    assert "Mua xe" in office("Xem", "list")[1]
    assert office("Chánh", "upgrade")[0] == 0
