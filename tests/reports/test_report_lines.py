"""A line obeys the published schema and holds codes, never prose."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from report_samples import TEXT, batch, citations, returned, unread

import vn_dossier_nlp.schema
from vn_dossier_nlp.reports.lines import cite_line, dumps, to_line
from vn_dossier_nlp.schema import SCHEMA_VERSION, Assessment, Outcome, Verdict

SCHEMA = json.loads((Path(vn_dossier_nlp.schema.__file__).parent / "line.schema.json").read_text(encoding="utf-8"))
CONTRACT = [
    "dossier_id",
    "path",
    "outcome",
    "files",
    "purpose",
    "purpose_evidence",
    "addressee",
    "addressee_evidence",
    "masthead",
    "sender_id",
    "province_id",
    "field",
    "document_date",
    "received_at",
    "verdict",
    "generic",
    "generic_probability",
    "requirements",
    "proposals",
    "citations",
    "opinions",
    "enclosures",
    "mismatches",
    "reasons",
    "stats",
    "versions",
]
UNREAD = [outcome for outcome in Outcome if outcome not in {"read", "read_by_ocr", "partly_read"}]


def _errors(line: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(line)]


def test_the_schema_is_a_schema_with_its_version() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == f"urn:vn-dossier:line:{SCHEMA_VERSION}"


def test_every_object_is_closed_and_every_field_required() -> None:
    def check(node: object) -> None:
        if isinstance(node, dict):
            if node.get("additionalProperties") is False:
                assert sorted(node["required"]) == sorted(node["properties"])
            for value in node.values():
                check(value)

    check(SCHEMA)


@pytest.mark.parametrize("assessment", batch(), ids=lambda one: one.dossier_id)
def test_lines_obey_the_schema(assessment: Assessment) -> None:
    line = json.loads(dumps(to_line(assessment)))
    assert _errors(line) == []
    assert list(line) == CONTRACT


@pytest.mark.parametrize("outcome", UNREAD)
def test_an_unread_dossier_is_a_line_that_says_nothing(outcome: Outcome) -> None:
    line = to_line(unread(outcome, None))
    assert _errors(line) == []
    assert (line["verdict"], line["generic"], line["generic_probability"]) == (None, None, None)
    assert (line["requirements"], line["proposals"], line["citations"], line["reasons"]) == ({}, [], [], [])


def test_an_unread_dossier_with_a_verdict_is_refused() -> None:
    assert _errors(to_line(replace(unread(), verdict=Verdict.PASS)))


def test_an_unmet_requirement_without_span_or_zone_is_refused() -> None:
    first = returned().requirements[3]
    assert _errors(to_line(replace(returned(), requirements=(replace(first, zone=None),))))


def test_spans_quote_the_text() -> None:
    line = to_line(returned())
    spans = [span for finding in line["requirements"].values() for span in finding["evidence"]]
    spans += [proposal["span"] for proposal in line["proposals"]] + [one["span"] for one in line["citations"]]
    assert all(TEXT[span["start"] : span["end"]] == span["text"] for span in spans)


def test_probabilities_have_four_places() -> None:
    line = to_line(returned())
    assert line["generic_probability"] == 0.8734 or line["generic_probability"] == 0.8735
    assert line["citations"][3]["confidence"] == 0.9123


def test_a_citation_line_has_the_fields_of_the_contract() -> None:
    line = cite_line(citations()[1])
    wanted = "path start end text type number title date pins self issuer role resolves_to cluster status_on_date"
    assert list(line) == [*wanted.split(), "confidence", "candidates", "did_you_mean", "contradictions"]
    assert (line["number"], line["date"], line["self"]) == ("901/2024/NĐ-CP", "2024-03-12", False)
    assert TEXT[line["start"] : line["end"]] == line["text"]


def test_dumps_is_one_line_of_utf8() -> None:
    text = dumps({"a": "Tờ trình\n\ud800"})
    assert text == '{"a":"Tờ trình\\n\\ud800"}'
    text.encode("utf-8")


def test_the_document_of_the_schema_names_every_field() -> None:
    page = (Path(__file__).parents[2] / "docs" / "schema.md").read_text(encoding="utf-8")
    parts = [SCHEMA, *(part for part in SCHEMA["$defs"].values() if part.get("type") == "object")]
    missing = {name for part in parts for name in part["properties"] if f"`{name}`" not in page}
    assert missing == set()
