"""Forms as plain text fields. The guard has read and bounded the body already."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

from starlette.requests import Request

from vn_dossier_nlp.errors import UsageError

MOST_FIELDS = 400


def form_of(request: Request) -> dict[str, str]:
    """The fields of a form, the last of each name; line breaks are single."""
    return {name: value.replace("\r\n", "\n") for name, value in pairs_of(request)}


def pairs_of(request: Request) -> list[tuple[str, str]]:
    """The fields in their order. Raises UsageError for a body that is no form."""
    try:
        return parse_qsl(request.state.body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise UsageError("the form cannot be read; load the page again") from error


def day_of(value: str) -> date | None:
    """A day of a date field, None for a blank or a wrong one."""
    try:
        return date.fromisoformat(value.strip()) if value.strip() else None
    except ValueError:
        return None


def number_of(value: str) -> int | None:
    """A whole number of a field, None for anything else."""
    value = value.strip()
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else None
