"""Registers for tests: an SQLite file each, or a database of a PostgreSQL that is started once."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from programs import needs
from register_samples import HEAD, script

from vn_dossier_nlp.register import Register, database, make_register

_count = itertools.count()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No machine loses its power in a test: nothing is written through to the disk."""
    pragmas = tuple(one.replace("synchronous = FULL", "synchronous = OFF") for one in database._PRAGMAS)
    assert pragmas != database._PRAGMAS
    monkeypatch.setattr(database, "_PRAGMAS", pragmas)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL of our own, without a database."""
    check = script("check_register")
    needs("postgres", check.postgres_bin() is not None)
    with check.postgres(durable=False) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a register may be made: a file, then a database."""
    if request.param == "sqlite":
        return str(tmp_path / "register.db")
    server = request.getfixturevalue("postgres")
    return str(script("check_register").database(server, f"register{next(_count)}"))


@pytest.fixture
def register(place: str) -> Iterator[Register]:
    """An empty register on either database."""
    with make_register(place, HEAD) as made:
        yield made


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Register]:
    """An empty register in a file, for what does not depend on the database."""
    with make_register(str(tmp_path / "register.db"), HEAD) as made:
        yield made
