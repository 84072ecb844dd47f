"""One or several series over the months, each with its band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.drawing import blank
from vn_dossier_nlp.trends.palette import DASHES, MARKERS, SERIES
from vn_dossier_nlp.trends.plots.axis import (
    draw_points,
    draw_suppressed,
    legend_below,
    mark_breaks,
    month_axis,
    value_axis,
)
from vn_dossier_nlp.trends.result import Series
from vn_dossier_nlp.trends.wording import Wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH, _PANEL = 10.0, 3.3


@dataclass(frozen=True, slots=True)
class Line:
    """A series with the name that it bears in its panel."""

    series: Series
    name: str


def series_figure(panels: Sequence[tuple[str, Sequence[Line]]], words: Wording) -> Figure:
    """Panels one below the other on the same months; every panel has a title and one line or more of one unit."""
    figure = blank(_WIDTH, _PANEL * len(panels) + 0.2)
    grid = figure.subplots(len(panels), 1, squeeze=False)
    for (title, lines), row in zip(panels, grid, strict=True):
        _panel(row[0], title, lines, words)
    legend_below(figure)
    return figure


def _panel(axes: Axes, title: str, lines: Sequence[Line], words: Wording) -> None:
    first = lines[0].series
    periods = [point.period for point in first.points]
    cuts = [periods.index(one.period) for one in first.breaks if one.period in periods]
    few = False
    for place, line in enumerate(lines):
        draw_points(
            axes,
            line.series.points,
            SERIES[place],
            cuts,
            MARKERS[place],
            DASHES[place],
            label=line.name if len(lines) > 1 else words.say("value_and_band"),
        )
        few |= draw_suppressed(axes, line.series.points, None if few else words.say("suppressed_mark"))
    month_axis(axes, periods, words)
    value_axis(axes, first.indicator.unit, words, [point.high for line in lines for point in line.series.points])
    mark_breaks(axes, first.breaks, periods, words)
    axes.set_title(title)
    axes.set_ylabel(words.say(f"axis.{first.indicator.unit}"))
