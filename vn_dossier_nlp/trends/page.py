"""The page: one self-contained file without script, and beside it every drawing as PNG and SVG."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vn_dossier_nlp import __version__
from vn_dossier_nlp.errors import UsageError
from vn_dossier_nlp.reports.files import write_bytes, write_whole
from vn_dossier_nlp.reports.templating import render
from vn_dossier_nlp.trends.drawing import as_files, for_page, style
from vn_dossier_nlp.trends.palette import ROLES
from vn_dossier_nlp.trends.result import SMALL, UNCORRECTED, Point, Series, Trends
from vn_dossier_nlp.trends.section import Flag, Section, base
from vn_dossier_nlp.trends.sections import sections
from vn_dossier_nlp.trends.wording import DASH, Wording
from vn_dossier_nlp.words import say

PAGE = "index.html"
PLOTS = "plots"

_TILES = (
    "share_return_proposed",
    "share_returned",
    "share_dead_basis",
    "pins_per_basis",
    "boilerplate",
    "days_to_decision",
    "share_cured",
)


def write_page(trends: Trends, out: Path, lang: str, pseudonyms: bool = False, jobs: int = 1) -> list[Path]:
    """Write the page and its drawings, drawn by ``jobs`` processes; the paths, the page last.

    Raises UsageError where there is no figure to show.
    """
    words = Wording(lang, trends.by, trends.names)
    parts = sections(trends, words)
    if not parts:
        raise UsageError(say("trends.nothing", lang))
    written: list[Path] = []
    shown = []
    for part, (svg, png) in zip(parts, _drawn(parts, jobs), strict=True):
        if svg is not None and png is not None:
            written.append(write_whole(out / PLOTS / f"{part.name}.svg", svg))
            written.append(write_bytes(out / PLOTS / f"{part.name}.png", png))
        shown.append((part, svg))
    written.append(write_whole(out / PAGE, page(trends, shown, words, pseudonyms)))
    return written


def _drawn(parts: list[Section], jobs: int) -> Iterable[tuple[str | None, bytes | None]]:
    """The drawings in the order of their parts."""
    if jobs == 1:
        return map(draw, parts)
    from joblib import Parallel, delayed

    drawn: Iterable[tuple[str | None, bytes | None]] = Parallel(n_jobs=jobs)(delayed(draw)(part) for part in parts)
    return drawn


def draw(part: Section) -> tuple[str | None, bytes | None]:
    """The drawing of a part as a file of SVG and as PNG."""
    if part.draw is None:
        return None, None
    with style(part.name):
        return as_files(part.draw())


def page(trends: Trends, parts: Iterable[tuple[Section, str | None]], words: Wording, pseudonyms: bool = False) -> str:
    """The page in HTML with its drawings inside."""
    from markupsafe import Markup

    source = trends.source
    title = words.say("title", months=words.month(f"{source.first}/{source.last}"))
    shown = [
        {
            "name": part.name,
            "title": part.title,
            "lead": part.lead,
            "caption": part.caption,
            "notes": part.notes,
            "tables": part.tables,
            "flags": part.flags,
            # The drawing is our own; every word in it was escaped when it was written as SVG.
            "drawing": None if svg is None else Markup(for_page(svg, part.name, f"{part.title}. {part.alt}")),
            "files": f"{PLOTS}/{part.name}",
        }
        for part, svg in parts
    ]
    return render(
        "trends.html.jinja",
        words.lang,
        room="trends",
        title=words.say("title_generated", title=title) if source.generated else title,
        summary=words.say(
            "summary",
            used=words.count(source.used),
            senders=words.count(source.senders),
            first=words.month(source.first or ""),
            last=words.month(source.last or ""),
        ),
        about=_about(trends, words),
        flags=_flags(trends, words, pseudonyms),
        tiles=_tiles(trends, words),
        sections=shown,
        method=_method(trends, words),
        roles=ROLES,
        program=f"vn_dossier_nlp {__version__}",
        versions=words.say(
            "versions",
            program=__version__,
            models=", ".join(source.models) or DASH,
            packs=", ".join(source.packs) or DASH,
            seed=trends.seed,
        ),
    )  # fmt: skip


def _about(trends: Trends, words: Wording) -> list[str]:
    """What was given, what was left out and why; where the rest came from."""
    source = trends.source
    left = [
        words.say(f"left_{name}", count=words.count(count))
        for name, count in (
            ("unread", source.unread),
            ("not_submissions", source.not_submissions),
            ("undated", source.undated),
            ("outside", source.outside),
            ("repeated", source.repeated),
        )
        if count
    ]
    given = words.count(source.lines)
    lines = (
        words.say("about_lines", lines=given, left=", ".join(left))
        if left
        else words.say("about_all_used", lines=given)
    )
    return [lines, words.say("about_register" if source.register else "about_no_register")]


def _flags(trends: Trends, words: Wording, pseudonyms: bool) -> list[Flag]:
    found = []
    if trends.source.generated:
        found.append(Flag(words.say("generated")))
    if trends.prevalence.uncorrected.denominator:
        fixed = trends.prevalence.corrected is not None
        found.append(Flag(words.say("corrected" if fixed else "uncorrected"), fixed))
    every = [*trends.overall, *trends.groups]
    if any(point.has(SMALL) for one in every for point in (*one.points, one.whole)):
        found.append(Flag(words.say("small_flag")))
    if trends.breaks:
        found.append(Flag(words.say("breaks_flag")))
    if pseudonyms:
        found.append(Flag(words.say("pseudonyms"), True))
    return found


def _tiles(trends: Trends, words: Wording) -> list[dict[str, str]]:
    """The main figures of the whole time, each with its interval and what it was counted among."""
    told = trends.prevalence
    tiles = []
    vague = trends.series("share_vague")
    if vague is not None and vague.whole.denominator:
        rate = told.corrected or told.uncorrected
        point = Point(vague.whole.period, rate.value, rate.low, rate.high, rate.numerator, rate.denominator)
        how = words.say("tile_corrected" if told.corrected else "tile_uncorrected", count=words.count(told.labelled))
        tiles.append(_tile(vague, point, words) | {"base": f"{base(vague.whole, 'judged', words)}; {how}"})
    for code in _TILES:
        series = trends.series(code)
        if series is not None and series.whole.denominator:
            tile = _tile(series, series.whole, words)
            if series.whole.has(UNCORRECTED) and code != "boilerplate":
                tile["base"] += f"; {words.say('tile_uncorrected', count='')}"
            tiles.append(tile)
    return tiles


def _tile(series: Series, point: Point, words: Wording) -> dict[str, str]:
    unit = series.indicator.unit
    return {
        "what": words.indicator(series.indicator),
        "value": words.value(point.value, unit) if point.value is not None else words.say("no_value"),
        "interval": words.say("interval", interval=words.interval(point.low, point.high, unit)),
        "base": base(point, series.indicator.denominator, words),
    }


def _method(trends: Trends, words: Wording) -> list[str]:
    """How the figures were made, what they rest on and what they do not say."""
    told = trends.prevalence
    lines = [words.say("method_interval"), words.say("method_clusters")]
    lines.append(words.say("method_small", least=trends.least))
    lines.append(words.say("method_pooled"))
    if told.uncorrected.denominator:
        lines.append(words.say("method_prevalence" if told.corrected else "method_uncorrected"))
    lines += [words.say(f"assumption.{code}") for code in told.assumptions]
    lines += [words.say("method_holm"), words.say("method_breaks")]
    if trends.interrupted:
        lines.append(words.say("method_change"))
    lines += [words.say("method_proposed"), words.say("method_cause"), words.say("method_cite", version=__version__)]
    return lines
