"""Citations: quality on the written benchmark beside two simple baselines, speed, linearity, false alarms.

usage: bench_citations.py [--write]     (--write puts the table of results into corpora/citations/README.md)

Quality by the scoring script of ``../shared`` on the test part of ``corpora/citations``. Speed on one core from text
through ``nlp.pipe`` to resolved citations, underthesea not used.
"""

from __future__ import annotations

import gettext
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from floors import ROOT, SHARED

from vn_dossier_nlp.assess import citations_of
from vn_dossier_nlp.extraction import load
from vn_dossier_nlp.reading import Reading
from vn_dossier_nlp.reports.lines import cite_line
from vn_dossier_nlp.schema import Document, Outcome, SourceFile

MESSAGES = "/usr/share/locale/vi/LC_MESSAGES"  # prose in Vietnamese on most machines with Linux
README = ROOT / "corpora" / "citations" / "README.md"
FIELDS = ("mention", "number", "pins", "self_pins", "exact")
_NUMBER = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ]+(?:-[A-ZĐ]+)*\d*")
_NAMED = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh) [A-ZĐ]\w+(?: \w+){0,3}")
_TYPES = "Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị|Công văn|Kế hoạch|Luật"
_TYPED = re.compile(rf"(?P<type>{_TYPES})(?: số)? (?P<number>{_NUMBER.pattern})")

Line = dict[str, Any]


def ours(path: str, text: str) -> Iterator[Line]:
    """What ``vn-dossier cite`` prints."""
    reading = Reading(SourceFile(path, None, None, Outcome.READ), Document(path, text, "text"))
    return map(cite_line, citations_of(reading))


def numbers_alone(path: str, text: str) -> Iterator[Line]:
    """One expression for numbers, as a script of an afternoon has it."""
    for match in _NUMBER.finditer(text):
        yield _line(path, match.start(), match.end(), "quyết định", match.group(), None)


def typed_numbers_and_names(path: str, text: str) -> Iterator[Line]:
    """A type word with its number, and names of laws by their capitals."""
    for match in _TYPED.finditer(text):
        yield _line(path, match.start(), match.end(), match["type"].lower(), match["number"], None)
    for match in _NAMED.finditer(text):
        yield _line(path, match.start(), match.end(), "luật", None, match.group())


def _line(path: str, start: int, end: int, kind: str, number: str | None, title: str | None) -> Line:
    named = {"type": kind, "number": number, "title": title, "date": None, "pins": [], "self": False}
    return {"path": path, "start": start, "end": end} | named


TOOLS: dict[str, Callable[[str, str], Iterator[Line]]] = {
    "vn-dossier cite": ours,
    "one expression for numbers": numbers_alone,
    "type words with numbers, names by capitals": typed_numbers_and_names,
}


def main() -> None:
    table = quality() if SHARED.is_dir() else []
    print("\n".join(table) or "../shared is absent: quality is not scored (a user has no such folder)")
    if table and "--write" in sys.argv:
        _write(table)
    speed()
    false_alarms()


def quality() -> list[str]:
    """The rows of the table of results."""
    rows = ["| part | tool | mention P / R / F1 | number F1 | pins F1 | self F1 | exact F1 | characters/s |"]
    rows.append("|---|---|---|---|---|---|---|---|")
    for part in ("dev", "test"):
        with tempfile.TemporaryDirectory() as folder:
            build = ROOT / "scripts" / "build_citation_benchmark.py"
            subprocess.run(
                [sys.executable, str(build), "--export", folder, "--split", part], check=True, capture_output=True
            )
            rows += [_row(part, name, tool, Path(folder)) for name, tool in TOOLS.items()]
    return rows


def _row(part: str, name: str, tool: Callable[[str, str], Iterator[Line]], folder: Path) -> str:
    texts = {path.name: path.read_bytes().decode() for path in sorted(folder.glob("*.txt"))}
    list(tool("warm", "Nghị định số 1/2020/NĐ-CP"))
    begin = time.perf_counter()
    lines = [line for path, text in texts.items() for line in tool(path, text)]
    rate = sum(map(len, texts.values())) / (time.perf_counter() - begin)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
        file.flush()
        command = [sys.executable, str(SHARED / "bench" / "score_citations.py"), str(folder), file.name, "--json"]
        report = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    mention = " / ".join(f"{report['mention'][key]:.3f}" for key in ("precision", "recall", "f1"))
    others = " | ".join(f"{report[field]['f1']:.3f}" for field in FIELDS[1:])
    return f"| {part} | {name} | {mention} | {others} | {rate:,.0f} |"


def _write(table: list[str]) -> None:
    text = README.read_text(encoding="utf-8")
    start, end = "<!-- results -->", "<!-- end of results -->"
    if start not in text:
        text = re.sub(r"<!-- results: to be filled in -->", f"{start}\n{end}", text)
    block = "\n".join([start, "", *table, "", end])
    README.write_text(re.sub(rf"{start}.*?{end}", lambda _: block, text, flags=re.S), encoding="utf-8")


def speed() -> None:
    """Megabytes per second through the pipeline, and how time grows with a text that is all citations."""
    nlp = load()
    texts = _real_texts()
    size = sum(len(text.encode()) for text in texts) / 1e6
    best = min(_seconds(lambda: _through(nlp, texts)) for _ in range(3))
    print(f"pipeline to resolved citations: {size / best:.2f} MB/s on {size:.2f} MB")
    dense = "Căn cứ khoản 2 Điều 5 Nghị định số 126/2024/NĐ-CP ngày 08/10/2024 của Chính phủ;\n" * 400
    longer = [[dense * times] for times in (1, 2, 4, 8)]
    times = [min(_seconds(partial(_through, nlp, texts)) for _ in range(2)) for texts in longer]
    ratios = ", ".join(f"{after / before:.2f}" for before, after in zip(times, times[1:], strict=False))
    print(f"a text of citations alone, doubled three times: time grows by {ratios}")


def _through(nlp: Any, texts: list[str]) -> None:
    from vn_dossier_nlp.assess import citations_of_doc

    with nlp.select_pipes(enable=["citations"]):
        for doc in nlp.pipe(texts):
            citations_of_doc(doc, "2025-06-01")


def _real_texts() -> list[str]:
    """Joined real texts where they are at hand, else those of the corpus."""
    folders = [SHARED / "data" / "citations-dev", SHARED / "data" / "dossiers-dev"]
    own = ROOT / "corpora" / "submissions" / "texts"
    paths = [path for folder in (folders if SHARED.is_dir() else [own]) for path in sorted(folder.glob("*.txt"))]
    return ["\n\n".join(path.read_text(encoding="utf-8") for path in paths)]


def _seconds(action: Callable[[], None]) -> float:
    """Of one core's time: what else runs on the machine does not count."""
    begin = time.process_time()
    action()
    return time.process_time() - begin


def _texts_of(catalogue: gettext.GNUTranslations) -> Iterator[str]:
    for original, text in catalogue._catalog.items():  # type: ignore[attr-defined]
        yield text if original and isinstance(text, str) else ""


def false_alarms() -> None:
    """Citations found in text that has none: messages, code, English, the passages without any."""
    passages = map(json.loads, (ROOT / "corpora" / "citations" / "passages.jsonl").read_text("utf-8").splitlines())
    messages = [gettext.GNUTranslations(path.open("rb")) for path in sorted(Path(MESSAGES).glob("*.mo"))]
    kinds = {
        "Vietnamese messages of programs": ["\n".join(filter(None, _texts_of(one))) for one in messages],
        "written passages without any": [row["text"] for row in passages if not row["citations"]],
        "code of the standard library": [
            path.read_text("utf-8", "replace") for path in sorted(Path(json.__file__).parents[1].glob("*.py"))[:60]
        ],
        "English": [path.read_text("utf-8") for path in (ROOT / "LICENSE", ROOT / "docs" / "architecture.md")],
    }
    for kind, texts in kinds.items():
        found = [line for text in texts for line in ours("a", text)]
        size = sum(map(len, texts))
        if not size:
            continue
        shown = ", ".join(repr(line["text"][:30]) for line in found[:4])
        print(f"{kind}: {len(found)} in {size:,} characters, {1e5 * len(found) / size:.2f} in 100,000 {shown}")


if __name__ == "__main__":
    main()
