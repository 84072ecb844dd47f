"""DOC, RTF and ODT: with LibreOffice, with a small program, with neither."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from programs import installed, needs

from vn_dossier_nlp.reading import office
from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.content import UnreadableError

RTF = rb"{\rtf1\ansi\ansicpg1258{\fonttbl{\f0 Times New Roman;}}\f0 T\u7901? tr\u236?nh s\u7889? 12/TTr-UBND\par}"
RTF_TCVN3 = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 .VnTime;}{\f1 .VnTimeH;}}\f1 quy\'d5t \'ae\'denh\par\f0 c\'f1a"
    rb" t\'d8nh\par}"
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory) -> dict[str, bytes]:
    """One text as DOC and ODT, written by LibreOffice."""
    folder = tmp_path_factory.mktemp("papers")
    paper = docx.Document()
    paper.add_paragraph("TỜ TRÌNH")
    paper.add_paragraph("Về việc giao dự toán", style="List Number")
    table = paper.add_table(2, 2, style="Table Grid")
    for index, word in enumerate(("Nội dung", "Số tiền", "Mua sắm", "120")):
        table.cell(index // 2, index % 2).text = word
    paper.save(str(folder / "a.docx"))
    found = {}
    for form in ("doc", "odt", "rtf"):
        profile = (folder / "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "a.docx"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
        found[form] = (folder / f"a.{form}").read_bytes()
    return found


@pytest.mark.office
@pytest.mark.parametrize("form", ["doc", "odt", "rtf"])
def test_text_tables_and_numbers(read, papers, form):
    reading = read(papers[form], "a.bin")
    assert reading.source.outcome == "read"
    assert reading.document.format == form
    expected = ["TỜ TRÌNH", "1. Về việc giao dự toán", "Nội dung | Số tiền", "Mua sắm | 120"]
    # LibreOffice itself loses the cells of this table when it writes a DOC.
    kept = 2 if form == "doc" else 4
    assert reading.document.text.split("\n")[:kept] == expected[:kept]
    assert {block.part for block in reading.document.blocks} == {"body"}


@pytest.mark.office
def test_rtf(read):
    assert read(RTF).document.text == "Tờ trình số 12/TTr-UBND"
    assert read(RTF_TCVN3).document.text == "QUYẾT ĐỊNH\ncủa tỉnh"


@pytest.mark.office
def test_out_of_time(read, papers):
    reading = read(papers["doc"], seconds=0.05)
    assert (reading.source.outcome, reading.source.reason) == ("timed_out", "seconds")
    # The next one is read: nothing is left locked.
    assert read(papers["doc"]).source.outcome == "read"


@pytest.mark.office
def test_no_trace_is_left(papers, tmp_path, monkeypatch):
    monkeypatch.setattr(office.tempfile, "tempdir", str(tmp_path))
    office._profile.cache_clear()
    office.read_office(papers["odt"], "odt", office.Settings(), Clock(60))
    left = [path.name for path in tmp_path.iterdir()]
    assert all(name.startswith("vn-dossier-office-") for name in left)  # the profile, which goes with the process
    office._forget_profile()
    assert list(tmp_path.iterdir()) == []


def only(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """As on a machine with these programs alone."""
    found = {name: shutil.which(name) for name in names}
    monkeypatch.setattr(shutil, "which", lambda name: found.get(name))
    monkeypatch.setattr(office, "_WINDOWS", ())


def test_nothing_installed(read, monkeypatch):
    only(monkeypatch)
    reading = read(RTF)
    assert (reading.source.outcome, reading.source.reason) == ("unsupported", "no_office")


def test_by_catdoc(read, monkeypatch):
    needs("catdoc", installed("catdoc"))
    only(monkeypatch, "catdoc")
    assert read(RTF_TCVN3).document.text.lower().split() == ["quyết", "định", "của", "tỉnh"]


@pytest.mark.office
def test_by_antiword(read, papers, monkeypatch):
    needs("antiword", installed("antiword"))
    only(monkeypatch, "antiword")
    assert "Về việc giao dự toán" in read(papers["doc"]).document.text


def test_a_password_is_told_by_the_header(read):
    data = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "WordDocument".encode("utf-16-le"))
    data[512:514] = b"\xec\xa5"
    data[523] |= 1
    reading = read(bytes(data))
    assert (reading.source.outcome, reading.source.reason) == ("encrypted", "password")


@pytest.mark.office
@pytest.mark.parametrize(
    "data",
    [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le"), b"{\\rtf1"],
)
def test_broken(read, data):
    assert read(data).source.outcome in ("damaged", "empty")


def test_an_odt_is_told_from_an_archive(tmp_path):
    from vn_dossier_nlp.reading.kinds import kind_of

    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert kind_of(path.read_bytes()) == "odt"


def test_a_wrong_program_is_an_outcome(monkeypatch, tmp_path):
    monkeypatch.setattr(office, "_office", lambda: str(Path(tmp_path) / "none"))
    with pytest.raises(UnreadableError, match="broken_office"):
        office.read_office(RTF, "rtf", office.Settings(), Clock(10))
