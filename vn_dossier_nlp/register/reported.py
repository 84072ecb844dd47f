"""Figures that bodies report themselves: whether they add up, beside those of the register; never mended."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.language.folding import key
from vn_dossier_nlp.register.counting import Gap, TaskCount
from vn_dossier_nlp.reports.periodic.records import Column, Grid
from vn_dossier_nlp.words import say

NUMBERS = ("total", "done", "done_in_time", "done_late", "open", "open_in_time", "open_late")
"""Columns of the file beside ``body``; a blank is missing, not nought."""

SUMS = (("total", ("done", "open")), ("done", ("done_in_time", "done_late")), ("open", ("open_in_time", "open_late")))
_MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Reported:
    """What one body reports; None where it does not say."""

    body: str
    total: int | None = None
    done: int | None = None
    done_in_time: int | None = None
    done_late: int | None = None
    open: int | None = None
    open_in_time: int | None = None
    open_late: int | None = None


def read_reported(path: Path) -> tuple[Reported, ...]:
    """The rows of a CSV file with the columns ``body`` and some of :data:`NUMBERS`. Raises DataError naming the row."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not a text in UTF-8; save it as CSV UTF-8") from error
    head = text.partition("\n")[0]
    rows = csv.DictReader(text.splitlines(), delimiter=";" if head.count(";") > head.count(",") else ",")
    names = [name.strip() for name in rows.fieldnames or ()]
    if "body" not in names or set(names) - {"body", *NUMBERS}:
        raise DataError(f"{path}: the first row must name the columns body, {', '.join(NUMBERS)}")
    rows.fieldnames = names
    found = []
    for at, row in enumerate(rows, 2):
        if at > _MOST_ROWS:
            raise DataError(f"{path}: more than {_MOST_ROWS} rows")
        body = " ".join((row["body"] or "").split())
        if not body:
            raise DataError(f"{path}: row {at}: body is missing")
        found.append(Reported(body, **{name: _number(path, at, name, row.get(name)) for name in NUMBERS}))
    return tuple(found)


def _number(path: Path, at: int, name: str, text: str | None) -> int | None:
    """A whole number with or without the mark of thousands."""
    bare = (text or "").strip().replace(".", "").replace(",", "").replace(" ", "")
    if not bare:
        return None
    if not (bare.isascii() and bare.isdecimal()):
        raise DataError(f"{path}: row {at}: {name} is {text!r}, not a whole number")
    return int(bare)


def reported_gaps(rows: Sequence[Reported]) -> Iterator[Gap]:
    """Where a stated total is not the sum of its stated parts; what is missing is not checked."""
    for row in rows:
        for total, parts in SUMS:
            stated, values = getattr(row, total), [getattr(row, part) for part in parts]
            if stated is not None and None not in values and sum(values) != stated:
                yield Gap(row.body, total, stated, sum(values))


def reported_grid(rows: Sequence[Reported], counts: Sequence[TaskCount], lang: str) -> Grid:
    """The table: what is reported, its gap, what the register counts."""
    known = {key(count.body): count for count in counts}
    columns = [Column(say("report.column.row", lang), "", 0.9), Column(say("report.column.body", lang), "", 5.0)]
    columns += [Column(say(f"report.sum.{name}", lang), say("report.column.reported", lang), 1.5) for name in NUMBERS]
    columns.append(Column(say("report.column.gap", lang), say("report.column.reported", lang), 1.8))
    columns += [
        Column(say(f"report.sum.{name}", lang), say("report.column.counted", lang))
        for name in ("total", "done", "open")
    ]
    lines = []
    for at, row in enumerate(rows, 1):
        found = known.get(key(row.body))
        stated = [gap.difference for gap in reported_gaps([row])]
        counted = (found.total, found.done, found.total - found.done) if found else (None, None, None)
        gap = "; ".join(f"{one:+}" for one in stated) or None
        lines.append((at, row.body, *(getattr(row, name) for name in NUMBERS), gap, *counted))
    return Grid(
        say("report.sheet.reported", lang),
        say("report.grid.reported", lang),
        tuple(columns),
        tuple(lines),
        notes=(say("report.note.reported", lang),),
    )
