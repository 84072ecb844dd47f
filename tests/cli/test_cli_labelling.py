"""``suggest``, ``audit`` and ``drift`` in this process, on small folders."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from letters import letter

PLEAS = (
    "quan tâm, tạo điều kiện hỗ trợ kinh phí tháo gỡ khó khăn",
    "xem xét, chỉ đạo các cơ quan liên quan phối hợp",
    "cho ý kiến về việc chung",
)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number, plea in enumerate(PLEAS):
        (folder / f"{number}.txt").write_text(letter(request=f"Kính đề nghị UBND tỉnh {plea}."), encoding="utf-8")
    return folder


def labels_in(folder: Path, texts: dict[str, tuple[str, str]]) -> Path:
    for name in ("texts", "labels"):
        (folder / name).mkdir(parents=True)
    rows = []
    for identity, (text, label) in texts.items():
        (folder / "texts" / f"{identity}.txt").write_text(text, encoding="utf-8")
        (folder / "labels" / f"{identity}.json").write_text(json.dumps({"return_for_vagueness": label}))
        rows.append({"id": identity, "matter": identity, "field": "f", "sender": "s", "date": "2023-05-12"})
    (folder / "index.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def test_suggest_gives_lines_a_sheet_and_a_table(run, inbox: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    code, out, _ = run("suggest", inbox, "--no-base", "--format", "jsonl", "--out", sheet)
    assert code == 0
    lines = [json.loads(line) for line in out.splitlines()]
    assert lines
    assert {"path", "code", "probability", "doubt", "nearest"} == set(lines[0])
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))
    assert [row["path"] for row in rows] == [line["path"] for line in lines]
    assert {row["label"] for row in rows} == {""}
    code, out, _ = run("suggest", inbox, "--no-base", "--count", 1)
    assert code == 0
    assert "đề xuất 1 văn bản trong 3 hồ sơ" in " ".join(out.split()).lower()
    assert max(map(len, out.splitlines())) <= 80


def test_suggest_leaves_out_what_is_labelled(run, inbox: Path, tmp_path: Path) -> None:
    text = (inbox / "0.txt").read_text(encoding="utf-8")
    known = labels_in(tmp_path / "known", {"k": (text, "yes")})
    _, out, _ = run("suggest", inbox, "--no-base", "--labelled", known, "--format", "jsonl")
    assert str(inbox / "0.txt") not in out


def test_suggest_of_nothing_ends_with_3(run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n", encoding="utf-8")
    assert run("suggest", empty, "--no-base")[0] == 3


def test_audit_needs_labels_of_both_kinds(run, tmp_path: Path) -> None:
    folder = labels_in(tmp_path / "few", {"a": (letter(), "yes"), "b": (letter(request="Kính trình."), "no")})
    code, out, err = run("audit", folder, "--no-base")
    assert (code, out) == (2, "")
    assert "--no-base" in err


def test_audit_lists_a_doubt_with_what_to_do(run, tmp_path: Path) -> None:
    texts = {}
    for number in range(12):
        vague = f"Kính đề nghị UBND tỉnh {PLEAS[number % 3]} tại vùng {number}."
        exact = (
            f"Đề nghị UBND tỉnh cấp {number + 2}.450 triệu đồng để thay 02 máy bơm của Trạm bơm số {number}; "
            "hoàn thành trước ngày 30/9/2023."
        )
        texts[f"v{number:02}"] = (letter(request=vague), "no" if number == 3 else "yes")
        texts[f"x{number:02}"] = (letter(request=exact), "no")
    texts["v99"] = (letter(request="Kính đề nghị UBND tỉnh quan tâm, giúp đỡ, tạo điều kiện cho huyện."), "yes")
    folder = labels_in(tmp_path / "labels", texts)
    code, out, _ = run("audit", folder, "--no-base", "--format", "jsonl")
    assert code == 0
    found = {(row["id"], row["code"]) for row in map(json.loads, out.splitlines())}
    assert ("v03", "label_no") in found
    code, out, _ = run("audit", folder, "--no-base")
    assert "v03" in out
    assert max(map(len, out.splitlines())) <= 80


def test_drift_says_that_three_texts_are_too_few(run, inbox: Path, tmp_path: Path) -> None:
    known = labels_in(tmp_path / "known", {"k": (letter(), "yes")})
    code, out, err = run("drift", inbox, "--against", known)
    assert code == 0
    assert "20" in out
    assert "--against" in err
    _, out, _ = run("drift", inbox, "--against", known, "--format", "jsonl")
    assert json.loads(out)["advice"] == "few"


def test_a_filled_in_sheet_becomes_a_label_folder(run, inbox: Path, tmp_path: Path) -> None:
    from vn_dossier_nlp.vagueness.corpus import load_corpus

    sheet, folder = tmp_path / "sheet.csv", tmp_path / "mine"
    rows = f"path,label\n{inbox / '0.txt'},Yes\n{inbox / '1.txt'},\n{inbox / '2.txt'},borderline\n"
    sheet.write_text(rows, encoding="utf-8-sig")
    assert run("corpus", "collect", sheet, folder)[0] == 0
    assert sorted(example.label for example in load_corpus(folder)) == ["borderline", "yes"]
    sheet.write_text(rows.replace("Yes", "no") + f"{tmp_path / 'gone.txt'},no\n", encoding="utf-8")
    assert run("corpus", "collect", sheet, folder)[0] == 1
    assert sorted(example.label for example in load_corpus(folder)) == ["borderline", "no"]


def test_a_label_that_is_none_is_told_with_its_row(run, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("path,label\na.txt,maybe\n", encoding="utf-8")
    code, _, err = run("corpus", "collect", sheet, tmp_path / "mine")
    assert code == 2
    assert "row 2" in err
    sheet.write_text("path;label\na.txt;yes\n", encoding="utf-8")
    assert "separated by commas" in run("corpus", "collect", sheet, tmp_path / "mine")[2]
