"""Pieces of print with boxes, put into reading order.

Shared by PDF and OCR. An official document is one column of text, except for two places: the masthead
(issuing body on the left, national title and date on the right) and the signature block ("Nơi nhận" on the
left, the signer on the right). There the whole left block is read before the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from vn_dossier_nlp.reading.furniture import SIGNATURE_STAMP, take_stamps
from vn_dossier_nlp.schema import Box, OcrWord

_GUTTER = 9.0  # points between the two blocks; narrower gaps are word spaces
_CLOSING = tuple(".,;:)/%")  # no blank is printed before them
_TITLE_OF_STATE = re.compile(r"C[ỘO]NG\s*H[ÒOÀA]+\s*X|[ĐD][ộo]c l[ậa]p", re.IGNORECASE)
_RECIPIENTS = re.compile(r"\W{0,3}N[ơo]i\s+nh[ậaâ]n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Print without a wide gap in it: a line, or a part of one. Points from the page's top left corner."""

    text: str
    box: Box
    confidence: float | None = None
    words: tuple[OcrWord, ...] = ()  # where OCR read it; their offsets point into ``text``
    furniture: str | None = None  # see Furniture.kind; None for the running text

    @property
    def middle(self) -> float:
        """Vertical middle."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def height(self) -> float:
        """Height of the box."""
        return self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True)
class _Region:
    """Two blocks side by side."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]

    @property
    def top(self) -> float:
        return min([piece.box[1] for piece in (*self.left, *self.right)])


def reading_order(pieces: Sequence[Piece], width: float, height: float, number: int) -> list[Piece | None]:
    """The lines of page ``number`` in reading order; None is a blank line between blocks. Stamps come last."""
    rest, stamps = take_stamps([piece for piece in pieces if piece.text.strip()], width, height)
    found: list[_Region] = []
    for region in (_masthead(rest, width, height, number), _signature(rest, width)):
        if region is not None:
            taken = {id(piece) for piece in (*region.left, *region.right)}
            rest = [piece for piece in rest if id(piece) not in taken]
            found.append(region)
    flow: list[Piece | None] = []
    for region in sorted(found, key=lambda region: region.top):
        top = region.top
        above = [piece for piece in rest if piece.middle < top]
        rest = [piece for piece in rest if piece.middle >= top]
        for block in (above, region.left, region.right):
            flow += _block(block)
    flow += _block(rest)
    return [*flow[:-1], *map(_stamp, stamps)]


def _stamp(pieces: Sequence[Piece]) -> Piece:
    left, top, right, bottom = zip(*(piece.box for piece in pieces), strict=True)
    text = "\n".join(piece.text.strip() for piece in pieces)
    return Piece(text, (min(left), min(top), max(right), max(bottom)), furniture=SIGNATURE_STAMP)


def _block(pieces: Iterable[Piece]) -> list[Piece | None]:
    """The lines of one column, blank lines where the page has a clear gap, and one after the block."""
    lines = [join_row(row) for row in rows(pieces)]
    flow: list[Piece | None] = []
    gaps = [below.box[1] - above.box[3] for above, below in zip(lines, lines[1:], strict=False)]
    clear = max(0.9 * median(line.height for line in lines), 1.7 * median(gaps)) if gaps else 0.0
    for index, line in enumerate(lines):
        if index and gaps[index - 1] > clear:
            flow.append(None)
        flow.append(line)
    if flow:
        flow.append(None)
    return flow


def rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one printed line, from the top down, each row from left to right."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.box[1] + piece.box[3]):
        # The two rows above suffice: the pieces come sorted by their middle.
        for row in found[:-3:-1]:
            if _same_row(row[0].box, piece.box):
                row.append(piece)
                break
        else:
            found.append([piece])
    for row in found:
        if len(row) > 1:
            row.sort(key=lambda piece: piece.box[0])
    return found


def _same_row(one: Box, other: Box) -> bool:
    # Asked for every two neighbours of a page: min() and max() would cost more than all the rest.
    _, top, _, bottom = one
    _, other_top, _, other_bottom = other
    height, other_height = bottom - top, other_bottom - other_top
    lowest = height if height < other_height else other_height
    shared = (bottom if bottom < other_bottom else other_bottom) - (top if top > other_top else other_top)
    return shared > 0.5 * (lowest if lowest > 0.1 else 0.1)


def join_row(row: Sequence[Piece]) -> Piece:
    """One line of the pieces of a row."""
    first = row[0]
    if len(row) == 1:
        return _stripped(first)
    text, words = first.text, list(first.words)
    left, top, right, bottom = first.box
    edge = right
    for piece in row[1:]:
        start, above, end, below = piece.box
        near = start - edge < 0.12 * (below - above)
        if not near and piece.text[:1] in _CLOSING:
            near = start - edge < 0.3 * (bottom - top)  # a full stop has next to no height
        if not (near or text[-1:].isspace() or piece.text[:1].isspace()):
            text += " "
        if piece.words:
            words += _moved(piece.words, len(text))
        text += piece.text
        edge = end
        left, top, right, bottom = min(left, start), min(top, above), max(right, end), max(bottom, below)
    sure = sum([word.confidence for word in words]) / len(words) if words else None
    return _stripped(Piece(text, (left, top, right, bottom), sure, tuple(words)))


def _stripped(piece: Piece) -> Piece:
    text = piece.text.strip()
    if len(text) == len(piece.text):
        return piece
    lead = len(piece.text) - len(piece.text.lstrip())
    return Piece(text, piece.box, piece.confidence, _moved(piece.words, -lead))


def _moved(words: Iterable[OcrWord], by: int) -> tuple[OcrWord, ...]:
    return tuple(OcrWord(word.start + by, word.end + by, word.box, word.confidence) for word in words)


def _masthead(pieces: Sequence[Piece], width: float, height: float, number: int) -> _Region | None:
    """The two blocks at the top of a document; on a later page only with the national title in it."""
    best: _Region | None = None
    top = [piece for piece in pieces if piece.middle < 0.45 * height]
    if not top or (number > 1 and not any(_TITLE_OF_STATE.search(piece.text) for piece in top)):
        return None
    centre = (min(piece.box[0] for piece in pieces) + max(piece.box[2] for piece in pieces)) / 2
    placed = [(piece.middle, piece) for piece in top]
    for above, below, gutter in _bands(top, width):
        band = [piece for middle, piece in placed if above < middle < below]
        # What the whole band cannot be, no part of it can.
        if not _is_masthead(_split(band, gutter), best, height, number):
            continue
        region = _split(_until_title(band, centre, gutter), gutter)
        if _is_masthead(region, best, height, number):
            best = region
    return best


def _is_masthead(region: _Region | None, best: _Region | None, height: float, number: int) -> bool:
    """Whether two blocks may be a masthead, and a larger one than ``best``."""
    if region is None or len(region.left) < 2 or len(region.right) < 2:
        return False
    if best is not None and len(region.left) + len(region.right) <= len(best.left) + len(best.right):
        return False
    if number == 1 and region.top <= 0.2 * height:
        return True
    return any(_TITLE_OF_STATE.search(piece.text) for piece in region.right)


def _bands(pieces: Sequence[Piece], width: float) -> list[tuple[float, float, float]]:
    """(top, bottom, gutter) of every stretch without print across a gutter that some row shows."""
    spans = [(piece.box[0], piece.box[2], piece.middle) for piece in pieces]
    found = []
    for row in rows(pieces):
        for left, right in zip(row, row[1:], strict=False):
            if right.box[0] - left.box[2] < _GUTTER or not 0.2 * width < right.box[0] < 0.8 * width:
                continue
            middle = min(left.middle, right.middle)
            # The middle of this gap, or close to the right block: lines below may reach further to the right.
            for gutter in ((left.box[2] + right.box[0]) / 2, right.box[0] - 2):
                across = [height for start, end, height in spans if start < gutter < end]
                above = max([height for height in across if height < middle], default=0.0)
                below = min([height for height in across if height > middle], default=float("inf"))
                found.append((above, below, gutter))
    return list(dict.fromkeys(found))


def _until_title(band: list[Piece], centre: float, gutter: float) -> list[Piece]:
    """The band above the document's title, which is centred on the page and may not reach the gutter."""
    right = [piece for piece in band if piece.box[0] >= gutter]
    if not right:
        return band
    column = median((piece.box[0] + piece.box[2]) / 2 for piece in right[:3])
    for piece in right:
        here = (piece.box[0] + piece.box[2]) / 2
        if abs(here - centre) >= 25 or abs(here - column) <= 40:
            continue
        # The end of a broken line starts where its column does; a title starts anywhere.
        if not any(abs(piece.box[0] - other.box[0]) < 3 for other in right if other is not piece):
            return [other for other in band if other.middle < piece.middle and other.box[3] < piece.box[3]]
    return band


def _split(band: Sequence[Piece], gutter: float) -> _Region | None:
    left = tuple(piece for piece in band if piece.box[2] <= gutter)
    right = tuple(piece for piece in band if piece.box[0] >= gutter)
    return _Region(left, right) if left and right else None


def _signature(pieces: Sequence[Piece], width: float) -> _Region | None:
    """The recipients with the signer beside them."""
    heads = [piece for piece in pieces if _RECIPIENTS.match(piece.text) and piece.box[0] < 0.4 * width]
    if not heads:
        return None
    head = heads[-1]
    near = [piece for piece in pieces if piece.middle > head.box[1] - 3 * max(head.height, 8.0)]
    best: _Region | None = None
    for above, below, gutter in _bands(near, width):
        if not above < head.middle < below or head.box[2] > gutter:
            continue
        left = tuple(p for p in near if head.middle <= p.middle < below and p.box[2] <= gutter)
        last = max((p.box[3] for p in near if p.middle < head.middle and p.box[0] < gutter), default=0.0)
        right = tuple(p for p in near if last <= p.middle < below and p.box[0] >= gutter)
        if right and (best is None or len(left) + len(right) > len(best.left) + len(best.right)):
            best = _Region(left, right)
    return best
