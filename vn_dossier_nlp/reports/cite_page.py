"""The page of ``vn-dossier cite --format html``: the instruments that files cite, linked to every place and back.

One self-contained file without a script. The text of a file goes to a temporary file as soon as it is rendered: only
the list of instruments is held for all files.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO

from vn_dossier_nlp.law import find
from vn_dossier_nlp.law.keys import number_key, recurs, title_key
from vn_dossier_nlp.law.status import EXPIRED, IN_FORCE, NOT_YET_EFFECTIVE, PARTLY_EXPIRED, UNKNOWN
from vn_dossier_nlp.reports.highlights import Mark, segments
from vn_dossier_nlp.reports.lines import Line
from vn_dossier_nlp.reports.marks import document_name
from vn_dossier_nlp.reports.phrases import date as spoken_date
from vn_dossier_nlp.reports.phrases import file_name, number
from vn_dossier_nlp.reports.phrases import place as page_of
from vn_dossier_nlp.reports.templating import render
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.schema import Citation, SourceFile
from vn_dossier_nlp.words import advice, has, label, say

DEAD = (EXPIRED, PARTLY_EXPIRED)
SELF = "self"
"""Beside the statuses: the document names itself, "Quyết định này"."""

ORDER = (EXPIRED, PARTLY_EXPIRED, NOT_YET_EFFECTIVE, UNKNOWN, IN_FORCE, SELF)
"""Of the groups on the page: what needs a look comes first."""

_ICONS = {
    EXPIRED: "not_met",
    PARTLY_EXPIRED: "partly",
    NOT_YET_EFFECTIVE: "transfer",
    UNKNOWN: "cannot_tell",
    IN_FORCE: "met",
    SELF: "none",
}
_WARNED = (EXPIRED, PARTLY_EXPIRED, NOT_YET_EFFECTIVE)
_TEXTS = "<!-- texts -->"  # in the template; what comes from a file is escaped and cannot be this
_IN_MEMORY = 4_000_000


# Instruments of a file ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cluster:
    """An instrument as one file cites it: its mentions, in the order of the text."""

    id: int  # that of its mentions
    mentions: tuple[Citation, ...]

    @property
    def best(self) -> Citation:
        """The mention that says most: with a number, else with a title, else the first."""
        return max(self.mentions, key=lambda one: (bool(one.number), bool(one.title), not one.self_reference))

    @property
    def name(self) -> str:
        """What people call it: type with number, else title; of the document itself, its own words."""
        best = self.best
        itself = best.self_reference and not (best.number or best.title)
        if itself:
            return one_line(best.span.text, 160)
        issuer = next((one.issuer for one in self.mentions if one.issuer), None)
        # Each province has a decision of this number.
        whose = f" của {issuer}" if issuer and best.number and recurs(best.number) else ""
        return document_name(best) + whose

    @property
    def is_own(self) -> bool:
        """Whether it is the citing document itself."""
        return self.resolves_to is None and all(one.self_reference for one in self.mentions)

    @property
    def resolves_to(self) -> str | None:
        """The number of the instrument that is meant."""
        return next((one.resolves_to for one in self.mentions if one.resolves_to), None)

    @property
    def status(self) -> str | None:
        """Its status on the date; that of a mention which tells it, where another does not."""
        told = [one.status_on_date for one in self.mentions if one.status_on_date]
        return next((status for status in told if status != UNKNOWN), told[0] if told else None)


def clusters_of(citations: Iterable[Citation]) -> list[Cluster]:
    """The instruments that one file cites, in the order of their first mention.

    Mentions without a cluster are put together where they bear the same type and number or title.
    """
    groups: dict[object, list[Citation]] = {}
    for place, one in enumerate(citations):
        named = (one.self_reference, one.type, one.number or one.title or (None if one.self_reference else place))
        groups.setdefault(named if one.cluster is None else one.cluster, []).append(one)
    last = max((key for key in groups if isinstance(key, int)), default=0)
    found = []
    for key, mentions in groups.items():
        last, number_ = (last, key) if isinstance(key, int) else (last + 1, last + 1)
        found.append(Cluster(number_, tuple(mentions)))
    return found


def doubts_of(mentions: Iterable[Citation], lang: str) -> list[str]:
    """What does not fit among the parts of citations, in words, each once."""
    codes = dict.fromkeys(code for one in mentions for code in one.contradictions)
    return [label("contradiction", code, lang) for code in codes]


def cluster_line(cluster: Cluster) -> Line:
    """One instrument of a file as one line of ``vn-dossier cite --clusters``."""
    best = cluster.best
    return {
        "cluster": cluster.id,
        "type": best.type,
        "number": best.number,
        "title": best.title or next((one.title for one in cluster.mentions if one.title), None),
        "resolves_to": cluster.resolves_to,
        "status_on_date": cluster.status,
        "count": len(cluster.mentions),
        "places": [{"path": one.span.file, "start": one.span.start, "end": one.span.end} for one in cluster.mentions],
    }


def is_dead(citation: Citation) -> bool:
    """Whether what is cited has expired on the date, whole or in part."""
    return citation.status_on_date in DEAD


def status_word(status: str | None, lang: str) -> str:
    """The word for a status; what is not known is said to be so."""
    return label("law.status", status if status in ORDER and status != SELF else UNKNOWN, lang)


def none_expired(unknown: int, lang: str) -> str:
    """That no citation is dead, and of how many that could not be told."""
    if unknown:
        return say("cite.none_expired_but", lang, unknown=number(unknown, lang))
    return say("cite.none_expired", lang)


# The page -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """A mention as it is listed under its instrument."""

    anchor: str
    quote: str
    file: str
    details: tuple[str, ...]  # page, pins, role


@dataclass(slots=True)
class _Entry:
    """An instrument on the page, over all its files."""

    anchor: str
    name: str
    group: str  # a status, or SELF
    facts: list[tuple[str, str]]
    places: list[_Place] = field(default_factory=list)


class CitePage:
    """The page, file by file: :meth:`add` and :meth:`add_unread`, then :meth:`write` once."""

    def __init__(self, lang: str, on: str | None = None, expired: bool = False) -> None:
        self.lang = lang
        self.on = on
        self.expired = expired
        self._texts = tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115
        self._files: list[tuple[str, str, str]] = []  # anchor, path, count of mentions
        self._unread: list[tuple[str, str, str]] = []  # path, outcome, advice
        self._entries: dict[object, _Entry] = {}
        self._mentions = 0

    def add(self, path: str, text: str, citations: Sequence[Citation]) -> None:
        """A file that was read, with the citations that are to be shown."""
        file_anchor = f"f{len(self._files) + 1}"
        marks: list[Mark] = []
        links: dict[str, _Entry] = {}
        owners = [(one, cluster) for cluster in clusters_of(citations) for one in cluster.mentions]
        for one, cluster in sorted(owners, key=lambda owner: (owner[0].span.start, owner[0].span.end)):
            self._mentions += 1
            anchor = f"c{self._mentions}"
            entry = self._entry(path, cluster)
            entry.places.append(_Place(anchor, one_line(one.span.text, 120), file_name(path), self._details(one)))
            links[anchor] = entry
            title = f"{entry.name} – {self._group_word(entry.group)}"
            marks.append(Mark(one.span.start, one.span.end, entry.group, anchor, title))
        part = render(
            "cite_text.html.jinja",
            self.lang,
            anchor=file_anchor,
            path=path,
            name=file_name(path),
            count=say("cite.mentions", self.lang, count=number(len(marks), self.lang)),
            segments=segments(text, marks) if text else [],
            links=links,
            warnings={status: status_word(status, self.lang).lower() for status in _WARNED},
        )
        self._texts.write(part)
        self._files.append((file_anchor, path, number(len(marks), self.lang)))

    def add_unread(self, source: SourceFile) -> None:
        """A file that was not read: named with the reason, never with its text."""
        outcome = label("outcome", source.outcome.value, self.lang)
        reason = f" ({label('reason', source.reason, self.lang)})" if source.reason else ""
        self._unread.append((source.path, outcome + reason, advice(source.outcome.value, source.reason, self.lang)))

    def write(self, out: IO[str], unknown: int = 0) -> None:
        """Write the page; ``unknown`` counts the citations whose status could not be told."""
        shell = render(
            "cite.html.jinja",
            self.lang,
            title=file_name(self._files[0][1]) if len(self._files) == 1 else self._say("title"),
            summary=self._summary(),
            asked=self._say("on_date", date=spoken_date(self.on, self.lang)) if self.on else self._say("own_date"),
            tally=self._tally(),
            groups=list(self._groups()),
            nothing=none_expired(unknown, self.lang) if self.expired else self._say("none"),
            files=self._files,
            unread=self._unread,
            expired=self.expired,
            icons=_ICONS,
        )
        before, _, after = shell.partition(_TEXTS)
        out.write(before)
        self._texts.seek(0)
        while piece := self._texts.read(1 << 20):
            out.write(piece)
        out.write(after)
        self._texts.close()

    def _say(self, key: str, **slots: object) -> str:
        return say(f"cite.{key}", self.lang, **slots)

    def _summary(self) -> str:
        counts = (self._mentions, len(self._entries), len(self._files))
        mentions, instruments, files = (number(count, self.lang) for count in counts)
        return self._say("summary", mentions=mentions, instruments=instruments, files=files)

    def _group_word(self, group: str) -> str:
        return self._say("self") if group == SELF else status_word(group, self.lang)

    def _tally(self) -> list[tuple[str, str]]:
        """Group and "12 Hết hiệu lực", of the groups that there are."""
        counts = Counter(entry.group for entry in self._entries.values())
        return [(g, f"{number(counts[g], self.lang)} {self._group_word(g).lower()}") for g in ORDER if counts[g]]

    def _groups(self) -> Iterator[tuple[str, str, list[_Entry]]]:
        for group in ORDER:
            if entries := [entry for entry in self._entries.values() if entry.group == group]:
                yield group, self._group_word(group), entries

    def _entry(self, path: str, cluster: Cluster) -> _Entry:
        status = cluster.status
        group = status if status in ORDER else UNKNOWN
        if status in (None, UNKNOWN) and all(one.self_reference for one in cluster.mentions):
            group = SELF
        key = (group, _identity(path, cluster))
        if key not in self._entries:
            anchor = f"i{len(self._entries) + 1}"
            self._entries[key] = _Entry(anchor, cluster.name, group, self._facts(cluster))
        return self._entries[key]

    def _facts(self, cluster: Cluster) -> list[tuple[str, str]]:
        """What is known of an instrument, by its names on the page; what is not is left out."""
        best, meant = cluster.best, cluster.resolves_to
        known = find(meant, best.issuer) if meant and (best.issuer or not recurs(meant)) else ()
        official = known[0].title if len(known) == 1 else None
        unsure = () if meant else tuple(dict.fromkeys(name for one in cluster.mentions for name in one.candidates))
        slip = next((one.did_you_mean for one in cluster.mentions if one.did_you_mean), None)
        facts = (
            ("type", best.type if best.type and best.type not in cluster.name.lower() else None),
            ("name", best.title if best.number and best.title != official else None),
            ("date", spoken_date(best.date, self.lang)),
            ("resolved", ", ".join(filter(None, (meant, official))) if official or meant != best.number else None),
            ("candidates", "; ".join(unsure)),
            ("slip", slip),
            ("doubt", "; ".join(doubts_of(cluster.mentions, self.lang))),
        )
        return [(self._say(f"fact_{code}"), one_line(value, 300)) for code, value in facts if value]

    def _details(self, one: Citation) -> tuple[str, ...]:
        role = None
        if one.role and has(f"citation_role.{one.role}", self.lang):
            role = label("citation_role", one.role, self.lang)
        parts = (page_of(one.span, self.lang), "; ".join(one.pins), role)
        return tuple(part for part in parts if part)


def _identity(path: str, cluster: Cluster) -> object:
    """The same for one instrument in several files; of a number that recurs, and of what has none, a file's own."""
    best = cluster.best
    name = cluster.resolves_to or best.number
    if name and not recurs(name):
        return number_key(name)
    if best.title and not name and not best.self_reference:
        return best.type, title_key(best.title), best.date
    return path, cluster.id
