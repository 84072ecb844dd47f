"""The layout of a submission: masthead, signature block and zones, found in folded text."""

from vn_dossier_nlp.structure.layout import Layout, find_layout

__all__ = ["Layout", "find_layout"]
