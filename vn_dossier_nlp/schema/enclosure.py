"""What a dossier should hold and holds: enclosures, and places that contradict each other."""

from __future__ import annotations

from dataclasses import dataclass

from vn_dossier_nlp.schema.span import Span


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One paper of a dossier: named in the text, asked for by the pack, or found among the files.

    Named and without ``file``: absent. With ``file`` and without ``span``: present, but the text does not name it.
    """

    kind: str  # draft | appraisal | opinion | annex | other
    name: str  # as the text names it, else the name of the file, else the kind
    span: Span | None  # where the submission names it
    file: str | None  # the file of the dossier that it is
    wanted_by: str  # text | pack | none


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Two places of a dossier that say different things about one matter."""

    kind: str  # amount | date | number | name
    here: Span  # in the submission
    there: Span  # in the other file, or in the submission where it does not fit itself
