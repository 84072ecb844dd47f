"""Figures side by side, each as a dot on its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.drawing import blank
from vn_dossier_nlp.trends.palette import LINE, MAIN, OTHER, PAPER, SOFT
from vn_dossier_nlp.trends.plots.axis import tick
from vn_dossier_nlp.trends.wording import Wording, shortened

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Row:
    """One dot; ``strong`` is what stands out after all comparisons were counted."""

    name: str
    value: float
    low: float
    high: float
    told: str
    strong: bool = False


def forest_figure(rows: Sequence[Row], unit: str, axis: str, words: Wording, around_zero: bool = False) -> Figure:
    """Rows from top to bottom with the figure in words at the right edge."""
    figure = blank(10.0, 0.9 + 0.33 * len(rows))
    axes = figure.subplots()
    for down, row in enumerate(rows):
        colour = OTHER if row.strong else MAIN
        axes.hlines(down, row.low, row.high, color=colour.light, linewidth=2.2, alpha=0.75, zorder=3)
        axes.scatter([row.value], [down], s=36, color=colour.light, marker="D" if row.strong else "o",
                     edgecolors=PAPER.light, linewidths=0.7, zorder=4)  # fmt: skip
        axes.annotate(row.told, (1.01, down), xycoords=("axes fraction", "data"), va="center", fontsize=8.5)
    axes.set_yticks(range(len(rows)), [shortened(row.name, 46) for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x", color=LINE.light, linewidth=0.7)
    axes.xaxis.set_major_formatter(lambda value, _: tick(value, unit, words))
    if around_zero:
        axes.axvline(0, color=SOFT.light, linewidth=1.2)
    else:
        axes.set_xlim(0, 1.04 * max(row.high for row in rows))
    axes.set_xlabel(axis)
    return figure
