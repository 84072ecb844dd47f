"""Labelled submissions: a folder with ``texts/ID.txt``, ``labels/ID.json`` and lines about them in
``index*.jsonl``.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vn_dossier_nlp.errors import DataError

LABELS = ("yes", "borderline", "no")


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled submission. ``matter`` is shared by twins, which never stand on both sides of a split."""

    id: str
    matter: str
    twin_of: str | None
    field: str
    sender: str
    date: str
    text: str
    label: str  # yes | borderline | no: would a strict officer return it as generic


def load_corpus(folder: Path) -> list[Example]:
    """The examples of a folder in the order of their ids.

    Raises DataError that names the file, the row and the reason.
    """
    rows = _index(folder)
    examples = [_example(folder, row, place) for row, place in rows]
    seen: dict[str, str] = {}
    for example, (_, place) in zip(examples, rows, strict=True):
        if example.id in seen:
            raise DataError(f"{place}: id {example.id!r} stands already in {seen[example.id]}; remove one of the two")
        seen[example.id] = place
    for example, (_, place) in zip(examples, rows, strict=True):
        if example.twin_of is not None and example.twin_of not in seen:
            raise DataError(f"{place}: twin_of {example.twin_of!r} is no id of this corpus")
    return sorted(examples, key=lambda example: example.id)


def fingerprint(examples: list[Example]) -> str:
    """A hash of what a model is trained on; the order of the files plays no part."""
    digest = hashlib.sha256()
    for example in sorted(examples, key=lambda example: example.id):
        for part in (example.id, example.matter, example.field, example.label, example.text):
            digest.update(part.encode("utf-8") + b"\0")
    return digest.hexdigest()


def _index(folder: Path) -> list[tuple[dict[str, Any], str]]:
    """The rows of ``index.jsonl``, else of all ``index-*.jsonl``, each with its place for messages."""
    whole = folder / "index.jsonl"
    files = [whole] if whole.is_file() else sorted(folder.glob("index-*.jsonl"))
    if not files:
        raise DataError(f"{folder}: no index.jsonl; a corpus needs texts/, labels/ and index.jsonl")
    rows = []
    for file in files:
        for number, line in enumerate(_read(file).splitlines(), 1):
            if line.strip():
                place = f"{file} line {number}"
                rows.append((_object(line, place), place))
    if not rows:
        raise DataError(f"{folder}: the index is empty; nothing to train on")
    return rows


def _example(folder: Path, row: dict[str, Any], place: str) -> Example:
    identity = _string(row, "id", place)
    if not identity or Path(identity).name != identity:
        raise DataError(f"{place}: id {identity!r} is no plain file name")
    file = folder / "labels" / f"{identity}.json"
    label = _label(_object(_read(file), str(file)), str(file))
    text = _read(folder / "texts" / f"{identity}.txt")
    if not text.strip():
        raise DataError(f"{folder / 'texts' / f'{identity}.txt'}: the text is empty")
    twin = row.get("twin_of")
    if twin is not None and not isinstance(twin, str):
        raise DataError(f"{place}: twin_of must be null or an id, not {twin!r}")
    matter, field, sender, date = (_string(row, key, place) for key in ("matter", "field", "sender", "date"))
    return Example(identity, matter, twin, field, sender, date, text, label)


def _label(data: dict[str, Any], place: str) -> str:
    value = data.get("return_for_vagueness")
    if value not in LABELS:
        raise DataError(f"{place}: return_for_vagueness must be yes, borderline or no, not {value!r}")
    return str(value)


def _string(row: dict[str, Any], key: str, place: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise DataError(f"{place}: {key} must be a text, not {value!r}")
    return value


def _object(text: str, place: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise DataError(f"{place}: not valid JSON ({error.msg}, column {error.colno})") from error
    if not isinstance(data, dict):
        raise DataError(f"{place}: a JSON object is expected, not {type(data).__name__}")
    return data


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise DataError(f"{file}: is missing; every id of the index needs a text and a label") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{file}: cannot be read as UTF-8 ({error})") from error
