"""A list of labels: a sheet (.csv) or lines (.jsonl) with the columns ``path`` and ``label``, beside the files.

Paths are relative to the list; files are read as every command reads them, so PDF and DOCX will do. ``matter``,
``field``, ``sender``, ``date`` and ``twin_of`` may be left out: a text without a matter or a field is one of its own.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.reading import read_files
from vn_dossier_nlp.schema import Outcome
from vn_dossier_nlp.settings import Settings, load_settings
from vn_dossier_nlp.vagueness.corpus import LABELS, Example, is_date, tell
from vn_dossier_nlp.words import say

COLUMNS = ("path", "label", "matter", "field", "sender", "date", "twin_of")
_NEEDED = 2  # of the columns
_SEPARATORS = ",;\t"  # a sheet saved where the comma divides decimals has semicolons

Row = dict[str, str]


def load_labels(file: Path) -> list[Example]:
    """The examples of a list in the order of their paths. Raises DataError that names each row and reason."""
    faults: list[str] = []
    rows: dict[str, tuple[Row, str]] = {}
    for line, row, why in _rows(file):
        place = f"{file} line {line}"
        identity = unicodedata.normalize("NFC", row.get("path", "").replace("\\", "/"))
        found = [why] if why else _wrong(row)
        if identity in rows:
            found.append(f"path {identity!r} stands already in {rows[identity][1]}; remove one of the two")
        faults += [f"{place}: {reason}" for reason in found]
        if not found:
            rows[identity] = (row, place)
    for row, place in rows.values():
        if row.get("twin_of") and row["twin_of"] not in rows:
            faults.append(f"{place}: twin_of {row['twin_of']!r} is no path of this list")
    if not rows and not faults:
        faults.append(f"{file}: no row; nothing to train on")
    texts = _texts(file, rows, faults)
    tell(file, faults)
    return [_example(identity, rows[identity][0], text) for identity, text in sorted(texts.items())]


def _example(identity: str, row: Row, text: str) -> Example:
    matter = row.get("matter") or identity
    return Example(
        identity,
        matter,
        row.get("twin_of") or None,
        row.get("field") or matter,
        row.get("sender", ""),
        row.get("date", ""),
        text,
        row["label"],
    )


def _wrong(row: Row) -> list[str]:
    """What is wrong with the words of a row."""
    faults = [f"{key} is missing" for key in COLUMNS[:_NEEDED] if not row.get(key)]
    if row.get("label") and row["label"] not in LABELS:
        faults.append(f"label must be yes, borderline or no, not {row['label']!r}")
    if not is_date(row.get("date", "")):
        faults.append(f"date must be a year, 2024, 2024-05 or 2024-05-31, not {row['date']!r}")
    return faults


def _texts(file: Path, rows: dict[str, tuple[Row, str]], faults: list[str]) -> dict[str, str]:
    """{path: text} of what can be read; the rest goes into ``faults``."""
    settings, texts = load_settings(), {}
    for identity, (_, place) in rows.items():
        text, why = _text(file.parent / identity, identity, settings)
        if why:
            faults.append(f"{place}: {identity}: {why}")
        else:
            texts[identity] = text
    return texts


def _text(path: Path, shown: str, settings: Settings) -> tuple[str, str]:
    """(text, why there is none) of the first file that ``path`` holds."""
    if path.is_dir():
        return "", "is a folder; name the submission in it"
    found = read_files(path, shown, settings)
    if len(found) != 1:
        return "", f"holds {len(found)} files; name the submission alone"
    source, document = found[0].source, found[0].document
    if document is None or source.outcome not in (Outcome.READ, Outcome.READ_BY_OCR):
        return "", say("outcome." + source.outcome, "en") + (f" ({source.reason})" if source.reason else "")
    return (document.text, "") if document.text.strip() else ("", "the text is empty")


def _rows(file: Path) -> Iterator[tuple[int, Row, str]]:
    """(line, row, what is wrong with its form)."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{file}: cannot be read as UTF-8 ({error}); save the list as UTF-8") from error
    if file.suffix.lower() == ".jsonl":
        yield from _lines(text)
    elif file.suffix.lower() == ".csv":
        yield from _sheet(file, text)
    else:
        raise DataError(f"{file}: no list of labels; name a folder, a .csv or a .jsonl")


def _lines(text: str) -> Iterator[tuple[int, Row, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except json.JSONDecodeError as error:
            yield number, {}, f"not valid JSON ({error.msg}, column {error.colno})"
            continue
        if not isinstance(found, dict):
            yield number, {}, f"a JSON object is expected, not {type(found).__name__}"
            continue
        wrong = [key for key, value in found.items() if key in COLUMNS and not isinstance(value, str | None)]
        row = {key: value.strip() for key, value in found.items() if isinstance(value, str)}
        yield number, row, f"{wrong[0]} must be a text, not {found[wrong[0]]!r}" if wrong else ""


def _sheet(file: Path, text: str) -> Iterator[tuple[int, Row, str]]:
    head = text.partition("\n")[0]
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=head.count))
    names = [name.strip().lower() for name in table.fieldnames or ()]
    lacking = [key for key in COLUMNS[:_NEEDED] if key not in names]
    if lacking:
        raise DataError(f"{file} line 1: no column {' and no column '.join(lacking)}; the columns: {', '.join(names)}")
    table.fieldnames = names
    try:
        for row in table:
            long = None in row
            values = {key: (value or "").strip() for key, value in row.items() if key is not None}
            if any(values.values()):
                yield table.line_num, values, "more cells than columns" if long else ""
    except csv.Error as error:
        raise DataError(f"{file} line {table.line_num}: no sheet ({error})") from error
