"""Results of OCR kept on this machine."""

from __future__ import annotations

import os
import stat
import zlib
from pathlib import Path

import pytest
from reading_samples import picture_of

from vn_dossier_nlp.reading import tesseract
from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.ocr_cache import Cache, key_of, ocr_cache
from vn_dossier_nlp.reading.scans import Rendered, first_page, pieces_of_image
from vn_dossier_nlp.settings import Settings

TSV = "level\tpage_num\n5\t1\t1\t1\t1\t1\t100\t200\t50\t20\t93.1\tnghị\n"


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "home" / "cache" / "ocr"


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_result_comes_back(folder):
    cache = Cache(folder, 10_000)
    assert cache.get("a") is None
    cache.put("a", TSV)
    assert cache.get("a") == TSV
    assert Cache(folder, 10_000).get("a") == TSV
    assert zlib.decompress(files(folder)[0].read_bytes()).decode() == TSV


@pytest.mark.skipif(os.name != "posix", reason="needs file modes")
def test_only_the_owner_may_read(folder):
    folder.mkdir(parents=True, mode=0o755)
    Cache(folder, 10_000).put("a", TSV)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in files(folder)] == [0o600]


@pytest.mark.parametrize(
    "broken", [b"", b"no zlib", zlib.compress(b"\xff"), zlib.compress(b"x"), zlib.compress(b"l")[:5]]
)
def test_a_broken_file_is_none(folder, broken):
    cache = Cache(folder, 10_000)
    cache.put("a", TSV)
    files(folder)[0].write_bytes(broken)
    assert cache.get("a") is None
    assert files(folder) == []
    cache.put("a", TSV)
    assert cache.get("a") == TSV


def test_a_folder_that_cannot_be_is_no_error(tmp_path):
    (tmp_path / "cache").write_text("a file")
    cache = Cache(tmp_path / "cache" / "ocr", 10_000)
    cache.put("a", TSV)
    assert cache.get("a") is None


def test_a_full_disk_leaves_nothing(folder, monkeypatch):
    def full(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "replace", full)
    cache = Cache(folder, 10_000)
    cache.put("a", TSV)
    assert files(folder) == []


def test_the_least_recently_used_go(folder):
    size = len(zlib.compress(TSV.encode()))
    cache = Cache(folder, 10 * size)
    for index in range(10):
        cache.put(f"{index}", TSV)
        os.utime(folder / f"{index}.tsv.z", (index, index))
    assert cache.get("0") == TSV  # used just now
    cache.put("new", TSV)
    assert sum(file.stat().st_size for file in files(folder)) <= 10 * size
    assert cache.get("0") == cache.get("9") == cache.get("new") == TSV
    assert cache.get("1") is None


def test_what_another_process_wrote_counts(folder):
    size = len(zlib.compress(TSV.encode()))
    folder.mkdir(parents=True)
    for index in range(50):
        (folder / f"other{index}").write_bytes(b"x" * size)
    Cache(folder, 10 * size).put("a", TSV)
    assert sum(file.stat().st_size for file in files(folder)) <= 10 * size


def test_a_limit_of_one_byte_means_none(folder):
    Cache(folder, 1).put("a", TSV)
    assert files(folder) == []


def test_the_key_is_all_that_a_result_depends_on():
    first = (b"P5\n1 1\n255\n\0", 200, "tesseract 5.3.0", "vie", 3)
    others = (b"P5\n1 1\n255\n\1", 300, "tesseract 5.3.1", "vie+eng", 11)
    keys = {key_of(*first)} | {key_of(*first[:at], other, *first[at + 1 :]) for at, other in enumerate(others)}
    assert len(keys) == 6
    assert all(len(key) == 64 for key in keys)


def test_the_cache_is_in_the_users_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("VN_DOSSIER_HOME", str(tmp_path))
    cache = ocr_cache(Settings())
    assert cache is ocr_cache(Settings())
    cache.put("a", TSV)
    assert [file.name for file in files(tmp_path / "cache" / "ocr")] == ["a.tsv.z"]


@pytest.fixture
def runs(monkeypatch):
    """How often tesseract was asked."""
    asked = []
    monkeypatch.setattr(tesseract, "_run", lambda *_: asked.append(1) or TSV)
    return asked


def words(cache):
    return [word.text for word in tesseract.words_of(b"P5\n1 1\n255\n\0", 200, Clock(9), cache)]


@pytest.mark.ocr
def test_a_page_is_read_once(ocr, runs, folder):
    cache = Cache(folder, 10_000)
    assert words(cache) == words(cache) == ["nghị"]
    assert len(runs) == 1
    assert words(None) == ["nghị"]
    assert len(runs) == 2


@pytest.mark.ocr
def test_a_kept_result_that_is_none_is_read_again(ocr, runs, folder):
    cache = Cache(folder, 10_000)
    words(cache)
    files(folder)[0].write_bytes(zlib.compress(TSV.replace("100", "here").encode()))
    assert words(cache) == ["nghị"]
    assert len(runs) == 2


@pytest.mark.ocr
def test_the_first_page_leaves_no_trace(ocr, runs, monkeypatch, tmp_path):
    monkeypatch.setenv("VN_DOSSIER_HOME", str(tmp_path))
    picture = Rendered(picture_of([(70, 100, "Số: 12/TTr-SNV")]), 200)
    first_page(picture, Settings(), Clock(60))
    pieces_of_image(picture, Settings(), Clock(60), 1)
    assert list(tmp_path.rglob("*")) == []
    pieces_of_image(picture, Settings(), Clock(60), 2)
    assert len(files(tmp_path / "cache" / "ocr")) == 1
    asked = len(runs)
    # Nor is the cache looked into: what lies there is the print of another document.
    pieces_of_image(picture, Settings(), Clock(60), 1)
    assert len(runs) == asked + 1
