"""A drawing as SVG and PNG: the same input gives the same bytes, whatever the day and the machine's fonts.

matplotlib (extra ``research``) is imported when a figure is made. Letters are drawn as outlines of DejaVu Sans, which
comes with matplotlib and has every Vietnamese letter, so that no font is needed where the page is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.trends.palette import INK, LINE, PAPER, ROLES, SOFT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 150
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": SOFT.light,
    "axes.labelcolor": INK.light,
    "axes.titlecolor": INK.light,
    "axes.facecolor": PAPER.light,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": LINE.light,
    "grid.linewidth": 0.7,
    "text.color": INK.light,
    "xtick.color": SOFT.light,
    "ytick.color": SOFT.light,
    "xtick.labelcolor": INK.light,
    "ytick.labelcolor": INK.light,
    "figure.facecolor": PAPER.light,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "hatch.color": SOFT.light,
    "hatch.linewidth": 0.6,
    # Letters are as wide in the SVG as in the PNG: one layout serves both.
    "text.hinting": "none",
    "figure.constrained_layout.w_pad": 0.09,
    "figure.constrained_layout.h_pad": 0.07,
    "svg.fonttype": "path",
    "path.simplify": False,
    "text.parse_math": False,
}
_PROLOGUE = re.compile(r"\A.*?(?=<svg )", re.S)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.S)
_STYLE_TAG = re.compile(r'\s*<style type="text/css">([^<]*)</style>')
_SIZE = re.compile(r'(<svg [^>]*?)\s(?:width|height)="[\d.]+pt"')
_ID = re.compile(r'(\bid="|url\(#|href="#)')
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_VARIABLES = {colour.light: f"var(--{colour.role},{colour.light})" for colour in ROLES}


@contextmanager
def style(salt: str) -> Iterator[None]:
    """matplotlib with our looks inside the ``with``; ``salt`` makes the ids of the SVG stable and those of a plot."""
    import matplotlib

    with matplotlib.rc_context({**_STYLE, "svg.hashsalt": salt}):
        yield


def blank(width: float, height: float) -> Figure:
    """A figure in inches; kept by nobody, so that memory is freed with it. Call it inside ``style``."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def as_files(figure: Figure) -> tuple[str, bytes]:
    """The figure as SVG and as PNG at 150 dots an inch, without date, maker or version.

    It is laid out once, for the SVG, and drawn once a format (``savefig`` does both twice): a third of the time.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    svg, png = BytesIO(), BytesIO()
    FigureCanvasSVG(figure).print_svg(svg, metadata={"Date": None, "Creator": None})  # type: ignore[no-untyped-call]
    figure.set_layout_engine("none")
    figure.set_dpi(DPI)
    FigureCanvasAgg(figure).print_png(png, metadata={"Software": None})  # type: ignore[no-untyped-call]
    return svg.getvalue().decode("utf-8"), png.getvalue()


def for_page(svg: str, name: str, title: str) -> str:
    """An SVG file as an element of a page: colours by variables, ids of its own, its title as the text for the blind.

    The rules of its style sheet would hold for the whole page; they become attributes of the element.
    """
    from html import escape

    svg = _METADATA.sub("", _PROLOGUE.sub("", svg))
    svg = _STYLE_TAG.sub("", svg)
    svg = _SIZE.sub(r"\1", _SIZE.sub(r"\1", svg, count=1), count=1)
    svg = _ID.sub(rf"\g<1>{name}-", svg)
    svg = _COLOUR.sub(lambda found: _VARIABLES.get(found.group(), found.group()), svg)
    head = f'<svg role="img" aria-label="{escape(title, quote=True)}" stroke-linejoin="round" stroke-linecap="butt" '
    return svg.replace("<svg ", head, 1)
