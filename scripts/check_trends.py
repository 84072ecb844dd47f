"""How often the figures of the trends are right, on generated data whose truth is known.

    python scripts/check_trends.py --runs 2000 --out benchmarks/trends_statistics.md

In every run an office is generated (scripts/build_trend_data.py): 24 months, 200 dossiers a month, 24 senders that
differ, months with a common disturbance; in every second one the share called vague falls by 10 points at month 13:

- coverage of the 95 % intervals, for each indicator in a month and over the whole time, with its Monte-Carlo interval;
  none may be off 95 % significantly after Holm's correction over all of them;
- the change of 10 points is found (p < 0.05) in at least 80 % of the runs that have it; in the others a change of any
  indicator is found in at most 6 %;
- for comparison, what least squares, Newey-West and GLSAR would have found in the same runs.

Exit 1 where something of this fails.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from scipy import stats

sys.path.insert(0, str(Path(__file__).resolve().parent))

import build_trend_data as data

from vn_dossier_nlp.law.instruments import registry
from vn_dossier_nlp.trends.comparisons import adjusted, funnel
from vn_dossier_nlp.trends.compute import Question, _counts, _prevalence
from vn_dossier_nlp.trends.indicators import counted
from vn_dossier_nlp.trends.interrupted import interrupted, trend
from vn_dossier_nlp.trends.periods import number_of
from vn_dossier_nlp.trends.pooling import pooled
from vn_dossier_nlp.trends.prepare import prepare
from vn_dossier_nlp.trends.result import ALL, INCOMPLETE, Series
from vn_dossier_nlp.trends.series import Frame, of_counts, of_times
from vn_dossier_nlp.trends.tables import tabulate, times

CHANGE = "2025-07-01"
SHARE_POINTS = 0.10  # of the share called vague
FOUND_AT_LEAST, FALSE_AT_MOST = 0.80, 0.06
ALPHA = 0.05
_FALLS = data.Plan.called[0][0] - data.Plan.called[1][0]  # of the share called, for one point truly vague


@dataclass
class Tally:
    """Hits and trials of every figure; a trial may be a mean over many."""

    hits: dict[str, list[float]]
    found: dict[str, list[float]]

    @classmethod
    def empty(cls) -> Tally:
        return cls(defaultdict(list), defaultdict(list))

    def covers(self, name: str, low: float | None, high: float | None, truth: float) -> None:
        """One interval; an open end holds everything on its side; no figure is no trial."""
        if low is None and high is None:
            return
        self.hits[name].append(float((low is None or low <= truth) and (high is None or truth <= high)))

    def add(self, other: Tally) -> None:
        for mine, theirs in ((self.hits, other.hits), (self.found, other.found)):
            for name, values in theirs.items():
                mine[name] += values


def one_run(seed: int) -> Tally:
    """All intervals and tests of one generated office."""
    changed = seed % 2 == 0
    effect = -SHARE_POINTS / _FALLS if changed else 0.0
    plan = data.Plan(change=CHANGE, effect=effect)
    made = data.make(plan, seed)
    tally = Tally.empty()
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "labels.csv"
        rows = ["dossier_id,label", *(",".join(row) for row in data.labels(made))]
        sheet.write_text("\n".join(rows) + "\n", encoding="utf-8")
        ready = prepare(data.to_frames(made), None, None, None)
        indicators = counted(ready.frame, register=True)
        frame = Frame(ready.periods, 10, (), ALL)
        table = tabulate(ready.frame, ALL, indicators)
        measured = [of_counts(frame, ALL, one, table.cells(ALL, one)) for one in indicators]
        measured.append(of_times(frame, ALL, times(ready.frame, ALL)[ALL]))
        truth = truths(made)
        month = seed % plan.months
        for one in measured:
            _cover(tally, one, truth, month)
        _senders(tally, made, ready, indicators, month)
        plain = next(one for one in measured if one.indicator.code == "share_vague")
        _corrected(tally, made, _prevalence(ready, plain, Question(labels=sheet)), month)
    _changes(tally, measured, changed, plan)
    return tally


def truths(made: data.Made) -> dict[str, np.ndarray]:
    """The true figure of every month, by indicator; what does not change is the same in all."""
    plan, months = made.plan, made.plan.months
    flat: dict[str, float] = {f"miss_rate.{name}": rate for name, rate in plan.miss.items()}
    flat |= {
        "pins_per_basis": plan.pins,
        "share_dead_basis": plan.dead,
        "boilerplate": plan.copied,
        "length": plan.length - 0.5,
        "readability": plan.sentence,
        "share_returned": plan.returned,
        "returns_per_dossier": plan.returned / (1 - plan.again),
        "share_cured": plan.cured,
        "days_to_decision": _median_days(plan),
    }
    found = {name: np.full(months, value) for name, value in flat.items()}
    found["share_vague"] = np.array(made.truth["share_vague"])
    found["share_unsure"] = np.array(made.truth["share_unsure"])
    found["share_return_proposed"] = found["share_vague"]
    ends = [
        date.fromisoformat(one.expired.value).toordinal()
        for name in data.DEAD
        for one in registry().by_number(name)
        if one.expired
    ]
    starts = [date.fromisoformat(f"{period}-01").toordinal() for period in made.truth["months"]]
    starts.append(data._add_months(date.fromordinal(starts[-1]), 1).toordinal())
    middle = np.array([(now + later - 1) / 2 for now, later in zip(starts, starts[1:], strict=False)])
    found["dead_age"] = middle - float(np.dot(plan.dead_weights, ends))
    return found


def _median_days(plan: data.Plan) -> float:
    """The median in whole days, joined by lines, over all senders."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    factors = np.exp(-(plan.spread**2) / 2 + plan.spread * nodes)
    days = np.arange(0, 400)
    curve = 1 - sum(
        weight * stats.gamma.cdf(days, 2.0, scale=plan.days / 2 * factor)
        for weight, factor in zip(weights / weights.sum(), factors, strict=True)
    )
    day = int(np.flatnonzero(curve <= 0.5)[0])
    return day - 1 + (curve[day - 1] - 0.5) / (curve[day - 1] - curve[day])


def _cover(tally: Tally, series: Series, truth: dict[str, np.ndarray], month: int) -> None:
    name = series.indicator.id
    if name not in truth:
        return
    point = series.points[month]
    if point.value is not None and not point.has(INCOMPLETE):
        tally.covers(f"{name} (month)", point.low, point.high, truth[name][month])
    weights = np.array([one.denominator for one in series.points], float)
    tally.covers(
        f"{name} (whole)", series.whole.low, series.whole.high, float(np.average(truth[name], weights=weights))
    )


def _senders(tally: Tally, made: data.Made, ready: object, indicators: list, month: int) -> None:
    """Shares of single senders: plain by month, pooled over the time; and what the funnel holds for striking."""
    table = tabulate(ready.frame, "sender", indicators)
    names = {identity: place for place, (identity, _, _) in enumerate(data.sender_names(made.plan))}
    vague = next(one for one in indicators if one.id == "share_vague")
    hit, false = made.plan.called[0][0], made.plan.called[1][0]
    level = np.array(made.truth["vague"]) - made.plan.vague
    frame = Frame(ready.periods, 10, (), "sender")
    for group in table.groups:
        point = of_counts(frame, group, vague, table.cells(group, vague)).points[month]
        if point.value is not None:
            chance = np.clip(made.truth["sender_vague"][names[group]] + level[month], 0.001, 0.999)
            tally.covers("share_vague (month, one sender)", point.low, point.high, hit * chance + false * (1 - chance))
    requirement = "authority_basis"
    missed = next(one for one in indicators if one.id == f"miss_rate.{requirement}")
    counts = _counts(table, missed)
    # A small sample of the time makes small senders: the first tenth of the dossiers of each.
    draw = np.random.default_rng(month)
    few = [
        (group, int(draw.hypergeometric(x, n - x, max(1, n // 10))) if n else 0, max(1, n // 10))
        for group, x, n in counts
        if n
    ]
    inside = [
        low <= made.truth["sender_miss"][requirement][names[group]] <= high
        for (group, _, _), (_, low, high) in zip(few, pooled([row[1:] for row in few], 1), strict=True)
    ]
    tally.hits["miss_rate (pooled, mean of the senders)"].append(float(np.mean(inside)))
    drawn = funnel(missed.indicator, counts, 10, 1)
    if drawn:
        tally.found["funnel: any sender marked"].append(float(any(point.outside for point in drawn.points)))


def _corrected(tally: Tally, made: data.Made, found: object, month: int) -> None:
    months = np.bincount(made.rows["month"], minlength=made.plan.months)
    truth = np.array(made.truth["vague"])
    whole = float(np.average(truth, weights=months))
    tally.covers("prevalence corrected (whole)", found.corrected.low, found.corrected.high, whole)
    tally.found["prevalence uncorrected holds the truth"].append(
        float(found.uncorrected.low <= whole <= found.uncorrected.high)
    )
    point = found.monthly.points[month]
    tally.covers("prevalence corrected (month)", point.low, point.high, truth[month])


def _changes(tally: Tally, measured: list[Series], changed: bool, plan: data.Plan) -> None:
    chances = []
    for one in measured:
        name = one.indicator.id
        found = interrupted(one, CHANGE)
        if not found.effects:
            continue
        level, slope, average = found.effects
        mine = name == "share_vague"
        if mine:
            true = plan.effect * _FALLS
            for effect, value in ((level, true), (slope, 0.0), (average, true)):
                tally.covers(f"change of share_vague: {effect.name}", effect.low, effect.high, value)
            side = "10 points found" if changed else "found, nothing changed: share_vague"
            tally.found[side].append(float(level.p < ALPHA))
            tally.found[side + " (average)"].append(float(average.p < ALPHA))
            for method, p in _others(one).items():
                tally.found[f"{side} by {method}"].append(float(p < ALPHA))
        elif name not in ("share_unsure", "share_return_proposed", "return_reason.generic"):
            tally.found["found, nothing changed: other indicators"].append(float(level.p < ALPHA))
            chances.append(level.p)
        if not changed and mine:
            yearly = trend(one)
            tally.found["trend found, none there: share_vague"].append(float(yearly.p < ALPHA))
            tally.covers("trend of share_vague", yearly.low, yearly.high, 0.0)
    tally.found["found after Holm, nothing changed: any other indicator"].append(
        float(any(holm < ALPHA for holm, _ in adjusted(chances)))
    )


def _others(series: Series) -> dict[str, float]:
    """p-values of the change of level by methods that are not used."""
    import statsmodels.api as sm

    at = number_of(CHANGE)
    months = np.array([number_of(one.period) for one in series.points])
    values = np.array([one.value for one in series.points], float)
    after = (months >= at).astype(float)
    design = np.column_stack([np.ones(len(months)), months - at, after, after * (months - at)])
    plain = sm.OLS(values, design).fit()
    robust = plain.get_robustcov_results("HAC", maxlags=2, use_correction=True, use_t=True)
    return {
        "least squares": float(plain.pvalues[2]),
        "Newey-West": float(robust.pvalues[2]),
        "GLSAR": float(sm.GLSAR(values, design, 1).iterative_fit(10).pvalues[2]),
    }


@dataclass(frozen=True)
class Row:
    """Coverage of one kind of interval."""

    name: str
    share: float
    low: float
    high: float
    trials: int
    p: float
    holm: float


def rows_of(tally: Tally) -> list[Row]:
    """Coverage with its Monte-Carlo interval; p-value of 95 %, Holm over all rows."""
    found = []
    for name, values in sorted(tally.hits.items()):
        hits, trials = np.array(values), len(values)
        if set(np.unique(hits)) <= {0.0, 1.0}:
            test = stats.binomtest(int(hits.sum()), trials, 0.95)
            interval = test.proportion_ci(method="wilson")
            found.append((name, hits.mean(), interval.low, interval.high, trials, test.pvalue))
        else:
            # A mean over many intervals of a run: runs are the units.
            error = hits.std(ddof=1) / np.sqrt(trials)
            p = 2 * stats.t.sf(abs(hits.mean() - 0.95) / error, trials - 1)
            found.append((name, hits.mean(), hits.mean() - 1.96 * error, hits.mean() + 1.96 * error, trials, float(p)))
    return [Row(*row, holm) for row, (holm, _) in zip(found, adjusted([row[-1] for row in found]), strict=True)]


def run(runs: int, processes: int, first: int = 1) -> Tally:
    """All runs, one seed each."""
    tally = Tally.empty()
    seeds = range(first, first + runs)
    if processes < 2:
        for seed in seeds:
            tally.add(one_run(seed))
        return tally
    for threads in ("POLARS_MAX_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(threads, "1")  # of the processes that are started now
    with get_context("spawn").Pool(processes) as pool:
        for one in pool.imap_unordered(one_run, seeds, chunksize=8):
            tally.add(one)
    return tally


def verdict(tally: Tally) -> list[str]:
    """What fails."""
    faults = [
        f"{row.name}: covers {row.share:.1%} ({row.low:.1%} to {row.high:.1%}), Holm p = {row.holm:.2g}"
        for row in rows_of(tally)
        if row.holm < ALPHA
    ]
    mean = {name: float(np.mean(values)) for name, values in tally.found.items()}
    if mean["10 points found"] < FOUND_AT_LEAST:
        faults.append(f"10 points found in {mean['10 points found']:.1%} only")
    faults += [
        f"{name}: {share:.1%}"
        for name, share in mean.items()
        if ("nothing changed" in name or "none there" in name) and " by " not in name and share > FALSE_AT_MOST
    ]
    return faults


def report(tally: Tally, runs: int, seconds: float) -> str:
    """The results page."""
    lines = [
        "# How often the figures of the trends are right",
        "",
        f"{runs} generated offices (`scripts/check_trends.py`, {seconds / 60:.0f} minutes): 24 months,"
        " 200 dossiers a month, 24 senders. In every second one the share called vague falls by 10 points at month 13.",
        "",
        "## Coverage of the 95 % intervals",
        "",
        'The last column is the p-value of "covers 95 %" after Holm\'s correction over all rows.',
        "",
        "| figure | covers | Monte-Carlo interval | trials | p (Holm) |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.name} | {row.share:.1%} | {row.low:.1%} to {row.high:.1%} | {row.trials} | {row.holm:.2g} |"
        for row in rows_of(tally)
    ]
    lines += ["", "## What is found", "", "| what | share of runs | trials |", "|---|---|---|"]
    lines += [f"| {name} | {np.mean(values):.1%} | {len(values)} |" for name, values in sorted(tally.found.items())]
    faults = verdict(tally)
    lines += ["", "## Verdict", "", *(f"- FAILS: {fault}" for fault in faults)]
    lines += (
        []
        if faults
        else [
            f"Held: no interval is off 95 % after Holm's correction; the change is found in"
            f" at least {FOUND_AT_LEAST:.0%}, what is not there in at most {FALSE_AT_MOST:.0%}."
        ]
    )
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description="Coverage, power and false findings on generated data.")
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--first", type=int, default=1, help="first seed")
    parser.add_argument("--out", type=Path, help="results page to write")
    given = parser.parse_args()
    start = time.perf_counter()
    tally = run(given.runs, given.processes, given.first)
    page = report(tally, given.runs, time.perf_counter() - start)
    if given.out:
        given.out.write_text(page, encoding="utf-8")
    print(page)
    return 1 if verdict(tally) else 0


if __name__ == "__main__":
    sys.exit(main())
