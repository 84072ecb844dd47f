"""Before and after: the months as counted, the fitted lines, and what would have been without the change."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.drawing import blank
from vn_dossier_nlp.trends.palette import INK, MAIN, OTHER, PAPER
from vn_dossier_nlp.trends.plots.axis import (
    draw_suppressed,
    legend_below,
    mark_breaks,
    month_axis,
    note_at,
    value_axis,
)
from vn_dossier_nlp.trends.result import Fitted, Interrupted
from vn_dossier_nlp.trends.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def change_figure(one: Interrupted, words: Wording) -> Figure:
    """Dots with bars are months; the full line is fitted, the dashed one carries the time before on."""
    figure = blank(10.0, 4.1)
    axes = figure.subplots()
    points = one.series.points
    periods = [point.period for point in points]
    seen = [(i, p.value, p.low, p.high) for i, p in enumerate(points) if p.value is not None]
    at = [i for i, *_ in seen]
    axes.vlines(at, [low if low is not None else value for _, value, low, _ in seen],
                [high if high is not None else value for _, value, _, high in seen],
                color=INK.light, linewidth=1.1, alpha=0.45, zorder=3)  # fmt: skip
    axes.scatter(at, [value for _, value, *_ in seen], s=22, color=INK.light, edgecolors=PAPER.light, linewidths=0.6,
                 zorder=5, label=words.say("change_months"))  # fmt: skip
    draw_suppressed(axes, points, words.say("suppressed_mark"))
    place = periods.index(one.at) if one.at in periods else None
    steps = [periods.index(found.period) for found in one.series.breaks if found.period in periods]
    _fitted(axes, one.fitted, periods, sorted({*steps, *([place] if place is not None else [])}), words)
    highs = [p.high for p in points] + [f.high for f in one.fitted] + [f.without_high for f in one.fitted]
    month_axis(axes, periods, words)
    value_axis(axes, one.series.indicator.unit, words, highs)
    mark_breaks(axes, one.series.breaks, periods, words)
    if place is not None:
        axes.axvline(place - 0.5, color=OTHER.light, linewidth=1.8, zorder=2)
        note_at(axes, place - 0.5, words.say("change_at", date=words.month(one.date)), place > len(periods) / 2, OTHER)
    axes.set_ylabel(words.say(f"axis.{one.series.indicator.unit}"))
    legend_below(figure)
    return figure


def _fitted(axes: Axes, fitted: Sequence[Fitted], periods: list[str], cuts: list[int], words: Wording) -> None:
    """The line in pieces: it steps at the change and where a version changed."""
    known = [(periods.index(one.period), one) for one in fitted if one.period in periods]
    name: str | None = words.say("change_fitted")
    for begin, end in pairwise([0, *cuts, len(periods)]):
        part = [pair for pair in known if begin <= pair[0] < end]
        if not part:
            continue
        at = [i for i, _ in part]
        low, high = [f.low for _, f in part], [f.high for _, f in part]
        axes.fill_between(at, low, high, color=MAIN.light, alpha=0.2, linewidth=0, zorder=2)
        axes.plot(at, [f.value for _, f in part], color=MAIN.light, linewidth=2.2, zorder=4, label=name)
        name = None
    without = [(i, f.without, f.without_low, f.without_high) for i, f in known if f.without is not None]
    if without:
        at = [i for i, *_ in without]
        axes.plot(at, [value for _, value, *_ in without], color=OTHER.light, linewidth=1.8, linestyle=(0, (5, 2)),
                  zorder=4, label=words.say("change_without"))  # fmt: skip
        bounds = [(i, low, high) for i, _, low, high in without if low is not None and high is not None]
        axes.fill_between([i for i, *_ in bounds], [low for _, low, _ in bounds], [high for *_, high in bounds],
                          color=OTHER.light, alpha=0.13, linewidth=0, zorder=1)  # fmt: skip
