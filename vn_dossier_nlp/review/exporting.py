"""What was labelled, as a corpus folder that ``vn-dossier train`` takes as it is; and corrected spans as gold.

Readers appear as A and B, adjudicators not at all: no name of a person goes into a corpus.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from vn_dossier_nlp.register.register import Register
from vn_dossier_nlp.register.tables import corrections
from vn_dossier_nlp.reports.lines import from_line
from vn_dossier_nlp.review.guide import label_of
from vn_dossier_nlp.review.readings import Pair, pairs
from vn_dossier_nlp.review.sources import source_of

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same labels are the same bytes

Files = dict[str, str]
"""Name in the folder -> text."""


@dataclass(frozen=True, slots=True)
class Export:
    """A corpus folder, and the dossiers left out, each with a code of why."""

    files: Files
    labelled: int
    left_out: tuple[tuple[int, str], ...]


def export(register: Register, folders: Sequence[Path]) -> Export:
    """All dossiers on which two readers agree or a third has decided, as files of a corpus."""
    files: Files = {}
    index: list[dict[str, Any]] = []
    decisions: list[dict[str, Any]] = []
    left_out: list[tuple[int, str]] = []
    for pair in pairs(register):
        answers = pair.settled
        text, why = _text(register, pair, folders)
        if answers is None or text is None:
            left_out.append((pair.dossier.id, why or "undecided"))
            continue
        identity = f"own-{pair.dossier.id:06d}"
        index.append(_entry(identity, pair))
        evidence = pair.second.evidence | pair.first.evidence
        files[f"texts/{identity}.txt"] = text
        files[f"labels/{identity}.json"] = _json(label_of(identity, answers, evidence, pair.first.why))
        for reader, one in zip("AB", (pair.first, pair.second), strict=True):
            files[f"readings/{reader}/{identity}.json"] = _json(label_of(identity, one.answers, one.evidence, one.why))
        if pair.adjudication is not None:
            decisions += [{"id": identity, **decision} for decision in pair.adjudication.decisions]
    files["index.jsonl"] = _lines(index)
    if decisions:
        files["adjudication.jsonl"] = _lines(decisions)
    return Export(files, len(index), tuple(left_out))


def zipped(files: Files, folder: str = "labels") -> bytes:
    """The files as one archive, below one folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}", _EPOCH), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def write_folder(files: Files, folder: Path) -> None:
    """The files below ``folder``; line breaks as they are."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


def gold(register: Register) -> Iterator[dict[str, Any]]:
    """Every corrected field or span: file, its hash, what the program said, what an officer says."""
    with register.reading() as connection:
        rows = connection.execute(select(corrections).order_by(corrections.c.id)).all()
    for one in rows:
        line = register.line(one.dossier_id)
        files = from_line(line).files if line else ()
        main = next((file for file in files if file.role == "submission"), None)
        yield {
            "dossier": one.dossier_id,
            "file": main.path if main else None,
            "sha256": main.sha256 if main else None,
            "field": one.field,
            "before": one.before,
            "after": one.after,
        }


def _text(register: Register, pair: Pair, folders: Sequence[Path]) -> tuple[str | None, str | None]:
    line = register.line(pair.dossier.id)
    source = source_of(from_line(line), folders) if line else None
    if source is None or source.text is None:
        return None, (source.why if source else None) or "not_scored"
    return source.text, None


def _entry(identity: str, pair: Pair) -> dict[str, Any]:
    one = pair.dossier
    return {
        "id": identity,
        "matter": f"own-{one.matter_id:06d}",
        "twin_of": None,
        "field": one.field or "unknown",
        "sender": one.author,
        "date": one.document_date or "",
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _lines(rows: Sequence[object]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
