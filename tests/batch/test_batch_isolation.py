"""A dossier that crashes, hangs or swells the process that checks it costs that process alone."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from batch_samples import Score, fill
from letters import letter

from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.batch.order import Order
from vn_dossier_nlp.batch.supervisor import Supervisor
from vn_dossier_nlp.errors import BatchError
from vn_dossier_nlp.reading import find_dossiers

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")


def struck(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / f"{name}.txt").write_text(letter(), encoding="utf-8")
    return folder


def outcomes(done: subprocess.CompletedProcess[str]) -> dict[str, tuple[str, str | None]]:
    lines = map(json.loads, done.stdout.splitlines())
    return {Path(line["path"]).stem: (line["outcome"], line["files"][0]["reason"]) for line in lines}


def test_each_fault_is_the_outcome_of_its_dossier(tmp_path, faults, score: Score):
    import psutil

    place = tmp_path / "tmp"
    place.mkdir()
    folder = struck(fill(tmp_path / "in", 3), "hangs", "killed-once", "segfault", "swells")
    settings = tmp_path / "settings.toml"
    settings.write_text("dossier_seconds = 4\nworker_memory = 600_000_000\n", encoding="utf-8")
    env = faults | {"TEST_MARK": str(tmp_path / "mark"), "TMPDIR": str(place)}
    done = score(folder, "--format", "jsonl", "--settings", settings, env=env)
    assert done.returncode == 1
    assert outcomes(done) == {
        "00-to-trinh": ("read", None),
        "01-to-trinh": ("read", None),
        "02-to-trinh": ("read", None),
        "hangs": ("timed_out", "dossier_seconds"),
        "killed-once": ("read", None),
        "segfault": ("crashed", "worker_died"),
        "swells": ("too_large", "worker_memory"),
    }
    assert list(place.iterdir()) == []
    assert not [one for one in psutil.process_iter() if _environment(one).get("TMPDIR", "").startswith(str(place))]


def test_a_worker_with_other_data_is_refused(tmp_path):
    """It would give other lines, and nobody would see why."""
    supervisor = Supervisor(Order(Options(), "record", conditions="of-another-machine"))
    try:
        with pytest.raises(BatchError, match="another program, model, pack or tool"):
            supervisor.work(list(find_dossiers([str(fill(tmp_path / "in", 1))])))
    finally:
        supervisor.close()


def _environment(process) -> dict[str, str]:
    import psutil

    try:
        return process.environ()
    except psutil.Error:
        return {}
