"""What is wrong with a corpus: each fault with its place and reason, none of them hidden by another.

A fault has a code; its words are in ``words`` under ``corpus.fault``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from vn_dossier_nlp.corpus.agreement import differences
from vn_dossier_nlp.corpus.files import Corpus, Label
from vn_dossier_nlp.corpus.labels import label_faults, place_in, short, validator
from vn_dossier_nlp.corpus.laws import doubtful_laws
from vn_dossier_nlp.corpus.likeness import alike
from vn_dossier_nlp.corpus.people import people
from vn_dossier_nlp.corpus.settle import settle
from vn_dossier_nlp.corpus.splits import SCHEMES, group
from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.language.folding import key, skeleton
from vn_dossier_nlp.law.keys import iso_date

_HEAD = 900  # characters in which a masthead lies
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Fault:
    """``place`` is a file of the corpus, with ``:row`` where it has rows; ``detail`` names what is wrong there."""

    place: str
    code: str
    detail: str


def check(corpus: Corpus) -> Iterator[Fault]:
    """All faults of a corpus: files, labels, spans, twins, splits, laws, names, near-duplicates."""
    yield from _files(corpus)
    yield from _entries(corpus)
    for where, labels in _labels(corpus).items():
        for identity, label in labels.items():
            for code, detail in label_faults(label, identity, corpus.texts.get(identity)):
                yield Fault(f"{where}/{identity}.json", code, detail)
    yield from _adjudication(corpus)
    yield from _settled(corpus)
    yield from _splits(corpus)
    yield from _laws(corpus)
    yield from _people(corpus)
    yield from _likeness(corpus)


def _labels(corpus: Corpus) -> dict[str, dict[str, Label]]:
    return {"labels": corpus.labels} | {f"readings/{reader}": found for reader, found in corpus.readings.items()}


def _files(corpus: Corpus) -> Iterator[Fault]:
    for one in corpus.unread:
        yield Fault(one.place, "unread", one.why)
    for line, identity in corpus.repeated:
        yield Fault(f"index.jsonl:{line}", "id_repeated", identity)
    for identity, line in corpus.rows.items():
        for folder, found in (("texts", corpus.texts), ("labels", corpus.labels)):
            if identity not in found:
                yield Fault(f"index.jsonl:{line}", "file_missing", f"{folder}/{identity}")
        for reader, labels in corpus.readings.items():
            if identity not in labels:
                yield Fault(f"index.jsonl:{line}", "file_missing", f"readings/{reader}/{identity}.json")
    ids = {"texts": set(corpus.texts)} | {place: set(labels) for place, labels in _labels(corpus).items()}
    for place, there in ids.items():
        for identity in sorted(there - set(corpus.entries)):
            yield Fault(f"{place}/{identity}", "not_in_index", identity)
    for identity, text in corpus.texts.items():
        if not text.strip():
            yield Fault(f"texts/{identity}.txt", "empty", identity)


def _entries(corpus: Corpus) -> Iterator[Fault]:
    for identity, row in corpus.entries.items():
        place = f"index.jsonl:{corpus.rows[identity]}"
        broken = [f"{place_in(error)}: {error.message}" for error in validator("entry").iter_errors(row)]
        if not broken and not _is_day(row["date"]):
            broken = [f"date: {row['date']}"]
        yield from (Fault(place, "entry_format", detail) for detail in broken)
        if broken:
            continue
        original = row["twin_of"]
        if original is None:
            if row["matter"] != identity or row["twin_kind"] is not None:
                yield Fault(place, "original", f"{identity}: {row['matter']}, {row['twin_kind']}")
        elif original == identity or original not in corpus.entries or corpus.matter(original) != row["matter"]:
            yield Fault(place, "twin", f"{identity}: {original}, {row['matter']}")
        text = corpus.texts.get(identity)
        if text is not None and not _names(text[:_HEAD], row["sender"]):
            yield Fault(place, "sender", f"{row['sender']} (texts/{identity}.txt)")


def _adjudication(corpus: Corpus) -> Iterator[Fault]:
    """Every difference of two readings is decided, and nothing that the readers agree on."""
    if len(corpus.readings) < 2:
        return
    open_points = {(one.id, one.point): one for one in differences(corpus)}
    seen: set[tuple[str, str]] = set()
    for line, row in zip(corpus.adjudication_lines, corpus.adjudication, strict=True):
        place, named = f"adjudication.jsonl:{line}", (str(row.get("id")), str(row.get("point")))
        found = open_points.pop(named, None)
        if named in seen:
            yield Fault(place, "adjudication_repeated", " ".join(named))
        elif found is None:
            yield Fault(place, "adjudication_needless", " ".join(named))
        elif not str(row.get("why", "")).strip():
            yield Fault(place, "adjudication_reason", " ".join(named))
        elif row.get("decided") != found.label:
            yield Fault(
                place, "adjudication_label", f"{' '.join(named)}: {row.get('decided')!r}, label {found.label!r}"
            )
        seen.add(named)
    for identity, point in open_points:
        yield Fault("adjudication.jsonl", "adjudication_missing", f"{identity} {point}")


def _settled(corpus: Corpus) -> Iterator[Fault]:
    """A label is what the readings and the decisions give."""
    if len(corpus.readings) < 2:
        return
    try:
        wanted = settle(corpus)
    except DataError:
        return  # the cause is a fault of its own
    for identity, label in wanted.items():
        found = corpus.labels.get(identity, label)
        if found != label:
            parts = [part for part in label if found.get(part) != label[part]]
            yield Fault(f"labels/{identity}.json", "label_unsettled", ", ".join(parts))


def _splits(corpus: Corpus) -> Iterator[Fault]:
    """Each text has a fold in each scheme, and what belongs together lies in one."""
    if corpus.splits is None:
        return
    for identity in corpus.entries:
        if identity not in corpus.splits:
            yield Fault("splits.csv", "split_missing", identity)
    for scheme in SCHEMES:
        folds: dict[str, set[str]] = defaultdict(set)
        for identity, row in corpus.splits.items():
            if identity in corpus.entries:
                folds[group(corpus, identity, scheme)].add(row.get(scheme, ""))
        for name, found in folds.items():
            if len(found) > 1:
                yield Fault("splits.csv", "split_torn", f"{scheme}: {name} in {', '.join(sorted(found))}")


def _laws(corpus: Corpus) -> Iterator[Fault]:
    for identity, text in corpus.texts.items():
        for code, cited in doubtful_laws(text, str(corpus.entries.get(identity, {}).get("date", ""))):
            yield Fault(f"texts/{identity}.txt", code, short(cited))


def _people(corpus: Corpus) -> Iterator[Fault]:
    """One person in two matters tells a template."""
    seen: dict[str, str] = {}
    for identity, text in corpus.texts.items():
        for name in people(text):
            first = seen.setdefault(key(name), identity)
            if corpus.matter(first) != corpus.matter(identity):
                yield Fault(f"texts/{identity}.txt", "person_repeated", f"{name}: {first}")


def _likeness(corpus: Corpus) -> Iterator[Fault]:
    matters = {identity: corpus.matter(identity) for identity in corpus.texts}
    for pair in alike(corpus.texts, matters):
        place = f"texts/{pair.other}.txt"
        if pair.sentence is not None:
            yield Fault(place, "sentence_shared", f"{pair.one}: {short(pair.sentence)}")
        else:
            yield Fault(place, "near_duplicate", f"{pair.one}: {pair.share:.0%}")


def _is_day(date: str) -> bool:
    try:
        return iso_date(date) == date
    except UsageError:
        return False


def _names(head: str, sender: str) -> bool:
    """Whether the words of a name stand in a head, in two columns or with slips of OCR in one word of three."""
    there = set(_WORD.findall(skeleton(key(head).replace("ubnd", "ủy ban nhân dân"))))
    wanted = _WORD.findall(skeleton(key(sender).replace("ubnd", "ủy ban nhân dân")))
    return sum(word not in there for word in wanted) <= len(wanted) // 3
