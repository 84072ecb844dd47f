"""Rows kept on disk: found again, never trusted when broken, bounded; a stopped run goes on where it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from vn_dossier_nlp.vagueness import cache, dataset
from vn_dossier_nlp.vagueness.cache import FeatureCache
from vn_dossier_nlp.vagueness.dataset import Dataset, build


@pytest.fixture
def kept(tmp_path: Path) -> FeatureCache:
    return FeatureCache(tmp_path / "features")


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "features").iterdir())


def test_what_was_read_is_found_to_the_last_digit(data: Dataset, kept: FeatureCache, monkeypatch) -> None:
    examples = data.examples[:4]
    first = build(examples, kept=kept)
    monkeypatch.setattr(dataset, "load", lambda: pytest.fail("a text was read again"))
    assert build(examples, kept=kept) == first
    assert first.rows == data.rows[:4]


def test_two_processes_give_the_same_rows(data: Dataset, kept: FeatureCache, monkeypatch) -> None:
    monkeypatch.setattr(dataset, "_MANY", 2)
    seen: list[tuple[int, int]] = []
    assert build(data.examples, lambda *done: seen.append(done), kept).rows == data.rows
    assert seen == [(number, 24) for number in range(1, 25)]


def test_another_text_sender_date_or_program_is_another_row(data: Dataset, kept: FeatureCache, monkeypatch) -> None:
    example = data.examples[0]
    build([example], kept=kept)
    assert kept.get(replace(example, id="other", label="no", matter="x")) is not None
    for other in (
        replace(example, text=example.text + " "),
        replace(example, sender="Sở Y tế"),
        replace(example, date="2020"),
    ):
        assert kept.get(other) is None
    monkeypatch.setattr(cache, "maker", lambda: "changed")
    assert kept.get(example) is None


def test_what_makes_features_is_part_of_the_key(tmp_path: Path, monkeypatch) -> None:
    for room in cache.ROOMS:
        (tmp_path / room / "data").mkdir(parents=True)
    monkeypatch.setattr(cache, "room_file", lambda room: tmp_path / room)
    made = set()
    for number in range(3):
        (tmp_path / "grammar" / "data" / "words.csv").write_text(str(number))
        made.add(cache.maker.__wrapped__())
    assert len(made) == 3


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b"[]", b"\xff", b'{"values": [1.0], "words": "", "cheap": []}', b'{"values": NaN}', b"[" * 100_000],
)
def test_a_broken_row_is_no_row(data: Dataset, kept: FeatureCache, tmp_path: Path, broken: bytes) -> None:
    first = build(data.examples[:1], kept=kept)
    (path,) = files(tmp_path)
    path.write_bytes(broken)
    assert kept.get(data.examples[0]) is None
    assert build(data.examples[:1], kept=kept) == first
    assert kept.get(data.examples[0]) is not None


def test_the_folder_is_bounded(data: Dataset, tmp_path: Path) -> None:
    small = FeatureCache(tmp_path / "features", limit=6_000)
    build(data.examples, kept=small)
    assert sum(path.stat().st_size for path in files(tmp_path)) <= 6_000


def test_a_folder_that_cannot_be_written_costs_the_cache_alone(data: Dataset, tmp_path: Path) -> None:
    (tmp_path / "features").write_text("a file")
    assert build(data.examples[:2], kept=FeatureCache(tmp_path / "features")).rows == data.rows[:2]


def test_a_stopped_run_finds_what_was_read(data: Dataset, kept: FeatureCache, monkeypatch) -> None:
    def stop(done: int, total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(data.examples, stop, kept)
    read: list[str] = []
    make = dataset._row
    monkeypatch.setattr(dataset, "_row", lambda example, kept: (read.append(example.id), make(example, kept))[1])
    assert build(data.examples, kept=kept).rows == data.rows
    assert read == [example.id for example in data.examples[5:]]
