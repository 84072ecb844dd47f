"""The list of the dossiers of a batch as HTML that stays usable with a hundred thousand.

Up to :data:`PAGE` dossiers are one page whose filters are style alone. More are split: every list (all, each verdict,
each outcome) has its pages, and a page of its own searches in all rows with a script that it carries itself. Rows are
kept in a temporary file, never all in memory.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from vn_dossier_nlp.reports.files import whole_file, write_whole
from vn_dossier_nlp.reports.phrases import file_name, is_read, number, percent, requirement_name, unmet
from vn_dossier_nlp.reports.summary import GROUPS, group_of
from vn_dossier_nlp.reports.table import problem
from vn_dossier_nlp.reports.templating import render
from vn_dossier_nlp.reports.visible import one_line, visible
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.schema import Assessment, Outcome
from vn_dossier_nlp.words import label, say

if TYPE_CHECKING:
    from markupsafe import Markup

INDEX = "index.html"
SEARCH = "index-search.html"
PAGE = 500
"""Rows of a page: it opens at once, and prints on some fifty sheets."""

ALL = "all"
_SHARDS = re.compile(r"index(?:-search|(?:-(?:v|o)-[a-z_]{1,40})?(?:-[0-9]{1,6})?)\.html")
_AROUND = 2  # pages named on either side of the one that is shown
_TITLE = 300  # letters of a subject that the list shows
_MARK = "@@rows@@"


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A dossier in the index; ``href`` is the name of its page."""

    assessment: Assessment
    href: str | None = None


@dataclass(frozen=True, slots=True)
class _Script:
    """A script of the page itself with the hash under which the page allows it, and no other."""

    text: Markup
    hash: str


@dataclass(frozen=True, slots=True)
class _Tile:
    """A list that a reader may choose: its code, how many it holds, its first page."""

    code: str
    count: str
    href: str


@dataclass(frozen=True, slots=True)
class _Place:
    """One page of a list."""

    number: int
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """A page in the table of contents: where it begins and ends."""

    href: str
    first: str
    last: str


@dataclass(slots=True)
class _List:
    """One list: the places of its rows, and the names at which its pages begin and end."""

    name: str  # of its pages: index-v-return
    rows: array[int] = field(default_factory=lambda: array("Q"))
    edges: list[tuple[str, str]] = field(default_factory=list)

    def add(self, place: int, name: str) -> None:
        if len(self.rows) % PAGE == 0:
            self.edges.append((name, name))
        self.edges[-1] = (self.edges[-1][0], name)
        self.rows.append(place)

    def href(self, page: int) -> str:
        """The file of a page, from 1."""
        return f"{self.name}.html" if page == 1 else f"{self.name}-{page}.html"

    def pages(self) -> int:
        return max(1, len(self.edges))


class _Spool:
    """Rows in a temporary file, by their place."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.starts = array("Q", [0])

    def add(self, row: str) -> None:
        data = row.encode()
        self.file.write(data)
        self.starts.append(self.starts[-1] + len(data))

    def read(self, place: int) -> str:
        self.file.seek(self.starts[place])
        return self.file.read(self.starts[place + 1] - self.starts[place]).decode()

    def __len__(self) -> int:
        return len(self.starts) - 1


def write_index(rows: Iterable[IndexRow], out_dir: Path, lang: str) -> Path:
    """Write the pages of the index, the first last; pages of an earlier, longer index go."""
    out_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=out_dir) as shown, tempfile.TemporaryFile(dir=out_dir) as told:
        index = _Index(_Spool(shown), _Spool(told), lang)
        for row in rows:
            index.add(row)
        written = set(index.write(out_dir))
    for path in out_dir.glob("index*.html"):
        if _SHARDS.fullmatch(path.name) and path.name not in written:
            path.unlink()
    return out_dir / INDEX


class _Index:
    """The lists of an index while they grow, then their pages."""

    def __init__(self, shown: _Spool, told: _Spool, lang: str) -> None:
        self.shown, self.told, self.lang = shown, told, lang
        self.whole = _List("index")
        self.groups = {group: _List(f"index-v-{group}") for group in GROUPS}
        self.outcomes = {str(outcome): _List(f"index-o-{outcome}") for outcome in Outcome}

    def add(self, row: IndexRow) -> None:
        place, one, name = len(self.shown), row.assessment, file_name(row.assessment.path)
        self.shown.add(str(render("index_row.html.jinja", self.lang, row=place + 1, **_cells(row, self.lang))).strip())
        self.told.add(_found_row(row))
        for rows in (self.whole, self.groups[group_of(one)], self.outcomes[str(one.outcome)]):
            rows.add(place, name)

    def write(self, out_dir: Path) -> Iterator[str]:
        """Write all pages; their names. The page that leads to the others comes last."""
        if self.whole.pages() > 1:
            write_search(self, out_dir)
            yield SEARCH
            for code, rows in (*self.groups.items(), *self.outcomes.items(), (ALL, self.whole)):
                if rows.rows and (rows is self.whole or code in self._shown_codes()):
                    for page in range(rows.pages(), 0, -1):
                        write_whole(out_dir / rows.href(page), self._page(code, rows, page))
                        yield rows.href(page)
            return
        write_whole(out_dir / INDEX, self._single())
        yield INDEX

    def tiles(self) -> list[_Tile]:
        """The verdicts that occur."""
        return self._tiles(self.groups)

    def chips(self) -> list[_Tile]:
        """The outcomes that occur, where there is more than one."""
        chips = self.all_outcomes()
        return chips if len(chips) > 1 else []

    def all_outcomes(self) -> list[_Tile]:
        """The outcomes that occur."""
        return self._tiles(self.outcomes)

    def total(self) -> str:
        return number(len(self.shown), self.lang)

    def _tiles(self, lists: dict[str, _List]) -> list[_Tile]:
        return [
            _Tile(code, number(len(rows.rows), self.lang), rows.href(1)) for code, rows in lists.items() if rows.rows
        ]

    def _shown_codes(self) -> set[str]:
        return {tile.code for tile in (*self.tiles(), *self.chips())}

    def _common(self) -> dict[str, Any]:
        tiles = self.tiles()
        return {
            "tiles": tiles,
            "chips": self.chips(),
            "total": self.total(),
            "drawings": [tile.code for tile in tiles],
        }

    def _single(self) -> str:
        rows = [_markup(self.shown.read(place)) for place in self.whole.rows]
        script = _script("index_filter.js") if rows else None
        return render(
            "index.html.jinja", self.lang, single=True, heading="", rows=rows, script=script, **self._common()
        )

    def _page(self, code: str, rows: _List, page: int) -> str:
        places = rows.rows[(page - 1) * PAGE : page * PAGE]
        count = rows.pages()
        return render(
            "index.html.jinja",
            self.lang,
            single=False,
            script=None,
            heading=self._heading(code, page, count),
            here=code,
            whole=INDEX,
            search=SEARCH,
            count=count,
            pages=_places(rows, page, count),
            before=rows.href(page - 1) if page > 1 else None,
            after=rows.href(page + 1) if page < count else None,
            contents=_contents(rows) if page == 1 and count > 1 else [],
            rows=[_markup(self.shown.read(place)) for place in places],
            **self._common(),
        )

    def _heading(self, code: str, page: int, count: int) -> str:
        """What the page shows, behind the name of the list."""
        parts = [] if code == ALL else [self._word(code)]
        if page > 1:
            parts.append(say("page.page_of", self.lang, page=page, pages=count))
        return ", ".join(parts)

    def _word(self, code: str) -> str:
        return group_word(code, self.lang) if code in self.groups else label("outcome_short", code, self.lang)


def group_word(group: str, lang: str) -> str:
    """The word for a verdict, for none, or for what was not read."""
    if group in ("unread", "none"):
        return say(f"page.filter_{group}", lang)
    return label("verdict_short", group, lang)


def write_search(index: _Index, out_dir: Path) -> Path:
    """The page that searches in all rows, written row by row."""
    words = {
        "groups": {tile.code: group_word(tile.code, index.lang) for tile in index.tiles()},
        "outcomes": {str(outcome): label("outcome_short", outcome, index.lang) for outcome in Outcome},
        "found": say("page.search_found", index.lang, count="{count}"),
        "more": say("page.search_more", index.lang, count="{count}", most="{most}"),
    }
    page = render(
        "index_search.html.jinja",
        index.lang,
        script=_script("index_search.js"),
        tiles=index.tiles(),
        outcomes=index.all_outcomes(),
        total=index.total(),
        whole=INDEX,
        words=_markup(_json(words)),
        data=_markup(_MARK),
    )
    head, _, tail = page.partition(_MARK)
    with whole_file(out_dir / SEARCH) as file:
        file.write(head.encode() + b"[")
        for place in range(len(index.told)):
            file.write((",\n" if place else "").encode() + index.told.read(place).encode())
        file.write(b"]" + tail.encode())
    return out_dir / SEARCH


def _cells(row: IndexRow, lang: str) -> dict[str, Any]:
    one, share = row.assessment, row.assessment.generic_probability
    return {
        "group": group_of(one),
        "outcome": str(one.outcome),
        "name": file_name(one.path),
        "href": row.href,
        "title": _title(one),
        "sender": _sender(one),
        "generic": one.generic,
        "share": None if share is None else percent(share, lang),
        "unmet": [requirement_name(finding.requirement, lang, {}, "requirement_short") for finding in unmet(one)],
        "problem": None if is_read(one) else problem(one, lang),
    }


def _found_row(row: IndexRow) -> str:
    """A dossier for the script: name, title, sender, verdict, outcome, page."""
    one = row.assessment
    return _json([file_name(one.path), _title(one), _sender(one), group_of(one), str(one.outcome), row.href])


def _title(one: Assessment) -> str | None:
    subject = one.masthead.subject if one.masthead and is_read(one) else None
    return one_line(subject, _TITLE) if subject else None


def _sender(one: Assessment) -> str | None:
    issuer = one.masthead.issuer if one.masthead and is_read(one) else None
    return visible(issuer) if issuer else None


def _places(rows: _List, page: int, count: int) -> list[_Place | None]:
    """The first, the last and the neighbours; None where some are left out."""
    near = range(page - _AROUND, page + _AROUND + 1)
    shown = [one for one in range(1, count + 1) if one in (1, count) or one in near]
    places: list[_Place | None] = []
    for before, one in zip([0, *shown], shown, strict=False):
        if one - before > 1:
            places.append(None)
        places.append(_Place(one, rows.href(one), one == page))
    return places


def _contents(rows: _List) -> list[_Part]:
    return [_Part(rows.href(page), first, last) for page, (first, last) in enumerate(rows.edges, start=1)]


def _json(value: object) -> str:
    """JSON that may stand inside a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _markup(text: str) -> Markup:
    from markupsafe import Markup

    return Markup(text)


@lru_cache(maxsize=2)
def _script(name: str) -> _Script:
    text = room_file("reports", "templates", name).read_text(encoding="utf-8").strip()
    digest = hashlib.sha256(text.encode()).digest()
    return _Script(_markup(text), base64.b64encode(digest).decode())
