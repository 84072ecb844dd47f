"""All figures of a question: counted by hand, held back where small, with breaks, labels and families."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from trend_data import made, script

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.trends import Question, Trends, compute, write_export
from vn_dossier_nlp.trends.export import EFFECTS, FIGURES
from vn_dossier_nlp.trends.labels import read_labels
from vn_dossier_nlp.trends.result import INCOMPLETE, ONE_SENDER, POOLED, SMALL, UNCORRECTED

CHANGE = "2025-02-01"


def frames(register: bool = True, seed: int = 1, **plan: Any) -> Any:
    return script("build_trend_data").to_frames(made(seed, **plan), register)


@pytest.fixture(scope="module")
def trends() -> Trends:
    return compute(frames(), Question(changes=(CHANGE,)))


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = script("build_trend_data").lines(made())
    return found


def test_shares_are_those_counted_by_hand(trends: Trends, lines: list[dict[str, Any]]) -> None:
    by_month: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        by_month[line["document_date"][:7]].append(line)
    vague, missed = trends.series("share_vague"), trends.series("miss_rate", "opinions")
    pins, length = trends.series("pins_per_basis"), trends.series("length")
    assert vague and missed and pins and length  # noqa: PT018
    for period, inside in by_month.items():
        point = next(one for one in vague.points if one.period == period)
        assert (point.numerator, point.denominator) == (sum(one["generic"] == "yes" for one in inside), len(inside))
        statuses = [one["requirements"]["opinions"]["status"] for one in inside]
        point = next(one for one in missed.points if one.period == period)
        among = sum(status in ("met", "not_met") for status in statuses)
        assert (point.numerator, point.denominator) == (statuses.count("not_met"), among)
        point = next(one for one in pins.points if one.period == period)
        bases = [citation for one in inside for citation in one["citations"]]
        assert (point.numerator, point.denominator) == (sum(len(one["pins"]) for one in bases), len(bases))
        point = next(one for one in length.points if one.period == period)
        assert point.value == pytest.approx(sum(one["stats"]["characters"] for one in inside) / len(inside))


def test_every_figure_has_an_interval_and_a_denominator(trends: Trends) -> None:
    assert len(trends.overall) > 20
    for series in (*trends.overall, *trends.groups):
        assert len(series.points) == 14
        for point in (*series.points, series.whole):
            if point.value is None:
                continue
            assert point.denominator >= trends.least
            assert point.low is not None or point.high is not None
            assert point.low is None or point.low <= point.value + 1e-9
            assert point.high is None or point.value <= point.high + 1e-9


def test_small_counts_are_held_back(trends: Trends) -> None:
    small = [point for series in trends.groups for point in series.points if point.has(SMALL)]
    assert small
    for point in small:
        assert point.denominator < trends.least
        assert (point.value, point.low, point.high, point.numerator) == (None, None, None, None)


def test_notes(trends: Trends) -> None:
    vague, copied = trends.series("share_vague"), trends.series("boilerplate")
    cured = trends.series("share_cured")
    assert vague and copied and cured  # noqa: PT018
    assert all(point.has(UNCORRECTED) for point in vague.points)
    assert [point.has(INCOMPLETE) or point.has(SMALL) for point in copied.points] == [True] * 6 + [False] * 8
    assert [point.has(INCOMPLETE) or point.has(SMALL) for point in cured.points[1:]] == [False] * 10 + [True] * 3
    group = trends.groups[0]
    assert group.by == "sender"
    assert all(point.has(ONE_SENDER) for point in group.points if point.value is not None)


def test_the_register_adds_what_became_of_the_dossiers(trends: Trends) -> None:
    assert trends.source.register
    median = trends.series("days_to_decision")
    assert median is not None
    assert median.whole.low < 10.1 < median.whole.high  # type: ignore[operator]
    without = compute(frames(register=False), Question())
    assert without.series("days_to_decision") is None
    assert without.series("share_returned") is None


def test_effects_are_counted_in_families(trends: Trends) -> None:
    for series in (*trends.overall, *trends.groups):
        if series.trend:
            assert series.trend.family == ("trends" if series.by == "all" else f"trends.{series.indicator.id}")
            assert series.trend.p <= (series.trend.p_adjusted or 0)
    levels = [one.effects[0] for one in trends.interrupted if one.effects]
    assert {effect.family for effect in levels} == {f"change.{CHANGE}.level"}
    assert len(levels) > 15
    least = min(levels, key=lambda effect: effect.p)
    assert least.p_adjusted == pytest.approx(min(1.0, least.p * len(levels)))


def test_the_map_has_every_pair_and_pools(trends: Trends) -> None:
    heat = trends.heatmap
    assert heat is not None
    assert len(heat.cells) == len(heat.rows) * len(heat.columns)
    assert heat.cell(heat.rows[2], heat.columns[1]) in heat.cells
    assert (heat.cell("process", heat.columns[0]).row, heat.cell("process", heat.columns[0]).column) == (
        "process",
        heat.columns[0],
    )
    assert {cell.note for cell in heat.cells} <= {POOLED, SMALL}
    assert heat.rows[0] in ("funding", "opinions")  # missed most often, by the plan


def test_dead_law_is_told_with_its_end_and_age(trends: Trends) -> None:
    first = trends.dead_law[0]
    assert (first.number, first.ended) == ("67/2014/QH13", "2021-01-01")
    assert first.dossiers == sum(count for _, count in first.months)
    assert first.median_age is not None
    assert 1277 < first.median_age < 1277 + 14 * 31


def test_a_new_model_is_a_break_and_no_change() -> None:
    found = compute(frames(model_change="2025-02", model_shift=0.2), Question(changes=(CHANGE,)))
    assert [(one.period, one.kind, one.before, one.after) for one in found.breaks] == [
        ("2025-02", "model", "model-1", "model-2")
    ]
    by_code = {one.series.indicator.code: one for one in found.interrupted}
    assert by_code["share_vague"].why_not == "same_as_break"
    assert by_code["pins_per_basis"].why_not is None
    assert found.series("length").breaks == ()  # type: ignore[union-attr]


@pytest.mark.parametrize(("by", "groups"), [("field", 8), ("purpose", 5)])
def test_other_groups(by: str, groups: int) -> None:
    found = compute(frames(register=False), Question(by=by))
    assert len({series.group for series in found.groups}) == groups
    assert {series.by for series in found.groups} == {by}
    assert all(series.senders > 1 for series in found.groups if by == "purpose" and series.indicator.code == "length")


def test_labels_correct_the_share(tmp_path: Path) -> None:
    sheet = tmp_path / "labels.csv"
    data = script("build_trend_data")
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["dossier_id", "label"])
        rows.writerows([*data.labels(made(labels=400)), ("ffff", "yes")])
    found = compute(frames(labels=400), Question(labels=sheet)).prevalence
    assert (found.labelled, found.lost) == (400, 1)
    assert found.corrected is not None
    assert found.corrected.low < 0.35 < found.corrected.high  # type: ignore[operator]
    assert found.monthly is not None
    assert found.method == "stratified_labels"


@pytest.mark.parametrize("text", ["dossier_id,label\na,maybe\n", "name,label\na,yes\n", '{"dossier_id": "a"}'])
def test_bad_labels_are_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / ("l.jsonl" if text.startswith("{") else "l.csv")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="l\\."):
        read_labels(file)


def test_labels_by_path_and_in_both_formats(tmp_path: Path) -> None:
    sheet, lines_ = tmp_path / "l.csv", tmp_path / "l.jsonl"
    sheet.write_text("path,label\na\\b.docx,yes\nc.docx,borderline\n", encoding="utf-8")
    lines_.write_text('{"path": "a/b.docx", "label": "yes"}\n\n{"path": "c.docx", "label": "no"}\n', encoding="utf-8")
    assert read_labels(sheet) == read_labels(lines_) == {"a/b.docx": 1, "c.docx": 0}


def test_the_same_question_has_the_same_answer(trends: Trends) -> None:
    assert compute(frames(), Question(changes=(CHANGE,))) == trends


def test_the_tables_say_what_the_results_say(trends: Trends, tmp_path: Path) -> None:
    import polars as pl

    files = {path.name: path for path in write_export(trends, tmp_path / "data")}
    figures = pl.read_parquet(files["figures.parquet"])
    assert figures.columns == list(FIGURES)
    vague = trends.series("share_vague")
    assert vague is not None
    rows = figures.filter(indicator="share_vague", by="all").filter(pl.col("method").eq("wilson_clustered"))
    assert rows["period"].to_list() == [*(point.period for point in vague.points), vague.whole.period]
    assert rows["value"].to_list() == [*(point.value for point in vague.points), vague.whole.value]
    effects = pl.read_parquet(files["effects.parquet"])
    assert effects.columns == list(EFFECTS)
    assert len(effects) == len(trends.trends) + sum(len(one.effects) for one in trends.interrupted)
    sheet = pl.read_csv(files["figures.csv"], infer_schema_length=None)
    assert sheet.shape == figures.shape
    described = pl.read_csv(files["dictionary.csv"])
    assert described["column"].to_list() == [*FIGURES, *EFFECTS]
    assert described.select("vi", "en").null_count().sum_horizontal().item() == 0


def test_tables_are_the_same_bytes_and_name_nobody_under_pseudonyms(tmp_path: Path) -> None:
    hidden = compute(frames(register=False), Question(pseudonyms=b"sixteen letters or more"))
    first, second = (write_export(hidden, tmp_path / name) for name in ("a", "b"))
    for one, other in zip(first, second, strict=True):
        content = one.read_bytes()
        assert content == other.read_bytes()
        assert b"don-vi-" not in content
        assert "SỞ".encode() not in content
        assert b"sixteen letters" not in content


def test_a_formula_in_a_name_stays_a_name(trends: Trends, tmp_path: Path) -> None:
    odd = replace(trends, names=dict.fromkeys(trends.names, "=HYPERLINK(1)"))
    text = (write_export(odd, tmp_path)[0]).read_text(encoding="utf-8-sig")
    assert ",=HYPERLINK" not in text
    assert "HYPERLINK" in text
