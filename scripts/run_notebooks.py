"""Runs the notebooks from the first cell to the last; a cell that fails ends it.

python scripts/run_notebooks.py                # all, executed copies in out/notebooks
python scripts/run_notebooks.py 02             # those whose names begin so

The notebooks of the repository hold no outputs; with ``--strip`` outputs that an editor left are taken out.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
OUT = ROOT / "out" / "notebooks"
SECONDS = 300  # of one cell


def run(path: Path) -> float:
    """Execute a notebook and write the copy; the seconds it took. Raises CellExecutionError."""
    from nbclient import NotebookClient

    begun = time.perf_counter()
    book = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(NOTEBOOKS)}}
    quiet = ["--log-level=ERROR"]
    NotebookClient(book, timeout=SECONDS, kernel_name="python3", resources=place, extra_arguments=quiet).execute()
    OUT.mkdir(parents=True, exist_ok=True)
    nbformat.write(book, OUT / path.name)
    return time.perf_counter() - begun


def strip(path: Path) -> None:
    """Take outputs and counters out."""
    book = nbformat.read(path, as_version=4)
    for cell in book.cells:
        cell.metadata = nbformat.NotebookNode()
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(book, path)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Run the notebooks.")
    parser.add_argument("names", nargs="*", help="beginnings of names")
    parser.add_argument("--strip", action="store_true", help="only take outputs out")
    given = parser.parse_args(arguments)
    paths = [
        path
        for path in sorted(NOTEBOOKS.glob("*.ipynb"))
        if not given.names or path.name.startswith(tuple(given.names))
    ]
    if not paths:
        print("no such notebook", file=sys.stderr)
        return 2
    for path in paths:
        if given.strip:
            strip(path)
            continue
        print(f"{path.name} ... ", end="", flush=True)
        print(f"{run(path):.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
