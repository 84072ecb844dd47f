"""HTML: the text of a saved page, line by line as a browser would show it.

No browser and no style sheets are at work: what counts is the tags, the attributes and the ``style`` of an element.
Of style sheets only the fonts are read, because they tell text in TCVN3 or VNI from text in Unicode.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from vn_dossier_nlp.language.legacy import decode, decode_lines, is_unicode, set_of_font
from vn_dossier_nlp.reading.content import Content, UnreadableError
from vn_dossier_nlp.reading.elements import name_of
from vn_dossier_nlp.reading.flow import RAISED, SIDE_BY_SIDE
from vn_dossier_nlp.reading.numbering import printed
from vn_dossier_nlp.reading.text import tones_sit_well
from vn_dossier_nlp.schema import Outcome
from vn_dossier_nlp.settings import Settings

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0d-\x1f\x7f\ufffe\uffff]")
# Browsers take the codes that Latin-1 keeps for controls as windows-1252 has them: &#150; is a dash.
_WESTERN = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_DECLARED = re.compile(
    r"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)|^\s*<\?xml[^>]*?encoding=[\"']([\w.:-]+)", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_VIETNAMESE_NAMES = frozenset({"windows-1258", "cp1258", "x-cp1258"})
_WESTERN_NAMES = frozenset({"windows-1252", "cp1252", "iso-8859-1", "latin1", "x-user-defined"})
_OLD_FONT = re.compile(rb"\.Vn[A-Z]|VNI-[A-Z]")
# libxml2 stops at </html>, browsers go on; and a picture in a data URI may be longer than libxml2 lets a tag be.
_STOPS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_PICTURE = re.compile(r"data:[\w.+/;=-]{1,100},[\w+/=%\s-]{4096,}", re.IGNORECASE | re.ASCII)
_LIMITS = frozenset({"ERR_RESOURCE_LIMIT", "ERR_NO_MEMORY", "ERR_COMMENT_NOT_FINISHED"})

# fmt: off
# <del> is a deletion that Word tracked: the DOCX reader leaves it out as well. Text of <s> stays.
_UNSHOWN = frozenset({
    "head", "title", "script", "style", "template", "noscript", "noframes", "del", "xml", "svg", "math", "object",
    "applet", "iframe", "audio", "video", "canvas", "select", "datalist",
})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
})
# fmt: on
_KEEPS_BLANKS = frozenset({"pre", "listing", "xmp", "textarea"})
_BLANKS = re.compile(r"[ \t\n\f]+")

_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "disc": "bullet",
    "circle": "bullet",
    "square": "bullet",
    "none": "none",
}
_NUMBER = re.compile(r"\s*(-?\d{1,6})", re.ASCII)

_BORDER = re.compile(r"border(-(top|left|right|bottom))?(-style|-width)?")
_NO_BORDER = re.compile(r"\b(none|hidden)\b|^0(?![.\d])", re.IGNORECASE)
_MOST_STARTS = 12  # columns of a table that lays out; a wider one holds figures
_FEW_ROWS = 3
_LONG_CELL = 20  # lines: a cell with a whole page in it is no cell of a table of figures
_WIDEST = 64  # columns in which a cell may reach down into the next rows
_DEEPEST = 40  # tables in one another; deeper is an attack, not a page

_SELECTOR = re.compile(r"[a-z][a-z0-9]*|(?:[a-z][a-z0-9]*)?\.[\w-]+")
_SIZED = re.compile(r"\d(?:pt|px|em|rem|ex|cm|mm|in|pc|%)(?:/\S+)?\s+(\D.*)", re.DOTALL)


def read_html(data: bytes, settings: Settings, charset: str | None = None) -> Content:
    """The text of an HTML file. Raises UnreadableError where it cannot be had.

    ``charset`` is what the mail around a page says of it. No limit of ``settings`` bears on a page: unlike a DOCX,
    it does not unpack to more than its bytes.
    """
    source = decoded(data, charset or _declared(data))
    if not source.strip():
        raise UnreadableError(Outcome.EMPTY, "no_text")
    root, cut = _tree(source)
    text = "" if root is None else "\n".join(_Flow(_fonts_of_sheets(root)).lines(root)).strip("\n")
    if text.strip():
        outcome, reason = (Outcome.PARTLY_READ, "broken_html") if cut else (Outcome.READ, None)
        return Content(decode_lines(text).text, "html", outcome=outcome, reason=reason)
    raise UnreadableError(*((Outcome.DAMAGED, "broken_html") if cut else (Outcome.EMPTY, "no_text")))


def decoded(data: bytes, declared: str | None) -> str:
    """Text of a page or a mail: line breaks as ``\\n``, no control characters.

    A byte order mark says more than a declaration, and so do bytes that make sense as UTF-8: windows-1258, TCVN3
    and VNI never look like it, while pages converted to UTF-8 often keep their old declaration.
    """
    text = _marked(data)
    if text is None:
        text = _utf8(data)
    if text is None:
        text = _eight_bits(data, (declared or "").strip().lower())
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _declared(data: bytes) -> str | None:
    """The encoding that a <meta> or an XML declaration names; browsers look for it in the beginning only."""
    found = _DECLARED.search(_COMMENT.sub("", data[:4096].decode("latin-1")))
    return (found.group(1) or found.group(2)) if found else None


def _marked(data: bytes) -> str | None:
    """By the byte order mark; UTF-16 is known without one by the zero byte beside the first bracket."""
    if data.startswith(codecs.BOM_UTF8):
        return data[3:].decode("utf-8", "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if data.startswith((b"<\x00", b"\x00<")):
        return data.decode("utf-16-le" if data.startswith(b"<") else "utf-16-be", "replace")
    return None


def _utf8(data: bytes) -> str | None:
    """As UTF-8, also with some wrong bytes, as where a page is cut off; None for other encodings."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    letters = len(text) - len(text.encode("ascii", "ignore")) - wrong if wrong else 0
    return text if wrong <= letters else None


def _eight_bits(data: bytes, declared: str) -> str:
    if declared in _VIETNAMESE_NAMES:
        return data.decode("cp1258", "replace")
    # TCVN3 and VNI keep their letters in the Western code page; the font or the language room translates them.
    if declared not in _WESTERN_NAMES and not _OLD_FONT.search(data):
        vietnamese = data.decode("cp1258", "replace")
        if tones_sit_well(vietnamese):
            return vietnamese
    return data.decode("latin-1").translate(_WESTERN)


def _tree(source: str) -> tuple[Any | None, bool]:
    """The root element, None for a page without any, and whether libxml2 gave up before the end.

    Its limits hold: 256 elements in one another and 10 MB of text in one piece.
    """
    from lxml import etree

    source = _PICTURE.sub("data:,", _STOPS.sub("", source))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(Outcome.DAMAGED, "broken_html") from error
    return root, any(entry.level_name == "FATAL" or entry.type_name in _LIMITS for entry in parser.error_log)


def _converted(text: str, font: str | None) -> str:
    """A text node as Unicode.

    ``font`` is the first font named for the text, as the page writes it (".VnTime", "VNI-Times"), None where nothing
    names one. Soft hyphens are still there, because TCVN3 uses their code for a letter.
    """
    legacy = set_of_font(font) if font else None
    if legacy is None or is_unicode(text):
        return text
    return decode(text, legacy[0], capitals=legacy[1]).text


@dataclass(frozen=True, slots=True)
class _Manner:
    """What text has from the elements around it."""

    font: str | None = None
    keeps_blanks: bool = False
    raised: bool = False


class _Lines:
    """Lines in the making: of the page or of one table cell."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._parts: list[str] = []
        self._label = ""
        self._indented = False  # begins with blanks that count

    def write(self, text: str) -> None:
        """Text of which a run of white space is one blank and none at the beginning of a line."""
        text = _BLANKS.sub(" ", text)
        if text.startswith(" ") and (not self._parts or self._parts[-1].endswith(" ")):
            text = text[1:]
        if text:
            self._parts.append(text)

    def write_kept(self, text: str) -> None:
        """Text of which every blank and line break counts."""
        for index, line in enumerate(text.split("\n")):
            if index:
                self.break_line()
            if line:
                self._indented = self._indented or not self._parts
                self._parts.append(line)

    def break_line(self) -> None:
        """End the line, also an empty one."""
        # A no-break space becomes a blank, so that patterns match; several show a gap, as they do on the page.
        text = "".join(self._parts).replace("\u00a0", " ")
        text = text.rstrip() if self._indented else text.strip()
        self.done.append((self._label + text).rstrip())
        self._parts, self._label, self._indented = [], "", False

    def end_block(self) -> None:
        """End the line if it has begun."""
        if self._parts:
            self.break_line()

    def label(self, label: str) -> None:
        """The number of a list item goes before its first text, however deep that stands."""
        self._label += f"{label} " if label else ""

    def end_item(self) -> None:
        """A number without any text says nothing."""
        self.end_block()
        self._label = ""

    def extend(self, lines: list[str]) -> None:
        """Take over finished lines."""
        if lines and self._label:
            lines = [self._label + lines[0], *lines[1:]]
            self._label = ""
        self.done.extend(lines)


_Row = list[tuple[int, int, list[str]]]
"""(column, number of columns, lines) of each cell."""


@dataclass(slots=True)
class _Table:
    """The cells of one table."""

    ruled: bool  # has borders, as far as the page says
    headed: bool = False  # has <th>
    rows: list[_Row] = field(default_factory=list)
    _column: int = 0
    _reaching: dict[int, tuple[int, int]] = field(default_factory=dict)  # column -> (last row, number of columns)

    def start_row(self) -> None:
        self.rows.append([])
        self._column = 0

    def place(self, cell: Any) -> tuple[_Row, int, int]:
        """The row, the column and the width of a cell; cells that reach down from above count as empty ones."""
        if not self.rows:
            self.start_row()
        row, here = self.rows[-1], len(self.rows) - 1
        while self._reaching.get(self._column, (-1, 0))[0] >= here:
            across = self._reaching[self._column][1]
            row.append((self._column, across, []))
            self._column += across
        column, width = self._column, min(max(_number(cell.get("colspan"), 1), 1), 1000)
        down = _number(cell.get("rowspan"), 1) or 65534  # 0 is "to the end"
        if down > 1 and column < _WIDEST:
            self._reaching[column] = (here + down - 1, width)
        self._column += width
        return row, column, width

    def lines(self) -> Iterator[str]:
        """Row by row; a table that only lays out a page block by block."""
        rows = [row for row in self.rows if row]
        if all(len(row) == 1 for row in rows):
            for row in rows:
                yield from row[0][2]
        elif self._is_layout(rows):
            yield from _by_band(rows)
        else:
            for row in rows:
                cells = [" ".join(" ".join(lines).split()) for _, _, lines in row]
                if any(cells):
                    yield " | ".join(cells)

    def _is_layout(self, rows: list[_Row]) -> bool:
        """As the DOCX reader tells it, but with less trust in absent borders: a style sheet may draw them."""
        if len({start for row in rows for start, _, _ in row}) > _MOST_STARTS:
            return False
        if any(SIDE_BY_SIDE.search(_composed(line)) for line in _lines_of(rows)):
            return not self.ruled or len(rows) <= _FEW_ROWS
        if self.ruled or self.headed:
            return False
        side_by_side = max(map(len, rows)) == 2 and len(rows) <= _FEW_ROWS
        return side_by_side or any(len(lines) >= _LONG_CELL for row in rows for _, _, lines in row)


def _lines_of(rows: Iterable[_Row]) -> Iterator[str]:
    return (line for row in rows for _, _, lines in row for line in lines)


def _composed(line: str) -> str:
    """Tones of windows-1258 stand beside their vowels."""
    return line if line.isascii() else unicodedata.normalize("NFC", line)


def _by_band(rows: list[_Row]) -> Iterator[str]:
    """A cell across the whole table, such as the body between masthead and signature, parts what is side by side."""
    width = max(start + across for row in rows for start, across, _ in row)
    band: list[_Row] = []
    for row in rows:
        if len(row) == 1 and row[0][1] >= width:
            yield from _by_column(band)
            yield from row[0][2]
            band = []
        else:
            band.append(row)
    yield from _by_column(band)


def _by_column(rows: list[_Row]) -> Iterator[str]:
    """The left block from top to bottom, a blank line, the right block."""
    written = False
    for column in sorted({start for row in rows for start, _, _ in row}):
        lines = [line for row in rows for start, _, cell in row if start == column for line in cell]
        text = "\n".join(lines).strip("\n")
        if text.strip():
            yield from ("", *text.split("\n")) if written else text.split("\n")
            written = True
    if written:
        yield ""


@dataclass(slots=True)
class _List:
    form: str
    count: int  # of the next item


@dataclass(frozen=True, slots=True)
class _Open:
    """An element between its start and its end."""

    element: Any
    name: str
    children: Iterator[Any]
    manner: _Manner
    block: bool
    cell: tuple[_Row, int, int] | None


class _Flow:
    """Walks a page and says its lines. The open elements are kept in a list, so that depth costs no stack."""

    def __init__(self, fonts: dict[str, str]) -> None:
        self._fonts = fonts
        self._open: list[_Open] = []
        self._texts = [_Lines()]  # the page, and the cells within one another
        self._tables: list[_Table] = []
        self._lists: list[_List] = []

    def lines(self, root: Any) -> list[str]:
        """The lines of everything in ``root``."""
        self._visit(root, _Manner())
        while self._open:
            inside = self._open[-1]
            element = next(inside.children, None)
            if element is None:
                self._end(self._open.pop())
            else:
                self._visit(element, inside.manner)
        self._texts[0].end_block()
        return self._texts[0].done

    def _visit(self, element: Any, around: _Manner) -> None:
        name, style = name_of(element), _style(element)
        if name and name not in _UNSHOWN and not _is_hidden(element, style):
            self._start(element, name, style, around)
        else:
            self._write(element.tail, around)

    def _start(self, element: Any, name: str, style: dict[str, str], around: _Manner) -> None:
        block = _is_block(name, style)
        if block:
            self._texts[-1].end_block()
        cell = None
        if name == "br":
            self._texts[-1].break_line()
        elif name in ("ol", "ul", "menu", "dir"):
            self._lists.append(_List(_form(element, style) or _own_form(name), _number(element.get("start"), 1)))
        elif name == "li":
            self._texts[-1].label(self._label(element, style))
        elif name == "table":
            self._tables.append(_Table(_is_ruled(element, style)))
        elif name == "tr" and self._tables:
            self._tables[-1].start_row()
        elif name in ("td", "th") and self._tables:
            cell = self._cell(element, name, style)
        manner = self._manner(element, name, style, around)
        self._open.append(_Open(element, name, iter(element), manner, block, cell))
        text = element.text
        # A line break right after <pre> is there for the eye of the author.
        self._write(text.removeprefix("\n") if text and name == "pre" else text, manner)

    def _end(self, ended: _Open) -> None:
        text = self._texts[-1]
        if ended.block:
            text.end_block()
        if ended.name == "li":
            text.end_item()
        elif ended.name in ("ol", "ul", "menu", "dir"):
            self._lists.pop()
        elif ended.name == "table":
            text.extend(list(self._tables.pop().lines()))
        elif ended.cell is not None:
            row, column, width = ended.cell
            row.append((column, width, self._texts.pop().done))
        if self._open:
            self._write(ended.element.tail, self._open[-1].manner)

    def _write(self, text: str | None, manner: _Manner) -> None:
        if not text:
            return
        text = _converted(_CONTROL.sub("", text).translate(_WESTERN), manner.font)
        if manner.raised:
            text = text.translate(RAISED)
        if manner.keeps_blanks:
            self._texts[-1].write_kept(text)
        else:
            self._texts[-1].write(text)

    def _cell(self, element: Any, name: str, style: dict[str, str]) -> tuple[_Row, int, int] | None:
        """A place in the table for a cell; None in tables so deep that they are an attack: lines must do there."""
        if len(self._texts) > _DEEPEST:
            return None
        table = self._tables[-1]
        table.headed = table.headed or name == "th"
        table.ruled = table.ruled or _draws_border(style)
        place = table.place(element)
        self._texts.append(_Lines())
        return place

    def _label(self, item: Any, style: dict[str, str]) -> str:
        """The number or bullet of a list item; moves the count on."""
        around = self._lists[-1] if self._lists else _List("bullet", 1)
        count = _number(item.get("value"), around.count)
        around.count = count + 1
        form = _form(item, style) or around.form
        if form in ("none", "bullet"):
            return "" if form == "none" else "-"
        # Browsers put a dot after letters; the regulation has "a)", and so do the papers that became the page.
        return f"{_counted(count, form)}{')' if form == 'lowerLetter' and count > 0 else '.'}"

    def _manner(self, element: Any, name: str, style: dict[str, str], around: _Manner) -> _Manner:
        blanks = style.get("white-space", "")
        keeps = blanks.startswith("pre") if blanks else around.keeps_blanks or name in _KEEPS_BLANKS
        raised = around.raised or name == "sup" or style.get("vertical-align") == "super"
        return _Manner(self._font(element, name, style) or around.font, keeps, raised)

    def _font(self, element: Any, name: str, style: dict[str, str]) -> str | None:
        """The font that an element names itself: in its style, by its attribute, in a style sheet."""
        font = _family(style) or (_first_font(element.get("face")) if name == "font" else None)
        if font or not self._fonts:
            return font
        classes = (element.get("class") or "").lower().split()
        keys = [*(f"{name}.{word}" for word in classes), *(f".{word}" for word in classes), name]
        return next((self._fonts[key] for key in keys if key in self._fonts), None)


def _style(element: Any) -> dict[str, str]:
    text = element.get("style")
    return _declarations(text) if text else {}


def _declarations(text: str) -> dict[str, str]:
    """``name: value`` pairs, the last of a name; in small letters but for the names of fonts."""
    found = {}
    for part in text.split(";"):
        name, _, value = part.partition(":")
        name, value = name.strip().lower(), value.replace("!important", "").strip()
        found[name] = value if name.startswith("font") else value.lower()
    return found


def _is_hidden(element: Any, style: dict[str, str]) -> bool:
    return (
        element.get("hidden") is not None
        or style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
    )


def _is_block(name: str, style: dict[str, str]) -> bool:
    display = style.get("display", "")
    if name in ("td", "th", "tr", "table", "li") or not display:
        return name in _BLOCKS
    return not display.startswith(("inline", "contents"))


def _is_ruled(table: Any, style: dict[str, str]) -> bool:
    border = table.get("border")
    return (border is not None and border.strip().lower() not in ("0", "none", "no")) or _draws_border(style)


def _draws_border(style: dict[str, str]) -> bool:
    return any(_BORDER.fullmatch(name) and value and not _NO_BORDER.search(value) for name, value in style.items())


def _form(element: Any, style: dict[str, str]) -> str | None:
    """How a list or an item says that it is counted; None where it says nothing."""
    for word in (style.get("list-style-type", ""), *style.get("list-style", "").split()):
        if word in _FORMS:
            return _FORMS[word]
    kind = (element.get("type") or "").strip()
    return _FORMS.get(kind) or _FORMS.get(kind.lower())


def _own_form(name: str) -> str:
    return "decimal" if name == "ol" else "bullet"


def _counted(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and count > 26:
        # Word goes on with "aa, bb", browsers with "aa, ab".
        return _counted((count - 1) // 26, form) + printed((count - 1) % 26 + 1, form)
    beyond = form in ("lowerRoman", "upperRoman") and not 0 < count < 4000
    return printed(count, "decimal" if beyond else form)


def _number(text: str | None, default: int) -> int:
    found = _NUMBER.match(text or "")
    return int(found.group(1)) if found else default


def _fonts_of_sheets(root: Any) -> dict[str, str]:
    """Fonts by the plain selectors "p", ".Name" and "p.Name", in small letters: Word names its fonts there."""
    fonts = {}
    for sheet in root.iter("style"):
        for rule in (sheet.text or "").replace("<!--", "").replace("-->", "").split("}"):
            selectors, _, body = rule.rpartition("{")
            font = _family(_declarations(body)) if "{" not in selectors else None  # not the rules of @media
            for selector in selectors.lower().split(",") if font else ():
                # A comment of the sheet stands before the selector.
                name = selector.rpartition("*/")[2].strip()
                if font and _SELECTOR.fullmatch(name):
                    fonts[name] = font
    return fonts


def _family(style: dict[str, str]) -> str | None:
    shorthand = _SIZED.search(style.get("font", ""))
    return _first_font(style.get("font-family")) or (_first_font(shorthand.group(1)) if shorthand else None)


def _first_font(names: str | None) -> str | None:
    name = (names or "").partition(",")[0].strip().strip("\"'").strip()
    return name if name and name.lower() not in ("inherit", "initial", "unset") else None
