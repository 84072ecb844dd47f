"""DOCX: all parts of the document in one text, as Word would print it.

The XML is read directly, not through python-docx: that leaves out text boxes, content controls, notes and inserted
changes, and unpacks every part before anything can be measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from vn_dossier_nlp.language.legacy import decode_lines
from vn_dossier_nlp.reading.content import Content, UnreadableError
from vn_dossier_nlp.reading.elements import child, descend, value
from vn_dossier_nlp.reading.flow import Flow, Said
from vn_dossier_nlp.reading.package import Package, open_package
from vn_dossier_nlp.schema import Block, Outcome
from vn_dossier_nlp.settings import Settings

_LETTERHEAD = re.compile(r"C[ỘO]NG\s+H[ÒO][ÀA]?\s+X|Độc lập", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:trang|page)\W*)?(?:\d{1,4}|[ivxl]{1,6})?(?:\W*(?:/|trên|of)\W*\d{1,4})?\W*", re.IGNORECASE
)


class _Part(NamedTuple):
    name: str  # see Block.part
    lines: list[Said]


def read_docx(data: bytes, settings: Settings, form: str = "docx") -> Content:
    """The text of a DOCX; ``form`` is the format that it had before. Raises UnreadableError where there is none."""
    with open_package(data, settings.max_decompressed) as package:
        parts = list(_parts(package))
    text, blocks = _joined(parts)
    if not text.strip():
        raise UnreadableError(Outcome.EMPTY, "no_text")
    return Content(text, form, blocks=blocks)


def _parts(package: Package) -> Iterator[_Part]:
    """The parts in reading order: the letterhead, the body, its notes, running heads and feet."""
    main = package.main_part()
    root = package.xml(main)
    body = child(root, "body")
    if body is None:
        raise UnreadableError(Outcome.DAMAGED, "broken_docx")
    folder = main.rpartition("/")[0]
    flow = Flow(package.xml(f"{folder}/numbering.xml"), package.xml(f"{folder}/styles.xml"))
    margins = list(_margins(package, main, body, flow))
    # A running head is not how a text begins, a letterhead is.
    yield from (part for part in margins if _is_letterhead(part))
    yield _Part("body", flow.part(body))
    yield from _notes(package, folder, flow)
    yield from (part for part in margins if not _is_letterhead(part))


def _is_letterhead(part: _Part) -> bool:
    return part.name == "header" and any(_LETTERHEAD.search(said.text) for said in part.lines)


def _margins(package: Package, main: str, body: Any, flow: Flow) -> Iterator[_Part]:
    """Headers and footers that some page shows, each text once; page numbers alone are no text."""
    targets = package.relations(main)
    seen: set[str] = set()
    for section in descend(body, "sectPr"):
        first_differs = child(section, "titlePg") is not None
        for name in ("header", "footer"):
            for reference in section:
                if not _is_shown(reference, name, first_differs):
                    continue
                root = package.xml(targets.get(value(reference, "id"), ""))
                lines = flow.part(root) if root is not None else []
                text = "\n".join(said.text for said in lines)
                if text not in seen and not all(_PAGE_NUMBER.fullmatch(said.text) for said in lines):
                    seen.add(text)
                    yield _Part(name, lines)


def _is_shown(reference: Any, name: str, first_differs: bool) -> bool:
    kind = reference.tag if isinstance(reference.tag, str) else ""
    return kind.endswith(f"}}{name}Reference") and (first_differs or value(reference, "type") != "first")


def _notes(package: Package, folder: str, flow: Flow) -> Iterator[_Part]:
    """The notes that the text refers to, in the order of the references."""
    for kind in ("footnote", "endnote"):
        root = package.xml(f"{folder}/{kind}s.xml")
        if root is None:
            continue
        notes = {value(note, "id"): note for note in root}
        lines: list[Said] = []
        for (known, identity), number in flow.notes.items():
            if known == kind and identity in notes:
                lines += [Said(said.text, number) for said in flow.part(notes[identity], number)]
        if lines:
            yield _Part(kind, lines)


def _joined(parts: Iterable[_Part]) -> tuple[str, tuple[Block, ...]]:
    """One text, parts set off by a blank line, and where its paragraphs stand."""
    pieces: list[str] = []
    marks: list[tuple[str, int, int]] = []  # part, paragraph, length of the piece
    for part in parts:
        lines = list(part.lines)
        while lines and not lines[0].text.strip():
            lines.pop(0)
        while lines and not lines[-1].text.strip():
            lines.pop()
        if lines and pieces:
            pieces.append("")
            marks.append(("", 0, 0))
        for said in lines:
            pieces.append(said.text)
            marks.append((part.name, said.paragraph, len(said.text)))
    # Fonts may be named nowhere, or wrongly: the lines themselves have the last word.
    decoded = decode_lines("\n".join(pieces))
    blocks: list[Block] = []
    at = 0
    back = _forward(decoded.origin)
    for (name, number), group in groupby(marks, key=lambda mark: mark[:2]):
        lengths = [length for _, _, length in group]
        end = at + sum(lengths) + len(lengths) - 1
        if end > at:
            blocks.append(Block(back(at), back(end), name, number))
        at = end + 1
    return decoded.text, tuple(blocks)


def _forward(origin: Any) -> Any:
    """From an offset before decoding to the one after."""
    from bisect import bisect_left

    return lambda offset: bisect_left(origin, offset)
