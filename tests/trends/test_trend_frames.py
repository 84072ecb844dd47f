"""From files to what is counted: both formats say the same, bad files are told, nothing is counted twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from jsonschema import Draft202012Validator
from polars.testing import assert_frame_equal
from trend_data import made, script

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.reports.columns import write_parquet
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.trends import frames as frames_module
from vn_dossier_nlp.trends.boilerplate import nearest
from vn_dossier_nlp.trends.frames import Frames, read_frames
from vn_dossier_nlp.trends.prepare import prepare, pseudonym

FLAT = [pl.Series, pl.DataFrame]


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = script("build_trend_data").lines(made(months=4, monthly=40.0))
    return found


def jsonl(path: Path, lines: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Categories of two files are not the same objects."""
    return frame.with_columns(pl.col(pl.Categorical).cast(pl.String))


def test_generated_lines_obey_the_schema_and_say_what_they_are(lines: list[dict[str, Any]]) -> None:
    schema = json.loads(room_file("schema", "line.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    for line in lines:
        assert not list(validator.iter_errors(line))
        assert line["versions"]["program"].startswith("generated")


def test_both_formats_give_the_same_frame(tmp_path: Path, lines: list[dict[str, Any]]) -> None:
    one = read_frames([jsonl(tmp_path / "a.jsonl", lines)])
    other = read_frames([write_parquet(lines, tmp_path / "b.parquet")])
    assert len(one.dossiers) == len(lines)
    assert_frame_equal(plain(one.dossiers), plain(other.dossiers), check_dtypes=False)


def test_the_generator_builds_the_frame_that_its_lines_give(tmp_path: Path, lines: list[dict[str, Any]]) -> None:
    read = plain(read_frames([jsonl(tmp_path / "a.jsonl", lines)]).dossiers)
    direct = plain(script("build_trend_data").to_frames(made(months=4, monthly=40.0), register=False).dossiers)
    names = [name for name in read.columns if name not in ("known_bases", "readability")]
    assert_frame_equal(read.select(names), direct.select(names), check_dtypes=False)


def test_pieces_do_not_matter(tmp_path: Path, lines: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    file = jsonl(tmp_path / "a.jsonl", lines)
    whole = read_frames([file]).dossiers
    monkeypatch.setattr(frames_module, "_PIECE", 9_000)
    assert_frame_equal(plain(read_frames([file]).dossiers), plain(whole))


def test_what_is_counted_of_a_line(tmp_path: Path, lines: list[dict[str, Any]]) -> None:
    line = json.loads(json.dumps(next(line for line in lines if len(line["citations"]) > 2)))
    first, second, third = line["citations"][:3]
    first |= {"role": "authority_basis", "pins": ["Điều 1", "Điều 2"], "status_on_date": "expired", "resolves_to": "X"}
    second |= {"role": "history", "pins": ["Điều 9"], "status_on_date": "expired", "resolves_to": "Y"}
    third |= {"role": "basis", "pins": ["Điều 3"], "status_on_date": "unknown", "resolves_to": None}
    line["citations"] = [first, second, third]
    line["reasons"] = [
        {"code": "generic_yes", "slots": {"probability": 0.9, "missing": "act"}, "span": None},
        {"code": "requirement_not_met", "slots": {"requirement": "process"}, "span": None},
        {"code": "waived", "slots": {"requirement": "funding", "reason": "…"}, "span": None},
    ]
    for frames in (
        read_frames([jsonl(tmp_path / "a.jsonl", [line])]),
        read_frames([write_parquet([line], tmp_path / "a.parquet")]),
    ):
        row = frames.dossiers.row(0, named=True)
        assert (row["bases"], row["basis_pins"], row["known_bases"], row["dead"]) == (2, 3, 1, ["X"])
        assert (row["by_generic"], row["return_rules"]) == (True, ["process"])


def test_a_folder_counts_each_line_once(tmp_path: Path, lines: list[dict[str, Any]]) -> None:
    jsonl(tmp_path / "results.jsonl", lines)
    write_parquet(lines, tmp_path / "results.parquet")
    (tmp_path / "index.html").write_text("<p>", encoding="utf-8")
    assert len(read_frames([tmp_path]).dossiers) == len(lines)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b"{not json\n"),
        ("a.jsonl", b"\xff\xfe\x00\n"),
        ("a.parquet", b"PAR1"),
        ("a.jsonl", b""),
        ("a.jsonl", b"\n\n"),
    ],
)
def test_no_scored_lines(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=r"a\.(?:jsonl|parquet)"):
        read_frames([tmp_path / name])


def test_another_parquet(tmp_path: Path) -> None:
    pl.DataFrame({"x": [1]}).write_parquet(tmp_path / "x.parquet")
    with pytest.raises(DataError, match="dossier_id|path|outcome|citations"):
        read_frames([tmp_path / "x.parquet"])


def test_lines_of_something_else_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"path": "x", "text": "y"}\n', encoding="utf-8")
    with pytest.raises(DataError):
        read_frames([tmp_path / "a.jsonl"])


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing"):
        read_frames([tmp_path / "nothing.jsonl"])


def test_who_is_counted(tmp_path: Path, lines: list[dict[str, Any]]) -> None:
    unread = lines[0] | {"outcome": "damaged", "verdict": None, "generic": None, "requirements": {}, "citations": []}
    other = lines[1] | {"purpose": "not_a_submission"}
    undated = lines[2] | {"document_date": "2024"}
    early = lines[3] | {"document_date": "2019-01-05"}
    month_only = lines[4] | {"document_date": lines[4]["document_date"][:7]}
    given = [unread, other, undated, early, month_only, *lines[5:30], lines[29]]
    ready = prepare(read_frames([jsonl(tmp_path / "a.jsonl", given)]), "2020-01", None, None)
    source = ready.source
    assert (source.lines, source.used) == (len(given), 26)
    assert (source.unread, source.not_submissions, source.undated, source.outside, source.repeated) == (1, 1, 1, 1, 1)
    assert source.generated
    assert ready.periods[0] == "2024-07"
    assert ready.frame["month"].min() == 0


def test_nothing_left_to_count(tmp_path: Path, lines: list[dict[str, Any]]) -> None:
    with pytest.raises(DataError, match="2031-01"):
        prepare(read_frames([jsonl(tmp_path / "a.jsonl", lines)]), "2031-01", None, None)


def test_the_age_of_dead_law_is_counted_from_its_end(tmp_path: Path, lines: list[dict[str, Any]]) -> None:
    line = json.loads(json.dumps(next(line for line in lines if line["citations"])))
    line["citations"] = line["citations"][:1]
    line["citations"][0] |= {"role": "basis", "status_on_date": "expired", "resolves_to": "67/2014/QH13"}
    line["document_date"] = "2024-07-31"
    row = prepare(read_frames([jsonl(tmp_path / "a.jsonl", [line])]), None, None, None).frame.row(0, named=True)
    assert (row["dead_days"], row["dead_dated"]) == (1307, 1)  # from 1 January 2021


def test_pseudonyms_hide_every_name(lines: list[dict[str, Any]], tmp_path: Path) -> None:
    frames = read_frames([jsonl(tmp_path / "a.jsonl", lines)])
    hidden, other = prepare(frames, None, None, b"a secret key"), prepare(frames, None, None, b"another key")
    names = {line["sender_id"] for line in lines} | {line["masthead"]["issuer"] for line in lines}
    shown = set(hidden.frame["sender"].to_list()) | set(hidden.names) | set(hidden.names.values())
    assert not shown & names
    assert hidden.frame["issuer"].null_count() == len(hidden.frame)
    assert not set(hidden.names) & set(other.names)
    assert pseudonym("x", b"k") == pseudonym("x", b"k")


def test_the_nearest_earlier_text_of_the_sender() -> None:
    """Against looking at every pair."""
    import numpy as np

    draw = np.random.default_rng(7)
    count = 400
    sender, day = draw.integers(0, 4, count), draw.integers(0, 500, count)
    month = day // 30
    prints = draw.integers(0, 2**32, (count, 64), dtype=np.uint32)
    for _ in range(250):
        one, other = draw.integers(0, count, 2)
        kept = draw.random(64) < draw.random()
        prints[one, kept] = prints[other, kept]
    found = nearest(sender, day, month, prints)
    for row in range(count):
        earlier = (sender == sender[row]) & (day < day[row]) & (month >= month[row] - 6)
        if not earlier.any():
            assert np.isnan(found[row])
            continue
        best = (prints[earlier] == prints[row]).mean(axis=1).max()
        # Only texts that hardly share anything may be taken for one another.
        assert found[row] == pytest.approx(best) or best < 0.3


def test_no_text_has_no_nearest() -> None:
    import numpy as np

    none = np.zeros(0, np.int64)
    assert len(nearest(none, none, none, np.zeros((0, 64), np.uint32))) == 0


def test_frames_hold_what_they_are_given() -> None:
    assert Frames(pl.DataFrame({"a": [1]})).register is False
