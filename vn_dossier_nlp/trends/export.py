"""The figures as tidy tables for others: one row a figure or an effect, with a data dictionary.

Where pseudonyms were asked for, the tables hold nothing else that names a sender. The same results make the same bytes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from vn_dossier_nlp import __version__
from vn_dossier_nlp.errors import UsageError
from vn_dossier_nlp.reports.files import whole_path
from vn_dossier_nlp.reports.sheet import safe_cell
from vn_dossier_nlp.trends.result import Effect, HeatCell, Indicator, Point, Series, Trends
from vn_dossier_nlp.words import LANGUAGES, say

Row = dict[str, Any]

FIGURES: dict[str, str] = {
    "indicator": "string",
    "item": "string",
    "unit": "string",
    "counted_among": "string",
    "proposed": "bool",
    "by": "string",
    "group": "string",
    "name": "string",
    "period": "string",
    "value": "double",
    "low": "double",
    "high": "double",
    "numerator": "double",
    "denominator": "int64",
    "note": "string",
    "method": "string",
}
EFFECTS: dict[str, str] = {
    "indicator": "string",
    "item": "string",
    "unit": "string",
    "by": "string",
    "group": "string",
    "name": "string",
    "effect": "string",
    "at": "string",
    "estimate": "double",
    "low": "double",
    "high": "double",
    "p": "double",
    "p_holm": "double",
    "q": "double",
    "family": "string",
    "method": "string",
}
"""The columns of both tables with their types as Parquet names them."""


def write_export(trends: Trends, out: Path) -> list[Path]:
    """Write ``figures`` and ``effects`` as CSV and Parquet, ``dictionary.csv`` and ``source.json`` into a folder.

    Raises UsageError where pyarrow (extra ``research``) is not installed.
    """
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, columns, rows in (
        ("figures", FIGURES, list(figure_rows(trends))),
        ("effects", EFFECTS, list(effect_rows(trends))),
    ):
        written += [_csv(out / f"{name}.csv", list(columns), rows), _parquet(out / f"{name}.parquet", columns, rows)]
    written.append(_csv(out / "dictionary.csv", ["table", "column", "type", *LANGUAGES], list(dictionary())))
    written.append(_json(out / "source.json", _origin(trends)))
    return written


def figure_rows(trends: Trends) -> Iterator[Row]:
    """Every figure: series month by month and over the whole time, the corrected share, the cells of the heat map."""
    everything = [*trends.overall, *trends.groups]
    if trends.prevalence.monthly:
        everything.append(trends.prevalence.monthly)
    for series in everything:
        for point in (*series.points, series.whole):
            yield _figure(trends, series.indicator, series.by, series.group, point, series.method)
    if corrected := trends.prevalence.corrected:
        monthly = trends.prevalence.monthly
        whole = next(one for one in trends.overall if one.indicator.code == "share_vague").whole
        point = Point(
            monthly.whole.period if monthly else whole.period,
            corrected.value,
            corrected.low,
            corrected.high,
            corrected.numerator,
            corrected.denominator,
            "corrected",
        )
        yield _figure(trends, _vague(trends), "all", "all", point, trends.prevalence.method)
    if trends.heatmap:
        for cell in trends.heatmap.cells:
            yield _cell(trends, cell)


def effect_rows(trends: Trends) -> Iterator[Row]:
    """Every yearly trend and every change."""
    for series in (*trends.overall, *trends.groups):
        if series.trend:
            yield _effect(trends, series, series.trend, "linear_ar1")
    for change in trends.interrupted:
        for effect in change.effects:
            yield _effect(trends, change.series, effect, change.method)


def dictionary() -> Iterator[Row]:
    """What every column means, in each language."""
    for table, columns in (("figures", FIGURES), ("effects", EFFECTS)):
        for column, kind in columns.items():
            meanings = {lang: say(f"trend_columns.{column}", lang) for lang in LANGUAGES}
            yield {"table": table, "column": column, "type": kind} | meanings


def _vague(trends: Trends) -> Indicator:
    return next(one.indicator for one in trends.overall if one.indicator.code == "share_vague")


def _figure(trends: Trends, indicator: Indicator, by: str, group: str, point: Point, method: str) -> Row:
    return {
        "indicator": indicator.code,
        "item": indicator.item,
        "unit": indicator.unit,
        "counted_among": indicator.denominator,
        "proposed": indicator.proposed,
        "by": by,
        "group": group,
        "name": trends.names.get(group),
        "period": point.period,
        "value": point.value,
        "low": point.low,
        "high": point.high,
        "numerator": point.numerator,
        "denominator": point.denominator,
        "note": point.note or None,
        "method": method,
    }


def _cell(trends: Trends, cell: HeatCell) -> Row:
    heat = trends.heatmap
    assert heat
    period = f"{trends.source.first}/{trends.source.last}"
    shown = None if cell.value is None else float(cell.numerator)
    point = Point(period, cell.value, cell.low, cell.high, shown, cell.denominator, cell.note)
    row = _figure(trends, heat.indicator, heat.by, cell.column, point, heat.method)
    return row | {"item": cell.row}


def _effect(trends: Trends, series: Series, effect: Effect, method: str) -> Row:
    return {
        "indicator": effect.indicator.code,
        "item": effect.indicator.item,
        "unit": effect.indicator.unit,
        "by": series.by,
        "group": series.group,
        "name": trends.names.get(series.group),
        "effect": effect.name,
        "at": effect.at,
        "estimate": effect.estimate,
        "low": effect.low,
        "high": effect.high,
        "p": effect.p,
        "p_holm": effect.p_adjusted,
        "q": effect.q,
        "family": effect.family,
        "method": method,
    }


def _origin(trends: Trends) -> Row:
    """What the tables were made from and with; no path and no moment of time."""
    return {
        "program": f"vn_dossier_nlp {__version__}",
        "citation": "CITATION.cff of vn_dossier_nlp",
        "seed": trends.seed,
        "least": trends.least,
        "by": trends.by,
        "source": asdict(trends.source),
        "breaks": [asdict(one) for one in trends.breaks],
    }


def _csv(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Path:
    with whole_path(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as stream:
        sheet = csv.writer(stream, lineterminator="\n")
        sheet.writerow(columns)
        sheet.writerows([_shown(row[column]) for column in columns] for row in rows)
    return path


def _shown(value: Any) -> Any:
    """A value of a sheet: no formula, no more digits than mean something."""
    if isinstance(value, float):
        return f"{value:.6g}"
    return safe_cell(value) if isinstance(value, str) else value


def _parquet(path: Path, columns: Mapping[str, str], rows: Sequence[Row]) -> Path:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError(say("error.extra", what="Parquet", extra="research")) from error
    kinds = {"string": pa.string(), "double": pa.float64(), "int64": pa.int64(), "bool": pa.bool_()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    arrays = [pa.array([row[name] for row in rows], type=schema.field(name).type) for name in columns]
    with whole_path(path) as temporary:
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), temporary, compression="zstd")
    return path


def _json(path: Path, value: Row) -> Path:
    with whole_path(path) as temporary:
        temporary.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
