"""``vn-dossier score`` around its batch: lists, formats, folders that are watched, progress, profile."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from batch_machines import Here
from batch_samples import fill
from letters import letter

from vn_dossier_nlp.batch.exports import FORMATS
from vn_dossier_nlp.cli import main

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """``vn-dossier score`` in this process, its workers too."""
    monkeypatch.setattr("vn_dossier_nlp.batch.pools._Here", lambda order: Here())

    def run(*arguments: object, given: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["vn-dossier", "score", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        return int(ended.value.code or 0), shown.out, shown.err

    return run


def paths(out: str) -> list[str]:
    return [Path(json.loads(line)["path"]).name for line in out.splitlines()]


def test_a_list_of_paths_comes_by_standard_input(call, inbox):
    names = ["03-to-trinh.txt", "two", "01-to-trinh.txt"]
    given = "\n".join(str(inbox / name) for name in names[:1] + names[2:]) + "\n\n"
    code, out, _ = call("-", "--format", "jsonl", given=given.encode())
    assert (code, paths(out)) == (0, ["03-to-trinh.txt", "01-to-trinh.txt"])


def test_names_with_line_breaks_need_nul(call, tmp_path):
    odd = tmp_path / "hai\ndòng.txt"
    odd.write_text(letter(), encoding="utf-8")
    code, out, _ = call("-", "-0", "--format", "jsonl", given=os.fsencode(odd) + b"\0" + os.fsencode(odd) + b"\0")
    assert (code, paths(out)) == (0, ["hai\ndòng.txt"] * 2)


def test_an_empty_list_is_nothing_to_process(call):
    assert call("-", given=b"\n")[0] == 3


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["x", "--format", "xlsx"], "--out"),
        (["x", "--format", "csv", "--format", "jsonl"], "--out"),
        (["x", "--force"], "--out"),
        (["x", "--watch", "."], "--watch"),
        (["--watch", "."], "--out"),
        (["x", "--backend", "dask"], "--scheduler"),
        (["x", "--scheduler", "tcp://127.0.0.1:1"], "--backend"),
        (["x", "--for-sender", "--format", "csv"], "--for-sender"),
    ],
)
def test_options_that_do_not_go_together_are_usage(call, arguments, told):
    code, _, err = call(*arguments)
    assert code == 2
    assert told in err


def test_each_format_that_is_asked_for_and_no_other(call, inbox, tmp_path):
    out = tmp_path / "out"
    call(inbox, "--out", out, "--format", "parquet", "--format", "xlsx")
    assert {name for name, file in FORMATS.items() if (out / file).exists()} == {"parquet", "xlsx"}
    call(inbox, "--out", tmp_path / "usual")
    there = {name for name, file in FORMATS.items() if (tmp_path / "usual" / file).exists()}
    assert there == {"jsonl", "csv", "html"}


def test_lines_on_the_screen_and_in_the_folder_are_the_same(call, inbox, tmp_path):
    code, out, _ = call(inbox, "--format", "jsonl")
    assert (code, call(inbox, "--out", tmp_path / "out", "--format", "jsonl")[0]) == (1, 1)
    assert (tmp_path / "out" / "assessments.jsonl").read_text(encoding="utf-8") == out
    rows = call(inbox, "--format", "csv")[1]
    call(inbox, "--out", tmp_path / "out", "--format", "csv")
    assert (tmp_path / "out" / "dossiers.csv").read_bytes().decode("utf-8-sig") == rows


def test_what_was_done_before_is_told(call, inbox, tmp_path):
    call(inbox, "--out", tmp_path / "out")
    code, out, err = call(inbox, "--out", tmp_path / "out", "--lang", "vi")
    assert code == 1  # the empty file is still empty
    assert "Giữ kết quả đã có của 8 hồ sơ" in err
    told = json.loads((tmp_path / "out" / "throughput.json").read_text(encoding="utf-8"))
    assert (told["dossiers"], told["reused"]) == (8, 8)
    assert "00-to-trinh" in out


def test_many_dossiers_are_told_as_counts(call, inbox, tmp_path, monkeypatch):
    monkeypatch.setattr("vn_dossier_nlp.cli.endings.MOST_ROWS", 5)
    _, out, _ = call(inbox, "--out", tmp_path / "out", "--format", "jsonl", "--format", "table")
    assert "00-to-trinh" not in out
    assert "8" in out.splitlines()[0]


def test_the_profile_names_every_stage(call, inbox):
    _, _, err = call(inbox, "--profile", "--lang", "en")
    assert all(word in err for word in ("reading", "understanding", "checks", "vagueness", "writing"))


def test_a_log_has_a_line_every_while(call, inbox, monkeypatch):
    monkeypatch.setattr("vn_dossier_nlp.cli.progress.EVERY", 0.0)
    _, _, err = call(inbox, "--format", "jsonl", "--lang", "en")
    told = [line for line in err.splitlines() if line.startswith("5/8 dossiers, ")]
    assert len(told) == 1
    assert told[0].endswith(" left")


def test_without_a_terminal_a_short_batch_is_silent(call, inbox):
    assert call(inbox, "--format", "jsonl")[2] == ""


def test_a_second_run_in_the_folder_is_refused_in_one_line(call, inbox, tmp_path):
    from vn_dossier_nlp.batch.lock import locked

    (tmp_path / "out" / ".work").mkdir(parents=True)
    with locked(tmp_path / "out" / ".work" / "lock"):
        code, out, err = call(inbox, "--out", tmp_path / "out")
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_what_arrives_in_a_watched_folder_is_checked_when_it_is_whole(call, tmp_path, monkeypatch):
    from vn_dossier_nlp.cli import watching

    folder, out = fill(tmp_path / "in", 2), tmp_path / "out"
    looks = 0
    seen: dict[int, set[str]] = {}

    def between(_: float) -> None:
        """One look after the other; meanwhile files come, grow and go."""
        nonlocal looks
        looks += 1
        if (out / "assessments.jsonl").exists():
            seen[looks] = set(paths((out / "assessments.jsonl").read_text(encoding="utf-8")))
        if looks == 3:
            (folder / "late.txt").write_text(letter(number="70/TTr-SGTVT"), encoding="utf-8")
            (folder / "half.docx.part").write_bytes(b"PK")
        if looks == 6:
            (folder / "00-to-trinh.txt").unlink()
        if looks == 9:
            raise KeyboardInterrupt

    monkeypatch.setattr(watching, "sleep", between)
    clock = iter(range(10_000))
    monkeypatch.setattr("vn_dossier_nlp.batch.inbox.monotonic", lambda: float(next(clock)))
    code, _, err = call("--watch", folder, "--out", out, "--format", "jsonl", "--lang", "en")
    assert code == 130
    assert "Traceback" not in err
    first, last = {"00-to-trinh.txt", "01-to-trinh.txt"}, {"00-to-trinh.txt", "01-to-trinh.txt", "late.txt"}
    assert 1 not in seen  # the first look only saw them
    assert seen[3] == first
    assert seen[4] == first  # it had only just come
    assert seen[9] == last  # and what has left the folder is still in the results
    assert "2 new" in err
    assert "1 new" in err
