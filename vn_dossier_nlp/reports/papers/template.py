"""Word templates: the shipped ones, an office's own, and what they become with the values of a paper."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.reports.papers.records import Paper
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.words import say

_PACKED, _UNPACKED, _TEXT = 20_000_000, 60_000_000, 2_000_000  # bytes of a template, of its parts, of its text
_MARKS = 4_000  # braces in its text: the patterns that read them go over the whole text from each
_STAMP = (2026, 1, 1, 0, 0, 0)  # the date in the zip; papers with the same values are the same bytes
_THUMBNAIL = re.compile(rb"<Relationship [^>]{0,400}thumbnail[^>]{0,400}/>")


def shipped_template(kind: str) -> bytes:
    """The template of a kind of paper as it is shipped."""
    return room_file("reports", "papers", f"{kind}.docx").read_bytes()


class Template:
    """A Word file with placeholders. Raises DataError, naming the file and what is wrong, for one that is of no use."""

    def __init__(self, content: bytes, name: str, lang: str) -> None:
        self._content = content
        self._name = name
        self._lang = lang
        _fits(content, name, lang)
        self.filled(_specimen(Paper))

    @classmethod
    def of(cls, path: Path | None, kind: str, lang: str) -> Template:
        """The template of a file, else the shipped one."""
        if path is None:
            return cls(shipped_template(kind), f"{kind}.docx", lang)
        if path.stat().st_size > _PACKED:
            raise DataError(say("paper.template_large", lang, file=path))
        return cls(path.read_bytes(), str(path), lang)

    def filled(self, paper: Paper) -> bytes:
        """The Word file with the values of a paper."""
        from jinja2 import TemplateError

        from vn_dossier_nlp.reports.papers.placeholders import NAMES, PlaceholderError, Sandbox

        values = {name: getattr(paper, name) for name in NAMES}
        made = io.BytesIO()
        try:
            word, sandbox = _reader(self._content), Sandbox()
            word.render(values, sandbox, autoescape=True)
            word.save(made)
        except PlaceholderError as error:
            what = one_line(str(error.message), 60)
            raise DataError(say("paper.template_unknown", self._lang, file=self._name, what=what)) from None
        except TemplateError as error:
            what = one_line(str(error.message or error), 160)
            raise DataError(say("paper.template_syntax", self._lang, file=self._name, what=what)) from None
        except Exception as error:  # whatever a Word file from outside breaks on is a fault of that file
            what = one_line(f"{type(error).__name__}: {error}", 160)
            raise DataError(say("paper.template_broken", self._lang, file=self._name, what=what)) from None
        if not sandbox.used:
            raise DataError(say("paper.template_empty", self._lang, file=self._name))
        return steady(made.getvalue())


def steady(content: bytes) -> bytes:
    """The same Word file with one fixed date in its directory and without the picture of python-docx's template."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            data = old.read(name)
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, _THUMBNAIL.sub(b"", data) if name == "_rels/.rels" else data)
    return made.getvalue()


def _fits(content: bytes, name: str, lang: str) -> None:
    """A zip of a bearable size with a text of Word in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
            small = sum(parts.values()) <= _UNPACKED and parts["word/document.xml"] <= _TEXT
            if small and archive.read("word/document.xml").count(b"{") <= _MARKS:
                return
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
        raise DataError(say("paper.template_no_word", lang, file=name)) from None
    raise DataError(say("paper.template_large", lang, file=name))


def _reader(content: bytes) -> Any:
    """docxtpl on a template; a text that its values make no valid XML is an error, not something to mend."""
    from docxtpl import DocxTemplate
    from lxml import etree

    class Word(DocxTemplate):  # type: ignore[misc]
        def fix_tables(self, xml: str) -> Any:
            etree.fromstring(xml)
            return super().fix_tables(xml)

    return Word(io.BytesIO(content))


def _specimen(record: Any) -> Any:
    """A record with two of everything: what a template asks for is there, and a loop that tears a paragraph shows."""
    values: dict[str, object] = {}
    hints = get_type_hints(record)
    for field in fields(record):
        kind = hints[field.name]
        inner = get_args(kind)[0] if get_origin(kind) is tuple else kind
        one = _specimen(inner) if is_dataclass(inner) else 1 if inner is int else "…"
        values[field.name] = (one, one) if get_origin(kind) is tuple else one
    return record(**values)
