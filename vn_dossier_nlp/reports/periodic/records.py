"""What a periodic report holds: paragraphs, tables and bars, ready to be printed in any form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from vn_dossier_nlp.reports.phrases import date as date_text
from vn_dossier_nlp.reports.phrases import number
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.words import say

MISSING = "–"
"""What is not known: never a nought."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; the heading of its column says of what."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None where there is nothing to be a part of."""
        return self.part / self.whole if self.whole else None


Value = str | int | date | Share | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the heading that it shares with its neighbours, its width (about centimetres)."""

    title: str
    group: str = ""
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``name`` is that of its sheet, ``total`` its last row, ``empty`` what is said where it has none.

    ``more``: how many rows there are beside ``rows``.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] | None = None
    notes: tuple[str, ...] = ()
    empty: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars, one a row, each of the parts that ``series`` names by code of colour and title."""

    title: str
    series: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head and the end of a paper of NĐ 30/2020; what is not known is a blank."""

    committee: str  # in capitals
    number: str  # "Số:        /BC-VP"
    about: str = ""  # "V/v …" below the number of a letter
    addressee: str = ""
    copies: tuple[str, ...] = ()
    signer: str = "CHÁNH VĂN PHÒNG"


@dataclass(frozen=True, slots=True)
class Report:
    """A report (with ``kind``, the name of its type) or a letter (without)."""

    kind: str  # "BÁO CÁO"
    title: str
    head: Letterhead
    facts: tuple[str, ...]  # when it was made, of what days, that a person checks it
    paragraphs: tuple[str, ...]  # "**" around what is bold
    grids: tuple[Grid, ...]
    bars: tuple[Bars, ...] = ()
    closing: tuple[str, ...] = ()


def shown(value: Value, lang: str) -> str:
    """A value as people read it; an empty text is a cell that is meant to be blank."""
    if value is None:
        return MISSING
    if isinstance(value, Share):
        return share_text(value, lang)
    if isinstance(value, date):
        return date_text(value.isoformat(), lang) or MISSING
    return number(value, lang) if isinstance(value, int) else one_line(value)


def share_text(share: Share, lang: str) -> str:
    """ "84,46 %"; rounded half to even, never to 100 or 0 where it is not all or nothing."""
    if not share.whole:
        return MISSING
    hundredths = round(Fraction(share.part * 10_000, share.whole))
    if 0 < share.part < share.whole:
        hundredths = min(max(hundredths, 1), 9_999)
    whole, rest = divmod(hundredths, 100)
    return say("report.percent", lang, whole=whole, rest=f"{rest:02}")


def left_out(grid: Grid, most: int) -> int:
    """How many rows a form that shows ``most`` of them leaves out."""
    return max(0, len(grid.rows) - most) + grid.more


def is_number(value: Value) -> bool:
    """Whether a value stands at the right of its cell."""
    return isinstance(value, (int, Share))
