"""An office's own list wins field by field, and a broken row is named by file and line."""

from __future__ import annotations

import pytest

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.law import find, registry, status_on


def test_no_list_is_no_fault(office):
    assert not office.exists()
    assert find("30/2020/NĐ-CP")


def test_filled_cells_win_and_empty_ones_leave(office):
    office.write_text("number,effective,checked\n30/2020/NĐ-CP,,2027-01-01\n", encoding="utf-8")
    (one,) = find("30/2020/NĐ-CP")
    assert one.effective.value == "2020-03-05"
    assert one.title == "Về công tác văn thư"
    standing = status_on(one, "2026-12-31")
    assert standing.status == "in_force"
    assert [fact.source for fact in standing.deciding if fact.kind == "listed"] == ["office"]


def test_an_expiry_of_the_office(office):
    office.write_text("number,expired,replaced_by\n30/2020/NĐ-CP,01/03/2027,99/2027/NĐ-CP\n", encoding="utf-8")
    (fact,) = status_on(find("30/2020/NĐ-CP")[0], "2027-03-01").deciding
    assert (fact.kind, fact.by, fact.source, fact.certainty) == ("expired", "99/2027/NĐ-CP", "office", "high")


def test_the_office_settles_a_conflict(office):
    assert status_on(find("45/2025/NĐ-CP")[0], "2025-06-20").status == "unknown"
    registry.__globals__["_registry"].cache_clear()
    office.write_text("number,expired\n45/2025/NĐ-CP,2025-06-16\n", encoding="utf-8")
    assert status_on(find("45/2025/NĐ-CP")[0], "2025-06-20").status == "expired"


def test_a_dash_takes_a_value_away(office):
    office.write_text("number,expired,replaced_by,checked\n45/2013/QH13,-,-,2025-12-31\n", encoding="utf-8")
    (one,) = find("45/2013/QH13")
    assert one.expired is None
    assert status_on(one, "2025-01-01").status == "in_force"


def test_a_new_local_instrument_needs_its_number_alone(office):
    office.write_text("number\n05/2026/QĐ-UBND\n", encoding="utf-8")
    (one,) = find("05/2026/QĐ-UBND")
    assert (one.type, one.title, one.issuer) == ("quyết định", "", "")
    assert status_on(one, "2026-06-01").status == "unknown"


def test_the_same_number_of_two_provinces(office):
    office.write_text(
        "number,issuer,title,effective,checked\n"
        "28/2025/QĐ-UBND,UBND thành phố Hải Phòng,Quy định về A,2025-05-01,2026-12-31\n"
        "28/2025/QĐ-UBND,UBND tỉnh Lâm Đồng,,,2026-12-31\n",
        encoding="utf-8",
    )
    assert len(find("28/2025/QĐ-UBND")) == 2
    (ours,) = find("28/2025/QĐ-UBND", "Hải Phòng")
    assert ours.title == "Quy định về A"
    (theirs,) = find("28/2025/QĐ-UBND", "Lâm Đồng")
    assert "Lâm Đồng" in theirs.title


def test_as_excel_saves_it(office):
    office.write_bytes("\ufeffNumber;Effective;Title\r\n05/2026/QĐ-UBND;1/2/2026;Quy chế A; \r\n\r\n".encode())
    with pytest.raises(DataError, match=r"instruments\.csv, line 2: 4 cells under 3 columns"):
        registry()
    office.write_bytes("\ufeffNumber;Effective;Title\r\n05/2026/QĐ-UBND;1/2/2026;Quy chế A\r\n\r\n".encode())
    (one,) = find("05/2026/QĐ-UBND")
    assert (one.effective.value, one.title) == ("2026-02-01", "Quy chế A")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("số,ngày\n", r"line 1: unknown column 'số'"),
        ("number,colour\n", r"line 1: unknown column 'colour'"),
        ("title\nA\n", r"line 1: no column 'number'"),
        ("number,effective\n30/2020/NĐ-CP,\n31/2020/NĐ-CP,hôm qua\n", r"line 3: 'hôm qua': not a date"),
        ("number,effective\n30/2020/NĐ-CP,2020\n", r"line 2: '2020': a day is needed"),
        ("number,effective\n30/2020/NĐ-CP,31/02/2020\n", r"line 2: '31/02/2020': no such date"),
        ("number,type\n30/2020/NĐ-CP,Nghị địn\n", r"line 2: type 'Nghị địn' is not known"),
        ("number,title\n,Luật A\n", r"line 2: no number"),
        ("number,title\n55/2010/QH12,A\n", r"line 2: 55/2010/QH12 is of several instruments"),
        ("number,issued,issued_by\n30/2020/NĐ-CP,2020-03-05,x:sure\n", r"line 2: issued_by: certainty 'sure'"),
    ],
)
def test_a_broken_row_is_named(office, text, message):
    office.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=rf"instruments\.csv, {message}"):
        registry()


def test_a_file_in_another_encoding_is_named(office):
    office.write_bytes("number,title\n1/2020/NĐ-CP,Về\n".encode("utf-16"))
    with pytest.raises(DataError, match=r"instruments\.csv: not a readable UTF-8 file"):
        registry()
