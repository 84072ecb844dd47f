"""The installer of a bundle installs nothing that is not what was packed. The whole way: scripts/check_bundle.sh."""

from __future__ import annotations

import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
MAKER: dict[str, Any] = runpy.run_path(str(SCRIPTS / "make_bundle.py"))


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle with two wheels that nobody installs."""
    folder = tmp_path / "bundle"
    (folder / "wheels").mkdir(parents=True)
    for name in ("a-1-py3-none-any.whl", "b-2-py3-none-any.whl"):
        (folder / "wheels" / name).write_bytes(name.encode())
    shutil.copy(SCRIPTS / "bundle" / "install.py", folder)
    (folder / "requirement.txt").write_text(f"a-1-py3-none-any.whl\n\n{MAKER['made_for']()}\n", encoding="utf-8")
    MAKER["write_sums"](folder)
    return folder


def faults(bundle: Path) -> list[str]:
    found: list[str] = runpy.run_path(str(bundle / "install.py"))["compared"]()
    return found


def test_a_bundle_as_it_was_made_agrees(bundle: Path) -> None:
    assert faults(bundle) == []
    assert len((bundle / "SHA256SUMS").read_text(encoding="utf-8").splitlines()) == 4


def test_every_difference_is_named(bundle: Path) -> None:
    (bundle / "wheels" / "a-1-py3-none-any.whl").write_bytes(b"other")
    (bundle / "wheels" / "b-2-py3-none-any.whl").unlink()
    (bundle / "wheels" / "c-3-py3-none-any.whl").write_bytes(b"new")
    assert faults(bundle) == [
        "wheels/b-2-py3-none-any.whl: missing",
        "wheels/c-3-py3-none-any.whl: not in SHA256SUMS",
        "wheels/a-1-py3-none-any.whl: wrong checksum",
    ]


@pytest.mark.parametrize("spoil", ["wheel", "system"])
def test_nothing_is_installed_from_a_spoiled_bundle(bundle: Path, tmp_path: Path, spoil: str) -> None:
    if spoil == "wheel":
        (bundle / "wheels" / "a-1-py3-none-any.whl").write_bytes(b"other")
    else:
        (bundle / "requirement.txt").write_text("a-1-py3-none-any.whl\n\nCPython 2.7 Plan9 vax\n", encoding="utf-8")
        MAKER["write_sums"](bundle)
    target = tmp_path / "program"
    done = subprocess.run([sys.executable, bundle / "install.py", target], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not target.exists()
    assert ("wrong checksum" if spoil == "wheel" else "Plan9") in done.stderr


def test_a_folder_that_is_no_bundle_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit):
        MAKER["emptied"](tmp_path)
    assert (tmp_path / "letter.txt").is_file()
