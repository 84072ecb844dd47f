"""What the review page refuses, as codes: the sentences stand in ``words/`` under ``review.refused``."""

from __future__ import annotations

from vn_dossier_nlp.register.refusals import RegisterError


class ReviewError(RegisterError):
    """A reading or a decision that the rules of two readers do not allow."""

    group = "review.refused"
