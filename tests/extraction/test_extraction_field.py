"""The policy field: by the department, else by the only subject that is told."""

from __future__ import annotations

import pytest

from vn_dossier_nlp.extraction.field import PolicyField, field_of, policy_fields
from vn_dossier_nlp.schema import Masthead
from vn_dossier_nlp.words import LANGUAGES, label

FIELDS = policy_fields()


def told(example: str) -> str | None:
    issuer, subject = example.split(" | ")
    return field_of(Masthead(issuer=issuer, subject=subject))


@pytest.mark.parametrize("field", FIELDS, ids=[field.code for field in FIELDS])
def test_the_examples_of_a_field(field: PolicyField) -> None:
    assert field.matches
    assert field.rejects
    assert [told(example) for example in field.matches] == [field.code] * len(field.matches)
    assert all(told(example) != field.code for example in field.rejects)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_has_its_word(lang: str) -> None:
    assert all(label("policy_field", field.code, lang) for field in FIELDS)


def test_the_department_wins_over_the_subject() -> None:
    assert told("SỞ NỘI VỤ | Về việc phê duyệt Điều lệ Hiệp hội Du lịch") == "internal_affairs"


def test_the_body_above_speaks_where_the_issuer_does_not() -> None:
    assert field_of(Masthead(parent="SỞ Y TẾ BA KHE", issuer="CHI CỤC DÂN SỐ")) == "health"


def test_two_subjects_leave_it_open() -> None:
    assert told("UBND XÃ TAM HÀ | Về việc thu hồi đất xây trường tiểu học") is None


def test_nothing_to_go_by() -> None:
    assert field_of(Masthead()) is None
