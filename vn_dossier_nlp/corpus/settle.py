"""From two readings and what was decided where they differ to the label that counts.

What both readers say stands. Where they differ the row of the reader who said what was decided is taken whole, with
its evidence; a decision for a third answer brings its own. Requests and dimensions are those of the reader with whom
the decision on vagueness lies, the first where both agree.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from vn_dossier_nlp.corpus.files import REQUIREMENTS, Corpus, Label, points, two_readers
from vn_dossier_nlp.corpus.labels import label_faults
from vn_dossier_nlp.errors import DataError

Decision = Mapping[str, Any]


def settle(corpus: Corpus) -> dict[str, Label]:
    """The label of every text that two readers have read, by id.

    Raises DataError where a reading is missing or not as it must be, where a difference has no decision or two, and
    where a decision is no answer.
    """
    one, other = two_readers(corpus)
    for unread in corpus.unread:
        raise DataError(f"{unread.place}: cannot be read ({unread.why}); nothing is written")
    decided: dict[str, dict[str, Decision]] = {}
    for row in corpus.adjudication:
        mine, point = decided.setdefault(str(row.get("id")), {}), str(row.get("point"))
        if point in mine:
            raise DataError(f"adjudication.jsonl: two decisions on {point} of {row.get('id')}")
        mine[point] = row
    found = {}
    for identity in corpus.entries:
        for reader, labels in (("first", one), ("second", other)):
            _sound(labels.get(identity), identity, f"the {reader} reading")
        found[identity] = settled(one[identity], other[identity], decided.get(identity, {}))
        _sound(found[identity], identity, "what was decided")
    return found


def _sound(label: Label | None, identity: str, what: str) -> None:
    if label is None:
        raise DataError(f"{identity}: {what} is missing; every text of the index needs two")
    for code, detail in label_faults(label, identity, None):
        raise DataError(f"{identity}: {what} is no label ({code}: {detail})")


def settled(first: Label, second: Label, decided: Mapping[str, Decision]) -> Label:
    """The label of one text; ``decided`` holds a row of ``adjudication.jsonl`` for each point that differs."""
    identity = str(first["id"])
    answers: dict[str, Any] = {}
    told = points(second)
    for point, answer in points(first).items():
        if answer != told[point] and point not in decided:
            raise DataError(f"adjudication.jsonl: no decision on {point} of {identity}")
        answers[point] = answer if answer == told[point] else decided[point].get("decided")
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
