"""The records that walk through the house: frozen, slotted, without behaviour.

The published JSON Schema of the output line is ``line.schema.json`` beside this file.
"""

from vn_dossier_nlp.schema.assessment import Assessment, Finding, Reason, Stats, Status, Verdict, Versions
from vn_dossier_nlp.schema.citation import Citation
from vn_dossier_nlp.schema.document import (
    Block,
    Document,
    Furniture,
    Line,
    OcrWord,
    Outcome,
    Page,
    RoleEvidence,
    SourceFile,
)
from vn_dossier_nlp.schema.enclosure import Enclosure, Mismatch
from vn_dossier_nlp.schema.masthead import Masthead
from vn_dossier_nlp.schema.opinion import Heard, Opinion, View
from vn_dossier_nlp.schema.proposal import Proposal, Slots
from vn_dossier_nlp.schema.span import Box, Span
from vn_dossier_nlp.schema.zone import Zone, ZoneKind

SCHEMA_VERSION = "1.3"

__all__ = [
    "SCHEMA_VERSION",
    "Assessment",
    "Block",
    "Box",
    "Citation",
    "Document",
    "Enclosure",
    "Finding",
    "Furniture",
    "Heard",
    "Line",
    "Masthead",
    "Mismatch",
    "OcrWord",
    "Opinion",
    "Outcome",
    "Page",
    "Proposal",
    "Reason",
    "RoleEvidence",
    "SourceFile",
    "Slots",
    "Span",
    "Stats",
    "Status",
    "Verdict",
    "Versions",
    "View",
    "Zone",
    "ZoneKind",
]
