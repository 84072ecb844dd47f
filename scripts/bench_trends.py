"""How long the page of trends takes for 100,000 scored dossiers, and how much memory: ``benchmarks/trends.md``.

python scripts/bench_trends.py                    # 100,000 generated dossiers, Parquet and JSONL, three runs each
python scripts/bench_trends.py --dossiers 5000 --runs 1 --no-page

The limit is 30 s on two cores and 2 GB for all processes together. A run is the whole program, imports included.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
import psutil
from build_trend_data import Plan, lines, make, write

from vn_dossier_nlp.reports.columns import write_parquet

TARGET = Path(__file__).resolve().parent.parent / "benchmarks" / "trends.md"
SECONDS, MEGABYTES = 30.0, 2048.0
QUIET = 25.0  # per cent of the processor that others may use for the clock to count
CHANGE = "2025-07-01"
MONTHS = 36


@dataclass(frozen=True)
class Run:
    """One run of the program."""

    seconds: float
    cpu: float  # of all its processes
    megabytes: float  # the highest sum of resident memory of all its processes


def measure(command: list[str]) -> Run:
    """Run a command; SystemExit where it fails."""
    peak, cpu, done = [0.0], [0.0], threading.Event()
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        watcher = threading.Thread(target=_watch, args=(process.pid, peak, cpu, done))
        watcher.start()
        told = process.communicate()[0]
        seconds = time.perf_counter() - begun
        done.set()
        watcher.join()
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit code {process.returncode}\n{told}")
    return Run(seconds, cpu[0], peak[0] / 2**20)


def _watch(pid: int, peak: list[float], cpu: list[float], done: threading.Event) -> None:
    used: dict[int, float] = {}
    while not done.wait(0.1):
        try:
            processes = [(root := psutil.Process(pid)), *root.children(recursive=True)]
        except psutil.NoSuchProcess:
            break
        memory = 0
        for one in processes:
            try:
                memory += one.memory_info().rss
                times = one.cpu_times()
                used[one.pid] = times.user + times.system
            except psutil.NoSuchProcess:
                continue
        peak[0] = max(peak[0], memory)
    cpu[0] = sum(used.values())


def build(folder: Path, dossiers: int) -> None:
    """Generated lines as JSONL and Parquet; they need some gigabytes here, which are not those of the program."""
    plan = Plan(first="2024-01", months=MONTHS, monthly=dossiers / MONTHS, senders=120, change=CHANGE, effect=-0.10)
    made = make(plan, seed=7)
    write(made, folder)
    write_parquet(iter(lines(made)), folder / "lines.parquet")


def trends(folder: Path, suffix: str, jobs: int) -> Run:
    """The page from lines of one format."""
    out = folder / f"out-{suffix}"
    return measure(
        [
            *(sys.executable, "-m", "vn_dossier_nlp", "trends", str(folder / f"lines.{suffix}"), "--out", str(out)),
            *("--change", CHANGE, "--labels", str(folder / "labels.csv"), "--jobs", str(jobs)),
        ]
    )


def noise() -> float:
    """How much of two cores others took while we measured nothing: 0 on a quiet machine."""
    return psutil.cpu_percent(interval=3.0)


def main() -> int:
    parser = argparse.ArgumentParser(description="Speed and memory of the page of trends.")
    parser.add_argument("--dossiers", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--data", type=Path, help="folder with lines that were generated before")
    parser.add_argument("--no-page", action="store_true", help="print only, do not write benchmarks/trends.md")
    given = parser.parse_args()
    rows, worst, most_cpu = [], (0.0, 0.0), 0.0
    with tempfile.TemporaryDirectory() as place:
        folder = given.data or Path(place)
        if given.data is None:
            build(folder, given.dossiers)
        before = noise()
        for suffix in ("parquet", "jsonl"):
            size = (folder / f"lines.{suffix}").stat().st_size / 2**20
            runs = [trends(folder, suffix, given.jobs) for _ in range(given.runs)]
            seconds = statistics.median(run.seconds for run in runs)
            memory = max(run.megabytes for run in runs)
            cpu = statistics.median(run.cpu for run in runs)
            rows.append(f"| {suffix} | {size:,.0f} | {seconds:.1f} | {cpu:.1f} | {memory:,.0f} |")
            worst, most_cpu = (max(worst[0], seconds), max(worst[1], memory)), max(most_cpu, cpu)
            print(rows[-1], flush=True)
        drawings = len(list((folder / "out-parquet" / "plots").glob("*.svg")))
        after = noise()
    busy = max(before, after) > QUIET
    # On a busy machine the time on the clock says nothing; the work itself must still fit.
    fits = (most_cpu <= 2 * SECONDS if busy else worst[0] <= SECONDS) and worst[1] <= MEGABYTES
    held = ("cannot be judged, the machine was busy" if busy else "held") if fits else "NOT held"
    text = PAGE.format(
        dossiers=f"{given.dossiers:,}",
        rows="\n".join(rows),
        runs=given.runs,
        jobs=given.jobs,
        drawings=drawings,
        cores=psutil.cpu_count(),
        memory=psutil.virtual_memory().total / 2**30,
        machine=platform.machine(),
        python=platform.python_version(),
        polars=version("polars"),
        matplotlib=version("matplotlib"),
        numpy=np.__version__,
        noise=f"{before:.0f} % before, {after:.0f} % after",
        seconds=SECONDS,
        megabytes=MEGABYTES,
        held=held,
    )
    print(text)
    if not given.no_page:
        TARGET.write_text(text, encoding="utf-8", newline="\n")
    return 0 if fits else 1


PAGE = """\
# Trends: from scored lines to the page

Written by `python scripts/bench_trends.py`. {dossiers} generated dossiers of 120 senders in 36 months, with a change
and labels; {drawings} drawings as SVG and PNG. Median of {runs} runs of the whole program, imports included,
`--jobs {jobs}`; memory is the highest sum over its processes.

| lines | MB | s | CPU s | peak MB |
|---|---|---|---|---|
{rows}

Limits: {seconds:.0f} s on two quiet cores and {megabytes:,.0f} MB for all processes: {held}.

Machine: {cores} cores, {memory:.0f} GB, {machine}; Python {python}, polars {polars}, matplotlib {matplotlib}, numpy
{numpy}. Processor used by others: {noise}.
"""

if __name__ == "__main__":
    sys.exit(main())
