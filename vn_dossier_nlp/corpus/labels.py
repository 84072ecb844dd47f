"""What is wrong with one label: its form, its id, its quotations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from vn_dossier_nlp.corpus.files import Label
from vn_dossier_nlp.resources import room_file


def label_faults(label: Label, identity: str, text: str | None) -> Iterator[tuple[str, str]]:
    """(code, detail) of what is wrong with one label: its format, its id, its quotations."""
    broken = [f"{place_in(error)}: {error.message}" for error in validator("label").iter_errors(label)]
    yield from (("label_format", detail) for detail in broken)
    if broken:
        return
    if label["id"] != identity:
        yield "label_id", str(label["id"])
    if text is None:
        return
    for name, row in label["requirements"].items():
        if row["evidence"] not in text:
            yield "span", f"{name}: {short(row['evidence'])}"
    for row in label["proposals"]:
        if text.count(row["text"]) < row["occurrence"]:
            yield "span", f"proposals, occurrence {row['occurrence']}: {short(row['text'])}"


def sound(labels: Mapping[str, Label]) -> dict[str, Label]:
    """The labels whose form is right, by id."""
    return {identity: label for identity, label in labels.items() if not any(label_faults(label, identity, None))}


@lru_cache(maxsize=2)
def validator(name: str) -> Any:
    """The JSON Schema of ``data/NAME.schema.json``."""
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(room_file("corpus", "data", f"{name}.schema.json").read_text("utf-8")))


def place_in(error: Any) -> str:
    """Where in an object an error of the schema lies: "requirements.funding.status"."""
    return ".".join(map(str, error.absolute_path)) or "label"


def short(text: str) -> str:
    """A quotation for a message: one line, at most 70 characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 70 else f"{plain[:67]}..."
