"""The secret mark: a paper that bears one in its head is not processed.

Only the mark in the masthead counts: a line or a cell of its own with one of the three degrees (NĐ 30/2020 Phụ lục I
mục III.2; the law on state secrets). "bảo mật" or "bí mật" in running text means nothing, and "đã giải mật" lifts the
mark.

A mark that is overlooked is a leak; a mark that is seen where there is none is a file for a person, and said to be
so. Every doubt below is decided by that: the end of the head is set late rather than early, letters that a scan lost
are allowed for wherever no other masthead line reads like it, and a lifting has to be exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from vn_dossier_nlp.grammar.tables import doc_types
from vn_dossier_nlp.language.folding import fold, skeleton

_LINES = 40  # printed lines of the first page in which a stamp or a mark may stand
_CHARACTERS = 2500  # the same in characters, runs of blanks counted once
_RUNNING = 90  # characters: a longer line in small letters is running text
_WRAPPED = 60  # characters: after the addressees, so is a line of this length
_SHORT = 25  # characters: above the title, a numbered line below this length is dirt rather than a heading
_LONGEST = 70  # characters of a mark with everything that may stand beside it

# Words. Those without marks are compared with a skeleton, in which a scan may have lost them.
_DEGREES = frozenset({"MẬT", "TỐIMẬT", "TUYỆTMẬT"})
_LABEL = r"(?:(?:dau|chi|muc|cap) ){0,3}do (?:bao )?mat(?: (?:cua )?(?:van ban|tai lieu))?"
# "TÀI LIỆU TỐI MẬT" is a mark above the title and the name of a thing everywhere else.
_CLASS = r"(?:tai lieu|van ban|ho so|bi mat nha nuoc)(?: do)?|do(?= (?:toi|tuyet))"
_BESIDE = "|".join(
    (
        r"(?:so ban|ban (?:sao )?(?:so|thu)|ban (?:sao|goc|chinh)|ban(?= \d))(?: \d{1,4}){0,2}",
        r"(?:do khan )?(?:hoa toc(?: hen gio)?(?: \d{1,2}(?: gio| h| g)?(?: \d{1,2})?)?|thuong khan|khan(?: cap)?)",
        r"do khan(?: (?:binh )?thuong| khong)?",
        r"xem xong tra lai|luu hanh noi bo|(?:tai lieu )?thu hoi|khong (?:sao chup|pho bien)",
        r"du thao(?: lan)?(?: \d{1,2})?|chi nguoi co ten moi duoc boc bi",
    )
)
# What the line or the cell before says of a "MẬT" that follows: the words go on, and it is no mark.
_GOES_ON = ("bí", "bảo", "ong", "nuôi", "lấy", "hút", "và", "hoặc")
_GOES_ON_ALONE = frozenset({"không", "giải", "đã giải", "đã được giải", "chưa giải"})  # not CỤC HÀNG KHÔNG
_DEGREE_OF = ("nước độ", "mức độ", "liệu độ", "bản độ", "thuộc độ", "các độ", "có độ", "mật,", "mật;")
_THINGS = ("tài liệu", "văn bản", "hồ sơ", "thông tin", "dấu", "loại")
_EYE_OR_FACE = ("vien", "khoa", "ham", "trung tam")  # Bệnh viện Mắt, Răng Hàm Mặt
_BODIES = (
    "ubnd|uy ban|hdnd|hoi dong|so|bo|cong an|(?:tong |chi )?cuc|van phong|(?:tinh|thanh|huyen|dang|quan) uy|"
    "dang bo|ban|thanh tra|vien|toa an|quan khu|su doan|kho bac|phong"
)
_TITLES = ("danh mục", "nội quy", "quy trình", "phụ lục", "đề cương", "công hàm")  # beside the types of the table
_HEADINGS = r"can cu|dieu \d|chuong [ivx\d]|phan thu|noi nhan|kinh thua|xet (?:de nghi|to trinh|bao cao|thay)"
_OPENERS = (
    "Căn cứ|Thực hiện|Theo|Ngày \\d+|Qua|Sau khi|Trong|Tại|Hiện nay|Để|Nhằm|Trên cơ sở|Tiếp theo|Được sự|Vừa qua|"
    "Trước tình hình"
)

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WIDE = re.compile(r"\s{4,}")
_BARS = re.compile(r"[|│┃║¦]")
_BLANKS = re.compile(r"\t+| {3,}")
_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"ong\b|mã$|độ (?:dân|xây)", re.IGNORECASE)  # "MẬT   ONG" in justified print
_BULLET = re.compile(r"\s*[-–+*•·]+\s*(?=\w)")
_UNTICKED = re.compile(r"\s*(?:[☐□◻❏❑]|\[\s*\]|\(\s*\))")
_TICKED = re.compile(r"^\s*[\[(]\s*[xXvV✓]\s*[\])]")
_MARKED = re.compile(
    rf"(?:[ijlf1] ){{0,2}}(?:(?:{_BESIDE}) ){{0,3}}(?:(?P<label>{_LABEL}) |(?P<kind>{_CLASS}) )?"
    rf"(?P<mark>\S(?:.{{0,24}}?\S)?)(?: (?:{_BESIDE})){{0,3}}(?: [ijlf1]){{0,2}}"
)
# MÂT, MẠT, MAT are no words that a masthead has. MẶT (Mặt trận) and MẮT (Bệnh viện Mắt) are, MÁT might be.
_LOST_ONE = re.compile(r"M[AÂẤẦẨẪẠẬ]{1,2}T|[IÍÌỊ1L]?(?:M|[I1L]VI)ẬÂ?[TIỊL1][IÌỊ1L]?")
_LOST_TWO = re.compile(r"[AÂẤẦẨẪẠẬẶ]")
_STUCK = re.compile(r"(?:TỐI|TUYỆT) ?MẬT\w{1,3}|Y?ỆT ?MẬT")  # print under the stamp stuck to it, or hid its beginning
_SUBJECT = re.compile(r"v\s?/\s?v\b|ve viec\b")
_ADDRESSED = re.compile(r"kinh\s+(?:gui|goi)\b")
_ELEMENT = re.compile(
    r"(?<!\w)so\s{0,3}[:.]?[\s.…_]{0,20}\d{0,6}[a-zđ]?\s{0,20}[/\\-]\s?(?!(?:(?:toi|tuyet) )?mat\b)[\w&./]{1,20}"
    r"(?:-[\w&./]{1,20}| ?- ?(?!(?:(?:toi|tuyet) )?mat\b)[\w&./]{1,20}){0,5}"
    r"|(?<!\w)so\s{0,3}[:.]?\s{0,3}\d{1,6}(?=\s|$)|kinh\s{1,3}g[uo]i\b.*"
    r"|cong\s{0,3}hoa\s{1,3}xa\s{1,3}hoi\s{1,3}chu\s{1,3}nghia\s{1,3}viet\s{1,3}nam"
    r"|doc\s{0,3}lap\W{0,5}tu\s{0,3}do\W{0,5}hanh\s{0,3}phuc|dang\s{1,3}cong\s{1,3}san\s{1,3}viet\s{1,3}nam"
)
_DATE = re.compile(r"\s?,?\s{0,3}ngay[\s.…_\d]{0,20}thang[\s.…_\d]{0,20}(?:nam[\s.…_\d]{0,12})?")
_DEGREE_AT_END = re.compile(r"(?P<rest>.*\S)[\W_]+(?P<mark>(?:(?:TỐI|TUYỆT)\s+)?MẬT)[\W_]*")
_TWO_WORDS = re.compile(r"(?:TỐI|TUYỆT)\s*MẬT")
_BODY_NAME = re.compile(rf"(?:{_BODIES})\b")
_HEADING = re.compile(rf"(?:{_HEADINGS})\b")
_NUMBERED = re.compile(r"(?:[ivx]{1,4}|\d{1,2})[.)]\s+[^\W\d]|[a-d]\)\s")
_OPENER = re.compile(rf"(?:{_OPENERS})\b")
_LIFTED = re.compile(
    r"[\W_]*(?:(?:(?:tối|tuyệt)\s+)?mật[\W_]+)?(?:(?:tài liệu|văn bản)(?: này)?\s+)?"
    r"(?P<done>đã\s+(?:được\s+)?)?giải\s+mật\b(?P<rest>.*)"
)
_BY_AN_ACT = re.compile(r"theo\b(?!\s+(?:quy định|thời hạn|đề nghị|lộ trình))")
# A quick look that spares most papers the long one: a capital M (or what OCR makes of it) before an A, the words of
# the higher degrees, the label of a mark in small letters.
_POSSIBLE = re.compile(
    r"(?:M|V[IĨÍÌ1L])[\W_]{0,6}[AÂĂaâăẠ-Ặạ-ặÀ-Ãà-ã]|T[\W_]{0,4}(?:[OÔÓÒỎÕỌỐỒỔỖỘ0Q][\W_]{0,4}[IÍÌỊ1L]|U[\W_]{0,4}Y)"
    r"|T[oôố]\W{0,3}i\s+m|Tuy[eêệ]\W{0,3}t\s+m|[ộôo]\W{1,4}(?:bảo\s+)?m[aâạ-ặ]"
)
_PADDED = 8_000  # characters of a head with all its blanks
_DATED = re.compile(r"(?:kể từ|từ|ngày|tại|bởi|số|năm|\d)")


class _Place(Enum):
    UPPER = "above the title"
    TITLE = "name of the type and subject"
    BELOW = "between the title and the body"


class _Cell(NamedTuple):
    """What stands by itself: a line, a cell of a row, or what is left of one beside a number or the motto."""

    text: str
    before: str  # what a reader reads just before it, the cell above included
    place: _Place


def bears_secret_mark(text: str) -> bool:
    """Whether the head of a document bears MẬT, TỐI MẬT or TUYỆT MẬT as a mark.

    >>> bears_secret_mark("UBND TỈNH A\\nTỐI MẬT\\nSố: 01"), bears_secret_mark("quy chế bảo mật")
    (True, False)
    """
    if not _POSSIBLE.search(text, 0, _PADDED):
        return False
    cells = list(_head_cells(text))
    return any(_is_secret(cell) for cell in cells) and not any(_is_lifted(cell) for cell in cells)


# The head and its cells


def _head_cells(text: str) -> Iterator[_Cell]:
    head = _Head()
    above: list[str] = []
    for line, gap in _lines(text):
        bars = [bar.strip() for bar in _BARS.split(line) if bar.strip()]
        if not bars:
            continue
        if not head.takes(line, bars, gap):
            return
        parts = [[part for part in _BLANKS.split(bar) if part.strip()] for bar in bars]
        flat = [part for row in parts for part in row]
        yield from _cells(parts, [] if gap else above, head.place)
        # "Độ mật:      mật" is one cell, and letters may stand as far apart as columns.
        yield from (_Cell(bar, "", head.place) for bar, row in zip(bars, parts, strict=True) if len(row) > 1)
        above = flat


def _cells(parts: Sequence[Sequence[str]], above: Sequence[str], place: _Place) -> Iterator[_Cell]:
    index = 0
    for row in parts:
        for number, part in enumerate(row):
            before = " ".join(row[:number]) or (above[index] if index < len(above) else "")
            if not _COMPOUND.match(" ".join(row[number + 1 :])):
                yield _Cell(part, before, place)
            index += 1
            if place is not _Place.TITLE:
                yield from (_Cell(rest, "", place) for rest in _beside_elements(part))


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """(line, whether a blank one stands above it) of the first page's head, each folded."""
    end, left, count, gap = 0, _CHARACTERS, 0, False
    for match in _LINE.finditer(text):
        gap |= max(text.count("\n", end, match.start()), text.count("\r", end, match.start())) > 1
        end = match.end()
        # Cut before folding: one line may be a whole file. Letters may be decomposed into three.
        line = fold(_WIDE.sub("   ", match.group())[: 3 * left]).text.strip()
        if not line:
            gap = True
            continue
        yield line[:left], gap
        count, left, gap = count + 1, left - len(" ".join(line.split())), False
        if count >= _LINES or left <= 0:
            return


class _Head:
    """Follows the lines of a head to the first one of the body."""

    def __init__(self) -> None:
        self.place = _Place.UPPER
        self._typed = self._addressed = self._official = False
        self._title_lines = self._long_lines = 0
        self._last = ""

    def takes(self, line: str, bars: Sequence[str], gap: bool) -> bool:
        """Whether the line still belongs to the head; ``place`` says where in it."""
        parts = [part.strip() for bar in bars for part in _BLANKS.split(bar) if part.strip()]
        bare = [skeleton(part) for part in parts]
        official = any(_ELEMENT.search(part) or _DATE.search(part) for part in bare)
        if gap and self.place is _Place.TITLE and self._title_lines:
            self._leave_title()
        if any(_ADDRESSED.match(part) for part in bare):
            self.place, self._addressed = _Place.BELOW, True
        elif any(_SUBJECT.match(part) for part in bare):
            self.place, self._title_lines = _Place.TITLE, 1
        elif any(_is_type(part) for part in parts):
            self.place, self._title_lines, self._typed = _Place.TITLE, 0, True
        elif self._opens_body(line, parts, official):
            return False
        elif official and self.place is _Place.TITLE:
            self._leave_title()
        elif self.place is _Place.TITLE:
            self._title_lines += 1
        self._official |= official
        self._last = line
        return True

    def _leave_title(self) -> None:
        # A letter has its subject under the number; the right column of the masthead may still follow.
        self.place = _Place.BELOW if self._typed else _Place.UPPER

    def _opens_body(self, line: str, parts: Sequence[str], official: bool) -> bool:
        start = _BULLET.sub("", line)
        bare = skeleton(start)
        upper = self.place is _Place.UPPER
        if _HEADING.match(bare):
            return not (upper and line.isupper())  # "CĂN CỨ 30" is a body of the navy
        if _NUMBERED.match(bare):
            listed = self._addressed and line.endswith((";", ","))
            return not listed and not (upper and (_small_share(line) < 0.5 or len(line) < _SHORT))
        if _is_table_row(parts, upper) and not official:
            return True
        if _OPENER.match(start):
            begun = self._title_lines > 0 if self.place is _Place.TITLE else not upper
            return begun or len(line) >= _WRAPPED
        return not official and self._runs_on(parts, line)

    def _runs_on(self, parts: Sequence[str], line: str) -> bool:
        """Whether the line is running text, which no line of a masthead is but the subject and the addressees."""
        longest = max(parts, key=len)
        if _small_share(longest) < 0.6 or (self._addressed and _BULLET.match(line)):
            return False
        if self._addressed and len(longest) >= _WRAPPED and longest[0].isupper():
            return not self._last.endswith((",", ";", ":", "-"))
        if len(longest) <= _RUNNING or (self.place is _Place.TITLE and not self._title_lines):
            return False
        # Above the masthead a digital signature or a mailing system may have left long lines.
        self._long_lines += 1
        return self.place is not _Place.UPPER or self._official or self._long_lines > 2


def _small_share(text: str) -> float:
    letters = sum(char.isalpha() for char in text)
    return sum(char.islower() for char in text) / letters if letters else 0.0


@lru_cache(maxsize=1)
def _types() -> re.Pattern[str]:
    names = [*_TITLES, *(kind.name for kind in doc_types())]
    return re.compile(rf"[\W_]*(?:{'|'.join(map(re.escape, map(skeleton, names)))})\b(?P<rest>.*)")


def _is_type(part: str) -> bool:
    """Whether a title begins here: the name of a type, in capitals or alone."""
    match = _types().match(skeleton(part))
    return match is not None and (part.isupper() or not match["rest"].strip(" .:*_-"))


def _is_table_row(parts: Sequence[str], upper: bool) -> bool:
    """Whether a row heads or fills a table: a column "Độ mật" tells of other papers."""
    bare = [skeleton(part) for part in parts]
    if len(parts) < (3 if upper else 2):
        return False
    if bare[0].strip(" .") in ("stt", "tt", "so tt", "so thu tu"):
        return True
    if not upper and len(parts) > 2 and re.fullmatch(r"\d{1,3}[.)]?", bare[0]):
        return True
    columns = [index for index, part in enumerate(bare) if re.fullmatch(_LABEL, part)]
    return any(not _is_secret(_Cell("".join(parts[index + 1 : index + 2]), "", _Place.BELOW)) for index in columns)


# The mark


def _is_secret(cell: _Cell) -> bool:
    return _is_mark(cell) or (_is_beside_body(cell) if cell.place is _Place.UPPER else _is_beside_addressee(cell))


def _is_mark(cell: _Cell) -> bool:
    """Whether a cell consists of a degree, its label and what may stand beside it."""
    if len(cell.text) > 2 * _LONGEST or _UNTICKED.match(cell.text) or _NUMBERED.match(skeleton(cell.text)):
        return False
    shown = " ".join(_WORD.findall(_TICKED.sub("", cell.text)))
    match = _MARKED.fullmatch(skeleton(shown)) if len(shown) <= _LONGEST else None
    if match is None or (match["kind"] and cell.place is not _Place.UPPER):
        return False
    words = shown[match.start("mark") : match.end("mark")].split()
    degree = "".join(words)
    if degree[: len(degree) // 2].upper() == degree[len(degree) // 2 :].upper():
        degree = degree[: len(degree) // 2]  # bold print that is drawn twice
    if not match["label"] and (_is_listed(cell.text, degree) or _goes_on(cell, degree)):
        return False
    if degree.upper() in _DEGREES:
        return bool(match["label"]) or degree[0].isupper()
    if not match["label"] and not _is_stamp(words):
        return False
    if _STUCK.fullmatch(" ".join(words).upper()) or _is_lost_two(degree.upper()):
        return True
    return bool(_LOST_ONE.fullmatch(degree.upper())) and _may_be_one(cell)


def _is_stamp(words: Sequence[str]) -> bool:
    """Whether words are set as a stamp is, in capitals: there a frame and red ink make a scan lose letters."""
    letters = "".join(words)
    return 2 * sum(char.isupper() for char in letters) > len(letters) or (len(words) > 1 and words[-1][0].isupper())


def _is_listed(text: str, degree: str) -> bool:
    """Whether a degree is an item of a list; in a scan a capital may have dirt on one side."""
    dashed, closed = bool(_BULLET.match(text)), text.rstrip().endswith((";", ","))
    framed = text.rstrip().endswith(("-", "–", "*"))
    return (dashed and closed) if degree.isupper() else ((dashed and not framed) or closed)


def _goes_on(cell: _Cell, degree: str) -> bool:
    """Whether a degree is the end of the words before it, which are then set in the same letters.

    Under a subject in capitals that ends with "TÀI LIỆU", MẬT may be a stamp as well as the last word: a stamp then.
    """
    if cell.before.isupper() != degree.isupper():
        return False
    ends: tuple[str, ...] = _GOES_ON
    if cell.place is _Place.TITLE:
        ends += _DEGREE_OF if degree.isupper() else _DEGREE_OF + _THINGS
    return cell.before.lower().strip() in _GOES_ON_ALONE or _ends_with(cell.before, ends)


def _ends_with(words: str, ends: Sequence[str]) -> bool:
    """Whether the last words are among ``ends``."""
    low = f" {words.lower().rstrip()}"
    return any(low.endswith(f" {end}") for end in ends)


def _may_be_one(cell: _Cell) -> bool:
    """Whether "MAT" can be read as MẬT here; in a title it may be lost property or cool water."""
    return cell.place is not _Place.TITLE and not skeleton(cell.before).rstrip().endswith(_EYE_OR_FACE)


def _is_lost_two(degree: str) -> bool:
    """TÔI MẠT, TUYẾT MAT, TUYỆT MẬ: all marks may be lost, or one letter where the rest is sure."""
    bare = re.sub(r"([aeou])\1", r"\1", skeleton(degree).replace("0", "o").replace("1", "i"))
    sure = degree.startswith(("TỐI", "TUYỆT"))
    for word in ("toimat", "tuyetmat"):
        if bare == word:
            return sure or bool(_LOST_TWO.search(degree, len(degree) - 3))
        if _is_one_edit(bare, word):
            return "Ậ" in degree or (sure and bool(re.search("[ÂẠẶẤ]", degree[-3:])))
    return False


def _is_one_edit(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    same = next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if same is None:
        return True
    one, other = one[same:], other[same:]
    return one[1:] == other[1:] or one[1:] == other or one == other[1:]


def _beside_elements(part: str) -> Iterator[str]:
    """What stands on one line with a number, the motto or a date: readers join a row with single blanks."""
    bare = skeleton(part)
    ends = [0, *(end for match in _ELEMENT.finditer(bare) for end in match.span()), len(part)]
    if len(ends) > 2:
        yield from (part[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        date = _DATE.search(bare, start, end)
        if date:
            yield part[date.end() : end]
            yield from _before_place(part[start : date.start()])


def _before_place(text: str) -> Iterator[str]:
    """The beginnings of "TỐI MẬT Sơn La" in front of a place; "Mật Sơn" is one."""
    words = text.split()
    for count in range(1, min(len(words), 10)):
        if words[count - 1].isupper() and not words[count].isupper() and len(words) - count < 7:
            yield " ".join(words[:count])


def _is_beside_body(cell: _Cell) -> bool:
    """ "UBND TỈNH SƠN LA TỐI MẬT" without a gap; of MẬT alone that may be the end of the name."""
    match = _TWO_WORDS.search(cell.text)
    if match is None or not cell.text.isupper():
        return False
    name, after = cell.text[: match.start()].strip(), cell.text[match.end() :].strip()
    if name and after:
        return False
    return bool(_BODY_NAME.match(skeleton(name or after))) and not _ends_with(name, _GOES_ON + _DEGREE_OF + _THINGS)


def _is_beside_addressee(cell: _Cell) -> bool:
    """ "Kính gửi: Bộ Tài chính TỐI MẬT" without a gap: capitals that the rest of the line has not."""
    if not _ADDRESSED.match(skeleton(cell.text[:20])):
        return False
    match = _DEGREE_AT_END.fullmatch(cell.text)
    return match is not None and not match["rest"].isupper() and not _ends_with(match["rest"], _GOES_ON)


def _is_lifted(cell: _Cell) -> bool:
    """Whether a cell says that the secret is one no more.

    A subject may speak of other papers. A term ("giải mật sau 10 năm", "giải mật ngày ...") is no lifting unless it is
    said to be done or an act is named.
    """
    match = _LIFTED.fullmatch(cell.text.lower())
    bracketed = cell.text.lstrip().startswith(("(", "["))
    if match is None or (cell.place is _Place.TITLE and not (bracketed and cell.text.isupper())):
        return False
    first = next(char for char in cell.text if char.isalpha())
    if not (first.isupper() or bracketed or cell.place is _Place.UPPER):
        return False
    rest = match["rest"].strip(" .:;)]}*-_!'\"")
    return not rest or bool(_BY_AN_ACT.match(rest)) or (bool(match["done"]) and bool(_DATED.match(rest)))
