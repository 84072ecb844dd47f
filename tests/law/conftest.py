"""The shipped registry, and small made ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vn_dossier_nlp.law.instruments import Conflict, Dated, Instrument, Registry, Relation, Source, _registry, load

SOURCES = {
    "a": Source("a", "page", None, "high", "one source"),
    "b": Source("b", "page", None, "low", "another"),
    "list": Source("list", "codification", "2024-12-31", "high", "a list of what is in force"),
}


@pytest.fixture(scope="session")
def shipped() -> Registry:
    """The registry as it ships, whatever list the user of this machine keeps."""
    return load(None)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The path of an office's list in an empty folder of the user."""
    monkeypatch.setenv("VN_DOSSIER_HOME", str(tmp_path))
    _registry.cache_clear()
    yield tmp_path / "instruments.csv"
    _registry.cache_clear()


@pytest.fixture(scope="session")
def made() -> Callable[..., tuple[Instrument, Registry]]:
    """A function that makes one instrument and a registry that holds it."""

    def make(
        effective: str = "2010-01-01",
        expired: str = "",
        *,
        issued: str = "",
        replaced_by: str = "",
        listed: bool = False,
        relations: tuple[Relation, ...] = (),
        conflicts: tuple[Conflict, ...] = (),
    ) -> tuple[Instrument, Registry]:
        def dated(value: str) -> Dated | None:
            return Dated(value, "a", "high") if value else None

        one = Instrument(
            number="1/2009/NĐ-CP",
            type="nghị định",
            title="",
            issuer="Chính phủ",
            issued=dated(issued),
            effective=dated(effective),
            expired=dated(expired),
            replaced_by=dated(replaced_by),
            listed=(("list", "2024-12-31"),) if listed else (),
            conflicts=tuple({conflict.field for conflict in conflicts}),
        )
        return one, Registry(
            [one],
            lambda: ((one.key, relation) for relation in relations),
            lambda: ((one.key, conflict) for conflict in conflicts),
            SOURCES,
        )

    return make
