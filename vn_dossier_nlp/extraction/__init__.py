"""Citations and proposals as a spaCy pipeline; patterns are rows of data with their examples."""

from vn_dossier_nlp.extraction.pipeline import load

__all__ = ["load"]
