"""What plots over time share: the axis of months, the scale of a unit, marked breaks, a band with its line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.trends.palette import INK, PAPER, SOFT, Colour
from vn_dossier_nlp.trends.result import SMALL, Break, Point
from vn_dossier_nlp.trends.wording import Wording

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_FROM_ZERO = ("share", "days", "number")
_TICKS = 9
"""As many month labels as fit below a plot of the page's width."""


def month_axis(axes: Axes, periods: Sequence[str], words: Wording, ticks: int = _TICKS) -> None:
    """Months at 0, 1, 2 ... with as many labels as fit, on whole quarters or years where there are many."""
    step = next(s for s in (1, 2, 3, 6, 12, 24, 48, 120) if len(periods) <= s * ticks or s == 120)
    start = next((i for i, period in enumerate(periods) if (int(period[5:7]) - 1) % min(step, 12) == 0), 0)
    places = range(start, len(periods), step)
    axes.set_xticks(list(places), [words.month(periods[place]) for place in places])
    axes.set_xlim(-0.6, len(periods) - 0.4)


def value_axis(axes: Axes, unit: str, words: Wording, highs: Iterable[float | None]) -> None:
    """The scale of a unit: shares, days and counts start at zero, so that a height is a size."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    if unit in _FROM_ZERO:
        top = max((high for high in highs if high is not None), default=0.0)
        limit = min(1.02, top * 1.12) if unit == "share" else top * 1.12
        axes.set_ylim(0, limit if limit > 0 else 1)
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, unit, words)))


def tick(value: float, unit: str, words: Wording) -> str:
    """A number on an axis, with as few places as it needs; of "points" the axis names the unit."""
    if unit in ("share", "points"):
        value *= 100
    places = 0 if abs(value - round(value)) < 1e-6 else 1 if abs(10 * value - round(10 * value)) < 1e-6 else 2
    return words.decimal(value, places) + ("%" if unit == "share" else "")


def mark_breaks(axes: Axes, breaks: Iterable[Break], periods: Sequence[str], words: Wording, told: bool = True) -> None:
    """A dotted line before every month in which another model or pack began; what changed stands at its top."""
    kinds: dict[int, list[str]] = {}
    for one in breaks:
        if one.period in periods:
            kinds.setdefault(periods.index(one.period), []).append(one.kind)
    row, before = 0, -1e9
    for place, found in sorted(kinds.items()):
        axes.axvline(place - 0.5, color=SOFT.light, linewidth=1.2, linestyle=(0, (1, 1.5)), zorder=1)
        if told:
            named = ", ".join(words.say(f"break_short.{kind}") for kind in dict.fromkeys(found))
            row = (row + 1) % 3 if place - before < 0.25 * len(periods) else 0
            note_at(axes, place - 0.5, named, place > 0.8 * len(periods), row=row)
            before = place


def note_at(axes: Axes, place: float, text: str, left: bool, colour: Colour = SOFT, row: int = 0) -> None:
    """A word at the top of a vertical line, on the side where there is room; lines close by take another row."""
    axes.annotate(
        text,
        (place, 1),
        xycoords=("data", "axes fraction"),
        xytext=(-4 if left else 4, -3 - 11 * row),
        textcoords="offset points",
        ha="right" if left else "left",
        va="top",
        fontsize=8,
        color=colour.light,
        bbox={"facecolor": PAPER.light, "edgecolor": "none", "pad": 1.0, "alpha": 0.8},
        zorder=6,
    )


def pieces(points: Sequence[Point], cuts: Iterable[int] = ()) -> list[list[int]]:
    """Runs of months with a figure: a line is not drawn over a gap, nor over a break."""
    cut = set(cuts)
    runs: list[list[int]] = []
    for place, point in enumerate(points):
        if point.value is None:
            continue
        if runs and runs[-1][-1] == place - 1 and place not in cut:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def draw_points(
    axes: Axes,
    points: Sequence[Point],
    colour: Colour,
    cuts: Iterable[int] = (),
    marker: str = "o",
    dash: Any = "-",
    size: float = 4,
    label: str | None = None,
) -> None:
    """A line with its band of 95 %; a month that stands alone gets a bar instead."""
    for run in pieces(points, cuts):
        values = [points[place].value for place in run]
        lows = [_number(points[place].low, points[place].value) for place in run]
        highs = [_number(points[place].high, points[place].value) for place in run]
        if len(run) > 1:
            axes.fill_between(run, lows, highs, color=colour.light, alpha=0.2, linewidth=0, zorder=2)
        else:
            axes.vlines(run, lows, highs, color=colour.light, linewidth=1.4, alpha=0.7, zorder=2)
        axes.plot(
            run,
            values,  # type: ignore[arg-type]  # a run holds months with a figure only
            color=colour.light,
            linestyle=dash,
            linewidth=1.8,
            marker=marker,
            markersize=size,
            markeredgecolor=PAPER.light,
            markeredgewidth=0.6,
            zorder=4,
            label=label,
        )
        label = None


def draw_suppressed(axes: Axes, points: Sequence[Point], label: str | None = None) -> bool:
    """Months with too few cases as open marks on the axis; whether there were any."""
    places = [place for place, point in enumerate(points) if point.has(SMALL)]
    if places:
        axes.scatter(
            places,
            [0.025] * len(places),
            transform=axes.get_xaxis_transform(),
            marker="x",
            s=18,
            linewidths=1.0,
            color=SOFT.light,
            zorder=5,
            label=label,
        )
    return bool(places)


def legend_below(figure: Figure, handles: Sequence[Artist] = ()) -> None:
    """One legend under all panels, where it hides nothing; what stands in several panels stands there once."""
    named: dict[str, Artist] = {}
    for axes in figure.axes:
        for handle, label in zip(*axes.get_legend_handles_labels(), strict=True):
            named.setdefault(label, handle)
    for handle in handles:
        named.setdefault(str(handle.get_label()), handle)
    if named:
        figure.legend(
            named.values(),
            named.keys(),
            loc="outside lower left",
            ncols=_columns([len(label) for label in named], 12.5 * figure.get_figwidth()),
            borderaxespad=0.2,
            labelcolor=INK.light,
            handlelength=2.6,
            columnspacing=1.6,
        )


def _columns(lengths: Sequence[int], room: float) -> int:
    """As many columns, filled from top to bottom, as leave no label cut off; ``room`` is in letters."""
    for columns in range(min(5, len(lengths)), 1, -1):
        rows = -(-len(lengths) // columns)
        if sum(max(lengths[start : start + rows]) + 8 for start in range(0, len(lengths), rows)) <= room:
            return columns
    return 1


def _number(value: float | None, instead: float | None) -> float:
    return value if value is not None else instead if instead is not None else 0.0
