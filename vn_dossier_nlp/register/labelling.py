"""Labels of the register as a list that ``vn-dossier train`` takes: path, label, matter, field, sender, date."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from vn_dossier_nlp.register import queries
from vn_dossier_nlp.register.records import Dossier, Label
from vn_dossier_nlp.vagueness.labelfile import COLUMNS

WORDS = ("yes", "borderline", "no")  # what a label on vagueness may say


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A label that does not go into the list: ``why`` is a code of words ``register.told.left_*``."""

    label: int
    dossier: int
    why: str
    path: str


def label_rows(connection: Connection, folder: Path) -> tuple[list[dict[str, str]], list[LeftOut]]:
    """(rows of the list with paths as seen from ``folder``, what is left out). The newest word on a file counts."""
    rows: dict[str, dict[str, str]] = {}
    left: list[LeftOut] = []
    spoken: set[int] = {one.dossier_id for one in queries.labels_of(connection) if one.what == "generic"}
    for one in reversed(queries.labels_of(connection)):
        dossier = queries.dossier(connection, one.dossier_id)
        file = _submission(connection, one, dossier)
        if one.what != "generic":
            if one.dossier_id not in spoken:
                left.append(LeftOut(one.id, dossier.id, "verdict", file))
        elif not file or not Path(file).is_file():
            left.append(LeftOut(one.id, dossier.id, "no_file", file))
        elif (path := _seen_from(folder, file)) in rows:
            left.append(LeftOut(one.id, dossier.id, "replaced", file))
        else:
            rows[path] = _row(path, one, dossier)
    return list(reversed(rows.values())), list(reversed(left))


def label_sheet(rows: Sequence[dict[str, str]]) -> str:
    """The list as CSV."""
    text = io.StringIO(newline="")
    sheet = csv.DictWriter(text, [name for name in COLUMNS if name != "twin_of"], lineterminator="\n")
    sheet.writeheader()
    sheet.writerows(rows)
    return text.getvalue()


def _row(path: str, label: Label, dossier: Dossier) -> dict[str, str]:
    return {
        "path": path,
        "label": label.decided,
        "matter": f"register-{dossier.matter_id}",
        "field": dossier.field or "",
        "sender": dossier.sender_id or "",
        "date": dossier.document_date or "",
    }


def _submission(connection: Connection, label: Label, dossier: Dossier) -> str:
    """The file of the submission itself, as it was when the label was given."""
    scoring = queries.scoring(connection, label.scoring_id)
    for file in (scoring.line or {}).get("files", ()) if scoring else ():
        if file["role"] == "submission":
            return str(file["path"])
    return dossier.path or ""


def _seen_from(folder: Path, file: str) -> str:
    try:
        return Path(os.path.relpath(Path(file).resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return Path(file).resolve().as_posix()
