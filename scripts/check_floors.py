"""Score the program on the development data of ``../shared`` and fail below the floors of ``benchmarks/floors.json``.

usage: check_floors.py [--raise]     (--raise lifts every floor to the figure of today)

These figures guard against regress. They are no evidence of quality: the sets have been seen while building.
Skips with a message where ``../shared`` is absent: a user has no such folder.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from floors import ROOT, SHARED, hold


def output(*arguments: str) -> str:
    """What the program prints; unread input among the files is no failure here."""
    done = subprocess.run(
        [sys.executable, "-m", "vn_dossier_nlp", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(f"vn-dossier {arguments[0]} failed with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def scored(script: str, gold: Path, lines: str) -> dict[str, Any]:
    """The report of a scoring script on what the program printed."""
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder, "predictions.jsonl")
        predictions.write_text(lines, encoding="utf-8")
        command = [sys.executable, str(SHARED / "bench" / script), str(gold), str(predictions), "--json"]
        report: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        return report


def measured() -> dict[str, float]:
    """All figures that have a floor or may get one, by dotted name."""
    figures: dict[str, float] = {}
    gold = SHARED / "data" / "citations-dev"
    report = scored(
        "score_citations.py", gold, output("cite", *map(str, sorted(gold.glob("*.txt"))), "--format", "jsonl")
    )
    for name in ("mention", "number", "pins", "self_pins", "exact"):
        figures[f"citations.{name}.f1"] = report[name]["f1"]
    figures["citations.type"] = report["type"]
    for part in ("dev", "test"):
        figures |= passages_figures(part)
    for folder in ("dossiers-dev", "dossiers-made-dev"):
        figures |= dossier_figures(folder)
    return figures


def passages_figures(part: str) -> dict[str, float]:
    """The written passages of ``corpora/citations``: ``dev`` was looked at while building, ``test`` never."""
    with tempfile.TemporaryDirectory() as folder:
        build = ROOT / "scripts" / "build_citation_benchmark.py"
        command = [sys.executable, str(build), "--export", folder, "--split", part]
        subprocess.run(command, check=True, capture_output=True)
        files = sorted(Path(folder).glob("*.txt"))
        report = scored("score_citations.py", Path(folder), output("cite", *map(str, files), "--format", "jsonl"))
    names = ("mention", "number", "pins", "self_pins", "exact")
    return {f"passages-{part}.{name}.f1": report[name]["f1"] for name in names}


def dossier_figures(folder: str) -> dict[str, float]:
    """Agreement with the readers, requests, and what must stay low, written as one minus itself."""
    base = SHARED / "data" / folder
    files = sorted(base.glob("*.txt"))
    report = scored("score_dossiers.py", base / "labels", output("score", *map(str, files), "--format", "jsonl"))
    figures = {f"{folder}.{key}.accuracy": row["accuracy"] for key, row in report["requirements"].items()}
    figures |= {
        f"{folder}.{key}.kappa": row["kappa"] for key, row in report["requirements"].items() if row["kappa"] is not None
    }
    for row in report["requirements"]:
        commonest = report["requirements"][row]["commonest"]
        accuracy = figures[f"{folder}.{row}.accuracy"]
        print(f"{folder:18} {row:26} accuracy {accuracy:.3f}   commonest status alone {commonest}")
    figures[f"{folder}.proposals.f1"] = report["proposals"]["f1"]
    figures[f"{folder}.purpose"] = report["purpose"]
    figures[f"{folder}.addressee"] = report["addressee"]
    figures[f"{folder}.evidence"] = report["evidence"]
    if report["generic"]["recall"] is not None:
        figures[f"{folder}.generic.recall"] = report["generic"]["recall"]
    figures[f"{folder}.generic.no_false_alarm"] = 1 - report["generic"]["false_alarms"]
    if folder == "dossiers-dev":  # real, accepted submissions: few returns
        figures[f"{folder}.not_returned"] = 1 - report["verdicts"].get("return", 0) / len(files)
    return figures


def main() -> None:
    if not SHARED.is_dir():
        print("../shared is absent: floors are not checked (a user has no such folder)")
        return
    hold(measured(), reading=False)


if __name__ == "__main__":
    main()
