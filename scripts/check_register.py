"""Writers that work at once on one register while some of them are killed: nothing is lost, nothing stands twice.

python scripts/check_register.py                               # 10 writers, 20,000 actions, SQLite and PostgreSQL
python scripts/check_register.py --actions 400 --only sqlite

Each writer notes an action in a file of its own once the register has told that it is done. A writer is killed
(SIGKILL) at random moments and another carries on. At the end every noted action stands in the register exactly once,
what stands there beyond is at most what was in flight when a writer was killed, counters that many writers raise hold
every raise, the numbers of arrival have no gap, and the audit log is whole. Exit 1 where anything of that fails.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from vn_dossier_nlp.register import Actor, ConflictError, Incoming, RegisterError, make_register, open_register
from vn_dossier_nlp.register.queries import listed
from vn_dossier_nlp.register.tables import audit, corrections, dossiers

DAY = date(2026, 3, 2)
SHARED = 12  # dossiers whose counters all writers raise
CHANCES = {"raise": 0.6, "receive": 0.3, "check": 0.1}


def writer(place: str, name: str, log: Path, count: int, seed: int) -> None:
    """``count`` actions; each token is noted after the register has told that its action is done."""
    chance = random.Random(seed)
    person = Actor(name)
    with open_register(place) as register, log.open("a", encoding="utf-8") as noted:
        for number in range(count):
            token = f"{name}-{os.getpid()}-{number}"
            act = chance.choices(list(CHANCES), list(CHANCES.values()))[0]
            if act == "raise":
                _raise(register, person, chance.randint(1, SHARED), token)
            else:
                new = register.receive(person, Incoming("Sở Thử nghiệm", token), DAY)
                if act == "check":
                    register.check(person, new.id, DAY, name, new.version)
            noted.write(f"{act} {token}\n")
            noted.flush()


def _raise(register: object, person: Actor, key: int, token: str) -> None:
    """Read a counter, write it back one higher; where somebody was faster, begin again."""
    while True:
        seen = register.dossier(key)  # type: ignore[attr-defined]
        value = str(int(seen.note or "0") + 1)
        try:
            register.correct(person, key, "note", value, token, seen.version)  # type: ignore[attr-defined]
            return
        except ConflictError:
            continue


def run(place: str, writers: int, actions: int, kills: int, folder: Path, seed: int = 7) -> dict[str, object]:
    """Let writers loose on a new register and look at what is there afterwards. Raises AssertionError."""
    with make_register(place, Actor("Người kiểm thử")) as register:
        for number in range(SHARED):
            register.receive(Actor("Người kiểm thử"), Incoming("Sở Thử nghiệm", f"Bộ đếm {number}"), DAY)
    chance, spawn = random.Random(seed), multiprocessing.get_context("spawn")
    share, started, killed = actions // writers, time.monotonic(), 0
    logs = [folder / f"writer-{index}.log" for index in range(writers)]
    alive: dict[int, multiprocessing.process.BaseProcess] = {}

    def start(index: int, count: int, turn: int) -> None:
        process = spawn.Process(target=writer, args=(place, f"Cán bộ {index}", logs[index], count, seed + turn))
        process.start()
        alive[index] = process

    for index in range(writers):
        start(index, share, index)
    wait = 1.0
    while alive:
        time.sleep(wait * chance.uniform(0.5, 1.5))
        for index, process in list(alive.items()):
            if not process.is_alive():
                process.join()
                if process.exitcode not in (0, -signal.SIGKILL):
                    raise AssertionError(f"writer {index} ended with {process.exitcode}")
                del alive[index]
        done = sum(len(_tokens(log)) for log in logs)
        # Spread over the whole run: one more kill for every further part of the work that is done.
        if alive and killed < kills and done > actions * (killed + 0.5) / (kills + 1):
            index = chance.choice(list(alive))
            os.kill(alive[index].pid or 0, signal.SIGKILL)
            alive.pop(index).join()
            killed += 1
            if (left := share - len(_tokens(logs[index]))) > 0:
                start(index, left, 1000 + killed)
    seconds = time.monotonic() - started
    tokens = [line for log in logs for line in _tokens(log)]
    return look(place, tokens, killed) | {"seconds": round(seconds, 1), "killed": killed, "actions": len(tokens)}


def look(place: str, tokens: list[str], killed: int) -> dict[str, object]:
    """What must hold at the end. Raises AssertionError that says what does not."""
    acts = Counter(line.split(" ", 1)[0] for line in tokens)
    noted = {line.split(" ", 1)[1] for line in tokens}
    assert len(noted) == len(tokens), "a token was noted twice"
    with open_register(place) as register, register.reading() as connection:
        raised = Counter(connection.execute(select(corrections.c.reason)).scalars())
        subjects = Counter(connection.execute(select(dossiers.c.subject).where(dossiers.c.id > SHARED)).scalars())
        there = raised + subjects
        assert not (lost := noted - set(there)), f"lost: {sorted(lost)[:5]}"
        assert not (twice := [one for one, times in there.items() if times > 1]), f"twice: {twice[:5]}"
        beyond = set(there) - noted
        assert len(beyond) <= killed, f"{len(beyond)} actions that nobody noted, {killed} writers killed"
        for key in range(1, SHARED + 1):
            count = connection.execute(
                select(func.count()).select_from(corrections).where(corrections.c.dossier_id == key)
            ).scalar_one()
            note = connection.execute(select(dossiers.c.note).where(dossiers.c.id == key)).scalar_one()
            assert int(note or 0) == count, f"counter {key} is {note}, raised {count} times: an update was lost"
        numbers = sorted(number for number in connection.execute(select(dossiers.c.number)).scalars() if number)
        assert numbers == list(range(1, len(numbers) + 1)), "numbers of arrival have a gap or stand twice"
        entries = connection.execute(select(func.count()).select_from(audit)).scalar_one()
        assert listed(connection, asked=_everything(), limit=1)
        faults = register.verify()
    assert not faults, f"{len(faults)} faults, first {faults[0]}"
    return {"acts": dict(acts), "in flight": len(beyond), "entries": entries}


def _everything() -> object:
    from vn_dossier_nlp.register import Asked

    return Asked()


def _tokens(log: Path) -> list[str]:
    """Whole lines: a writer may have been killed in the middle of one."""
    if not log.is_file():
        return []
    text = log.read_text(encoding="utf-8")
    return text[: text.rfind("\n") + 1].splitlines()


def postgres_bin() -> Path | None:
    """Where the programs of the newest PostgreSQL lie."""
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    return places[-1].parent if places else None


@contextmanager
def postgres(durable: bool = True) -> Iterator[str]:
    """A PostgreSQL of our own on a free port of this host, as user postgres where we are root: its URL, no database.

    ``durable`` False writes nothing through: quick, for tests in which no machine loses its power.
    """
    programs = postgres_bin()
    assert programs is not None, "PostgreSQL is not installed"
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    who = {"user": "postgres", "group": "postgres", "extra_groups": []} if root else {}
    folder = Path(tempfile.mkdtemp(prefix="vnpg"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    if root:
        shutil.chown(folder, "postgres", "postgres")

    def call(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(programs / program), *arguments],
            cwd=folder,
            stdout=(folder / "out.log").open("a") if not root else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            **who,  # type: ignore[call-overload]
        )
        assert done.returncode == 0, f"{program}: exit {done.returncode}"

    data = str(folder / "data")
    call("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync")
    options = f"-p {port} -k {folder} -h 127.0.0.1 -c max_connections=60" + ("" if durable else " -F")
    try:
        call("pg_ctl", "-D", data, "-w", "-l", str(folder / "server.log"), "-o", options, "start")
        yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        subprocess.run(
            [str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop"],
            cwd="/",
            capture_output=True,
            **who,  # type: ignore[call-overload]
        )
        shutil.rmtree(folder, ignore_errors=True)


def database(server: str, name: str) -> str:
    """A new database: its URL."""
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server}/{name}"


def main(arguments: list[str]) -> int:
    """Both databases, or the one that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", type=int, default=10)
    parser.add_argument("--actions", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    given = parser.parse_args(arguments)
    failed = False
    for kind in ("sqlite", "postgres"):
        if given.only and kind != given.only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                if kind == "sqlite":
                    place = str(Path(folder) / "register.db")
                    found = run(place, given.writers, given.actions, given.kills, Path(folder))
                else:
                    with postgres() as server:
                        place = database(server, "register")
                        found = run(place, given.writers, given.actions, given.kills, Path(folder))
            except (AssertionError, RegisterError) as error:
                failed = True
                print(f"{kind}: FAILED: {error}", flush=True)
                continue
        print(f"{kind}: {found}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
