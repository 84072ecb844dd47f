"""Build the tables of the room ``law`` from ``../shared`` (maintainers only).

usage: build_instruments.py [../shared]

Writes vn_dossier_nlp/law/data/{instruments,relations,conflicts,sources}.csv: facts alone (numbers, names, days), each
dated field with its source and certainty. The same input gives the same bytes. No network. Skips with a message where
``../shared`` is absent: a user never runs this, the output is committed.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

from instrument_rules import Key, Row, Rules, merge, settle
from instrument_sources import (
    FIELDS,
    LISTS,
    Seen,
    Texts,
    codification,
    domain,
    domain_statements,
    portal,
    rows,
    symbol_of,
    title_years,
)

from vn_dossier_nlp.law.keys import number_year, title_key

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "vn_dossier_nlp" / "law" / "data"
IDENTITY = ("number", "type", "issuer")
HEADINGS = {
    "instruments.csv": (
        *("number", "type", "title", "issuer"),
        *(name for field in FIELDS for name in (field, f"{field}_by")),
        *("listed", "seen", "conflicts"),
    ),
    "relations.csv": (*IDENTITY, "kind", "by", "date", "source", "certainty"),
    "conflicts.csv": (*IDENTITY, "field", "value", "source", "certainty", "weight", "why"),
    "sources.csv": ("code", "kind", "as_of", "certainty", "text"),
}


def main() -> None:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared"
    if not (shared / "data" / "registry").is_dir():
        print(f"{shared} is absent: nothing is built (the shipped tables stay as they are)")
        return
    texts = Texts()
    table = collected(shared, texts)
    report(table, derived(table, shared))
    write(table, texts)


def collected(shared: Path, texts: Texts) -> dict[Key, Row]:
    """One row an instrument with what every source says, settled."""
    table: dict[Key, Row] = {}
    notes = list(portal(shared / "data" / "registry"))
    for seen in (*domain(shared, texts), *codification(shared / "data" / "registry")):
        merge(table, seen)
    for seen in notes:
        if not seen.by_title:
            merge(table, seen)
        elif not join_by_title(table, seen):
            print(f"portal: by title, no one number known: {seen.title} {seen.number}")
    _, kept = domain_statements(shared)
    for row in table.values():
        if _stem(row) in kept:
            row.listed.add("dm")
        settle(row)
    return table


def _stem(row: Row) -> str:
    return "/".join((*row.number.split("/")[:2], symbol_of(row.number).split("-")[0]))


def join_by_title(table: dict[Key, Row], seen: Seen) -> bool:
    """Give a portal's row by title and year to the one law of that name and year, if there is one."""
    amends = "sửa đổi" in seen.title.lower()
    name = seen.title.lower().replace("sửa đổi", "").strip()
    if amends:  # "Luật Xây dựng sửa đổi 2020" is "Luật sửa đổi, bổ sung một số điều của Luật Xây dựng"
        name = f"{name.split()[0]} sửa đổi, bổ sung một số điều của {name}"
    same = [
        row
        for row in table.values()
        if row.title and title_key(row.title) == title_key(name) and number_year(row.number) == seen.number
    ]
    days = seen.says.get("effective")
    if len(same) > 1 and days:  # two laws of one name in one year: the day tells which
        same = [row for row in same if any(mark[0] == days[0] for mark in row.marks["effective"])]
    if len(same) != 1:
        return False
    for field, (value, source, _) in seen.says.items():
        mark = (value, source, "low")
        same[0].marks[field].append(mark)
        same[0].by_title.add(mark)
    if "expired" not in seen.says and days and days[0] >= "2015":
        same[0].listed.add("pt")
    return True


def derived(table: dict[Key, Row], shared: Path) -> Rules:
    """Apply the rules; their order matters: what falls makes other things fall."""
    partly, _ = domain_statements(shared)
    registry = shared / "data" / "registry"
    rules = Rules(table, title_years(list(portal(registry))), partly)
    counts = {
        "amendments": rules.amendments(rows(registry / "amendments.csv")),
        "rs": rules.successors(),
        "rn": rules.namesakes(),
        "ra": rules.amending(),
        "rp": rules.parents(),
    }
    print("given by", counts)
    for code, checks in sorted(rules.checked.items()):
        print(f"rule {code}: the same day as stated in {sum(checks)} of {len(checks)}")
    return rules


def write(table: dict[Key, Row], texts: Texts) -> None:
    """The four tables, sorted."""
    order = sorted(table.values(), key=lambda row: (number_year(row.number) or "", row.number, row.type, row.issuer))
    lines: dict[str, list[tuple[str, ...]]] = {name: [] for name in HEADINGS}
    for row in order:
        identity = (row.number, row.type, row.issuer)
        lines["instruments.csv"].append(instrument_line(row))
        lines["relations.csv"] += [(*identity, *relation) for relation in sorted(row.relations, key=_by_day)]
        lines["conflicts.csv"] += [(*identity, *conflict) for conflict in sorted(row.conflicts)]
    used = {by.partition(":")[0] for line in lines["instruments.csv"] for by in line[5:12:2]}
    used |= {line[-2] for line in lines["relations.csv"]} | {line[5] for line in lines["conflicts.csv"]}
    used |= {code for line in lines["instruments.csv"] for code in line[12].split()} | {"am"}
    lists = {"gk": ("knowledge", None, "medium", "General knowledge, as marked in spec/instruments.csv"), **LISTS}
    for code, (kind, as_of, certainty, text) in lists.items():
        lines["sources.csv"].append((code, kind, as_of or "", certainty, text))
    for code, text in sorted(texts.codes.items()):
        if code in used:
            lines["sources.csv"].append((code, "page", "", "high", f"spec/instruments.csv: {text}"))
    missing = used - {line[0] for line in lines["sources.csv"]} - {""}
    if missing:
        raise SystemExit(f"sources without a text: {sorted(missing)}")
    DATA.mkdir(parents=True, exist_ok=True)
    for name, heading in HEADINGS.items():
        with (DATA / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(heading)
            writer.writerows(lines[name])
        print(f"{name}: {len(lines[name])} rows, {(DATA / name).stat().st_size:,} bytes")


def _by_day(relation: tuple[str, ...]) -> tuple[str, ...]:
    return (relation[2] or "9", *relation)


def instrument_line(row: Row) -> tuple[str, ...]:
    """One line of instruments.csv."""
    cells: list[str] = [row.number, row.type, row.title, row.issuer]
    for name in FIELDS:
        value, source, certainty = row.chosen.get(name, ("", "", ""))
        cells += [value, f"{source}:{certainty}" if value else ""]
    return (*cells, " ".join(sorted(row.listed)), row.seen, " ".join(sorted(row.open)))


def report(table: dict[Key, Row], rules: Rules) -> None:
    """What a maintainer must see: how much there is, and what contradicts what."""
    every = list(table.values())
    print(f"{len(every)} instruments: {dict(Counter(row.type for row in every).most_common())}")
    print("with", {name: sum(1 for row in every if row.value(name)) for name in FIELDS})
    print("open conflicts:", dict(Counter(name for row in every for name in row.open)))
    print("noted:", dict(Counter(one[-1] for row in every for one in row.conflicts if one[-2] == "noted")))
    for row in every:
        for name in sorted(row.open):
            values = sorted(
                {f"{one[1] or 'none'} ({one[2]})" for one in row.conflicts if one[0] == name and one[4] == "open"}
            )
            print(f"  conflict: {row.number} {name}: {' | '.join(values)}")


if __name__ == "__main__":
    main()
