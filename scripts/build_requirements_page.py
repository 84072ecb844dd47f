"""Writes ``docs/requirements_map.md``: from the source of a rule to its requirement, its check and its tests.

python scripts/build_requirements_page.py            # write
python scripts/build_requirements_page.py --check    # exit 1 where the page is not what the pack and the tests say
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from vn_dossier_nlp.cli.options import pack_words
from vn_dossier_nlp.regulation.checks import CHECKS
from vn_dossier_nlp.regulation.pack import GENERAL, Requirement, load_pack
from vn_dossier_nlp.regulation.rows import AUTOMATION
from vn_dossier_nlp.reports.phrases import requirement_name
from vn_dossier_nlp.words import say

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "requirements_map.md"
RUNS_CHECKS = re.compile(r"vn_dossier_nlp\.(?:regulation|assess)\b")
OF_PACKS = re.compile(r"pack")  # tests of the packs name requirements only as rows
READING = "reading.secrets"  # what sees to a requirement while the files are read

HEAD = """\
# From the rule to its test

This page is written by `python scripts/build_requirements_page.py` from the pack `general` and from the tests; change
those, not the page. [requirements.md](requirements.md) tells how an office writes its own pack.

The {rows} rows stand for the forty requirements of the project. Checked in full: {full}; in part, with a rest for the
officer: {part}; by a person alone: {person}; while the files are read: {reading}. No check decides anything: an officer
does.

| source | requirement | checked | by | tests |
|---|---|---|---|---|
"""


def page() -> str:
    """The whole of the page."""
    pack = load_pack(GENERAL)
    counts = {kind: sum(row.automation == kind for row in pack.requirements) for kind in AUTOMATION}
    lines = [HEAD.format(rows=len(pack.requirements), **counts)]
    words, tests = pack_words(pack), _tests()
    for source, rows in _by_source(pack.requirements).items():
        for place, row in enumerate(rows):
            cells = (
                source if place == 0 else "",
                f"{' '.join(row.codes)} `{row.id}` {_plain_name(requirement_name(row.id, 'vi', words), row)}",
                _how(row),
                _function(row),
                ", ".join(f"`{name}`" for name, text in tests.items() if _speaks_of(text, row)) or "–",
            )
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n")
    return "".join(lines)


def _by_source(rows: Iterable[Requirement]) -> dict[str, list[Requirement]]:
    """The rows under their source, in the order of their codes."""
    found: dict[str, list[Requirement]] = {}
    for row in sorted(rows, key=lambda one: one.codes):
        found.setdefault(row.source, []).append(row)
    return found


def _plain_name(name: str, row: Requirement) -> str:
    return name.removeprefix(f"{row.id}. ")


def _how(row: Requirement) -> str:
    how = say(f"pack.automation.{row.automation}", "en")
    return f"{how}: {row.note_en}" if row.note_en else how


def _function(row: Requirement) -> str:
    if row.automation == "reading":
        return f"`{READING}`"
    if not row.check:
        return "–"
    check = CHECKS[row.check]
    return f"`{check.__name__}` in `{check.__module__.removeprefix('vn_dossier_nlp.')}`"


def _tests() -> dict[str, str]:
    """The tests that run checks or read files, by the path without ``.py``."""
    found = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if not OF_PACKS.search(path.name) and (RUNS_CHECKS.search(text) or READING in text):
            found[path.relative_to(ROOT / "tests").with_suffix("").as_posix()] = text
    return found


def _speaks_of(text: str, row: Requirement) -> bool:
    """Whether a test names a requirement, or imports its check."""
    if row.automation == "reading":
        return READING in text
    called = CHECKS[row.check].__name__ if row.check else row.id
    return _names(text, row.id) or (called != row.id and bool(re.search(rf"\b{called}\b", text)))


def _names(text: str, identity: str) -> bool:
    return bool(re.search(rf"\b{identity}\b" if identity.startswith("R") else rf"[\"']{identity}[\"']", text))


def main(arguments: list[str]) -> int:
    """Write or compare."""
    text = page()
    if "--check" not in arguments:
        TARGET.write_text(text, encoding="utf-8", newline="\n")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print(f"{TARGET}: not what the packs say; run python scripts/build_requirements_page.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
