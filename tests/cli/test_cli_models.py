"""Retraining as an office does it: labels, train, list, compare, promote, roll back; every refusal in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from letters import letter

from vn_dossier_nlp.resources import shipped

VAGUE = "Sở kính đề nghị UBND tỉnh quan tâm, tạo điều kiện hỗ trợ kinh phí để tháo gỡ khó khăn trong thời gian tới./."
EXACT = (
    "Sở kính đề nghị UBND tỉnh cấp 2.450 triệu đồng từ dự phòng ngân sách tỉnh năm 2024 để thay {count} tổ máy của "
    "Trạm bơm Đồng Sậy; giao Sở Tài chính thẩm định dự toán trước ngày 30/11/2024./."
)


def texts(number: int) -> dict[str, str]:
    return {
        "yes": letter(request=VAGUE, body=f"Trạm bơm tưới {300 + number} ha lúa của 04 xã, đã hỏng."),
        "no": letter(request=EXACT.format(count=number + 2)),
    }


def sheet(folder: Path, matters: int, start: int = 0) -> Path:
    folder.mkdir()
    rows = ["path,label,matter,field,date"]
    for number in range(start, start + matters):
        for label, text in texts(number).items():
            (folder / f"{number}-{label}.txt").write_text(text, encoding="utf-8")
            rows.append(f"{number}-{label}.txt,{label},m{number},f{number % 4},2024-0{number % 9 + 1}")
    (folder / "labels.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder / "labels.csv"


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sheet(tmp_path_factory.mktemp("office") / "labels", 12)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the models of a user who has none yet."""
    monkeypatch.setenv("VN_DOSSIER_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "models"


@pytest.fixture
def trained(run, labels: Path, shelf: Path) -> str:
    code, out, err = run("train", labels, "--no-base", "--lang", "en")
    assert code == 0, err
    assert "auc" in out
    (name,) = (path.stem for path in shelf.glob("*.skops"))
    assert f"vn-dossier promote {name}" in err
    return name


def active(shelf: Path) -> str | None:
    return json.loads((shelf / "active.json").read_text(encoding="utf-8"))["active"]


def log(shelf: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (shelf / "log.jsonl").read_text(encoding="utf-8").splitlines()]


def listed(run) -> dict[str, dict[str, object]]:
    code, out, _ = run("models", "list", "--format", "jsonl")
    assert code == 0
    return {row["name"]: row for row in map(json.loads, out.splitlines())}


def test_training_writes_a_model_and_does_not_put_it_in_use(run, trained, shelf):
    assert not (shelf / "active.json").exists()
    found = listed(run)
    assert found["shipped"]["active"]
    assert not found[trained]["active"]
    assert found[trained]["texts"] == {"yes": 12, "borderline": 0, "no": 12}
    assert found[trained]["dates"] == ["2024-01", "2024-09"]
    assert sorted(path.name for path in shelf.iterdir()) == sorted(
        [f"{trained}{end}" for end in (".json", ".md", ".skops", ".vi.md")] + ["log.jsonl"]
    )


def test_training_again_gives_the_same_bytes_under_one_name(run, trained, labels, shelf):
    before = {path.name: path.read_bytes() for path in shelf.glob(f"{trained}*")}
    assert run("train", labels, "--no-base")[0] == 0
    assert {path.name: path.read_bytes() for path in shelf.glob("vagueness*")} == before
    (shelf / f"{trained}.json").write_text("{}", encoding="utf-8")  # whatever stands there is never overwritten
    assert run("train", labels, "--no-base")[0] == 0
    assert (shelf / f"{trained}-2.skops").read_bytes() == before[f"{trained}.skops"]


def test_a_stopped_training_leaves_nothing_but_what_was_read(run, labels, shelf, monkeypatch):
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("vn_dossier_nlp.vagueness.training.train_on", stop)
        assert run("train", labels, "--no-base")[0] == 130
    assert list(shelf.iterdir()) == []
    assert len(list((shelf.parent / "cache" / "features").iterdir())) == 24
    monkeypatch.setattr("vn_dossier_nlp.vagueness.dataset._row", lambda *_: pytest.fail("a text was read again"))
    assert run("train", labels, "--no-base")[0] == 0


def test_wrong_labels_are_told_before_anything_is_trained(run, shelf, tmp_path):
    (tmp_path / "l.csv").write_text("path,label\na.txt,perhaps\nnone.txt,yes\n", encoding="utf-8")
    code, out, err = run("train", tmp_path / "l.csv", "--no-base")
    assert (code, out) == (2, "")
    assert "l.csv line 2: label must be yes, borderline or no, not 'perhaps'" in err
    assert "l.csv line 3: none.txt" in err
    assert not list(shelf.glob("*.skops"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["train", "--no-base"], "no labels: name a folder or a list"),
        (["train", "--base", "nowhere"], "nowhere: no corpus for --base"),
        (["train", "--out", "x.pkl"], "x.pkl: the name of a model file ends in .skops"),
        (["promote", "nothing"], "nothing: no such model"),
        (["promote", "../shipped"], "no such model"),
        (["promote", "shipped", "--force"], "--reason"),
        (["models", "show", "nothing"], "nothing: no such model"),
        (["rollback"], "the shipped model is in use and none before it is known"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(run, shelf, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.strip().splitlines()) == 1


def test_a_model_of_other_data_needs_labels_that_neither_has_seen(run, trained, labels, shelf, tmp_path):
    code, _, err = run("promote", trained)
    assert (code, "different data" in err) == (2, True)
    code, _, err = run("promote", trained, "--data", labels)
    assert (code, "was trained on texts of it" in err) == (2, True)
    fresh = sheet(tmp_path / "fresh", 4, start=40)
    code, out, err = run("promote", trained, "--data", fresh, "--lang", "en")
    assert code in (0, 1)
    assert (trained in out) == (code == 0)


def test_promote_and_roll_back_along_the_chain(run, trained, labels, shelf, monkeypatch):
    monkeypatch.setattr("vn_dossier_nlp.vagueness.gate.refusals", lambda *_: [])
    run("train", labels, "--no-base", "--seed", "1")
    second = next(path.stem for path in shelf.glob("*-1.skops"))
    for name in (trained, second, second):
        assert run("promote", name, "--reason", "better on our letters")[0] == 0
    assert active(shelf) == second
    assert listed(run)[second]["active"]
    assert [run("rollback")[0] for _ in range(2)] == [0, 0]
    assert active(shelf) is None
    assert run("rollback")[0] == 2
    assert [(row["what"], row["model"]) for row in log(shelf)] == [
        ("train", trained),
        ("train", second),
        ("promote", trained),
        ("promote", second),
        ("rollback", trained),
        ("rollback", "shipped"),
    ]
    assert all(row["when"] for row in log(shelf))
    assert log(shelf)[2]["why"] == "better on our letters"


def test_a_model_that_is_gone_is_told_and_passed_over(run, trained, labels, shelf, monkeypatch):
    monkeypatch.setattr("vn_dossier_nlp.vagueness.gate.refusals", lambda *_: [])
    run("promote", trained)
    (shelf / f"{trained}.skops").rename(shelf / "kept")
    code, _, err = run("evaluate", "active", labels)
    assert code == 2
    assert f"the model in use, {trained}, is not in the folder; put it back or run vn-dossier rollback" in err
    code, out, _ = run("rollback", "--lang", "en")
    assert (code, out.strip()) == (0, f"Back to the model shipped (before: {trained}).")


def test_the_gate_refuses_in_one_line_and_force_is_recorded(run, trained, shelf, monkeypatch):
    from vn_dossier_nlp.vagueness.gate import Refusal

    found = [Refusal("auc", 0.9, 0.95, "floor"), Refusal("calibration_error", 0.09, 0.03, "in_use", most=True)]
    monkeypatch.setattr("vn_dossier_nlp.vagueness.gate.refusals", lambda *_: found)
    code, out, err = run("promote", trained, "--lang", "en")
    told = "AUC is 0.900, below the floor 0.950; calibration error is 0.090, above 0.030 of the model in use"
    assert (code, out, err.strip()) == (1, "", f"{trained}: not put in use: {told}")
    assert not (shelf / "active.json").exists()
    assert run("promote", trained, "--force", "--reason", "a trial of a week", "--lang", "en")[0] == 0
    last = log(shelf)[-1]
    assert (last["forced"], last["why"], last["against"]) == (True, "a trial of a week", told)


def test_the_real_gate_lets_the_shipped_corpus_through_and_stops_a_worse_card(run, shelf):
    """The shipped model under another name passes; with a lower figure it does not."""
    card = json.loads(shipped("models", "shipped.json").read_text(encoding="utf-8"))
    shelf.mkdir(parents=True)
    for name, lower in (("same", 0.0), ("worse", 0.04)):
        card["figures"]["by_matter"]["recall_yes"]["value"] -= lower
        (shelf / f"{name}.skops").write_bytes(shipped("models", "shipped.skops").read_bytes())
        (shelf / f"{name}.json").write_text(json.dumps(card), encoding="utf-8")
    assert run("promote", "same")[0] == 0
    card["model_hash"] = "0" * 64
    (shelf / "worse.json").write_text(json.dumps(card), encoding="utf-8")
    code, _, err = run("promote", "worse")
    assert (code, "not the one that its card describes" in err) == (2, True)
    assert active(shelf) == "same"


@pytest.mark.parametrize(
    ("end", "payload"), [(".skops", b"no model"), (".json", b"{}"), (".json", b"\xff"), (".skops", b"")]
)
def test_a_broken_model_is_neither_promoted_nor_measured(run, trained, labels, shelf, end, payload):
    (shelf / f"{trained}{end}").write_bytes(payload)
    for arguments in (["promote", trained], ["evaluate", trained, labels], ["compare", "shipped", trained, labels]):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert trained in err
        assert len(err.strip().splitlines()) == 1
    code, out, _ = run("models", "list")
    assert (code, "shipped" in out) == (0, True)


def test_a_broken_state_is_told(run, shelf):
    shelf.mkdir(parents=True)
    (shelf / "active.json").write_text('{"active": 3}', encoding="utf-8")
    code, _, err = run("models", "list")
    assert code == 2
    assert "active.json: cannot be read" in err


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_list_and_show_for_people(run, trained, lang):
    code, out, _ = run("models", "list", "--lang", lang)
    assert (code, len(out.splitlines())) == (0, 3)
    code, out, _ = run("models", "show", trained, "--lang", lang)
    assert code == 0
    assert trained in out
    code, out, _ = run("models", "show", trained, "--format", "json")
    assert json.loads(out)["name"] == trained


def test_compare_says_what_it_means(run, trained, labels, tmp_path):
    fresh = sheet(tmp_path / "fresh", 3, start=60)
    code, out, _ = run("compare", "shipped", trained, fresh, "--lang", "en")
    assert code == 0
    assert "McNemar's exact test" in out
    assert "do not" in out
    code, out, _ = run("compare", "shipped", trained, labels, "--lang", "vi")
    assert "không phải là bằng chứng" in out
    code, out, _ = run("compare", "shipped", trained, fresh, "--format", "json")
    found = json.loads(out)
    assert (found["texts"], found["seen_b"], found["matters"]) == (6, False, 3)
    assert {"auc", "twins_right"} <= {row["figure"] for row in found["differences"]}


def test_a_model_of_another_scikit_learn_is_accepted_with_a_note(run, trained, labels, shelf):
    path = shelf / f"{trained}.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    card["versions"]["scikit-learn"] = "0.1"
    path.write_text(json.dumps(card), encoding="utf-8")
    code, _, err = run("evaluate", trained, labels, "--lang", "en")
    assert code == 0
    assert "was made with scikit-learn 0.1" in err


def test_own_labels_beside_the_base_are_measured_apart(run, labels, shelf, tmp_path):
    """--base names a corpus, here a small one; the card then holds the figures of each part."""
    base = tmp_path / "corpora" / "submissions"
    for name in ("texts", "labels"):
        (base / name).mkdir(parents=True)
    rows = []
    for number in range(70, 82):
        for label, text in texts(number).items():
            identity = f"b{number}{label}"
            (base / "texts" / f"{identity}.txt").write_text(text, encoding="utf-8")
            (base / "labels" / f"{identity}.json").write_text(json.dumps({"return_for_vagueness": label}))
            rows.append({"id": identity, "matter": f"b{number}", "field": f"g{number % 3}", "sender": "s", "date": ""})
    (base / "index.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run("train", labels, "--base", base.parent)[0] == 0
    (path,) = shelf.glob("vagueness*.json")
    figures = json.loads(path.read_text(encoding="utf-8"))["figures"]
    parts = [table for name, table in figures.items() if name.startswith("part_")]
    assert [sum(sum(row.values()) for row in table["counts"].values()) for table in parts] == [24, 24]
