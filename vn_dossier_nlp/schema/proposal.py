"""A proposal: one clause that asks the addressee to do or to decide something."""

from __future__ import annotations

from dataclasses import dataclass

from vn_dossier_nlp.schema.span import Span


@dataclass(frozen=True, slots=True)
class Slots:
    """What a decision needs to be drafted; each a piece of text or None where it is not stated."""

    scope: str | None = None
    amount: str | None = None
    source: str | None = None
    deadline: str | None = None
    implementers: str | None = None
    legal_reference: str | None = None
    annex: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A request. ``specific``: the decision could be drafted from the clause and the sentence it belongs to."""

    span: Span
    act: str | None  # "cho phép", "phê duyệt"; None for an empty formula
    object: str | None  # what the act is done to; may stand in the sentence before
    asked_of: str | None  # chair | committee | council | other; None where not named
    specific: bool
    slots: Slots
    formula: bool = False  # the closing formula alone, without an object of its own
