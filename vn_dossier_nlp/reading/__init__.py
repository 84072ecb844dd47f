"""From a path to text with places: one typed outcome for every file, and never an exception for bad input.

Heavy libraries are imported inside the functions that need them, so importing this package is quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.reading.content import UNREADABLE_STAMP
from vn_dossier_nlp.reading.file import Reading
from vn_dossier_nlp.reading.folders import DossierInput, find_dossiers
from vn_dossier_nlp.reading.isolated import read_file, read_files
from vn_dossier_nlp.reading.office import OFFICE_FORMATS, office_version, small_office
from vn_dossier_nlp.reading.places import span_of
from vn_dossier_nlp.reading.tesseract import ocr_data_version, ocr_version

if TYPE_CHECKING:
    from vn_dossier_nlp.reading.boxes import character_boxes, offset_at

__all__ = [
    "OFFICE_FORMATS",
    "UNREADABLE_STAMP",
    "DossierInput",
    "Reading",
    "character_boxes",
    "find_dossiers",
    "ocr_data_version",
    "ocr_version",
    "office_version",
    "offset_at",
    "read_file",
    "read_files",
    "small_office",
    "span_of",
]


def __getattr__(name: str) -> Any:
    """Boxes of characters need numpy, which is loaded when somebody asks for them."""
    if name in ("character_boxes", "offset_at"):
        from vn_dossier_nlp.reading import boxes

        return getattr(boxes, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
