"""From frames to results: every series, comparison and test of a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from vn_dossier_nlp.reports.columns import REQUIREMENTS
from vn_dossier_nlp.trends.breaks import find_breaks
from vn_dossier_nlp.trends.comparisons import family, funnel
from vn_dossier_nlp.trends.frames import Frames
from vn_dossier_nlp.trends.indicators import Counted, counted
from vn_dossier_nlp.trends.interrupted import interrupted, trend
from vn_dossier_nlp.trends.labels import plain, read_labels
from vn_dossier_nlp.trends.pooling import pooled
from vn_dossier_nlp.trends.prepare import Prepared, ends_of, prepare
from vn_dossier_nlp.trends.prevalence import WORDS, Judged, prevalence
from vn_dossier_nlp.trends.result import (
    ALL,
    INDICATORS,
    POOLED,
    SMALL,
    UNCORRECTED,
    DeadLaw,
    Effect,
    Funnel,
    HeatCell,
    HeatMap,
    Interrupted,
    Prevalence,
    Rate,
    Series,
    Trends,
)
from vn_dossier_nlp.trends.series import Frame, of_counts, of_times
from vn_dossier_nlp.trends.tables import Table, tabulate, times

if TYPE_CHECKING:
    import polars as pl

BY = ("sender", "field", "purpose")
MOST_GROUPS = 60  # groups with series of their own; the funnel has all that are large enough
_MOST_COLUMNS = 40  # of the heat map
_FUNNELS = ("share_vague", "share_return_proposed", "share_dead_basis", "boilerplate", "share_returned")
_IN_MAP_ONLY = ("miss_rate", "return_reason")  # by group they stand in the heat map, not in series


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the data."""

    by: str = "sender"
    start: str | None = None  # first month, "2025-01"
    end: str | None = None
    changes: tuple[str, ...] = ()  # dates of regulations: "2025-07-01"
    labels: Path | None = None
    least: int = 10  # figures of fewer cases are held back
    pseudonyms: bytes | None = None  # the secret key
    seed: int = 1


def compute(frames: Frames, question: Question) -> Trends:
    """All figures. Raises DataError where there is nothing to count."""
    ready = prepare(frames, question.start, question.end, question.pseudonyms)
    indicators = counted(ready.frame, frames.register)
    breaks = find_breaks(ready.frame, ready.periods)
    frame = Frame(ready.periods, question.least, breaks, ALL)
    overall = _measured(ready.frame, ALL, indicators, frame, (ALL,))
    table = tabulate(ready.frame, question.by, indicators)
    own = [one for one in indicators if one.indicator.code not in _IN_MAP_ONLY]
    groups = _measured(ready.frame, question.by, own, replace(frame, by=question.by), table.groups[:MOST_GROUPS], table)
    changes = _changes(overall, question.changes)
    overall_series, groups_series = _with_trends(overall), _with_trends(groups)
    plain_share = next((one for one in overall_series if one.indicator.code == "share_vague"), None)
    return Trends(
        source=ready.source,
        by=question.by,
        overall=overall_series,
        groups=groups_series,
        funnels=tuple(_funnels(table, own, question)),
        heatmap=_heatmap(table, indicators, question),
        dead_law=_dead_law(ready),
        prevalence=_prevalence(ready, plain_share, question),
        interrupted=changes,
        trends=tuple(one.trend for one in (*overall_series, *groups_series) if one.trend),
        breaks=breaks,
        least=question.least,
        seed=question.seed,
        names=ready.names,
    )


def _measured(
    rows: pl.DataFrame,
    by: str,
    indicators: Sequence[Counted],
    frame: Frame,
    groups: Sequence[str],
    table: Table | None = None,
) -> list[Series]:
    """The series of every indicator of every group, the indicators in their order."""
    table = table or tabulate(rows, by, indicators)
    found = [of_counts(frame, group, one, table.cells(group, one)) for one in indicators for group in groups]
    by_group = times(rows, by)
    found += [of_times(frame, group, by_group[group]) for group in groups if group in by_group]
    order = {code: place for place, code in enumerate(INDICATORS)}
    found.sort(key=lambda one: order[one.indicator.code])
    return [one for one in found if one.whole.denominator]


def _with_trends(measured: Sequence[Series]) -> tuple[Series, ...]:
    """The series with their yearly change; over all dossiers one family, of groups one family an indicator."""
    found = [trend(one) for one in measured]
    families: dict[str, list[int]] = {}
    for place, (one, effect) in enumerate(zip(measured, found, strict=True)):
        if effect:
            name = "trends" if one.by == ALL else f"trends.{one.indicator.id}"
            families.setdefault(name, []).append(place)
    for name, places in families.items():
        effects = [effect for place in places if (effect := found[place])]
        for place, effect in zip(places, family(effects, name), strict=True):
            found[place] = effect
    return tuple(replace(one, trend=effect) for one, effect in zip(measured, found, strict=True))


def _changes(measured: Sequence[Series], dates: Sequence[str]) -> tuple[Interrupted, ...]:
    """Every date with every indicator; the same effect of all indicators at one date is one family."""
    found = [interrupted(one, date) for date in dates for one in measured]
    done: dict[tuple[str, str], list[tuple[int, Effect]]] = {}
    for place, one in enumerate(found):
        for effect in one.effects:
            done.setdefault((one.date, effect.name), []).append((place, effect))
    counted_in: dict[int, list[Effect]] = {}
    for (date, name), members in done.items():
        effects = family([effect for _, effect in members], f"change.{date}.{name}")
        for (place, _), effect in zip(members, effects, strict=True):
            counted_in.setdefault(place, []).append(effect)
    return tuple(replace(one, effects=tuple(counted_in.get(place, ()))) for place, one in enumerate(found))


def _funnels(table: Table, indicators: Sequence[Counted], question: Question) -> Iterator[Funnel]:
    for one in indicators:
        if one.indicator.code in _FUNNELS:
            found = funnel(one.indicator, _counts(table, one), max(question.least, 1), question.seed)
            if found:
                yield found


def _counts(table: Table, one: Counted) -> list[tuple[str, int, int]]:
    """(group, cases, among) over the whole time."""
    rows = table.rows.group_by("g").agg(*(_column(one, name) for name in ("y", "n"))).sort("g")
    return [
        (table.groups[row["g"]], int(row[f"{one.id}:y"]), int(row[f"{one.id}:n"])) for row in rows.iter_rows(named=True)
    ]


def _column(one: Counted, name: str) -> pl.Expr:
    import polars as pl

    return pl.col(f"{one.id}:{name}").sum()


def _heatmap(table: Table, indicators: Sequence[Counted], question: Question) -> HeatMap | None:
    """Miss rates by requirement and group, each requirement pooled over the groups."""
    missed = [one for one in indicators if one.indicator.code == "miss_rate"]
    columns = table.groups[:_MOST_COLUMNS]
    rows: list[tuple[float, str, list[HeatCell]]] = []
    for one in missed:
        counts = _counts(table, one)
        among, cases = sum(row[2] for row in counts), sum(row[1] for row in counts)
        if among < question.least:
            continue
        requirement = one.indicator.item or ""
        drawn = dict(zip((row[0] for row in counts), pooled([row[1:] for row in counts], question.seed), strict=True))
        by_group = {row[0]: row for row in counts}
        cells = [_cell(requirement, by_group[column], drawn[column], question.least) for column in columns]
        rows.append((-cases / among, requirement, cells))
    if not rows or not columns:
        return None
    rows.sort(key=lambda row: (row[0], REQUIREMENTS.index(row[1]) if row[1] in REQUIREMENTS else len(REQUIREMENTS)))
    return HeatMap(
        INDICATORS["miss_rate"],
        question.by,
        tuple(row[1] for row in rows),
        columns,
        tuple(cell for row in rows for cell in row[2]),
        "beta_binomial",
        question.least,
    )


def _cell(requirement: str, counts: tuple[str, int, int], drawn: tuple[float, float, float], least: int) -> HeatCell:
    group, cases, among = counts
    if among < least:
        return HeatCell(requirement, group, None, None, None, 0, among, SMALL)
    return HeatCell(requirement, group, *drawn, cases, among, POOLED)


def _dead_law(ready: Prepared) -> tuple[DeadLaw, ...]:
    """Every instrument that was cited as a basis after its end."""
    from vn_dossier_nlp.law.instruments import registry

    cited = ready.frame.select("dossier_id", "document_date", "period", "sender", "dead").explode("dead")
    cited = cited.drop_nulls("dead")
    if cited.is_empty():
        return ()
    ends, known, found = ends_of(ready.frame), registry(), []
    for (number,), rows in cited.sort("dead").group_by(["dead"], maintain_order=True):
        ended = ends.get(str(number))
        days = rows["document_date"].str.to_date("%Y-%m-%d", strict=False).drop_nulls().to_list()
        ages = [age for day in days if ended and (age := (day - ended).days) >= 0]
        months = rows.unique(["dossier_id", "period"]).group_by("period").len().sort("period")
        titles = [one.title for one in known.by_number(str(number)) if one.title]
        found.append(
            DeadLaw(
                str(number),
                titles[0] if len(titles) == 1 else None,
                ended.isoformat() if ended else None,
                len(rows),
                rows["dossier_id"].n_unique(),
                rows["sender"].n_unique(),
                months["period"][0],
                months["period"][-1],
                tuple(zip(months["period"].to_list(), months["len"].to_list(), strict=True)),
                float(median(ages)) if ages else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.dossiers, one.number)))


def _prevalence(ready: Prepared, plain_share: Series | None, question: Question) -> Prevalence:
    import numpy as np
    import polars as pl

    if plain_share is None:  # no text was scored, as in a register kept by hand
        return Prevalence(Rate(None, None, None, 0, 0), None, None, None, 0, 0, UNCORRECTED, None, ())
    judged = ready.frame.filter(pl.col("generic").is_in(WORDS))
    labels = read_labels(question.labels) if question.labels else {}
    found = (
        [
            labels.get(identity, labels.get(plain(path or ""), -1))
            for identity, path in zip(judged["dossier_id"].to_list(), judged["path"].to_list(), strict=True)
        ]
        if labels
        else [-1] * len(judged)
    )
    used = sum(label >= 0 for label in found)
    word = judged["generic"].replace_strict({name: place for place, name in enumerate(WORDS)}, return_dtype=pl.Int64)
    return prevalence(
        Judged(
            judged["s"].to_numpy(),
            judged["month"].to_numpy(),
            word.to_numpy(),
            np.array(found, np.int64),
            max(0, len(labels) - used),
        ),
        ready.periods,
        plain_share,
        question.seed,
    )
