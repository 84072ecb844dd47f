"""The checks that packs name: one function a requirement, ``Case -> Result``."""

from __future__ import annotations

from collections.abc import Callable

from vn_dossier_nlp.regulation.case import Case, Result
from vn_dossier_nlp.regulation.checks.addressees import one_addressee
from vn_dossier_nlp.regulation.checks.assignment import assignment_named
from vn_dossier_nlp.regulation.checks.attachments import draft_attached
from vn_dossier_nlp.regulation.checks.authority import authority_basis
from vn_dossier_nlp.regulation.checks.bases import content_basis, practical_basis
from vn_dossier_nlp.regulation.checks.competence import sent_to_the_holder
from vn_dossier_nlp.regulation.checks.department import joint_responsibility, managing_department_view
from vn_dossier_nlp.regulation.checks.enclosures import annexes_complete, figures_agree
from vn_dossier_nlp.regulation.checks.form import parts_of_the_form
from vn_dossier_nlp.regulation.checks.funding import funding
from vn_dossier_nlp.regulation.checks.guidance import central_guidance, other_provinces
from vn_dossier_nlp.regulation.checks.implementation import implementation
from vn_dossier_nlp.regulation.checks.length import summary_of_a_long_text
from vn_dossier_nlp.regulation.checks.normative import appraised_by_justice, chair_consulted, contents_told
from vn_dossier_nlp.regulation.checks.opinions import opinions
from vn_dossier_nlp.regulation.checks.process import process
from vn_dossier_nlp.regulation.checks.request import specific_request
from vn_dossier_nlp.regulation.checks.signature import signed_by_the_right_person
from vn_dossier_nlp.regulation.checks.validity import bases_in_force

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
    "R14": appraised_by_justice,
    "R15": chair_consulted,
    "R17": annexes_complete,
    "R18": signed_by_the_right_person,
    "R20": sent_to_the_holder,
    "R21": one_addressee,
    "R29": contents_told,
    "R30": summary_of_a_long_text,
    "R32": assignment_named,
    "R33": parts_of_the_form,
    "R35": figures_agree,
    "R36": bases_in_force,
}
