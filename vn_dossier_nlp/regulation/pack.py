"""Requirement packs: the rules of one place and time as data; where they lie, and which one a submission is held to."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.regulation.pack_table import pack_of
from vn_dossier_nlp.regulation.rows import Pack, Requirement, Rule, Waiver
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.settings import Settings, home

GENERAL = "general"
DEFAULTS = Settings()

__all__ = [
    "GENERAL",
    "Pack",
    "Requirement",
    "Rule",
    "Waiver",
    "choose_pack",
    "load_pack",
    "own_folder",
    "own_packs",
    "pack_ids",
    "shipped_packs",
]


def pack_ids() -> list[str]:
    """The ids of the shipped packs."""
    return [path.stem for path in _shipped_files()]


def own_folder(settings: Settings = DEFAULTS) -> Path:
    """Where an office lays packs of its own: as the settings say, else ``packs`` in the user's folder."""
    return Path(settings.packs) if settings.packs else home() / "packs"


def shipped_packs() -> list[Pack]:
    """The packs of the program, by id."""
    return list(_shipped())


def own_packs(settings: Settings = DEFAULTS) -> list[Pack]:
    """The packs of the office's own folder, by id.

    Raises DataError for one that is not valid, or that has not the name of its file or has that of a shipped pack.
    """
    return [own_pack(path) for path in own_files(settings)]


def own_files(settings: Settings = DEFAULTS) -> list[Path]:
    """The files of the office's own folder, by name."""
    return sorted(own_folder(settings).glob("*.toml"))


def own_pack(path: Path) -> Pack:
    """One pack of the office's own folder; see :func:`own_packs`."""
    if path.stem in pack_ids():
        raise DataError(f"{path}: key 'id': {path.stem!r} is a shipped pack; choose another name, and extend that one")
    pack = _load(path, ())
    if pack.id != path.stem:
        raise DataError(f"{path}: key 'id': in this folder it must be the name of the file, {path.stem!r}")
    return pack


def load_pack(name: str, settings: Settings = DEFAULTS) -> Pack:
    """A pack by its id, shipped or of the office's own folder, or a pack file by its path.

    Raises UsageError for an unknown id and DataError naming file, row and key for a pack that is not valid.
    """
    return _load(_file_of(name, Path(), own_folder(settings)), ())


def choose_pack(
    province: str | None, date: str | None, bodies: Sequence[str | None] = (), settings: Settings = DEFAULTS
) -> Pack:
    """The pack for a submission by its province, its date and the bodies that its head names.

    The office's own packs come before the shipped ones. Of several that fit the most specific counts: issuers before
    province before neither; then the one that is valid from a later day. Raises DataError where two remain.
    """
    named = _bare(" | ".join(body for body in bodies if body))
    for packs in (own_packs(settings), shipped_packs()):
        if fitting := [pack for pack in packs if _fits(pack, province, date, named)]:
            return _most_specific(fitting)
    return load_pack(GENERAL)


def _fits(pack: Pack, province: str | None, date: str | None, named: str) -> bool:
    if pack.province is not None and pack.province != province:
        return False
    if pack.issuers and not any(f" {_bare(words).strip()} " in named for words in pack.issuers):
        return False
    if not (pack.valid_from or pack.valid_to):
        return True
    return date is not None and _within(pack, date)


def _within(pack: Pack, date: str) -> bool:
    after = not pack.valid_from or date[: len(pack.valid_from)] >= pack.valid_from
    return after and (not pack.valid_to or date <= pack.valid_to[: len(date)])


def _most_specific(packs: Sequence[Pack]) -> Pack:
    def rank(pack: Pack) -> tuple[bool, bool, str]:
        return bool(pack.issuers), pack.province is not None, (pack.valid_from + "-01-01")[:10]

    best = max(rank(pack) for pack in packs)
    first, *others = [pack for pack in packs if rank(pack) == best]
    if others:
        raise DataError(
            f"{first.file}, {others[0].file}: both packs fit one submission; give one of them another valid_from, "
            "province or issuers, or name the pack with --pack"
        )
    return first


@lru_cache(maxsize=256)
def _bare(words: str) -> str:
    """Words without marks, long forms for short ones, between blanks."""
    bare = " ".join("".join(char if char.isalnum() else " " for char in skeleton(words)).split())
    return f" {bare} ".replace(" ubnd ", " uy ban nhan dan ").replace(" tp ", " thanh pho ")


# Files --------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _shipped() -> tuple[Pack, ...]:
    return tuple(_load(path, ()) for path in _shipped_files())


@lru_cache(maxsize=1)
def _shipped_files() -> tuple[Path, ...]:
    return tuple(sorted(_shipped_folder().glob("*.toml")))


def _shipped_folder() -> Path:
    return room_file("regulation", "packs")


def _file_of(name: str, beside: Path, own: Path) -> Path:
    """The file of a pack: a path counts from ``beside``, an id is one of the shipped packs or of the folder ``own``."""
    folders = (_shipped_folder(), own)
    tried = [beside / name] if name.endswith(".toml") else [folder / f"{name}.toml" for folder in folders]
    if found := next((path for path in tried if path.is_file()), None):
        return found
    known = [*pack_ids(), *sorted(path.stem for path in own.glob("*.toml"))]
    raise UsageError(f"{name}: no such pack; known are {', '.join(known)}, or give a .toml file")


def _load(path: Path, chain: tuple[Path, ...]) -> Pack:
    stamp = path.stat()
    return _loaded(path, (stamp.st_mtime_ns, stamp.st_size), chain)


@lru_cache(maxsize=64)
def _loaded(path: Path, stamp: tuple[int, int], chain: tuple[Path, ...]) -> Pack:
    """Read once for as long as the file stays as it is. ``chain``: the packs that extend this one."""
    table = _table(path)
    extends = table.get("extends")
    if extends is not None and not isinstance(extends, str):
        raise DataError(f"{path}: key 'extends' must be a text, not {extends!r}")
    if not extends:
        return pack_of(str(path), table, None)
    chain = (*chain, path.resolve())
    if extends == table.get("id"):
        raise DataError(f"{path}: key 'extends': a pack cannot extend itself")
    try:
        base = _file_of(extends, path.parent, path.parent)
    except UsageError as error:
        raise DataError(f"{path}: key 'extends': {error}") from error
    if base.resolve() in chain:
        raise DataError(f"{path}: key 'extends': a pack cannot extend itself, nor one that extends it ({extends})")
    return pack_of(str(path), table, _load(base, chain))


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: not a readable TOML file ({error})") from error
