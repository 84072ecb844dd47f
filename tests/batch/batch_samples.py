"""Small inboxes, the program as a process of its own, and what is in a folder of results."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from letters import letter

ROOT = Path(__file__).resolve().parents[2]
ALL_FORMATS = [word for name in ("jsonl", "csv", "xlsx", "parquet", "html") for word in ("--format", name)]
APART = {"throughput.json"}  # what tells how a run went differs from run to run

Score = Callable[..., subprocess.CompletedProcess[str]]


def fill(folder: Path, count: int) -> Path:
    """Different letters: some lack what a submission needs."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        given = {"number": f"{number + 11}/TTr-SGTVT"}
        (folder / f"{number:02d}-to-trinh.txt").write_text(letter(**given), encoding="utf-8")
    return folder


def start(*arguments: object, env: dict[str, str] | None = None, **options: object) -> subprocess.Popen[str]:
    """``vn-dossier`` in a process of its own."""
    command = [sys.executable, "-m", "vn_dossier_nlp", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        command, text=True, encoding="utf-8", cwd=ROOT, env=os.environ | (env or {}), **pipes | options
    )


def bytes_of(folder: Path) -> dict[str, bytes]:
    """All that a person sees of a folder of results."""
    return {
        path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and path.name not in APART
    }
