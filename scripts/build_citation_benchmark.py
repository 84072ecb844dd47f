"""Build corpora/citations/passages.jsonl from the marked source texts, checking every mark.

usage: build_citation_benchmark.py [--review | --counts | --export FOLDER [--split dev|test]]

The source (corpora/citations/source/*.txt) is text with marks in it, written by hand; README.md beside it describes the
form. Without an option passages.jsonl is written. ``--review`` prints what looks like a citation but is not marked,
``--counts`` the tables of the datasheet, ``--export`` writes NNN.txt with NNN.json as ``bench/score_citations.py`` of
the shared folder reads them. Nothing here uses the project's own extractor.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "corpora" / "citations"
TARGET = FOLDER / "passages.jsonl"

Passage = dict[str, Any]

REGISTERS = {
    "submission": "Tờ trình, reports that ask",
    "decision": "decisions with their grounds",
    "minutes": "minutes, records of meetings",
    "plan": "plans, programmes, schemes",
    "inspection": "inspection and audit conclusions, complaints",
    "news": "portal news, broadcasts",
    "report": "reports",
    "letter-text": "official letters, telegrams, invitations",
    "notice": "notices, answers to citizens",
    "normative-text": "articles of a normative text, regulations, circulars",
    "appraisal": "appraisal and opinion on drafts",
    "table": "rows with bars or tabs",
    "heading": "headings, captions, annex titles",
}
FORMS = {
    "list": "a list of instruments of one type",
    "chain": "amended by, replaced by, together with",
    "short-number": "number without the rest: Nghị định 126",
    "called-short": "sau đây gọi tắt là",
    "blank": "blank number or date",
    "date-apart": "the date stands beside the mention, not in it",
    "issuer-between": "the issuer stands between type and number",
    "role-basis": "ground: căn cứ",
    "role-authority": "ground of the power to decide",
    "role-assign": "the instrument that gave the task",
    "role-amending": "amends another",
    "role-amended": "is amended",
    "role-replaced": "is replaced or abolished",
    "role-quoted": "its words are quoted",
    "role-history": "told as history",
}
TRAPS = {
    "trap-money": "prices, sums, percentages",
    "trap-date": "dates, years, times",
    "trap-contact": "phone, e-mail, URL",
    "trap-code": "codes of goods, files, plates, plots, program code",
    "trap-own": "own number in the head, Lưu: VT, own headings and numbering",
    "trap-measure": "fractions, units, scores, ranks",
    "trap-name": "agencies, programmes, slogans, words like luật, điều, khoản in other senses",
    "trap-english": "English",
}
NOISES = {
    "space-extra": "extra spaces or tabs inside",
    "space-missing": "spaces lost",
    "hyphen-lost": "hyphen of the symbol lost",
    "nfd": "the whole passage in decomposed Unicode",
    "footnote": "digit of a footnote glued on",
    "ocr": "confusions of character recognition",
    "typo": "human typing errors, kept",
    "case": "odd capitals",
    "abbreviation": "abbreviated type or title: NĐ, Luật PCTN",
    "cut": "cut off at the end",
}
MANUAL = REGISTERS | FORMS | TRAPS | NOISES
LAW_TYPES = {"hiến pháp", "bộ luật", "luật", "pháp lệnh"}
TYPES = LAW_TYPES | {
    *("nghị quyết", "nghị quyết liên tịch", "nghị định", "thông tư", "thông tư liên tịch", "quyết định", "chỉ thị"),
    *("văn bản hợp nhất", "công văn", "tờ trình", "báo cáo", "kế hoạch", "thông báo", "kết luận", "hướng dẫn"),
    *("công điện", "giấy phép", "biên bản", "phiếu trình", "phiếu chuyển", "quy định", "quy chế", "chương trình"),
    *("đề án", "phương án", "giấy mời", "văn bản", "bản án", "lệnh", "sắc lệnh", "điều lệ", "phiếu gửi", "quy ước"),
}
DERIVED_TYPE = {
    "hiến pháp": "constitution",
    "bộ luật": "code",
    "luật": "law",
    "pháp lệnh": "ordinance",
    "nghị quyết": "resolution",
    "nghị định": "decree",
    "thông tư": "circular",
    "thông tư liên tịch": "joint-circular",
    "quyết định": "decision-cited",
    "chỉ thị": "directive",
    "văn bản hợp nhất": "consolidated",
    "công văn": "letter",
    "tờ trình": "submission-cited",
    "báo cáo": "report-cited",
    "kế hoạch": "plan-cited",
    "thông báo": "notice-cited",
    "kết luận": "conclusion",
}
ABBREVIATED = {
    "NĐ": "nghị định",
    "NQ": "nghị quyết",
    "TT": "thông tư",
    "QĐ": "quyết định",
    "CT": "chỉ thị",
    "CV": "công văn",
}
SYMBOL_TYPES = {
    "NĐ": {"nghị định"},
    "NQ": {"nghị quyết"},
    "TT": {"thông tư"},
    "TTLT": {"thông tư liên tịch"},
    "NQLT": {"nghị quyết liên tịch"},
    "QĐ": {"quyết định", "quy định", "văn bản"},
    "CT": {"chỉ thị"},
    "CĐ": {"công điện"},
    "KL": {"kết luận"},
    "TB": {"thông báo"},
    "KH": {"kế hoạch"},
    "BC": {"báo cáo", "công văn"},
    "TTr": {"tờ trình", "kết luận"},
    "VBHN": {"văn bản hợp nhất"},
    "HD": {"hướng dẫn"},
    "BB": {"biên bản"},
    "ĐA": {"đề án"},
    "PA": {"phương án"},
    "CTr": {"chương trình"},
    "CV": {"công văn"},
    "GM": {"giấy mời"},
    "GP": {"giấy phép"},
}

DERIVED = {
    **{tag: f"cites a {kind}" for kind, tag in DERIVED_TYPE.items()},
    "other-type": "cites any other type",
    "law-by-name": "law, code, ordinance or Constitution by its name alone",
    "law-by-year": "by name and year",
    "law-by-date": "by name and date",
    "law-by-number": "by name and number",
    "law-number-only": "Luật số ...",
    "law-nested": "title that names another law",
    "normative": "number with a year",
    "local-normative": "number with a year, of a province or commune",
    "administrative": "number without a year",
    "party": "number of the Party: 18-NQ/TW",
    "thematic": "66.22/2026/NQ-CP",
    "pre-1997": "64-CP, 327/CT, 388/HĐBT, 23-L/CTN",
    "ampersand": "& in the symbol",
    "no-citation": "no citation at all",
}
DERIVED_PINS = {
    "pin-point": "điểm",
    "pin-clause": "khoản",
    "pin-article": "Điều",
    "pin-section": "Mục, Tiểu mục",
    "pin-chapter": "Chương",
    "pin-part": "Phần",
    "pin-annex": "Phụ lục",
    "pin-form": "Mẫu số",
    "pin-letter-đ": "điểm đ",
    "pin-inserted": "Điều 51a, khoản 2a",
    "pin-list": "more than one pin in one mention",
    "pin-range": "Điều 5 đến Điều 9",
    "pin-distributed": "a unit written once for several pins",
    "self-this": "Luật này, khoản 2 Điều 5 Quy chế này",
    "self-above": "Nghị định nêu trên, Quyết định trên, dự thảo",
    "self-article": "own article with no document named: Điều này, Điều 5",
}
DERIVED_NOISE = {"line-break": "line break inside a mention", "eth": "Ð (U+00D0) for Đ"}
GROUPS = {
    "register": REGISTERS,
    "document cited": DERIVED,
    "pins and own references": DERIVED_PINS,
    "form and role": FORMS,
    "noise": NOISES | DERIVED_NOISE,
    "trap": TRAPS,
}

_HEADER = re.compile(r"### (\w+) \|([^|]*)\|([^|]*)$")
_MARK = re.compile(r"\[\[(.*?)\|\|(.*?)\]\]", re.DOTALL)
_LETTER = r"(?:[a-eghiklm-vxyđ]|\d+(?:\.\d+)*)"
_UNITS = (
    rf"điểm {_LETTER}",
    r"khoản \d+[a-zđ]?",
    r"(?:Điều \d+[a-zđ]?|Điều này|khoản này|Mục này|Chương này|Phần này|Danh mục này)",
    r"Tiểu mục (?:\d+|[IVX]+)",
    r"Mục (?:\d+[a-z]?|[IVX]+|[A-E])",
    r"Chương (?:\d+|[IVX]+)",
    r"Phần (?:\d+|[IVX]+|[A-E]|thứ \w+)",
    r"(?:Mẫu số \d+(?:\.\d+)?[a-z]?(?:/[A-ZĐ-]+)?|Biểu số \d+|số thứ tự \d+)",
    r"Phụ lục(?: (?:\d+[a-z]?|[IVX]+[a-z]?|[A-E]|này))?",
)
_PIN = re.compile(" ?".join(f"(?:(?:{unit}-)?{unit}(?= |$))?" for unit in _UNITS))
_OPENING = re.compile(
    r"(?:tiết|điểm|khoản|điều(?! lệ)|tiểu mục|mục|chương(?! trình)|phần|phụ lục|mẫu|biểu|số thứ tự)(?![^\W\d])",
    re.IGNORECASE,
)
_ISSUER = re.compile(r" của (?:Chính|Thủ|Bộ trưởng|Bộ [A-ZĐ]|Ủy|Uỷ|UBND|HĐND|Hội|Quốc|Sở|Tỉnh|Ban |Thường|liên)")
_DATE = re.compile(
    r"ngày\s*(\d{1,2})\s*(?:tháng\s*|[-/.])\s*(\d{1,2})\s*(?:,?\s*năm\s*|[-/.])\s*(\d{4})", re.IGNORECASE
)
_AFTER_DATE = re.compile(r"\s*,?\s*ngày\s*[\d.…]", re.IGNORECASE)
_SUSPECTS = re.compile(
    r"\d+[a-z]?\s*[/-]\s*(?:\d{4}\s*/\s*)?[A-ZĐÐ]{2,}[\w&.-]*"
    r"|\b(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị|Kế hoạch|Công văn"
    r"|Kết luận|Thông báo|Tờ trình|Báo cáo|Quy chế|Quy định)\s+(?:này|số|trên|nêu|\d|[A-ZĐ]\w+)"
    r"|\b(?:Điều|điều|khoản|Khoản|điểm|Mục|mục|Chương|chương|Phụ lục|phụ lục|Mẫu số|mẫu số)\s+(?:\d|này|[IVX]+\b)"
    r"|\b(?:luật|nghị định|nghị quyết|thông tư|quyết định|quy chế|kế hoạch|công văn|tờ trình)\s+(?:này|số|trên|nêu|\d)"
)


class SourceError(ValueError):
    """Something in the source that cannot be right."""


def load() -> list[Passage]:
    """Every passage of the source with its marks taken out and checked, in order of id."""
    passages: dict[str, Passage] = {}
    for path in sorted((FOLDER / "source").glob("*.txt")):
        for passage in _read(path.read_text(encoding="utf-8"), path.name):
            if passage["id"] in passages:
                raise SourceError(f"{path.name}: id {passage['id']} stands twice")
            passages[passage["id"]] = passage
    return [passages[name] for name in sorted(passages)]


def _read(text: str, file: str) -> Iterator[Passage]:
    head: tuple[str, list[str]] | None = None
    body: list[str] = []
    for line in [*text.splitlines(), "### end | | "]:
        if not line.startswith("### "):
            body.append(line)
            continue
        if head:
            yield _passage(*head, "\n".join(body).strip("\n"))
        elif "".join(body).strip():
            raise SourceError(f"{file}: text before the first header")
        found = _HEADER.match(line)
        if not found:
            raise SourceError(f"{file}: header {line!r}")
        head, body = (found[1], found[2].split() + found[3].split()), []


def _passage(name: str, tags: list[str], marked: str) -> Passage:
    form = "NFD" if "nfd" in tags else "NFC"
    marked = marked.replace("⍽", "\u00a0").replace("⇥", "\t")
    if marked != unicodedata.normalize("NFC", marked):
        raise SourceError(f"{name}: the source is not NFC")
    pieces: list[str] = []
    citations: list[dict[str, Any]] = []
    last = length = 0
    for mark in _MARK.finditer(marked):
        for piece in (marked[last : mark.start()], mark[1]):
            pieces.append(unicodedata.normalize(form, piece))
            length += len(pieces[-1])
        citations.append(_citation(name, mark[2], pieces[-1], length - len(pieces[-1])))
        last = mark.end()
    pieces.append(unicodedata.normalize(form, marked[last:]))
    text = "".join(pieces)
    if "[[" in text or "]]" in text or "||" in text:
        raise SourceError(f"{name}: a mark is not closed")
    passage = {"id": name, "split": _split(name), "tags": tags, "text": text, "citations": citations}
    _check(passage)
    passage["tags"] = sorted({*tags, *_derived(passage)})
    return passage


def _citation(name: str, attributes: str, text: str, start: int) -> dict[str, Any]:
    given = dict(part.split("=", 1) for part in attributes.split("|") if part)
    if set(given) - {"type", "number", "title", "date", "pins", "self"}:
        raise SourceError(f"{name}: attributes {attributes!r}")
    return {
        "start": start,
        "end": start + len(text),
        "text": text,
        "type": given.get("type"),
        "number": given.get("number"),
        "title": given.get("title"),
        "date": given.get("date"),
        "pins": [pin for pin in given.get("pins", "").split(";") if pin],
        "self": given.get("self", "0") == "1",
    }


def _split(name: str) -> str:
    """The passages of the last two files were written to measure on; all others have been looked at."""
    return "test" if name[0] in "kl" else "dev"


def _check(passage: Passage) -> None:
    name, text, tags = passage["id"], passage["text"], set(passage["tags"])
    if unknown := tags - set(MANUAL):
        raise SourceError(f"{name}: unknown tags {sorted(unknown)}")
    if not 1 <= text.count("\n") + 1 <= 12:
        raise SourceError(f"{name}: {text.count(chr(10)) + 1} lines")
    if not tags & set(REGISTERS) and passage["citations"]:
        raise SourceError(f"{name}: no register")
    if bool(tags & set(TRAPS)) == bool(passage["citations"]):
        raise SourceError(f"{name}: traps belong to passages without citations, and to each of them")
    last = 0
    for citation in passage["citations"]:
        where = f"{name}: {citation['text']!r}"
        if text[citation["start"] : citation["end"]] != citation["text"] or citation["start"] < last:
            raise SourceError(f"{where}: offsets")
        last = citation["end"]
        for problem in _problems(citation, text, tags):
            raise SourceError(f"{where}: {problem}")


def _problems(citation: dict[str, Any], text: str, tags: set[str]) -> Iterator[str]:
    words, kind = unicodedata.normalize("NFC", citation["text"]), citation["type"]
    ocr = bool({"ocr", "typo"} & tags)
    if words != words.strip() or re.search(r"[,;:.(“\"]$", words) or re.match(r"[,;:)”\"]", words):
        yield "blank or punctuation at an end"
    if kind is not None and kind not in TYPES:
        yield f"unknown type {kind!r}"
    if kind is None and not citation["self"]:
        yield "no type"
    if citation["self"] and (citation["number"] or citation["title"]):
        yield "self with number or title"
    if not citation["self"] and not (citation["number"] or citation["title"]):
        yield "neither number nor title nor self"
    if citation["self"] and kind is None and not citation["pins"]:
        yield "empty"
    if citation["title"] and kind not in LAW_TYPES:
        yield "title of something that is no law"
    for value in (citation["number"], citation["title"], *citation["pins"]):
        if value and (value != unicodedata.normalize("NFC", " ".join(value.split())) or "Ð" in value):
            yield f"{value!r} is not normalised"
    for pin in citation["pins"]:
        if not _PIN.fullmatch(pin):
            yield f"pin {pin!r} is not canonical"
    if len(set(citation["pins"])) < len(citation["pins"]):
        yield "a pin twice"
    yield from _opening(citation, words, ocr)
    yield from _number(citation, words, tags)
    yield from _dates(citation, words, text, tags)
    if citation["title"] and not ocr and _folded(citation["title"]) not in _folded(words):
        yield "the title is not in the text"
    if _ISSUER.search(words) and not {"issuer-between"} & tags and "kèm theo" not in words and not citation["title"]:
        yield "issuer in the text"
    following = unicodedata.normalize("NFC", text[citation["end"] : citation["end"] + 3])
    if following[:1].isalnum() and not {"footnote", "space-missing"} & tags:
        yield "ends inside a word"


def _opening(citation: dict[str, Any], words: str, ocr: bool) -> Iterator[str]:
    if ocr:
        return
    pinned = bool(_OPENING.match(words))
    if bool(citation["pins"]) and not pinned and not words.lower().startswith("danh mục"):
        yield "pins, but no pin opens the text"
    if pinned and not citation["pins"]:
        yield "a pin opens the text, but no pins"
    if pinned or re.match(r"[\d.…]", words) or citation["type"] is None:
        return
    head = ABBREVIATED.get(words.split()[0].split(".")[0], "")
    if not _folded(words).startswith(_folded(citation["type"])) and head != citation["type"]:
        yield "does not open with its type"


def _number(citation: dict[str, Any], words: str, tags: set[str]) -> Iterator[str]:
    number = citation["number"]
    if not number:
        return
    if re.search(r"\s", number):
        yield "blank in the number"
    plain = re.sub(r"[\s.…]", "", words.replace("Ð", "Đ"))
    wanted = re.sub(r"[.…]", "", number)
    hyphens_lost = "hyphen-lost" in tags and wanted.replace("-", "") in plain.replace("-", "")
    if wanted not in plain and not {"ocr", "list"} & tags and not hyphens_lost:
        yield f"number {number!r} is not in the text"
    symbol = re.search(r"[/-]([A-ZĐ]+r?)(?=[-/]|$)", re.sub(r"^\d*[./]?\d*(?=/)|/\d{4,5}(?=/)", "", number))
    fitting = SYMBOL_TYPES.get(symbol[1], {citation["type"]}) if symbol else {citation["type"]}
    if citation["type"] not in fitting and not (number.endswith(("/CT", "/TB")) or "typo" in tags):
        yield f"type {citation['type']!r} with number {number!r}"


def _dates(citation: dict[str, Any], words: str, text: str, tags: set[str]) -> Iterator[str]:
    date = citation["date"]
    if date and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date):
        yield f"date {date!r}"
    found = _DATE.search(words)
    if found and not {"typo"} & tags:
        iso = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
        if iso != date:
            yield f"date {date!r}, text {iso!r}"
    if date and not found and date[:4] not in words and not {"date-apart", "ocr", "blank", "space-extra"} & tags:
        yield f"date {date!r} is not in the text"
    following = unicodedata.normalize("NFC", text[citation["end"] : citation["end"] + 12])
    if not citation["self"] and not found and _AFTER_DATE.match(following):
        yield "a date follows that is left out"


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("Ð", "Đ").casefold().split())


def _derived(passage: Passage) -> Iterator[str]:
    if not passage["citations"]:
        yield "no-citation"
    if "Ð" in passage["text"]:
        yield "eth"
    for citation in passage["citations"]:
        if "\n" in citation["text"]:
            yield "line-break"
        yield from _kinds(citation)
        yield from _pin_tags(citation)
        if citation["self"]:
            named = unicodedata.normalize("NFC", citation["text"]).rstrip()
            yield "self-article" if citation["type"] is None else "self-this" if named.endswith("này") else "self-above"


def _kinds(citation: dict[str, Any]) -> Iterator[str]:
    kind, number, title, date = (citation[key] for key in ("type", "number", "title", "date"))
    if kind and not citation["self"]:
        yield DERIVED_TYPE.get(kind, "other-type")
    if title:
        style = "number" if number else "name" if not date else "year" if len(date) == 4 else "date"
        yield f"law-by-{style}"
        if re.search(r"(?i)sửa đổi.*(?:luật|pháp lệnh)|sửa đôi.*luật", title):
            yield "law-nested"
    elif number and kind == "luật":
        yield "law-number-only"
    if not number:
        return
    if "&" in number:
        yield "ampersand"
    if re.match(r"\d+\.\d+/", number):
        yield "thematic"
    if re.match(r"\d+-[A-ZĐa-z]+/(?!CTN|HĐNN|L-)", number):
        yield "party"
    elif re.search(r"[-/](?:CP|HĐBT|TTg|CT|L|LCT|SL)(?:/|$)", number) and not re.search(r"/\d{4}/|/[A-ZĐ]+-", number):
        yield "pre-1997"
    elif re.search(r"/\d{4}/(?:QĐ|NQ|CT)-(?:UB|HĐND)", number):
        yield "local-normative"
    elif re.search(r"/\d{4,5}/", number):
        yield "normative"
    elif "/" in number and not number.startswith("/"):
        yield "administrative"


def _pin_tags(citation: dict[str, Any]) -> Iterator[str]:
    pins = citation["pins"]
    names = {
        "điểm ": "pin-point",
        "khoản ": "pin-clause",
        "Điều ": "pin-article",
        "Mục ": "pin-section",
        "Chương ": "pin-chapter",
        "Phần ": "pin-part",
        "Phụ lục": "pin-annex",
        "Mẫu ": "pin-form",
    }
    for pin in pins:
        for word, tag in names.items():
            if word in pin:
                yield tag
        if "điểm đ" in pin:
            yield "pin-letter-đ"
        if re.search(r"[a-zđ\d]-[a-zđĐMC]", pin):
            yield "pin-range"
        if re.search(r"(?:Điều|khoản) \d+[a-zđ]", pin):
            yield "pin-inserted"
    if len(pins) > 1:
        yield "pin-list"
        words = unicodedata.normalize("NFC", citation["text"]).casefold()
        for unit in ("điều", "khoản"):
            if words.count(unit) < sum(unit in pin.casefold() for pin in pins):
                yield "pin-distributed"


def render(passages: list[Passage]) -> str:
    """What passages.jsonl holds."""
    return "".join(json.dumps(passage, ensure_ascii=False) + "\n" for passage in passages)


def export(passages: list[Passage], folder: Path) -> None:
    """Write the passages as pairs of files in the form that the shared scorer reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for passage in passages:
        records = []
        for citation in passage["citations"]:
            at, occurrence = -1, 0
            while at < citation["start"]:
                at = passage["text"].index(citation["text"], at + 1)
                occurrence += 1
            fields = {key: citation[key] for key in ("type", "number", "title", "date", "pins", "self")}
            records.append({"text": citation["text"], "occurrence": occurrence, **fields})
        (folder / f"{passage['id']}.txt").write_bytes(passage["text"].encode())
        record = {"id": passage["id"], "citations": records}
        (folder / f"{passage['id']}.json").write_text(
            json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8"
        )


def tag_counts(passages: list[Passage]) -> Counter[str]:
    """How many passages carry each tag."""
    return Counter(tag for passage in passages for tag in passage["tags"])


def _review(passages: list[Passage]) -> None:
    for passage in passages:
        rest = list(passage["text"])
        for citation in passage["citations"]:
            rest[citation["start"] : citation["end"]] = "\x00" * (citation["end"] - citation["start"])
        text = unicodedata.normalize("NFC", "".join(rest))
        for found in _SUSPECTS.finditer(text):
            print(
                passage["id"], repr(text[max(0, found.start() - 30) : found.end() + 30].replace("\x00", "")), sep="\t"
            )


def counts_table(passages: list[Passage]) -> str:
    """The figures that the datasheet holds, in its words."""
    citations = [citation for passage in passages for citation in passage["citations"]]
    splits = Counter(passage["split"] for passage in passages)
    none = sum(not passage["citations"] for passage in passages)
    own, pins = sum(citation["self"] for citation in citations), sum(len(citation["pins"]) for citation in citations)
    characters = sum(len(passage["text"]) for passage in passages)
    lines = [
        f"{len(passages)} passages ({splits['dev']} dev, {splits['test']} test), {none} of them without a citation; "
        f"{characters:,} characters; {len(citations)} citations, of which {own} references inside the document; "
        f"{pins} pins.",
    ]
    counts = tag_counts(passages)
    for name, rows in GROUPS.items():
        lines += ["", f"| {name} | passages | what |", "|---|---|---|"]
        lines += [f"| `{tag}` | {counts[tag]} | {what} |" for tag, what in rows.items()]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--review", action="store_true")
    parser.add_argument("--counts", action="store_true")
    parser.add_argument("--export", type=Path)
    parser.add_argument("--split", choices=("dev", "test"))
    args = parser.parse_args()
    try:
        passages = load()
    except SourceError as fault:
        sys.exit(str(fault))
    if args.review:
        _review(passages)
    elif args.counts:
        print(counts_table(passages), end="")
    elif args.export:
        export([passage for passage in passages if args.split in (None, passage["split"])], args.export)
    else:
        TARGET.write_text(render(passages), encoding="utf-8")


if __name__ == "__main__":
    main()
