"""A folder of labelled submissions as it is, faults included: ``index.jsonl``, ``texts``, ``labels``, ``readings``.

=====================  ==========================================================================================
``index.jsonl``        one row a text: what it is (``corpus/data/entry.schema.json``)
``texts/ID.txt``       the text as a file would be read, UTF-8
``labels/ID.json``     the label that counts (``corpus/data/label.schema.json``)
``readings/R/ID.json`` what reader R found, before anything was compared
``adjudication.jsonl`` one row for each point on which the readers differ: what counts, and why
``splits.csv``         the fold of each text by matter, by field and by sender
=====================  ==========================================================================================

Training needs the first three alone (:mod:`vn_dossier_nlp.vagueness.corpus`); what checks and describes a corpus is in
the room ``corpus``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vn_dossier_nlp.errors import DataError

Label = dict[str, Any]
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or a row that could not be read, and why."""

    place: str
    why: str


@dataclass(slots=True)
class Corpus:
    """What lies in a corpus' folder. What cannot be read is in ``unread`` and left out elsewhere."""

    folder: Path
    entries: dict[str, Entry] = field(default_factory=dict)  # by id, in the order of the index
    rows: dict[str, int] = field(default_factory=dict)  # the line of each entry in the index
    repeated: list[tuple[int, str]] = field(default_factory=list)  # (line, id) of rows whose id stands there already
    texts: dict[str, str] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    readings: dict[str, dict[str, Label]] = field(default_factory=dict)  # by reader, by id
    adjudication: list[dict[str, Any]] = field(default_factory=list)
    adjudication_lines: list[int] = field(default_factory=list)  # where they stand
    splits: dict[str, dict[str, str]] | None = None  # by id: the fold of each scheme; None without a file
    unread: list[Unread] = field(default_factory=list)

    def complete(self) -> list[str]:
        """The ids that have a row, a text and a label, in the order of the index."""
        return [one for one in self.entries if one in self.texts and one in self.labels]

    def matter(self, identity: str) -> str:
        """What twins share; a text alone is its own matter."""
        return str(self.entries.get(identity, {}).get("matter", identity))


def load(folder: Path) -> Corpus:
    """Everything that can be read. Raises DataError where there is no ``index.jsonl`` at all."""
    if not (folder / "index.jsonl").is_file():
        raise DataError(f"{folder}: no index.jsonl; a corpus needs index.jsonl, texts/ and labels/")
    corpus = Corpus(folder)
    for number, row in _rows(folder / "index.jsonl", corpus.unread):
        identity = str(row.get("id"))
        if identity in corpus.entries:
            corpus.repeated.append((number, identity))
            continue
        corpus.entries[identity] = row
        corpus.rows[identity] = number
    for path in sorted((folder / "texts").glob("*.txt")):
        if (text := _text(path, corpus.unread)) is not None:
            corpus.texts[path.stem] = text
    corpus.labels = _labels(folder / "labels", corpus.unread)
    for reader in sorted(path for path in (folder / "readings").glob("*") if path.is_dir()):
        corpus.readings[reader.name] = _labels(reader, corpus.unread)
    if (folder / "adjudication.jsonl").is_file():
        for line, row in _rows(folder / "adjudication.jsonl", corpus.unread):
            corpus.adjudication.append(row)
            corpus.adjudication_lines.append(line)
    if (folder / "splits.csv").is_file():
        table = csv.DictReader(io.StringIO(_text(folder / "splits.csv", corpus.unread) or ""))
        corpus.splits = {row.pop("id", ""): _filled(row) for row in table}
    return corpus


def _filled(row: dict[str, str | None]) -> dict[str, str]:
    return {str(key): value or "" for key, value in row.items()}


def _labels(folder: Path, unread: list[Unread]) -> dict[str, Label]:
    found = {}
    for path in sorted(folder.glob("*.json")):
        text = _text(path, unread)
        place = f"{path.parent.name}/{path.name}"
        if text is not None and (label := _object(text, place, unread)) is not None:
            found[path.stem] = label
    return found


def _rows(path: Path, unread: list[Unread]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate((_text(path, unread) or "").split("\n"), 1):
        if line.strip() and (row := _object(line, f"{path.name}:{number}", unread)) is not None:
            yield number, row


def _text(path: Path, unread: list[Unread]) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        unread.append(Unread(_place(path), f"cannot be read as UTF-8 ({error})"))
        return None


def _place(path: Path) -> str:
    """How a file is named in a fault: with its folder where it lies in one of the corpus."""
    return path.name if path.suffix in (".jsonl", ".csv") else f"{path.parent.name}/{path.name}"


def _object(text: str, place: str, unread: list[Unread]) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        unread.append(Unread(place, f"not valid JSON ({error.msg}, column {error.colno})"))
        return None
    if isinstance(found, dict):
        return found
    unread.append(Unread(place, f"a JSON object is expected, not {type(found).__name__}"))
    return None
