"""Pages a second of reading: ``python scripts/bench_reading.py FILES`` (one core, files read three times)."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from vn_dossier_nlp.reading import read_file
from vn_dossier_nlp.settings import Settings


def main(names: list[str]) -> None:
    """Print one line a file and one for all."""
    all_pages, all_seconds = 0, 0.0
    settings = Settings()
    read_file(Path(names[0]), names[0], settings)  # imports are not what is measured
    for name in names:
        begin = time.perf_counter()
        for _ in range(3):
            reading = read_file(Path(name), name, settings)
        seconds = time.perf_counter() - begin
        pages = 3 * len(reading.document.pages) if reading.document else 0
        all_pages, all_seconds = all_pages + pages, all_seconds + seconds
        print(f"{name}: {reading.source.outcome}, {pages // 3} pages, {pages / seconds:.0f} pages/s")
    print(f"all: {all_pages / all_seconds:.0f} pages/s")


if __name__ == "__main__":
    main(sys.argv[1:])
