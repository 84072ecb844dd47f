"""Documents per second on born-digital PDFs, against a plain baseline in the same run; and how fast ``--help`` is.

usage: bench_speed.py [N]      (N documents, default 48; needs LibreOffice)

The PDFs are made from the project's own corpus. Both sides run warm: one process each goes over the folder twice and
only the second round counts. The baseline (pdfplumber, underthesea over the whole text, tf-idf) is read from
``../shared/bench/naive_baseline.py``; where it is absent only the program's own figure is printed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAIVE = ROOT.parent / "shared" / "bench" / "naive_baseline.py"

OURS = """
import sys, time
from vn_dossier_nlp.batch import score_batch
from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.reading import find_dossiers
dossiers = list(find_dossiers([sys.argv[1]]))
for _ in range(2):
    start = time.perf_counter()
    done = sum(1 for _ in score_batch(dossiers, Options()))
    seconds = time.perf_counter() - start
print(f"{done} documents in {seconds:.2f} s, {done / seconds:.2f} documents/s")
"""
TWICE = "import runpy, sys; sys.argv = sys.argv[1:]; [runpy.run_path(sys.argv[0]) for _ in range(2)]"


def make_pdfs(folder: Path, count: int) -> None:
    """The first texts of the corpus, set by LibreOffice in a face with all Vietnamese letters, as in an office."""
    import docx

    (folder / "docx").mkdir()
    names = []
    for path in sorted((ROOT / "corpora" / "submissions" / "texts").glob("*.txt"))[:count]:
        document = docx.Document()
        document.styles["Normal"].font.name = "DejaVu Serif"
        for line in path.read_text(encoding="utf-8").splitlines():
            document.add_paragraph(line)
        names.append(folder / "docx" / f"{path.stem}.docx")
        document.save(str(names[-1]))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder / "pdf"), *map(str, names)], check=True, capture_output=True)


def rate(code: list[str]) -> float:
    """The last "N documents/s" that a Python process prints."""
    done = subprocess.run([sys.executable, *code], capture_output=True, text=True, check=True)
    return float(re.findall(r"([\d.]+) documents/s", done.stdout)[-1])


def help_seconds() -> float:
    """Warm wall time of ``vn-dossier --help``: the median of seven."""
    times = []
    for _ in range(8):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "vn_dossier_nlp", "--help"], capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    return sorted(times[1:])[3]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 48
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_pdfs(folder, count)
        ours = rate(["-c", OURS, str(folder / "pdf")])
        print(f"vn-dossier score     {ours:8.2f} documents/s (one process, warm)")
        if NAIVE.is_file():
            naive = rate(["-c", TWICE, str(NAIVE), str(folder / "pdf")])
            print(f"naive baseline       {naive:8.2f} documents/s (one process, warm)")
            print(f"ratio                {ours / naive:8.2f}")
    print(f"--help               {help_seconds():8.3f} s (warm)")


if __name__ == "__main__":
    main()
