"""Sheets: what goes out comes in again; faults with row and column, and nothing half imported; labels for training."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from register_samples import CLERK, DAY, HEAD, OFFICER, line, paper

from vn_dossier_nlp.register import Register, RegisterError, incoming_of, make_register
from vn_dossier_nlp.register.labelling import label_rows, label_sheet
from vn_dossier_nlp.register.sheets import BOOKS, head_of
from vn_dossier_nlp.register.values import ValueFaultError, value_of
from vn_dossier_nlp.vagueness.labelfile import load_labels

HEAD_ROW = "Ngày đến;Số đến;Tác giả;Số, ký hiệu;Ngày văn bản;Trích yếu;Độ khẩn"


def sheet(folder: Path, *rows: str) -> Path:
    """A CSV as an office writes it: semicolons, days as 05/03/2026."""
    file = folder / "so-den.csv"
    file.write_text("\n".join((HEAD_ROW, *rows)) + "\n", encoding="utf-8-sig")
    return file


def test_the_books_have_the_columns_of_the_decree() -> None:
    assert head_of("incoming", "vi")[:11] == [
        "ngày đến",
        "số đến",
        "tác giả",
        "số, ký hiệu",
        "ngày văn bản",
        "tên loại",
        "trích yếu",
        "đơn vị, người nhận",
        "ngày chuyển",
        "ký nhận",
        "ghi chú",
    ]
    assert len(BOOKS["tracking"]) == 10  # seven columns, of which one holds kind, symbol, day and issuer


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_goes_out_comes_in_again(register: Register, tmp_path: Path, suffix: str) -> None:
    register.receive(CLERK, incoming_of(line(1)), DAY)
    register.receive(CLERK, paper(2, note="=SUM(A1)", urgency="khan", document_date="2026-02"), DAY, number=9)
    register.receive(CLERK, paper(3), DAY, numbered=False)
    file = tmp_path / f"so-den{suffix}"
    assert register.export(CLERK, "incoming", file, "vi") == 3
    with make_register(str(tmp_path / "second.db"), HEAD) as second:
        assert second.load(CLERK, "incoming", file) == (3, ())
        for key in (1, 2, 3):
            old, new = register.dossier(key), second.dossier(key)
            for name in (*BOOKS["incoming"], "matter_id"):
                assert getattr(new, name) == getattr(old, name), name
        assert second.verify() == ()
        assert [event.action for event in second.events(1)] == ["import"]


def test_outgoing_documents_go_out_and_come_in(here: Register, tmp_path: Path) -> None:
    here.send(CLERK, DAY, "VP-TH", {"subject": "Trả hồ sơ", "kind": "công văn", "copies": 3, "sent_on": DAY})
    file = tmp_path / "so-di.xlsx"
    here.export(CLERK, "outgoing", file, "vi")
    with make_register(str(tmp_path / "second.db"), HEAD) as second:
        assert second.load(CLERK, "outgoing", file) == (1, ())
        assert second.send(CLERK, DAY, "VP-TH", {"subject": "Tiếp"}) == "02/VP-TH"
        assert second.load(CLERK, "outgoing", file)[1][0].code == "taken"


def test_no_cell_is_run_as_a_formula(here: Register, tmp_path: Path) -> None:
    here.receive(CLERK, paper(1, note='=HYPERLINK("x")'), DAY)
    here.export(CLERK, "incoming", tmp_path / "a.csv", "vi")
    here.export(CLERK, "incoming", tmp_path / "a.xlsx", "vi")
    rows = list(csv.reader((tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()))
    cell = load_workbook(tmp_path / "a.xlsx").worksheets[0].cell(2, 11)
    assert rows[1][10].startswith("'=")
    assert cell.data_type == "s"


def test_an_import_takes_words_days_and_numbers(here: Register, tmp_path: Path) -> None:
    file = sheet(
        tmp_path,
        "05/03/2026;12;Sở Y tế;44/TTr-SYT;3/2026;Mua xe cứu thương;Thượng khẩn",
        ";;;;;;",
        "6.3.2026;;Sở Nội vụ;;;Biên chế;",
    )
    assert here.load(CLERK, "incoming", file) == (2, ())
    first, second = here.dossier(1), here.dossier(2)
    assert (first.arrived_on, first.number, first.number_year) == (date(2026, 3, 5), 12, 2026)
    assert (first.document_date, first.urgency, first.state) == ("2026-03", "thuong_khan", "registered")
    assert (second.state, second.number, second.number_year) == ("received", None, None)
    assert here.check(CLERK, 1, date(2026, 3, 6), OFFICER.name).state == "checking"


def test_every_fault_is_told_and_nothing_is_imported(register: Register, tmp_path: Path) -> None:
    register.receive(CLERK, paper(1), DAY, number=7)
    head = register.head()
    rows = [
        "05/03/2026;7;Sở Y tế;;;Một;",
        "31/02/2026;8;Sở Y tế;;;Hai;",
        "05/03/2026;9;;;;Ba;gấp",
        "05/03/2026;x;Sở;;;Bốn;",
    ]
    faults = register.load(CLERK, "incoming", sheet(tmp_path, *rows))[1]
    assert {(fault.row, fault.column, fault.code) for fault in faults} == {
        (3, "Ngày đến", "not_day"),
        (4, "Tác giả", "missing"),
        (4, "Độ khẩn", "not_code"),
        (5, "Số đến", "not_number"),
    }
    rows = ["05/03/2026;7;Sở Y tế;;;Một;", "05/03/2026;8;Sở Y tế;;;Hai;", "06/03/2026;8;Sở Y tế;;;Ba;"]
    count, faults = register.load(CLERK, "incoming", sheet(tmp_path, *rows))
    assert (count, [(fault.row, fault.code) for fault in faults]) == (0, [(2, "taken"), (4, "taken")])
    assert register.count() == 1
    assert register.head() == head


def test_a_sheet_without_its_columns_is_refused(here: Register, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Ngày đến,Tác giả,Tác giả\n", encoding="utf-8")
    assert {fault.code for fault in here.load(CLERK, "incoming", file)[1]} == {"no_column", "twice"}
    for name, content in (("a.txt", b"x"), ("b.xlsx", b"no zip"), ("c.csv", b"\xff\xfe\x00"), ("d.csv", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(RegisterError):
            here.load(CLERK, "incoming", tmp_path / name)


def test_an_xlsx_with_real_days_and_numbers_is_read(here: Register, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["arrived_on", "number", "author", "subject"])
    book.active.append([datetime(2026, 3, 5), 3.0, "Sở Y tế", "Mua xe"])
    book.save(tmp_path / "a.xlsx")
    assert here.load(CLERK, "incoming", tmp_path / "a.xlsx") == (1, ())
    assert (here.dossier(1).arrived_on, here.dossier(1).number) == (date(2026, 3, 5), 3)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("deadline", "2026-03-05", date(2026, 3, 5)),
        ("deadline", "5/3/2026", date(2026, 3, 5)),
        ("deadline", "  ", None),
        ("document_date", "3/2026", "2026-03"),
        ("number", "012", 12),
        ("urgency", "hỏa tốc", "hoa_toc"),
        ("urgency", "Hoả tốc", "hoa_toc"),
        ("note", "'=A1", "=A1"),
        ("note", " a  b ", "a b"),
    ],
)
def test_values_are_read_as_people_write_them(field: str, typed: str, value: Any) -> None:
    assert value_of(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("deadline", "30/02/2026", "not_day"),
        ("deadline", "mai", "not_day"),
        ("document_date", "13/2026", "not_day"),
        ("number", "-3", "not_number"),
        ("number", "0", "not_number"),
        ("number", "1,5", "not_number"),
        ("state", "xong", "not_code"),
        ("note", "x" * 10_001, "too_long"),
    ],
)
def test_what_is_no_value_is_refused(field: str, typed: str, code: str) -> None:
    with pytest.raises(ValueFaultError) as refused:
        value_of(field, typed)
    assert refused.value.code == code


def test_labels_are_a_list_that_training_takes(here: Register, tmp_path: Path) -> None:
    for number, word in ((1, "yes"), (2, "no"), (3, "borderline")):
        file = tmp_path / f"{number}.txt"
        file.write_text(f"TỜ TRÌNH\nVề việc sửa cầu số {number}\n", encoding="utf-8")
        made = line(number, path=str(file))
        made["files"][0]["path"] = str(file)
        here.receive(CLERK, incoming_of(made), DAY)
        here.label(OFFICER, number, "generic", "no", "trước")
        here.label(OFFICER, number, "generic", word, "sau")
    (tmp_path / "3.txt").unlink()
    key = here.receive(CLERK, incoming_of(line(4)), DAY).id
    here.check(CLERK, key, DAY, OFFICER.name)
    here.decide_check(OFFICER, key, "examine", DAY, why="đủ thẩm quyền")
    with here.reading() as connection:
        rows, left = label_rows(connection, tmp_path / "nhan")
    assert [(one.dossier, one.why) for one in left] == [
        *((1, "replaced"), (2, "replaced"), (3, "no_file"), (3, "no_file"), (4, "verdict")),
    ]
    (tmp_path / "nhan").mkdir()
    out = tmp_path / "nhan" / "labels.csv"
    out.write_text(label_sheet(rows), encoding="utf-8")
    examples = load_labels(out)
    assert [(one.label, one.matter, one.sender, one.date) for one in examples] == [
        ("yes", "register-1", "lam-dong/so-xay-dung", "2026-02-26"),
        ("no", "register-2", "lam-dong/so-xay-dung", "2026-02-26"),
    ]
