"""Score reading: old fonts, pages set by LibreOffice and read back, the same pages by OCR, mastheads, real scans.

usage: check_reading.py [--raise]

Skips with a message where ``../shared`` is absent: a user has no such folder. The set pages are clean: they tell
what the reader loses, not how well bad scans are read; real scans are reported apart, against what a person saw.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import numpy as np
from floors import ROOT, SHARED, hold

from vn_dossier_nlp import load
from vn_dossier_nlp.assess import citations_of
from vn_dossier_nlp.extraction.submission import understand
from vn_dossier_nlp.language.folding import key
from vn_dossier_nlp.language.legacy import decode_lines
from vn_dossier_nlp.reading import Reading, read_file
from vn_dossier_nlp.schema import Document, Masthead, Outcome, SourceFile
from vn_dossier_nlp.settings import Settings

GOLD = ROOT / "benchmarks" / "gold"
FIELDS = ("parent", "issuer", "number", "symbol", "date", "type", "subject", "addressees", "signer_role")
_FIELD_CODES = re.compile(r"\s*(?:PAGE|EMBED)\b")  # Word's own, which some transcripts hold


def main() -> None:
    if not SHARED.is_dir():
        print("../shared is absent: reading is not scored (a user has no such folder)")
        return
    figures = {"reading.legacy": legacy(), "reading.unicode_left_alone": left_alone()}
    with tempfile.TemporaryDirectory() as folder:
        figures |= set_pages(Path(folder))
    figures |= mastheads()
    scans()
    hold(figures, reading=True)


def legacy() -> float:
    """One minus the worst character error of the files in TCVN3 and VNI."""
    worst = 0.0
    for truth in sorted((SHARED / "data" / "files-dev").glob("*.groundtruth.txt")):
        source = next(p for p in truth.parent.glob(f"{truth.name[:3]}.*") if p != truth)
        expected, text = _bare(truth.read_text(encoding="utf-8")), _bare(_text(source))
        error = distance(expected, text) / len(expected)
        print(f"legacy {source.name:10} {len(expected):6} characters  error {100 * error:.2f} %")
        worst = max(worst, error)
    return 1 - worst


def left_alone() -> float:
    """The share of real Unicode texts that are not taken for old fonts, as a whole or in any line."""
    texts = sorted((SHARED / "data").glob("*/*.txt"))
    changed = [path.name for path in texts if decode_lines(_source(path)).text != _source(path)]
    print(f"Unicode texts taken for old fonts: {len(changed)} of {len(texts)} {changed}")
    return 1 - len(changed) / len(texts)


def set_pages(folder: Path) -> dict[str, float]:
    """The texts of dossiers-dev set into PDF and DOCX and read back; the pages as pictures read by OCR."""
    texts = sorted((SHARED / "data" / "dossiers-dev").glob("*.txt"))
    for form in ("pdf", "docx"):
        _office(texts, form, folder)
    figures = {}
    for form in ("pdf", "docx"):
        kept = [_kept(path, folder / f"{path.stem}.{form}") for path in texts]
        shares = {path.stem: same / size for path, (same, size) in zip(texts, kept, strict=True)}
        figures[f"reading.set_{form}"] = sum(same for same, _ in kept) / sum(size for _, size in kept)
        low = sorted(shares, key=shares.__getitem__)[:3]
        print(f"set as {form}: characters in order, lowest " + ", ".join(f"{name} {shares[name]:.4f}" for name in low))
    with ThreadPoolExecutor(2) as pool:
        pictures = list(pool.map(lambda path: _as_picture(folder / f"{path.stem}.pdf"), texts))
    errors, pairs = [], []
    for path, picture in zip(texts, pictures, strict=True):
        text = _text(picture)
        expected = _squeezed(_source(path))
        errors.append(distance(expected, _squeezed(text)) / len(expected))
        pairs.append((_numbers(_source(path)), _numbers(text)))
    print(f"clean pages by OCR: character error median {100 * median(errors):.2f} %, worst {100 * max(errors):.2f} %")
    figures["reading.ocr.characters"] = 1 - median(errors)
    figures["reading.ocr.number_f1"] = f1(pairs)
    return figures


def mastheads() -> dict[str, float]:
    """Fields of the 36 real heads against the gold file."""
    right = dict.fromkeys(FIELDS, 0)
    lines = [json.loads(line) for line in (GOLD / "mastheads.jsonl").read_text(encoding="utf-8").splitlines()]
    for gold in lines:
        found = _masthead(_source(SHARED / "data" / "dossiers-dev" / f"{gold['id']}.txt"))
        for field in FIELDS:
            right[field] += same(field, gold[field], getattr(found, field))
    figures = {f"reading.masthead.{field}": count / len(lines) for field, count in right.items()}
    return figures | {"reading.masthead": sum(right.values()) / (len(lines) * len(FIELDS))}


def scans() -> None:
    """First pages of the real scans: masthead fields and citations against what a person saw. No floor: few pages."""
    lines = (GOLD / "scans.jsonl").read_text(encoding="utf-8").splitlines()
    fields = found_fields = 0
    pairs = []
    for gold in map(json.loads, lines):
        text = _text(SHARED / "data" / "files-dev" / gold["file"], first_page=True)
        head = _masthead(text)
        wrong = [field for field in FIELDS if field in gold and not same(field, gold[field], getattr(head, field))]
        fields += sum(field in gold for field in FIELDS)
        found_fields += sum(field in gold for field in FIELDS) - len(wrong)
        pairs.append((set(gold["numbers"]), _numbers(text)))
        missed, invented = pairs[-1][0] - pairs[-1][1], pairs[-1][1] - pairs[-1][0]
        print(
            f"scan {gold['file']}: wrong fields {wrong}; numbers missed {sorted(missed)}, not there {sorted(invented)}"
        )
    print(f"real scans: {found_fields} of {fields} masthead fields of first pages; numbers F1 {f1(pairs):.3f}")


def same(field: str, gold: object, found: object) -> bool:
    """Equal but for the place of tone marks, letter case, white space and closing points."""
    if field == "addressees":
        return sorted(map(_plain, gold)) == sorted(map(_plain, found))  # type: ignore[call-overload]
    return _plain(gold) == _plain(found)


def _plain(value: object) -> str | None:
    return None if value is None else key(str(value)).strip(' .;:,-–"“”')


def f1(pairs: list[tuple[set[str], set[str]]]) -> float:
    """Micro F1 of (expected, found) sets."""
    hits = sum(len(gold & found) for gold, found in pairs)
    sizes = sum(len(gold) + len(found) for gold, found in pairs)
    return 2 * hits / sizes if sizes else 1.0


def distance(one: str, other: str, exchange: int = 1) -> int:
    """Edit distance, row by row; ``exchange`` is the cost of one character for another."""
    first, second = (np.frombuffer(text.encode("utf-32-le"), "<u4") for text in (one, other))
    place = np.arange(len(second) + 1)
    row = place.copy()
    for index, code in enumerate(first):
        new = np.empty_like(row)
        new[0] = index + 1
        new[1:] = np.minimum(row[:-1] + exchange * (second != code), row[1:] + 1)
        row = np.minimum.accumulate(new - place) + place
    return int(row[-1])


def in_order(one: str, other: str) -> int:
    """The length of the longest common subsequence."""
    return (len(one) + len(other) - distance(one, other, exchange=2)) // 2


def _kept(source: Path, made: Path) -> tuple[int, int]:
    """How many characters of the source come back in their order, and how many it has."""
    expected = _squeezed(_source(source))
    return in_order(expected, _squeezed(_text(made))), len(expected)


def _office(sources: list[Path], form: str, folder: Path) -> None:
    """Let LibreOffice set texts; it takes them for UTF-8 with the line breaks of Unix."""
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--infilter=Text (encoded):UTF8,LF,Liberation Serif",
            "--convert-to",
            form,
            "--outdir",
            str(folder),
            *map(str, sources),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )


def _as_picture(pdf: Path) -> Path:
    """The pages at 200 dpi in grey, as a TIFF."""
    target = pdf.with_suffix("")
    command = ["pdftoppm", "-r", "200", "-gray", "-tiff", "-tiffcompression", "lzw", str(pdf), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return _joined(sorted(pdf.parent.glob(f"{pdf.stem}-*.tif")), pdf.with_suffix(".tiff"))


def _joined(pages: list[Path], target: Path) -> Path:
    from PIL import Image

    first, *others = (Image.open(page) for page in pages)
    first.save(target, save_all=True, append_images=others, compression="tiff_lzw", dpi=(200, 200))
    return target


def _text(path: Path, *, first_page: bool = False) -> str:
    document = read_file(path, path.name, Settings(seconds=600)).document
    if document is None:
        raise SystemExit(f"{path}: not read")
    return document.text[: document.pages[0].end] if first_page else document.text


def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _numbers(text: str) -> set[str]:
    reading = Reading(SourceFile("a", None, None, Outcome.READ), Document("a", text, "text"))
    return {citation.number for citation in citations_of(reading) if citation.number}


def _masthead(text: str) -> Masthead:
    return understand(load()(text)).masthead


def _bare(text: str) -> str:
    """Without control characters, Word's field codes, white space and letter case."""
    return _squeezed("\n".join(_lines(text))).lower()


def _lines(text: str) -> Iterator[str]:
    is_print: Callable[[str], bool] = lambda char: char.isspace() or unicodedata.category(char) != "Cc"  # noqa: E731
    return (line for line in "".join(filter(is_print, text)).splitlines() if not _FIELD_CODES.match(line))


def _squeezed(text: str) -> str:
    """What is printed: no white space, and no soft hyphens, which a page does not show."""
    return "".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").split())


if __name__ == "__main__":
    main()
