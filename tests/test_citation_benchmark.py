"""The public benchmark of citations: what is published is what the sources say, and the sources are sound."""

from __future__ import annotations

import functools
import importlib.util
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
TARGET = ROOT / "corpora" / "citations" / "passages.jsonl"
RUN = 9


@functools.cache
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", ROOT / "scripts" / "build_citation_benchmark.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def passages() -> list[dict]:
    return builder().load()


def test_what_is_published_is_what_the_script_builds(passages):
    assert TARGET.read_text(encoding="utf-8") == builder().render(passages)


def test_the_counts_hold(passages):
    assert len(passages) >= 320
    assert sum(not passage["citations"] for passage in passages) >= 60
    counts = builder().tag_counts(passages)
    assert {tag: count for tag, count in counts.items() if count < 8} == {}
    assert set(builder().MANUAL) <= set(counts)
    dev = sum(passage["split"] == "dev" for passage in passages)
    assert 0.7 <= dev / len(passages) <= 0.8


def test_the_datasheet_holds_these_counts(passages):
    assert builder().counts_table(passages) in (TARGET.parent / "README.md").read_text(encoding="utf-8")
    groups = [tag for rows in builder().GROUPS.values() for tag in rows]
    assert sorted(groups) == sorted(builder().tag_counts(passages))


def test_both_parts_of_the_split_hold_every_tag(passages):
    for split in ("dev", "test"):
        counts = builder().tag_counts([passage for passage in passages if passage["split"] == split])
        assert set(builder().tag_counts(passages)) - set(counts) == set()


def test_every_mention_stands_where_its_offsets_say(passages):
    for passage in passages:
        for citation in passage["citations"]:
            assert passage["text"][citation["start"] : citation["end"]] == citation["text"]


def test_decomposed_passages_are_decomposed_and_no_others(passages):
    for passage in passages:
        form = "NFD" if "nfd" in passage["tags"] else "NFC"
        assert unicodedata.is_normalized(form, passage["text"]), passage["id"]
        assert form == "NFC" or not unicodedata.is_normalized("NFC", passage["text"]), passage["id"]


@pytest.mark.parametrize(
    "mark",
    [
        "[[Nghị định số 1/2020/NĐ-CP||type=nghị định|number=1/2021/NĐ-CP]]",  # another number
        "[[Nghị định số 1/2020/NĐ-CP||type=thông tư|number=1/2020/NĐ-CP]]",  # another type
        "[[Nghị định số 1/2020/NĐ-CP||type=nghị định|number=1/2020/NĐ-CP]] ngày 01/2/2020",  # date left out
        "[[Nghị định số 1/2020/NĐ-CP ngày 01/2/2020||type=nghị định|number=1/2020/NĐ-CP]]",  # date not given
        "[[Nghị định của Chính phủ số 1/2020/NĐ-CP||type=nghị định|number=1/2020/NĐ-CP]]",  # issuer inside
        "[[Điều 5 khoản 2 Luật Giá||type=luật|title=Luật Giá|pins=Điều 5 khoản 2]]",  # large to small
        "[[Điều 5 Luật Giá||type=luật|title=Luật Giá]]",  # pin not given
        "[[Luật này||type=luật|title=Luật này|self=1]]",  # self with a title
        "[[Luật Giá,||type=luật|title=Luật Giá]]",  # punctuation
        "[[Luật Giá||type=đạo luật|title=Luật Giá]]",  # unknown type
        "[[Luật Giá||type=luật|title=Luật Giá]",  # not closed
    ],
)
def test_the_builder_refuses_wrong_marks(mark):
    with pytest.raises(builder().SourceError):
        list(builder()._read(f"### x1 | news | \n{mark}", "x.txt"))


def test_the_export_is_what_the_scorer_reads(passages, tmp_path):
    builder().export(passages, tmp_path)
    scorer = SHARED / "bench" / "score_citations.py"
    if not scorer.exists():
        pytest.skip("no ../shared/bench/score_citations.py here")
    lines = [
        json.dumps({"path": f"{passage['id']}.txt", **citation})
        for passage in passages
        for citation in passage["citations"]
    ]
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, str(scorer), str(tmp_path), str(predictions), "--json"]
    report = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert report["exact"]["f1"] == report["pins"]["f1"] == report["type"] == 1.0


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    yield from zip(*(words[at:] for at in range(RUN)), strict=False)


def test_no_passage_copies_a_shared_text(passages):
    """Marked mentions are facts (name, number, date of an instrument) and are left out of the comparison."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared here: nothing to compare with")
    kinds = {".txt", ".md", ".csv", ".json", ".jsonl"}
    shared: set[tuple[str, ...]] = set()
    for path in SHARED.rglob("*"):
        if path.suffix in kinds and path.is_file():
            shared.update(runs(path.read_text(encoding="utf-8", errors="replace")))
    for passage in passages:
        last = 0
        for citation in [*passage["citations"], {"start": len(passage["text"]), "end": 0}]:
            copied = shared.intersection(runs(passage["text"][last : citation["start"]]))
            assert not copied, (passage["id"], copied)
            last = citation["end"]
