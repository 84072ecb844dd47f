"""Packs: validation names file, row and key; choice by place and date; quotes are those of the specification."""

from __future__ import annotations

import csv

import pytest

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.regulation.pack import choose_pack, load_pack, pack_ids
from vn_dossier_nlp.regulation.verdict import decide
from vn_dossier_nlp.schema import Finding, Status, Verdict

THIRTEEN = {
    "authority_basis", "content_basis", "practical_basis", "central_guidance", "other_provinces",
    "managing_department_view", "joint_responsibility", "process", "opinions", "specific_request",
    "draft_attached", "funding", "implementation",
}  # fmt: skip
ROW = """id = "x"
name = {{ vi = "x", en = "x" }}
extends = "general"
[[requirement]]
id = "process"
{line}
"""


@pytest.mark.parametrize("name", pack_ids())
def test_a_shipped_pack_speaks_of_all_requirements(name):
    assert {row.id for row in load_pack(name).requirements} == THIRTEEN


@pytest.mark.parametrize("name", pack_ids())
def test_a_quote_stands_in_the_specification(name, shared):
    with (shared / "spec" / "requirements.csv").open(encoding="utf-8", newline="") as stream:
        known = {value for row in csv.DictReader(stream) for value in row.values()}
    assert all(row.quote in known for row in load_pack(name).requirements if row.quote)


@pytest.mark.parametrize("name", pack_ids())
def test_an_unverified_source_reaches_supplement_at_most(name):
    assert not [r.id for r in load_pack(name).requirements if r.severity == "return" and r.source_status != "verified"]


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
