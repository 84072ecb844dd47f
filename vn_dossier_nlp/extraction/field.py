"""The policy field of a submission: by the department that sends it, else by its subject (``data/fields.toml``)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.schema import Masthead


@dataclass(frozen=True, slots=True)
class PolicyField:
    """A field with what tells it."""

    code: str
    department: re.Pattern[str]  # at the start of a body's name, without marks
    subject: re.Pattern[str]  # in the subject line, small letters
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


def field_of(masthead: Masthead) -> str | None:
    """The code of the field: that of the issuer, of the body above it, or the only one the subject tells; else None."""
    for body in (masthead.issuer, masthead.parent):
        name = skeleton(body or "")
        for field in policy_fields():
            if field.department.match(name):
                return field.code
    subject = (masthead.subject or "").lower()
    told = {field.code for field in policy_fields() if field.subject.search(subject)}
    return told.pop() if len(told) == 1 else None


@lru_cache(maxsize=1)
def policy_fields() -> tuple[PolicyField, ...]:
    """All fields, in the order of the table."""
    path = room_file("extraction", "data", "fields.toml")
    return tuple(
        PolicyField(
            row["code"],
            re.compile(row["department"]),
            re.compile(row["subject"]),
            tuple(row["matches"]),
            tuple(row["rejects"]),
        )
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["field"]
    )
