"""Killed at any moment, or out of room: the same command then ends with the bytes of an undisturbed run."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_machines import Here
from batch_samples import ALL_FORMATS, bytes_of, fill, start
from letters import letter
from programs import needs

from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.batch.exports import FORMATS
from vn_dossier_nlp.batch.results import WORK, Results
from vn_dossier_nlp.reading import find_dossiers


def undisturbed(inbox: Path, out: Path) -> dict[str, bytes]:
    with Results(out, FORMATS, "vi", Options(), Here()) as results:
        results.write(results.score(find_dossiers([str(inbox)])))
    return bytes_of(out)


def rows(out: Path) -> int:
    journal = out / WORK / "journal"
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def test_killed_at_random_moments_nothing_is_lost_and_nothing_there_twice(tmp_path, faults):
    inbox, out = fill(tmp_path / "inbox", 12), tmp_path / "out"
    chance = random.Random(8)
    env = faults | {"TEST_SLEEP": "0.15", "TMPDIR": str(tmp_path)}
    for moment in (chance.randint(2, 4), chance.randint(6, 9)):
        run = start("score", inbox, "--out", out, *ALL_FORMATS, env=env, stdout=subprocess.DEVNULL)
        while rows(out) < moment and run.poll() is None:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.1)
        run.kill()
        run.communicate()
        assert not any((out / name).exists() for name in FORMATS.values())
    run = start("score", inbox, "--out", out, *ALL_FORMATS, env=env, stdout=subprocess.DEVNULL)
    while not (out / "assessments.jsonl").exists() and run.poll() is None:
        time.sleep(0.001)
    run.kill()  # while the outputs are written
    run.communicate()
    done = start("score", inbox, "--out", out, *ALL_FORMATS, env=env)
    _, err = done.communicate()
    assert done.returncode == 0, err
    assert "12" in err  # all are kept from before
    assert bytes_of(out) == undisturbed(inbox, tmp_path / "other")
    assert _gone(tmp_path)


def _gone(mark: Path) -> bool:
    """Whether the processes that checks and reads have ended, soon after who started them was killed."""
    import psutil

    def left() -> list[int]:
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.environ().get("TMPDIR", "").startswith(str(mark)):
                    found.append(process.pid)
        return found

    for _ in range(100):
        if not left():
            return True
        time.sleep(0.2)
    return False


def test_a_file_replaced_while_it_is_read_has_the_hash_of_what_was_read(tmp_path, faults):
    from hashlib import sha256

    inbox, out = fill(tmp_path / "inbox", 1), tmp_path / "out"
    text = letter(number="5/TTr-SGTVT")
    (inbox / "replaced.txt").write_text(text, encoding="utf-8")
    command = ("score", inbox, "--out", out, "--format", "jsonl")
    start(*command, env=faults).communicate()
    before = (out / "assessments.jsonl").read_text(encoding="utf-8").splitlines()
    assert sha256(text.encode()).hexdigest() in before[1]
    pool = Here()
    with Results(out, ["jsonl"], "vi", Options(), pool) as results:
        results.write(results.score(find_dossiers([str(inbox)])))
    assert [Path(path).name for path in pool.given] == ["replaced.txt"]
    after = (out / "assessments.jsonl").read_text(encoding="utf-8").splitlines()
    assert after[0] == before[0]
    assert sha256((inbox / "replaced.txt").read_bytes()).hexdigest() in after[1]


@pytest.fixture
def small_disk(tmp_path: Path):
    """A disk of 48 KB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", str(place)]
    able = sys.platform == "linux" and os.geteuid() == 0 and not subprocess.run(mount, check=False).returncode
    needs("tmpfs", able)
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_told_in_one_line_and_costs_nothing(tmp_path, small_disk, inbox, monkeypatch, capsys):
    from vn_dossier_nlp.cli import main

    def call() -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["vn-dossier", "score", str(inbox), "--out", str(small_disk / "out")])
        monkeypatch.setattr("vn_dossier_nlp.batch.pools.Machines", lambda *_: pools.append(Here()) or pools[-1])
        monkeypatch.setattr(Here, "jobs", 1, raising=False)
        monkeypatch.setattr(Here, "scheduler", None, raising=False)
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code), capsys.readouterr().err

    pools: list[Here] = []
    code, err = call()
    assert code == 2
    assert len(err.strip().splitlines()) == 1
    assert "No space left" in err
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    code, err = call()
    assert code == 1  # the empty file, as without all this
    assert len(pools[0].given) > 0
    assert len(pools[1].given) <= 8
    with Results(tmp_path / "other", ["jsonl", "csv", "html"], "vi", Options(), Here()) as results:
        results.write(results.score(find_dossiers([str(inbox)])))
    assert bytes_of(small_disk / "out") == bytes_of(tmp_path / "other")
