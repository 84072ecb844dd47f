"""How a pattern can begin: the first word of what it matches, read off its expression.

A pattern needs to be tried only where one of its openings stands; see :mod:`vn_dossier_nlp.language.finder`. Openings
may be too wide, never too narrow: what stands before and behind, and case, are left to the pattern itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

_MOST = 8000  # ways in which one pattern may begin; one with more is searched as it is
_WIDEST = 16  # characters of a class that are spelled out
_LONGEST = 6  # characters of an opening
_SAME = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})  # what the engine takes for a plain letter when it ignores case


@dataclass(frozen=True, slots=True)
class Opening:
    """The first characters of a word, as :func:`plain_word` gives them, or one sign that belongs to no word.

    ``starts``: only at the beginning of a word; ``ends``: only where the word ends behind it. "^" stands for the
    beginning of the text, too.
    """

    letters: str
    starts: bool
    ends: bool


def plain_word(word: str) -> str:
    """A word in the form in which openings are compared: small letters, 0 for every digit; of the same length.

    >>> plain_word("Điều19")
    'điều00'
    """
    small = word.translate(_SAME).lower()
    return small if small.isalpha() else "".join("0" if char.isdecimal() else char for char in small)


def in_word(char: str) -> bool:
    """Whether a character is one of those of which words are made."""
    return char.isalnum() or char == "_"


def openings(pattern: re.Pattern[str]) -> frozenset[Opening] | None:
    """The openings of a pattern; None where they cannot be told, as of one that may begin with a blank.

    >>> sorted(one.letters for one in openings(re.compile(r"(?<!\\w)(?:[Kk]inh|nguồn(?: vốn)?)\\s+phí")))
    ['kinh', 'nguồn']
    """
    if pattern.flags & (re.MULTILINE | re.VERBOSE):
        return None
    try:
        found = list(islice(_row((_Expression(pattern.pattern).read(),), "", False), _MOST + 1))
    except _UntoldError:
        return None
    return frozenset(found) if len(found) <= _MOST else None


class _UntoldError(Exception):
    """A pattern may begin in a way that no opening tells."""


# The openings of a row of items --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sign:
    """One character of a set in plain form; a blank stands for what belongs to no word, None for any character."""

    chars: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class _Edge:
    """The edge of a word: one may begin ``behind`` characters before, or end here."""

    behind: int | None
    ends: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """Alternatives, each a row of items."""

    choices: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class _Repeated:
    """An item that may be left out (``least`` is 0) or stand more than ``once``."""

    item: _Item
    least: int
    once: bool


_Item = _Sign | _Edge | _Group | _Repeated
_Row = tuple[_Item, ...]


def _row(items: _Row, letters: str, starts: bool) -> Iterator[Opening]:
    """The openings of a row of items behind letters that were read."""
    if len(letters) >= _LONGEST or not items:
        yield _opening(letters, starts, False)
        return
    item, rest = items[0], items[1:]
    if isinstance(item, _Edge):
        if letters and item.ends:
            yield _opening(letters, starts, True)
        else:
            yield from _row(rest, letters, starts or len(letters) == item.behind)
    elif isinstance(item, _Group):
        for choice in item.choices:
            yield from _row((*choice, *rest), letters, starts)
    elif isinstance(item, _Repeated):
        if item.least == 0:
            yield from _row(rest, letters, starts)
        yield from _row((item.item, *(rest if item.once else (_ANY,))), letters, starts)
    elif item.chars is None:
        yield _opening(letters, starts, False)
    else:
        for char in item.chars:
            if in_word(char):
                yield from _row(rest, letters + char, starts)
            else:
                yield _opening(letters or char.strip(), starts, bool(letters))


def _opening(letters: str, starts: bool, ends: bool) -> Opening:
    if not letters:
        raise _UntoldError
    return Opening(letters, starts, ends)


# Reading an expression -----------------------------------------------------------------------------------------------

_BLANK, _DIGIT, _ANY = _Sign(frozenset(" ")), _Sign(frozenset("0")), _Sign(None)
_CLASSES = {"s": _BLANK, "W": _BLANK, "n": _BLANK, "t": _BLANK, "d": _DIGIT, "w": _ANY, "S": _ANY, "D": _ANY}
_EDGES = {
    r"(?<!\w)": _Edge(0, False),
    r"(?!\w)": _Edge(None, True),
    r"(?![\wÀ-ỹ])": _Edge(None, True),
    r"\b": _Edge(0, True),
}
_BEGINNING = re.compile(r"\(\?<!\[\\w[^]\\]*\](?P<behind>\.?)\)")  # no character of a word, nor one of some others
_LOOK = re.compile(r"\(\?<?[=!]")
_OPENED = re.compile(r"\(\?(?:P<\w+>|[aimsx]*(?:-[imsx]+)?:)|\((?!\?)")
_LETTERS = re.compile(r"[^\W\d_]+(?![\w?*+{])")
_FLAGS = re.compile(r"\(\?[ais]+\)")
_TIMES = re.compile(r"(?:(?P<sign>[*+?])|\{(?P<least>\d*)(?P<more>,?)(?P<most>\d*)\})[?+]?")
_CLASS = re.compile(r"\[(?P<inner>\^?\]?(?:\\.|[^\]\\])*)\]", re.DOTALL)


class _Expression:
    """An expression, read from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        flags = _FLAGS.match(text)
        self.at = flags.end() if flags else 0

    def read(self) -> _Group:
        """The alternatives up to the bracket that closes them, which is passed, or to the end."""
        choices: list[_Row] = []
        row: list[_Item] = []
        while self.at < len(self.text) and self.text[self.at] != ")":
            if self.text[self.at] == "|":
                self.at += 1
                choices.append(tuple(row))
                row = []
            elif letters := _LETTERS.match(self.text, self.at):
                self.at = letters.end()
                row += map(_sign, letters.group())
            else:
                row += self._item()
        self.at += 1
        return _Group((*choices, tuple(row)))

    def _item(self) -> list[_Item]:
        """The next item with how often it stands; nothing for a look around that does not find the edge of a word."""
        for words, edge in _EDGES.items():
            if self.text.startswith(words, self.at):
                self.at += len(words)
                return [edge]
        if beginning := _BEGINNING.match(self.text, self.at):
            self.at = beginning.end()
            return [_Edge(len(beginning["behind"]), False)]
        if look := _LOOK.match(self.text, self.at):
            self.at = look.end()
            self.read()
            return []
        if self.text[self.at] == "$":
            self.at += 1
            return []
        item = self._single()
        times = _TIMES.match(self.text, self.at)
        if times is None:
            return [item]
        self.at = times.end()
        least = {"*": 0, "?": 0, "+": 1}[times["sign"]] if times["sign"] else int(times["least"] or 0)
        most = times["most"] if times["more"] else times["least"]
        return [_Repeated(item, least, times["sign"] == "?" or most == "1")]

    def _single(self) -> _Item:
        """A group, a class or a character."""
        if opened := _OPENED.match(self.text, self.at):
            self.at = opened.end()
            return self.read()
        if found := _CLASS.match(self.text, self.at):
            self.at = found.end()
            return _class(found["inner"])
        char = self.text[self.at]
        if char in "([":  # a group or a class of another form
            raise _UntoldError
        size = 2 if char == "\\" else 1
        self.at += size
        if size == 2:
            return _escaped(self.text[self.at - 1])
        return _ANY if char == "." else _sign(char)


def _escaped(char: str) -> _Sign:
    if char in _CLASSES:
        return _CLASSES[char]
    if char.isalnum():
        raise _UntoldError
    return _sign(char)


def _class(inner: str) -> _Sign:
    """The characters of a class that lists few; any character for others."""
    if inner.startswith("^") or len(inner) > 2 * _WIDEST or re.search(r"[^\\]-.", inner):
        return _ANY
    signs = [_escaped(piece[1]) if piece[0] == "\\" else _sign(piece) for piece in re.findall(r"\\.|[^\\]", inner)]
    known = [sign.chars for sign in signs if sign.chars is not None]
    chars = frozenset().union(*known)
    return _Sign(chars) if len(known) == len(signs) and len(chars) <= _WIDEST else _ANY


@cache
def _sign(char: str) -> _Sign:
    return _Sign(frozenset(plain_word(char))) if not char.isspace() else _BLANK
