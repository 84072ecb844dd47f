"""The checks that packs name: one function a requirement, ``Case -> Result``."""

from __future__ import annotations

from collections.abc import Callable

from vn_dossier_nlp.regulation.case import Case, Result
from vn_dossier_nlp.regulation.checks.attachments import draft_attached
from vn_dossier_nlp.regulation.checks.authority import authority_basis
from vn_dossier_nlp.regulation.checks.bases import content_basis, practical_basis
from vn_dossier_nlp.regulation.checks.department import joint_responsibility, managing_department_view
from vn_dossier_nlp.regulation.checks.execution import funding, implementation
from vn_dossier_nlp.regulation.checks.guidance import central_guidance, other_provinces
from vn_dossier_nlp.regulation.checks.opinions import opinions
from vn_dossier_nlp.regulation.checks.process import process
from vn_dossier_nlp.regulation.checks.request import specific_request

Check = Callable[[Case], Result]

CHECKS: dict[str, Check] = {
    "authority_basis": authority_basis,
    "content_basis": content_basis,
    "practical_basis": practical_basis,
    "central_guidance": central_guidance,
    "other_provinces": other_provinces,
    "managing_department_view": managing_department_view,
    "joint_responsibility": joint_responsibility,
    "process": process,
    "opinions": opinions,
    "specific_request": specific_request,
    "draft_attached": draft_attached,
    "funding": funding,
    "implementation": implementation,
}
