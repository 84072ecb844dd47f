"""Requirement packs: the rules of one place and time as data, with the table that turns findings into a verdict."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.regulation.checks import CHECKS
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.schema import Status, Verdict

GENERAL = "general"
SEVERITIES = ("return", "supplement", "transfer", "flag", "block")
SOURCE_STATES = ("verified", "secondary", "practice", "memory")
GENERIC = ("yes", "unsure", "no")
_PACK_KEYS = frozenset({"id", "extends", "name", "province", "valid_from", "valid_to", "verdict", "requirement"})
_ROW_KEYS = frozenset({"id", "codes", "check", "severity", "source", "source_status", "quote", "article", "cure"})


@dataclass(frozen=True, slots=True)
class Requirement:
    """A row of a pack. ``article`` is blank where the place's own regulation could not be read."""

    id: str
    codes: tuple[str, ...]
    check: str
    severity: str
    source: str
    source_status: str
    quote: str
    cure_vi: str
    cure_en: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the verdict table: every condition that is given must hold for one finding."""

    then: Verdict
    status: str | None = None
    severity: str | None = None
    requirement: str | None = None
    excluding: tuple[str, ...] = ()  # requirements that this row does not speak of
    confidence: float = 0.0
    generic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """The requirements of one place and time, in the order in which they are shown."""

    id: str
    name_vi: str
    name_en: str
    province: str | None
    valid_from: str  # ISO date or year; "" where open
    valid_to: str
    requirements: tuple[Requirement, ...]
    rules: tuple[Rule, ...]


def pack_ids() -> list[str]:
    """The ids of the shipped packs."""
    return sorted(path.stem for path in room_file("regulation", "packs").glob("*.toml"))


@lru_cache(maxsize=8)
def load_pack(name: str) -> Pack:
    """A shipped pack by id, or a pack file by its path.

    Raises UsageError for an unknown id and DataError naming file, row and key for a pack that is not valid.
    """
    path = Path(name) if name.endswith(".toml") else room_file("regulation", "packs") / f"{name}.toml"
    if not path.is_file():
        raise UsageError(f"{name}: no such pack; known are {', '.join(pack_ids())}, or give a .toml file")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: not a readable TOML file ({error})") from error
    if table.get("extends") in (name, table.get("id")):
        raise DataError(f"{path}: key 'extends': a pack cannot extend itself")
    base = load_pack(table["extends"]) if table.get("extends") else None
    return _pack(str(path), table, base)


def choose_pack(province: str | None, date: str | None) -> Pack:
    """The pack for a submission by its province and date; the general one where none fits."""
    for name in pack_ids():
        pack = load_pack(name)
        if pack.province and pack.province == province and date and _within(pack, date):
            return pack
    return load_pack(GENERAL)


def _within(pack: Pack, date: str) -> bool:
    after = not pack.valid_from or date[: len(pack.valid_from)] >= pack.valid_from
    return after and (not pack.valid_to or date <= pack.valid_to[: len(date)])


def _pack(file: str, table: dict[str, Any], base: Pack | None) -> Pack:
    _known(file, "the pack", table, _PACK_KEYS)
    _text(file, table, "id", "the pack")
    names = table.get("name")
    if not isinstance(names, dict) or not {"vi", "en"} <= set(names):
        raise DataError(f"{file}: key 'name' needs vi and en")
    known = {row.id: row for row in base.requirements} if base else {}
    for row in table.get("requirement", []):
        identity = _text(file, row, "id", "requirement")
        known[identity] = _requirement(file, row, known.get(identity))
    rules = tuple(_rule(file, number, row) for number, row in enumerate(table.get("verdict", []), 1))
    if not rules and base is None:
        raise DataError(f"{file}: a pack without 'extends' needs [[verdict]] rows, else everything would pass")
    return Pack(
        id=table["id"],
        name_vi=names["vi"],
        name_en=names["en"],
        province=table.get("province"),
        valid_from=str(table.get("valid_from", "")),
        valid_to=str(table.get("valid_to", "")),
        requirements=tuple(known.values()),
        rules=rules or (base.rules if base else ()),
    )


def _requirement(file: str, row: dict[str, Any], base: Requirement | None) -> Requirement:
    where = f"requirement {row['id']}"
    _known(file, where, row, _ROW_KEYS)
    if base is not None:
        own = ("severity", "source", "source_status", "quote", "article", "check")
        changed: dict[str, Any] = {key: value for key, value in row.items() if key in own}
        merged = replace(base, **changed, **_cures(row))
    else:
        merged = Requirement(
            id=row["id"],
            codes=tuple(row.get("codes", ())),
            **{key: _text(file, row, key, where) for key in ("check", "severity", "source", "source_status", "quote")},
            **{"cure_vi": "", "cure_en": "", **_cures(row)},
            article=row.get("article", ""),
        )
    _validate(file, where, merged)
    return merged


def _known(file: str, where: str, row: dict[str, Any], keys: frozenset[str]) -> None:
    """A misspelt key would be passed over in silence and change the law of the pack."""
    if strange := sorted(set(row) - keys):
        raise DataError(f"{file}: {where}: unknown key {strange[0]!r}; known are {', '.join(sorted(keys))}")


def _cures(row: dict[str, Any]) -> dict[str, Any]:
    return {f"cure_{lang}": text for lang, text in row.get("cure", {}).items() if lang in ("vi", "en")}


def _text(file: str, row: dict[str, Any], key: str, where: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise DataError(f"{file}: {where}: {key!r} must be a text, not {value!r}")
    return value


def _validate(file: str, where: str, row: Requirement) -> None:
    if not _is_requirement(row.id):
        raise DataError(f"{file}: {where}: id must be one of {', '.join(CHECKS)}, or a code such as R26")
    if not row.codes:
        raise DataError(f"{file}: {where}: 'codes' must name at least one code, e.g. R09")
    if row.check not in CHECKS:
        raise DataError(f"{file}: {where}: check {row.check!r} is unknown; known are {', '.join(CHECKS)}")
    if row.severity not in SEVERITIES:
        raise DataError(f"{file}: {where}: severity {row.severity!r} is not one of {', '.join(SEVERITIES)}")
    if row.source_status not in SOURCE_STATES:
        raise DataError(
            f"{file}: {where}: source_status {row.source_status!r} is not one of {', '.join(SOURCE_STATES)}"
        )
    if row.source_status != "verified" and row.severity == "return":
        raise DataError(f"{file}: {where}: a row whose source is not verified can reach supplement at most")
    if not (row.cure_vi and row.cure_en):
        raise DataError(f"{file}: {where}: 'cure' needs vi and en")


def _is_requirement(name: str) -> bool:
    return name in CHECKS or bool(re.fullmatch(r"R\d\d", name))


def _rule(file: str, number: int, row: dict[str, Any]) -> Rule:
    when = dict(row.get("when", {}))
    where = f"verdict row {number}"
    try:
        rule = Rule(
            then=Verdict(row["then"]),
            status=Status(when.pop("status")).value if "status" in when else None,
            severity=when.pop("severity", None),
            requirement=when.pop("requirement", None),
            excluding=tuple(when.pop("excluding", ())),
            confidence=float(when.pop("confidence", 0.0)),
            generic=tuple(when.pop("generic", ())),
        )
    except (KeyError, ValueError) as error:
        raise DataError(f"{file}: {where}: {error}") from error
    named = [name for name in (rule.requirement, *rule.excluding) if name is not None and not _is_requirement(name)]
    unknown = [*when, *named, *(word for word in rule.generic if word not in GENERIC)]
    if unknown or (rule.severity is not None and rule.severity not in SEVERITIES):
        raise DataError(f"{file}: {where}: {', '.join(unknown) or rule.severity!r} is unknown")
    return rule
