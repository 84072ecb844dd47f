"""What comes in: a scored line or what a clerk types, as the fields of the register."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.language.folding import key
from vn_dossier_nlp.register.queries import search_text
from vn_dossier_nlp.register.refusals import RegisterError

Line = dict[str, Any]

LINES = "assessments.jsonl"  # what ``score --out`` writes into its folder
SECRET = "secret"
_SCORED = ("province_id", "field", "purpose", "addressee", "outcome", "verdict", "generic", "generic_probability")
SEARCHED = ("author", "symbol", "subject", "kind", "unit", "field", "note", "answer_symbol", "holder", "sender_id")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document that arrives; None where nobody said."""

    author: str
    subject: str
    symbol: str | None = None
    document_date: str | None = None
    kind: str | None = None
    urgency: str | None = None
    unit: str | None = None
    note: str | None = None
    signed_for: str | None = None
    sender_id: str | None = None
    line: Line | None = None

    def columns(self) -> dict[str, Any]:
        """Its columns in the table of dossiers."""
        own = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "line"}
        return own if self.line is None else own | scored_columns(self.line)


def scored_columns(line: Line) -> dict[str, Any]:
    """The columns that a scored line fills whatever else is known."""
    versions = line.get("versions") or {}
    found = {name: line.get(name) for name in _SCORED}
    return found | {"pack": versions.get("pack"), "scored_id": line["dossier_id"], "path": line["path"]}


def read_columns(line: Line) -> dict[str, Any]:
    """The columns that are read off the document itself; None where the document does not show them."""
    head = line.get("masthead") or {}
    number, symbol = head.get("number"), head.get("symbol")
    return {
        "author": _plain(head.get("issuer")),
        "subject": _plain(head.get("subject")),
        "symbol": f"{number}/{symbol}" if number and symbol else None,
        "document_date": line.get("document_date"),
        "kind": head.get("type"),
        "sender_id": line.get("sender_id"),
    }


def incoming_of(line: Line, **said: Any) -> Incoming:
    """A scored line as a document that arrives; what a person said wins.

    Raises RegisterError for a secret paper, and where author or subject are known to nobody.
    """
    if line.get("outcome") == SECRET:
        raise RegisterError("secret")
    found = read_columns(line) | {name: value for name, value in said.items() if value is not None}
    for name in ("author", "subject"):
        if not found[name]:
            raise RegisterError("unread", path=line["path"])
    return Incoming(**found, line=line)


def sender_of(author: str) -> str:
    """An id for a sender that a person typed: the name without marks, as scored lines have it."""
    return re.sub(r"\s+", "-", search_text(author).replace("/", " ").strip())


def search_of(row: dict[str, Any]) -> str:
    """What is searched of a dossier: numbers and words that a clerk remembers."""
    number = f"{row['number']}" if row.get("number") else None
    return search_text(*(row.get(name) for name in SEARCHED), number)


def lines_of(path: Path) -> Iterator[Line]:
    """The scored lines of a JSONL file, or of the folder that ``score --out`` filled. Raises RegisterError."""
    from vn_dossier_nlp.reports.lines import from_line

    file = path / LINES if path.is_dir() else path
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError("bad_line", place=file, why=str(error)) from error
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            continue
        place = f"{file}:{number}"
        try:
            line = json.loads(row)
            from_line(line)
        except json.JSONDecodeError as error:
            raise RegisterError("bad_line", place=place, why=f"JSON: {error.msg}") from error
        except DataError as error:
            raise RegisterError("bad_line", place=place, why=str(error)) from error
        yield line


def same_words(one: str | None, other: str | None) -> bool:
    """Whether two texts are the same but for marks of tone, capitals and blanks."""
    return bool(one) and bool(other) and key(str(one)) == key(str(other))


def _plain(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None
