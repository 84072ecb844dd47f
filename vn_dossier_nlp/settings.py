"""Limits and other settings: one documented TOML, with defaults that suit an office machine."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from vn_dossier_nlp.errors import DataError


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set in ``settings.toml``; the comments of ``docs/settings.md`` repeat these lines."""

    max_bytes: int = 100_000_000  # a larger file is not opened: outcome too_large
    max_pages: int = 500  # pages of a PDF that are read; the rest gives partly_read
    max_decompressed: int = 400_000_000  # bytes that a DOCX, an archive or a mail may unpack to
    max_files: int = 200  # files in an archive or a mail; the rest is not read
    max_depth: int = 3  # archives within archives; deeper ones are not opened
    max_memory: int = 4_000_000_000  # bytes for the process that reads: outcome too_large (not on Windows)
    max_pixels: int = 80_000_000  # pixels of an image given to OCR
    max_characters: int = 2_000_000  # characters of one file that are kept: beyond them partly_read
    seconds: float = 120.0  # for one file, OCR included: outcome timed_out
    dossier_seconds: float = 1800.0  # for a whole dossier with all its files: outcome timed_out
    worker_memory: int = 4_000_000_000  # bytes that the process that checks may grow by: outcome too_large (Linux)
    ocr_dpi: int = 200  # resolution at which a page is rendered for OCR
    ocr_workers: int = 2  # pages read by OCR at the same time, never more than the machine has processors
    ocr_cache_bytes: int = 200_000_000  # size of the cache of OCR results in the user's folder
    ocr_confidence: float = 0.60  # a return never rests on a word read by OCR below this
    packs: str = ""  # folder of the office's own requirement packs; else "packs" in the user's folder
    office: str = ""  # the Office that writes the papers, "tỉnh Lâm Đồng"; else as the submission names it
    register: str = ""  # the register: a file or a URL of PostgreSQL; else "register.db" in the user's folder
    roles: tuple[tuple[str, str], ...] = ()  # [roles]: who may do what in the register; empty: everyone everything


_TYPES: dict[str, type[int] | type[float] | type[str]] = {"int": int, "float": float, "str": str}
ROLES = ("clerk", "officer", "head", "reader")


def home() -> Path:
    """The user's own folder: ``$VN_DOSSIER_HOME``, else the platform's data folder."""
    chosen = os.environ.get("VN_DOSSIER_HOME")
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("vn-dossier", appauthor=False)


def load_settings(path: Path | None = None) -> Settings:
    """Settings from ``path``, else from ``settings.toml`` in :func:`home`, else the defaults.

    Raises DataError for an unreadable file, an unknown key or a value of the wrong type, naming it.
    """
    file = path or home() / "settings.toml"
    if path is None and not file.is_file():
        return Settings()
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{file}: not a readable TOML file ({error})") from error
    roles = _roles(file, table.pop("roles", {}))
    known = {field.name: _TYPES[str(field.type)] for field in fields(Settings) if str(field.type) in _TYPES}
    for key, value in table.items():
        if key not in known:
            raise DataError(f"{file}: unknown setting {key!r}; known are {', '.join(known)}")
        if known[key] is str:
            if not isinstance(value, str):
                raise DataError(f"{file}: {key} must be a text, not {value!r}")
        elif not isinstance(value, (int, float)) or isinstance(value, bool) or value <= 0:
            raise DataError(f"{file}: {key} must be a number above 0, not {value!r}")
    chosen: dict[str, Any] = {key: known[key](value) for key, value in table.items()}
    return replace(Settings(), roles=roles, **chosen)


def _roles(file: Path, table: object) -> tuple[tuple[str, str], ...]:
    """The table ``[roles]``: a name with its role."""
    if not isinstance(table, dict):
        raise DataError(f'{file}: roles must be a table [roles] with lines like "Nguyễn Văn A" = "clerk"')
    for name, role in table.items():
        if role not in ROLES:
            raise DataError(f"{file}: [roles] {name!r} must be one of {', '.join(ROLES)}, not {role!r}")
    return tuple(table.items())
