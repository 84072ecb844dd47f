"""Sentences of administrative Vietnamese: lines of a page are joined, ";" and a new list item end a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vn_dossier_nlp.grammar.letters import CAPITALS

# A line that begins a new item or paragraph although the one before has no full stop.
_ITEM = re.compile(r"[ \t|]*(?:[-+*•–]\s|\(?\d{1,2}[.)]\s|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s|[a-zđ]\)\s|[IVX]{1,5}\.\s)")
_STOP = re.compile(r"(?:\./\.|[.!?…](?=[\s\"”)]|$)|;(?=\s|$))[\"”)]*")
_ABBREVIATED = re.compile(r"(?:\b(?:TP|Tp|TX|TT|KT|TM|TL|TUQ|GS|TS|ThS|PGS|Ths|BS|KS|Đ/c|v\.v|[A-ZĐ])\.)$")
_LABEL = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}|[IVXLC]{1,5}|[a-zđ]")
_PAGE_NUMBER = re.compile(r"[ \t|]*-?\s*\d{1,3}\s*-?[ \t|]*")
_FRESH = re.compile(rf"[ \t|]*[\"“(]?[{CAPITALS}]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]``, without the white space around it."""

    start: int
    end: int


def find_sentences(text: str, start: int = 0, end: int | None = None) -> list[Sentence]:
    """The sentences of ``text[start:end]``; line breaks inside a printed paragraph do not end one."""
    end = len(text) if end is None else end
    found: list[Sentence] = []
    for left, right in _paragraphs(text, start, end):
        position = left
        for stop in _STOP.finditer(text, left, right):
            if text[stop.end() : right].strip() and _no_stop(text, position, stop):
                continue
            _add(found, text, position, stop.end())
            position = stop.end()
        _add(found, text, position, right)
    return found


def mean_length(text: str, sentences: Sequence[Sentence]) -> float | None:
    """Syllables a sentence, as white space parts them: what stands for readability.

    Nothing more is made of it: for Vietnamese no formula whose source could be read and tested was found.
    """
    if not sentences:
        return None
    return sum(len(text[one.start : one.end].split()) for one in sentences) / len(sentences)


def _no_stop(text: str, position: int, stop: re.Match[str]) -> bool:
    """Whether a full stop belongs to an abbreviation ("TP. Huế") or to the label of an item ("1. ", "II. ")."""
    if not stop.group().startswith(".") or stop.group() == "./.":
        return False
    label = _LABEL.fullmatch(text[position : stop.start()].strip())
    return bool(label) or bool(_ABBREVIATED.search(text, max(position, stop.start() - 6), stop.start() + 1))


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip(" \t\n\r|")
    if stripped.strip("-_.*= ") == "":
        return
    offset = start + piece.index(stripped)
    found.append(Sentence(offset, offset + len(stripped)))


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Runs of lines that read on: a blank line, a list item or a short line before a capital begins a new one."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text[start:end])]
    lines = [(start + a, start + b) for a, b in lines]
    lines = [(a, b) for a, b in lines if not _PAGE_NUMBER.fullmatch(text, a, b)]
    longest = _width(text, lines)
    runs: list[tuple[int, int]] = []
    for index, (left, right) in enumerate(lines):
        if runs and _reads_on(text, lines[index - 1], (left, right), longest):
            runs[-1] = (runs[-1][0], right)
        else:
            runs.append((left, right))
    return runs


def _width(text: str, lines: list[tuple[int, int]]) -> int:
    """The usual length of a full line; 0 where every paragraph is one line, as in Word."""
    lengths = sorted(b - a for a, b in lines if text[a:b].strip())
    if not lengths:
        return 0
    full = lengths[int(len(lengths) * 0.85)]
    return full if full <= 130 else 0


def _reads_on(text: str, last: tuple[int, int], this: tuple[int, int], width: int) -> bool:
    gap = text[last[1] : this[0]]
    before, after = text[slice(*last)].rstrip(), text[slice(*this)]
    if not before.strip() or not after.strip() or _ITEM.match(after):
        return False
    if "\n\n" in gap and (before.endswith((".", ":", ";")) or _FRESH.match(after)):
        return False
    if not width:
        return bool(re.match(r"\s*[a-zà-ỹđ,;)]", after)) and not before.endswith((".", ":"))
    if before.endswith(("./.", ":")):
        return False
    if _FRESH.match(after) and len(before) < 0.8 * width and not before.endswith(","):
        return False
    return not (before.endswith((".", ";")) and _FRESH.match(after) and len(before) < 0.93 * width)
