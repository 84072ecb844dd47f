"""How things are named in a paper: the sender, the submission, its subject, a requirement; blanks for the rest."""

from __future__ import annotations

import re
from itertools import islice

from vn_dossier_nlp.grammar.tables import rows
from vn_dossier_nlp.language.folding import fold, key
from vn_dossier_nlp.reports.packwords import Pack
from vn_dossier_nlp.reports.papers.office import BLANK
from vn_dossier_nlp.reports.papers.quotes import LANG
from vn_dossier_nlp.reports.phrases import requirement_name
from vn_dossier_nlp.reports.sheet import document_number
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.schema import Masthead

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_COMMITTEE = re.compile(r"(?:ubnd|ủy ban nhân dân)\b")
_LEVEL = re.compile(r"(tỉnh|thành phố|thị xã|thị trấn|huyện|quận|phường|xã|đặc khu) (.+)")
_ABOUT = re.compile(r"(?:v/v:?|về việc:?)\s*", re.IGNORECASE)
_LOOKED_AT = 200  # places where the name of the sender is looked at
_SUBJECT = 300  # characters of a subject


def sender_of(head: Masthead, text: str | None) -> str:
    """The sender as a sentence has it, "Sở Du lịch"; a blank where none is stated.

    Heads print it in capitals. Where neither the text nor a table tells its small letters it stays so: which words of
    a name are names themselves cannot be guessed.
    """
    if not head.issuer:
        return BLANK
    printed = one_line(head.issuer, _SUBJECT)
    if not printed.isupper():
        return _whole(printed)
    return _whole(_in_text(printed, text or "") or _in_table(printed) or _committee(printed) or printed)


def reference(head: Masthead) -> str:
    """ "Tờ trình số 642/TTr-SDL ngày 22 tháng 6 năm 2022", with blanks for what is not stated."""
    kind = one_line(head.type or "văn bản", 60)
    number = one_line(document_number(head) or BLANK, 60)
    return f"{kind[:1].upper()}{kind[1:]} số {number} {long_date(head.date)}"


def long_date(iso: str | None) -> str:
    """ "ngày 05 tháng 3 năm 2026" as NĐ 30/2020 writes it (a nought before days under 10, months 1 and 2)."""
    found = _ISO.match(iso or "")
    year, month, day = found.groups() if found else (None, None, None)
    shown = None if month is None else month if month in ("01", "02") else str(int(month))
    return f"ngày {day or BLANK} tháng {shown or BLANK} năm {year or BLANK}"


def subject_of(head: Masthead) -> str:
    """The subject as the end of a sentence: "về việc …"."""
    subject = one_line(head.subject or "", _SUBJECT)
    if not subject:
        return f"về việc {BLANK}"
    if subject.lower().startswith("về ") and not _ABOUT.match(subject):
        return _lowered(subject)
    return f"về việc {_lowered(_ABOUT.sub('', subject, count=1))}"


def title_of(requirement: str, pack: Pack) -> str:
    """The name of a requirement, without the code that only the tool knows."""
    return requirement_name(requirement, LANG, pack).removeprefix(f"{requirement}. ")


def _lowered(text: str) -> str:
    """With a small first letter, unless the word is an abbreviation or all is in capitals."""
    first = text.partition(" ")[0]
    return text if first.isupper() and len(first) > 1 else text[:1].lower() + text[1:]


def _whole(name: str) -> str:
    """The committee by its full name, a capital at the start."""
    full = re.sub(r"^UBND\b", "Ủy ban nhân dân", name)
    return full[:1].upper() + full[1:]


def _in_text(printed: str, text: str) -> str | None:
    """The name as the body of the text writes it."""
    folded = fold(text).text
    words = key(printed).split()
    start = "(?:ubnd|ủy ban nhân dân)" if _COMMITTEE.match(key(printed)) else re.escape(words[0])
    rest = words[4 if words[0] == "ủy" else 1 :]
    pattern = re.compile(r"\s{1,4}".join([start, *map(re.escape, rest)]) + r"\b", re.IGNORECASE)
    for match in islice(pattern.finditer(folded), _LOOKED_AT):
        name = one_line(match.group())
        if not re.sub(r"^UBND ", "", name).isupper():
            return name
    return None


def _in_table(printed: str) -> str | None:
    """The name as the table of agencies writes it."""
    names = {key(row["name"]): row["name"] for row in rows("agencies.csv")}
    return names.get(key(printed))


def _committee(printed: str) -> str | None:
    """A committee: the level in small letters, the place with capitals."""
    bare = _COMMITTEE.sub("", key(printed), count=1).strip()
    found = _LEVEL.fullmatch(bare)
    if not _COMMITTEE.match(key(printed)) or found is None:
        return None
    return f"Ủy ban nhân dân {found.group(1)} {found.group(2).title()}"
