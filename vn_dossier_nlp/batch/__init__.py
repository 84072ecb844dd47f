"""Many dossiers, on one core, several or a cluster: each with its outcome whatever happens to another.

``docs/batches.md`` tells how a batch runs, how it is resumed and what limits it.
"""

from vn_dossier_nlp.batch.scoring import score_batch

__all__ = ["score_batch"]
