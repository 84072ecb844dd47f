"""The review page with 10,000 dossiers in the queue: time of each page at the server, and twenty people at once.

usage: bench_review.py [COUNT] [--write]      (default 10000; --write renews benchmarks/review.md)

The register is made of one scored sample, varied; the server is the real one, asked over loopback. Seconds are wall
time on this machine, with whatever else it does.
"""

from __future__ import annotations

import json
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http.cookiejar import CookieJar
from pathlib import Path

from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.batch import score_batch
from vn_dossier_nlp.reading import find_dossiers
from vn_dossier_nlp.register import Actor, actions, make_register
from vn_dossier_nlp.register.receiving import incoming_of
from vn_dossier_nlp.reports.lines import dumps, to_line
from vn_dossier_nlp.review.accounts import Accounts

ROOT = Path(__file__).resolve().parent.parent
PEOPLE, EACH = 20, 15
PASSWORD = "mật khẩu đủ dài"
PAGES = (
    "/",
    "/?order=vague",
    "/?verdict=return&order=oldest",
    "/?q=khanh+hoa",
    "/?page=150",
    "/dossiers/{key}",
    "/readings",
)
LIMIT = 0.3  # seconds at the server, for a page of the queue


def make(place: Path, count: int) -> Path:
    """A register with ``count`` dossiers."""
    chance, clerk = random.Random(7), Actor("Văn thư")
    sample = ROOT / "corpora" / "samples" / "dossiers" / "02-so-du-lich-khanh-hoa.pdf"
    scored = dumps(to_line(next(iter(score_batch(list(find_dossiers([str(sample)])), Options()))).assessment))
    (place / "files").mkdir()
    verdicts = ("return", "supplement", "pass", "review", "transfer")
    with make_register(str(place / "register.db"), clerk) as register:
        for start in range(0, count, 500):
            with register.change(clerk, "receive") as change:
                for number in range(start, min(start + 500, count)):
                    file = place / "files" / f"{number:06d}.pdf"
                    if number:
                        os.link(place / "files" / "000000.pdf", file)
                    else:
                        shutil.copy(sample, file)
                    line = json.loads(scored.replace(str(sample), str(file)))
                    own = line | {
                        "dossier_id": f"{number:016x}",
                        "verdict": chance.choice(verdicts),
                        "generic_probability": round(chance.random(), 4),
                    }
                    said = {"author": f"Sở số {number % 40}", "subject": f"Về việc thứ {number} tại Khánh Hòa"}
                    day = date.today() - timedelta(days=chance.randrange(200))
                    actions.receive(change, incoming_of(own, **said), day)
    return place / "register.db"


class Visitor:
    """A browser that keeps its cookie."""

    def __init__(self, address: str, name: str) -> None:
        self._address = address
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        body = f"name={urllib.parse.quote(name)}&password={urllib.parse.quote(PASSWORD)}".encode()
        self._open(address + "/login", body).read()

    def get(self, path: str) -> float:
        """Seconds until the page is there. Raises for an answer that is none."""
        start = time.perf_counter()
        with self._open(self._address + path) as answer:
            answer.read()
        return time.perf_counter() - start


def main() -> int:
    count = next((int(one) for one in sys.argv[1:] if one.isdecimal()), 10_000)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        register = make(place, count)
        accounts = Accounts(place / "accounts.json")
        for number in range(PEOPLE):
            accounts.add(f"Cán bộ {number}", PASSWORD)
        server = subprocess.Popen(
            [sys.executable, "-m", "vn_dossier_nlp", "review", "--register", str(register), "--port", "0"]
            + ["--accounts", str(accounts.file), "--files", str(place / "files")],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found
        threading.Thread(target=server.stdout.read, daemon=True).start()
        try:
            report, good = measured(found.group(), count)
        finally:
            server.terminate()
    print(report)
    if "--write" in sys.argv:
        (ROOT / "benchmarks" / "review.md").write_text(report, encoding="utf-8")
    return 0 if good else 1


def measured(address: str, count: int) -> tuple[str, bool]:
    """The results as Markdown, and whether they are within the limit and without an error."""
    first = Visitor(address, "Cán bộ 0")
    rows, slowest = [], 0.0
    for path in PAGES:
        asked = path.format(key=count // 2)
        times = [first.get(asked) for _ in range(12)][2:]
        rows.append(f"| `{path}` | {statistics.median(times):.3f} | {max(times):.3f} |")
        if not path.startswith(("/dossiers", "/readings")):
            slowest = max(slowest, statistics.median(times))
    visitors = [Visitor(address, f"Cán bộ {number}") for number in range(PEOPLE)]
    errors: list[str] = []

    def work(number: int) -> list[float]:
        chance, seconds = random.Random(number), []
        for _ in range(EACH):
            path = chance.choice(PAGES).format(key=chance.randrange(1, count))
            try:
                seconds.append(visitors[number].get(path))
            except OSError as error:
                errors.append(f"{path}: {error}")
        return seconds

    start = time.perf_counter()
    with ThreadPoolExecutor(PEOPLE) as pool:
        together = [one for found in pool.map(work, range(PEOPLE)) for one in found]
    wall = time.perf_counter() - start
    lines = [
        f"# The review page with {count:,} dossiers",
        "",
        "Written by `scripts/bench_review.py --write`. Wall time of whole pages over loopback, warm, ten of each.",
        f"{platform.platform()}, CPython {platform.python_version()}, 2 cores.",
        "",
        "| page | median s | slowest s |",
        "|---|---|---|",
        *rows,
        "",
        f"{PEOPLE} people at once, {EACH} pages each without a pause: {len(together)} pages in {wall:.1f} s "
        f"({len(together) / wall:.0f} a second), {len(errors)} errors, median {statistics.median(together):.2f} s, "
        f"slowest {max(together):.2f} s.",
        "",
    ]
    lines += [f"- {error}" for error in errors[:10]]
    return "\n".join(lines), slowest <= LIMIT and not errors


if __name__ == "__main__":
    sys.exit(main())
