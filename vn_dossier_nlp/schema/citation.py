"""A citation: one mention of an official document or of a provision of one.

The fields follow the marking guide of ``corpora/citations/GUIDE.md``.
"""

from __future__ import annotations

from dataclasses import dataclass

from vn_dossier_nlp.schema.span import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention. ``self_reference`` is printed as ``self``."""

    span: Span
    type: str | None  # lower case Vietnamese: "nghị định"
    number: str | None  # normalised: "126/2024/NĐ-CP"
    title: str | None  # of laws, codes, ordinances and the Constitution cited by name
    date: str | None  # ISO date of issue, or year, or year and month
    pins: tuple[str, ...]  # canonical, smallest to largest: "điểm a khoản 2 Điều 7"
    self_reference: bool
    issuer: str | None = None
    # basis | authority_basis | assignment | amending | amended | replaced | quoted | history
    role: str | None = None
    resolves_to: str | None = None  # number of the instrument that is meant; None where more than one may be
    cluster: int | None = None  # from 1, the same for all mentions of one instrument in a document
    status_on_date: str | None = None  # in_force | not_yet_effective | expired | partly_expired | unknown
    confidence: float | None = None  # of resolves_to
    candidates: tuple[str, ...] = ()  # numbers that may be meant, where it is not resolved
    did_you_mean: str | None = None  # a known number that differs by one sign, where something speaks for a slip
    contradictions: tuple[str, ...] = ()  # codes: what in the citation does not fit together
