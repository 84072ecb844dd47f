"""How fast `score` is, against a plain baseline and against the least that the work could cost, in one run.

usage: bench_score.py [--quick] [--long] [--only PART ...] [--keep DIR] [--rounds N] [--page FILE]

  warm      documents a second of one process that has warmed up, beside the naive baseline and the floor
  whole     whole processes, imports on both sides, for 100 and 1,000 documents
  two       two processes, beside what two independent CPU-bound processes gain at that moment
  start     `--help`, and `score` of one page in a fresh process with what it imports
  long      20,000 text dossiers on two cores: rate, memory of the parent and of the workers (only with --long)

The documents are born-digital PDFs that LibreOffice sets from variations of the corpus (made_dossiers.py): no two share
a longer paragraph, and those that are timed were not seen while warming up. Everything that is compared runs by turns,
and medians are told: the machine may be shared. The baseline is ../shared/bench/naive_baseline.py; where it is absent,
its rows are left out. A run with --long and all parts writes benchmarks/score.md.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

import psutil
from made_dossiers import ROOT, make_pdfs, write_texts

NAIVE = ROOT.parent / "shared" / "bench" / "naive_baseline.py"
PAGE = ROOT / "benchmarks" / "score.md"
PARTS = ("warm", "whole", "two", "start", "long")
WARMING = 40  # documents before the clock starts; none of them is timed
AFTER = 64  # documents behind the timed ones: more than are ever under way
LONG = 20_000

OURS = """
import json, sys, time
import psutil
from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.batch import score_batch
from vn_dossier_nlp.reading import find_dossiers
from vn_dossier_nlp.stopwatch import taken
def cpu():
    me = psutil.Process()
    return sum(sum(one.cpu_times()[:2]) for one in [me, *me.children(recursive=True)])
warming, timed, after = (list(find_dossiers([folder])) for folder in sys.argv[1:4])
stream = score_batch([*warming, *timed, *after], Options(), int(sys.argv[4]))
for _ in warming:
    next(stream)
taken()
begin, spent = time.perf_counter(), cpu()
done = sum(next(stream).assessment.outcome == "read" for _ in timed)
seconds, stages = time.perf_counter() - begin, taken()
print(done, seconds, json.dumps({**stages, "cpu": cpu() - spent}))
if done != len(timed):
    sys.exit(f"{done} of {len(timed)} were read")
for _ in stream:
    pass
"""
"""One stream: documents to warm up, those that are timed, and some behind them. At both ends of the stretch that is
timed work is equally far ahead of the results, so nothing is won by what was done before the clock started."""

FLOOR = """
import json, sys, time
from pathlib import Path
import pypdfium2
from underthesea import word_tokenize
from vn_dossier_nlp.language.folding import fold
from vn_dossier_nlp.schema import ZoneKind
from vn_dossier_nlp.structure.layout import find_layout
def text_of(path):
    with pypdfium2.PdfDocument(path.read_bytes()) as pdf:
        return "\\n".join(page.get_textpage().get_text_range() for page in pdf)
def zones_of(text):
    text = fold(text.replace("\\r\\n", "\\n")).text
    layout = find_layout(text)
    spans = [layout.zone(kind) for kind in (ZoneKind.LEGAL_BASES, ZoneKind.REQUEST)]
    return [text[slice(*span)] for span in spans if span]
warming, timed = (sorted(Path(folder).glob("*.pdf")) for folder in sys.argv[1:3])
for path in warming:
    for zone in zones_of(text_of(path)):
        word_tokenize(zone)
zones = {path: zones_of(text_of(path)) for path in timed}
begin, spent = time.perf_counter(), time.process_time()
read = 0.0
for path in timed:
    now = time.perf_counter()
    text_of(path)
    read += time.perf_counter() - now
    for zone in zones[path]:
        word_tokenize(zone)
print(len(timed), time.perf_counter() - begin, json.dumps({"reading": read, "cpu": time.process_time() - spent}))
"""
"""The floor: the text of every page by pypdfium2 and one pass of underthesea over the zones of legal bases and of the
request. The zones are found before the clock starts: to find them is work of the program, not of the floor."""

TWICE = """
import runpy, sys, time
script, warming, timed = sys.argv[1:4]
for folder in (warming, timed):
    sys.argv = [script, folder]
    spent = time.process_time()
    runpy.run_path(script)
print("cpu", time.process_time() - spent)
"""

LOOP = """
import sys, time
begin = time.perf_counter()
total = 0
for number in range(int(sys.argv[1])):
    total = (total * 31 + number) % 1000003
print(1, time.perf_counter() - begin, {})
"""
"""Work for the processor alone: what two independent processes of it gain is what this machine gives to two."""


@dataclass
class Results:
    """What was measured: lines of the page, and what the console tells."""

    rows: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)

    def row(self, part: str, what: str, told: str) -> None:
        self.rows.setdefault(part, []).append((what, told))
        print(f"  {what:<68} {told}", flush=True)

    def note(self, part: str, text: str) -> None:
        self.notes.setdefault(part, []).append(text)
        print(f"  {text}", flush=True)


@dataclass
class Rounds:
    """Seconds for a document, by the clock on the wall and of the processor, round by round."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def add(self, wall: float, processor: float) -> None:
        self.wall.append(wall)
        self.processor.append(processor)

    def told(self) -> str:
        wall, spent = statistics.median(self.wall), statistics.median(self.processor)
        return f"{1 / wall:.1f} documents/s; {1000 * spent:.1f} ms of the processor each, {1 / spent:.1f} a core"

    def over(self, other: Rounds) -> str:
        """How many times the other's time, by both clocks: on a busy machine the processor's is the one to trust."""
        wall = statistics.median(self.wall) / statistics.median(other.wall)
        spent = statistics.median(self.processor) / statistics.median(other.processor)
        return f"{wall:.2f} (processor time: {spent:.2f})"


@dataclass
class Sets:
    """Folders of PDFs, made when they are asked for."""

    place: Path
    quick: bool

    def warming(self) -> Path:
        return make_pdfs(self.place / "warming", WARMING, 900_000)

    def after(self) -> Path:
        return make_pdfs(self.place / "after", AFTER, 950_000)

    def timed(self) -> Path:
        return self.of(48 if self.quick else 200)

    def of(self, count: int) -> Path:
        return make_pdfs(self.place / f"timed-{count}", count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="48 documents, no 1,000: minutes, and no page is written")
    parser.add_argument("--long", action="store_true", help=f"also {LONG:,} dossiers: half an hour")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--keep", type=Path, help="folder for the documents, used again the next time")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--count", type=int, default=LONG, help="dossiers of the long part")
    parser.add_argument("--page", type=Path, help="results page; default benchmarks/score.md when all parts ran")
    given = parser.parse_args()
    results = Results()
    with tempfile.TemporaryDirectory() as scratch:
        sets = Sets(given.keep or Path(scratch), given.quick)
        parts: dict[str, Callable[[], None]] = {
            "warm": lambda: warm(results, sets, given.rounds),
            "whole": lambda: whole(results, sets, given.rounds),
            "two": lambda: two(results, sets, given.rounds),
            "start": lambda: start(results, sets),
        }
        if given.long:
            parts["long"] = lambda: long(results, Path(scratch), given.count)
        for name, part in parts.items():
            if name in given.only:
                print(f"{name}:", flush=True)
                part()
    whole_run = given.long and not given.quick and set(given.only) == set(PARTS)
    page = given.page or (PAGE if whole_run else None)
    if page:
        page.write_text(written(results), encoding="utf-8")


def timed(code: str, *arguments: object) -> tuple[int, float, dict[str, float]]:
    """A Python process that prints how many, seconds, and seconds by stage."""
    done = run([sys.executable, "-c", code, *map(str, arguments)])
    count, seconds, stages = done.strip().splitlines()[-1].split(" ", 2)
    return int(count), float(seconds), json.loads(stages)


def run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command[:4]}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


def naive(warming: Path, folder: Path) -> tuple[float, float]:
    """Seconds and processor seconds of the baseline for a document of ``folder``, its imports not counted."""
    told = run([sys.executable, "-c", TWICE, str(NAIVE), str(warming), str(folder)])
    (count, seconds) = re.findall(r"naive: (\d+) documents in ([\d.]+) s", told)[-1]
    spent = re.findall(r"^cpu ([\d.]+)", told, re.MULTILINE)[-1]
    return float(seconds) / int(count), float(spent) / int(count)


def loop_seconds(together: int, count: int = 12_000_000) -> float:
    """Seconds until as many processes of the loop are done, begun together; the median loop's own clock."""
    command = [sys.executable, "-c", LOOP, str(count)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(together)]
    return statistics.median(float(process.communicate()[0].split()[1]) for process in running)


def warm(results: Results, sets: Sets, rounds: int) -> None:
    """One process each, by turns: ours, the floor, the baseline."""
    warming, folder = sets.warming(), sets.timed()
    ours, floors, plain = Rounds(), Rounds(), Rounds()
    stages: dict[str, list[float]] = {}
    reading, noise = [], []
    for _ in range(rounds):
        count, seconds, spent = timed(OURS, warming, folder, sets.after(), 1)
        ours.add(seconds / count, spent.pop("cpu") / count)
        for name, value in spent.items():
            stages.setdefault(name, []).append(value / count)
        many, least, parts = timed(FLOOR, warming, folder)
        floors.add(least / many, parts["cpu"] / many)
        reading.append(parts["reading"] / many)
        if NAIVE.is_file():
            plain.add(*naive(warming, folder))
        noise.append(loop_seconds(1, 5_000_000))
    results.row("warm", "vn-dossier score, one process, warm (wanted: 25)", ours.told())
    if NAIVE.is_file():
        results.row("warm", "naive baseline, one process, warm", plain.told())
        results.row("warm", "ratio to the baseline (wanted: 10)", plain.over(ours))
    results.row("warm", "floor: pypdfium2 text, underthesea over bases and request", floors.told())
    results.row("warm", "time over the floor's (wanted: 1.5)", ours.over(floors))
    each = {name: statistics.median(values) for name, values in stages.items()}
    told = ", ".join(f"{name} {1000 * value:.1f}" for name, value in each.items())
    rest = statistics.median(floors.wall) - statistics.median(reading)
    text = 1000 * statistics.median(reading)
    results.note(
        "warm",
        f"Where the time goes, ms a document: {told}. Of the floor: text {text:.1f}, words {1000 * rest:.1f}.",
    )
    results.note("warm", spread("the same loop beside each round", noise))


def whole(results: Results, sets: Sets, rounds: int) -> None:
    """Whole processes by the clock on the wall, imports included."""
    for count, wanted in ((48, 4),) if sets.quick else ((100, 4), (1000, 8)):
        folder, ours, theirs = sets.of(count), [], []
        for _ in range(rounds if count < 1000 else 1):
            ours.append(clocked([sys.executable, "-m", "vn_dossier_nlp", "score", str(folder), "--format", "jsonl"]))
            if NAIVE.is_file():
                theirs.append(clocked([sys.executable, str(NAIVE), str(folder)]))
        mine = statistics.median(ours)
        results.row("whole", f"vn-dossier score, {count} documents, whole process", f"{mine:.1f} s")
        if theirs:
            plain = statistics.median(theirs)
            results.row("whole", f"naive baseline, {count} documents, whole process", f"{plain:.1f} s")
            results.row("whole", f"ratio, {count} documents (wanted: {wanted})", f"{plain / mine:.2f}")


def clocked(command: list[str]) -> float:
    begin = time.perf_counter()
    run(command)
    return time.perf_counter() - begin


def two(results: Results, sets: Sets, rounds: int) -> None:
    """Two workers against one, beside two loops against one, by turns."""
    folders = sets.warming(), sets.timed(), sets.after()
    gains, possible = [], []
    for _ in range(rounds):
        alone, both = loop_seconds(1), loop_seconds(2)
        possible.append(2 * alone / both)
        one, pair = timed(OURS, *folders, 1), timed(OURS, *folders, 2)
        gains.append(one[1] / pair[1])
    gain, most = statistics.median(gains), statistics.median(possible)
    results.row("two", "two independent CPU-bound processes gain", f"{most:.2f}")
    results.row("two", "score --jobs 2 gains over --jobs 1, warm", f"{gain:.2f}")
    results.row("two", "share of what is possible (wanted: 0.9)", f"{gain / most:.2f}")


def start(results: Results, sets: Sets) -> None:
    """How long a user waits for the first word."""
    helps = [clocked([sys.executable, "-m", "vn_dossier_nlp", "--help"]) for _ in range(8)][1:]
    results.row("start", "vn-dossier --help, warm, median of 7 (wanted: 0.3)", f"{statistics.median(helps):.3f} s")
    page = min(sets.timed().glob("*.pdf"), key=lambda path: (path.stat().st_size, path.name))
    command = ["-m", "vn_dossier_nlp", "score", str(page), "--format", "jsonl"]
    dropped = drop_caches()
    cold = clocked([sys.executable, *command])
    told = "nothing of it in the page cache" if dropped else "files may be in the page cache"
    results.row("start", f"score of one page, fresh process, {told} (wanted: 5)", f"{cold:.2f} s")
    warm_start = statistics.median(clocked([sys.executable, *command]) for _ in range(3))
    results.row("start", "the same again, files in the page cache", f"{warm_start:.2f} s")
    done = subprocess.run([sys.executable, "-X", "importtime", *command], capture_output=True, text=True)
    table = import_table(done.stderr)
    told = "with all extras installed; scikit-learn brings pandas, pyarrow and dask where they are there"
    results.note("start", f"Imports of that run by the longest ({told}):\n\n{table}")


def drop_caches() -> bool:
    """Empty the page cache of the system, where that is allowed."""
    try:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")
    except OSError:
        return False
    return True


def import_table(profile: str) -> str:
    """The packages that took longest to import: their own modules, and all that they brought."""
    own: dict[str, float] = {}
    brought: dict[str, float] = {}
    for mine, all_of, name in re.findall(r"import time:\s+(\d+) \|\s+(\d+) \|\s+(\S+)", profile):
        package = name.partition(".")[0]
        own[package] = own.get(package, 0) + int(mine) / 1000
        brought[package] = max(brought.get(package, 0), int(all_of) / 1000)
    longest = sorted(own, key=lambda name: -own[name])[:12]
    rows = "\n".join(f"| {name} | {own[name]:.0f} | {brought[name]:.0f} |" for name in longest)
    heads = "| package | its own modules, ms | longest single import, ms |\n|---|---|---|"
    return f"{heads}\n{rows}\n\nAll: {sum(own.values()):.0f} ms."


def long(results: Results, scratch: Path, count: int) -> None:
    """Many dossiers on two cores, with the memory of the processes while they run."""
    folder, out = scratch / "many", scratch / "out"
    write_texts(folder, count)
    folders = [str(path) for path in sorted(folder.iterdir())]
    command = [sys.executable, "-m", "vn_dossier_nlp", "score", *folders, "--out", str(out), "--jobs", "2"]
    for shape in ("jsonl", "csv", "parquet"):
        command += ["--format", shape]
    begin = time.perf_counter()
    with (scratch / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        seen = watched(process, out / ".work")
    seconds = time.perf_counter() - begin
    lines = sum(1 for _ in (out / "assessments.jsonl").open("rb"))
    if process.returncode or lines != count:
        raise SystemExit(
            f"exit {process.returncode}, {lines} lines of {count}; {(scratch / 'log').read_text()[-2000:]}"
        )
    rate = count / seconds
    most = max(one.kept for one in seen)
    scoring = [one for one in seen if one.kept < most]
    second, last = tenth(scoring, most, 1), tenth(scoring, most, 9)
    writing = max(one.parent for one in seen if one.kept == most)
    results.row("long", f"{count:,} text dossiers, --jobs 2, whole process", f"{seconds:.0f} s, {rate:.1f} dossiers/s")
    results.row("long", "memory of the parent, second / last tenth of the dossiers", f"{second:.0f} / {last:.0f} MB")
    results.row("long", "ratio (wanted: within 10 %)", f"{last / second:.3f}")
    results.row("long", "the parent at most while it writes JSONL, CSV and Parquet", f"{writing:.0f} MB")
    results.row(
        "long", "largest worker or reader at any time (wanted: 600)", f"{max(one.child for one in seen):.0f} MB"
    )
    results.note("long", extrapolation(rate, count))


@dataclass(frozen=True)
class Sample:
    """One look at the processes."""

    parent: float  # MB
    child: float  # MB of the largest descendant
    kept: int  # bytes of the journal: how far the run is


def watched(process: subprocess.Popen[bytes], work: Path) -> list[Sample]:
    """Twice a second until the process ends."""
    seen, me = [], psutil.Process(process.pid)
    while process.poll() is None:
        with contextlib.suppress(psutil.Error):
            sizes = [memory(child) for child in me.children(recursive=True)]
            kept = sum(path.stat().st_size for path in work.rglob("*") if path.is_file()) if work.is_dir() else 0
            seen.append(Sample(memory(me), max(sizes, default=0.0), kept))
        time.sleep(0.5)
    return seen


def memory(process: psutil.Process) -> float:
    """Megabytes of a process, 0 where it has gone."""
    try:
        return float(process.memory_info().rss / 1e6)
    except psutil.Error:
        return 0.0


def tenth(seen: list[Sample], most: int, number: int) -> float:
    """The median of the parent's memory in a tenth of the dossiers, from 0."""
    return statistics.median(
        one.parent for one in seen if number / 10 <= one.kept / most <= (number + 1) / 10 and one.parent
    )


def extrapolation(rate: float, count: int) -> str:
    """What the rate means for an archive, with what it takes for granted."""
    hours = 100_000 / rate / 3600
    nodes, cores = 8, 16
    cluster = 100_000 / (rate / 2 * nodes * cores * 0.85) / 60
    return f"""100,000 such dossiers on these two cores: {hours:.1f} hours. Taken for granted: the rate of {count:,}
holds (memory is flat, and nothing grows with the number but the journal and the exports at the end); dossiers of one
text file of about 4 KB. PDFs with a text layer add their reading (above); scans take 1 to 2 s of OCR a page, which
decides the time alone.

On a cluster of {nodes} machines of {cores} such cores (`--backend dask`): about {cluster:.0f} minutes. Taken for
granted: the rate a core of this run, 0.85 of it kept (results go through one parent that writes them; workers start),
and files on storage that all machines reach under the same path. Not measured: CI runs a scheduler with two workers on
one machine."""


def spread(what: str, seconds: list[float]) -> str:
    """How restless the machine was."""
    least, most = min(seconds), max(seconds)
    load = os.getloadavg()[0]
    return f"Noise: {what} took {least:.2f} to {most:.2f} s ({100 * (most / least - 1):.0f} % apart); load {load:.1f}."


TITLES = {
    "warm": "Warm, one process",
    "whole": "Whole processes, imports included",
    "two": "Two processes",
    "start": "Start",
    "long": "Many dossiers",
}


def written(results: Results) -> str:
    """The results page."""
    parts = [
        f"# How fast `score` is\n\n{date.today().isoformat()}, `scripts/bench_score.py`. {machine()}\n\n"
        "What is measured and how, and where the documents come from: at the top of the script. Ratios are of runs by "
        "turns on one machine; figures a second alone say little on another.\n"
    ]
    for name, rows in results.rows.items():
        table = "\n".join(f"| {what} | {told} |" for what, told in rows)
        notes = "".join(f"\n{note}\n" for note in results.notes.get(name, []))
        parts.append(f"## {TITLES[name]}\n\n| | |\n|---|---|\n{table}\n{notes}")
    return "\n".join(parts)


def machine() -> str:
    """Machine and versions."""
    names = ("pypdfium2", "spacy", "underthesea", "scikit-learn", "pdfplumber", "joblib", "numpy")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    gib = psutil.virtual_memory().total / 2**30
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").is_file() else ""
    model = re.search(r"model name\s*:\s*(.+)", told)
    return (
        f"{os.cpu_count()} cores ({model[1] if model else platform.processor()}), {gib:.0f} GiB, "
        f"{platform.platform()}, CPython {platform.python_version()}, "
        f"vn-dossier-nlp {version('vn-dossier-nlp')}, {packages}."
    )


if __name__ == "__main__":
    main()
