"""The records that walk through the house: frozen, slotted, without behaviour.

The published JSON Schema of the output line is ``line.schema.json`` beside this file.
"""

from vn_dossier_nlp.schema.assessment import Assessment, Finding, Reason, Stats, Status, Verdict, Versions
from vn_dossier_nlp.schema.citation import Citation
from vn_dossier_nlp.schema.document import Document, Line, Outcome, Page, SourceFile
from vn_dossier_nlp.schema.masthead import Masthead
from vn_dossier_nlp.schema.proposal import Proposal, Slots
from vn_dossier_nlp.schema.span import Box, Span
from vn_dossier_nlp.schema.zone import Zone, ZoneKind

SCHEMA_VERSION = "1.0"

__all__ = [
    "SCHEMA_VERSION",
    "Assessment",
    "Box",
    "Citation",
    "Document",
    "Finding",
    "Line",
    "Masthead",
    "Outcome",
    "Page",
    "Proposal",
    "Reason",
    "SourceFile",
    "Slots",
    "Span",
    "Stats",
    "Status",
    "Verdict",
    "Versions",
    "Zone",
    "ZoneKind",
]
