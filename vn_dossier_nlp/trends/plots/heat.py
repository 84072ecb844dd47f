"""The heat map: which requirement fails where, with the interval written into every cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.drawing import blank
from vn_dossier_nlp.trends.palette import HEAT, LINE, PAPER, SOFT, VOID
from vn_dossier_nlp.trends.plots.axis import tick
from vn_dossier_nlp.trends.result import HeatCell, HeatMap
from vn_dossier_nlp.trends.wording import DASH, Wording, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap, Normalize
    from matplotlib.figure import Figure

MOST = 30
"""Groups in a drawing; the table and the export have them all."""


def heat_figure(heat: HeatMap, words: Wording) -> Figure:
    """Groups from top to bottom, the one with most dossiers first; requirements from left to right, the most
    often missed first."""
    import matplotlib
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize
    from matplotlib.ticker import FuncFormatter

    groups, requirements = heat.columns[:MOST], heat.rows
    figure = blank(max(6.0, 3.0 + 0.72 * len(requirements)), 1.9 + 0.44 * len(groups))
    axes = figure.subplots()
    shades: Colormap = matplotlib.colormaps[HEAT]
    top = max((cell.value for cell in heat.cells if cell.value is not None), default=1.0)
    scale = Normalize(0, max(0.05, min(1.0, -(-top * 20 // 1) / 20)))
    for down, group in enumerate(groups):
        for right, requirement in enumerate(requirements):
            _cell(axes, heat.cell(requirement, group), right, down, shades, scale, words)
    axes.set_xlim(-0.5, len(requirements) - 0.5)
    axes.set_ylim(len(groups) - 0.5, -0.5)
    names = [shortened(words.label("requirement", requirement), 40, 1) for requirement in requirements]
    axes.set_xticks(range(len(requirements)), names, rotation=42, ha="left", rotation_mode="anchor", fontsize=8)
    axes.set_yticks(range(len(groups)), [words.short_group(group, 34, 2) for group in groups], fontsize=8)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    bar = figure.colorbar(ScalarMappable(scale, shades), ax=axes, orientation="horizontal", aspect=45, pad=0.015)
    bar.ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, "share", words)))
    bar.set_label(words.say("heat_scale"), fontsize=8.5)
    bar.outline.set_edgecolor(LINE.light)
    return figure


def _cell(
    axes: Axes, cell: HeatCell, right: int, down: int, shades: Colormap, scale: Normalize, words: Wording
) -> None:
    from matplotlib.patches import Rectangle

    corner = (right - 0.5, down - 0.5)
    if cell.value is None or cell.low is None or cell.high is None:
        box = Rectangle(corner, 1, 1, facecolor=VOID.light, edgecolor=PAPER.light, linewidth=1.2)
        axes.add_patch(box)
        text = DASH if not cell.denominator else words.say("few")
        axes.text(right, down, text, ha="center", va="center", fontsize=7, color=SOFT.light)
        return
    shade = tuple(shades(scale(cell.value)))
    axes.add_patch(Rectangle(corner, 1, 1, facecolor=shade, edgecolor=PAPER.light, linewidth=1.2))
    # Letters on a shade keep their colour in the dark, as the shade does: near-black and near-white of no role.
    letters = "#101114" if _luminance(shade) > 0.179 else "#fbfbfb"
    axes.text(right, down - 0.14, tick(round(cell.value, 2), "share", words), ha="center", va="center", fontsize=8.5,
              color=letters)  # fmt: skip
    between = f"{100 * cell.low:.0f}–{100 * cell.high:.0f}"
    axes.text(right, down + 0.24, between, ha="center", va="center", fontsize=6, color=letters)


def _luminance(shade: Sequence[float]) -> float:
    """Relative luminance (WCAG 2): above 0.179 dark letters have the greater contrast."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shade[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
