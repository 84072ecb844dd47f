"""The page and the drawings: self-contained, the same bytes each time, nothing hidden that must be told."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
import trend_samples as samples
from programs import installed, needs
from trend_data import script

from vn_dossier_nlp.trends import result
from vn_dossier_nlp.trends.drawing import as_files, style
from vn_dossier_nlp.trends.page import draw, write_page
from vn_dossier_nlp.trends.palette import INK, MAIN, MARK, OTHER, PAPER, ROLES, SERIES, SOFT
from vn_dossier_nlp.trends.plots import Row, forest_figure, funnel_figure, heat_figure, series_figure
from vn_dossier_nlp.trends.plots.axis import pieces, tick
from vn_dossier_nlp.trends.plots.series import Line
from vn_dossier_nlp.trends.sections import sections
from vn_dossier_nlp.trends.wording import Wording
from vn_dossier_nlp.words import LANGUAGES, catalogue, has

VI = Wording("vi", "sender", samples.SENDERS)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """The whole page; a letter without a glyph would be a warning of matplotlib, here an error."""
    out = tmp_path_factory.mktemp("trends")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        paths = write_page(samples.trends(), out, "vi")
    return out, paths


@pytest.fixture(scope="module")
def html(written: tuple[Path, list[Path]]) -> str:
    return (written[0] / "index.html").read_text(encoding="utf-8")


def few(trends: result.Trends) -> result.Trends:
    """The same with one drawing: quick."""
    vague = tuple(one for one in trends.overall if one.indicator.code == "share_vague")
    return replace(
        trends, overall=vague, groups=(), funnels=(), heatmap=None, dead_law=(), interrupted=(), trends=(), breaks=()
    )


def test_every_part_has_a_drawing_in_both_forms_a_table_and_a_text(written, html):
    out, paths = written
    parts = sections(samples.trends(), VI)
    assert {path.suffix for path in paths} == {".svg", ".png", ".html"}
    assert len(parts) > 15
    for part in parts:
        assert (out / "plots" / f"{part.name}.svg").stat().st_size > 1000
        assert (out / "plots" / f"{part.name}.png").read_bytes().startswith(b"\x89PNG")
        block = re.search(rf'<section id="{part.name}".*?</section>', html, re.S)
        assert block is not None
        assert re.search(r'<svg role="img" aria-label="[^"]{40,}"', block.group())
        assert part.tables
        assert block.group().count("<table") == len(part.tables)
        assert part.caption
        assert part.caption.split()[0] in block.group()


def test_the_page_needs_nothing_from_elsewhere(html):
    assert "<script" not in html
    assert "@import" not in html
    targets = re.findall(r'(?:href|src|action)="([^"]*)"', html)
    assert targets
    assert [one for one in targets if not one.startswith(("#", "plots/", "data:image/png;"))] == []
    assert [one for one in re.findall(r"url\(([^)]*)\)", html) if not one.startswith("#")] == []


def test_links_lead_somewhere_and_ids_are_unique(written, html):
    out, _ = written
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    inside = set(re.findall(r'(?:href="|url\()#([^")]+)', html))
    assert inside <= set(ids)
    assert all((out / name).is_file() for name in re.findall(r'href="(plots/[^"]+)"', html))


def test_no_drawing_rules_the_rest_of_the_page(html):
    assert html.count("<style") == 1
    assert "<metadata" not in html
    assert "<!DOCTYPE svg" not in html


def test_colours_of_drawings_follow_the_page(html):
    drawings = "".join(re.findall(r"<svg role.*?</svg>", html, re.S))
    left = re.sub(r"var\(--[\w-]+,#[0-9a-f]{6}\)", "", drawings)
    assert [colour.role for colour in ROLES if colour.light in left] == []
    assert f"var(--{MAIN.role}," in drawings


def test_the_same_results_give_the_same_bytes(tmp_path):
    one, two = (write_page(few(samples.trends()), tmp_path / name, "vi") for name in "ab")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_files_hold_no_date_and_no_maker(written):
    for path in written[1]:
        content = path.read_bytes()
        assert b"dc:date" not in content
        assert b"Matplotlib" not in content


def test_uncorrected_is_said_until_there_are_labels(tmp_path):
    word = catalogue("vi")["trends.uncorrected"]
    write_page(few(samples.trends()), tmp_path / "without", "vi")
    assert word in (tmp_path / "without" / "index.html").read_text(encoding="utf-8")
    write_page(few(samples.trends(labels=True)), tmp_path / "with", "vi")
    page = (tmp_path / "with" / "index.html").read_text(encoding="utf-8")
    assert word not in page.split("<main")[0]
    assert catalogue("vi")["trends.corrected"] in page
    assert "24,0%" in page
    assert "19,0 – 30,0%" in page


def test_generated_data_says_so_first(tmp_path):
    write_page(few(samples.trends()), tmp_path / "made", "en")
    assert re.search(r"<h1>GENERATED", (tmp_path / "made" / "index.html").read_text(encoding="utf-8"))
    write_page(few(samples.trends(generated=False)), tmp_path / "real", "en")
    assert "GENERATED" not in (tmp_path / "real" / "index.html").read_text(encoding="utf-8")


def test_what_is_suppressed_shows_its_denominator_alone(html):
    block = re.search(r'<section id="returns".*?</section>', html, re.S).group()
    row = re.search(r'<tr><th scope="row">03/2024</th>(.*?)</tr>', block, re.S).group(1)
    assert re.findall(r"<td>(.*?)</td>", row) == ["–", "–", "–", "3", catalogue("vi")["trends.note_short.small"]]


def test_names_are_letters_not_markup(html):
    assert "<b>bẫy" not in html
    assert "&lt;b&gt;bẫy" in html


def test_intervals_stand_behind_every_line():
    one = samples.series(result.INDICATORS["share_dead_basis"])
    with style("x"):
        figure = series_figure([("x", [Line(one, "")])], VI)
    runs = pieces(one.points)
    assert len(runs) == 2
    axes = figure.axes[0]
    bands = [child for child in axes.collections if type(child).__name__ == "FillBetweenPolyCollection"]
    assert len(bands) == len(runs)
    for band, run in zip(bands, runs, strict=True):
        heights = band.get_paths()[0].vertices[:, 1]
        assert heights.min() == min(one.points[place].low for place in run)
        assert heights.max() == max(one.points[place].high for place in run)


def test_lines_are_cut_at_gaps_and_breaks():
    points = samples.series(result.INDICATORS["share_vague"]).points[:8]
    assert pieces(points) == [[0, 1], [3, 4, 5, 6, 7]]
    assert pieces(points, [5]) == [[0, 1], [3, 4], [5, 6, 7]]
    assert pieces([replace(point, value=None) for point in points]) == []


def test_a_month_that_stands_alone_has_a_bar():
    one = samples.series(result.INDICATORS["share_dead_basis"])
    alone = tuple(point if place == 4 else replace(point, value=None) for place, point in enumerate(one.points))
    with style("x"):
        figure = series_figure([("x", [Line(replace(one, points=alone), "")])], VI)
    bar = next(child for child in figure.axes[0].collections if type(child).__name__ == "LineCollection")
    assert sorted(bar.get_segments()[0][:, 1]) == [alone[4].low, alone[4].high]


def test_breaks_are_marked_and_told(html):
    block = re.search(r'<section id="returns".*?</section>', html, re.S).group()
    assert "Từ 02/2025: bộ phân loại đổi từ 1.0 sang 1.1" in block
    with style("x"):
        figure = series_figure([("x", [Line(samples.series(result.INDICATORS["share_vague"]), "")])], VI)
    told = [text.get_text() for text in figure.axes[0].texts]
    assert sorted(told) == ["đổi bộ phân loại", "đổi bộ yêu cầu"]


def test_funnel_names_only_what_chance_does_not_explain():
    with style("x"):
        figure = funnel_figure(samples.funnel(result.INDICATORS["share_vague"]), VI)
    assert {text.get_text() for text in figure.axes[0].texts} == {samples.SENDERS["s6"], samples.SENDERS["s7"]}


def test_cells_carry_their_interval_or_say_that_they_are_few():
    heat = samples.heatmap()
    with style("x"):
        figure = heat_figure(heat, VI)
    texts = [text.get_text() for text in figure.axes[0].texts]
    shown = [cell for cell in heat.cells if cell.value is not None]
    assert sum("–" in text and len(text) > 1 for text in texts) == len(shown)
    hidden = [cell for cell in heat.cells if cell.value is None]
    assert texts.count("ít") == sum(cell.denominator > 0 for cell in hidden)
    assert texts.count("–") == sum(cell.denominator == 0 for cell in hidden)


@pytest.mark.parametrize("length", [5, 60, 200])
def test_no_word_is_cut_off(length):
    rows = [Row("tên rất dài " * (length // 12 + 1), 0.2, 0.1, 0.4, "20,0% (200/1.000)")]
    with style("x"):
        figure = forest_figure(rows, "share", "Tỷ lệ", VI)
        as_files(figure)
    inches = figure.get_tightbbox()
    assert inches.x0 >= 0
    assert inches.x1 <= figure.get_figwidth()


def test_without_the_register_its_figures_are_absent(tmp_path):
    names = {part.name for part in sections(samples.trends(register=False), VI)}
    assert "handling" not in names
    assert "handling" in {part.name for part in sections(samples.trends(), VI)}


def test_a_change_that_could_not_be_fitted_is_told():
    part = next(one for one in sections(samples.trends(), VI) if one.name == "change-1")
    assert any(catalogue("vi")["trends.why_not.too_few_months"] in note for note in part.notes)
    for code in result.ASSUMPTIONS["interrupted"]:
        assert catalogue("vi")[f"trends.assumption.{code}"] in part.notes


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("by", ["sender", "field", "purpose"])
def test_every_grouping_speaks_of_what_it_groups(by, lang):
    parts = {part.name: part for part in sections(samples.trends(by=by), Wording(lang, by, samples.SENDERS))}
    word = catalogue(lang)[f"trends.by.{by}"]
    assert word in parts["heatmap"].title
    assert word in parts["funnel-share_vague"].lead


@pytest.mark.parametrize(
    ("by", "group", "told"),
    [
        ("field", "finance", "Tài chính, kế hoạch và đầu tư"),
        ("purpose", "budget", catalogue("vi")["purpose.budget"]),
        ("sender", "s1", "Sở Xây dựng"),
        ("sender", "unknown", "(không rõ)"),
    ],
)
def test_groups_have_names(by, group, told):
    assert Wording("vi", by, samples.SENDERS).group(group) == told


def test_short_names_leave_out_the_body_above_where_nobody_else_is_called_so():
    names = {"a": "Sở Y tế – UBND tỉnh Mẫu", "b": "Phòng Tổng hợp – Sở A", "c": "Phòng Tổng hợp – Sở B"}
    words = Wording("vi", "sender", names)
    assert words.short_group("a", 40) == "Sở Y tế"
    assert words.short_group("b", 40) == "Phòng Tổng hợp – Sở A"


def test_nothing_to_show_is_an_error(tmp_path):
    from vn_dossier_nlp.errors import UsageError

    with pytest.raises(UsageError, match="xu hướng"):
        write_page(replace(few(samples.trends()), overall=()), tmp_path, "vi")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_its_words(lang):
    wanted = [f"indicator.{code}" for code in result.INDICATORS]
    wanted += [f"among.{one.denominator}" for one in result.INDICATORS.values()]
    wanted += [f"axis.{one.unit}" for one in result.INDICATORS.values()]
    wanted += [f"assumption.{code}" for codes in result.ASSUMPTIONS.values() for code in codes]
    notes = (
        result.SMALL,
        result.POOLED,
        result.UNCORRECTED,
        result.CORRECTED,
        result.INCOMPLETE,
        result.ONE_SENDER,
        result.NOT_REACHED,
    )
    wanted += [f"note_short.{code}" for code in notes]
    assert [key for key in wanted if not has(f"trends.{key}", lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_of_a_computation_has_its_words(lang, tmp_path):
    from vn_dossier_nlp.trends import Question, compute

    generator = script("build_trend_data")
    made = generator.make(generator.Plan(first="2025-01", months=14, monthly=60, senders=6, labels=80), seed=5)
    labels = tmp_path / "labels.csv"
    rows = "".join(f"{dossier},{label}\n" for dossier, label in generator.labels(made))
    labels.write_text(f"dossier_id,label\n{rows}", encoding="utf-8")
    found = compute(generator.to_frames(made), Question(labels=labels, changes=("2025-07-01",)))
    every = [*found.overall, *found.groups, *([found.prevalence.monthly] if found.prevalence.monthly else [])]
    wanted = {f"interval_method.{one.method}" for one in every}
    wanted |= {f"note_short.{note}" for one in every for point in one.points for note in point.note.split()}
    wanted |= {f"interval_method.{found.heatmap.method}"}
    wanted |= {f"regression.{one.method}" for one in found.interrupted}
    wanted |= {f"why_not.{one.why_not}" for one in found.interrupted if one.why_not}
    wanted |= {f"effect.{effect.name}" for one in found.interrupted for effect in one.effects}
    assert found.prevalence.corrected is not None
    assert sorted(key for key in wanted if not has(f"trends.{key}", lang)) == []


def test_every_letter_of_the_words_can_be_drawn():
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    known = FT2Font(font_manager.findfont("DejaVu Sans")).get_charmap()
    letters = {letter for lang in LANGUAGES for sentence in catalogue(lang).values() for letter in sentence}
    vietnamese = {letter for letter in letters if letter.isalpha()}
    assert len(vietnamese) > 120
    assert {letter for letter in letters if ord(letter) not in known and letter.isprintable()} == set()


@pytest.mark.parametrize(
    ("value", "unit", "vi", "en"),
    [
        (0.3125, "share", "31,2%", "31.2%"),
        (1234.5, "characters", "1.234 ký tự", "1,234 characters"),
        (12.34, "days", "12,3 ngày", "12.3 days"),
        (None, "share", "–", "–"),
    ],
)
def test_figures_are_written_as_the_language_does(value, unit, vi, en):
    assert Wording("vi").value(value, unit) == vi
    assert Wording("en").value(value, unit) == en


def test_differences_of_shares_are_points_with_a_sign():
    assert VI.change(-0.031, "share") == "−3,1 điểm phần trăm"
    assert VI.change(0.031, "share") == "+3,1 điểm phần trăm"
    assert VI.decimal(-0.0001) == "0,0"
    assert tick(-0.02, "points", VI) == "−2"
    assert VI.chance(0.0002) == "< 0,001"


def _linear(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _contrast(one: str, two: str) -> float:
    low, high = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(_linear, (one, two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_colours_can_be_seen_on_their_paper(shade):
    paper = getattr(PAPER, shade)
    assert all(_contrast(getattr(colour, shade), paper) >= 4.5 for colour in (INK, SOFT))
    assert [colour.role for colour in SERIES if _contrast(getattr(colour, shade), paper) < 3] == []


# Machado, Oliveira and Fernandes (IEEE TVCG 2009), severity 1.0.
BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


@pytest.mark.parametrize("kind", BLINDNESS)
@pytest.mark.parametrize("shade", ["light", "dark"])
def test_colours_that_meet_in_a_plot_differ_for_the_colour_blind(kind, shade):
    def lab(colour: str) -> tuple[float, float, float]:
        seen = [max(0.0, sum(a * b for a, b in zip(row, _linear(colour), strict=True))) for row in BLINDNESS[kind]]
        rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
        xyz = [sum(a * b for a, b in zip(row, seen, strict=True)) for row in rows]
        f = [v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (xyz[0] / 0.9505, xyz[1], xyz[2] / 1.089)]
        return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])

    for one, two in ((MAIN, OTHER), (OTHER, MARK)):
        first, second = lab(getattr(one, shade)), lab(getattr(two, shade))
        apart = sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5
        assert apart > 12, (one.role, two.role)


def test_draw_gives_nothing_where_there_is_no_drawing():
    part = replace(sections(samples.trends(), VI)[0], draw=None)
    assert draw(part) == (None, None)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(tmp_path, scheme):
    needs("chromium", installed("chromium"))
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    path = write_page(replace(few(samples.trends()), heatmap=samples.heatmap()), tmp_path, "vi")[-1]
    with sync_playwright() as driver:
        import shutil

        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(color_scheme=scheme, viewport={"width": 390, "height": 800})
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        browser.close()
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
