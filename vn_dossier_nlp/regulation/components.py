"""The parts of a dossier: the papers that the text names and the pack asks for, against the files that came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from vn_dossier_nlp.extraction.enclosures import Named, find_enclosures, own_text
from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.regulation.papers import SURE, Paper, Profile, Wanted, fit, inner_profile, profile, wanted

_WEAK = 3  # a fit that counts only for a file that nothing else claims


@dataclass(frozen=True, slots=True)
class Component:
    """A paper of the dossier. Named without a file: absent; a file without a place: not named."""

    kind: str  # draft | appraisal | opinion | annex | other
    name: str
    place: tuple[int, int] | None  # in the folded text of the submission
    file: str | None
    wanted_by: str  # text | pack | none


@dataclass(frozen=True, slots=True)
class Components:
    """The parts of one dossier. Without other files nothing was compared."""

    rows: tuple[Component, ...] = ()
    compared: bool = False
    unread: bool = False  # a file that nothing claims could not be read: an absent paper may be in it

    @property
    def absent(self) -> tuple[Component, ...]:
        """The papers that the text names and no file is."""
        return tuple(row for row in self.rows if self.compared and row.place and row.file is None)

    @property
    def unnamed(self) -> tuple[Component, ...]:
        """The files that the text does not name."""
        return tuple(row for row in self.rows if row.place is None and row.file)

    @property
    def found(self) -> tuple[Component, ...]:
        """The papers that the text names and that are there."""
        return tuple(row for row in self.rows if row.place and row.file)


def components(main: Submission, path: str, others: Sequence[Paper], asked: Iterable[str] = ()) -> Components:
    """The papers named in ``main``, the file at ``path``, against ``others``; ``asked``: kinds that the pack wants."""
    named = find_enclosures(main)
    others = [paper for paper in others if not _copy(paper, main)]
    if not others:
        rows = [Component(one.kind, one.name, (one.start, one.end), None, "text") for one in named]
        return Components(tuple(rows))
    files = [profile(paper) for paper in others]
    inner = inner_profile(main, path, own_text(main)[1])
    matched = _match(named, files, inner)
    rows = list(_named_rows(named, files, matched))
    claimed = {row.file for row in rows}
    left = [file for file in files if file.path not in claimed]
    if any(wanted(one).vague for one in named):  # "hồ sơ liên quan" speaks of whatever else came along
        rows += _vague_rows(named, left)
        left = []
    kinds = {row.kind for row in rows}
    asked = [kind for kind in asked if kind not in kinds]
    rows += [
        Component(
            _kind(file), PurePosixPath(file.path).name, None, file.path, "pack" if _kind(file) in asked else "none"
        )
        for file in left
    ]
    present = {_kind(file) for file in files}
    rows += [Component(kind, kind, None, None, "pack") for kind in asked if kind not in present]
    return Components(tuple(rows), compared=True, unread=any(file.role is None for file in left))


def _copy(paper: Paper, main: Submission) -> bool:
    """Whether a file is the submission once more: the signed scan beside the text."""
    if paper.submission is None or paper.role == "draft":
        return False
    one, other = paper.submission.masthead, main.masthead
    same = one.type == other.type and one.symbol == other.symbol and one.number == other.number
    return same and bool(one.symbol) and (bool(one.number) or one.subject == other.subject)


def _kind(file: Profile) -> str:
    role = "draft" if file.draft else file.role
    return role if role in ("draft", "appraisal", "opinion", "annex") else "other"


def _match(named: Sequence[Named], files: Sequence[Profile], inner: Profile | None) -> dict[int, list[Profile]]:
    """For each name the file that it is; a name for many papers gets all that fit. The best fits choose first."""
    read = [wanted(one) for one in named]
    pairs = sorted(
        (
            (-score, index, place)
            for index, name in enumerate(read)
            if not name.vague
            for place, file in enumerate(files)
            if (score := fit(name, file)) >= _WEAK
        ),
    )
    matched: dict[int, list[Profile]] = {}
    taken: dict[int, int] = {}
    for score, index, place in pairs:
        name, file = read[index], files[place]
        if matched.get(index) and not name.many:
            continue
        if taken.get(place, 0) >= (file.papers if -score >= SURE else 1) and -score < 100:
            continue
        if -score < SURE and (taken.get(place) or matched.get(index)):
            continue
        matched.setdefault(index, []).append(file)
        taken[place] = taken.get(place, 0) + 1
    if inner:
        for index, name in enumerate(read):
            if index not in matched and not name.vague and _in_own_file(name, inner):
                matched[index] = [inner]
    return matched


def _in_own_file(name: Wanted, inner: Profile) -> bool:
    """Whether an annex or a draft that is named is printed behind the submission."""
    return name.kind in ("draft", "annex", "opinion") and fit(name, inner) >= SURE


def _named_rows(
    named: Sequence[Named], files: Sequence[Profile], matched: dict[int, list[Profile]]
) -> Iterable[Component]:
    for index, one in enumerate(named):
        place = one.start, one.end
        if index in matched:
            for file in matched[index]:
                yield Component(one.kind, one.name, place, file.path, "text")
        elif not wanted(one).vague:
            yield Component(one.kind, one.name, place, None, "text")


def _vague_rows(named: Sequence[Named], left: Sequence[Profile]) -> list[Component]:
    first = next(one for one in named if wanted(one).vague)
    return [Component(_kind(file), first.name, (first.start, first.end), file.path, "text") for file in left]
