"""Pages per second of PDF reading and whether memory stays flat, in one run.

usage: bench_reading.py [FILES]      (without FILES: the project's corpus set by LibreOffice)

One core, in this process, text with line boxes; pdfplumber on some of the same pages beside it. Then 1,000 files are
read one after another and the memory is compared after the first 100 and at the end.
"""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from made_dossiers import make_pdfs

from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.pdf import read_pdf
from vn_dossier_nlp.settings import Settings

FILES = 1000
SOME = 8  # files that pdfplumber reads: it takes a second for ten pages


def main() -> None:
    names = [Path(name) for name in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        if not names:
            make_pdfs(Path(folder), 144)
            names = sorted((Path(folder) / "pdf").glob("*.pdf"))
        files = [path.read_bytes() for path in names]
    ours = max(_pages_a_second(files) for _ in range(3))
    plain = _pdfplumber(files[:SOME])
    print(f"{len(files)} files: {ours:.0f} pages/s; pdfplumber {plain:.1f} pages/s; ratio {ours / plain:.0f}")
    _memory(files)


def _pages_a_second(files: list[bytes]) -> float:
    begin = time.perf_counter()
    pages = sum(len(read_pdf(data, Settings(), Clock(600)).pages) for data in files)
    return pages / (time.perf_counter() - begin)


def _pdfplumber(files: list[bytes]) -> float:
    import io

    import pdfplumber

    begin, pages = time.perf_counter(), 0
    for data in files:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for page in pdf.pages:
                page.extract_text_lines()
                pages += 1
    return pages / (time.perf_counter() - begin)


def _memory(files: list[bytes]) -> None:
    early = 0
    for number, data in enumerate(islice(cycle(files), FILES), 1):
        read_pdf(data, Settings(), Clock(600))
        if number == FILES // 10:
            early = _resident()
    late = _resident()
    early_mb, late_mb = early / 1e6, late / 1e6
    print(
        f"memory after {FILES // 10} files {early_mb:.0f} MB, after {FILES} {late_mb:.0f} MB, ratio {late / early:.3f}"
    )


def _resident() -> int:
    """Bytes in memory now, not at most."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise SystemExit("needs /proc, as on Linux")


if __name__ == "__main__":
    main()
