"""Labels of dossiers of the series: a sheet (.csv) or lines (.jsonl) with ``dossier_id`` or ``path``, and ``label``.

A label is yes, borderline or no, as for training. For a correction that can be trusted the labelled dossiers were drawn
at random from the series: a sample of doubtful or of striking ones will not do.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.trends.prevalence import LABELS
from vn_dossier_nlp.words import say


def read_labels(file: Path) -> dict[str, int]:
    """{id or path: 1 for vague, 0 for not}. Raises DataError that names the first bad row."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        rows = _json_rows(text) if file.suffix == ".jsonl" else list(csv.DictReader(io.StringIO(text)))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise DataError(say("error.bad_trend_labels", path=file, row=1)) from error
    found: dict[str, int] = {}
    for number, row in enumerate(rows, start=2 if file.suffix != ".jsonl" else 1):
        named = str(row.get("dossier_id") or row.get("path") or "")
        label = str(row.get("label") or "")
        if not named or label not in LABELS:
            raise DataError(say("error.bad_trend_labels", path=file, row=number))
        found[plain(named)] = LABELS[label]
    return found


def plain(name: str) -> str:
    """A path as it is compared: composed letters, forward slashes."""
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _json_rows(text: str) -> list[dict[str, object]]:
    rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    if not all(isinstance(row, dict) for row in rows):
        raise ValueError
    return rows
