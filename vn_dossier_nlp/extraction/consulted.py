"""Bodies in a text: who is spoken of, by name, as "các sở, ngành" or as a count, and whether it speaks itself.

Works on the veiled text: folded text of the same length in which citations stand as § and bracketed asides as ¤, so that
neither hides what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.extraction.opinion_words import kinds, part_names, role
from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.schema import Masthead

_ASIDE = re.compile(r"\([^()\n]{0,80}(?:\n[^()\n]{1,120}){0,4}\)")
_BESIDE = re.compile(
    r",\s+(?:là\s+)?(?:cơ\s+quan|đơn\s+vị)\s+(?:quản\s+lý|cấp|chủ\s+trì|chủ\s+quản|thường\s+trực|tham\s+mưu|phụ\s+trách|được\s+giao)[^,;.()]{0,60}(?=,)"
)
_JOINED = re.compile(r"(?:\s|[¤§,]|(?<!\w)(?:và|cùng|cũng như|số)(?!\w))*")
_BEGINS = re.compile(
    r"(?:^|[,:;.)¤§…|“\-–+*•\n]|(?<!\w)(?:[Cc]ó|và|thì|còn|riêng|trong đó|theo đó|nhưng|song|được|mà|quả|nếu|khi|sau|thời|nay|hiện|rằng|đó|vậy|quan|này|qua|[Rr]iêng|[Kk]hi|[Ss]au khi|[Pp]hía|[Bb]ên|[Đđ]ại diện|[Nn]gay|[Ll]iền)|\d)\s*$"
)
_LABEL = re.compile(r"\s*(?:[-+*•–]|\(?\d{1,2}[.)]|\d{1,2}\.\d{1,2}\.?|[a-zđ][.)]|[IVX]{1,4}\.|\([ivx]+\)|\|)*\s*$")
_SHORT_SELF = {
    "department": ("so",),
    "board": ("ban", "ban quan ly", "ban quan ly du an"),
    "committee": ("ubnd", "huyen", "xa", "phuong", "thi xa", "quan", "thanh pho", "thi tran", "dac khu"),
    "unit": (
        "trung tam",
        "truong",
        "cong ty",
        "hoi",
        "hiep hoi",
        "benh vien",
        "dai",
        "quy",
        "van phong",
        "cuc",
        "bao tang",
        "hop tac xa",
        "lien doan",
        "nha truong",
    ),
}


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
    """Bodies that stand together, and how they are spoken of: subject | object | consent | opinion | letter | meeting."""

    bodies: tuple[Body, ...]
    role: str
    view: str | None = None  # the word of consent before them

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
    for match in (*_ASIDE.finditer(text), *_BESIDE.finditer(text)):
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
        if groups and len(gap) < 240 and _JOINED.fullmatch(gap) and body.sort != "nobody":
            groups[-1].append(body)
        else:
            groups.append([body])
    return [part for bodies in groups for part in _roles(veil, start, end, bodies)]


def _bodies(veil: str, start: int, end: int) -> list[Body]:
    """Of bodies that overlap the one that begins first, of these the longest."""
    every = [
        (match.start(), -match.end(), order, match)
        for order, kind in enumerate(kinds())
        for match in kind.pattern.finditer(veil, start, end)
    ]
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
    bodies, place = [], match.start("names")
    text = match.string
    while place < match.end("names"):
        shown = part.match(f"Sở {text[place : match.end('names')]}")
        if shown is None:
            break
        length = shown.end() - 3
        name = "Sở " + " ".join(text[place : place + length].split())
        bodies.append(Body(place if bodies else match.start(), place + length, name, "department"))
        more = re.compile(r"(?:[,;]|,?\s+và)\s+").match(text, place + length, match.end("names"))
        if more is None:
            break
        place = more.end()
    return bodies


def _roles(veil: str, start: int, end: int, bodies: list[Body]) -> list[Group]:
    """The group with its role; "Theo đề nghị của UBND huyện, Sở Tài chính thống nhất" is two groups."""
    before = veil[max(start, bodies[0].start - 90) : bodies[0].start].rstrip()
    if bodies[0].sort == "nobody":
        return [Group(tuple(bodies), "subject")]
    consent = role("consent").search(before)
    if consent:
        return [Group(tuple(bodies), "consent", consent["view"])]
    for name in ("opinion", "letter", "meeting"):
        if role(name).search(before):
            return [Group(tuple(bodies), name)]
    counted = bodies[0].sort == "count" and re.search(r"(?<!\w)(?:với|là|của|nhận\s+được)$", before)
    if role("object").search(before) and not counted:
        last = bodies[-1]
        split = len(bodies) > 1 and re.search(r",\s*$", veil[bodies[-2].end : last.start])
        if split and re.search(r"(?<!\w)(?:của|theo)\s*$", before):
            return [Group(tuple(bodies[:-1]), "object"), Group((last,), "subject")]
        return [Group(tuple(bodies), "object")]
    if _BEGINS.search(before) or _LABEL.fullmatch(veil[start : bodies[0].start]):
        return [Group(tuple(bodies), "subject")]
    return [Group(tuple(bodies), "object")]


class Parties:
    """Who submits, who is asked to decide and who applies: their words are no opinions of others."""

    def __init__(self, masthead: Masthead) -> None:
        parts = re.split(r"\s+[-–]\s+(?=(?:BAN|SỞ|TRUNG TÂM|TRƯỜNG|BỆNH VIỆN|PHÒNG|CÔNG TY)\s)", masthead.issuer or "")
        self._own = plain(parts[-1])
        self.parent = _department(masthead.parent or parts[0] if len(parts) > 1 else masthead.parent or "")
        self._deciders = [plain(re.sub(r"(?i)^.*?chủ tịch\s+", "", one)) for one in masthead.addressees]
        self._subject = f" {plain(masthead.subject or '')} "
        kind = (
            "department"
            if self._own.startswith("so ")
            else "board"
            if self._own.startswith("ban ")
            else "committee"
            if self._own.startswith("ubnd")
            else "unit"
        )
        self._short = tuple(word for word in _SHORT_SELF[kind] if word == "ubnd" or _has(self._own, word))
        self.is_department = kind == "department"

    def is_own(self, body: Body) -> bool:
        """Whether a body is the submitter itself."""
        name = plain(body.name)
        if body.sort == "back":
            return self.is_department
        if not self._own or not body.named:
            return False
        if name in self._short or name == self._own:
            return True
        bare = _without_place(name)
        return len(name) > 6 and (f" {bare} " in f" {self._own} " or name.startswith(self._own)) and bare != "ubnd"

    def is_decider(self, body: Body) -> bool:
        """Whether a body is asked to decide."""
        name = plain(body.name)
        if body.sort == "council" and name.startswith(("thuong truc hdnd", "hdnd")):
            return any(one.startswith(("hdnd", "thuong truc hdnd")) for one in self._deciders)
        return any(len(one) > 4 and (name == one or name.startswith(one)) for one in self._deciders)

    def is_above(self, body: Body) -> bool:
        """Whether a body is the department that the submitter belongs to: it manages the field."""
        return self.parent is not None and plain(body.name).startswith(plain(self.parent.name))

    def applies(self, body: Body) -> bool:
        """Whether a unit or a place is what the submission is about: it applies, it is not consulted."""
        name = plain(body.name)
        return body.sort == "unit" and f" {name} " in self._subject


def _department(name: str) -> Body | None:
    """The department that a masthead names in capitals: "SỞ Y TẾ THÁI BÌNH" is "Sở Y tế"."""
    bare = plain(name)
    known = [f"Sở {part}" for part in part_names() if bare.startswith(plain(f"Sở {part}"))]
    return Body(0, 0, max(known, key=len), "department") if known else None


def plain(name: str) -> str:
    """A name without marks, "uy ban nhan dan" as "ubnd"."""
    bare = " ".join(skeleton(" ".join(name.split())).replace("-", " ").replace("–", " ").split())
    return bare.replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")


def _without_place(name: str) -> str:
    return re.sub(r"\s+(?:tinh|thanh pho)(?: .*)?$", "", name)


def _has(own: str, word: str) -> bool:
    return f" {word} " in f" {own} "
