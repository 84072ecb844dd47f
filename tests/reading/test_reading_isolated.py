"""The process that reads: what it tells, and what becomes of it when a file hurts it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from reading_samples import LETTERHEAD, pdf_of

from vn_dossier_nlp.reading import isolated, read_file, read_files
from vn_dossier_nlp.reading.file import read_here
from vn_dossier_nlp.reading.wire import packed, unpacked
from vn_dossier_nlp.settings import Settings

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and process groups of POSIX")


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of([LETTERHEAD, LETTERHEAD]))
    return path


@pytest.fixture(autouse=True)
def fresh():
    isolated.close_reader()
    yield
    isolated.close_reader()


def test_the_same_as_in_this_process(pdf):
    assert read_file(pdf, "x/a.pdf", Settings()) == next(iter(read_here(pdf, "x/a.pdf", Settings())))


def test_the_wire_loses_nothing(pdf):
    for reading in read_here(pdf, "a.pdf", Settings()):
        assert unpacked(packed(reading)) == reading


def test_one_process_serves_many(pdf):
    read_file(pdf, "a.pdf", Settings())
    first = isolated._readers[os.getpid()]._process.pid
    read_file(pdf, "b.pdf", Settings())
    assert isolated._readers[os.getpid()]._process.pid == first


def test_a_reader_that_dies_costs_one_file(pdf, monkeypatch):
    read_file(pdf, "a.pdf", Settings())
    reader = isolated._readers[os.getpid()]
    os.kill(reader._process.pid, signal.SIGSTOP)
    answers = []

    def kill_soon(*_: object) -> None:
        os.kill(reader._process.pid, signal.SIGKILL)

    monkeypatch.setattr(reader, "_served", 1)
    monkeypatch.setattr(reader._answers, "get", lambda timeout: (kill_soon(), None)[1])
    answers += read_files(pdf, "b.pdf", Settings())
    assert [(a.source.outcome, a.source.reason) for a in answers] == [("crashed", "reader_died")]
    assert read_file(pdf, "c.pdf", Settings()).source.outcome == "read"


def test_a_reader_that_hangs_is_killed(pdf, monkeypatch):
    monkeypatch.setattr(isolated, "_GRACE", 0.2)
    read_file(pdf, "a.pdf", Settings())
    process = isolated._readers[os.getpid()]._process
    os.kill(process.pid, signal.SIGSTOP)
    begin = time.monotonic()
    reading = read_file(pdf, "b.pdf", Settings(seconds=0.3))
    assert time.monotonic() - begin < 5
    assert (reading.source.outcome, reading.source.reason) == ("timed_out", "seconds")
    assert process.poll() is not None
    assert read_file(pdf, "c.pdf", Settings()).source.outcome == "read"


def test_its_folder_goes_with_it(pdf):
    read_file(pdf, "a.pdf", Settings())
    folder = isolated._readers[os.getpid()]._folder
    assert os.path.isdir(folder)
    isolated.close_reader()
    assert not os.path.exists(folder)


def test_memory_is_bounded(tmp_path):
    """A picture of 60 million pixels does not fit into 150 MB beside the program."""
    from PIL import Image

    path = tmp_path / "a.png"
    Image.new("L", (9000, 8000), 255).save(path)
    reading = read_file(path, "a.png", Settings(max_memory=150_000_000))
    assert reading.source.outcome in ("too_large", "crashed", "needs_ocr", "timed_out")
    assert reading.document is None


def test_no_module_is_taken_from_the_folder_of_the_documents(pdf, tmp_path, monkeypatch):
    (tmp_path / "pypdfium2.py").write_text("raise SystemExit('from the working folder')")
    (tmp_path / "json.py").write_text("raise SystemExit('from the working folder')")
    monkeypatch.chdir(tmp_path)
    assert read_file(pdf, "a.pdf", Settings()).source.outcome == "read"


def test_the_end_of_the_parent_is_the_end_of_the_reader(pdf):
    code = (
        "import os, sys; from pathlib import Path\n"
        "from vn_dossier_nlp.reading import isolated, read_file\nfrom vn_dossier_nlp.settings import Settings\n"
        f"read_file(Path({str(pdf)!r}), 'a', Settings())\n"
        "print(isolated._readers[os.getpid()]._process.pid, flush=True)\nos.kill(os.getpid(), 9)\n"
    )
    import sys

    pid = int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True).stdout)
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2][:3]:
            return
        time.sleep(0.05)
    pytest.fail("the reader lives on")
