"""The numbers that Word prints before paragraphs without their being in the text: "1.", "a)", "II."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from vn_dossier_nlp.reading.elements import child, descend, value

_PLACE = re.compile(r"%(\d)")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str  # "%1.%2."


class Numbering:
    """Counts the numbered paragraphs of one document, from top to bottom."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}  # by numId
        self._lists: dict[str, str] = {}  # numId -> the abstract list that it counts on
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read(self, root: Any) -> None:
        lists: dict[str, dict[int, _Level]] = {}
        for item in descend(root, "abstractNum"):
            lists[value(item, "abstractNumId")] = {
                _number(value(level, "ilvl"), 0): _level(level) for level in descend(item, "lvl")
            }
        for item in descend(root, "num"):
            name, basis = value(item, "numId"), value(child(item, "abstractNumId"))
            self._levels[name] = dict(lists.get(basis, {}))
            self._lists[name] = basis
            for override in descend(item, "lvlOverride"):
                self._override(name, override)

    def _override(self, name: str, override: Any) -> None:
        """A list that restarts counts on its own."""
        index = _number(value(override, "ilvl"), 0)
        own = child(override, "lvl")
        level = _level(own) if own is not None else self._levels[name].get(index)
        start = child(override, "startOverride")
        if level is None:
            return
        if start is not None:
            self._lists[name] = f"own {name}"
            level = _Level(_number(value(start), level.start), level.format, level.text)
        self._levels[name][index] = level

    def _read_styles(self, root: Any) -> None:
        for style in descend(root, "style"):
            properties = child(style, "pPr")
            numbered = child(properties, "numPr")
            name = value(child(numbered, "numId"))
            if name:
                level = _number(value(child(numbered, "ilvl")), 0)
                self._styles[value(style, "styleId")] = (name, level)

    def label(self, paragraph: Any) -> str:
        """The number of this paragraph as printed, or the empty string; moves the count on."""
        properties = child(paragraph, "pPr")
        name, index = self._styles.get(value(child(properties, "pStyle")), ("", 0))
        numbered = child(properties, "numPr")
        if numbered is not None:
            name = value(child(numbered, "numId")) or name
            index = _number(value(child(numbered, "ilvl")), index)
        level = self._levels.get(name, {}).get(index)
        return self._next(name, index, level) if level is not None else ""

    def _next(self, name: str, index: int, level: _Level) -> str:
        counts = self._counts.setdefault(self._lists[name], {})
        counts[index] = counts.get(index, level.start - 1) + 1
        for deeper in [number for number in counts if number > index]:
            del counts[deeper]
        if level.format == "bullet":
            # Bullets of symbol fonts have private codes; Vietnamese offices print a dash or a plus.
            return level.text if level.text in ("-", "+", "*", "–", "•") else "-"
        levels = self._levels[name]

        def number(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            there = levels.get(place)
            return printed(counts.get(place, there.start), there.format) if there else ""

        return "" if level.format == "none" else _PLACE.sub(number, level.text)


def _level(element: Any) -> _Level:
    return _Level(
        _number(value(child(element, "start")), 1),
        value(child(element, "numFmt")) or "decimal",
        value(child(element, "lvlText")),
    )


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else default


def printed(count: int, form: str) -> str:
    """A number of a list in one of Word's formats ("lowerRoman"); decimal for those that it does not know."""
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = ""
        for size, sign in (*_ROMAN, *_ROMAN_SMALL):
            while 0 < size <= count < 4000:
                roman, count = roman + sign, count - size
        return roman.upper() if form == "upperRoman" else roman
    return f"{count:02d}" if form == "decimalZero" else str(count)
