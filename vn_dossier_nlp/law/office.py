"""An office's own list of instruments: ``instruments.csv`` in the user's folder, over the shipped rows.

Only the number is required. A filled cell wins over the shipped value, an empty one leaves it, "-" takes it away.
``docs/law.md`` describes the columns for the people who keep such a list.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.grammar.numbers import normalise, type_of_number
from vn_dossier_nlp.grammar.tables import doc_types
from vn_dossier_nlp.language.folding import fold
from vn_dossier_nlp.law.instruments import CERTAINTIES, DATED, Dated, Instrument
from vn_dossier_nlp.law.keys import ends, iso_date, issuer_key, issuer_of_number, number_key, stored_key

OFFICE = "office"
"""The source code of what an office states."""

TAKE_AWAY = "-"
COLUMNS = (
    *("number", "type", "title", "issuer"),
    *("issued", "issued_by", "effective", "effective_by", "expired", "expired_by", "replaced_by", "replaced_by_by"),
    *("listed", "seen", "conflicts"),
    "checked",
)
"""The shipped columns, so that a row may be copied, and ``checked``: in force up to this day, the office says."""


def merged(shipped: list[Instrument], file: Path) -> list[Instrument]:
    """The shipped instruments with the office's rows over them, field by field; new ones at the end.

    Raises DataError naming file and line for a row that cannot be understood or that fits several instruments.
    """
    at: dict[str, list[int]] = {}
    for index, one in enumerate(shipped):
        at.setdefault(stored_key(one.number), []).append(index)
    for line, row in _rows(file):
        try:
            fitting = [index for index in at.get(number_key(row["number"]), []) if _fits(shipped[index], row)]
            if len(fitting) > 1:
                known = "; ".join(f"{shipped[index].type}, {shipped[index].issuer}" for index in fitting)
                raise UsageError(f"{row['number']} is of several instruments ({known}): give type and issuer")
            if fitting:
                shipped[fitting[0]] = _over(shipped[fitting[0]], row)
            else:
                at.setdefault(number_key(row["number"]), []).append(len(shipped))
                shipped.append(_over(_new(row), row))
        except UsageError as error:
            raise DataError(f"{file}, line {line}: {error}") from error
    return shipped


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by column. Excel's forms are read: a byte order mark, semicolons."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{file}: not a readable UTF-8 file ({error}); save it as CSV UTF-8") from error
    heading = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if heading.count(";") > heading.count(",") else ",")
    columns = [name.strip().lower() for name in next(reader, [])]
    unknown = [name for name in columns if name not in COLUMNS]
    if "number" not in columns or unknown:
        what = f"unknown column {unknown[0]!r}" if unknown else "no column 'number'"
        raise DataError(f"{file}, line 1: {what}; known are {', '.join(COLUMNS)}")
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns):
            raise DataError(
                f'{file}, line {reader.line_num}: {len(cells)} cells under {len(columns)} columns; set text in "..."'
            )
        row = dict.fromkeys(COLUMNS, "") | dict(zip(columns, (cell.strip() for cell in cells), strict=False))
        if not any(char.isdigit() for char in row["number"]):
            raise DataError(f"{file}, line {reader.line_num}: no number; write it as in the document (30/2020/NĐ-CP)")
        yield reader.line_num, row


def _fits(one: Instrument, row: dict[str, str]) -> bool:
    """Whether a row may mean an instrument; a type or an issuer that it leaves open fits every one."""
    kind, issuer = row["type"].lower(), row["issuer"]
    if issuer and one.issuer and issuer_key(issuer) != issuer_key(one.issuer):
        return False
    return not kind or kind == one.type


def _new(row: dict[str, str]) -> Instrument:
    number = normalise(fold(row["number"]).text)
    return Instrument(
        number, type_of_number(number), "", issuer_of_number(number), None, None, None, None, listed=(), conflicts=()
    )


def _over(one: Instrument, row: dict[str, str]) -> Instrument:
    """The instrument with the filled cells of a row. A date that the office states settles a conflict about it."""
    fields: dict[str, object] = {name: row[name] for name in ("title", "issuer") if row[name]}
    if row["type"]:
        fields["type"] = _known_type(row["type"])
    dates = {name: _stated(row, name, day=True) for name in DATED if row[name]}
    fields |= dates
    if row["replaced_by"]:
        fields["replaced_by"] = _stated(row, "replaced_by", day=False)
    if row["checked"]:
        fields["listed"] = (*one.listed, (OFFICE, whole_day(row["checked"])))
    fields["conflicts"] = tuple(name for name in one.conflicts if name not in dates)
    return replace(one, **fields)  # type: ignore[arg-type]


def _stated(row: dict[str, str], name: str, *, day: bool) -> Dated | None:
    """What a cell states, None for "-". Whatever source its ``_by`` names, the statement is the office's own."""
    value = row[name]
    if value == TAKE_AWAY:
        return None
    certainty = row[f"{name}_by"].rpartition(":")[2] if ":" in row[f"{name}_by"] else "high"
    if certainty not in CERTAINTIES:
        raise UsageError(f"{name}_by: certainty {certainty!r} is not one of {', '.join(CERTAINTIES)}")
    return Dated(whole_day(value) if day else value, OFFICE, certainty)


def whole_day(text: str) -> str:
    """The ISO day that a cell gives. Raises UsageError for anything else than a whole day."""
    iso = iso_date(text)
    if len(iso) != len("2024-08-01"):
        raise UsageError(f"{text!r}: a day is needed, such as {ends(iso)[0]}")
    return iso


def _known_type(text: str) -> str:
    kind = fold(text).text.strip().lower()
    if kind not in {known.name for known in doc_types()}:
        raise UsageError(f"type {text!r} is not known; write it as in the document, such as Nghị định")
    return kind
