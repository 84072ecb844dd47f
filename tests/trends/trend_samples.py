"""Results of trends with made-up figures, for the pages and plots: no computation stands behind them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vn_dossier_nlp.trends.intervals import wilson
from vn_dossier_nlp.trends.periods import months_between
from vn_dossier_nlp.trends.result import (
    ALL,
    ASSUMPTIONS,
    INCOMPLETE,
    INDICATORS,
    POOLED,
    SMALL,
    UNCORRECTED,
    Break,
    DeadLaw,
    Effect,
    Fitted,
    Funnel,
    FunnelLimit,
    FunnelPoint,
    HeatCell,
    HeatMap,
    Indicator,
    Interrupted,
    Point,
    Prevalence,
    Rate,
    Series,
    Source,
    Trends,
)

MONTHS = months_between("2024-01", "2025-12")
BREAKS = (Break("2025-02", "model", "1.0", "1.1", 0.97), Break("2024-09", "pack", "chung 2023", "chung 2024", 0.5))
REQUIREMENTS = (
    "authority_basis",
    "opinions",
    "process",
    "funding",
    "specific_request",
    "joint_responsibility",
    "practical_basis",
    "R36",
)
SENDERS = {
    "s1": "Sở Xây dựng",
    "s2": "Sở Tài chính",
    "s3": "Sở Nông nghiệp và Môi trường",
    "s4": "Ủy ban nhân dân phường Trần Hưng Đạo",
    "s5": "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông và nông nghiệp",
    "s6": "Sở Văn hóa, Thể thao và Du lịch",
    "s7": "$\\frac{<b>bẫy</b>} --> ]]>",
}
_SCALE = {"share": 0.3, "days": 12.0, "number": 1.4, "words": 31.0, "characters": 5400.0}


def series(indicator: Indicator, group: str = ALL, by: str = ALL, size: int = 200, seed: int = 0) -> Series:
    """A noisy line with a gap: its third month is suppressed, its last incomplete."""
    draw = np.random.default_rng([seed, *map(ord, indicator.id + group)])
    middle = _SCALE[indicator.unit] * (0.6 + 0.8 * draw.random())
    note = UNCORRECTED if indicator.code == "share_vague" else ""
    points = [_point(indicator, month, place, middle, size, note, draw) for place, month in enumerate(MONTHS)]
    points[2] = Point(MONTHS[2], None, None, None, None, 3, f"{SMALL} {note}".strip())
    points[-1] = replace(points[-1], note=f"{note} {INCOMPLETE}".strip())
    whole = _point(indicator, f"{MONTHS[0]}/{MONTHS[-1]}", 12, middle, size * len(MONTHS), note, draw)
    trend = effect("trend", indicator, group, -0.031 if draw.random() < 0.5 else 0.004)
    breaks = BREAKS if indicator.proposed else ()
    return Series(indicator, by, group, tuple(points), whole, "wilson_clustered", len(SENDERS), breaks, trend)


def _point(
    indicator: Indicator, period: str, place: int, middle: float, size: int, note: str, draw: np.random.Generator
) -> Point:
    if indicator.unit == "share":
        cases = int(draw.binomial(size, min(0.95, middle * (1 - 0.012 * place))))
        return Point(period, cases / size, *wilson(cases, size), cases, size, note)
    value = middle * (1 - 0.012 * place) * (1 + 0.08 * draw.standard_normal())
    return Point(period, value, value * 0.9, value * 1.1, value * size, size, note)


def effect(name: str, indicator: Indicator, group: str, estimate: float, at: str | None = None) -> Effect:
    """An effect that is found where it is large."""
    scale = _SCALE[indicator.unit] / 0.3
    found = abs(estimate) > 0.02
    chance = 0.0004 if found else 0.62
    return Effect(
        name, indicator, group, at, estimate * scale, (estimate - 0.017) * scale, (estimate + 0.017) * scale,
        chance, min(1.0, chance * 9), min(1.0, chance * 3), "overall", found,
    )  # fmt: skip


def interrupted(one: Series, date: str) -> Interrupted:
    """A change in the middle."""
    at = date[:7]
    middle = MONTHS.index(at)
    fitted = []
    for place, month in enumerate(MONTHS):
        base = (one.points[0].value or 0.0) * (1 - 0.004 * place)
        value = base * (0.75 if place >= middle else 1)
        without = (base, base * 0.88, base * 1.12) if place >= middle else (None, None, None)
        fitted.append(Fitted(month, value, value * 0.93, value * 1.07, *without))
    effects = tuple(
        effect(name, one.indicator, ALL, size, at)
        for name, size in (("level", -0.08), ("slope", 0.003), ("average", -0.07))
    )
    return Interrupted(
        one, at, date, tuple(fitted), effects, "segmented_ar1", 0.21, middle, len(MONTHS) - middle,
        ASSUMPTIONS["interrupted"],
    )  # fmt: skip


def funnel(indicator: Indicator) -> Funnel:
    """Two senders outside."""
    points = []
    for place, group in enumerate(SENDERS):
        among = 40 + 190 * place
        share = 0.55 if place == 5 else 0.12 if place == 6 else 0.28 + 0.01 * place
        cases = round(share * among)
        low, high = wilson(cases, among)
        outside = place >= 5
        points.append(
            FunnelPoint(group, cases, among, cases / among, low, high, 0.9 * cases / among + 0.03, low, high,
                        5.0 if outside else 0.3, 0.0001 if outside else 0.7, 0.0007 if outside else 1.0,
                        0.0004 if outside else 0.8, outside)
        )  # fmt: skip
    limits = []
    for size in np.geomspace(40, 1180, 40).round().astype(int):
        error = (0.3 * 0.7 / size + 0.03**2) ** 0.5
        limits.append(
            FunnelLimit(int(size), 0.3 - 1.96 * error, 0.3 + 1.96 * error, 0.3 - 3.09 * error, 0.3 + 3.09 * error)
        )
    return Funnel(indicator, 0.3, tuple(points), tuple(limits), 0.03, 2, 10)


def heatmap() -> HeatMap:
    """Every kind of cell: shown, suppressed, empty."""
    draw = np.random.default_rng(5)
    cells = []
    for row in REQUIREMENTS:
        for column in SENDERS:
            among = int(draw.integers(0, 400))
            if among < 30:
                cells.append(HeatCell(row, column, None, None, None, 0, 0 if among < 10 else among, SMALL))
                continue
            cases = int(draw.binomial(among, draw.beta(1.5, 3)))
            cells.append(HeatCell(row, column, cases / among, *wilson(cases, among), cases, among, POOLED))
    return HeatMap(INDICATORS["miss_rate"], "sender", REQUIREMENTS, tuple(SENDERS), tuple(cells), "beta_binomial", 10)


def dead_law() -> tuple[DeadLaw, ...]:
    """One that ended before, one within, one whose end has a year alone."""
    draw = np.random.default_rng(3)
    rows = []
    for number, ended in (
        ("1/2013/QH13", "2024-08-01"),
        ("2/2017/QH14", "2023-03-01"),
        ("3/2009/QH12", "2025-07-01"),
    ):
        start = max(0, MONTHS.index(ended[:7]) if ended[:7] in MONTHS else 0)
        months = tuple((month, int(draw.integers(1, 15))) for month in MONTHS[start:] if draw.random() < 0.8)
        count = sum(value for _, value in months)
        rows.append(
            DeadLaw(number, "Luật thử nghiệm", ended, count + 9, count, 4, months[0][0], months[-1][0], months, 212.0)
        )
    return tuple(rows)


def trends(labels: bool = False, register: bool = True, by: str = "sender", generated: bool = True) -> Trends:
    """All of it."""
    codes = [code for code in INDICATORS if code not in ("miss_rate", "return_reason")]
    if not register:
        codes = codes[: codes.index("share_returned")]
    overall = [series(INDICATORS[code]) for code in codes]
    overall += [series(replace(INDICATORS["miss_rate"], item=item)) for item in REQUIREMENTS]
    overall += [series(replace(INDICATORS["return_reason"], item=item)) for item in REQUIREMENTS[:4]]
    groups = [
        series(INDICATORS[code], group, by, 20 + 8 * place)
        for code in ("share_vague", "share_return_proposed")
        for place, group in enumerate(SENDERS)
    ]
    vague = next(one for one in overall if one.indicator.code == "share_vague")
    rate = Rate(vague.whole.value, vague.whole.low, vague.whole.high, int(vague.whole.numerator or 0), 4800)
    monthly = None
    if labels:
        points = tuple(
            replace(p, value=p.value and p.value * 0.8, low=p.low and p.low * 0.7, high=p.high and p.high * 0.95,
                    numerator=None, note=p.note.replace(UNCORRECTED, "corrected"))
            for p in vague.points
        )  # fmt: skip
        monthly = replace(vague, points=points, method="stratified_labels", trend=None)
    prevalence = Prevalence(
        rate,
        Rate(0.24, 0.19, 0.3, 70, 300) if labels else None,
        Rate(0.88, 0.78, 0.94, 62, 70) if labels else None,
        Rate(0.91, 0.87, 0.94, 209, 230) if labels else None,
        300 if labels else 0,
        4 if labels else 0,
        "stratified_labels" if labels else "uncorrected",
        monthly,
        (*ASSUMPTIONS["prevalence"], *ASSUMPTIONS["prevalence_monthly"]) if labels else (),
    )
    changes = [interrupted(one, "2025-01-01") for one in overall[:3] + [overall[4]]]
    short = replace(changes[-1], fitted=(), effects=(), why_not="too_few_months")
    source = Source(
        4950, 4800, 20, 80, 10, 30, 10, 7, MONTHS[0], MONTHS[-1], register, ("1.0", "1.1"), ("chung",), generated
    )
    return Trends(
        source=source,
        by=by,
        overall=tuple(overall),
        groups=tuple(groups),
        funnels=(funnel(INDICATORS["share_vague"]),),
        heatmap=heatmap(),
        dead_law=dead_law(),
        prevalence=prevalence,
        interrupted=(*changes[:-1], short),
        trends=tuple(one.trend for one in overall if one.trend),
        breaks=BREAKS,
        least=10,
        seed=2026,
        names=dict(SENDERS),
    )
