"""What to label next: of the dossiers in the register those that teach the model most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import func, select

from vn_dossier_nlp.assess import classifier_of
from vn_dossier_nlp.extraction import load
from vn_dossier_nlp.extraction.asked import read_asked
from vn_dossier_nlp.extraction.submission import understand
from vn_dossier_nlp.register.records import Dossier, record
from vn_dossier_nlp.register.register import Register
from vn_dossier_nlp.register.tables import dossiers, readings
from vn_dossier_nlp.reports.lines import from_line
from vn_dossier_nlp.review.sources import source_of
from vn_dossier_nlp.vagueness.dataset import row_of
from vn_dossier_nlp.vagueness.model import Row
from vn_dossier_nlp.vagueness.suggest import Candidate, Suggestion, suggest

CONSIDERED = 40
"""Dossiers whose text is read for a choice: those nearest to the middle of the scale, where doubt lives."""

_MIDDLE = 0.5
_COLUMNS = [column for column in dossiers.c if column.name != "search"]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A dossier with the reason for which it should be read."""

    dossier: Dossier
    suggestion: Suggestion


def suggested(register: Register, folders: Sequence[Path], count: int) -> list[Suggested]:
    """The next ``count`` to read, the most useful first; of one matter only one."""
    found = _doubtful(register)
    rows = {one.id: _row(register, one, tuple(folders)) for one in found}
    by_name = {str(one.id): one for one in found}
    candidates = [
        Candidate(str(one.id), row, one.generic_probability, one.generic == "unsure")
        for one in found
        if (row := rows[one.id]) is not None and one.generic_probability is not None
    ]
    same = [(str(a.id), str(b.id)) for a in found for b in found if a.id < b.id and a.matter_id == b.matter_id]
    chosen = suggest(candidates, [], classifier_of(None).thresholds, count, same)
    return [Suggested(by_name[one.path], one) for one in chosen]


def _doubtful(register: Register) -> list[Dossier]:
    """Scored dossiers that nobody has read, the most doubtful first; scans are left out: reading them takes seconds."""
    read = select(readings.c.dossier_id)
    query = (
        select(*_COLUMNS)
        .where(dossiers.c.generic_probability.is_not(None), dossiers.c.outcome == "read", dossiers.c.id.not_in(read))
        .order_by(func.abs(dossiers.c.generic_probability - _MIDDLE), dossiers.c.id)
        .limit(CONSIDERED)
    )
    with register.reading() as connection:
        return [record(Dossier, row._asdict()) for row in connection.execute(query)]


def _row(register: Register, one: Dossier, folders: tuple[Path, ...]) -> Row | None:
    return _read(register, one.id, one.scoring_id, folders)


@lru_cache(maxsize=4 * CONSIDERED)
def _read(register: Register, key: int, scoring: int | None, folders: tuple[Path, ...]) -> Row | None:
    line = register.line(key)
    source = source_of(from_line(line), folders) if line else None
    if source is None or source.text is None:
        return None
    return row_of(read_asked(understand(load()(source.text))))
