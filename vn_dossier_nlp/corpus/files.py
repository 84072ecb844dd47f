"""What a label holds and what two readers can agree on; the files themselves are read by ``vagueness.labelled``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.vagueness.labelled import Corpus, Entry, Label, load

__all__ = ["GENERIC", "REQUIREMENTS", "Corpus", "Entry", "Label", "load", "points", "two_readers"]

REQUIREMENTS = (
    "authority_basis",
    "content_basis",
    "practical_basis",
    "central_guidance",
    "other_provinces",
    "managing_department_view",
    "joint_responsibility",
    "process",
    "opinions",
    "specific_request",
    "draft_attached",
    "funding",
    "implementation",
)
GENERIC = ("yes", "borderline", "no")


def two_readers(corpus: Corpus) -> tuple[dict[str, Label], dict[str, Label]]:
    """The labels of the first two readers. Raises DataError where there are none."""
    if len(corpus.readings) < 2:
        raise DataError(f"{corpus.folder}/readings: two folders of labels are needed, {len(corpus.readings)} found")
    one, other = sorted(corpus.readings)[:2]
    return corpus.readings[one], corpus.readings[other]


def points(label: Mapping[str, Any]) -> dict[str, Any]:
    """What readers can agree on, by name: the statuses, purpose, addressee, vagueness, return_for_vagueness."""
    statuses = {name: row["status"] for name, row in label["requirements"].items()}
    return statuses | {key: label[key] for key in ("purpose", "addressee", "vagueness", "return_for_vagueness")}
