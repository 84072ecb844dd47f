"""Where what reads the dossiers changed: from then on the figures are not those of the same instrument.

Packs differ between provinces at the same time, so senders are looked at one by one: a break is a month in which many
dossiers come from senders that were judged by another version in the month before.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.result import Break

if TYPE_CHECKING:
    import polars as pl

KINDS = ("model", "pack", "program", "registry")
_LEAST_SHARE = 0.2  # of the month's dossiers


def find_breaks(frame: pl.DataFrame, periods: list[str]) -> tuple[Break, ...]:
    """The breaks in the order of their months; the frame has ``month`` from 0, ``s`` and the kinds as columns."""
    return tuple(sorted((one for kind in KINDS for one in _of_kind(frame, kind, periods)), key=lambda one: one.period))


def _of_kind(frame: pl.DataFrame, kind: str, periods: list[str]) -> list[Break]:
    import polars as pl

    usual = (
        frame.filter(pl.col(kind).is_not_null())
        .group_by("s", "month", kind)
        .len()
        .sort(["s", "month", "len", kind], descending=[False, False, True, False])
        .group_by("s", "month", maintain_order=True)
        .agg(pl.col(kind).first(), pl.col("len").sum())
        .with_columns(pl.col(kind).shift(1).over("s").alias("before"))
    )
    found: list[Break] = []
    for (month,), rows in usual.sort("month").group_by(["month"], maintain_order=True):
        known = rows.filter(pl.col("before").is_not_null())
        changed = known.filter(pl.col("before").ne(pl.col(kind)))
        count = int(known["len"].sum())
        if not count or int(changed["len"].sum()) < _LEAST_SHARE * count:
            continue
        pairs: Counter[tuple[str, str]] = Counter()
        for before, after, number in zip(changed["before"], changed[kind], changed["len"], strict=True):
            pairs[before, after] += number
        (before, after), _ = min(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
        if any((one.before, one.after) == (before, after) for one in found):
            continue  # senders that had nothing in the month of the change follow later
        found.append(Break(periods[int(str(month))], kind, before, after, int(changed["len"].sum()) / count))
    return found
