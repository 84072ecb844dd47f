"""The points of the labelling guide that a reader answers, as a form: which answers there are, which must be given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vn_dossier_nlp.corpus.files import GENERIC as GENERIC
from vn_dossier_nlp.corpus.files import REQUIREMENTS as REQUIREMENTS
from vn_dossier_nlp.corpus.labels import validator
from vn_dossier_nlp.language.folding import fold

STATUSES = ("met", "not_met", "not_applicable", "cannot_tell")
VAGUENESS = ("1", "2", "3", "4", "5")
GENERIC_POINT, VAGUENESS_POINT = "return_for_vagueness", "vagueness"
_EVIDENCE = 200  # characters, as the guide says
_WHY = (10, 400)


def answers_of(point: str) -> tuple[str, ...]:
    """The answers to a point, as codes."""
    if point in REQUIREMENTS:
        return STATUSES
    if point == GENERIC_POINT:
        return GENERIC
    if point == VAGUENESS_POINT:
        return VAGUENESS
    return tuple(validator("label").schema["properties"][point]["enum"])


POINTS = (GENERIC_POINT, VAGUENESS_POINT, "purpose", "addressee", *REQUIREMENTS)
NEEDED = (GENERIC_POINT, VAGUENESS_POINT)
"""What every reading answers; the others may be left open."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a reader handed in. ``evidence``: words of the text by requirement."""

    points: dict[str, str]
    evidence: dict[str, str]
    why: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a form: a code of words ``review.fault`` with the point it is about."""

    code: str
    point: str = ""


def read_form(form: Mapping[str, str], text: str) -> tuple[Answers, list[Fault]]:
    """The answers of a form, and what is wrong with them. Evidence must stand in the text, word for word."""
    points = {point: form.get(point, "").strip() for point in POINTS}
    evidence = {name: form.get(f"evidence-{name}", "").replace("\r\n", "\n").strip() for name in REQUIREMENTS}
    answers = Answers(
        {point: answer for point, answer in points.items() if answer},
        {name: words for name, words in evidence.items() if words},
        " ".join(form.get("why", "").split()),
    )
    faults = [Fault("missing", point) for point in NEEDED if point not in answers.points]
    faults += [Fault("unknown", point) for point, answer in answers.points.items() if answer not in answers_of(point)]
    folded = " ".join(fold(text).text.split())
    for name, words in answers.evidence.items():
        if len(words) > _EVIDENCE:
            faults.append(Fault("evidence_long", name))
        elif " ".join(fold(words).text.split()) not in folded:
            faults.append(Fault("evidence_absent", name))
    if not _WHY[0] <= len(answers.why) <= _WHY[1]:
        faults.append(Fault("why"))
    return answers, faults


def label_of(identity: str, answers: Mapping[str, str], evidence: Mapping[str, str], why: str) -> dict[str, Any]:
    """A label as the corpus holds it, with the points that were answered."""
    label: dict[str, Any] = {"id": identity}
    for point in ("purpose", "addressee"):
        if point in answers:
            label[point] = answers[point]
    label["requirements"] = {
        name: {"status": answers[name], "evidence": evidence.get(name, "")} for name in REQUIREMENTS if name in answers
    }
    label[VAGUENESS_POINT] = int(answers[VAGUENESS_POINT])
    label[GENERIC_POINT] = answers[GENERIC_POINT]
    label["why"] = why
    return label
