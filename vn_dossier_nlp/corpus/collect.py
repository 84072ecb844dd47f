"""From a filled-in sheet to a folder of labels: each labelled path is read, its text and its label written.

The sheet is that of ``vn-dossier suggest --out``: ``path``, ``label`` and, where known, ``matter`` and ``field``.
A row without a label is left for later.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

from vn_dossier_nlp.assess import Options, assess
from vn_dossier_nlp.corpus.files import GENERIC
from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.reading import find_dossiers


def labelled_rows(sheet: Path) -> list[dict[str, str]]:
    """The rows that bear a label. Raises DataError that names the row of a label that is none."""
    try:
        table = csv.DictReader(io.StringIO(sheet.read_bytes().decode("utf-8-sig")))
        rows = [
            (number, {str(key): (value or "").strip() for key, value in row.items()})
            for number, row in enumerate(table, 2)
        ]
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{sheet}: cannot be read as UTF-8 ({error}); save the sheet as CSV UTF-8") from error
    if not {"path", "label"} <= set(table.fieldnames or ()):
        raise DataError(f"{sheet}: needs the columns path and label, separated by commas")
    for number, row in rows:
        if row["label"] and row["label"].lower() not in GENERIC:
            raise DataError(f"{sheet} row {number}: label {row['label']!r} is none of {', '.join(GENERIC)}")
    return [row | {"label": row["label"].lower()} for _, row in rows if row["label"]]


def collect(sheet: Path, folder: Path, options: Options) -> Iterator[tuple[str, str | None]]:
    """Write what is labelled into ``folder``; (path, id) of each, the id None where it was not read.

    Ids come from the contents, so a text that is there already is written over, with its newer label.
    """
    entries = {}
    index = folder / "index.jsonl"
    if index.is_file():
        entries = {row["id"]: row for row in map(json.loads, index.read_text("utf-8").splitlines())}
    for part in ("texts", "labels"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for row in labelled_rows(sheet):
        path = row["path"].removeprefix("'")
        done = [assess(dossier, options) for dossier in find_dossiers([path], as_dossier=True)]
        text = done[0].text if done else None
        if text is None:
            yield path, None
            continue
        identity = f"own-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
        head = done[0].assessment.masthead
        entries[identity] = {
            "id": identity,
            "matter": row.get("matter") or identity,
            "twin_of": None,
            "field": row.get("field") or "unknown",
            "sender": (head.issuer if head else None) or "unknown",
            "date": done[0].assessment.document_date or "",
        }
        (folder / "texts" / f"{identity}.txt").write_bytes(text.encode("utf-8"))
        label = json.dumps({"return_for_vagueness": row["label"]})
        (folder / "labels" / f"{identity}.json").write_text(label + "\n", encoding="utf-8")
        yield path, identity
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in entries.values())
    index.write_text(lines, encoding="utf-8", newline="\n")
