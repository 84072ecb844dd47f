"""Earlier submissions that may be of the same matter: by sender and symbol, by subject, by text. A person decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import Connection, and_, or_, select

from vn_dossier_nlp.language.minhash import likeness
from vn_dossier_nlp.register.queries import search_text
from vn_dossier_nlp.register.receiving import Incoming
from vn_dossier_nlp.register.tables import bands, dossiers, scorings

ROWS = 4  # numbers of a fingerprint in one band: texts alike by 0.6 share one of 16 bands in 9 of 10 cases
SUBJECT_ALIKE = 0.6  # share of words of two subjects in common, from which on a person should look
TEXT_ALIKE = 0.5  # share of runs of words of two texts in common
_LAST = 2000  # submissions of one sender that are compared
_SHOWN = 5
# Words that nearly every subject has say nothing.
_EMPTY = frozenset(
    {"ve", "viec", "de", "nghi", "to", "trinh", "cua", "tai", "va", "cac", "cho", "theo", "tinh", "thanh", "pho"}
    | {"tren", "dia", "ban", "nam", "trong", "xin"}
)


@dataclass(frozen=True, slots=True)
class Similar:
    """A dossier that may be of the same matter: symbol | subject | text, alike by ``share``."""

    id: int
    why: str
    share: float


def band_values(minhash: Sequence[int] | None) -> list[tuple[int, int]]:
    """(band, value) of a fingerprint; none where the text has none."""
    if not minhash:
        return []
    found = []
    for band, start in enumerate(range(0, len(minhash) - ROWS + 1, ROWS)):
        part = ",".join(map(str, minhash[start : start + ROWS]))
        digest = blake2b(part.encode("ascii"), digest_size=8).digest()
        found.append((band, int.from_bytes(digest, "big", signed=True)))
    return found


def similar(connection: Connection, incoming: Incoming, leave_out: Iterable[int] = ()) -> list[Similar]:
    """Dossiers that may be of one matter with what arrives, the likeliest first; at most five."""
    best: dict[int, Similar] = {}
    out = set(leave_out)
    for found in (*_by_sender(connection, incoming), *_by_text(connection, incoming)):
        if found.id not in out and (found.id not in best or found.share > best[found.id].share):
            best[found.id] = found
    return sorted(best.values(), key=lambda one: (-one.share, -one.id))[:_SHOWN]


def subject_share(one: str, other: str) -> float:
    """The share of words that two subjects have in common: 0 to 1."""
    first, second = _words(one), _words(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def _by_sender(connection: Connection, incoming: Incoming) -> list[Similar]:
    table = dossiers.c
    who = [table.author == incoming.author]
    if incoming.sender_id:
        who.append(table.sender_id == incoming.sender_id)
    query = select(table.id, table.symbol, table.document_date, table.subject).where(or_(*who))
    found = []
    for row in connection.execute(query.order_by(table.id.desc()).limit(_LAST)):
        share = subject_share(incoming.subject, row.subject)
        same = bool(incoming.symbol) and incoming.symbol == row.symbol
        if same and incoming.document_date == row.document_date:
            found.append(Similar(row.id, "symbol", 1.0))
        elif share >= SUBJECT_ALIKE:
            found.append(Similar(row.id, "subject", share))
    return found


def _by_text(connection: Connection, incoming: Incoming) -> list[Similar]:
    """Also from another sender: bodies are merged and renamed, the text stays."""
    signature = ((incoming.line or {}).get("stats") or {}).get("minhash")
    if signature is None:
        return []
    places = [and_(bands.c.band == band, bands.c.value == value) for band, value in band_values(signature)]
    if not places:
        return []
    candidates = (
        connection.execute(select(bands.c.dossier_id).where(or_(*places)).distinct().limit(100)).scalars().all()
    )
    rows = connection.execute(
        select(dossiers.c.id, scorings.c.line)
        .join(scorings, scorings.c.id == dossiers.c.scoring_id)
        .where(dossiers.c.id.in_(candidates))
    )
    found = []
    for row in rows:
        other = ((row.line or {}).get("stats") or {}).get("minhash")
        if other and len(other) == len(signature) and likeness(signature, other) >= TEXT_ALIKE:
            found.append(Similar(row.id, "text", likeness(signature, other)))
    return found


def _words(subject: str) -> frozenset[str]:
    words = frozenset(word.strip(".,;:()\"“”'") for word in search_text(subject).split()) - _EMPTY
    return words - {""}
