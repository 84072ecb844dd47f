"""The masthead of a document by the layout of NĐ 30/2020: bodies, number, place and date, type, subject, addressees.

The head has two columns; a text has them one after the other, interleaved line by line, or as cells of a table row.
So the head is read as a bag of cells in their order, each recognised by its form.
"""

from __future__ import annotations

import re

from vn_dossier_nlp.grammar.tables import doc_types
from vn_dossier_nlp.language.dates import find_date
from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.schema import Masthead
from vn_dossier_nlp.structure.signature import read_signature

_ADDRESSED = re.compile(r"K[íi]nh\s+g[ửứừưu]i\s*:?")
_MOTTO = re.compile(r"cong hoa xa hoi|chu nghia viet nam|doc lap\s*[-–]?\s*tu do|hanh phuc")
_DRAFT = re.compile(r"^\(?\s*(?:dự thảo|bản nháp|lần \d+)[\s\d)]*$", re.IGNORECASE)
_NUMBER = re.compile(
    r"[Ss]ố\s*[:.]?\s*(?P<number>\d{1,6}[a-zđ]?|[.…_\s]*)\s*[/\\]\s*-?\s*"
    r"(?P<symbol>[A-ZĐ][A-ZĐƯa-zđ&.\d]*(?:[ \t]*-[ \t]*[A-ZĐ][A-ZĐƯa-zđ&.\d]*){0,4})"
)
_DATED = re.compile(r"\s*,\s*(?=ngày[\s.…\d]*tháng)")
_SUBJECT_LETTER = re.compile(r"(?:V/v|Về\s+việc|V/V)\s*:?\s*(?P<subject>.+)", re.DOTALL)
_BODY_START = re.compile(
    r"(?:Căn\s+cứ|Thực\s+hiện|Ngày\s+\d|Theo\s|Qua\s|Sau\s+khi|Trong\s|Tại\s|Hiện\s+nay|Để\s|"
    r"I\.|1\.|[-–]\s*Căn|Nhằm|Trên\s+cơ\s+sở|Tiếp\s+theo|Được\s+sự)"
)
_ORGAN = (
    "UBND|ỦY BAN|UỶ BAN|HĐND|HỘI ĐỒNG|SỞ|BỘ|TRƯỜNG|BỆNH VIỆN|TRUNG TÂM|BAN|CHI CỤC|CỤC|TỔNG|CÔNG TY|"
    "HỘI|HIỆP HỘI|LIÊN|ĐẢNG|TỈNH ỦY|THÀNH ỦY|"
    "VĂN PHÒNG|PHÒNG|CÔNG AN|QUỸ|ĐOÀN|VIỆN|THANH TRA|KHO BẠC|TÒA ÁN|NGÂN HÀNG|"
    "HỢP TÁC XÃ|HẠT|BẢO TÀNG|THƯ VIỆN|NHÀ|ĐÀI|BẢO HIỂM|"
    "THUẾ|CẢNG|VƯỜN|CHÍNH PHỦ|CÂU LẠC BỘ|TẬP ĐOÀN|CHỦ TỊCH"
)
_ORGAN_START = re.compile(rf"(?:{_ORGAN})(?![\wÀ-ỹ])")
_LOWER_SPLIT = re.compile(r"[ \t]{3,}|\t+|\|")
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
    parent, issuer = _bodies(upper, number.start() if number else len(upper))
    date = find_date(upper, _date_start(upper))
    mark, role, recipients = read_signature(text, tail)
    letter = _SUBJECT_LETTER.search(upper)
    subject = above[kind[1] :] if kind else (letter["subject"] if letter else "")
    return Masthead(
        parent=parent,
        issuer=issuer,
        number=(number["number"].strip(" .…_\n\t") or None) if number else None,
        symbol=re.sub(r"\s+", "", number["symbol"]).rstrip(".-") if number else None,
        place=_place(upper),
        date=date.iso if date else None,
        type=kind[2] if kind else ("công văn" if number else None),
        subject=_clean_subject(subject, letter is not None and kind is None),
        addressees=_addressees(region[addressed.end() :]) if addressed else (),
        signing_mark=mark,
        signer_role=role,
        recipients=recipients,
    )


def _type_line(region: str) -> tuple[int, int, str] | None:
    """(start, end, type) of the line that holds the name of the type in capitals ("TỜ TRÌNH")."""
    for match in re.finditer(r"(?:^|\n)[^\w\n]*(?P<line>[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ ]{3,40}?)[^\w\n]*(?=\n|$)", region):
        name = " ".join(match["line"].split())
        for kind in doc_types():
            if name == kind.name.upper() and kind.name != "văn bản":
                return match.start("line"), match.end(), kind.name
    return None


def _place(upper: str) -> str | None:
    """The name of the place before ", ngày ... tháng", from its own cell."""
    dated = _DATED.search(upper)
    if not dated:
        return None
    cell = _LOWER_SPLIT.split(upper[: dated.start()].splitlines()[-1] if dated.start() else "")[-1].strip()
    words = cell.split()
    while words and (not words[0][0].isupper() or "/" in words[0]):
        words = words[1:]
    return " ".join(words[-6:]) or None


def _date_start(upper: str) -> int:
    match = re.search(r"[Nn]gày[\s.…\d]*tháng", upper)
    return match.start() if match else 0


def _cells(region: str) -> list[str]:
    return [
        cell for line in region.splitlines() for part in _LOWER_SPLIT.split(line) if (cell := " ".join(part.split()))
    ]


def _bodies(upper: str, number: int) -> tuple[str | None, str | None]:
    """(parent, issuer): runs of cells in capitals, each begun by the name of a kind of body."""
    bodies: list[str] = []
    for cell in _cells(upper):
        bare = skeleton(cell)
        letters = [char for char in cell if char.isalpha()]
        if _MOTTO.search(bare):
            cell = re.split(r"CỘNG\s+H|CONG\s+H|Độc\s+[Ll]ập|ĐỘC LẬP", cell)[0].strip()
            letters = [char for char in cell if char.isalpha()]
        if not letters or _DRAFT.match(cell) or sum(char.isupper() for char in letters) < 0.8 * len(letters):
            continue
        if re.match(r"(?:Số|SỐ|DỰ THẢO)(?![\wÀ-ỹ])|[/.:_]", cell) or re.search(r"\d/", cell):
            continue
        if _ORGAN_START.match(cell) or not bodies:
            bodies.append(cell)
        else:
            bodies[-1] += " " + cell
    if not bodies:
        return None, None
    if len(bodies) == 1:
        return None, bodies[0]
    return " ".join(bodies[:-1]) if len(bodies) > 2 and len(bodies[0].split()) < 3 else bodies[-2], bodies[-1]


def _clean_subject(raw: str, letter: bool) -> str | None:
    lines: list[str] = []
    for line in raw.splitlines():
        line = " ".join(line.replace("|", " ").split()).strip("*_-­– ")
        if not line:
            if lines and letter:
                break
            continue
        if letter and (_DATED.search(line) or _MOTTO.search(skeleton(line)) or line.isupper()):
            break
        lines.append(line)
    subject = " ".join(lines).strip(" .-_")
    return subject or None


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
    return tuple(name.strip(" ;.,:") for name in names if name.strip(" ;.,:"))


def _subject_end(text: str, start: int) -> int:
    match = re.search(r"\n\s*\n|\n(?=\s*(?:Căn\s+cứ|Kính|Điều\s+1|Thực\s+hiện))", text[start + 1 : start + 1200])
    return start + 1 + match.end() if match else start
