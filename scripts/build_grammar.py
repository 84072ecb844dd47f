"""Build the grammar's data files from the project's domain specification (maintainers only).

usage: build_grammar.py ../shared

Writes vn_dossier_nlp/grammar/data/{doc_types,agencies,provinces,law_titles}.csv. Facts only: names, abbreviations,
dates. Every row keeps its source. The output is committed; a user never runs this.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "vn_dossier_nlp" / "grammar" / "data"
LAW_TYPES = ("Luật", "Bộ luật", "Pháp lệnh")
MERGED_FROM = re.compile(r"(?:tỉnh|thành phố|TP)\s*")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(name: str, header: list[str], table: list[list[str]]) -> None:
    with (DATA / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(table)
    print(f"{name}: {len(table)} rows")


def clean(text: str) -> str:
    """NFC, single spaces, and the older place of the tone mark for names ("Hoà" -> "Hòa")."""
    text = unicodedata.normalize("NFC", text)
    return " ".join(re.sub(r"oà\b", "òa", re.sub(r"oá\b", "óa", text)).split())


def agencies(shared: Path) -> None:
    table = []
    for row in rows(shared / "spec" / "agencies.csv"):
        names = [row["abbreviation"], *row["variants"].split(";")]
        for part in (part for name in names for part in name.split(";")):
            if re.fullmatch(r"[A-ZĐ][\w&.]*", part):
                table.append(
                    [
                        part,
                        row["name_vi"],
                        row["level"],
                        row["status"],
                        row["valid_to"],
                        row["merged_into"],
                        row["source"],
                    ]
                )
    known = {row[0] for row in table}
    for row in rows(shared / "data" / "wordlists" / "agency_abbreviations.csv"):
        if (
            row["abbreviation"] not in known
            and int(row["seen"]) >= 5
            and re.fullmatch(r"[A-ZĐ][A-ZĐa-z&]+", row["abbreviation"])
        ):
            table.append([row["abbreviation"], "", "seen", "", "", "", "seen in real documents"])
    write(
        "agencies.csv",
        ["abbreviation", "name", "level", "status", "valid_to", "merged_into", "source"],
        table,
    )


def short_name(full: str) -> str:
    return re.sub(r"^(?:Tỉnh|Thành phố|Thành Phố)\s+", "", clean(full))


def provinces(shared: Path) -> None:
    lists = shared / "data" / "wordlists"
    after = {
        short_name(p["FullName"]): p["Code"]
        for p in json.loads((lists / "units_after_2025.json").read_text(encoding="utf-8"))
    }
    before = json.loads((lists / "units_before_2025.json").read_text(encoding="utf-8"))
    merged: dict[str, str] = {}
    for entry in json.loads((lists / "province_mergers_2025.json").read_text(encoding="utf-8")):
        if entry["malk"].startswith("diaphanhanhchinhcaptinh"):
            new = short_name(entry["ten"])
            for old in re.split(r",| và ", entry["truocsapnhap"]):
                merged[MERGED_FROM.sub("", clean(old)).replace("HCM", "Hồ Chí Minh").strip()] = new
    table = [
        [code, name, "", "2025-07-01" if name in merged.values() else "", "units_after_2025"]
        for name, code in sorted(after.items())
    ]
    for province in before:
        name = short_name(province["FullName"])
        if name not in after:
            table.append([province["Code"], name, merged.get(name, ""), "", "units_before_2025; province_mergers_2025"])
    write("provinces.csv", ["code", "name", "merged_into", "valid_from", "source"], table)


def law_title(row: dict[str, str]) -> str | None:
    """The full name of a law, code or ordinance; the registry often leaves the type word out."""
    title = re.sub(r"\s*\(.*?\)\s*$", "", clean(row["title"])).replace("Bộ Luật", "Bộ luật")
    title = re.sub(r"^số\s+[Vv]ề\s+", "", title)
    title = re.sub(r"\s+(?:năm\s+)?(?:19|20)\d\d$", "", title).rstrip(" .;")
    if not title.startswith(LAW_TYPES):
        title = f"{row['type']} {title[:1].lower() + title[1:] if title.lower().startswith('sửa đổi') else title}"
    return title if 2 <= len(title.split()) <= 60 else None


NAMED = re.compile(
    r"(?:của|hành|theo) ((?:Luật|Bộ luật|Pháp lệnh) (?!số|sửa|này)[^;()\d]+?)"
    r"(?: (?:về|đối với|trong lĩnh vực|năm|số|và Nghị|liên quan) .*| do .*)?$"
)


# Laws of before the codification, named in real documents and in the marking guide.
OLDER = (
    "Luật Luật sư",
    "Luật Đầu tư nước ngoài tại Việt Nam",
    "Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân",
    "Luật Bầu cử đại biểu Hội đồng nhân dân",
    "Luật Bảo vệ và phát triển rừng",
    "Luật Bảo vệ, chăm sóc và giáo dục trẻ em",
    "Luật Khiếu nại, tố cáo",
    "Luật Phá sản doanh nghiệp",
    "Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người",
)
CUT_SHORT = re.compile(
    r"(?:và|sửa đổi|, bổ sung) một$|Nghị định|Thông tư|luật quốc tế|Luật .*Luật |[”\"]|(?:quan trọng|bổ sung|đảo)$",
    re.IGNORECASE,
)


def titles(shared: Path) -> None:
    """Names from the laws themselves, and the names that end the titles of decrees and circulars under them."""
    found: dict[str, tuple[str, str]] = {}
    found.update({title.casefold(): (title, "older laws named in real documents") for title in OLDER})
    table = [
        *rows(shared / "spec" / "instruments.csv"),
        *rows(shared / "data" / "registry" / "codified_instruments.csv"),
    ]
    for row in table:
        if row["type"] in LAW_TYPES and (title := law_title(row)):
            found.setdefault(title.casefold(), (title, "instruments; codification"))
    for row in table:
        named = NAMED.search(clean(row["title"])) if row["type"] not in LAW_TYPES else None
        if named and len(named[1].split()) <= 12 and not CUT_SHORT.search(named[1]):
            found.setdefault(
                named[1].rstrip(" .,").casefold(),
                (named[1].rstrip(" .,"), "named in the title of " + row["number"]),
            )
    write("law_titles.csv", ["title", "source"], [list(pair) for pair in sorted(found.values())])


def main() -> None:
    shared = Path(sys.argv[1])
    DATA.mkdir(parents=True, exist_ok=True)
    agencies(shared)
    provinces(shared)
    titles(shared)


if __name__ == "__main__":
    main()
