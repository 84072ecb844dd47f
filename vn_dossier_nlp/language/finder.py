"""Many patterns looked for in one text: each is tried only where one of its openings stands.

What stands between the blanks of a text is looked up once for all patterns. What may begin in it is kept from text to
text, for the same few thousand syllables come back in all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from vn_dossier_nlp.language.openings import Opening, in_word, openings, plain_word

_KEPT = 1 << 20  # characters and places in them that are kept
_START = "^"


class Finder:
    """Patterns by name. What it finds is what ``re`` finds: openings only say where to look."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        self.patterns = dict(patterns)
        told = {name: openings(pattern) for name, pattern in self.patterns.items()}
        self.untold = frozenset(name for name, found in told.items() if found is None)
        """The patterns that are searched as they are."""
        self.at_start = frozenset(
            name for name, found in told.items() if any(one.letters == _START for one in found or ())
        )
        """The patterns that may begin at the beginning of a text, whatever stands there."""
        self._openings: dict[str, dict[Opening, list[str]]] = defaultdict(lambda: defaultdict(list))
        for name, found in told.items():
            for opening in found or ():
                self._openings[opening.letters[:2]][opening].append(name)
        self._known = _Pieces()

    @property
    def kept(self) -> int:
        """How much is kept of the texts that were indexed, in characters and places."""
        return self._known.size

    def index(self, text: str, like: str | None = None) -> Index:
        """Where the patterns may begin in a text; ``like``: the same text in other case, of which more is asked."""
        places = _pieces(text if like is None else like)
        if self._known.size > _KEPT:
            self._known = _Pieces()
        for piece in places.keys() - self._known.opens.keys():
            self._known.add(piece, self._opens(plain_word(piece)))
        return Index(self, text, places, self._known)

    def _opens(self, plain: str) -> dict[str, list[int]]:
        """The patterns that may begin in a piece, with the offsets."""
        found: dict[str, list[int]] = {}
        for offset in range(len(plain)):
            names: set[str] = set()
            for size in (1, 2):
                for opening, openers in self._openings.get(plain[offset : offset + size], {}).items():
                    if _stands(opening, plain, offset):
                        names.update(openers)
            for name in names:
                found.setdefault(name, []).append(offset)
        return found


def _stands(opening: Opening, plain: str, offset: int) -> bool:
    """Whether an opening stands at an offset of a piece."""
    end = offset + len(opening.letters)
    return (
        plain.startswith(opening.letters, offset)
        and not (opening.starts and offset and in_word(plain[offset - 1]))
        and not (opening.ends and end < len(plain) and in_word(plain[end]))
    )


@lru_cache(maxsize=8)  # several finders look at the same text
def _pieces(text: str) -> Mapping[str, list[int]]:
    """What stands between the blanks of a text, each with its places; linear in the length of the text."""
    places: dict[str, list[int]] = defaultdict(list)
    place, find = 0, text.find
    for piece in text.split():
        place = find(piece, place)
        places[piece].append(place)
        place += len(piece)
    return dict(places)


class _Pieces:
    """The pieces of texts that were looked up."""

    def __init__(self) -> None:
        self.opens: dict[str, tuple[tuple[str, list[int]], ...]] = {}
        """By piece the names of the patterns that may begin in it, with the offsets."""
        self.opening: dict[str, dict[str, list[int]]] = defaultdict(dict)
        """By name of a pattern the pieces in which it may begin, with the offsets."""
        self.size = 0

    def add(self, piece: str, opens: Mapping[str, list[int]]) -> None:
        """Keeps what a piece opens."""
        self.opens[piece] = tuple(opens.items())
        self.size += len(piece)
        for name, offsets in opens.items():
            self.opening[name][piece] = offsets
            self.size += len(offsets)


class Index:
    """The places of one text at which the patterns of a finder may begin."""

    def __init__(self, finder: Finder, text: str, places: Mapping[str, list[int]], known: _Pieces) -> None:
        self.text = text
        self._finder = finder
        self._pieces = places
        self._known = known
        self._sorted: dict[str, Sequence[int]] = {}

    def pattern(self, name: str) -> re.Pattern[str]:
        """The pattern of a name."""
        return self._finder.patterns[name]

    def finditer(self, name: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """As ``finditer`` of the pattern itself."""
        end = len(self.text) if end is None else end
        pattern = self.pattern(name)
        if name in self._finder.untold:
            yield from pattern.finditer(self.text, start, end)
            return
        places = self.places(name)
        for index in range(bisect_left(places, start), len(places)):
            place = places[index]
            if place >= max(end, 1):  # at the beginning even an empty stretch may be matched
                return
            if place >= start and (match := pattern.match(self.text, place, end)):
                start = match.end()
                yield match

    def search(self, name: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """As ``search`` of the pattern itself."""
        return next(self.finditer(name, start, end), None)

    def together(self, names: Sequence[str]) -> Together:
        """Several patterns that are looked for together, stretch by stretch; each must tell how it begins."""
        if strange := self._finder.untold.intersection(names):
            raise ValueError(f"cannot be looked for together: {', '.join(sorted(strange))}")
        return Together(self, names)

    def places(self, name: str) -> Sequence[int]:
        """Where one pattern may begin, in order."""
        if name not in self._sorted:
            pieces = self._known.opening.get(name, {})
            found = [0] if name in self._finder.at_start else []
            for piece in pieces.keys() & self._pieces.keys():
                for offset in pieces[piece]:
                    found += [place + offset for place in self._pieces[piece]] if offset else self._pieces[piece]
            self._sorted[name] = sorted(found)
        return self._sorted[name]

    def all_places(self, orders: Mapping[str, int]) -> list[tuple[int, int]]:
        """Where each of several patterns may begin, with its order, from left to right."""
        found = [(0, order) for name, order in orders.items() if name in self._finder.at_start]
        for piece, places in self._pieces.items():
            for name, offsets in self._known.opens[piece]:
                if (order := orders.get(name)) is not None:
                    found += [(place + offset, order) for offset in offsets for place in places]
        return sorted(found)


class Together:
    """Where any of several patterns may begin: one look tells all that stand in a stretch."""

    def __init__(self, index: Index, names: Sequence[str]) -> None:
        self._text = index.text
        self._patterns = [(name, index.pattern(name)) for name in names]
        self._places = index.all_places({name: order for order, name in enumerate(names)})

    def finditer(self, start: int, end: int) -> Iterator[tuple[str, re.Match[str]]]:
        """What ``finditer`` of each pattern finds in a stretch, with its name, from left to right."""
        reach = [start] * len(self._patterns)
        stretch = slice(bisect_left(self._places, (start, 0)), bisect_left(self._places, (max(end, 1), 0)))
        for place, order in self._places[stretch]:
            name, pattern = self._patterns[order]
            if place >= reach[order] and (match := pattern.match(self._text, place, end)):
                reach[order] = match.end()
                yield name, match
