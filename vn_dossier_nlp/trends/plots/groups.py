"""One small panel a group on the same scale: nobody is hidden in a tangle of lines."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.drawing import blank
from vn_dossier_nlp.trends.palette import MAIN, SOFT
from vn_dossier_nlp.trends.plots.axis import draw_points, draw_suppressed, mark_breaks, month_axis, value_axis
from vn_dossier_nlp.trends.result import Series
from vn_dossier_nlp.trends.wording import Wording

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 12
_ACROSS = 3


def groups_figure(series: Sequence[Series], overall: Series | None, words: Wording) -> Figure:
    """At most ``MOST`` groups; the grey line is that of all dossiers."""
    rows = ceil(len(series) / _ACROSS)
    across = min(_ACROSS, len(series))
    figure = blank(10.0, 1.9 * rows + 0.3)
    grid = figure.subplots(rows, across, squeeze=False, sharex=True, sharey=True)
    unit = series[0].indicator.unit
    highs = [point.high for one in series for point in one.points]
    for place, axes in enumerate(grid.flat):
        if place >= len(series):
            axes.set_visible(False)
            continue
        one = series[place]
        periods = [point.period for point in one.points]
        if overall is not None:
            shown = {point.period: point.value for point in overall.points}
            line = [shown.get(period) for period in periods]
            axes.plot(range(len(periods)), line, color=SOFT.light, linewidth=1, linestyle=(0, (4, 1.5)), zorder=3)
        cuts = [periods.index(b.period) for b in one.breaks if b.period in periods]
        draw_points(axes, one.points, MAIN, cuts, size=2.6)
        draw_suppressed(axes, one.points)
        month_axis(axes, periods, words, 4)
        value_axis(axes, unit, words, highs)
        mark_breaks(axes, one.breaks, periods, words, told=False)
        axes.set_title(words.short_group(one.group, 34, 1), fontsize=8.5, pad=4)
        axes.tick_params(labelsize=8, labelbottom=place + across >= len(series))
    return figure
