"""From two readings and what was decided where they differ to the label that counts.

What both readers say stands. Where they differ the row of the reader who said what was decided is taken whole, with
its evidence; a decision for a third answer brings its own. Requests and dimensions are those of the reader with whom
the decision on vagueness lies, the first where both agree.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from vn_dossier_nlp.corpus.files import REQUIREMENTS, Corpus, Label, points
from vn_dossier_nlp.errors import DataError

Decision = Mapping[str, Any]


def settle(corpus: Corpus) -> dict[str, Label]:
    """The label of every text that two readers have read, by id.

    Raises DataError where a difference has no decision.
    """
    one, other = (corpus.readings[name] for name in sorted(corpus.readings)[:2])
    decided: dict[str, dict[str, Decision]] = {}
    for row in corpus.adjudication:
        decided.setdefault(str(row.get("id")), {})[str(row.get("point"))] = row
    return {
        identity: settled(one[identity], other[identity], decided.get(identity, {}))
        for identity in corpus.entries
        if identity in one and identity in other
    }


def settled(first: Label, second: Label, decided: Mapping[str, Decision]) -> Label:
    """The label of one text; ``decided`` holds a row of ``adjudication.jsonl`` for each point that differs."""
    identity = str(first["id"])
    answers: dict[str, Any] = {}
    told = points(second)
    for point, answer in points(first).items():
        if answer != told[point] and point not in decided:
            raise DataError(f"adjudication.jsonl: no decision on {point} of {identity}")
        answers[point] = decided[point]["decided"] if answer != told[point] else answer
    leading = second if first["vagueness"] != answers["vagueness"] == second["vagueness"] else first
    return {
        "id": identity,
        "purpose": answers["purpose"],
        "addressee": answers["addressee"],
        "requirements": {
            name: _requirement(name, answers[name], first, second, decided.get(name, {})) for name in REQUIREMENTS
        },
        "proposals": leading["proposals"],
        "dimensions": leading["dimensions"],
        "vagueness": answers["vagueness"],
        "return_for_vagueness": answers["return_for_vagueness"],
        "why": leading["why"],
    }


def _requirement(name: str, status: str, first: Label, second: Label, decision: Decision) -> dict[str, str]:
    rows = [label["requirements"][name] for label in (first, second) if label["requirements"][name]["status"] == status]
    if not rows:
        return {"status": status, "evidence": str(decision.get("evidence", ""))}
    return {"status": status, "evidence": next((row["evidence"] for row in rows if row["evidence"]), "")}


def as_json(label: Label) -> str:
    """The text of a label's file."""
    return json.dumps(label, ensure_ascii=False, indent=1) + "\n"
