"""The shipped tables are whole, and instruments are found by number, by name and by nearness."""

from __future__ import annotations

import csv
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from vn_dossier_nlp.grammar.tables import doc_types
from vn_dossier_nlp.law import Registry, contradictions
from vn_dossier_nlp.law.keys import ends
from vn_dossier_nlp.resources import room_file

ROOT = Path(__file__).resolve().parents[2]
DATA = room_file("law", "data")


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# The tables


def test_the_table_is_compact():
    assert (DATA / "instruments.csv").stat().st_size < 1_500_000
    assert 4_000 < len(table("instruments.csv")) < 10_000


def test_an_instrument_stands_once(shipped: Registry):
    keys = [one.key for one in shipped.instruments]
    assert len(set(keys)) == len(keys)


def test_types_are_known(shipped: Registry):
    assert {one.type for one in shipped.instruments} <= {kind.name for kind in doc_types()}


def test_every_date_is_a_day_with_a_known_source(shipped: Registry):
    for one in shipped.instruments:
        for dated in filter(None, (one.issued, one.effective, one.expired)):
            assert ends(dated.value)[0] == dated.value, one
            assert dated.source in shipped.sources, one
            assert dated.certainty in ("high", "medium", "low"), one
        assert all(source in shipped.sources for source, _ in one.listed)


def test_days_are_in_order(shipped: Registry):
    for one in shipped.instruments:
        days = [dated.value for dated in (one.issued, one.effective, one.expired) if dated]
        assert days == sorted(days), one


def test_the_year_of_a_number_is_that_of_its_issue_or_the_year_before(shipped: Registry):
    for one in shipped.instruments:
        if (year := re.search(r"/((?:19|20)\d\d)/", one.number)) and one.issued:
            assert one.issued.value[:4] == year[1] or one.issued.value[:7] == f"{int(year[1]) + 1}-01", one


def test_relations_and_conflicts_belong_to_instruments(shipped: Registry):
    keys = {(one.number, one.type, one.issuer) for one in shipped.instruments}
    for name in ("relations.csv", "conflicts.csv"):
        assert {(row["number"], row["type"], row["issuer"]) for row in table(name)} <= keys
    assert {row["kind"] for row in table("relations.csv")} == {
        *("amended", "supplemented", "partly_repealed", "parent_expired")
    }


def test_open_conflicts_hold_both_values(shipped: Registry):
    marked = {(one.key, field) for one in shipped.instruments for field in one.conflicts}
    assert marked
    for one in shipped.instruments:
        for field in one.conflicts:
            values = {conflict.value for conflict in shipped.conflicts_of(one) if conflict.field == field}
            assert len(values) > 1, one


def test_known_faults_of_the_sources_are_listed(shipped: Registry):
    (tax,) = shipped.by_number("38/2019/QH14")
    assert {c.value for c in shipped.conflicts_of(tax) if c.weight == "open"} == {"2019-07-01", "2020-07-01"}
    (land,) = shipped.by_number("31/2024/QH15")
    assert {(c.value, c.why) for c in shipped.conflicts_of(land)} >= {("2024-04-01", "part"), ("2025-01-01", "part")}
    assert land.conflicts == ()


def test_a_repeal_in_the_notes_is_of_a_part(shipped: Registry):
    """Of a code, an article was repealed: nothing there makes an instrument expire."""
    (code,) = shipped.by_number("100/2015/QH13")
    assert code.expired is None
    assert {relation.kind for relation in shipped.relations_of(code)} >= {"amended", "partly_repealed"}
    assert not any(one.expired and one.expired.source == "am" for one in shipped.instruments)


def test_a_lower_instrument_repeals_no_law(shipped: Registry):
    ranks = {"nghị định": 1, "luật": 2, "bộ luật": 2}
    for one in shipped.instruments:
        for relation in shipped.relations_of(one):
            if relation.kind == "partly_repealed" and ranks.get(one.type) == 2 and relation.by:
                assert "/TT" not in relation.by, (one.number, relation)


def test_local_instruments_are_listed_by_no_one(shipped: Registry):
    assert all(one.listed == () for one in shipped.instruments if "UBND" in one.number)


def test_the_build_gives_the_same_bytes(shared: Path, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    build = importlib.import_module("build_instruments")
    monkeypatch.setattr(build, "DATA", tmp_path)
    monkeypatch.setattr(sys, "argv", ["build_instruments.py", str(shared)])
    build.main()
    for name in ("instruments.csv", "relations.csv", "conflicts.csv", "sources.csv"):
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name
    printed = capsys.readouterr().out
    for rule in re.findall(r"rule \w+: the same day as stated in (\d+) of (\d+)", printed):
        assert int(rule[0]) >= 0.95 * int(rule[1]) > 0


def test_the_build_skips_without_the_sources(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "build_instruments.py"), str(tmp_path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "is absent" in done.stdout


# By number


def test_by_number_whatever_the_spelling(shipped: Registry):
    (one,) = shipped.by_number("30 / 2020/NĐCP")
    assert (one.number, one.type, one.issuer) == ("30/2020/NĐ-CP", "nghị định", "Chính phủ")


def test_a_law_and_a_resolution_of_one_number_are_two(shipped: Registry):
    assert {one.type for one in shipped.by_number("55/2010/QH12")} == {"luật", "nghị quyết"}
    assert [one.title for one in shipped.by_number("55/2010/QH12", kind="luật")] == ["Luật An toàn thực phẩm"]


def test_by_number_and_issuer(shipped: Registry):
    assert shipped.by_number("28/2025/QĐ-UBND", "UBND tỉnh Lâm Đồng")
    assert shipped.by_number("28/2025/QĐ-UBND", "Lâm Đồng")
    assert shipped.by_number("28/2025/QĐ-UBND", "Ủy ban nhân dân thành phố Hải Phòng") == ()


def test_an_unknown_number(shipped: Registry):
    assert shipped.by_number("9999/2020/NĐ-CP") == ()
    assert shipped.by_number("") == ()


def test_by_number_and_year_alone(shipped: Registry):
    assert {one.number for one in shipped.by_stem("126/2020")} >= {"126/2020/NĐ-CP"}
    assert [one.number for one in shipped.by_stem("126/2020", "nghị định")] == ["126/2020/NĐ-CP"]


# By name


def test_by_title_newest_first(shipped: Registry):
    assert [one.number for one in shipped.by_title("luật  đất đai")] == ["31/2024/QH15", "45/2013/QH13"]


@pytest.mark.parametrize(
    ("title", "when", "numbers"),
    [
        ("Luật Đất đai", "2024", ["31/2024/QH15"]),
        ("Luật Đất đai", "2013-11-29", ["45/2013/QH13"]),
        ("Luật Đất đai", "2013-11", ["45/2013/QH13"]),
        ("Luật Đất đai", "2013-11-30", []),
        ("Luật Tổ chức chính quyền địa phương", "2025", ["72/2025/QH15", "65/2025/QH15"]),
        ("Luật Tổ chức chính quyền địa phương", "2025-06-16", ["72/2025/QH15"]),
        ("Bộ luật Dân sự", "2015", ["91/2015/QH13"]),
        ("Pháp lệnh Ưu đãi người có công với cách mạng", None, ["02/2020/UBTVQH14"]),
        ("Luật sửa đổi, bổ sung một số điều của Luật Xây dựng", None, ["62/2020/QH14"]),
        ("Luật không có", None, []),
    ],
)
def test_by_title_and_date(shipped: Registry, title, when, numbers):
    assert [one.number for one in shipped.by_title(title, when)] == numbers


# Near


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        ("123/2025/QH16", "123/2025/QH15"),  # the slips of DOMAIN.md, section 5
        ("31/2024/QH14", "31/2024/QH15"),
        ("45/2013/QH31", "45/2013/QH13"),  # swapped
        ("30/2020/NĐ-CQ", "30/2020/NĐ-CP"),
        ("30/2020/NĐ-CP", None),  # known
        ("64/2023/QH15", None),  # several are near
        ("29/2025/QĐ-UBND", None),  # every province has one
        ("1086/QĐ-TTg", None),  # there is one every year
        ("", None),
        ("abc", None),
    ],
)
def test_near(shipped: Registry, number, meant):
    found = shipped.near(number)
    assert (found.number if found else None) == meant


def test_a_title_chooses_among_near_numbers(shipped: Registry):
    found = shipped.near("64/2023/QH15", "luật", title="Luật Ban hành văn bản quy phạm pháp luật")
    assert found is not None
    assert found.number == "64/2025/QH15"


def test_near_is_of_the_same_type(shipped: Registry):
    assert shipped.near("30/2020/NĐ-CQ", "quyết định") is None


def test_a_date_of_issue_rules_a_near_number_out(shipped: Registry):
    assert shipped.near("31/2024/QH14", date="2023-01-18") is None


def test_near_numbers_have_evidence_in_their_contradictions(shipped: Registry):
    assert [one.code for one in contradictions("luật", "31/2024/QH14", known=shipped)] == ["term_year"]
