"""Vietnamese administrative submissions: read, cite, check, classify, report.

The two names a library user needs first::

    import vn_dossier_nlp
    nlp = vn_dossier_nlp.load()            # a spaCy Language
    doc = nlp("Căn cứ khoản 3 Điều 15 Nghị định số 126/2024/NĐ-CP ...")
    doc.spans["citations"], doc.spans["proposals"]

Everything else is imported from its own room (see DESIGN in ``docs/architecture.md``), so that importing this
package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

__version__ = "0.1.0"
__all__ = ["__version__", "load"]


def load() -> Language:
    """The spaCy pipeline that every command uses; see :func:`vn_dossier_nlp.extraction.load`."""
    from vn_dossier_nlp.extraction import load as build

    return build()
