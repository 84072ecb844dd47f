"""Colours of the plots: each has a part to play, a value on white paper and one on a dark screen.

The hues are those of Okabe and Ito (Color Universal Design, 2008), which people with any common kind of colour
blindness can tell apart; the dark values are lighter ones of the same hue. No two roles share a value: the page
finds a role by its value and puts a variable in its place, so that one drawing serves light, dark and print.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colour:
    """A role with its values as ``#rrggbb`` in small letters."""

    role: str
    light: str
    dark: str


INK = Colour("ink", "#1d1f23", "#e9e7e1")
SOFT = Colour("soft", "#565b64", "#aeb3bc")
LINE = Colour("line", "#d5d1c6", "#3a3f47")
PAPER = Colour("paper", "#ffffff", "#1c1f24")
MAIN = Colour("plot-main", "#0072b2", "#56b4e9")
OTHER = Colour("plot-other", "#d55e00", "#f08a4b")
MARK = Colour("plot-mark", "#a8528a", "#dd9cc5")
VOID = Colour("plot-void", "#ecebe6", "#2b3037")

ROLES = (INK, SOFT, LINE, PAPER, MAIN, OTHER, MARK, VOID)
SERIES = (MAIN, OTHER)
"""In the order in which lines of one plot take them."""

DASHES = ("-", (0, (6, 2)))
MARKERS = ("o", "s")
"""A line differs by dash and marker too: colour alone never carries the meaning."""

HEAT = "viridis_r"
"""Low is light, high is dark; even in lightness, hence readable in grey print."""
