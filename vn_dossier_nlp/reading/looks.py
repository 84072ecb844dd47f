"""How Word shows a run of text: its font, in capitals, raised or hidden; by the run, its styles, the defaults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from vn_dossier_nlp.reading.elements import child, descend, is_on, name_of, value

_DEEPEST = 20  # styles that rest on styles; more is a circle


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader of the page sees of a run."""

    font: str = ""
    capitals: bool = False
    hidden: bool = False
    raised: bool = False


class Looks:
    """The styles of one document."""

    def __init__(self, styles: Any | None) -> None:
        self._rows: dict[str, Any] = {}
        self._plain = Look()
        self._default = ""  # the style of paragraphs that name none
        self._known: dict[str, Look] = {}
        if styles is not None:
            self._read(styles)

    def _read(self, root: Any) -> None:
        for style in descend(root, "style"):
            self._rows[value(style, "styleId")] = style
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
                self._default = value(style, "styleId")
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self._plain = _changed(self._plain, defaults)

    def of(self, paragraph: Any) -> Look:
        """The look of a paragraph's runs before they say anything themselves."""
        style = value(child(child(paragraph, "pPr"), "pStyle")) or self._default
        if style not in self._known:
            self._known[style] = self._styled(self._plain, style)
        return self._known[style]

    def of_run(self, run: Any, paragraph: Look) -> Look:
        """The look of a run in a paragraph of that look."""
        properties = child(run, "rPr")
        if properties is None:
            return paragraph
        style = value(child(properties, "rStyle"))
        return _changed(self._styled(paragraph, style) if style else paragraph, properties)

    def _styled(self, look: Look, style: str) -> Look:
        for row in reversed(list(self._chain(style))):
            look = _changed(look, child(row, "rPr"))
        return look

    def _chain(self, style: str) -> Iterator[Any]:
        for _ in range(_DEEPEST):
            row = self._rows.get(style)
            if row is None:
                return
            yield row
            style = value(child(row, "basedOn"))


def _changed(look: Look, properties: Any | None) -> Look:
    """The look with what ``properties`` say; what they leave out stays."""
    for item in properties if properties is not None else ():
        name = name_of(item)
        if name == "rFonts":
            look = replace(look, font=value(item, "ascii") or value(item, "hAnsi") or look.font)
        elif name in ("caps", "smallCaps"):
            look = replace(look, capitals=is_on(item))
        elif name in ("vanish", "webHidden"):
            look = replace(look, hidden=is_on(item) and name == "vanish")
        elif name == "vertAlign":
            look = replace(look, raised=value(item) == "superscript")
    return look
