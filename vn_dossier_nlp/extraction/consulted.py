"""Bodies in a text: spoken of by name, as "các sở, ngành" or as a count, and whether they speak themselves.

Works on the veiled text: folded text of the same length in which citations stand as § and bracketed asides as ¤, so
that neither hides what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.extraction.opinion_words import kinds, kinds_in, role

_ASIDE = re.compile(r"\([^()\n]{0,240}(?:\n[^()\n]{1,160}){0,4}\)")
_LISTED = re.compile(r"(?:[,;]|,?\s+và)\s+")


@dataclass(frozen=True, slots=True)
class Body:
    """One body: ``text[start:end]`` as written; ``sort`` as in ``opinions.toml``."""

    start: int
    end: int
    name: str
    sort: str

    @property
    def named(self) -> bool:
        """Whether it is spoken of by its name."""
        return self.sort not in ("unnamed", "nobody", "count")


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies that stand together and how they are spoken of."""

    bodies: tuple[Body, ...]
    role: str  # subject | object | consent | opinion | letter | meeting

    @property
    def start(self) -> int:
        """Where the first begins."""
        return self.bodies[0].start

    @property
    def end(self) -> int:
        """Where the last ends."""
        return self.bodies[-1].end


def veiled(text: str, mentions: Iterable[Mention]) -> str:
    """The text with its citations and its asides covered, of the same length."""
    marks = list(text)
    for match in (*_ASIDE.finditer(text), *role("beside").finditer(text)):
        marks[match.start() : match.end()] = "¤" * len(match.group())
    for mention in mentions:
        if marks[mention.start] != "¤":
            marks[mention.start : mention.end] = "§" * (mention.end - mention.start)
    return "".join(marks)


def small_letters(text: str) -> str:
    """The text in small letters, of the same length."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def find_groups(veil: str, start: int, end: int) -> list[Group]:
    """The bodies of a sentence in groups, in the order of the text."""
    groups: list[list[Body]] = []
    for body in _bodies(veil, start, end):
        gap = veil[groups[-1][-1].end : body.start] if groups else ""
        if (
            groups
            and len(gap) < 240
            and role("joined").fullmatch(gap)
            and "nobody" not in (body.sort, groups[-1][-1].sort)
        ):
            groups[-1].append(body)
        else:
            groups.append([body])
    return [part for bodies in groups for part in _roles(veil, start, end, bodies)]


def _bodies(veil: str, start: int, end: int) -> list[Body]:
    """Of bodies that overlap the one that begins first, of these the longest."""
    every = [(match.start(), -match.end(), int(order), match) for order, match in kinds_in(veil).finditer(start, end)]
    found: list[Body] = []
    for left, right, order, match in sorted(every, key=lambda one: one[:3]):
        if found and left < found[-1].end:
            continue
        if kinds()[order].sort == "departments":
            found += _listed(match)
        else:
            found.append(Body(left, -right, " ".join(match.group().split()).rstrip(" -–"), kinds()[order].sort))
    return found


def _listed(match: re.Match[str]) -> list[Body]:
    """The departments of "các Sở: Tài chính, Văn hóa, Thể thao và Du lịch"."""
    part = next(kind for kind in kinds() if kind.sort == "department").pattern
    bodies: list[Body] = []
    place, text = match.start("names"), match.string
    while place < match.end("names"):
        shown = part.match(f"Sở {text[place : match.end('names')]}")
        if shown is None:
            break
        length = shown.end() - 3
        name = "Sở " + " ".join(text[place : place + length].split())
        bodies.append(Body(place if bodies else match.start(), place + length, name, "department"))
        more = _LISTED.match(text, place + length, match.end("names"))
        if more is None:
            break
        place = more.end()
    return bodies


def _roles(veil: str, start: int, end: int, bodies: list[Body]) -> list[Group]:
    """The group with its role; "Theo đề nghị của UBND huyện, Sở Tài chính thống nhất" is two groups."""
    before = veil[max(start, bodies[0].start - 90) : bodies[0].start].rstrip()
    if bodies[0].sort == "nobody":
        return [Group(tuple(bodies), "subject")]
    for name in ("consent", "opinion", "letter", "meeting"):
        if role(name).search(before):
            return [Group(tuple(bodies), name)]
    counted = bodies[0].sort == "count" and re.search(r"(?<!\w)(?:với|là|của|nhận\s+được)$", before)
    if role("object").search(before) and not counted:
        split = len(bodies) > 1 and re.search(r",\s*$", veil[bodies[-2].end : bodies[-1].start])
        if split and re.search(r"(?<!\w)(?:của|theo)$", before):
            return [Group(tuple(bodies[:-1]), "object"), Group((bodies[-1],), "subject")]
        return [Group(tuple(bodies), "object")]
    speaks = role("begins").search(before) or role("label").fullmatch(veil, start, bodies[0].start)
    return [Group(tuple(bodies), "subject" if speaks else "object")]
