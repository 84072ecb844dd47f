"""The masthead of a document by the layout of NĐ 30/2020: bodies, number, place and date, type, subject, addressees.

The head has two columns; a text has them one after the other, interleaved line by line, or as cells of a table row.
So the head is read as a bag of cells in their order, each recognised by its form.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from vn_dossier_nlp.grammar.letters import CAPITALS
from vn_dossier_nlp.grammar.tables import doc_types
from vn_dossier_nlp.language.dates import date_at, find_date
from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.schema import Masthead
from vn_dossier_nlp.structure.bodies import CELL_EDGE, MOTTO, read_bodies, with_province
from vn_dossier_nlp.structure.signature import read_signature

_ADDRESSED = re.compile(r"K[íi]nh\s+g[ửứừưu]i\s*:?")
# A number that OCR could not read leaves a sign or two; the symbol after the slash still counts.
_NUMBER = re.compile(
    r"(?:[Ss]ố\s*[:.]?|S[óôòõo]\s*[:.])\s*(?:(?P<number>\d{1,6}[a-zđ]?)|[.…_\s]*|[^\w\s/]?[^\s/]{0,4}[^\w\s/]?)"
    r"\s*[/\\]\s*-?\s*"
    r"(?P<symbol>[A-ZĐ][A-ZĐƯa-zđ&.\d]*(?:[ \t]*-[ \t]*[A-ZĐ][A-ZĐƯa-zđ&.\d]*){0,4}(?:\([A-ZĐ]{1,6}\d{0,3}\))?)"
)
_MONTH_ONLY = re.compile(r"[Nn]gày[^\n]{0,12}?tháng\s*(?P<month>\d{1,2})\s*năm\s*(?P<year>20\d\d)")
_YEAR_ONLY = re.compile(r"[Nn]gày[\s.…_]*tháng[\s.…_]*năm\s*(?P<year>20\d\d)")
_PERSON = re.compile(rf"^[ĐD]ồng\s+chí\s+(?:[{CAPITALS}]\w*\s+){{2,5}}[-–—,]\s*(?=[{CAPITALS}])")
_TYPE_LINE = re.compile(rf"(?:^|\n)(?:[^\w\n]|_)*(?P<line>[{CAPITALS}][{CAPITALS} ]{{3,40}}?)(?:[^\w\n]|_)*(?=\n|$)")
_DATED = re.compile(r"\s*,\s*(?=ngày[\s.…\d]*tháng)")
_SUBJECT_LETTER = re.compile(r"(?:V/v|Về\s+việc|V/V)\s*:?\s*(?P<subject>.+)", re.DOTALL)
_BODY_START = re.compile(
    r"(?:Căn\s+cứ|Thực\s+hiện|Ngày\s+\d|Theo\s|Qua\s|Sau\s+khi|Trong\s|Tại\s|Hiện\s+nay|Để\s|"
    r"I\.|1\.|[-–]\s*Căn|Nhằm|Trên\s+cơ\s+sở|Tiếp\s+theo|Được\s+sự)"
)
_HEAD_LIMIT = 4000


def head_end(text: str) -> int:
    """The end of the head: after the addressees, or after the subject where no one is addressed."""
    addressed = _ADDRESSED.search(text, 0, _HEAD_LIMIT)
    if addressed:
        return _addressees_end(text, addressed.end())
    if kind := _type_line(text[:_HEAD_LIMIT]):
        return _subject_end(text, kind[1])
    return 0


def read_masthead(text: str, head: int, tail: int) -> Masthead:
    """The fields of the head ``text[:head]`` and of the signature block from ``tail``."""
    region = text[:head]
    addressed = _ADDRESSED.search(region)
    above = region[: addressed.start()] if addressed else region
    kind = _type_line(above)
    upper = above[: kind[0]] if kind else above
    number = _NUMBER.search(upper)
    parent, issuer = read_bodies(upper)
    mark, role, recipients = read_signature(text, head, tail)
    letter = _SUBJECT_LETTER.search(upper)
    subject = above[kind[1] :] if kind else (letter["subject"] if letter else "")
    return Masthead(
        parent=parent,
        issuer=issuer,
        number=number["number"] if number else None,
        symbol=re.sub(r"\s+", "", number["symbol"]).rstrip(".-") if number else None,
        place=_place(upper),
        date=_date(upper),
        type=kind[2] if kind else ("công văn" if number else None),
        subject=_clean_subject(subject, letter is not None and kind is None),
        addressees=_addressees(region[addressed.end() :]) if addressed else (),
        signing_mark=mark,
        signer_role=role,
        recipients=recipients,
    )


def _type_line(region: str) -> tuple[int, int, str] | None:
    """(start, end, type) of the line that holds the name of the type in capitals ("TỜ TRÌNH")."""
    for match in _TYPE_LINE.finditer(region):
        name = _types_by_letters().get(skeleton(" ".join(match["line"].split())))
        if name:
            return match.start("line"), match.end(), name
    return None


@cache
def _types_by_letters() -> dict[str, str]:
    """Types by their letters alone, for OCR loses marks on capitals; forms that two types share are left out."""
    names = [kind.name for kind in doc_types() if kind.name != "văn bản"]
    count = Counter(map(skeleton, names))
    return {skeleton(name): name for name in names if count[skeleton(name)] == 1}


def _place(upper: str) -> str | None:
    """The name of the place before ", ngày ... tháng", from its own cell."""
    dated = _DATED.search(upper)
    if not dated:
        return None
    cell = CELL_EDGE.split(upper[: dated.start()].splitlines()[-1] if dated.start() else "")[-1].strip()
    words = cell.split()
    while words and (not words[0][0].isupper() or "/" in words[0]):
        words = words[1:]
    return " ".join(words[-6:]) or None


def _date(upper: str) -> str | None:
    """The date of the document, as far as it is filled in and legible: to the day, the month or the year."""
    line = re.search(r"[Nn]gày[^\n]{0,12}?tháng", upper)
    if line:
        if found := date_at(upper, line.start()):
            return found.iso
        if month := _MONTH_ONLY.match(upper, line.start()):
            return f"{month['year']}-{int(month['month']):02}" if 1 <= int(month["month"]) <= 12 else month["year"]
        if year := _YEAR_ONLY.match(upper, line.start()):
            return str(year["year"])
    found = find_date(upper, line.start() if line else 0)
    return found.iso if found else None


def _clean_subject(raw: str, letter: bool) -> str | None:
    lines: list[str] = []
    for line in raw.splitlines():
        line = " ".join(line.replace("|", " ").split()).strip("*_-­– ")
        if not line:
            if lines and letter:
                break
            continue
        if letter and (_DATED.search(line) or MOTTO.search(skeleton(line)) or line.isupper()):
            break
        lines.append(line)
    subject = " ".join(lines).strip(" .-_")
    return with_province(subject) or None


def _addressees_end(text: str, start: int) -> int:
    """The end of the lines after "Kính gửi": items, their continuation, and nothing that begins a sentence."""
    position = start
    first = True
    for match in re.finditer(r"[^\n]*\n?", text[start : start + 1500]):
        line = match.group().replace("|", " ").strip()
        if not match.group():
            break
        if not line:
            if not first:
                break
            position = start + match.end()
            continue
        if not first and not re.match(r"[-–+•]\s*\S", line) and not _continues(text[start:position], line):
            break
        if not first and _BODY_START.match(line):
            break
        position = start + match.end()
        first = False
    return position


def _continues(before: str, line: str) -> bool:
    last = before.replace("|", " ").rstrip()
    return last.endswith((",", ";", ":", "-")) and len(line) < 90 or (line[:1].islower() and len(line) < 90)


def _addressees(region: str) -> tuple[str, ...]:
    names: list[str] = []
    for line in region.splitlines():
        line = " ".join(line.replace("|", " ").split())
        if not line:
            continue
        item = re.match(r"[-–+•]\s*(.+)", line)
        if item or not names or names[-1].endswith(";"):
            names.append(item[1] if item else line)
        else:
            names[-1] += " " + line
    # Whom it is for is an office, not a person.
    bare = [_PERSON.sub("", name.strip(" ;.,:")) for name in names]
    return tuple(filter(None, bare))


def _subject_end(text: str, start: int) -> int:
    match = re.search(r"\n\s*\n|\n(?=\s*(?:Căn\s+cứ|Kính|Điều\s+1|Thực\s+hiện))", text[start + 1 : start + 1200])
    return start + 1 + match.end() if match else start
