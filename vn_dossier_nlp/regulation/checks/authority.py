"""authority_basis (R01): an article that gives the body its power to decide what is asked."""

from __future__ import annotations

import re

from vn_dossier_nlp.regulation.case import Case, Place, Result, met, not_met
from vn_dossier_nlp.regulation.powers import Power, find_powers, gives_article

_LONGEST = 500  # characters of evidence
_ORGANISATION = re.compile(r"tổ\s+chức\s+chính\s+quyền\s+địa\s+phương", re.IGNORECASE)


def authority_basis(case: Case) -> Result:
    """Met where an article, or a numbered point of a ministry's guidance, stands with the words of a power.

    A basis of the subject, a procedure or a file with an article is not enough, nor is a decree "về thẩm quyền"
    without one, nor the law on the organisation of local government alone.
    """
    powers = find_powers(case)
    if powers:
        return met(_evidence(powers[0]), confidence=0.8, why="article")
    pinned = [mention for mention in case.mentions() if gives_article(mention)]
    if pinned:
        return not_met((pinned[0].start, pinned[0].end), zone="main", confidence=0.65, why="subject_only")
    named = [mention for mention in case.mentions() if mention.title and not mention.pins]
    if any(_ORGANISATION.search(mention.title or "") for mention in named):
        return not_met(zone="main", confidence=0.75, why="organisation_law")
    return not_met(zone="main", confidence=0.75, why="no_article")


def _evidence(power: Power) -> Place:
    start, end = power.place
    return start, min(end, start + _LONGEST)
