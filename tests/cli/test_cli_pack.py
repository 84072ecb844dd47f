"""``vn-dossier pack``: list, show, check; and ``--waive``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = ROOT / "corpora" / "submissions" / "texts" / "c05.txt"
OWN = """id = "office"
name.vi = "Văn phòng UBND tỉnh (ví dụ)"
name.en = "Office (example)"
extends = "general"
province = "Sơn La"
issuers = ["Sở"]
valid_from = "2026-01-01"
valid_to = "2027-12-31"

[[requirement]]
id = "process"
article = "Điều 12 khoản 3"
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A pack in the office's own folder."""
    monkeypatch.setenv("VN_DOSSIER_HOME", str(tmp_path))
    (tmp_path / "packs").mkdir()
    path = tmp_path / "packs" / "office.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_list_names_the_packs_and_when_each_is_used(run, own):
    code, out, err = run("pack", "list")
    assert (code, err) == (0, "")
    assert all(len(line) <= 80 for line in out.splitlines() if str(own.parent) not in line)
    for word in ("office", "general", "hai_phong_2022", "national_2026", "Sơn La", "Sở", "01/01/2026", "31/12/2027"):
        assert word in out


def test_list_as_lines(run, own):
    code, out, _ = run("pack", "list", "--format", "jsonl", "--lang", "en")
    packs = lines(out)
    assert code == 0
    assert [(one["pack"], one["origin"]) for one in packs][:2] == [("office", "own"), ("general", "shipped")]
    assert out == run("pack", "list", "--format", "jsonl")[1]


def test_show_tells_rows_waivers_and_verdicts(run, own):
    code, out, _ = run("pack", "show", "office")
    text = " ".join(out.split())
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "Điều 12 khoản 3" in text
    assert "Điều … (Văn phòng điền)" in text
    assert "joint_responsibility – UBND trình, trình Hội đồng nhân dân" in text
    assert "generic = yes → Trả lại" in text


def test_show_as_lines(run):
    code, out, _ = run("pack", "show", "hai_phong_2022", "--format", "jsonl")
    rows = {one["id"]: one for one in lines(out)}
    assert code == 0
    assert rows["process"]["severity"] == "return"
    assert rows["R31"]["automation"] == "person"
    assert rows["joint_responsibility"]["waivers"][0]["addressee"] == ["council"]


def test_check_lists_what_is_blank_unverified_or_left_to_a_person(run):
    code, out, err = run("pack", "check", "hai_phong_2022", "--format", "jsonl")
    found = {(one["requirement"], one["look"]) for one in lines(out)}
    assert (code, err) == (0, "")
    assert {("process", "blank_article"), ("draft_attached", "blank_quote"), ("opinions", "unverified")} <= found
    assert {("R31", "person"), ("R34", "reading")} <= found
    assert ("content_basis", "blank_article") not in found  # its source names the provision
    notes = {one["requirement"]: one["note"] for one in lines(out) if one["look"] == "person"}
    assert all(note["vi"] and note["en"] for note in notes.values())


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_check_without_names_looks_at_all_packs(lang, run, own):
    code, out, _ = run("pack", "check", "--lang", lang)
    assert code == 0
    assert all(len(line) <= 80 for line in out.splitlines() if ".toml" not in line)
    for name in ("office", "general", "hai_phong_2022", "national_2026"):
        assert f"{name}:" in out


def test_check_names_a_fault_and_goes_on(run, own):
    own.write_text(OWN.replace('"process"', '"process"\ncheck = "guess"'), encoding="utf-8")
    code, out, err = run("pack", "check")
    assert code == 2
    (fault,) = err.splitlines()
    assert f"{own}: requirement process: check 'guess' is unknown" in fault
    assert "general:" in out


def test_a_faulty_own_pack_stops_a_run_before_a_file_is_read(run, own):
    own.write_text(OWN + 'severty = "flag"\n', encoding="utf-8")
    code, out, err = run("score", TEXT)
    assert (code, out) == (2, "")
    assert "unknown key 'severty'" in err


def test_an_unknown_pack(run):
    code, _, err = run("pack", "show", "nowhere")
    assert code == 2
    assert "known are general" in err


def test_an_own_pack_is_used_by_itself(run, own):
    own.write_text(OWN.replace('province = "Sơn La"', 'province = "Bình Dương"').replace("2026-01-01", "2019"), "utf-8")
    _, out, _ = run("score", TEXT, "--format", "jsonl")
    (line,) = lines(out)
    assert line["versions"]["pack"] == "office"


def test_what_an_officer_waives_stands_in_the_line(run):
    _, out, _ = run("score", TEXT, "--format", "jsonl", "--waive", "draft_attached=đã gửi qua trục  liên thông")
    (line,) = lines(out)
    finding = line["requirements"]["draft_attached"]
    assert (finding["status"], finding["why"]) == ("not_applicable", "waived")
    slots = {"requirement": "draft_attached", "reason": "đã gửi qua trục liên thông"}
    assert {"code": "waived", "slots": slots, "span": None} in line["reasons"]


def test_what_an_officer_waives_is_explained(run):
    _, out, _ = run("explain", TEXT, "--waive", "funding=đã có trong dự toán")
    text = " ".join(out.split())
    assert "Kinh phí, nguồn lực – Cán bộ cho phép không đối chiếu: đã có trong dự toán" in text
    assert "Cán bộ cho phép không đối chiếu “Kinh phí, nguồn lực”: đã có trong dự toán." in text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("funding", "funding="),
        ("funding= ", "funding="),
        ("=x", "=x"),
        ("money=x", "authority_basis"),
        ("R31=x", "R31"),
    ],
)
def test_a_waiver_needs_a_requirement_that_is_checked_and_a_reason(given, told, run):
    code, out, err = run("score", TEXT, "--waive", given)
    assert (code, out) == (2, "")
    assert told in err


def test_the_page_shows_what_is_left_to_a_person_and_what_was_waived(run, tmp_path):
    run("score", TEXT, "--out", tmp_path, "--format", "html", "--waive", "funding=đã có trong dự toán")
    (page,) = set(tmp_path.glob("*.html")) - {tmp_path / "index.html"}
    text = page.read_text(encoding="utf-8")
    assert "Cán bộ tự kiểm tra" in text
    assert "R31. Đúng tiến độ, gửi trước thời hạn" in text
    assert "Cán bộ cho phép không đối chiếu: đã có trong dự toán" in text


def test_the_map_of_requirements_is_what_the_pack_and_the_tests_say():
    script = ROOT / "scripts" / "build_requirements_page.py"
    assert subprocess.run([sys.executable, str(script), "--check"], check=False).returncode == 0
