"""The parts of a dossier as reports show them: each paper with its state, each contradiction with both places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vn_dossier_nlp.reports.phrases import file_name
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.schema import Assessment, Enclosure, Span
from vn_dossier_nlp.words import label

_UNCOMPARED = ("single_file", "nothing_named")


@dataclass(frozen=True, slots=True)
class Part:
    """A paper of the dossier. ``code``: found, absent, unsure, uncompared, unnamed or wanted; ``state`` is its word."""

    kind: str
    name: str
    span: Span | None
    file: str | None
    code: str
    state: str


def parts(assessment: Assessment, lang: str) -> Iterator[Part]:
    """The papers that the text names, those that the pack asks for, and the files that nobody names."""
    for one in assessment.enclosures:
        code = _state(one, assessment)
        kind = label("role", one.kind, lang)
        name = kind if one.span is None and one.file is None else one_line(one.name, 240)
        file = file_name(one.file) if one.file else None
        yield Part(kind, name, one.span, file, code, label("enclosure_state", code, lang))


def _state(one: Enclosure, assessment: Assessment) -> str:
    if one.file is not None:
        return "unnamed" if one.span is None else "found"
    if one.span is None:
        return "wanted"
    why = next((finding.why for finding in assessment.requirements if finding.requirement == "R17"), None)
    if why in _UNCOMPARED or (why is None and len(assessment.files) < 2):
        return "uncompared"
    return "unsure" if why == "unread_files" else "absent"
