"""Print how well the status of instruments is told: on the table of cases, and how much the registry holds.

usage: check_law.py [CASES.csv]     (default: tests/law/status_cases.csv)

The facts of the cases come from the final provisions of the instruments that replaced them, not from the rows under
test. An instrument that the registry does not hold counts as unknown; so does a number of several instruments whose
answers differ. Exits with a message below a floor.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from pathlib import Path

from vn_dossier_nlp.law import registry, status_on

CASES = Path(__file__).resolve().parent.parent / "tests" / "law" / "status_cases.csv"
FLOORS = {"expired.precision": 0.99, "expired.recall": 0.80, "known": 0.80}


def answers(file: Path) -> list[tuple[dict[str, str], str]]:
    """Each case with the status that the room gives."""
    known = registry()
    found = []
    with file.open(encoding="utf-8", newline="") as stream:
        for case in csv.DictReader(stream):
            same = known.by_number(case["number"], case["issuer"] or None)
            given = {status_on(one, case["date"]).status for one in same}
            found.append((case, given.pop() if len(given) == 1 else "unknown"))
    return found


def figures(found: list[tuple[dict[str, str], str]]) -> dict[str, float]:
    """Precision and recall of "expired", recall of those in force, and the share of answers other than unknown.

    ``partly_expired`` is in force: what is left of the instrument applies.
    """
    said = [case for case, status in found if status == "expired"]
    dead = [status for case, status in found if case["status"] == "expired"]
    alive = [status for case, status in found if case["status"] == "in_force"]
    right = sum(case["status"] == "expired" for case in said)
    return {
        "expired.precision": right / len(said) if said else 0.0,
        "expired.recall": right / len(dead) if dead else 0.0,
        "in_force.recall": sum(status in ("in_force", "partly_expired") for status in alive) / max(len(alive), 1),
        "known": sum(status != "unknown" for _, status in found) / max(len(found), 1),
    }


def main() -> None:
    start = time.perf_counter()
    known = registry()
    print(f"load: {(time.perf_counter() - start) * 1000:.0f} ms, {len(known.instruments)} instruments")
    found = answers(Path(sys.argv[1]) if len(sys.argv) > 1 else CASES)
    print(f"{len(found)} cases: {dict(Counter(case['status'] for case, _ in found))}")
    for case, status in found:
        if status != case["status"]:
            print(f"  {case['number']} on {case['date']}: {status}, not {case['status']} ({case['fact_from']})")
    result = figures(found)
    for name, value in result.items():
        print(f"{name:20} {value:.4f}  floor {FLOORS.get(name, '-')}")
    low = [name for name, floor in FLOORS.items() if result[name] < floor]
    if low:
        raise SystemExit(f"below the floor: {', '.join(low)}")


if __name__ == "__main__":
    main()
