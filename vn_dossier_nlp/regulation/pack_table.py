"""From the table of a TOML file to a pack: every fault is named with file, row and key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.regulation.checks import CHECKS
from vn_dossier_nlp.regulation.rows import (
    AUTOMATION,
    GENERIC,
    SEVERITIES,
    SOURCE_STATES,
    Asked,
    Pack,
    Requirement,
    Rule,
    Waiver,
)
from vn_dossier_nlp.schema import Status, Verdict

CONDITIONS = {
    "purpose": (
        "individual_decision",
        "normative_draft",
        "plan_scheme_report",
        "request_direction",
        "budget",
        "personnel",
        "forwarding",
        "other",
    ),
    "sender": ("department", "committee", "private", "unit"),
    "addressee": ("chair", "committee", "council", "other"),
}
"""What a waiver may ask of a submission, with the values."""

NEVER = "never"
"""``when`` of a waiver that only takes away those of the base pack."""

_PACK_KEYS = frozenset(
    {
        *("id", "extends", "name", "province", "issuers", "valid_from", "valid_to"),
        *("verdict", "requirement", "waiver", "enclosure"),
    }
)
_ROW_TEXTS = ("check", "severity", "source", "source_status", "quote", "article", "automation")
_ROW_PAIRS = ("cure", "note", "name")
_ROW_KEYS = frozenset({"id", "codes", "valid_from", *_ROW_TEXTS, *_ROW_PAIRS})
_WAIVER_KEYS = frozenset({"requirement", "when", "reason", "source"})
_ENCLOSURE_KEYS = frozenset({"kind", "purpose", "consulted", "source", "source_status"})
_KINDS = ("draft", "appraisal", "opinion", "annex")
_DAY = re.compile(r"(?:[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)?")
_CODE = re.compile(r"R[0-9]{2}")


def pack_of(file: str, table: dict[str, Any], base: Pack | None) -> Pack:
    """The pack that a table describes over its base. Raises DataError naming file, row and key."""
    _known(file, "the pack", table, _PACK_KEYS)
    _text(file, table, "id", "the pack")
    names = table.get("name")
    if not isinstance(names, dict) or not {"vi", "en"} <= set(names):
        raise DataError(f"{file}: key 'name' needs vi and en")
    rows = {row.id: row for row in base.requirements} if base else {}
    for row in _rows(file, table, "requirement"):
        identity = _text(file, row, "id", "requirement")
        rows[identity] = _requirement(file, row, rows.get(identity))
    rules = tuple(_rule(file, number, row) for number, row in enumerate(_rows(file, table, "verdict"), 1))
    if not rules and base is None:
        raise DataError(f"{file}: a pack without 'extends' needs [[verdict]] rows, else everything would pass")
    return Pack(
        id=table["id"],
        file=file,
        name_vi=str(names["vi"]),
        name_en=str(names["en"]),
        province=_text(file, table, "province", "the pack") if "province" in table else None,
        issuers=_words(file, "the pack", "issuers", table.get("issuers", [])),
        valid_from=_day(file, "the pack", table, "valid_from"),
        valid_to=_day(file, "the pack", table, "valid_to"),
        requirements=tuple(rows.values()),
        rules=rules or (base.rules if base else ()),
        waivers=_waivers(file, table, rows, base.waivers if base else ()),
        enclosures=_enclosures(file, table, base.enclosures if base else ()),
    )


# Requirements -------------------------------------------------------------------------------------------------------


def _requirement(file: str, row: dict[str, Any], base: Requirement | None) -> Requirement:
    where = f"requirement {row['id']}"
    _known(file, where, row, _ROW_KEYS)
    own: dict[str, Any] = {key: _text(file, row, key, where) for key in _ROW_TEXTS if key in row}
    for key in _ROW_PAIRS:
        own |= _pair(file, where, row, key)
    if start := _day(file, where, row, "valid_from"):
        own |= {"valid_from": start, "before": base}
    if base is not None:
        merged = replace(base, **_without_check(own))
    else:
        needed = ("severity", "source", "source_status", "quote")
        own |= {key: _text(file, row, key, where) for key in needed}
        own = {"check": "", "cure_vi": "", "cure_en": ""} | own
        merged = Requirement(id=row["id"], codes=_words(file, where, "codes", row.get("codes", [])), **own)
    _validate(file, where, merged)
    return merged


def _without_check(own: dict[str, Any]) -> dict[str, Any]:
    """A row that is handed to a person loses the check of its base."""
    handed = own.get("automation") in ("person", "reading")
    return {"check": ""} | own if handed else own


def _validate(file: str, where: str, row: Requirement) -> None:
    if not is_requirement(row.id):
        raise DataError(f"{file}: {where}: id must be one of {', '.join(CHECKS)}, or a code such as R26")
    if not row.codes or not all(_CODE.fullmatch(code) for code in row.codes):
        raise DataError(f"{file}: {where}: 'codes' must name at least one code, e.g. R09")
    _validate_automation(file, where, row)
    for key, known in (("severity", SEVERITIES), ("source_status", SOURCE_STATES)):
        if getattr(row, key) not in known:
            raise DataError(f"{file}: {where}: {key} {getattr(row, key)!r} is not one of {', '.join(known)}")
    if row.source_status != "verified" and row.severity not in ("supplement", "flag"):
        raise DataError(f"{file}: {where}: a row whose source is not verified can reach supplement at most")
    if not (row.cure_vi and row.cure_en):
        raise DataError(f"{file}: {where}: 'cure' needs vi and en")
    if _CODE.fullmatch(row.id) and not (row.name_vi and row.name_en):
        raise DataError(f"{file}: {where}: 'name' needs vi and en, for a row under its code")


def _validate_automation(file: str, where: str, row: Requirement) -> None:
    if row.automation not in AUTOMATION:
        raise DataError(f"{file}: {where}: automation {row.automation!r} is not one of {', '.join(AUTOMATION)}")
    looked_at = row.automation in ("full", "part")
    if looked_at and row.check not in CHECKS:
        fault = f"check {row.check!r} is unknown" if row.check else "'check' is missing (or automation = \"person\")"
        raise DataError(f"{file}: {where}: {fault}; known are {', '.join(CHECKS)}")
    if not looked_at and row.check:
        raise DataError(f"{file}: {where}: automation {row.automation!r} has no check, but 'check' is {row.check!r}")
    if row.automation != "full" and not (row.note_vi and row.note_en):
        raise DataError(f"{file}: {where}: 'note' needs vi and en: what is left to the person, and why")


def is_requirement(name: str) -> bool:
    """Whether a word may be the id of a requirement: the name of a check, or a code."""
    return name in CHECKS or bool(_CODE.fullmatch(name))


# Waivers ------------------------------------------------------------------------------------------------------------


def _waivers(
    file: str, table: dict[str, Any], rows: dict[str, Requirement], base: Sequence[Waiver]
) -> tuple[Waiver, ...]:
    """A pack's own waivers of a requirement stand for those of its base."""
    listed = _rows(file, table, "waiver")
    own = [_waiver(file, number, row, rows) for number, row in enumerate(listed, 1)]
    spoken = {str(row.get("requirement")) for row in listed}
    kept = [waiver for waiver in base if waiver.requirement not in spoken and rows[waiver.requirement].check]
    return (*kept, *(waiver for waiver in own if waiver is not None))


def _waiver(file: str, number: int, row: dict[str, Any], rows: dict[str, Requirement]) -> Waiver | None:
    where = f"waiver row {number}"
    _known(file, where, row, _WAIVER_KEYS)
    requirement = _text(file, row, "requirement", where)
    if requirement not in rows:
        raise DataError(f"{file}: {where}: requirement {requirement!r} is not in this pack")
    if not rows[requirement].check:
        raise DataError(f"{file}: {where}: requirement {requirement!r} has no check that could be waived")
    when = row.get("when")
    if when == NEVER:
        return None
    if not isinstance(when, dict) or not when:
        known = ", ".join(CONDITIONS)
        raise DataError(f"{file}: {where}: 'when' needs a condition ({known}), or is \"{NEVER}\"")
    _known(file, f"{where}: when", when, frozenset(CONDITIONS))
    reason = _pair(file, where, row, "reason")
    if not (reason.get("reason_vi") and reason.get("reason_en")):
        raise DataError(f"{file}: {where}: 'reason' needs vi and en")
    return Waiver(
        requirement,
        purpose=_values(file, where, "purpose", when),
        sender=_values(file, where, "sender", when),
        addressee=_values(file, where, "addressee", when),
        reason_vi=reason["reason_vi"],
        reason_en=reason["reason_en"],
        source=_text(file, row, "source", where),
    )


def _values(file: str, where: str, key: str, when: dict[str, Any]) -> tuple[str, ...]:
    if key not in when:
        return ()
    values = _words(file, where, key, when[key])
    strange = [value for value in values if value not in CONDITIONS[key]]
    if strange or not values:
        known = ", ".join(CONDITIONS[key])
        raise DataError(f"{file}: {where}: {key} {', '.join(strange)!r} is unknown; known are {known}")
    return values


# Enclosures ---------------------------------------------------------------------------------------------------------


def _enclosures(file: str, table: dict[str, Any], base: Sequence[Asked]) -> tuple[Asked, ...]:
    """The papers that a dossier must hold: a pack's own rows of a kind stand for those of its base."""
    own = tuple(_asked(file, number, row) for number, row in enumerate(_rows(file, table, "enclosure"), 1))
    return (*(row for row in base if row.kind not in {asked.kind for asked in own}), *own)


def _asked(file: str, number: int, row: dict[str, Any]) -> Asked:
    where = f"enclosure row {number}"
    _known(file, where, row, _ENCLOSURE_KEYS)
    kind, status = (_text(file, row, key, where) for key in ("kind", "source_status"))
    for key, value, known in (("kind", kind, _KINDS), ("source_status", status, SOURCE_STATES)):
        if value not in known:
            raise DataError(f"{file}: {where}: {key} {value!r} is not one of {', '.join(known)}")
    consulted = row.get("consulted", False)
    if not isinstance(consulted, bool):
        raise DataError(f"{file}: {where}: 'consulted' must be true or false, not {consulted!r}")
    return Asked(kind, _values(file, where, "purpose", row), consulted, _text(file, row, "source", where), status)


# The verdict table --------------------------------------------------------------------------------------------------


def _rule(file: str, number: int, row: dict[str, Any]) -> Rule:
    where = f"verdict row {number}"
    given = row.get("when", {})
    if not isinstance(given, dict):
        raise DataError(f"{file}: {where}: 'when' must be a table, not {given!r}")
    when = dict(given)
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
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{file}: {where}: {error}") from error
    named = [name for name in (rule.requirement, *rule.excluding) if name is not None and not is_requirement(name)]
    unknown = [*when, *named, *(word for word in rule.generic if word not in GENERIC)]
    if unknown or (rule.severity is not None and rule.severity not in SEVERITIES):
        raise DataError(f"{file}: {where}: {', '.join(unknown) or rule.severity!r} is unknown")
    return rule


# Values -------------------------------------------------------------------------------------------------------------


def _rows(file: str, table: dict[str, Any], key: str) -> list[dict[str, Any]]:
    rows = table.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DataError(f"{file}: key {key!r}: rows begin with [[{key}]]")
    return rows


def _known(file: str, where: str, row: dict[str, Any], keys: frozenset[str]) -> None:
    """A misspelt key would be passed over in silence and change the law of the pack."""
    if strange := sorted(set(row) - keys):
        raise DataError(f"{file}: {where}: unknown key {strange[0]!r}; known are {', '.join(sorted(keys))}")


def _text(file: str, row: dict[str, Any], key: str, where: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise DataError(f"{file}: {where}: {key!r} must be a text, not {value!r}")
    return value


def _words(file: str, where: str, key: str, given: Any) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(value, str) and value.strip() for value in given):
        raise DataError(f"{file}: {where}: {key!r} must be a list of texts, not {given!r}")
    return tuple(given)


def _day(file: str, where: str, row: dict[str, Any], key: str) -> str:
    value = str(row.get(key, ""))
    if not _DAY.fullmatch(value):
        raise DataError(f"{file}: {where}: {key!r} must be a date such as 2026-05-29, or a year, not {value!r}")
    return value


def _pair(file: str, where: str, row: dict[str, Any], key: str) -> dict[str, str]:
    """``cure.vi`` and ``cure.en`` as ``cure_vi`` and ``cure_en``."""
    pair = row.get(key, {})
    if not isinstance(pair, dict) or not all(isinstance(text, str) for text in pair.values()):
        raise DataError(f"{file}: {where}: {key!r} needs vi and en")
    _known(file, f"{where}: {key}", pair, frozenset({"vi", "en"}))
    return {f"{key}_{lang}": text for lang, text in pair.items()}
