"""Print that is no part of the running text: page numbers, running heads and feet, stamps of digital signatures.

A stamp shows on its own page, by its words and its place. A page number or a running head shows only against the
other pages: the number goes on with them, the head stands at the same place on them. Where this is in doubt the
line stays in the text, since a line too many does less harm than a sentence without its number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING
from unicodedata import normalize

from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.reading.secrets import bears_secret_mark

if TYPE_CHECKING:
    from vn_dossier_nlp.reading.layout import Piece

PAGE_NUMBER, RUNNING_HEAD, SIGNATURE_STAMP = "page_number", "running_head", "signature_stamp"

# --- stamps ---------------------------------------------------------------------------------------------------------
# Words are compared without marks, since OCR loses them first.

_HINTS = ("@", "ign", "ký:", "KÝ:", "ý bởi", "ý số", "ý điện", "gày ký", "ý ngày")
_CUES = {
    "signer": re.compile(r"(?:nguoi ky|(?:da |duoc |da duoc )?ky (?:so |dien tu )?boi|(?:digitally )?signed by)\b"),
    "time": re.compile(
        r"(?:thoi (?:gian|diem) ky|(?:ngay )?gio ky|ngay ky|ky ngay|signing (?:time|date)|date)\s*[:.]?\s*\d"
        r"|(?:thoi (?:gian|diem) ky|ngay ky|signing (?:time|date))\s*:"
    ),
    "verdict": re.compile(
        r"signature (?:is )?(?:not verified|valid|invalid|unknown)|digitally signed"
        r"|chu ky (?:so|dien tu)\s*(?:$|:|hop le|khong hop le|chua)|(?:van ban )?da (?:duoc )?ky so\s*(?:$|:|boi)"
    ),
    "mail": re.compile(r"(?:e-?mail\s*:\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*$"),
    "moment": re.compile(r"(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}:\d{2}:\d{2}"),
}
_FIELD = re.compile(
    r"(?:e-?mail|co quan|don vi|to chuc|phong ban|chuc (?:vu|danh)|ly do|dia diem|noi ky|reason|location|contact"
    r"|dn|cn|ou|[oc]|serial|so hieu chung thu so|ma so thue|mst|nha cung cap|version|foxit.{0,30}version)\s*[:=]"
    r"|[+-]\d{2}[:']?\d{2}'?$"  # the zone of a time of day, when the line breaks before it
)
_ALONE = re.compile(r"signature (?:not verified|valid|invalid)\W*$|digitally signed by\b")
_SMALL = 0.85  # of the page's letters: print this small is a note to the text, not the text
_CAPITAL = 0.35  # by which a capital is wider than a small letter
_CORNER = 0.12  # of the page's height at its top and its foot
_LINES = 8  # that a stamp has above and below a line that shows it


def take_stamps(pieces: Sequence[Piece], width: float, height: float) -> tuple[list[Piece], list[list[Piece]]]:
    """The pieces of a page without the stamps of digital signatures, and the stamps, each from the top down."""
    if not _may_bear_stamps(pieces):
        return list(pieces), []
    page = _Print(pieces, width, height)
    stamps: list[list[Piece]] = []
    taken: set[int] = set()
    for piece in pieces:
        if id(piece) not in taken and page.cues(piece):
            block = page.block(piece, taken)
            if page.is_stamp(block):
                stamps.append(block)
                taken.update(map(id, block))
    return [piece for piece in pieces if id(piece) not in taken], stamps


def _may_bear_stamps(pieces: Sequence[Piece]) -> bool:
    """A quick look that spares most pages the long one; OCR may have lost the marks that it goes by."""
    if any(piece.confidence is not None for piece in pieces):
        return True
    text = "\n".join([piece.text for piece in pieces])
    return any(hint in text for hint in _HINTS)


class _Print:
    """The pieces of a page, their words and their sizes."""

    def __init__(self, pieces: Sequence[Piece], width: float, height: float) -> None:
        self._pieces = pieces
        self._width = width
        self._height = height
        self._plain = {id(piece): skeleton(normalize("NFC", piece.text)).strip(" \t*|>-") for piece in pieces}
        self._letter = median(_letter(piece) for piece in pieces)

    def cues(self, piece: Piece) -> set[str]:
        """What a line says of a signature."""
        plain = self._plain[id(piece)]
        return {name for name, cue in _CUES.items() if (cue.search if name == "moment" else cue.match)(plain)}

    def _is_part(self, piece: Piece) -> bool:
        return bool(self.cues(piece)) or _FIELD.match(self._plain[id(piece)]) is not None

    def _is_small(self, piece: Piece) -> bool:
        return _letter(piece) < _SMALL * self._letter

    def block(self, seed: Piece, taken: set[int]) -> list[Piece]:
        """The lines around ``seed`` that may be one stamp with it."""
        block = [seed]
        for down in (True, False):
            last, found = seed, []
            for _ in range(_LINES):
                after = self._next(last, down, taken)
                if after is None:
                    break
                found.append(after)
                last = after
            # Another line than a stamp's is part of it between two such lines, or where it is small print.
            while found and not (self._is_part(found[-1]) or self._is_small(found[-1])):
                found.pop()
            block += found
        block += self._beside(block, taken)
        return sorted(block, key=lambda piece: (piece.middle // 4, piece.box[0]))

    def _next(self, piece: Piece, down: bool, taken: set[int]) -> Piece | None:
        """The line right below or above in the same print."""
        near = [
            other
            for other in self._pieces
            if id(other) not in taken and other is not piece and _follows(piece, other, down)
        ]
        return min(near, key=lambda other: abs(other.middle - piece.middle), default=None)

    def _beside(self, block: Sequence[Piece], taken: set[int]) -> list[Piece]:
        """What stands, in small print, to the right of a label that ends in a colon."""
        known = taken | set(map(id, block))
        labels = [piece for piece in block if piece.text.rstrip().endswith(":")]
        return [
            other
            for other in self._pieces
            if id(other) not in known
            and self._is_small(other)
            and any(
                label.box[1] < other.middle < label.box[3] and 0 <= other.box[0] - label.box[2] < 5 * label.height
                for label in labels
            )
        ]

    def is_stamp(self, block: Sequence[Piece]) -> bool:
        """Whether the lines say enough, and stand where a stamp does: a list in the text may say the same."""
        if any(_ALONE.match(self._plain[id(piece)]) for piece in block):
            return True
        if len(set[str]().union(*map(self.cues, block))) < 2:
            return False
        left, top, _, foot = (pick(sides) for pick, sides in zip((min, min, max, max), _sides(block), strict=True))
        in_corner = foot < _CORNER * self._height or top > (1 - _CORNER) * self._height
        at_signer = left > 0.42 * self._width
        return in_corner or at_signer or median(map(_letter, block)) < _SMALL * self._letter


def _sides(pieces: Iterable[Piece]) -> Iterable[tuple[float, ...]]:
    return zip(*(piece.box for piece in pieces), strict=True)


def _letter(piece: Piece) -> float:
    """How wide a letter is: tells the size of the print better than its height, which few letters have."""
    left, _, right, _ = piece.box
    text = piece.text.strip()
    return (right - left) / max(len(text) + _CAPITAL * sum(map(str.isupper, text)), 1)


def _follows(piece: Piece, other: Piece, down: bool) -> bool:
    """Whether ``other`` is the next line below (or above) of the same block of print."""
    upper, lower = (piece, other) if down else (other, piece)
    height = max(piece.height, other.height)
    gap = lower.box[1] - upper.box[3]
    if not -0.5 * height < gap < 0.9 * height or lower.middle <= upper.middle:
        return False
    if not 0.55 < piece.height / max(other.height, 0.1) < 1.8:
        return False
    left, right = abs(piece.box[0] - other.box[0]), abs(piece.box[2] - other.box[2])
    centre = abs(piece.box[0] + piece.box[2] - other.box[0] - other.box[2]) / 2
    return min(left, right, centre) < 5


# --- page numbers, running heads and feet ---------------------------------------------------------------------------

_ZONE = 0.11  # of the page's height at its top and its foot: where furniture stands
_LEAST_ZONE = 72.0  # points; a page in landscape has margins as wide
_DEPTH = 4  # lines of a margin that are looked at, from the edge of the page inwards
_SAME_PLACE = 6.0  # points
_NUMBER = re.compile(
    r"(?P<open>[-–—~\[<•\s]*)(?:(?P<word>trang|page|p\s?a\s?g\s?e)\s*(?:so\s*)?[:.]?\s*)?"
    r"(?:(?P<number>\d{1,4})|(?P<roman>[ivxlc]{1,7}))"
    r"(?:\s*(?:/|of|tren|trong)\s*(?P<total>\d{1,4}))?(?:\s*\|\s*(?:trang|p\s?a\s?g\s?e))?[-–—~\]>•\s]*$"
)
_ROMAN = re.compile(r"(?=.)(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_DIGITS = re.compile(r"\d+")
_HEADING = re.compile(r"\W*(?:phu luc|bieu|mau|dieu|chuong|muc|phan|bang|danh muc|so do|ban do)\b")
_STATE = re.compile(r"cong h[oa]+ xa h|doc lap\W+tu do")


@dataclass(frozen=True, slots=True)
class _Count:
    """A line that may be a page number."""

    value: int
    total: int | None
    plain: bool  # a number alone, without dashes, a word or a total
    worded: bool  # "Trang 2"
    roman: bool


@dataclass(eq=False)
class Sheet:
    """A page in reading order: lines, None for a blank line."""

    flow: Sequence[Piece | None]
    width: float
    height: float
    number: int  # from 1
    kinds: dict[int, str] = field(default_factory=dict)  # by place in ``flow``: what is furniture

    @cached_property
    def margins(self) -> dict[str, list[_Edge]]:
        """The lines in the top and the bottom margin, each from the edge of the page inwards."""
        zone = max(_ZONE * self.height, _LEAST_ZONE)
        top, foot = [], []
        for place, piece in enumerate(self.flow):
            if piece is not None and piece.furniture is None:
                if piece.box[3] < zone:
                    top.append(_Edge(place, piece, "top", self))
                elif piece.box[1] > self.height - zone:
                    foot.append(_Edge(place, piece, "foot", self))
        top.sort(key=lambda edge: edge.piece.middle)
        foot.sort(key=lambda edge: -edge.piece.middle)
        return {"top": top[:_DEPTH], "foot": foot[:_DEPTH]}

    @cached_property
    def opens(self) -> float | None:
        """Where the words that open a document stand on this page, or None: its masthead is no running head."""
        above = [piece for piece in self.flow if piece is not None and piece.middle < self.height / 3]
        tops = [piece.box[1] for piece in above if _STATE.search(skeleton(piece.text))]
        return min(tops, default=None)

    def is_clear(self, piece: Piece) -> bool:
        """Whether no other line stands close to one, or beside it."""
        return not any(
            other is not piece
            and other is not None
            and other.box[1] < piece.box[3] + 0.6 * piece.height
            and other.box[3] > piece.box[1] - 0.6 * piece.height
            for other in self.flow
        )


@dataclass(eq=False)
class _Edge:
    """A line in a margin."""

    place: int
    piece: Piece
    side: str
    sheet: Sheet

    @cached_property
    def count(self) -> _Count | None:
        """The line as a page number."""
        return _count(self.piece.text)

    @cached_property
    def form(self) -> str:
        """The line apart from its digits, and from the marks where OCR may have lost some."""
        text = self.piece.text
        return _DIGITS.sub("#", text.lower() if self.piece.confidence is None else skeleton(text))

    @property
    def level(self) -> float:
        """How far the line is from its edge of the page."""
        return self.piece.middle if self.side == "top" else self.sheet.height - self.piece.middle

    def is_at(self, other: _Edge) -> bool:
        """Whether both stand at the same place of their pages."""
        one, two = self.piece.box, other.piece.box
        aside = min(abs(one[0] - two[0]), abs(one[2] - two[2]), abs(one[0] + one[2] - two[0] - two[2]) / 2)
        return abs(self.level - other.level) < _SAME_PLACE and aside < _SAME_PLACE


def mark_furniture(sheets: Sequence[Sheet]) -> None:
    """Enter page numbers and running heads into ``kinds`` of each page."""
    edges = [edge for sheet in sheets for side in sheet.margins.values() for edge in side]
    numbers = _page_numbers(edges)
    heads = _running_heads(edges, len(sheets)) if len(sheets) > 1 else set()
    for sheet in sheets:
        sheet.kinds.clear()
        for side in sheet.margins.values():
            for edge in side:
                if id(edge) in numbers:
                    sheet.kinds[edge.place] = PAGE_NUMBER
                elif id(edge) in heads:
                    sheet.kinds[edge.place] = RUNNING_HEAD
                elif any(map(str.isalnum, edge.piece.text)):
                    break  # the text begins; specks that OCR reads do not count


def _count(text: str) -> _Count | None:
    if len(text) > 24:
        return None
    match = _NUMBER.match(skeleton(text))
    if match is None:
        return None
    total = match["total"]
    plain = not (match["word"] or total or match["open"].strip())
    if match["number"]:
        value = int(match["number"])
    elif text.islower() or not plain:
        value = _roman(match["roman"])
    else:
        value = 0  # "I", "C": a heading, or a letter
    if not value or (total and not value <= int(total)):
        return None
    return _Count(value, int(total) if total else None, plain, bool(match["word"]), match["roman"] is not None)


def _roman(text: str) -> int:
    if not _ROMAN.match(text):
        return 0
    values = [_ROMAN_DIGITS[char] for char in text]
    after = [*values[1:], 0]
    return sum(-value if value < next_value else value for value, next_value in zip(values, after, strict=True))


def _page_numbers(edges: Iterable[_Edge]) -> set[int]:
    """The lines, by id, that count the pages."""
    counts = [(edge, edge.count) for edge in edges if edge.count is not None]
    # Numbers that go on with the pages: the pages on which each distance between the two is found.
    pages = defaultdict(set)
    for edge, count in counts:
        pages[edge.side, count.roman, count.value - edge.sheet.number].add(edge.sheet.number)
    found = set()
    for edge, count in counts:
        steady = len(pages[edge.side, count.roman, count.value - edge.sheet.number]) > 1
        if steady or _is_page_number(edge, count, counts):
            found.add(id(edge))
    return found


def _is_page_number(edge: _Edge, count: _Count, counts: Sequence[tuple[_Edge, _Count]]) -> bool:
    """Whether a number that no other page goes on with is a page number all the same."""
    if count.roman:
        return False
    if not count.plain and (count.worded or count.value == edge.sheet.number):
        return True
    if count.value > edge.sheet.number or not _is_set_apart(edge):
        return False
    # Several documents in one file: each begins to count anew, at the same place.
    others = (other for other, _ in counts if other is not edge and other.sheet is not edge.sheet)
    return count.value == edge.sheet.number or any(edge.side == other.side and edge.is_at(other) for other in others)


def _is_set_apart(edge: _Edge) -> bool:
    """Whether a line stands in the middle or at the right of the page, with white around it."""
    left, _, right, _ = edge.piece.box
    width = edge.sheet.width
    central = abs((left + right) / 2 - width / 2) < 0.1 * width
    return (central or right > 0.8 * width) and edge.sheet.is_clear(edge.piece)


def _running_heads(edges: Iterable[_Edge], pages: int) -> set[int]:
    """The lines, by id, that stand at the same place on several pages."""
    alike: dict[tuple[str, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if edge.count is None and any(map(str.isalpha, edge.form)):
            alike[edge.side, edge.form].append(edge)
    found: set[int] = set()
    for same in alike.values():
        for group in _by_place([edge for edge in same if not _is_text(edge)] if len(same) > 1 else []):
            if _is_repeated(group, pages) and _digits_agree(group):
                found.update(map(id, _without_first(group)))
    return found


def _is_text(edge: _Edge) -> bool:
    """Whether a line is of the text wherever it stands: a row of a table, a masthead, a secret mark."""
    if " | " in edge.piece.text or bears_secret_mark(edge.piece.text):
        return True
    opens = edge.sheet.opens
    return edge.side == "top" and opens is not None and edge.piece.box[3] > opens - 0.5 * edge.piece.height


def _by_place(edges: Sequence[_Edge]) -> Iterator[list[_Edge]]:
    """Equal lines in groups of those at one place; a page that has two counts once."""
    rest = list(edges)
    while rest:
        group = [edge for edge in rest if edge.is_at(rest[0])]
        rest = [edge for edge in rest if not any(edge is other for other in group)]
        yield list({edge.sheet.number: edge for edge in group}.values())


def _is_repeated(group: Sequence[_Edge], pages: int) -> bool:
    """Whether a line is on enough pages."""
    later = sum(edge.sheet.number > 1 for edge in group)
    if group[0].side == "foot" and all(edge.sheet.opens is not None for edge in group):
        return False  # letters of one page each in one file: they end alike, with their copies and their signer
    if len(group) >= 3:
        return True
    # On two pages chance may do it; capitals are a heading's.
    head = group[-1].piece
    return len(group) == 2 and 2 * later > pages - 1 and not head.text.isupper() and group[-1].sheet.is_clear(head)


def _digits_agree(group: Sequence[_Edge]) -> bool:
    """Whether the numbers of a line stay, or go on with the pages: others tell one heading from the next."""
    rows = [[int(digits) for digits in _DIGITS.findall(edge.piece.text)] for edge in group]
    for column in zip(*rows, strict=True):
        steps = {value - edge.sheet.number for value, edge in zip(column, group, strict=True)}
        if len(set(column)) > 1 and (len(steps) > 1 or _HEADING.match(skeleton(group[0].piece.text))):
            return False
    return True


def _without_first(group: Sequence[_Edge]) -> Sequence[_Edge]:
    """What may go: not the top of the first page, which may be a masthead, nor a heading where it comes first."""
    first = group[0]
    stays = first.sheet.number == 1 if first.side == "top" else False
    return group[1:] if stays or _HEADING.match(skeleton(first.piece.text)) else group
