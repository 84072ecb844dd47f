"""A folder in which dossiers arrive: which of them are there whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from time import monotonic

from vn_dossier_nlp.batch.fingerprints import Stat, stats_of
from vn_dossier_nlp.batch.results import without
from vn_dossier_nlp.reading import DossierInput, find_dossiers

QUIET = 2.0  # seconds without any change after which a dossier counts as whole
_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart")  # names of files on their way


class Inbox:
    """The dossiers under some paths, watched."""

    def __init__(self, paths: Sequence[str], out: Path, *, as_dossier: bool = False, quiet: float = QUIET) -> None:
        self._paths, self._out, self._as_dossier, self._quiet = paths, out, as_dossier, quiet
        self._since: dict[str, tuple[tuple[Path, ...], tuple[Stat, ...], float]] = {}

    def ready(self) -> list[DossierInput]:
        """Those that have not changed for a while and hold no file that is still on its way."""
        now, found = monotonic(), {}
        whole = []
        for dossier in self._dossiers():
            state = (dossier.files, stats_of(dossier))
            known = self._since.get(dossier.path)
            since = known[2] if known and known[:2] == state else now
            found[dossier.path] = (*state, since)
            if now - since >= self._quiet and not any(map(_on_its_way, dossier.files)):
                whole.append(dossier)
        self._since = found
        return whole

    def state(self, dossiers: Iterable[DossierInput]) -> frozenset[tuple[object, ...]]:
        """What tells whether there is anything to do: it is the same where nothing came, went or changed."""
        return frozenset((dossier.path, *self._since[dossier.path][:2]) for dossier in dossiers)

    def _dossiers(self) -> Iterable[DossierInput]:
        return without(find_dossiers(self._paths, as_dossier=self._as_dossier), self._out)


def _on_its_way(file: Path) -> bool:
    return file.name.casefold().endswith(_UNFINISHED)
