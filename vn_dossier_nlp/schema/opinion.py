"""An opinion: what one body was asked and what it said, as the submission tells it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vn_dossier_nlp.schema.span import Span


class View(StrEnum):
    """The five values of a view (DOMAIN 6.6)."""

    AGREE = "agree"
    CONDITIONS = "agree_with_conditions"
    DISAGREE = "disagree"
    NO_VIEW = "no_view"
    NOT_COMPETENT = "not_its_competence"


class Heard(StrEnum):
    """How far the consultation of a body went."""

    ASKED = "asked"  # no answer is told
    ANSWERED = "answered"
    SILENT = "silent"  # the text says that no answer came


@dataclass(frozen=True, slots=True)
class Opinion:
    """One row of the table of opinions. ``body`` is as written, or a count such as "22/22 cơ quan"."""

    span: Span  # the words that tell it
    body: str
    named: bool  # a body by its name; False for "các sở, ngành" and for counts
    kind: str  # opinion | appraisal
    heard: Heard
    view: View | None  # None where none is told
    number: str | None = None  # of the letter
    date: str | None = None  # of the letter, ISO
    taken_up: str | None = None  # taken_up | explained; None where neither is told
