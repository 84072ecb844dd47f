"""The floors of ``benchmarks/floors.json``: figures may rise, never fall. Used by the scripts that measure."""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "benchmarks" / "floors.json"


def hold(figures: dict[str, float], *, reading: bool, only: str = "") -> None:
    """Print the figures beside their floors; exit with a message below one.

    ``reading`` chooses the floors that begin with "reading.", else all others but those of "requirements."; ``only``
    chooses by a beginning of its own. With ``--raise`` on the command line
    every one of them is lifted to the figure of today.
    """
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    mine = {name: floor for name, floor in floors.items() if _chosen(name, reading, only)}
    for name in sorted(figures):
        print(f"{name:52} {figures[name]:.4f}  floor {mine.get(name, '-')}")
    if "--raise" in sys.argv:
        floors |= {name: max(floor, int(figures[name] * 1000) / 1000) for name, floor in mine.items()}
        FLOORS.write_text(json.dumps(dict(sorted(floors.items())), indent=1) + "\n", encoding="utf-8")
        return
    low = [f"{name}: {figures.get(name)} < {floor}" for name, floor in mine.items() if figures.get(name, -1) < floor]
    if low:
        raise SystemExit("below the floor:\n  " + "\n  ".join(low))
    print(f"{len(mine)} floors hold")


def _chosen(name: str, reading: bool, only: str) -> bool:
    if only:
        return name.startswith(only)
    return name.startswith("reading.") if reading else not name.startswith(("reading.", "requirements."))
