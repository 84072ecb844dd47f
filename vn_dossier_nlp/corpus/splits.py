"""Fixed folds: by matter (twins together), by field, by sender. Written once, so that figures can be compared.

Groups are dealt to the folds from the largest on, each to the fold that holds the fewest texts; ties go by a hash of
the group's name. Adding texts to a corpus therefore moves folds: write them anew only with a new version.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter

from vn_dossier_nlp.corpus.files import Corpus
from vn_dossier_nlp.language.folding import key

SCHEMES = ("matter", "field", "sender")
FOLDS = 5


def group(corpus: Corpus, identity: str, scheme: str) -> str:
    """What may not be torn apart: the matter, the field, or the sender in its province."""
    row = corpus.entries[identity]
    if scheme == "sender":
        return f"{key(str(row.get('sender')))} ({key(str(row.get('province')))})"
    return str(row.get(scheme))


def deal(corpus: Corpus, scheme: str) -> dict[str, int]:
    """The fold of each text, 0 to ``FOLDS`` - 1."""
    of = {identity: group(corpus, identity, scheme) for identity in corpus.entries}
    sizes = Counter(of.values())
    held = [0] * FOLDS
    fold_of: dict[str, int] = {}
    for name, size in sorted(sizes.items(), key=lambda item: (-item[1], hashlib.sha256(item[0].encode()).digest())):
        fold_of[name] = held.index(min(held))
        held[fold_of[name]] += size
    return {identity: fold_of[name] for identity, name in of.items()}


def as_csv(corpus: Corpus) -> str:
    """The text of ``splits.csv``."""
    dealt = {scheme: deal(corpus, scheme) for scheme in SCHEMES}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", *SCHEMES])
    writer.writerows([identity, *(dealt[scheme][identity] for scheme in SCHEMES)] for identity in corpus.entries)
    return out.getvalue()
