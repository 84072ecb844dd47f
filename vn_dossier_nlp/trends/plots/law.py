"""The timeline of dead law: each row an instrument that has ended and is still cited as a basis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.drawing import blank
from vn_dossier_nlp.trends.palette import LINE, MARK, OTHER, PAPER
from vn_dossier_nlp.trends.plots.axis import legend_below, month_axis
from vn_dossier_nlp.trends.result import DeadLaw
from vn_dossier_nlp.trends.wording import Wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 20


def law_figure(laws: Sequence[DeadLaw], periods: Sequence[str], words: Wording) -> Figure:
    """The area of a dot is the number of dossiers in the month; a bar stands where the instrument ended."""
    shown = laws[:MOST]
    figure = blank(10.0, 1.5 + 0.36 * len(shown))
    axes = figure.subplots()
    most = max((count for law in shown for _, count in law.months), default=1)
    for down, law in enumerate(shown):
        places = [(periods.index(month), count) for month, count in law.months if month in periods]
        axes.scatter(
            [place for place, _ in places],
            [down] * len(places),
            s=[16 + 150 * count / most for _, count in places],
            color=OTHER.light,
            alpha=0.75,
            edgecolors=PAPER.light,
            linewidths=0.7,
            zorder=3,
        )
        _end(axes, law, down, periods, words)
    axes.set_yticks(range(len(shown)), [law.number for law in shown], fontsize=8.5)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    month_axis(axes, periods, words)
    axes.grid(visible=True, axis="y", color=LINE.light, linewidth=0.7)
    _legend(figure, most, words)
    return figure


def _end(axes: Axes, law: DeadLaw, down: int, periods: Sequence[str], words: Wording) -> None:
    if law.ended is None:
        return
    day = min(int(law.ended[8:10] or 1), 30) if len(law.ended) >= 10 else 15
    months = int(law.ended[:4]) * 12 + int(law.ended[5:7] or 1) - int(periods[0][:4]) * 12 - int(periods[0][5:7])
    place = months + day / 30 - 0.5
    if -0.5 <= place <= len(periods) - 0.5:
        axes.vlines(place, down - 0.36, down + 0.36, color=MARK.light, linewidth=2.4, zorder=4)
    elif place < -0.5:
        axes.scatter([-0.5], [down], marker="<", s=26, color=MARK.light, zorder=4, clip_on=False)


def _legend(figure: Figure, most: int, words: Wording) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], linestyle="", marker="o", color=OTHER.light, alpha=0.75, markeredgecolor=PAPER.light,
               markersize=(16 + 150 * size / most) ** 0.5, label=words.say("law_dots", count=words.count(size)))
        for size in sorted({1, max(1, most // 2), most})
    ]  # fmt: skip
    handles += [
        Line2D([], [], linestyle="", marker="|", color=MARK.light, markersize=11, markeredgewidth=2.4,
               label=words.say("law_end")),
        Line2D([], [], linestyle="", marker="<", color=MARK.light, markersize=5, label=words.say("law_end_before")),
    ]  # fmt: skip
    legend_below(figure, handles)
