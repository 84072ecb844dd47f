"""What a worker is asked for, and what it gives for a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vn_dossier_nlp.assess import Options

Give = Literal["assessed", "assessment", "record"]


@dataclass(frozen=True, slots=True)
class Order:
    """The same for all dossiers of a batch."""

    options: Options
    give: Give  # with the text, without it, or as a finished line
    page: str | None = None  # language of the HTML page that goes with a record; None: no page
    conditions: str | None = None  # digest of the conditions that a worker must share; None: not asked


@dataclass(frozen=True, slots=True)
class Record:
    """A dossier as it goes into the results: nothing is left to do but to write it."""

    line: str  # JSON without line break
    page: str | None  # HTML
    whole: bool  # everything in it was read: what the exit code asks
    prints: dict[str, str | None] | None  # fingerprint by file; None for a secret dossier, which keeps none
    outcomes: tuple[str, ...]  # those of its files and its own, each once
    office: bool  # LibreOffice shaped the text of a file


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a chunk: a product for each dossier, packed, and seconds by stage."""

    products: tuple[bytes, ...]
    spent: dict[str, float]
