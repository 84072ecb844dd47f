"""Packs: validation names file, row and key; choice by place and date; quotes are those of the specification."""

from __future__ import annotations

import csv
import re

import pytest

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.regulation.pack import choose_pack, load_pack, pack_ids
from vn_dossier_nlp.regulation.verdict import decide
from vn_dossier_nlp.schema import Finding, Status, Verdict

CODES = {
    "authority_basis": ("R01",), "content_basis": ("R02",), "practical_basis": ("R03",), "central_guidance": ("R04",),
    "other_provinces": ("R05",), "managing_department_view": ("R06", "R07"), "joint_responsibility": ("R08",),
    "process": ("R09",), "opinions": ("R10", "R13"), "draft_attached": ("R16",), "specific_request": ("R23",),
    "implementation": ("R25", "R26"), "funding": ("R27",),
}  # fmt: skip
FORTY = {f"R{number:02}" for number in range(1, 41)}
ROW = """id = "x"
name = {{ vi = "x", en = "x" }}
extends = "general"
[[requirement]]
id = "process"
{line}
"""
NEW = """
[[requirement]]
id = "R99"
codes = ["R99"]
name = { vi = "x", en = "x" }
check = "process"
severity = "flag"
source = "x"
source_status = "practice"
quote = ""
cure = { vi = "x", en = "x" }
"""


@pytest.fixture
def table(shared):
    """The rows of the project's table of requirements."""
    with (shared / "spec" / "requirements.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("name", pack_ids())
def test_a_shipped_pack_speaks_of_all_forty_requirements_once(name):
    codes = [code for row in load_pack(name).requirements for code in row.codes]
    assert sorted(codes) == sorted(FORTY)


@pytest.mark.parametrize("name", pack_ids())
def test_a_requirement_has_its_codes(name):
    rows = {row.id: row.codes for row in load_pack(name).requirements}
    assert {identity: rows.pop(identity) for identity in CODES} == CODES
    assert all(codes == (identity,) for identity, codes in rows.items())


@pytest.mark.parametrize("name", pack_ids())
def test_a_quote_stands_in_the_specification(name, table):
    known = {value for row in table for value in row.values()}
    assert all(row.quote in known for row in load_pack(name).requirements if row.quote)


@pytest.mark.parametrize("name", pack_ids())
def test_a_source_stands_in_the_specification(name, table):
    """Every instrument and every provision that a pack names is named there as a source."""
    known = " | ".join(row["source"] for row in table)
    parts = re.compile(r"[0-9]+/[0-9]{4}/[\w-]+|(?:Điều|khoản|điểm|mục|Phụ lục) [0-9IVXa-z]\w*(?:\.[0-9a-z])*")
    for row in load_pack(name).requirements:
        assert [part for part in parts.findall(f"{row.source} {row.article}") if part not in known] == [], row.id


@pytest.mark.parametrize("name", pack_ids())
def test_what_is_called_verified_is_quoted_from_a_verified_source(name, table):
    states = {row["quote"]: row["source_status"] for row in table}
    for row in load_pack(name).requirements:
        if row.source_status == "verified":
            assert re.search(r"(?<!not )verified", states[row.quote]), row.id


@pytest.mark.parametrize("name", pack_ids())
def test_a_name_is_that_of_the_specification(name, table):
    names = {row["id"]: (row["name_vi"], row["name_en"]) for row in table}
    for row in load_pack(name).requirements:
        if row.id in names:
            assert (row.name_vi, row.name_en) == names[row.id]


@pytest.mark.parametrize("name", pack_ids())
def test_an_unverified_source_reaches_supplement_at_most(name):
    rows = load_pack(name).requirements
    assert not [r.id for r in rows if r.severity not in ("supplement", "flag") and r.source_status != "verified"]


def test_a_rule_under_its_code_weighs_little_in_the_general_pack():
    heavy = {row.id for row in load_pack("general").requirements if row.id in FORTY and row.severity != "flag"}
    assert heavy == {"R17", "R28", "R34", "R35", "R36"}
    assert {row.id for row in load_pack("general").requirements if row.severity in ("return", "block")} == {
        "specific_request",
        "R34",
    }


@pytest.mark.parametrize("name", pack_ids())
def test_who_looks_at_a_row_is_said(name):
    pack = load_pack(name)
    assert {row.id for row in pack.checked} == {r.id for r in pack.requirements if r.automation in ("full", "part")}
    assert all(row.note_vi and row.note_en for row in pack.requirements if row.automation != "full")
    assert {*pack.checked, *pack.unchecked} == set(pack.requirements)
    assert not [row.id for row in pack.requirements if "kết luận" in f"{row.note_vi} {row.cure_vi}"]


def test_hai_phong_states_what_the_seed_article_states():
    general, city = load_pack("general"), load_pack("hai_phong_2022")
    before = {row.id: row for row in general.requirements}
    assert {row.id: row.severity for row in city.requirements if row != before[row.id]} == {
        "authority_basis": "return",
        "central_guidance": "return",
        "managing_department_view": "return",
        "process": "return",
    }
    assert not [row.id for row in city.requirements if row.article]


def test_a_row_holds_from_its_own_day():
    """Nghị định 191/2026/NĐ-CP holds from 29/05/2026, Nghị định 196/2026/NĐ-CP from 01/06/2026."""
    pack = load_pack("national_2026")

    def sources(date):
        return {row.id: row.source for row in pack.on(date).requirements}

    assert "191/2026" in sources("2026-05-30")["authority_basis"]
    assert "196/2026" not in sources("2026-05-31")["specific_request"]
    assert "196/2026" in sources("2026-06-01")["specific_request"]
    assert "196/2026" in sources(None)["R24"]
    assert sources("2026-05-31").keys() == sources("2026-06-01").keys()


def test_a_new_row_is_not_there_before_its_day(tmp_path):
    text = ROW.format(line='severity = "flag"') + NEW + 'valid_from = "2027"\n'
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    pack = load_pack(str(path))
    assert "R99" not in {row.id for row in pack.on("2026-12-31").requirements}
    assert "R99" in {row.id for row in pack.on("2027-01-01").requirements}


def test_a_row_that_is_handed_to_a_person_loses_its_check(tmp_path):
    path = tmp_path / "own.toml"
    line = 'automation = "person"\nnote = { vi = "Văn phòng đọc.", en = "The Office reads." }'
    path.write_text(ROW.format(line=line), encoding="utf-8")
    row = next(row for row in load_pack(str(path)).unchecked if row.id == "process")
    assert (row.check, row.note_en, row.cure_en) == ("", "The Office reads.", row.cure_en)


@pytest.mark.parametrize(
    ("province", "date", "expected"),
    [
        ("Hải Phòng", "2023-05-01", "hai_phong_2022"),
        ("Hải Phòng", "2025-06-30", "hai_phong_2022"),
        ("Hải Phòng", "2025-07-01", "general"),
        ("Hải Phòng", "2021-12-31", "general"),
        ("Hải Phòng", None, "general"),
        ("Lâm Đồng", "2023-05-01", "general"),
        (None, "2023-05-01", "general"),
    ],
)
def test_the_pack_is_chosen_by_place_and_date(province, date, expected):
    assert choose_pack(province, date).id == expected


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('severity = "fatal"', "requirement process: severity 'fatal'"),
        ('check = "guess"', "requirement process: check 'guess'"),
        ('source_status = "rumour"', "requirement process: source_status 'rumour'"),
        ('severty = "return"', "requirement process: unknown key 'severty'"),
        ('severity = "return"\nsource_status = "memory"', "requirement process: a row whose source is not verified"),
    ],
)
def test_a_wrong_row_is_named(line, told, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(ROW.format(line=line), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_pack(str(path))
    assert str(path) in str(caught.value)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("pack", "told"),
    [
        ('id = "x"\nname.vi = "x"', "'name' needs vi and en"),
        ('id = "x"\nname = "x"', "'name' needs vi and en"),
        ('id = "x"\nname = { vi = "x", en = "x" }\nextends = "x"', "cannot extend itself"),
        ('id = "x"\nname = { vi = "x", en = "x" }', r"needs [[verdict]] rows"),
    ],
)
def test_a_wrong_pack_is_named(pack, told, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(pack, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_pack(str(path))
    assert told in str(caught.value)


def test_an_unknown_pack_is_named():
    with pytest.raises(UsageError, match="general"):
        load_pack("nowhere")


def finding(requirement="authority_basis", status=Status.NOT_MET, severity="return", confidence=0.9, zone="main"):
    return Finding(requirement, status, ("R01",), (), zone, severity, "", confidence)


@pytest.mark.parametrize(
    ("comment", "found", "generic", "expected"),
    [
        ("nothing wrong", [], "no", Verdict.PASS),
        ("a fault of return level", [finding()], "no", Verdict.RETURN),
        ("the same, uncertain", [finding(confidence=0.4)], "no", Verdict.REVIEW),
        ("neither span nor zone", [finding(zone=None)], "no", Verdict.REVIEW),
        ("cannot tell never returns", [finding(status=Status.CANNOT_TELL)], "no", Verdict.PASS),
        ("two looks disagree", [finding("specific_request")], "no", Verdict.REVIEW),
        ("two looks agree", [finding("specific_request")], "yes", Verdict.RETURN),
        ("vague by the classifier", [], "yes", Verdict.RETURN),
        ("not sure", [], "unsure", Verdict.REVIEW),
        ("something to add", [finding(severity="supplement")], "no", Verdict.SUPPLEMENT),
        ("another body decides", [finding(severity="transfer")], "no", Verdict.TRANSFER),
        ("a secret paper", [finding(severity="block")], "yes", Verdict.REVIEW),
        ("a mere flag", [finding(severity="flag")], "no", Verdict.PASS),
    ],
)
def test_the_verdict_table(comment, found, generic, expected):
    assert decide(load_pack("general"), found, generic).verdict is expected, comment


def test_a_return_names_all_faults_of_its_weight():
    found = [finding("specific_request"), finding("process"), finding("funding", severity="supplement")]
    assert {f.requirement for f in decide(load_pack("general"), found, "yes").findings} == {
        "specific_request",
        "process",
    }
