"""The summary: every count with what it is a count of, and nothing in it that depends on the machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from report_samples import batch

from vn_dossier_nlp.reports.summary import (
    Tally,
    Throughput,
    duration,
    summary_lines,
    summary_record,
    throughput_lines,
    write_summary,
    write_throughput,
)
from vn_dossier_nlp.schema import Outcome
from vn_dossier_nlp.words import LANGUAGES


def test_parts_add_up_to_their_wholes() -> None:
    record = summary_record(Tally.of(batch()))
    assert (record["dossiers"], record["read"]) == (8, 6)
    for part, whole in (("outcomes", 8), ("verdicts", 6), ("generic", 6), ("files", 8)):
        assert {one["of"] for one in record[part].values()} == {whole}
        assert sum(one["count"] for one in record[part].values()) == whole
    assert record["requirements"]["funding"] == {
        "met": 0,
        "not_met": 2,
        "not_applicable": 0,
        "cannot_tell": 0,
        "of": 2,
    }
    assert set(record["outcomes"]) == set(map(str, Outcome))
    assert record["versions"]["pack"] == ["hai_phong_2022"]


def test_one_by_one_is_the_same_as_all_at_once() -> None:
    tally = Tally()
    for one in reversed(batch()):
        tally.add(one)
    assert json.dumps(summary_record(tally)) == json.dumps(summary_record(Tally.of(batch())))


def test_nothing_is_a_summary() -> None:
    record = summary_record(Tally())
    assert record["verdicts"]["return"] == {"count": 0, "of": 0}
    assert summary_lines(Tally(), "vi") == ["Tổng số 0 hồ sơ: 0."]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lines_name_totals_and_what_was_not_simply_read(lang: str) -> None:
    lines = summary_lines(Tally.of(batch()), lang)
    assert "8" in lines[0]
    assert len(lines) == 2
    assert len(summary_lines(Tally.of(batch()[:3]), lang)) == 1


def test_throughput_stands_apart(tmp_path: Path) -> None:
    run = Throughput(1200, 50.0, reused=200, bytes=4096, pages=9, jobs=2, stages={"reading": 30.0, "checks": 10.0})
    record = json.loads(write_throughput(run, tmp_path).read_text(encoding="utf-8"))
    assert (record["dossiers_per_second"], record["reused"], record["stages"]["reading"]) == (20.0, 200, 30.0)
    told = write_summary(Tally.of(batch()), tmp_path).read_text(encoding="utf-8")
    assert "seconds" not in told
    assert throughput_lines(run, "vi") == [
        "Đã xử lý 1.000 hồ sơ trong 50,0 giây, 20,0 hồ sơ/giây.",
        "Giữ kết quả đã có của 200 hồ sơ không thay đổi.",
        "Thời gian theo công đoạn (cộng các tiến trình): đọc tệp 30,0 giây (75%); đối chiếu yêu cầu 10,0 giây (25%).",
    ]
    assert len(throughput_lines(Throughput(5, 0.0), "en")) == 1


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.04, "0,0 giây"), (59.94, "59,9 giây"), (60, "1 phút 0 giây"), (7325, "2 giờ 2 phút")]
)
def test_durations(seconds: float, told: str) -> None:
    assert duration(seconds, "vi") == told
