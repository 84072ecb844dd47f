"""Speed of a large register: lists, search, a dossier, the monthly report, one action; writes benchmarks/register.md.

python scripts/bench_register.py                                # 200,000 dossiers, SQLite and PostgreSQL
python scripts/bench_register.py --dossiers 20000 --only sqlite --out /tmp/register.md

The data is generated (build_register_year.py). Each time is the slowest of three; list, search and report may take 2 s.
Exit 1 where one takes longer.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import build_register_year
import check_register
import sqlalchemy

from vn_dossier_nlp.register import Actor, Asked, Incoming, Register, RegisterError, make_register, open_register
from vn_dossier_nlp.register.calendar import load_calendar
from vn_dossier_nlp.register.periodic import figures
from vn_dossier_nlp.register.periods import Period
from vn_dossier_nlp.reports.periodic import html, word

LIMIT = 2.0  # seconds
UNTIL = date(2025, 10, 30)
TARGET = Path(__file__).resolve().parent.parent / "benchmarks" / "register.md"
WHO = Actor("Đo tốc độ")

Work = Callable[[Register], object]


def work(count: int) -> dict[str, tuple[Work, float | None]]:
    """What is timed, with its limit."""
    october = Period("month", date(2025, 10, 1), date(2025, 10, 31), 2025, 10)
    asked = {
        "list: newest 50": Asked(),
        "list: open, 50 of one officer": Asked(open=True, holder="Chuyên viên 3"),
        "list: overdue": Asked(overdue_on=UNTIL),
        "list: returned in one quarter": Asked(
            states=("returned",), arrived_from=date(2025, 7, 1), arrived_to=date(2025, 9, 30)
        ),
        "search: common words, `quy hoach`": Asked(words="quy hoach"),
        f"search: one number, `so {count - 3}`": Asked(words=f"khu so {count - 3}"),
        "search: nothing fits": Asked(words="khong co gi nhu the"),
    }
    found: dict[str, tuple[Work, float | None]] = {name: (_listed(which), LIMIT) for name, which in asked.items()}
    found["a dossier with all that belongs to it"] = (_shown(count // 2), LIMIT)
    for name, most in (
        ("Word", word.MOST_ROWS),
        ("HTML", html.MOST_ROWS),
        ("XLSX, every row of the lists", None),
    ):
        found[f"report of one month: {name}"] = (_report(october, most), LIMIT)
    found["receive one paper (written to the disk)"] = (
        lambda register: register.receive(WHO, Incoming("Sở Đo", "Đo tốc độ"), UNTIL),
        None,
    )
    found["earlier submissions of the matter"] = (
        lambda register: register.similar(Incoming("Sở Y tế", "phê duyệt chủ trương đầu tư dự án số 12")),
        None,
    )
    return found


def _listed(which: Asked) -> Work:
    """A page and the number of all that fit, as ``register list`` asks for them."""
    return lambda register: (register.list(which), register.count(which))


def _report(period: Period, most: int | None) -> Work:
    """The figures of a report; of each list at most so many rows, of the counts all."""
    return lambda register: figures(register, load_calendar(), period, UNTIL, most=most)


def _shown(key: int) -> Work:
    return lambda register: [
        *(register.dossier(key), register.events(key), register.returns(key)),
        *(register.consultations(key), register.outgoing(key), register.corrections(key), register.matter(key)),
    ]


def filled(place: str, count: int, tasks: int) -> Register:
    """The register at ``place``, made and filled where it is not there yet."""
    try:
        return open_register(place)
    except RegisterError as error:
        if error.code != "not_made":
            raise
    register = make_register(place, WHO)
    build_register_year.fill(register, 2025, UNTIL, count, tasks)
    return register


def measure(place: str, count: int, tasks: int) -> tuple[dict[str, tuple[float, float]], list[str]]:
    """Seconds of everything, by the clock and of this process; what was slower than its limit."""
    seconds, slow = {}, []
    with filled(place, count, tasks) as register:
        if register.engine.dialect.name == "postgresql":
            with register.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("ANALYZE")
        for name, (do, limit) in work(count).items():
            times = [timed(lambda do=do: do(register)) for _ in range(3)]
            seconds[name] = max(times)
            print(f"  {name}: {max(times)[0]:.3f} s, processor {max(times)[1]:.3f} s", flush=True)
            if limit is not None and max(times)[0] > limit:
                slow.append(f"{name}: {max(times)[0]:.2f} s")
        seconds["(verify the whole log and every row)"] = timed(lambda: verified(register))
    return seconds, slow


def timed(do: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor in this process (a database server's are not among them)."""
    clock, processor = time.perf_counter(), time.process_time()
    do()
    return time.perf_counter() - clock, time.process_time() - processor


def verified(register: Register) -> None:
    """The log and the rows are whole: what was measured is a register."""
    assert register.verify() == ()


def page(found: dict[str, dict[str, tuple[float, float]]], count: int, tasks: int) -> str:
    """``benchmarks/register.md``."""
    kinds = list(found)
    names = list(dict.fromkeys(name for one in found.values() for name in one))
    rows = [
        f"| {name} | {' | '.join(f'{found[kind][name][0]:.3f} ({found[kind][name][1]:.3f})' for kind in kinds)} |"
        for name in names
    ]
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return "\n".join(
        [
            "# Results of `scripts/bench_register.py`",
            "",
            f"{date.today().isoformat()}, {os.cpu_count()} processors, {platform.system()}, CPython "
            f"{platform.python_version()}, SQLAlchemy {sqlalchemy.__version__}; a shared machine.",
            f"{count:,} dossiers and {tasks:,} tasks of GENERATED data; seconds by the clock, the slowest of three, in "
            f"brackets those of the processor in the program's own process. Load of the machine at the end: {load}.",
            "",
            f"| | {' | '.join(kinds)} |",
            f"|---|{'---:|' * len(kinds)}",
            *rows,
            "",
            "A list is a page of 50 and the number of all that fit. Lists, searches and the report must not take more "
            f"than {LIMIT:.0f} s.",
            "",
        ]
    )


def main(arguments: list[str]) -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dossiers", type=int, default=200_000)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    parser.add_argument("--place", default=None, help="an SQLite register to make, or to measure again")
    parser.add_argument("--out", type=Path, default=TARGET)
    given = parser.parse_args(arguments)
    found, slow = {}, []
    for kind in ("sqlite", "postgres"):
        if given.only and kind != given.only:
            continue
        print(kind, flush=True)
        with ExitStack() as stack:
            if kind == "sqlite":
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                place = given.place or str(folder / "register.db")
            else:
                place = check_register.database(stack.enter_context(check_register.postgres()), "register")
            found[kind], late = measure(place, given.dossiers, given.tasks)
        slow += [f"{kind}: {one}" for one in late]
    given.out.write_text(page(found, given.dossiers, given.tasks), encoding="utf-8", newline="\n")
    for one in slow:
        print(f"slower than {LIMIT} s: {one}", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
