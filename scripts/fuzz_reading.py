"""Damaged and hostile files, one after another: each must end with an outcome, in time, and leave nothing behind.

usage: fuzz_reading.py [--count 5000] [--seed 0] [--seconds 10]

Seeds are the shipped samples and files made here. They are cut, spliced, flipped and repacked; bombs are added: zips
within zips, parts that unpack to gigabytes, XML entities, deep nesting, pictures and pages of absurd size. Exits with
1 when a file gave no outcome, took longer than its limit, or a file appeared outside the working folder.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from email.message import EmailMessage
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpora" / "samples" / "dossiers"
SLACK = 7.0  # seconds beyond the limit of a file: the reader's own grace, and a busy machine
SHARES = {"pdf": 42, "docx": 26, "archive": 14, "html": 4, "mail": 4, "text": 4, "rtf": 5, "image": 1}  # in per cent

Case = tuple[str, bytes]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=10.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        before = _listing(Path(folder))
        jobs = [(options.seed + job, options.count // 2, options.seconds, f"{folder}/{job}") for job in range(2)]
        with ProcessPoolExecutor(2, get_context("spawn")) as pool:
            results = [row for rows in pool.map(_job, jobs) for row in rows]
        left = sorted(_listing(Path(folder)) - before)
    _report(results, left, options.seconds)


def _job(job: tuple[int, int, float, str]) -> list[tuple[str, str, float]]:
    """(kind, outcome, seconds) of every file of one worker."""
    seed, count, seconds, folder = job
    work = Path(folder)
    for name in ("tmp", "home", "in"):
        (work / name).mkdir(parents=True)
    os.environ |= {"TMPDIR": f"{work}/tmp", "HOME": f"{work}/home", "VN_DOSSIER_HOME": f"{work}/home"}
    tempfile.tempdir = None
    os.chdir(work / "in")
    chance = random.Random(seed)
    bombs = _bombs()[seed % 2 :: 2]  # each worker has every other one
    rows = [_read(*case, seconds, work) for case in bombs]
    rows += [_read(*_case(chance), seconds, work) for _ in range(count)]
    from vn_dossier_nlp.reading.isolated import close_reader

    close_reader()
    strays = [str(path) for path in work.rglob("*") if path.is_file() and not str(path).startswith(f"{work}/home")]
    return [*rows, *(("left behind", path, 0.0) for path in strays)]


def _read(kind: str, data: bytes, seconds: float, work: Path) -> tuple[str, str, float]:
    from vn_dossier_nlp.reading import read_files
    from vn_dossier_nlp.settings import Settings

    path = work / "in" / "case"
    path.write_bytes(data)
    # Small limits: they must hold at any size, and 5,000 files must be read in minutes.
    limits = Settings(seconds=seconds, max_pages=20, max_decompressed=50_000_000, max_pixels=20_000_000)
    begin = time.monotonic()
    try:
        readings = read_files(path, "case", limits)
        outcome = str(readings[0].source.outcome) if readings else "none"
    except Exception as error:
        outcome = f"raised {type(error).__name__}"
    took = time.monotonic() - begin
    path.unlink()
    return kind, outcome, took


def _report(results: list[tuple[str, str, float]], left: list[str], limit: float) -> None:
    counts = Counter((kind, outcome) for kind, outcome, _ in results)
    for (kind, outcome), number in sorted(counts.items()):
        print(f"{kind:10} {outcome:14} {number:5}")
    slowest = sorted(results, key=lambda row: -row[2])[:3]
    print(f"{len(results)} files; slowest " + ", ".join(f"{kind} {took:.1f} s" for kind, _, took in slowest))
    faults = [row for row in results if row[1].startswith("raised") or row[1] == "none" or row[0] == "left behind"]
    # An archive has its limit for each file in it; the cases here hold few.
    faults += [row for row in results if row[2] > 3 * (limit + SLACK)]
    for fault in faults:
        print("FAULT", *fault)
    for path in left:
        print("FAULT written outside the working folder:", path)
    sys.exit(1 if faults or left else 0)


def _listing(allowed: Path) -> set[str]:
    """What lies where a careless program might write: in the checkout, at home, and what is ours in the folder for all.

    Others write to /tmp too, so there only the names count that this program and those it starts give their files.
    """
    ours = ("vn-dossier", "OSL_PIPE", "lu", "soffice", "tess", "antiword", "catdoc", "case", "fuzz-")
    found = {str(path) for path in Path("/tmp").iterdir() if path != allowed and path.name.startswith(ours)}
    return found | {str(path) for path in ROOT.iterdir()} | {str(path) for path in Path.home().iterdir()}


# Cases ---------------------------------------------------------------------------------------------------------


def _case(chance: random.Random) -> Case:
    kind = chance.choices(list(SHARES), list(SHARES.values()))[0]
    data = chance.choice(_seeds()[kind])
    if kind in ("docx", "archive") and chance.random() < 0.6:
        return kind, _repacked(data, chance)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        data = chance.choice(_DAMAGES)(data, chance)
    if chance.random() < 0.1:
        data = data[: len(data) // 2] + chance.choice(_seeds()[chance.choice(list(SHARES))])
    return kind, data


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 50))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.choice((0, 0xFF, 0x20, 0x3C, chance.randrange(256)))
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _lose(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 7, 200, 5000)) :]


def _double(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start : start + 300] * chance.choice((2, 5, 400)) + data[start:]


def _number(data: bytes, chance: random.Random) -> bytes:
    """A number of the file becomes an absurd one."""
    places = [at for at in range(0, len(data), 97) if data[at : at + 1].isdigit()]
    if not places:
        return _flip(data, chance)
    at = chance.choice(places)
    return data[:at] + chance.choice((b"0", b"-1", b"99999999", b"4294967296", b"1e99", b"7" * 5000)) + data[at + 1 :]


_DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flip, _flip, _cut, _lose, _double, _number)


def _repacked(data: bytes, chance: random.Random) -> bytes:
    """The zip with one of its parts damaged: the damage gets past the checksums."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        victim = chance.choice(names)
        for name in names:
            part = old.read(name)
            for _ in range(chance.choice((1, 3)) if name == victim else 0):
                part = chance.choice(_DAMAGES)(part, chance)
            if name != victim or chance.random() < 0.9:
                new.writestr(
                    chance.choice(("../../" + name, "/" + name, name)) if chance.random() < 0.05 else name, part
                )
    return out.getvalue()


_SEEDS: dict[str, list[bytes]] = {}


def _seeds() -> dict[str, list[bytes]]:
    if not _SEEDS:
        files = sorted(path for path in SAMPLES.rglob("*") if path.is_file())
        # Scans go through OCR, which takes seconds: one is enough.
        pdfs = [path.read_bytes() for path in files if path.suffix == ".pdf" and "scan" not in path.name]
        words = [path.read_bytes() for path in files if path.suffix == ".docx"]
        texts = [path.read_bytes() for path in files if path.suffix == ".txt"]
        _SEEDS.update(
            pdf=pdfs,
            docx=words,
            text=[*texts, "QuyÕt ®Þnh cña Thñ t­íng".encode("cp1252"), texts[0].decode().encode("utf-16")],
            archive=[_zip({"a.pdf": pdfs[0], "b.docx": words[0]}), _zip({"k/i.zip": _zip({"a.txt": texts[0]})})],
            html=[_HTML.encode(), _HTML.replace("UTF-8", "windows-1258").encode("cp1258", "replace")],
            mail=[_mail(pdfs[0], words[0])],
            rtf=[_RTF],
            image=[path.read_bytes() for path in files if path.suffix == ".jpg"],
        )
    return _SEEDS


_HTML = """<!DOCTYPE html><html><head><meta charset="UTF-8"></head><body><table><tr><td>UBND TỈNH A<td>CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM</table><h1>TỜ TRÌNH</h1><ol><li>Một<li>Hai</ol><p>Kính trình xem xét.</p></body></html>"""
_RTF = rb"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 .VnTime;}{\f1 Times New Roman;}}{\*\generator x;}
\f0 quy\'d5t \'ae\'denh\par\trowd\cellx2000\cellx4000 a\cell b\cell\row\pard
\f1 T\u7901? tr\u236?nh{\footnote x}\par}"""


def _mail(*attachments: bytes) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = "Tờ trình", "a@example.org", "Mon, 02 Mar 2026 08:00:00 +0700"
    mail.set_content("Kính gửi bộ phận một cửa.")
    for number, data in enumerate(attachments):
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"{number}.bin")
    return mail.as_bytes()


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


# Bombs ---------------------------------------------------------------------------------------------------------


def _bombs() -> list[Case]:
    zeros = bytes(200_000_000)
    bomb = _zip({"a.txt": zeros})
    nested = bomb
    for _ in range(6):
        nested = _zip({f"{n}.zip": nested for n in range(3)})
    return [
        ("bomb", bomb),
        ("bomb", nested),
        ("bomb", _zip({f"{n}.txt": b"x" for n in range(20_000)})),
        ("bomb", _word(_LAUGHS, "&h9;")),
        ("bomb", _word(f'<!ENTITY q "{"x" * 100_000}">', "&q;" * 5_000)),
        ("bomb", _word('<!ENTITY f SYSTEM "file:///etc/passwd">', "&f;")),
        ("bomb", _word("", "x" * 150_000_000)),
        ("bomb", _word("", "</w:t></w:r>" + "<w:sdt>" * 300_000)),
        ("bomb", b"{\\rtf1" + b"{" * 2_000_000),
        ("bomb", b"{\\rtf1 " + b"{\\field{\\*\\fldinst INCLUDETEXT /etc/passwd}}" * 1000 + b"}"),
        ("bomb", b"<html>" + b"<div>" * 500_000),
        ("bomb", b"<html><table>" + b"<tr><td><table>" * 50_000),
        ("bomb", _pdf_bomb()),
        ("bomb", _page_tree()),
        ("bomb", _huge_picture()),
        ("bomb", _many_parts()),
        ("bomb", b"a " * 20_000_000),
        ("bomb", ("Căn cứ " * 2_000_000).encode()),
    ]


_LAUGHS = '<!ENTITY h0 "ha">' + "".join(f'<!ENTITY h{n} "{f"&h{n - 1};" * 10}">' for n in range(1, 10))


def _word(entities: str, text: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = f"<w:document {space}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    prolog = f"<?xml version='1.0'?><!DOCTYPE d [{entities}]>" if entities else "<?xml version='1.0'?>"
    return _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": (prolog + document).encode()})


def _pdf(objects: list[bytes]) -> bytes:
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def _pdf_bomb() -> bytes:
    """A page whose content unpacks to 500 MB of text operators."""
    packer = zlib.compressobj(9)
    piece = b"BT /F 1 Tf (aaaaaaaaaaaaaaaa) Tj ET " * 30_000
    content = b"".join(packer.compress(piece) for _ in range(500)) + packer.flush()
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream, font])


def _page_tree() -> bytes:
    """A tree of pages that is its own child and claims two thousand million of them."""
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2147483647>>"])


def _huge_picture() -> bytes:
    """A PNG of 60,000 x 60,000 pixels in a few kilobytes."""
    rows = zlib.compress(bytes(7_501) * 2_000, 9)

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    header = (60_000).to_bytes(4, "big") * 2 + b"\x01\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _many_parts() -> bytes:
    head = b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    return head + b"--b\nContent-Disposition: attachment; filename=a\n\nx\n" * 100_000 + b"--b--\n"


if __name__ == "__main__":
    main()
