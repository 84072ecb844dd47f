"""Law: what is cited, and whether it was in force on a date.

A layer over grammar and language alone. It knows instruments (``instruments.csv``, built by
``scripts/build_instruments.py`` from named sources) and says where each fact comes from; what it does not know is
``unknown``. An office adds its own list: ``docs/law.md``.
"""

from vn_dossier_nlp.law.contradictions import Contradiction, contradictions, misprint_of
from vn_dossier_nlp.law.instruments import (
    Conflict,
    Dated,
    Instrument,
    Registry,
    Relation,
    Source,
    find,
    find_title,
    near,
    registry,
    registry_version,
)
from vn_dossier_nlp.law.resolution import resolve
from vn_dossier_nlp.law.status import STATUSES, Fact, Standing, in_force_of, status_on

__all__ = [
    "STATUSES",
    "Conflict",
    "Contradiction",
    "Dated",
    "Fact",
    "Instrument",
    "Registry",
    "Relation",
    "Source",
    "Standing",
    "contradictions",
    "find",
    "find_title",
    "in_force_of",
    "misprint_of",
    "near",
    "registry",
    "registry_version",
    "resolve",
    "status_on",
]
