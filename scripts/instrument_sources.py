"""Read the raw lists of ``../shared`` for ``build_instruments.py``: what each source says of each instrument.

Here are the repairs of what a copy of a source broke (numbers cut in two, issuers run into titles), and nothing else:
no source is compared with another.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from vn_dossier_nlp.grammar.numbers import normalise, type_of_number
from vn_dossier_nlp.grammar.tables import doc_types
from vn_dossier_nlp.language.folding import fold
from vn_dossier_nlp.law.keys import agency_names, issuer_of_number, number_year, title_key

FIELDS = ("issued", "effective", "expired", "replaced_by")

# Code of a list, kind, up to when what it lists is taken to be in force, certainty, what it is.
LISTS = {
    "pd": (
        "codification",
        "2024-12-31",
        "high",
        "Pháp điển (phapdien.moj.gov.vn), registry/codified_instruments.csv. A copy of topics of different ages: of "
        "117 instruments that the portal has as expired before 2025 it still holds 2, of 58 of 2025 it holds 28",
    ),
    "p2": ("codification", "2024-12-31", "medium", "Pháp điển, second copy, registry/codified_instruments.csv"),
    "pt": (
        "portal",
        "2025-12-31",
        "medium",
        "Legal portal, registry/portal_dates.csv: notes on articles. An empty expiry of an instrument of 2015 or later "
        "is read as in force; older ones are often merely not followed up",
    ),
    "sp": ("domain", "2026-07-01", "medium", "spec/instruments.csv: laws, and what took effect since July 2025"),
    "sd": (
        "domain",
        "2025-12-31",
        "medium",
        "spec/instruments.csv: older decrees, circulars, decisions; their replacements of 2026 are not followed there",
    ),
    "am": ("codification", None, "high", "Notes of the codification, registry/amendments.csv: amended on that day"),
    "dm": ("domain", "2026-07-01", "medium", "spec/DOMAIN.md, sections 5 and 7"),
    "rs": ("rule", None, "medium", "Rule: replaced by a named instrument, on the first day of which it expires"),
    "rn": (
        "rule",
        None,
        "medium",
        "Rule: a later law, code, ordinance or decree of the same name replaces the earlier",
    ),
    "ra": ("rule", None, "medium", "Rule: an amending instrument falls with all that it amends"),
    "rp": ("rule", None, "low", "Rule: what an instrument details or guides has expired; it may have been kept"),
}

Mark = tuple[str, str, str]  # value, source code, certainty


@dataclass
class Seen:
    """What one row of one source says."""

    number: str
    type: str
    title: str
    issuer: str
    says: dict[str, Mark] = field(default_factory=dict)
    listed: str = ""
    by_title: bool = False  # named by title and year alone: its date may be that of a part


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


class Texts:
    """Long texts of sources and the short codes that stand for them."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}

    def code(self, text: str) -> str:
        """A stable code of six hexadecimal digits, "gk" for general knowledge."""
        text = " ".join(text.split())
        if text == "general knowledge":
            return "gk"
        short = "s" + hashlib.sha256(text.encode()).hexdigest()[:6]
        if self.codes.setdefault(short, text) != text:
            raise SystemExit(f"two sources have the code {short}: lengthen the codes")
        return short


# Numbers ------------------------------------------------------------------------------------------------------------

_EDGE = re.compile(r"^['\"“]+|['\"”.;)\s]+$")
_CUT_HEAD = re.compile(r"(?P<rest>(?:/\d{4})?/\S+|-\s?[A-ZĐ]+/[A-ZĐ]+)\s+(?P<title>.+)", re.DOTALL)
_CUT_TAIL = re.compile(r"(?P<rest>(?:[A-ZĐƯ&]{2,}-\s?)*[A-ZĐƯ&]+[a-z]?)\s+(?P<title>.+)", re.DOTALL)
_WHOLE = re.compile(r"\d[\w.]*(?:/\d{4})?[/\-].*[A-ZĐƯ][\w()]*$")


def tidy(number: str) -> str:
    """A number without what stuck to it, in normal form: "'56/2020/TT-BCT" -> "56/2020/TT-BCT"."""
    number = fold(_EDGE.sub("", number.strip())).text.replace("_", "-").replace("QD-", "QĐ-")
    return normalise(number)


def whole(number: str) -> bool:
    """Whether a number is complete: "34" and "12/2015/" are not."""
    return bool(_WHOLE.fullmatch(number))


def mended(number: str, title: str) -> tuple[str, str]:
    """A number and a title of the codification whose border was drawn at a blank inside the number."""
    if number in ("TT", "Không") or not any(char.isdigit() for char in number):
        head, _, rest = title.partition(" ")
        return (head, rest) if whole(tidy(head)) else ("", title)
    if number.endswith(("-", "/")) and (cut := _CUT_TAIL.match(title)):
        return number + cut["rest"].replace(" ", ""), cut["title"]
    if re.fullmatch(r"\d+(?:/\d{4})?", number):
        if cut := _CUT_HEAD.match(title):
            return number + cut["rest"].replace(" ", ""), cut["title"]
        if cut := re.match(r"([A-ZĐ]+/[A-ZĐ]+)\s+(.+)", title, re.DOTALL):
            return f"{number}-{cut[1]}", cut[2]
    return number, title


def symbol_of(number: str) -> str:
    """What follows number and year: "85/2017/NĐ-CP" -> "NĐ-CP"."""
    return re.sub(r"^\d+[a-z]?(?:/\d{4})?/", "", number)


def proper_symbols(numbers: list[str]) -> dict[str, str]:
    """The usual spelling of each symbol by its spelling in small letters."""
    counts = Counter(symbol_of(number) for number in numbers)
    usual: dict[str, str] = {}
    for symbol, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        usual.setdefault(symbol.lower(), symbol)
    return usual


def respelled(number: str, usual: dict[str, str]) -> str:
    """A number with the usual spelling of its symbol: "136/2018/tt-btc" -> "136/2018/TT-BTC"."""
    symbol = symbol_of(number)
    return number[: len(number) - len(symbol)] + usual.get(symbol.lower(), symbol) if symbol != number else number


# Titles and issuers -------------------------------------------------------------------------------------------------

_RUN_ON = re.compile(r"(?P<head>.*)\s+ngày\s+\d{1,2}/\d{1,2}/\d{4}\s+của\s+(?P<issuer>.+)", re.DOTALL)
_TYPE_AGAIN = re.compile(
    r"(?:thông tư(?: liên tịch)?|nghị định|quyết định|nghị quyết)\s+(?=quy định|hướng dẫn|sửa đổi|ban hành|về )", re.I
)
_LAW_TYPES = {"luật": "Luật", "bộ luật": "Bộ luật", "pháp lệnh": "Pháp lệnh"}


@lru_cache(maxsize=1)
def _issuer_spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of names of bodies whatever their capitals, with the usual spelling; longer names first."""
    names = {name for full in agency_names().values() for name in full}
    table = {re.escape(name): name for name in names}
    table["Bộ Văn hóa - Thể thao và Du lịch"] = "Bộ Văn hóa, Thể thao và Du lịch"
    table["Ngân hàng Nhà nước(?! Việt Nam)"] = "Ngân hàng Nhà nước Việt Nam"
    table["Thủ tướng(?! Chính phủ)"] = "Thủ tướng Chính phủ"
    ordered = sorted(table.items(), key=lambda pair: (-len(pair[0]), pair[0]))
    return tuple((re.compile(rf"(?<!\w){pattern}(?!\w)", re.I), name) for pattern, name in ordered)


def clean_issuer(issuer: str, number: str) -> tuple[str, str]:
    """(issuer, what of the title ran into it). The symbol tells the Standing Committee from the Assembly."""
    issuer = " ".join(fold(issuer).text.split()).rstrip(" .")
    head = ""
    if run_on := _RUN_ON.fullmatch(issuer):
        head, issuer = run_on["head"], run_on["issuer"]
    elif " quy định " in issuer.lower():
        head, issuer = issuer, issuer_of_number(number)
    for pattern, name in _issuer_spellings():
        issuer = pattern.sub(name, issuer)
    if "UBTVQH" in symbol_of(number) and issuer == "Quốc hội":
        issuer = "Ủy ban Thường vụ Quốc hội"
    return issuer[:1].upper() + issuer[1:], head


def clean_title(title: str, kind: str, more: str = "") -> str:
    """One line, no type word before "quy định ...", the type word before the name of a law."""
    title = " ".join(fold(f"{title} của {more}" if more else title).text.split()).strip(' .;"“”')
    title = re.sub(r"^(?:\(\d\)|số)\s+", "", title)
    if title.isupper():
        title = title.lower()
    if kind in _LAW_TYPES:
        title = re.sub(r"^(?:bộ luật|luật|pháp lệnh)\s+", "", title, flags=re.I)
        title = title[:1].lower() + title[1:] if title.lower().startswith("sửa đổi") else title[:1].upper() + title[1:]
        return f"{_LAW_TYPES[kind]} {title}"
    title = _TYPE_AGAIN.sub("", title, count=1)
    return title[:1].upper() + title[1:]


# The codification ---------------------------------------------------------------------------------------------------


def codification(folder: Path) -> Iterator[Seen]:
    """The instruments of the official codification with the days of issue and effect."""
    table = []
    for row in rows(folder / "codified_instruments.csv"):
        number, title = mended(row["number"], row["title"])
        table.append((tidy(number), title, row))
    usual = proper_symbols([number for number, _, _ in table])
    for number, title, row in table:
        number = respelled(number, usual)
        if not whole(number):
            print(f"codification: left out, no whole number: {row['number']!r} {row['title'][:60]!r}")
            continue
        code = "p2" if "second" in row["source"] else "pd"
        issuer, more = clean_issuer(row["issuer"], number)
        kind = row["type"].lower()
        says = {name: (row[name], code, LISTS[code][2]) for name in ("issued", "effective") if row[name]}
        yield Seen(number, kind, clean_title(title, kind, more), issuer, says, listed=code)


# The domain specification -------------------------------------------------------------------------------------------

_PLACE = re.compile(r"\s*\((?P<place>[^)]*)\)$")
_LABELS = (
    (re.compile(r"\(issue date[^)]*\)|\(passed [^)]*\)|^issue date:"), ("issued",)),
    (re.compile(r"^effective:|for effective "), ("effective",)),
    (re.compile(r"^expiry/replacement:|^expiry:|^replacement:|successor"), ("expired", "replaced_by")),
)


def attributed(text: str, texts: Texts) -> dict[str, str]:
    """Which source each field of a row of ``spec/instruments.csv`` has: its segments carry labels."""
    plain, rest, found = [], "", {}
    for segment in (part.strip() for part in text.split(";")):
        if segment.startswith("rest:"):
            rest = segment.removeprefix("rest:").strip()
            continue
        fields = next((fields for label, fields in _LABELS if label.search(segment)), None)
        if fields is None:
            plain.append(segment)
            continue
        name = re.sub(r"^[a-z/ ]+:\s*", "", segment)
        found |= {one: texts.code("general knowledge" if "general knowledge" in name else name) for one in fields}
    other = texts.code(rest or "; ".join(plain) or text)
    return {name: found.get(name, other) for name in FIELDS}


def domain(shared: Path, texts: Texts) -> Iterator[Seen]:
    """The instruments of ``spec/instruments.csv``. An empty cell there means "not known"."""
    for row in rows(shared / "spec" / "instruments.csv"):
        place = _PLACE.search(row["number"])
        number = tidy(_PLACE.sub("", row["number"]))
        kind = row["type"].lower()
        by = attributed(row["source"], texts)
        says = {name: (row[name], by[name], "medium" if by[name] == "gk" else "high") for name in FIELDS if row[name]}
        issuer, _ = clean_issuer(row["issuer"], number)
        local = place is not None or "UBND" in number
        late = max(row["issued"], row["effective"]) >= "2025-07-01"
        listed = "" if local else "sp" if kind in _LAW_TYPES or late else "sd"
        title = row["title"] if "…" not in row["title"] else ""
        yield Seen(number, kind, clean_title(title, kind) if title else "", issuer, says, listed=listed)


def domain_statements(shared: Path) -> tuple[set[str], set[str]]:
    """(partly repealed, in force in mid 2026): "45/2018/QĐ"-like stems that ``spec/DOMAIN.md`` states in words."""
    text = (shared / "spec" / "DOMAIN.md").read_text(encoding="utf-8")
    partly = re.search(r"partial repeal exists \(([^)]*)\)", text)
    kept = re.findall(r"whether (NĐ \d+/\d{4}) has been replaced since mid-2026 \(no sign found", text)
    return _stems(partly[1] if partly else ""), _stems(", ".join(kept))


def _stems(text: str) -> set[str]:
    return {f"{number}/{short}" for short, number in re.findall(r"(NĐ|QĐ|TT) (\d+/\d{4})", text)}


# The portal ---------------------------------------------------------------------------------------------------------

_NUMBER_AT_END = re.compile(r"(\d+[\w.\-]*/[\w&/\-]+)[^\d/]*$")
_OLD_NUMBER = re.compile(r"(?:Nghị định)\s+(\d+-CP)\s+năm\s+(\d{4})$")
_TITLED = re.compile(r"(?P<title>(?:Bộ luật|Luật|Pháp lệnh)\s+.+?)\s+(?P<year>\d{4})$")


def portal(folder: Path) -> Iterator[Seen]:
    """Days of effect and of expiry from a portal's notes; rows without a number are by title and year."""
    names = sorted((kind.name for kind in doc_types()), key=len, reverse=True)
    for row in rows(folder / "portal_dates.csv"):
        name = fold(row["instrument"]).text.strip(" .")
        says = {one: (row[one], "pt", "medium") for one in ("effective", "expired") if row[one]}
        if titled := _TITLED.fullmatch(name):
            if "/" not in name:
                yield Seen(titled["year"], "", titled["title"], "", says, by_title=True)
            continue
        if old := _OLD_NUMBER.search(name):
            yield Seen(old[1], "nghị định", "", "Chính phủ", says | {"issued": (old[2], "pt", "low")})
            continue
        last = _NUMBER_AT_END.search(re.sub(r"\s+(?:năm \d{4}|có hiệu lực .*)$", "", name))
        if not last:
            print(f"portal: left out, no number: {row['instrument']!r}")
            continue
        number = tidy(last[1])
        number = re.sub(r"^(\d)/(\d{4}/)", r"0\1/\2", number)
        before = name[: name.rindex(last[1])].lower().rstrip()
        word = next((kind for kind in names if before.removesuffix(" số").endswith(kind)), "")
        told = type_of_number(number)
        kind = told if not word or (number_year(number) and told not in ("công văn", "luật")) else word
        alive = not row["expired"] and row["effective"] >= "2015-01-01" and number_year(number) is not None
        yield Seen(number, kind, "", issuer_of_number(number), says, listed="pt" if alive else "")


def title_years(found: list[Seen]) -> dict[tuple[str, str], set[str]]:
    """(name of a law, year of issue) -> the days of effect that the portal's rows by title give."""
    days: dict[tuple[str, str], set[str]] = {}
    for seen in found:
        if seen.by_title and "sửa đổi" not in seen.title.lower() and "effective" in seen.says:
            days.setdefault((title_key(seen.title), seen.number), set()).add(seen.says["effective"][0])
    return days
