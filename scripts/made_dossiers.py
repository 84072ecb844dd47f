"""Dossiers for measuring: variations of the project's own corpus, as text or as born-digital PDFs.

No two are alike, also not in single paragraphs: what the program remembers of one dossier helps little with the next,
and the figures are not those of the same file read a hundred times.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "corpora" / "submissions" / "texts"
FACE = "DejaVu Serif"  # has all Vietnamese letters
PLACES = ("Tân Hòa", "Phú Lộc", "An Bình", "Vĩnh Thạnh", "Đông Sơn", "Long Mỹ", "Xuân Trường", "Bình Minh", "Hưng Yên")
AT_ONCE = 100  # files that one run of LibreOffice sets

_DATE = re.compile(r"\b(\d{1,2})(/|\s+tháng\s+)(\d{1,2})(/|\s+năm\s+)(\d{4})\b")
_NUMBER = re.compile(r"(?<![\w/.,-])\d{1,4}(?=/[A-ZĐ]{2,}|/\d{4}/|\s+(?:hộ|người|ha|triệu|tỷ|km|m))")
_LONG = 60  # characters of a paragraph that gets words of its own


def originals() -> list[Path]:
    """The texts of the corpus without the twins, which differ from theirs in a sentence or two."""
    return [path for path in sorted(TEXTS.glob("*.txt")) if not path.stem.endswith("b")]


def varied(text: str, seed: int) -> str:
    """The text with other dates and numbers, and in every longer paragraph a place that no other text names there."""
    rand = random.Random(seed)
    text = _DATE.sub(lambda found: _date(found, rand), text)
    text = _NUMBER.sub(lambda _: str(rand.randint(10, 9999)), text)
    lines = []
    for line in text.splitlines():
        told = line.rstrip()
        if len(told) > _LONG and not told.isupper() and "   " not in told.strip():
            place = f" tại xã {rand.choice(PLACES)} {rand.randint(1, 99_999)}"
            end = told[-1] if told[-1] in ".;:," else ""
            told = told.removesuffix(end) + place + end
        lines.append(told)
    return "\n".join(lines) + "\n"


def _date(found: re.Match[str], rand: random.Random) -> str:
    """Another day and month of the same year: the law in force stays near."""
    day, month = rand.randint(1, 28), rand.randint(1, 12)
    return f"{day:02d}{found[2]}{month:02d}{found[4]}{found[5]}"


def made_texts(count: int, first: int = 0) -> Iterable[tuple[str, str]]:
    """``count`` names and texts, from the ``first`` on; the same in every run."""
    sources = originals()
    for number in range(first, first + count):
        source = sources[number % len(sources)]
        yield f"{number:06d}-{source.stem}", varied(source.read_text(encoding="utf-8"), number)


def write_texts(folder: Path, count: int) -> None:
    """``count`` dossiers of one text file each, in folders of a thousand so that no folder is huge."""
    for number, (name, text) in enumerate(made_texts(count)):
        place = folder / f"{number // 1000:03d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{name}.txt").write_text(text, encoding="utf-8")


def make_pdfs(folder: Path, count: int, first: int = 0) -> Path:
    """``count`` PDFs under ``folder``/pdf, set by LibreOffice as in an office; those that are there are kept."""
    import docx

    pdfs, sources = folder / "pdf", folder / "docx"
    for place in (pdfs, sources):
        place.mkdir(parents=True, exist_ok=True)
    names = []
    for name, text in made_texts(count, first):
        if (pdfs / f"{name}.pdf").is_file():
            continue
        document = docx.Document()
        document.styles["Normal"].font.name = FACE
        for line in text.splitlines():
            document.add_paragraph(line)
        names.append(sources / f"{name}.docx")
        document.save(str(names[-1]))
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    for begin in range(0, len(names), AT_ONCE):
        some = names[begin : begin + AT_ONCE]
        subprocess.run([*command, "--outdir", str(pdfs), *map(str, some)], check=True, capture_output=True)
    return pdfs
