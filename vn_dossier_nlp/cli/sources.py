"""What a batch is to work on: the paths of the command line, and those of a list on standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from vn_dossier_nlp.reading import DossierInput, find_dossiers


class Source:
    """The dossiers, found anew with every walk: never all in memory."""

    def __init__(self, paths: Sequence[str], *, as_dossier: bool = False, null: bool = False, out: Path | None = None):
        self._paths = [path for given in paths for path in (_listed(null) if given == "-" else [given])]
        self._as_dossier = as_dossier
        self._out = out

    def dossiers(self) -> Iterator[DossierInput]:
        """In the order of the paths, without what lies in the folder of results."""
        from vn_dossier_nlp.batch.results import without

        found = find_dossiers(self._paths, as_dossier=self._as_dossier)
        return found if self._out is None else without(found, self._out)

    @cached_property
    def count(self) -> int:
        """How many there are now."""
        return sum(1 for _ in self.dossiers())


def _listed(null: bool) -> list[str]:
    """The paths on standard input, one a line, or each ended by NUL as ``find -print0`` writes them."""
    data = sys.stdin.buffer.read()
    parts = data.split(b"\0") if null else data.splitlines()
    return [os.fsdecode(part) for part in parts if part.strip()]
