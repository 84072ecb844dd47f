"""Readings as lines of JSON, between the process that reads and the one that asked.

Not pickle: a process that has met a hostile file is not trusted with more than text.
"""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import Any

from vn_dossier_nlp.reading.file import Reading
from vn_dossier_nlp.schema import Block, Document, Furniture, Line, OcrWord, Outcome, Page, SourceFile


def packed(reading: Reading) -> bytes:
    """A reading as one line, without the line break."""
    source, document = reading.source, reading.document
    row: dict[str, Any] = {"source": [source.path, source.sha256, source.outcome.value, source.reason]}
    if document is not None:
        row["document"] = [document.path, document.text, document.format]
        row["pages"] = [_page_row(page) for page in document.pages]
        row["blocks"] = [astuple(block) for block in document.blocks]
    return json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode()


def unpacked(line: bytes) -> Reading:
    """The reading of a line. Raises ValueError, KeyError, TypeError for any other line."""
    row = json.loads(line)
    path, sha256, outcome, reason = row["source"]
    source = SourceFile(path, sha256, None, Outcome(outcome), reason)
    if "document" not in row:
        return Reading(source, None)
    pages = tuple(_page(page) for page in row["pages"])
    path, text, form = row["document"]
    return Reading(source, Document(path, text, form, pages, tuple(Block(*block) for block in row["blocks"])))


def _page_row(page: Page) -> list[Any]:
    lines = [
        [line.start, line.end, line.box, line.ocr_confidence, [_word_row(word) for word in line.words]]
        for line in page.lines
    ]
    furniture = [[item.kind, item.text, item.box] for item in page.furniture]
    return [page.number, page.start, page.end, page.width, page.height, lines, furniture]


def _word_row(word: OcrWord) -> list[Any]:
    return [word.start, word.end, word.box, word.confidence]


def _page(row: list[Any]) -> Page:
    number, start, end, width, height, lines, furniture = row
    return Page(
        number,
        start,
        end,
        width,
        height,
        tuple(_line(line) for line in lines),
        tuple(Furniture(kind, text, tuple(box) if box else None) for kind, text, box in furniture),
    )


def _line(row: list[Any]) -> Line:
    start, end, box, confidence, words = row
    read = tuple(OcrWord(first, last, tuple(place), sure) for first, last, place, sure in words)
    return Line(start, end, tuple(box) if box else None, confidence, read)
