"""Labelled submissions to train and measure on: a corpus folder (:mod:`labelled`) or a list of labels
(:mod:`labelfile`).

Whatever is wrong is told before anything is trained: the file, the row and the reason, all faults at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.vagueness.labelled import Corpus, load

LABELS = ("yes", "borderline", "no")
SCHEMES = ("matter", "field", "sender")
"""What may not stand on both sides of a split; the columns of ``splits.csv``."""
_SHOWN = 20  # faults that are told at once


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled submission. ``matter`` is shared by twins, which never stand on both sides of a split."""

    id: str
    matter: str
    twin_of: str | None
    field: str
    sender: str
    date: str
    text: str
    label: str  # yes | borderline | no: would a strict officer return it as generic
    sender_kind: str = ""  # where the index tells it
    folds: tuple[int, ...] = ()  # by matter, by field, by sender; empty where the corpus has no splits.csv


def load_corpus(place: Path) -> list[Example]:
    """The examples of a corpus folder, or of a list of labels (.csv, .jsonl), in the order of their ids.

    Raises DataError that names each file, row and reason.
    """
    if place.is_file():
        from vn_dossier_nlp.vagueness.labelfile import load_labels

        return load_labels(place)
    corpus = load(place)
    faults = _unread(corpus)
    examples = [found for identity in corpus.entries if (found := _example(corpus, identity, faults))]
    if not corpus.entries and not faults:
        faults.append(f"{place}: the index is empty; nothing to train on")
    tell(place, faults)
    return sorted(examples, key=lambda example: example.id)


def tell(place: Path, faults: Sequence[str]) -> None:
    """Raise the faults of a file or folder as one DataError; nothing happens where there are none."""
    if not faults:
        return
    if len(faults) == 1:
        raise DataError(faults[0])
    more = [f"... and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
    raise DataError("\n  ".join([f"{place}: {len(faults)} faults; nothing was done", *faults[:_SHOWN], *more]))


def fingerprint(examples: list[Example]) -> str:
    """A hash of what a model is trained on; the order of the files plays no part."""
    digest = hashlib.sha256()
    for example in sorted(examples, key=lambda example: example.id):
        for part in (example.id, example.matter, example.field, example.label, example.text):
            digest.update(part.encode("utf-8") + b"\0")
    return digest.hexdigest()


def _unread(corpus: Corpus) -> list[str]:
    """What training would need and could not be read; readings and decisions are no part of it."""
    faults = []
    for one in corpus.unread:
        name, _, row = one.place.partition(":")
        if name in ("index.jsonl", "splits.csv") or name.startswith(("texts/", "labels/")):
            faults.append(f"{corpus.folder / name}{row and f' line {row}'}: {one.why}")
    first = {identity: f"{corpus.folder / 'index.jsonl'} line {line}" for identity, line in corpus.rows.items()}
    for line, identity in corpus.repeated:
        place = f"{corpus.folder / 'index.jsonl'} line {line}"
        faults.append(f"{place}: id {identity!r} stands already in {first[identity]}; remove one of the two")
    return faults


def _example(corpus: Corpus, identity: str, faults: list[str]) -> Example | None:
    """The example under an id; None where one of ``faults`` tells why there is none."""
    row, before = corpus.entries[identity], len(faults)
    place = f"{corpus.folder / 'index.jsonl'} line {corpus.rows[identity]}"
    if not identity or Path(identity).name != identity or row.get("id") != identity:
        faults.append(f"{place}: id {row.get('id')!r} is no plain file name")
        return None
    for key in ("matter", "field", "sender", "date"):
        if not isinstance(row.get(key), str):
            faults.append(f"{place}: {key} must be a text, not {row.get(key)!r}")
    date, twin = row.get("date"), row.get("twin_of")
    if isinstance(date, str) and not is_date(date):
        faults.append(f"{place}: date must be a year, 2024, 2024-05 or 2024-05-31, not {date!r}")
    if twin is not None and twin not in corpus.entries:
        faults.append(f"{place}: twin_of {twin!r} is no id of this corpus")
    text, label = corpus.texts.get(identity), corpus.labels.get(identity)
    unread = {one.place for one in corpus.unread}
    for name, there in ((f"texts/{identity}.txt", text), (f"labels/{identity}.json", label)):
        if there is None and name not in unread:
            faults.append(f"{corpus.folder / name}: is missing; every id of the index needs a text and a label")
    if text is not None and not text.strip():
        faults.append(f"{corpus.folder / 'texts' / identity}.txt: the text is empty")
    told = (label or {}).get("return_for_vagueness")
    if label is not None and told not in LABELS:
        faults.append(
            f"{corpus.folder / 'labels' / identity}.json: return_for_vagueness must be yes, borderline or no, "
            f"not {told!r}"
        )
    folds = _folds(corpus, identity, faults)
    if len(faults) > before or text is None or label is None:
        return None
    kind = row.get("sender_kind")
    return Example(
        identity,
        row["matter"],
        twin,
        row["field"],
        row["sender"],
        row["date"],
        text,
        str(told),
        kind if isinstance(kind, str) else "",
        folds,
    )


def _folds(corpus: Corpus, identity: str, faults: list[str]) -> tuple[int, ...]:
    """The folds of a text in the order of SCHEMES; empty where ``splits.csv`` does not tell them."""
    row: dict[str, Any] | None = (corpus.splits or {}).get(identity)
    if row is None:
        return ()
    try:
        return tuple(int(row[scheme]) for scheme in SCHEMES)
    except (KeyError, ValueError) as error:
        columns = ", ".join(("id", *SCHEMES))
        faults.append(f"{corpus.folder / 'splits.csv'}: {identity}: needs the columns {columns} in numbers ({error})")
        return ()


def is_date(date: str) -> bool:
    """Whether a text is empty or begins with a year: ``2024``, ``2024-05``, ``2024-05-31``."""
    parts = date.split("-")
    return not date or (
        len(parts) <= 3
        and all(part.isascii() and part.isdigit() for part in parts)
        and [len(part) for part in parts] == [4, 2, 2][: len(parts)]
    )
