"""The funnel: a sender is compared with what chance allows at its number of dossiers; nobody is ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.drawing import blank
from vn_dossier_nlp.trends.palette import INK, MAIN, OTHER, PAPER, SOFT
from vn_dossier_nlp.trends.plots.axis import legend_below, value_axis
from vn_dossier_nlp.trends.result import Funnel, FunnelPoint
from vn_dossier_nlp.trends.wording import Wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_NAMED = 12
"""Senders outside the limits that are named in the drawing; the table names all."""


def funnel_figure(funnel: Funnel, words: Wording) -> Figure:
    """Share by number of dossiers with limits of 95 % and 99.8 %; those that chance does not explain are named."""
    figure = blank(10.0, 4.9)
    axes = figure.subplots()
    at = [limit.denominator for limit in funnel.limits]
    axes.fill_between(at, [one.low for one in funnel.limits], [one.high for one in funnel.limits],
                      color=SOFT.light, alpha=0.18, linewidth=0, label=words.say("funnel_inner"))  # fmt: skip
    name: str | None = words.say("funnel_outer")
    for side in ([one.low_outer for one in funnel.limits], [one.high_outer for one in funnel.limits]):
        axes.plot(at, side, color=SOFT.light, linewidth=1.1, linestyle=(0, (1, 1.5)), label=name)
        name = None
    axes.axhline(funnel.target, color=SOFT.light, linewidth=1.2, linestyle=(0, (5, 2)), label=words.say("funnel_all"))
    inside = [point for point in funnel.points if not point.outside]
    outside = [point for point in funnel.points if point.outside]
    _dots(axes, inside, words.say("funnel_inside"), MAIN.light, "o")
    _dots(axes, outside, words.say("funnel_outside"), OTHER.light, "D")
    _names(axes, sorted(outside, key=lambda point: point.p_adjusted)[:_NAMED], at, words)
    axes.set_xlim(0, (at[-1] if at else 1) * 1.03)
    highs = [one.high for one in funnel.points] + [one.high_outer for one in funnel.limits[len(funnel.limits) // 3 :]]
    value_axis(axes, "share", words, highs)
    axes.set_xlabel(
        words.say(
            "funnel_axis", by=words.say(f"by.{words.by}"), among=words.say(f"among.{funnel.indicator.denominator}")
        )
    )
    axes.set_ylabel(words.say("axis.share"))
    axes.xaxis.set_major_formatter(lambda value, _: words.count(value))
    legend_below(figure)
    return figure


def _dots(axes: Axes, points: list[FunnelPoint], name: str, colour: str, marker: str) -> None:
    if not points:
        return
    at = [point.denominator for point in points]
    axes.vlines(at, [p.low for p in points], [p.high for p in points], color=colour, linewidth=0.9, alpha=0.45)
    axes.scatter(at, [p.value for p in points], s=34, color=colour, marker=marker, edgecolors=PAPER.light,
                 linewidths=0.7, zorder=4, label=name)  # fmt: skip


def _names(axes: Axes, points: list[FunnelPoint], at: list[int], words: Wording) -> None:
    """Names beside their dots, to the side where there is room, and one step apart where dots are close."""
    middle = (at[0] + at[-1]) / 2 if at else 0
    reach = 0.012 * (at[-1] if at else 1)
    taken: list[tuple[float, float]] = []
    for point in sorted(points, key=lambda one: -one.value):
        height = point.value
        while any(abs(x - point.denominator) < 0.35 * (middle or 1) and abs(y - height) < 0.025 for x, y in taken):
            height -= 0.026
        taken.append((point.denominator, height))
        left = point.denominator > middle
        axes.annotate(
            words.short_group(point.group, 34, 1),
            (point.denominator, point.value),
            xytext=(point.denominator + (-reach if left else reach), height),
            textcoords="data",
            ha="right" if left else "left",
            va="center",
            fontsize=8,
            color=INK.light,
            zorder=5,
            arrowprops=None
            if height == point.value
            else {"arrowstyle": "-", "color": SOFT.light, "linewidth": 0.7, "shrinkA": 1, "shrinkB": 5},
        )
