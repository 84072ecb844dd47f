"""A folder of results: what is finished stays finished, whatever ends the run.

Each dossier goes into the journal as it is done. The outputs are written from the journal, in the order of the input,
under temporary names: an interrupted run leaves those of the run before.
"""

from __future__ import annotations

import contextlib
import os
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.batch.conditions import conditions_of
from vn_dossier_nlp.batch.engine import Item, Totals, Workers, run, size_of
from vn_dossier_nlp.batch.exports import FORMATS, assessments, export, file_of
from vn_dossier_nlp.batch.fingerprints import Stat, prints_now, stats_of
from vn_dossier_nlp.batch.journal import Journal
from vn_dossier_nlp.batch.lock import locked
from vn_dossier_nlp.batch.order import Order, Record
from vn_dossier_nlp.batch.pools import Machines
from vn_dossier_nlp.batch.products import unpacked
from vn_dossier_nlp.reading import DossierInput
from vn_dossier_nlp.reports.files import write_whole
from vn_dossier_nlp.reports.page import page_name
from vn_dossier_nlp.reports.summary import Tally
from vn_dossier_nlp.schema import Assessment
from vn_dossier_nlp.stopwatch import stage

WORK = ".work"

Progress = Callable[[int, int], None]
"""Called with the number of dossiers that are done, and how many of them were there before."""


@dataclass(slots=True)
class Round:
    """What one pass over the input came to."""

    places: array[int] = field(default_factory=lambda: array("q"))  # of the rows in the journal, by input
    done: int = 0
    reused: int = 0  # of them, from an earlier run
    bytes: int = 0  # of the files that were read
    whole: bool = True  # all was read

    def count(self, whole: bool, progress: Progress | None) -> None:
        """A dossier is done."""
        self.done += 1
        self.whole &= whole
        if progress is not None:
            progress(self.done, self.reused)


class Results:
    """The folder ``out``, held by this process alone while the context lasts."""

    def __init__(
        self,
        out: Path,
        formats: Iterable[str],
        lang: str,
        options: Options,
        machines: Machines,
        *,
        force: bool = False,
        keep_gone: bool = False,
    ) -> None:
        """``force`` does everything again.

        ``keep_gone`` is for a folder that is looked at again and again: dossiers that have left it stay in the
        results, and the bytes of a file count as unchanged while its size and time are.
        """
        self.out = out
        self.formats = set(formats)
        self._lang, self._options, self._machines = lang, options, machines
        self._force, self._keep_gone = force, keep_gone
        self._seen: dict[str, tuple[tuple[Stat, ...], dict[str, str | None]]] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Results:
        work = self.out / WORK
        known = work.is_dir()
        work.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            stack.enter_context(locked(work / "lock"))
            self._conditions = conditions_of(self._options)
            self._journal = stack.enter_context(Journal(work / "journal"))
            self._sweep()
            if known:  # what lies there from another run is kept up to date with the rest
                self.formats.update(name for name in FORMATS if file_of(self.out, name).is_file())
            page = self._lang if "html" in self.formats else None
            self._order = Order(self._options, "record", page, self._conditions.digest)
            self._workers = stack.enter_context(Workers(self._order, self._machines))
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.__exit__(*error)  # type: ignore[arg-type]

    def _sweep(self) -> None:
        """Remove what an earlier run was writing when it ended."""
        for folder, pattern in ((self.out, ".*.part"), (self.out / WORK, "*.part")):
            for path in folder.glob(pattern):
                with contextlib.suppress(OSError):
                    path.unlink()

    @property
    def totals(self) -> Totals:
        """What the workers spent."""
        return self._workers.totals

    def score(self, dossiers: Iterable[DossierInput], progress: Progress | None = None) -> Round:
        """Work on what is new or changed, and keep the rest."""
        found = Round()
        name = self._journal.name(self._conditions)
        for (place, dossier), product in run(self._needed(dossiers, found, progress), self._workers, ordered=False):
            record = unpacked(product)
            assert isinstance(record, Record)
            with stage("writing"):
                found.places[place] = self._keep(dossier.path, record, name)
            found.bytes += size_of(dossier)
            found.count(record.whole, progress)
        return found

    def _keep(self, path: str, record: Record, conditions: str) -> int:
        if record.page is not None:  # before the row: what the journal names is there
            write_whole(self.out / page_name(path), record.page)
        return self._journal.add(path, record, self._order.page if record.page is not None else None, conditions)

    def _needed(self, dossiers: Iterable[DossierInput], found: Round, progress: Progress | None) -> Iterator[Item]:
        for place, dossier in enumerate(dossiers):
            kept = None if self._force else self._kept(dossier)
            found.places.append(-1 if kept is None else kept)
            if kept is None:
                yield place, dossier
                continue
            found.reused += 1
            found.count(self._journal.entry(kept).whole, progress)

    def _kept(self, dossier: DossierInput) -> int | None:
        """The row of a dossier, where it is what would be made now."""
        place = self._journal.places.get(dossier.path)
        if place is None:
            return None
        entry = self._journal.entry(place)
        then = self._journal.conditions.get(entry.conditions)
        if then is None or not self._conditions.keeps(then, entry.outcomes, office=entry.office):
            return None
        if self._order.page is not None and not self._has_page(dossier.path, entry.page):
            return None
        return place if entry.prints is not None and entry.is_of(self._prints(dossier)) else None

    def _has_page(self, path: str, lang: str | None) -> bool:
        return lang == self._order.page and (self.out / page_name(path)).is_file()

    def _prints(self, dossier: DossierInput) -> dict[str, str | None]:
        if not self._keep_gone:
            return prints_now(dossier)
        stats = stats_of(dossier)
        if (known := self._seen.get(dossier.path)) and known[0] == stats:
            return known[1]
        found = prints_now(dossier)
        self._seen[dossier.path] = stats, found
        return found

    def write(self, found: Round) -> tuple[list[Path], Tally, Callable[[], Iterator[Assessment]]]:
        """Write the outputs from the journal: the files, the counts, and the assessments for who wants to see them.

        Dossiers that are no longer in the input leave the outputs, or stay in the order of their paths.
        """
        places = found.places
        if self._keep_gone:
            places = array("q", (place for _, place in sorted(self._journal.places.items())))

        def lines() -> Iterator[str]:
            return map(self._journal.line, places)

        with stage("writing"):
            written, tally = export(lines, self.out, self.formats, self._lang, self._options)
            self._forget(set(places))
        return written, tally, lambda: assessments(lines)

    def _forget(self, places: set[int]) -> None:
        """Remove the pages of dossiers that have gone."""
        for path, place in self._journal.places.items():
            if place not in places:
                (self.out / page_name(path)).unlink(missing_ok=True)

    def compact(self, found: Round) -> None:
        """Let go of rows that no output needs. The journal is not used after that."""
        self._journal.compact(set(found.places))


def without(dossiers: Iterable[DossierInput], out: Path) -> Iterator[DossierInput]:
    """The dossiers without files of the folder of results: it may lie in the folder that is scored."""
    inside = os.path.join(os.path.abspath(out), "")
    for dossier in dossiers:
        kept = [
            (file, shown)
            for file, shown in zip(dossier.files, dossier.shown, strict=True)
            if not os.path.abspath(file).startswith(inside)
        ]
        if len(kept) == len(dossier.files):
            yield dossier
        elif kept:
            files, shown = zip(*kept, strict=True)
            yield DossierInput(dossier.path, files, shown)
