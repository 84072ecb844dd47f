"""A small inbox, faults that a test lays in the way of the program, and the program itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from batch_samples import Score, fill, start
from letters import letter


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Six letters, an empty file and a dossier of two files."""
    folder = fill(tmp_path / "inbox", 6)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "two").mkdir()
    (folder / "two" / "to-trinh.txt").write_text(letter(number="90/TTr-SGTVT"), encoding="utf-8")
    (folder / "two" / "phu-luc.txt").write_text("PHỤ LỤC\nDanh mục công trình.\n", encoding="utf-8")
    return folder


@pytest.fixture
def faults(tmp_path: Path) -> dict[str, str]:
    """An environment in which :mod:`batch_faults` strikes."""
    place = tmp_path / "faults"
    place.mkdir()
    shutil.copy(Path(__file__).with_name("batch_faults.py"), place / "sitecustomize.py")
    return {"PYTHONPATH": os.pathsep.join([str(place), os.environ.get("PYTHONPATH", "")])}


@pytest.fixture
def score() -> Score:
    """``vn-dossier score`` with arguments, to its end."""

    def run(*arguments: object, env: dict[str, str] | None = None, given: str | None = None):
        process = start("score", *arguments, env=env, stdin=subprocess.PIPE)
        out, err = process.communicate(given, timeout=900)
        assert "Traceback" not in err, err
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    return run
