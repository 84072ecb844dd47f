"""The files of a dossier as papers: what tells one from another, and how well a file fits a name in the submission."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from vn_dossier_nlp.extraction.enclosures import ANNEX_TITLE, Named
from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.grammar.numbers import find_numbers
from vn_dossier_nlp.grammar.tables import doc_types
from vn_dossier_nlp.language.folding import fold, key, skeleton
from vn_dossier_nlp.regulation.comparing_data import name_list, pattern, word_list

SURE = 8
"""A fit from which on a file may be the named paper although others would fit too."""

_HEAD = 1500  # characters in which a file says what it is
_INNER = 200_000  # characters searched for the titles of further papers in one file
_TYPE_LINE = re.compile(r"^[ \t|*]*(?P<line>[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ ]{3,40}?)[ \t|*]*$", re.MULTILINE)
_DRAFT_MARK = re.compile(r"^\W*dự\s+thảo\b[^\n]{0,40}$", re.IGNORECASE | re.MULTILINE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Paper:
    """A file of the dossier beside the submission; ``submission`` is None where it could not be read."""

    path: str
    role: str | None
    submission: Submission | None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a file says of itself. Words are in letters without marks."""

    path: str
    role: str | None  # None of a file that could not be read
    draft: bool
    number: str | None
    types: frozenset[str]  # of the papers in the file: "quyết định"
    ordinals: frozenset[int]  # of its annexes
    issuer: str
    title: str  # head, subject and file name in a row
    words: frozenset[str]  # of the title, without those that say nothing
    papers: int  # how many papers the file seems to hold


def profile(paper: Paper) -> Profile:
    """What a file says of itself: in its head, its titles and its name."""
    stem = " ".join(_WORD.findall(skeleton(fold(PurePosixPath(paper.path).stem).text)))
    stem = re.sub(r"[_\W]+", " ", stem)
    if paper.submission is None:
        return Profile(
            paper.path, None, "du thao" in stem, None, frozenset(), _ordinals(stem), "", stem, _words(stem), 1
        )
    text, head = paper.submission.text, paper.submission.masthead
    found = _titles(text)
    number = f"{head.number}/{head.symbol}" if head.number and head.symbol else None
    lines = [*found[:12], head.subject or "", *([] if head.type else _first_lines(text))]
    title = f"{' '.join(skeleton(key(line)) for line in lines)} {stem}"
    types = {kind for line in found if (kind := _types().get(skeleton(key(line))))} | (
        {head.type} if head.type else set()
    )
    draft = paper.role == "draft" or "du thao" in stem or (number is None and bool(_DRAFT_MARK.search(text[:_HEAD])))
    return Profile(
        paper.path,
        paper.role,
        draft,
        number,
        frozenset(types),
        _ordinals(title),
        skeleton(key(head.issuer or "")),
        title,
        _words(title),
        max(1, len(found)),
    )


def inner_profile(main: Submission, path: str, end: int) -> Profile | None:
    """The papers that follow the submission in its own file, from ``end`` on; None where none does."""
    rest = main.text[end:]
    found = _titles(rest)
    if not found:
        return None
    title = " ".join(skeleton(key(line)) for line in found)
    types = frozenset(kind for line in found if (kind := _types().get(skeleton(key(line)))))
    draft = bool(types)
    return Profile(
        path, "draft" if draft else "annex", draft, None, types, _ordinals(title), "", title, _words(title), 9
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name of the submission, read for comparing."""

    kind: str
    number: str | None
    type: str | None  # of a draft or another official paper: "quyết định"
    ordinals: frozenset[int]
    head: str  # "danh sach"
    body: str | None  # the body that issued it: "so tu phap"
    words: frozenset[str]
    vague: bool  # "hồ sơ liên quan": no certain paper
    many: bool  # "các văn bản góp ý": any number of papers


def wanted(named: Named) -> Wanted:
    """A name, read for comparing with files."""
    words = key(named.name)
    bare = " ".join(_WORD.findall(skeleton(words)))
    # A draft has no number of its own: the one in its name is that of what it changes.
    number = None if named.kind == "draft" else next((found.normal for found in find_numbers(named.name)), None)
    tail = words.split("dự thảo", 1)[1].strip() if named.kind == "draft" and "dự thảo" in words else words
    kind = next((one for one in _names_of_types() if tail.startswith(one)), None)
    body = pattern("body").search(bare.rpartition(" cua ")[2]) if " cua " in bare else None
    return Wanted(
        named.kind,
        number,
        kind,
        _ordinals(bare),
        next(
            (head for head in name_list("paper") if re.match(rf"(?:\d+ |cac |bo |ban chup |ban sao )*{head}\b", bare)),
            "",
        ),
        body.group() if body else None,
        _words(bare),
        number is None and named.kind != "draft" and bool(pattern("vague_paper").search(bare)),
        number is None and bool(pattern("many_papers").search(bare)),
    )


def fit(name: Wanted, file: Profile) -> int:
    """How well a file fits a name; 0 where it cannot be that paper. From ``SURE`` on the fit is good."""
    if name.number and file.number:
        return 100 if name.number == file.number else 0
    if name.number and name.number.partition("/")[0] in file.title.split() and name.number[-2:] not in ("CP", "15"):
        return 60
    if name.kind == "draft":
        return _fit_draft(name, file)
    if file.role is None:
        return _fit_words(name, file)
    if name.kind in ("appraisal", "opinion"):
        return _fit_opinion(name, file)
    if name.ordinals and file.ordinals:
        return 50 if name.ordinals <= file.ordinals else 0
    return _fit_words(name, file)


def _fit_draft(name: Wanted, file: Profile) -> int:
    if file.role is None:
        return SURE if file.draft else 0
    if not file.draft:
        return 0
    if name.type is None or name.type in name_list("any_draft"):
        return 10 + (10 if name.type in file.types else 0)
    if name.type in file.types:
        return 20 + len(name.words & file.words)
    # Where the head could not be read, the name of the file may tell the type.
    return SURE + 2 if not file.types and skeleton(name.type) in file.title else 0


def _fit_opinion(name: Wanted, file: Profile) -> int:
    if file.draft:
        return 0
    if name.body and file.issuer and not _same_body(name.body, file.issuer):
        return 0
    table = bool({"tong", "hop"} <= name.words or {"tiep", "thu"} <= name.words or {"giai"} <= name.words)
    if table:
        return 15 if {"hop", "tiep", "giai", "thu"} & file.words and file.number is None else 0
    if file.role != name.kind:
        return _fit_words(name, file) if file.role in ("annex", "other") else 0
    return 10 + (10 if name.body and file.issuer else 0)


def _same_body(one: str, other: str) -> bool:
    short = one.split()
    return any(" ".join(short[:size]) in other for size in range(len(short), 1, -1))


def _fit_words(name: Wanted, file: Profile) -> int:
    """By the word that a paper is called by, and the words that both share."""
    if file.number and name.head and name.type is None and not re.search(rf"\b{name.head}\b", file.title):
        return 0
    called = bool(name.head) and re.search(rf"\b{name.head}\b", file.title) is not None
    typed = name.type is not None and name.type in file.types
    own = name.words - set(name.head.split())
    shared = len(own & file.words)
    enough = shared >= 2 and shared * 10 >= len(own) * 6
    if called or typed:
        return 10 + 3 * shared if enough or not own else 4 + shared
    return 6 + shared if enough and shared >= 3 else 0


def _words(bare: str) -> frozenset[str]:
    return frozenset(
        word for word in bare.split() if word not in word_list("no_title") and (len(word) > 1 or word.isdigit())
    )


def _ordinals(bare: str) -> frozenset[int]:
    found = (match["figure"] for match in pattern("annex_number").finditer(bare))
    return frozenset(int(figure) if figure.isdigit() else _ROMAN.get(figure, 0) for figure in found)


def _first_lines(text: str) -> list[str]:
    """What stands on top of a paper without a head: its title, of which only the first line is in capitals."""
    lines = [line.strip(" \t|*") for line in text[:_HEAD].splitlines()]
    return [line for line in lines if line][:4]


def _titles(text: str) -> list[str]:
    """The lines that are the title of a paper: a type in capitals, or that of an annex."""
    lines = [
        (match.start(), match["line"])
        for match in _TYPE_LINE.finditer(text[:_INNER])
        if skeleton(key(match["line"])) in _types()
    ]
    lines += [(match.start(), match.group()) for match in ANNEX_TITLE.finditer(text[:_INNER])]
    return [line for _, line in sorted(lines)]


@lru_cache(maxsize=1)
def _types() -> dict[str, str]:
    """Types of documents by their letters."""
    return {skeleton(kind.name): kind.name for kind in doc_types()}


@lru_cache(maxsize=1)
def _names_of_types() -> tuple[str, ...]:
    """The names of all types and of what is drafted beside them, the longest first."""
    return tuple(
        sorted({*(kind.name for kind in doc_types()), *name_list("any_draft"), "điều lệ"}, key=lambda name: -len(name))
    )
