"""The parts of the page on a change: before and after a date, with what must hold for it to mean anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from vn_dossier_nlp.trends import plots
from vn_dossier_nlp.trends.result import Effect, Interrupted, Trends
from vn_dossier_nlp.trends.section import Section, Table, caption, flags, month_table, notes, series_alt
from vn_dossier_nlp.trends.wording import DASH, Wording

_MAIN = ("share_vague", "share_return_proposed", "share_returned", "share_dead_basis", "days_to_decision")
_DRAWN = 6
"""Drawings for one change: the main indicators, then what was found beside them; the table has all."""


def change_sections(trends: Trends, words: Wording) -> Iterator[Section]:
    """For each change a part that lists every effect, and drawings of the main indicators."""
    dates = list(dict.fromkeys(one.date for one in trends.interrupted))
    for place, day in enumerate(dates, start=1):
        among = [one for one in trends.interrupted if one.date == day]
        yield _summary(f"change-{place}", day, among, words)
        for one in _chosen(among):
            yield _drawing(f"change-{place}-{one.series.indicator.id}", one, trends, words)


def _chosen(among: Sequence[Interrupted]) -> list[Interrupted]:
    """Main indicators first; those that could not be fitted are told in the table alone."""
    fitted = [one for one in among if one.fitted]
    main = sorted(
        (one for one in fitted if one.series.indicator.code in _MAIN),
        key=lambda one: _MAIN.index(one.series.indicator.code),
    )
    rest = [one for one in fitted if one not in main and any(effect.found for effect in one.effects)]
    return [*main, *rest][:_DRAWN]


def _summary(name: str, day: str, among: Sequence[Interrupted], words: Wording) -> Section:
    """The average change of every share with its interval."""
    averages = [(one, effect) for one in among for effect in one.effects if effect.name == "average"]
    rows = [
        plots.Row(words.indicator(one.series.indicator), effect.estimate, effect.low, effect.high,
                  words.effect(effect), effect.found)
        for one, effect in averages
        if one.series.indicator.unit == "share"
    ]  # fmt: skip
    effects = [effect for one in among for effect in one.effects]
    found = [effect for effect in effects if effect.found]
    failed = [one for one in among if one.why_not]
    assumptions = dict.fromkeys(code for one in among for code in one.assumptions)
    return Section(
        name,
        words.say("section.change", date=words.day(day)),
        words.say("lead.change", tested=len(effects), count=len(found)),
        words.say("caption_change", method=words.label("regression", among[0].method) if among else ""),
        words.say("alt.change", date=words.day(day), count=len(rows), found=sum(row.strong for row in rows)),
        partial(plots.forest_figure, rows, "points", words.say("forest_change"), words, around_zero=True)
        if rows
        else None,
        (
            words.say("assumptions_head"),
            *(words.say(f"assumption.{code}") for code in assumptions),
            words.say("note.holm"),
            *(
                words.say("note.not_fitted", indicator=words.indicator(one.series.indicator),
                          why=words.label("why_not", one.why_not or ""))
                for one in failed
            ),
        ),
        (_effect_table(among, words, words.day(day)),),
    )  # fmt: skip


def _drawing(name: str, one: Interrupted, trends: Trends, words: Wording) -> Section:
    indicator = words.indicator(one.series.indicator)
    correlation = DASH if one.autocorrelation is None else words.decimal(one.autocorrelation, 2)
    return Section(
        name.replace(".", "-"),
        words.say("section.change_one", date=words.day(one.date), indicator=indicator),
        " ".join(_effect_sentence(effect, words) for effect in one.effects),
        f"{caption([one.series], words)} "
        + words.say("caption_fit", before=one.months_before, after=one.months_after, correlation=correlation),
        series_alt([one.series], words),
        partial(plots.change_figure, one, words),
        (words.say("note.assumptions"), *notes([one.series], trends.least, words)),
        (month_table(one.series, indicator, words), _fit_table(one, words)),
        flags([one.series], words),
    )


def _effect_sentence(effect: Effect, words: Wording) -> str:
    return words.say(
        f"effect.{effect.name}" if effect.found else f"effect_not.{effect.name}",
        change=words.change(effect.estimate, effect.indicator.unit),
        interval=words.change_interval(effect),
        p=words.chance(effect.p if effect.p_adjusted is None else effect.p_adjusted),
    )


def _effect_table(among: Sequence[Interrupted], words: Wording, day: str) -> Table:
    codes = ("indicator", "effect", "change", "interval", "p", "p_adjusted", "q", "found")
    rows = [
        (
            words.indicator(effect.indicator),
            words.say(f"effect_name.{effect.name}"),
            words.change(effect.estimate, effect.indicator.unit),
            words.change_interval(effect),
            words.chance(effect.p),
            words.chance(effect.p_adjusted),
            words.chance(effect.q),
            words.say("yes" if effect.found else "no"),
        )
        for one in among
        for effect in one.effects
    ]
    return Table(words.say("section.change", date=day), tuple(words.say(f"head.{code}") for code in codes), tuple(rows))


def _fit_table(one: Interrupted, words: Wording) -> Table:
    unit = one.series.indicator.unit
    codes = ("month", "fitted", "interval", "without", "without_interval")
    rows = [
        (
            words.month(row.period),
            words.value(row.value, unit),
            words.interval(row.low, row.high, unit),
            words.value(row.without, unit),
            words.interval(row.without_low, row.without_high, unit),
        )
        for row in one.fitted
    ]
    return Table(words.say("table_fit"), tuple(words.say(f"head.{code}") for code in codes), tuple(rows))
