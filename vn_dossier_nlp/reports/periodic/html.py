"""A report as one HTML page: nothing from elsewhere, no script; bars as SVG, each with its numbers in a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from vn_dossier_nlp import __version__
from vn_dossier_nlp.reports.periodic.records import Bars, Column, Grid, Report, Value, is_number, left_out, shown
from vn_dossier_nlp.reports.periodic.xlsx import spans
from vn_dossier_nlp.reports.phrases import number
from vn_dossier_nlp.reports.templating import render
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.words import say

MOST_ROWS = 1000
"""Rows of a table that a page shows; the workbook has all."""

MOST_BARS = 25
_LABEL, _BAR, _GAP, _WIDTH = 260, 22, 12, 640  # of the drawing, in its own units
_LETTERS = 38  # of a name beside its bar
_INSIDE = 34  # a part that is narrower has its number in the title only


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar; ``text`` is its number where there is room for it."""

    code: str
    x: float
    width: float
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a drawing."""

    label: str
    y: int
    parts: tuple[Part, ...]
    end: float
    total: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bars with their places."""

    title: str
    legend: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]
    height: int
    note: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is shown."""

    text: str
    kind: str  # "n" for numbers, "d" for days, "" for words


@dataclass(frozen=True, slots=True)
class Heading:
    """A cell of a heading."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it is shown."""

    title: str
    heads: tuple[tuple[Heading, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...]
    notes: tuple[str, ...]
    empty: str
    widths: tuple[float, ...]  # of the columns, in hundredths of the table
    wide: bool


def page(report: Report, lang: str) -> str:
    """The page."""
    return render(
        "periodic.html.jinja",
        lang,
        title=f"{report.kind} {report.title}".strip(),
        kind=report.kind,
        heading=report.title,
        office=one_line(report.head.committee),
        addressee=report.head.addressee,
        facts=report.facts,
        paragraphs=[bold(text) for text in report.paragraphs],
        closing=report.closing,
        drawings=[drawing(bars, lang) for bars in report.bars if bars.rows],
        sheets=[sheet(grid, lang) for grid in report.grids],
        label=_LABEL,
        bar=_BAR,
        width=_LABEL + _WIDTH + 90,
        program=f"vn-dossier {__version__}",
    )


def drawing(bars: Bars, lang: str) -> Drawing:
    """The bars with their places; the longest first where there are too many, and how many are left out is said."""
    rows = bars.rows
    note = bars.note
    if len(rows) > MOST_BARS:
        longest = sorted(rows, key=lambda row: -sum(row[1]))[:MOST_BARS]
        kept = {label for label, _ in longest}
        rows = tuple(row for row in rows if row[0] in kept)[:MOST_BARS]
        note = " ".join(filter(None, (note, say("report.more_bars", lang, count=len(bars.rows) - len(rows)))))
    most = max((sum(values) for _, values in rows), default=0) or 1
    drawn = tuple(_bar(bars, at, label, values, most, lang) for at, (label, values) in enumerate(rows))
    used = [any(values[at] for _, values in rows) for at in range(len(bars.series))]
    legend = tuple(one for one, there in zip(bars.series, used, strict=True) if there)
    return Drawing(bars.title, legend, drawn, len(drawn) * (_BAR + _GAP) + _GAP, note)


def _bar(bars: Bars, at: int, label: str, values: tuple[int, ...], most: int, lang: str) -> Bar:
    x, parts = float(_LABEL), []
    for (code, name), value in zip(bars.series, values, strict=True):
        if value <= 0:
            continue
        width = _WIDTH * value / most
        told = number(value, lang)
        title = f"{label}: {name} {told} {bars.unit}"
        parts.append(Part(code, round(x, 1), round(width, 1), told if width >= _INSIDE else "", title))
        x += width
    return Bar(
        one_line(label, _LETTERS), _GAP + at * (_BAR + _GAP), tuple(parts), round(x, 1), number(sum(values), lang)
    )


def sheet(grid: Grid, lang: str) -> Sheet:
    """The table with its cells as text."""
    notes = list(grid.notes)
    if hidden := left_out(grid, MOST_ROWS):
        notes.insert(0, say("report.more_rows", lang, count=number(hidden, lang)))
    return Sheet(
        grid.title,
        headings(grid.columns),
        tuple(tuple(_cell(value, lang) for value in row) for row in grid.rows[:MOST_ROWS]),
        tuple(_cell(value, lang) for value in grid.total or ()),
        tuple(notes),
        grid.empty,
        tuple(round(100 * column.width / sum(one.width for one in grid.columns), 2) for column in grid.columns),
        len(grid.columns) > 6,
    )


def _cell(value: Value, lang: str) -> Cell:
    kind = "n" if is_number(value) else "d" if isinstance(value, date) else ""
    return Cell(shown(value, lang), kind)


def headings(columns: tuple[Column, ...]) -> tuple[tuple[Heading, ...], ...]:
    """One or two rows of headings."""
    if not any(column.group for column in columns):
        return (tuple(Heading(column.title) for column in columns),)
    shared = dict(spans(columns))
    top = []
    for at, column in enumerate(columns):
        if not column.group:
            top.append(Heading(column.title, rows=2))
        elif at in shared:
            top.append(Heading(column.group, columns=shared[at] - at + 1))
    return tuple(top), tuple(Heading(column.title) for column in columns if column.group)


def bold(text: str) -> Markup:
    """A paragraph with what stands between ``**`` in bold."""
    parts = [escape(part) for part in text.split("**")]
    return Markup("").join(
        Markup("<strong>{}</strong>").format(part) if at % 2 else part for at, part in enumerate(parts)
    )
