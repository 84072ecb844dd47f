"""From a path to text with places: one typed outcome for every file, and never an exception for bad input.

Heavy libraries are imported inside the functions that need them, so importing this package is quick.
"""

from __future__ import annotations

from vn_dossier_nlp.reading.file import Reading, read_file
from vn_dossier_nlp.reading.folders import DossierInput, find_dossiers
from vn_dossier_nlp.reading.places import span_of
from vn_dossier_nlp.reading.tesseract import ocr_version

__all__ = ["DossierInput", "Reading", "find_dossiers", "ocr_version", "read_file", "span_of"]
