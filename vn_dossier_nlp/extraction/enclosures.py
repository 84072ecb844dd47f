"""Papers that a submission says are attached: each with its place, its name and its kind.

The patterns are the rows of ``data/enclosures.toml``. A form tells where the names stand: behind its words ("Gửi kèm:
..."), before them ("(có danh sách kèm theo)"), or among them ("chi tiết tại Phụ lục"). All windows are bounded.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vn_dossier_nlp.extraction.submission import Submission, once
from vn_dossier_nlp.grammar.numbers import find_numbers
from vn_dossier_nlp.language.finder import Finder
from vn_dossier_nlp.language.folding import key, skeleton
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.schema import ZoneKind

_ITEM = 400  # characters of one name
_BACK = 400  # characters looked at before "kèm theo"
_SHOWN = 200  # characters of a name as it is given
_NATIONAL_TITLE = re.compile(r"C[ỘO]NG\s+H[ÒO][ÀA]?\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA")
_RECIPIENTS = re.compile(r"(?:^|[\n|])[ \t|]*N[ơo]i\s+nhận\s*:?")
_ENDED = re.compile(r"\./\.|(?:^|[\n|])[ \t|]*N[ơo]i\s+nhận")
ANNEX_TITLE = re.compile(r"^[ \t|*]*(?:PHỤ\s+LỤC|DANH\s+SÁCH|DANH\s+MỤC|BIỂU|BẢNG)(?![a-zà-ỹ])[^\n]*$", re.MULTILINE)
_BEGINS = re.compile(r"(?:^|[.;:(|)\n\x0c])\s*(?:[-–+•*]|\(?[\divx]{1,4}[.)]|[a-zđ]\))?[ \t]*$")
_MARKER = re.compile(r"[ \t|]*(?:[-–+•*]\s|\(?\d{1,5}[.)]\s?|\d{1,2}\.\d{1,2}\.?\s|[a-zđ]\)\s)")
_INLINE_MARKER = re.compile(r"\(\d{1,3}\)|(?<![\w/.])\d{1,3}\)|(?<![\w/])[a-zđ]\)")
_OVER = re.compile(
    r"\s*(?:N[ơo]i\s+nhận|Trân\s+trọng|Kính\s+(?:trình|đề|mong|xin)|Trên\s+đây|TM\.|KT\.|TL\.|TUQ\.|[IVX]{1,4}\.\s|"
    r"[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ\s]{5,}$)",
    re.MULTILINE,
)
_SIGN = re.compile(r"[()]|\./\.|\.|\n[ \t]*\n|\n")
_STOP = re.compile(r"\./\.|\.(?=\s+[^\sa-zà-ỹđ\d]|\s*$|\s*\n)(?<!TP\.)(?<!Tp\.)(?<!\d\.)|\n[ \t]*\n")
_TRIM = ' \t\n|.,;:–-*•“”"/'
_TAIL = re.compile(r",?\s+(?:để|nhằm|trong\s+đó)\s.*$|\s*,?\s*(?:được|xin|có|và)$", re.DOTALL)
_LEADS = re.compile(r"(?:^|(?<=[\s(]))(?:có|theo|tại|trong|ở|là|xem|bằng|chi\s+tiết\s+tại|gồm)\s+$", re.IGNORECASE)


Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """A paper that the text says is attached; offsets of the folded text."""

    start: int
    end: int
    kind: str  # draft | appraisal | opinion | annex | other
    name: str  # as the text names it, on one line


@dataclass(frozen=True, slots=True)
class Form:
    """A row ``[[form]]`` of the data."""

    name: str
    where: str  # after | before | itself
    request_only: bool
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A row ``[[kind]]`` of the data."""

    kind: str
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The data, compiled. ``head``: where a name may begin anywhere; ``item``: where one may begin in a list."""

    forms: tuple[Form, ...]
    kinds: tuple[Kind, ...]
    head: re.Pattern[str]
    item: re.Pattern[str]


@lru_cache(maxsize=1)
def _finder() -> Finder:
    return Finder({form.name: form.pattern for form in grammar().forms})


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The rows of ``data/enclosures.toml``."""
    table = tomllib.loads(room_file("extraction", "data", "enclosures.toml").read_text(encoding="utf-8"))
    parts = table["parts"]
    head, weak = (_spaced(parts[name]) for name in ("head", "weak"))
    many = _spaced(parts["many"])
    lead = rf"(?<![\wÀ-ỹ])(?:{many}){{0,2}}(?:(?:bản|bộ|tập)\s+)?"
    return Grammar(
        tuple(
            Form(
                row["name"],
                row["where"],
                row["zone"] == "request",
                re.compile(_spaced(row["pattern"].format(**parts))),
                tuple(row["matches"]),
                tuple(row["rejects"]),
            )
            for row in table["form"]
        ),
        tuple(
            Kind(
                row["kind"],
                re.compile(_spaced(row["pattern"].format(**parts))),
                tuple(row["matches"]),
                tuple(row["rejects"]),
            )
            for row in table["kind"]
        ),
        re.compile(rf"{lead}{head}(?![\wÀ-ỹ])", re.IGNORECASE),
        re.compile(rf"{lead}(?:{head}|{weak})(?![\wÀ-ỹ])", re.IGNORECASE),
    )


def _spaced(pattern: str) -> str:
    """A blank of the data stands for any white space."""
    return pattern.replace(" ", r"\s+")


def kind_of(name: str) -> str:
    """draft | appraisal | opinion | annex | other, by the words of a name.

    >>> kind_of("Dự thảo Quyết định"), kind_of("Danh sách hộ"), kind_of("Thuyết minh")
    ('draft', 'annex', 'other')
    """
    words = key(name)
    return next((row.kind for row in grammar().kinds if row.pattern.search(words)), "other")


def find_enclosures(submission: Submission) -> tuple[Named, ...]:
    """The papers that the text says are attached, in its order, each once."""
    text = submission.text
    start, end = own_text(submission)
    request = submission.layout.zone(ZoneKind.REQUEST)
    late = request[0] if request else end
    found: list[Place] = []
    index = _finder().index(text)
    for form in grammar().forms:
        reach = start  # what a list has taken is not read again: a text of leads alone stays linear
        for match in index.finditer(form.name, late if form.request_only else start, end):
            if match.start() >= reach:
                places, reach = _names(text, form, match, (start, end))
                found += places
    return _once(text, sorted(found, key=lambda place: (place[0], -place[1])))


@once
def own_text(submission: Submission) -> tuple[int, int]:
    """The span of the submission itself: an annex or another document may follow in the same file."""
    text = submission.text
    start = submission.main_text()[0]
    ended = _ENDED.search(text, start)  # a head may be printed twice: another document follows what has ended
    following = _NATIONAL_TITLE.search(text, ended.end()) if ended else None
    end = following.start() if following else len(text)
    signed = _RECIPIENTS.search(text, start, end)
    annex = ANNEX_TITLE.search(text, signed.end() if signed else submission.main_text()[1], end)
    return start, annex.start() if annex else end


def _names(text: str, form: Form, match: re.Match[str], scope: Place) -> tuple[list[Place], int]:
    """The spans of the names that one find of a form gives, and how far it has read."""
    if form.where == "itself":
        group = next(name for name, value in match.groupdict().items() if value)
        start, end = match.span(group)
        if text[start : start + 1] in "dD":  # a draft goes on with its title
            end = _name_end(text, end, scope[1])
        return [*_trimmed(text, start, end)], match.end()
    if form.where == "before":
        return [*_before(text, match.start(), scope[0])], match.end()
    if not _begins_sentence(text, match.start(), scope[0]):
        return [], match.end()
    return _list(text, match.end(), scope[1], match.group().rstrip().endswith(":"))


def _begins_sentence(text: str, at: int, start: int) -> bool:
    """Whether a sentence, a bracket or an item begins at ``at``, or the clause after a comma of a request."""
    return at <= start or _BEGINS.search(text, max(start, at - 40), at) is not None or text[max(0, at - 2) : at] == ", "


def _list(text: str, at: int, limit: int, colon: bool) -> tuple[list[Place], int]:
    """The items behind a lead-in, on its line or one a line, and where they end."""
    line_end = text.find("\n", at, limit)
    line_end = line_end if line_end >= 0 else limit
    if colon and not text[at:line_end].strip(" \t|*"):
        items, end = _block(text, min(line_end + 1, limit), limit)
        return [place for item in items for place in _split(text, *item, True)], end
    end = _run_end(text, at, limit)
    return [*_split(text, at, end, colon)], end


def _block(text: str, at: int, limit: int) -> tuple[list[Place], int]:
    """Items one a line, each with its marker; lines without one belong to the item before."""
    items: list[Place] = []
    while at < limit:
        line_end = text.find("\n", at, limit)
        line_end = line_end if line_end >= 0 else limit
        line = text[at:line_end]
        if marker := _MARKER.match(line):
            items.append((at + marker.end(), line_end))
        elif not line.strip(" \t|"):
            if items and not _MARKER.match(text, line_end + 1):
                break
        elif _OVER.match(line) or (items and _ended(text, items[-1])):
            break
        elif items and line_end - items[-1][0] <= _ITEM:
            items[-1] = items[-1][0], line_end
        elif not items and grammar().item.match(line.lstrip(" \t|")):
            items.append((at, line_end))
        else:
            break
        at = line_end + 1
    return items, min(at, limit)


def _ended(text: str, item: Place) -> bool:
    return text[slice(*item)].rstrip(" \t|").endswith((".", ";", "./.", ")."))


def _run_end(text: str, at: int, limit: int) -> int:
    """Where a list in running text ends: at the bracket that was open before it, else with its sentence."""
    depth = 0
    for match in _SIGN.finditer(text, at, limit):
        place, sign = match.start(), match.group()
        if sign == "(":
            depth += 1
        elif sign == ")":
            if depth == 0 and not _INLINE_MARKER.search(text, max(at, place - 4), place + 1):
                return place
            depth = max(0, depth - 1)
        elif sign == "\n":
            if _OVER.match(text, place + 1):
                return place
        elif sign != "." or _STOP.match(text, place):
            return place
    return limit


def _split(text: str, start: int, end: int, listed: bool) -> Iterator[Place]:
    """The names in one stretch: parted by semicolons and numbers, by commas and "và" where a paper is named behind."""
    cuts = [start]
    depth = 0
    head, item = grammar().head, grammar().item
    for match in re.finditer(
        r"\(\d{1,3}\)|[()]|;|,|(?<=\s)(?:và|cùng)(?=\s)|(?<=[\s(])\d{1,2}[.)](?=\s)", text[start:end]
    ):
        sign, at, after = match.group(), start + match.start(), start + match.end()
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif sign not in ("và", "cùng", ",") or _at(item if sign == "," else head, text, after, end):
            cuts += [at, after]
    cuts.append(end)
    for left, right in zip(cuts[::2], cuts[1::2], strict=True):
        for place in _trimmed(text, left, right):
            if listed or _at(item, text, place[0], end):
                yield place


def _at(pattern: re.Pattern[str], text: str, at: int, end: int) -> re.Match[str] | None:
    while at < end and text[at] in " \t\n|":
        at += 1
    return pattern.match(text, at, end)


def _before(text: str, at: int, start: int) -> Iterator[Place]:
    """The names before "kèm theo": the words of its clause, or of the clause before its bracket."""
    left = _clause_start(text, at, start)
    if not text[left:at].strip(_TRIM) or text[left:at].strip(_TRIM).lower() in ("có", "xin", "được"):
        if text[left - 1 : left] != "(":
            return
        at = left - 1
        left = _clause_start(text, at, start)
    places: list[int] = []
    reach = left
    for match in grammar().head.finditer(text, left, at):
        follows = places and not text[reach : match.start()].strip()  # "dự thảo Kế hoạch" is one name
        if not follows and _outside_brackets(text, left, match.start()):
            places.append(match.start())
        reach = match.end()
    if not places:
        weak = [m.start() for m in grammar().item.finditer(text, left, at) if _LEADS.search(text[left : m.start()])]
        places = weak[-1:]
    if not places:
        return
    led = [place for place in places if not text[left:place].strip(_TRIM) or _LEADS.search(text[left:place])]
    comma = [place for place in places if text[left:place].rstrip().endswith((",", " và"))]
    first = led[-1] if led else comma[-1] if comma else places[-1]
    yield from _split(text, first, at, True)


def _clause_start(text: str, at: int, start: int) -> int:
    """Where the clause that ends at ``at`` begins; brackets inside it are passed over."""
    depth = 0
    floor = max(start, at - _BACK)
    for place in range(at - 1, floor - 1, -1):
        sign = text[place]
        if sign == ")":
            depth += 1
        elif sign == "(":
            if depth == 0:
                return place + 1
            depth -= 1
        elif depth == 0 and (
            sign in ";|"
            or (sign in ".:" and text[place + 1 : place + 2].isspace())
            or text[place : place + 2] == "\n\n"
        ):
            return place + 1
    return floor


def _outside_brackets(text: str, left: int, at: int) -> bool:
    return text.count("(", left, at) <= text.count(")", left, at)


def _name_end(text: str, at: int, limit: int) -> int:
    """Where the title of a draft ends that is named in a sentence."""
    stop = re.compile(r"[.;:,(]|\n[ \t]*\n|\s(?:để|như|với|do|theo|nêu|gồm|và|được)\s").search(
        text, at, min(limit, at + _ITEM)
    )
    return stop.start() if stop else at


def _trimmed(text: str, start: int, end: int) -> Iterator[Place]:
    """The span without marks and blanks around it, or nothing where no word is left."""
    marker = _MARKER.match(text, start, end)
    start = marker.end() if marker else start
    piece = text[start:end]
    piece = _TAIL.sub("", piece.rstrip(_TRIM)).rstrip(_TRIM)
    start += len(piece) - len(piece.lstrip(_TRIM))
    piece = piece.lstrip(_TRIM)
    if re.search(r"[^\W\d_]{2}", piece) and len(piece) <= _ITEM:
        yield start, start + len(piece)


def _once(text: str, places: list[Place]) -> tuple[Named, ...]:
    """Names in their order; what lies in another, or only repeats the bare word of a paper named more fully, goes."""
    kept: list[Named] = []
    seen: set[str] = set()
    numbers: set[str] = set()
    reach = -1
    for start, end in places:
        if start < reach:
            continue
        reach = end
        name = " ".join(text[start:end].split())[:_SHOWN].rstrip(_TRIM)
        same = skeleton(key(name))
        number = next((found.normal for found in find_numbers(name)), None) if kind_of(name) != "draft" else None
        if same in seen or number in numbers:
            continue
        seen.add(same)
        if number:
            numbers.add(number)
        kept.append(Named(start, end, kind_of(name), name))
    fuller = {_first_words(name) for name in seen if len(name.split()) > 2}
    return tuple(
        one for one in kept if len(one.name.split()) > 2 or _first_words(skeleton(key(one.name))) not in fuller
    )


def _first_words(name: str) -> str:
    return " ".join(name.split()[:2])
