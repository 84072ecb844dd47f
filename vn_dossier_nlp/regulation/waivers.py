"""What is not asked of a submission: by a row of its pack, or by an officer for one run."""

from __future__ import annotations

from collections.abc import Mapping

from vn_dossier_nlp.regulation.case import Case, Result, not_applicable
from vn_dossier_nlp.regulation.rows import Pack
from vn_dossier_nlp.schema import Reason

WAIVED = "waived"
"""``Finding.why`` of a requirement that is not asked, and the code of an officer's reason."""

WAIVED_BY_PACK = "waived_by_pack"
"""The code of a reason that names the pack's row: ``row`` counts the waivers of that requirement from 1."""

NOT_ASKED: Result = not_applicable(confidence=1.0, why=WAIVED)
"""The result of a check that was not run."""


def waived(pack: Pack, case: Case, by_officer: Mapping[str, str]) -> dict[str, Reason]:
    """The requirements that are not asked of a case, each with its reason; an officer's word comes first."""
    found = {}
    for row in pack.checked:
        if row.id in by_officer:
            found[row.id] = Reason(WAIVED, {"requirement": row.id, "reason": by_officer[row.id]})
            continue
        for number, waiver in enumerate(pack.waivers_of(row.id), 1):
            if waiver.fits(case):
                found[row.id] = Reason(WAIVED_BY_PACK, {"requirement": row.id, "row": number})
                break
    return found
