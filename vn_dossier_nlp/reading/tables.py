"""Ruled tables of a PDF: the cells from the lines that the page draws, the text from its own characters.

pdfplumber's geometry turns lines into cells; the lines come from pdfium, because letting pdfplumber parse the
page would be forty times slower than all the rest.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vn_dossier_nlp.reading.glyphs import Glyphs, Place, blank_width, grouped_pieces
from vn_dossier_nlp.reading.layout import Piece, join_row, rows
from vn_dossier_nlp.schema import Box

Grid = list[list[Box | None]]
"""Cells of one table, row by row; None where a merged cell of another row or column reaches."""

_MOST_PATHS = 4000  # a map or a drawing; looking for tables in it would take minutes
_THIN = 3.0  # points: a rectangle no thicker is a line
_NEAR = 3.0  # points between line ends that are taken to meet


def tables_of(page: Any, place: Place) -> list[Grid]:
    """The ruled tables of a page; none where it draws too few lines for one."""
    edges = list(_edges(page, place))
    flat = sum(edge["orientation"] == "h" for edge in edges)
    if flat < 3 or len(edges) - flat < 3:
        return []
    from pdfplumber import table as geometry

    edges = geometry.merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)
    crossings = geometry.edges_to_intersections(edges, _NEAR, _NEAR)
    found = geometry.cells_to_tables(geometry.intersections_to_cells(crossings))
    nowhere: Any = None  # the rows of a table come from its cells alone; it asks its page for text only
    grids = [_grid(geometry.Table(nowhere, cells)) for cells in found]
    return [grid for grid in grids if _is_table(grid)]


def _edges(page: Any, place: Place) -> Iterator[dict[str, Any]]:
    """Visible thin lines and the sides of drawn boxes, in the form that pdfplumber's geometry takes."""
    import pypdfium2.raw as raw

    bounds = [ctypes.c_float() for _ in range(4)]
    refs = [ctypes.byref(bound) for bound in bounds]
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    paths = 0
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        item = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        raw.FPDFPath_GetDrawMode(item, ctypes.byref(filled), ctypes.byref(stroked))
        paths += 1
        if paths > _MOST_PATHS or not (filled.value or stroked.value):
            continue
        raw.FPDFPageObj_GetBounds(item, *refs)
        left, top, right, bottom = place(*(bound.value for bound in bounds))
        if bottom - top <= _THIN:
            yield _edge(left, (top + bottom) / 2, right, (top + bottom) / 2)
        elif right - left <= _THIN:
            yield _edge((left + right) / 2, top, (left + right) / 2, bottom)
        elif stroked.value:
            yield _edge(left, top, right, top)
            yield _edge(left, bottom, right, bottom)
            yield _edge(left, top, left, bottom)
            yield _edge(right, top, right, bottom)


def _edge(left: float, top: float, right: float, bottom: float) -> dict[str, Any]:
    flat = right - left > bottom - top
    return {
        "x0": left,
        "x1": right,
        "top": top,
        "bottom": bottom,
        "width": right - left,
        "height": bottom - top,
        "orientation": "h" if flat else "v",
        "object_type": "line",
    }


def _grid(table: Any) -> Grid:
    return [[None if cell is None else tuple(cell) for cell in row.cells] for row in table.rows]


def _is_table(grid: Grid) -> bool:
    """One frame around text, or a line under a heading, is no table."""
    widest = max((sum(cell is not None for cell in row) for row in grid), default=0)
    return widest >= 2 and len(grid) >= 2


def pieces_with_tables(glyphs: Glyphs, grids: Sequence[Grid]) -> list[Piece]:
    """The page's pieces; each row of a table is one piece, its cells joined by " | ".

    Every character goes to exactly one cell or to the text around, so nothing is lost or said twice.
    """
    cells = [cell for grid in grids for row in grid for cell in row if cell is not None]
    glyphs = replace(glyphs, group=_cells_of(glyphs, cells))
    pieces: list[Piece] = []
    inside: dict[Box, list[Piece]] = {cell: [] for cell in cells}
    for number, piece in grouped_pieces(glyphs, blank_width(glyphs)):
        (inside[cells[number - 1]] if number else pieces).append(piece)
    for grid in grids:
        for row in grid:
            pieces += _row_piece([cell for cell in row if cell is not None], inside)
    return pieces


def _cells_of(glyphs: Glyphs, cells: Sequence[Box]) -> NDArray[np.int64]:
    """For each character the number of the first cell that holds its middle, counted from 1; 0 for none."""
    x, y = (glyphs.left + glyphs.right) / 2, (glyphs.top + glyphs.bottom) / 2
    found = np.zeros(len(glyphs), np.int64)
    for number in range(len(cells), 0, -1):
        left, top, right, bottom = cells[number - 1]
        found[(left <= x) & (x < right) & (top <= y) & (y < bottom)] = number
    return found


def _row_piece(row: Sequence[Box], inside: dict[Box, list[Piece]]) -> list[Piece]:
    texts = []
    for cell in row:
        lines = [join_row(line) for line in rows(inside[cell])]
        texts.append(" ".join(line.text for line in lines))
    if not any(texts):
        return []
    left, top, right, bottom = zip(*row, strict=True)
    # Merged cells reach into the rows below; the line's own place is that of its shortest cell.
    return [Piece(" | ".join(texts), (min(left), min(top), max(right), min(bottom)))]
