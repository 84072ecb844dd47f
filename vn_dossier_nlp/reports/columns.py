"""The table for researchers: Parquet, one row a dossier, the fields of the line as typed columns.

What the line has once is a column of its own; what it has many times is a list of records. Nothing of the documents
stands in it that the line does not have. ``docs/parquet.md`` is the data dictionary; a test compares it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.errors import UsageError
from vn_dossier_nlp.reports.files import whole_path
from vn_dossier_nlp.schema import SCHEMA_VERSION
from vn_dossier_nlp.words import say

if TYPE_CHECKING:
    import pyarrow as pa

Line = Mapping[str, Any]
Value = Callable[[Line], Any]

ROWS = 500
"""Rows of a group: what is held in memory at once, and what a reader can skip."""

REQUIREMENTS = (
    "authority_basis",
    "content_basis",
    "practical_basis",
    "central_guidance",
    "other_provinces",
    "managing_department_view",
    "joint_responsibility",
    "process",
    "opinions",
    "draft_attached",
    "specific_request",
    "implementation",
    "funding",
    *(f"R{row:02d}" for row in (11, 12, 14, 15, *range(17, 23), 24, *range(28, 41))),
)
"""Requirements with a column of their own: every row of the table of requirements. Rows that only an office's own
pack has stand in ``requirements`` alone."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type as pyarrow writes it, what it means, and its value in a line."""

    name: str
    type: str
    meaning: str
    value: Value


def write_parquet(lines: Iterable[Line], path: Path) -> Path:
    """Write the lines in their order, group by group; the same lines make the same bytes.

    Raises UsageError where pyarrow (extra ``research``) is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError(say("error.extra", what="Parquet", extra="research")) from error
    schema = arrow_schema()
    with whole_path(path) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
        for group in _groups(lines):
            arrays = [
                pa.array([column.value(line) for line in group], type=field.type)
                for column, field in zip(COLUMNS, schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema), row_group_size=ROWS)
    return path


def arrow_schema() -> pa.Schema:
    """The schema of the table, with the version of the line's schema."""
    import pyarrow as pa

    fields = [pa.field(column.name, _arrow(column.type), nullable=True) for column in COLUMNS]
    return pa.schema(fields, metadata={"vn_dossier_schema": SCHEMA_VERSION})


def dictionary() -> str:
    """The data dictionary: a table of all columns, then the records that stand in lists."""
    rows = "\n".join(f"| `{column.name}` | `{column.type}` | {column.meaning} |" for column in COLUMNS)
    records = "\n\n".join(
        f"**{name}**: " + ", ".join(f"`{field}` ({kind})" for field, kind in fields.items())
        for name, fields in RECORDS.items()
    )
    return f"| column | type | meaning |\n|---|---|---|\n{rows}\n\n## Records in lists\n\n{records}\n"


def _groups(lines: Iterable[Line]) -> Iterator[list[Line]]:
    rest = iter(lines)
    while group := list(islice(rest, ROWS)):
        yield group


RECORDS: dict[str, dict[str, str]] = {
    "span": {
        "file": "string",
        "start": "int64",
        "end": "int64",
        "text": "string",
        "page": "int32",
        "box": "list<double>",
        "ocr_confidence": "double",
    },
    "file": {
        "path": "string",
        "sha256": "string",
        "role": "string",
        "role_code": "string",
        "role_span": "span",
        "outcome": "string",
        "reason": "string",
    },
    "requirement": {
        "id": "string",
        "status": "string",
        "codes": "list<string>",
        "evidence": "list<span>",
        "zone": "string",
        "severity": "string",
        "source": "string",
        "confidence": "double",
        "why": "string",
    },
    "proposal": {
        "span": "span",
        "act": "string",
        "object": "string",
        "asked_of": "string",
        "specific": "bool",
        "formula": "bool",
        "scope": "string",
        "amount": "string",
        "source": "string",
        "deadline": "string",
        "implementers": "string",
        "legal_reference": "string",
        "annex": "string",
    },
    "citation": {
        "span": "span",
        "type": "string",
        "number": "string",
        "title": "string",
        "date": "string",
        "pins": "list<string>",
        "self": "bool",
        "issuer": "string",
        "role": "string",
        "resolves_to": "string",
        "cluster": "int32",
        "status_on_date": "string",
        "confidence": "double",
        "candidates": "list<string>",
        "did_you_mean": "string",
        "contradictions": "list<string>",
    },
    "opinion": {
        "span": "span",
        "body": "string",
        "named": "bool",
        "kind": "string",
        "heard": "string",
        "view": "string",
        "number": "string",
        "date": "string",
        "taken_up": "string",
    },
    "enclosure": {"kind": "string", "name": "string", "span": "span", "file": "string", "wanted_by": "string"},
    "mismatch": {"kind": "string", "here": "span", "there": "span"},
    "slot": {"name": "string", "text": "string", "number": "double"},
    "reason": {"code": "string", "slots": "list<slot>", "span": "span"},
}
"""The records by name; a type is a plain one, a record, or a list of either."""


def _arrow(kind: str) -> pa.DataType:
    """The pyarrow type of ``string``, ``span``, ``list<span>`` ..."""
    import pyarrow as pa

    if kind.startswith("list<"):
        return pa.list_(_arrow(kind[5:-1]))
    if kind in RECORDS:
        return pa.struct([pa.field(name, _arrow(part)) for name, part in RECORDS[kind].items()])
    plain: dict[str, Callable[[], pa.DataType]] = {
        "string": pa.string,
        "bool": pa.bool_,
        "int32": pa.int32,
        "int64": pa.int64,
        "uint32": pa.uint32,
        "double": pa.float64,
        "date32": pa.date32,
    }
    return plain[kind]()


def _clean(value: Any) -> Any:
    """Values as UTF-8 can hold them: a lone surrogate becomes U+FFFD, so that offsets stay right."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _clean(part) for key, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list) else value


def _at(*keys: str) -> Value:
    """The value at a path of keys; None where something on the way is null."""

    def value(line: Line) -> Any:
        found: Any = line
        for key in keys:
            if found is None:
                return None
            found = found[key]
        return _clean(found)

    return value


def _status(requirement: str) -> Value:
    def value(line: Line) -> Any:
        finding = line["requirements"].get(requirement)
        return None if finding is None else finding["status"]

    return value


def _day(key: str) -> Value:
    """A whole ISO date, or the date of a moment; None for what has no day."""

    def value(line: Line) -> date | None:
        found = _DAY.match(line[key] or "")
        if found:
            with suppress(ValueError):  # a day that no month has, as printed
                return date.fromisoformat(found.group())
        return None

    return value


def _each(key: str, record: Callable[[Line], Any] = dict) -> Value:
    return lambda line: [_clean(record(one)) for one in line[key]]


def _requirements(line: Line) -> Any:
    return [_clean({"id": name, **finding}) for name, finding in line["requirements"].items()]


def _file(file: Line) -> Any:
    told = file["role_evidence"] or {"code": None, "span": None}
    rest = {key: value for key, value in file.items() if key != "role_evidence"}
    return {**rest, "role_code": told["code"], "role_span": told["span"]}


def _proposal(proposal: Line) -> Any:
    return {key: value for key, value in proposal.items() if key not in ("text", "slots")} | proposal["slots"]


def _citation(citation: Line) -> Any:
    return {key: value for key, value in citation.items() if key != "text"}


def _reason(reason: Line) -> Any:
    slots = [
        {"name": name, "text": value if isinstance(value, str) else None, "number": _number(value)}
        for name, value in reason["slots"].items()
    ]
    return {"code": reason["code"], "slots": slots, "span": reason["span"]}


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


_MASTHEAD = {
    "parent": "the body above the issuer, as printed",
    "issuer": "the issuing body, as printed",
    "number": "the number; null in a draft",
    "symbol": "the symbol: TTr-SNV",
    "place": "the place before the date",
    "date": "the date as an ISO date, shortened where day or month is blank",
    "type": "the type of the paper, lower case",
    "subject": "the trích yếu",
    "addressees": "the lines after Kính gửi",
    "signing_mark": "TM., KT., TL., TUQ., Q.",
    "signer_role": "the office of the signer",
    "recipients": "the lines of Nơi nhận",
}
_STATS = {
    "characters": ("int64", "length of the submission in code points"),
    "sentences": ("int64", "its sentences"),
    "readability": ("double", "its readability"),
    "minhash": ("list<uint32>", "its signature for likeness"),
}
_VERSIONS = {
    "program": "of the program",
    "schema": "of the line",
    "model": "of the model",
    "pack": "the requirement pack",
    "registry": "of the list of instruments",
    "ocr": "of tesseract",
    "office": "of LibreOffice, where it read a file",
}
COLUMNS: tuple[Column, ...] = (
    Column("dossier_id", "string", "stable id: a hash of path and contents", _at("dossier_id")),
    Column("path", "string", "as given, with forward slashes", _at("path")),
    Column("outcome", "string", "of the main submission; `secret` where any file is", _at("outcome")),
    Column("purpose", "string", "what kind of matter; `not_a_submission` for another paper", _at("purpose")),
    Column("addressee", "string", "whose decision is asked for", _at("addressee")),
    Column("sender_id", "string", "the submitter: province and body", _at("sender_id")),
    Column("province_id", "string", "its province", _at("province_id")),
    Column("field", "string", "the field of administration", _at("field")),
    Column("document_date", "date32", "date of the document; null where day or month is blank", _day("document_date")),
    Column("document_date_text", "string", "the same as in the line, shortened dates too", _at("document_date")),
    Column("received_at", "date32", "day on which the office received it", _day("received_at")),
    Column(
        "received_at_text", "string", "the same as in the line, with the time where one was told", _at("received_at")
    ),
    Column("verdict", "string", "what the tool proposes; null for no submission or not read", _at("verdict")),
    Column("generic", "string", "the classifier's word on vagueness: yes, unsure, no", _at("generic")),
    Column("generic_probability", "double", "0 to 1", _at("generic_probability")),
    *(
        Column(f"status_{name}", "string", f"met, not_met, not_applicable, cannot_tell: `{name}`", _status(name))
        for name in REQUIREMENTS
    ),
    *(
        Column(
            f"masthead_{name}",
            "list<string>" if name in ("addressees", "recipients") else "string",
            meaning,
            _at("masthead", name),
        )
        for name, meaning in _MASTHEAD.items()
    ),
    *(Column(f"stats_{name}", kind, meaning, _at("stats", name)) for name, (kind, meaning) in _STATS.items()),
    *(Column(f"versions_{name}", "string", meaning, _at("versions", name)) for name, meaning in _VERSIONS.items()),
    Column("files", "list<file>", "the files of the dossier and what became of them", _each("files", _file)),
    Column("purpose_evidence", "list<span>", "where the purpose shows", _each("purpose_evidence")),
    Column("addressee_evidence", "list<span>", "where the addressee shows", _each("addressee_evidence")),
    Column("requirements", "list<requirement>", "the findings with their evidence", _requirements),
    Column("proposals", "list<proposal>", "what is asked; its text is that of the span", _each("proposals", _proposal)),
    Column("citations", "list<citation>", "what is cited; its text is that of the span", _each("citations", _citation)),
    Column("opinions", "list<opinion>", "the table of opinions", _each("opinions")),
    Column("enclosures", "list<enclosure>", "papers asked for and found", _each("enclosures")),
    Column("mismatches", "list<mismatch>", "places that contradict each other", _each("mismatches")),
    Column(
        "reasons",
        "list<reason>",
        "why the verdict is what it is; a slot has a text or a number",
        _each("reasons", _reason),
    ),
)
"""All columns in their order."""
