"""A part of the page: a drawing with its words, its denominators and its table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.result import (
    INCOMPLETE,
    NOT_REACHED,
    ONE_SENDER,
    POOLED,
    SMALL,
    UNCORRECTED,
    Break,
    Effect,
    Point,
    Series,
)
from vn_dossier_nlp.trends.wording import DASH, Wording

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TOLD = (INCOMPLETE, ONE_SENDER, POOLED, NOT_REACHED)


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in words; the first of a row is its head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """A short warning beside a title; ``good`` where it is none."""

    text: str
    good: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """``draw`` is called inside the style of the drawing; ``alt`` tells those who cannot see what it shows."""

    name: str
    title: str
    lead: str
    caption: str = ""
    alt: str = ""
    draw: Callable[[], Figure] | None = None
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    flags: tuple[Flag, ...] = ()


def whole_sentence(series: Series, words: Wording) -> str:
    """The figure of the whole time with its interval and denominator, and how it changes from year to year."""
    told = words.say(
        "whole",
        indicator=words.indicator(series.indicator),
        figure=words.figure(series.whole, series.indicator.unit),
        base=base(series.whole, series.indicator.denominator, words),
    )
    return f"{told} {trend_sentence(series.trend, words)}"


def trend_sentence(trend: Effect | None, words: Wording) -> str:
    """The yearly change in words; what was not found is not told as a change."""
    if trend is None:
        return words.say("trend_short")
    return words.say(
        "trend_found" if trend.found else "trend_not_found",
        change=words.change(trend.estimate, trend.indicator.unit),
        interval=words.change_interval(trend),
        p=words.chance(trend.p if trend.p_adjusted is None else trend.p_adjusted),
    )


def base(point: Point, among: str, words: Wording) -> str:
    """The denominator with its name: "4.800 hồ sơ đã chấm"."""
    return words.say("of", count=words.count(point.denominator), among=words.say(f"among.{among}"))


def caption(series: Sequence[Series], words: Wording) -> str:
    """What was counted among what, and how the interval was made; each thing once."""
    told = dict.fromkeys(
        words.say(
            "caption",
            indicator=words.indicator(one.indicator),
            base=base(one.whole, one.indicator.denominator, words),
            senders=words.count(one.senders),
            method=words.label("interval_method", one.method),
        )
        for one in series
    )
    return " ".join(told)


def notes(series: Iterable[Series], least: int, words: Wording) -> tuple[str, ...]:
    """What a reader must know of the figures: suppressed, incomplete, not corrected; and the breaks."""
    series = list(series)
    points = [point for one in series for point in (*one.points, one.whole)]
    said = []
    small = sum(point.has(SMALL) for one in series for point in one.points)
    if small:
        said.append(words.say("note.small", count=words.count(small), least=least))
    if any(point.has(UNCORRECTED) for point in points):
        said.append(words.say("note.uncorrected"))
    said += [words.say(f"note.{code}") for code in _TOLD if any(point.has(code) for point in points)]
    if any(one.indicator.unit in ("words", "characters") for one in series):
        said.append(words.say("note.not_from_zero"))
    return (*said, *break_notes((found for one in series for found in one.breaks), words))


def break_notes(breaks: Iterable[Break], words: Wording) -> tuple[str, ...]:
    """Each break in a sentence, in the order of time."""
    return tuple(
        words.say(
            f"break.{one.kind}",
            month=words.month(one.period),
            before=one.before or DASH,
            after=one.after or DASH,
            share=words.value(one.share, "share"),
        )
        for one in sorted(dict.fromkeys(breaks), key=lambda found: (found.period, found.kind))
    )


def flags(series: Iterable[Series], words: Wording) -> tuple[Flag, ...]:
    """The words that must not be overlooked: not corrected; proposed by the tool."""
    found = []
    series = list(series)
    if any(point.has(UNCORRECTED) for one in series for point in (*one.points, one.whole)):
        found.append(Flag(words.say("uncorrected")))
    if any(one.indicator.proposed for one in series):
        found.append(Flag(words.say("proposed")))
    return tuple(found)


def month_table(series: Series, name: str, words: Wording) -> Table:
    """Every month of a series with numerator and denominator."""
    unit = series.indicator.unit
    rows = [_month_row(point, unit, words) for point in (*series.points, series.whole)]
    return Table(
        name,
        tuple(words.say(f"head.{code}") for code in ("month", "value", "interval", "numerator", "denominator", "note")),
        tuple(rows),
    )


def _month_row(point: Point, unit: str, words: Wording) -> tuple[str, ...]:
    whole = unit == "share"
    count = DASH if point.numerator is None else words.decimal(point.numerator, 0 if whole else 1)
    return (
        words.month(point.period),
        words.value(point.value, unit),
        words.interval(point.low, point.high, unit),
        DASH if point.has(SMALL) else count,
        words.count(point.denominator),
        note_words(point.note, words),
    )


def note_words(note: str, words: Wording) -> str:
    """The notes of a figure in short words; those of every figure of a series are told above the table."""
    return ", ".join(words.say(f"note_short.{code}") for code in note.split())


def whole_table(series: Sequence[Series], title: str, head: str, names: Sequence[str], words: Wording) -> Table:
    """One row a series: the figure of the whole time and its yearly change."""
    codes = ("value", "interval", "numerator", "denominator", "yearly", "yearly_interval", "p_adjusted", "note")
    rows = []
    for one, name in zip(series, names, strict=True):
        unit, trend = one.indicator.unit, one.trend
        rows.append(
            (
                name,
                *_month_row(one.whole, unit, words)[1:5],
                DASH if trend is None else words.change(trend.estimate, unit),
                DASH if trend is None else words.change_interval(trend),
                DASH if trend is None else words.chance(trend.p if trend.p_adjusted is None else trend.p_adjusted),
                note_words(one.whole.note, words),
            )
        )
    return Table(title, (head, *(words.say(f"head.{code}") for code in codes)), tuple(rows))


def series_alt(series: Sequence[Series], words: Wording) -> str:
    """First, last, lowest and highest month of each series in a sentence."""
    told = []
    for one in series:
        seen = [point for point in one.points if point.value is not None]
        if not seen:
            told.append(words.say("alt.empty", indicator=words.indicator(one.indicator)))
            continue
        unit = one.indicator.unit
        lowest = min(seen, key=lambda point: point.value or 0.0)
        highest = max(seen, key=lambda point: point.value or 0.0)
        told.append(
            words.say(
                "alt.series",
                indicator=words.indicator(one.indicator),
                first=words.month(seen[0].period),
                start=words.value(seen[0].value, unit),
                last=words.month(seen[-1].period),
                end=words.value(seen[-1].value, unit),
                lowest=words.value(lowest.value, unit),
                low_month=words.month(lowest.period),
                highest=words.value(highest.value, unit),
                high_month=words.month(highest.period),
            )
        )
    return " ".join(told)
