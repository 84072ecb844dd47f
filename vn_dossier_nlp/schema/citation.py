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
    role: str | None = None  # basis | ... (later rooms)
    resolves_to: str | None = None
    cluster: int | None = None
    status_on_date: str | None = None
    confidence: float | None = None
