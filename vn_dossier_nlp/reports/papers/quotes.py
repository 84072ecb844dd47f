"""Quotes for a paper: the words of the dossier on one line, with their place; a long one is visibly cut."""

from __future__ import annotations

import re

from vn_dossier_nlp.reports.papers.records import Quote
from vn_dossier_nlp.reports.phrases import file_name, place
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.schema import Span
from vn_dossier_nlp.words import say

LANG = "vi"
"""The papers are Vietnamese under any language of the user: they are for Vietnamese offices."""

LONG, MIDDLE, SHORT = 420, 300, 100
"""Characters of a quote in a letter, in a list, and where it only shows that something is there."""

_STOP = re.compile(r"[.;!?](?=\s)")


def shortened(text: str, limit: int) -> str:
    """``text`` on one line; a long one ends with a sentence, else with a word, and with a visible "…"."""
    whole = one_line(text)
    if len(whole) <= limit:
        return whole
    stops = [stop.end() for stop in _STOP.finditer(whole, limit // 2, limit - 2)]
    return f"{whole[: stops[-1]]} …" if stops else one_line(whole, limit)


class Quotes:
    """Turns spans into quotes; ``main``: the file whose name need not be said."""

    def __init__(self, main: str, lang: str = LANG) -> None:
        self._main = main
        self._lang = lang

    def quote(self, span: Span, limit: int = LONG) -> Quote:
        """The words of a span and where they stand."""
        parts = [] if span.file == self._main else [say("paper.in_file", self._lang, file=file_name(span.file))]
        page = place(span, self._lang)
        parts += [page] if page else []
        return Quote(shortened(span.text, limit), f" ({', '.join(parts)})" if parts else "")

    def line(self, span: Span, limit: int) -> str:
        """The same in quotation marks on one line of a table."""
        quote = self.quote(span, limit)
        return f"“{quote.text}”{quote.place}"
