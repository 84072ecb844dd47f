"""The parts of the page, in its order; a part for which the data has nothing is not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from vn_dossier_nlp.trends import plots
from vn_dossier_nlp.trends.changes import change_sections
from vn_dossier_nlp.trends.result import ALL, DeadLaw, Effect, Funnel, HeatCell, HeatMap, Series, Trends
from vn_dossier_nlp.trends.section import (
    Section,
    Table,
    caption,
    flags,
    month_table,
    note_words,
    notes,
    series_alt,
    trend_sentence,
    whole_sentence,
    whole_table,
)
from vn_dossier_nlp.trends.wording import DASH, Wording

_GROUPED = ("share_vague", "share_return_proposed", "share_returned")
"""Indicators that are drawn for every group."""


def sections(trends: Trends, words: Wording) -> list[Section]:
    """All parts for which there are figures."""
    return [
        *_vague(trends, words),
        *_over_time("returns", ("share_return_proposed", "share_returned"), trends, words),
        *_items("reasons", "return_reason", trends, words),
        *_items("requirements", "miss_rate", trends, words),
        *_heat(trends, words),
        *_funnels(trends, words),
        *_grouped(trends, words),
        *_over_time("bases", ("share_dead_basis", "dead_age", "pins_per_basis"), trends, words),
        *_dead_law(trends, words),
        *_over_time("handling", ("days_to_decision", "returns_per_dossier", "share_cured"), trends, words),
        *_over_time("texts", ("boilerplate", "length", "readability"), trends, words),
        *change_sections(trends, words),
        *_yearly(trends, words),
    ]


def _counted(series: Series | None) -> Series | None:
    """A series in which something was counted."""
    return series if series is not None and series.whole.denominator and series.points else None


def _vague(trends: Trends, words: Wording) -> Iterator[Section]:
    """The share of vague submissions: as the classifier counts, and corrected where there are labels."""
    plain = _counted(trends.series("share_vague"))
    if plain is None:
        return
    lines = [plots.Line(plain, words.say("line_uncorrected"))]
    monthly = trends.prevalence.monthly
    if monthly is not None:
        lines.append(plots.Line(monthly, words.say("line_corrected")))
    panels = [(words.indicator(plain.indicator), lines)]
    unsure = _counted(trends.series("share_unsure"))
    if unsure is not None:
        panels.append((words.indicator(unsure.indicator), [plots.Line(unsure, "")]))
    drawn = [line.series for _, some in panels for line in some]
    yield Section(
        "vague",
        words.say("section.vague"),
        f"{_prevalence(trends, words)}\n{words.say('trend_plain')} {trend_sentence(plain.trend, words)}",
        caption(drawn, words),
        series_alt(drawn, words),
        partial(plots.series_figure, panels, words),
        notes(drawn, trends.least, words),
        tuple(
            month_table(line.series, line.name or words.indicator(line.series.indicator), words)
            for _, some in panels
            for line in some
        ),
        flags([monthly] if monthly is not None else [plain], words),
    )


def _prevalence(trends: Trends, words: Wording) -> str:
    """The share of truly vague ones in a sentence, corrected where there are labels."""
    told, rate = trends.prevalence, trends.prevalence.uncorrected
    plain = words.say(
        "prevalence_uncorrected",
        value=words.value(rate.value, "share"),
        interval=words.interval(rate.low, rate.high, "share"),
        count=words.count(rate.denominator),
    )
    if told.corrected is None:
        return plain
    fixed = words.say(
        "prevalence_corrected",
        value=words.value(told.corrected.value, "share"),
        interval=words.interval(told.corrected.low, told.corrected.high, "share"),
        labelled=words.count(told.labelled),
    )
    errors = [
        words.say(
            f"prevalence_{name}",
            value=words.value(rate.value, "share"),
            interval=words.interval(rate.low, rate.high, "share"),
        )
        for name, rate in (("sensitivity", told.sensitivity), ("specificity", told.specificity))
        if rate is not None
    ]
    lost = [words.say("prevalence_lost", count=words.count(told.lost))] if told.lost else []
    return " ".join([fixed, plain, *errors, *lost])


def _over_time(name: str, codes: Sequence[str], trends: Trends, words: Wording) -> Iterator[Section]:
    """Indicators over all dossiers, a panel each."""
    found = [series for code in codes if (series := _counted(trends.series(code))) is not None]
    if not found:
        return
    panels = [(words.indicator(one.indicator), [plots.Line(one, "")]) for one in found]
    yield Section(
        name,
        words.say(f"section.{name}"),
        "\n".join(whole_sentence(one, words) for one in found),
        caption(found, words),
        series_alt(found, words),
        partial(plots.series_figure, panels, words),
        notes(found, trends.least, words),
        tuple(month_table(one, words.indicator(one.indicator), words) for one in found),
        flags(found, words),
    )


def _items(name: str, code: str, trends: Trends, words: Wording) -> Iterator[Section]:
    """Reasons or requirements side by side over the whole time, the most frequent first."""
    found = [one for one in trends.overall if one.indicator.code == code and one.indicator.item and _counted(one)]
    found.sort(key=lambda one: -(one.whole.value if one.whole.value is not None else -1.0))
    shown = [one for one in found if one.whole.value is not None]
    if not shown:
        return
    rows = [
        plots.Row(
            words.item(one.indicator),
            one.whole.value or 0.0,
            one.whole.low if one.whole.low is not None else 0.0,
            one.whole.high if one.whole.high is not None else 1.0,
            words.say("of_short", share=words.value(one.whole.value, "share"),
                      count=words.count(one.whole.numerator or 0), base=words.count(one.whole.denominator)),
        )
        for one in shown
    ]  # fmt: skip
    among = words.say(f"among.{shown[0].indicator.denominator}")
    most, least = rows[0], rows[-1]
    method = words.label("interval_method", shown[0].method)
    yield Section(
        name,
        words.say(f"section.{name}"),
        words.say(f"lead.{name}", name=most.name, share=words.value(most.value, "share")),
        words.say("caption_items", among=among, method=method),
        words.say("alt.items", count=len(rows), most=most.name, high=words.value(most.value, "share"),
                  least=least.name, low=words.value(least.value, "share")),
        partial(plots.forest_figure, rows, "share", words.say("axis.share"), words),
        notes(found, trends.least, words),
        (whole_table(found, words.say(f"section.{name}"), words.say(f"head.{name}"),
                     [words.item(one.indicator) for one in found], words),),
        flags(found, words),
    )  # fmt: skip


def _heat(trends: Trends, words: Wording) -> Iterator[Section]:
    heat = trends.heatmap
    if heat is None or not heat.rows or not heat.columns:
        return
    shown = [cell for cell in heat.cells if cell.value is not None]
    hidden = len(heat.cells) - len(shown)
    told = [words.say("note.heat_small", count=words.count(hidden), least=heat.least)] if hidden else []
    if len(heat.columns) > plots.MOST_COLUMNS:
        told.append(words.say("note.heat_more", shown=plots.MOST_COLUMNS, all=words.count(len(heat.columns))))
    yield Section(
        "heatmap",
        words.say("section.heatmap", by=words.say(f"by.{trends.by}")),
        words.say("lead.heatmap"),
        words.say("caption_heat", method=words.label("interval_method", heat.method)),
        _heat_alt(heat, shown, words),
        partial(plots.heat_figure, heat, words),
        (words.say("note.pooled"), *told),
        (_heat_table(heat, words),),
        flags([one for one in trends.overall if one.indicator.code == "miss_rate"], words),
    )


def _heat_alt(heat: HeatMap, shown: list[HeatCell], words: Wording) -> str:
    if not shown:
        return words.say("alt.heat_empty")
    worst = max(shown, key=lambda cell: cell.value or 0.0)
    return words.say(
        "alt.heat",
        rows=len(heat.rows),
        columns=len(heat.columns),
        requirement=words.label("requirement", worst.row),
        group=words.group(worst.column),
        value=words.value(worst.value, "share"),
    )


def _heat_table(heat: HeatMap, words: Wording) -> Table:
    rows = [
        (
            words.group(column),
            words.label("requirement", row),
            words.value(cell.value, "share"),
            words.interval(cell.low, cell.high, "share"),
            words.count(cell.numerator) if cell.value is not None else DASH,
            words.count(cell.denominator),
            note_words(cell.note, words),
        )
        for column in heat.columns
        for row in heat.rows
        for cell in (heat.cell(row, column),)
    ]
    codes = ("group", "requirements", "pooled", "interval", "numerator", "denominator", "note")
    return Table(words.say("table_heat"), tuple(words.say(f"head.{code}") for code in codes), tuple(rows))


def _funnels(trends: Trends, words: Wording) -> Iterator[Section]:
    for funnel in trends.funnels:
        if not funnel.points:
            continue
        outside = [point for point in funnel.points if point.outside]
        indicator, by = words.indicator(funnel.indicator), words.say(f"by.{trends.by}")
        told = [words.say("note.funnel_small", by=by, count=words.count(funnel.suppressed), least=funnel.least)]
        yield Section(
            f"funnel-{funnel.indicator.code}",
            words.say("section.funnel", by=by, indicator=indicator),
            words.say("lead.funnel_some" if outside else "lead.funnel_none", by=by, count=len(outside),
                      all=words.count(len(funnel.points)), names="; ".join(words.group(p.group) for p in outside)),
            words.say("caption_funnel", by=by, target=words.value(funnel.target, "share"),
                      among=words.say(f"among.{funnel.indicator.denominator}"),
                      spread=words.change(funnel.spread, "share").lstrip("+")),
            words.say("alt.funnel", by=by, count=len(funnel.points), indicator=indicator, outside=len(outside),
                      target=words.value(funnel.target, "share")),
            partial(plots.funnel_figure, funnel, words),
            (words.say("note.funnel_rank"), words.say("note.pooled_funnel", by=by),
             *(told if funnel.suppressed else ())),
            (_funnel_table(funnel, words),),
            flags([one for one in trends.overall if one.indicator.code == funnel.indicator.code], words),
        )  # fmt: skip


def _funnel_table(funnel: Funnel, words: Wording) -> Table:
    """By the number of dossiers, not by the share: nobody is ranked."""
    codes = ("group", "denominator", "numerator", "value", "interval", "pooled", "pooled_interval", "p_adjusted", "q",
             "outside")  # fmt: skip
    rows = [
        (
            words.group(one.group),
            words.count(one.denominator),
            words.count(one.numerator),
            words.value(one.value, "share"),
            words.interval(one.low, one.high, "share"),
            words.value(one.pooled, "share"),
            words.interval(one.pooled_low, one.pooled_high, "share"),
            words.chance(one.p_adjusted),
            words.chance(one.q),
            words.say("yes" if one.outside else "no"),
        )
        for one in sorted(funnel.points, key=lambda point: (-point.denominator, point.group))
    ]
    return Table(
        words.say("table_funnel", by=words.say(f"by.{words.by}"), indicator=words.indicator(funnel.indicator)),
        tuple(words.say(f"head.{code}") for code in codes),
        tuple(rows),
    )


def _grouped(trends: Trends, words: Wording) -> Iterator[Section]:
    """Small panels of the main indicators, the groups with most dossiers first."""
    for code in _GROUPED:
        found = [one for one in trends.groups if one.indicator.code == code and _counted(one)]
        found.sort(key=lambda one: (-one.whole.denominator, one.group))
        if len(found) < 2:
            continue
        shown = [one for one in found if _half_shown(one)][: plots.MOST_PANELS]
        indicator = words.indicator(found[0].indicator)
        more = words.say("note.groups_more", shown=len(shown), all=words.count(len(found)))
        by = words.say(f"by.{trends.by}")
        yield Section(
            f"groups-{code}",
            words.say("section.groups", by=by, indicator=indicator),
            _found_groups(found, words),
            words.say("caption_groups", among=words.say(f"among.{found[0].indicator.denominator}"),
                      method=words.label("interval_method", found[0].method)),
            words.say("alt.groups", count=len(shown), indicator=indicator),
            partial(plots.groups_figure, shown, trends.series(code), words) if shown else None,
            (*((more,) if len(found) > len(shown) else ()), *notes(shown, trends.least, words)),
            (whole_table(found, words.say("section.groups", by=by, indicator=indicator), words.say("head.group"),
                         [words.group(one.group) for one in found], words),),
            flags(found, words),
        )  # fmt: skip


def _half_shown(series: Series) -> bool:
    """Whether at least half of the months have a figure: of fewer a plot shows gaps alone."""
    return 2 * sum(point.value is not None for point in series.points) >= len(series.points)


def _found_groups(series: Sequence[Series], words: Wording) -> str:
    found = [one for one in series if one.trend is not None and one.trend.found]
    tested = sum(one.trend is not None for one in series)
    if not tested:
        return words.say("lead.groups_short")
    if not found:
        return words.say("lead.groups_none", tested=tested)
    named = "; ".join(
        f"{words.group(one.group)} ({words.change(one.trend.estimate, one.indicator.unit)})"
        for one in found
        if one.trend is not None
    )
    return words.say("lead.groups_some", tested=tested, count=len(found), names=named)


def _dead_law(trends: Trends, words: Wording) -> Iterator[Section]:
    laws = trends.dead_law
    reference = next((one for one in trends.overall if one.points), None)
    if not laws or reference is None:
        return
    periods = [point.period for point in reference.points]
    shown = laws[: plots.MOST_LAWS]
    more = words.say("note.law_more", shown=len(shown), all=words.count(len(laws)))
    yield Section(
        "dead-law",
        words.say("section.dead-law"),
        words.say("lead.dead-law", number=laws[0].number, dossiers=words.count(laws[0].dossiers),
                  count=words.count(len(laws))),
        words.say("caption_law"),
        words.say("alt.law", count=len(shown), number=laws[0].number, dossiers=words.count(laws[0].dossiers),
                  last=words.month(laws[0].last)),
        partial(plots.law_figure, laws, periods, words),
        (words.say("note.law_source"), *((more,) if len(laws) > len(shown) else ())),
        (_law_table(laws, words),),
    )  # fmt: skip


def _law_table(laws: Sequence[DeadLaw], words: Wording) -> Table:
    codes = ("instrument", "title", "ended", "dossiers", "citations", "senders", "first", "last", "age")
    rows = [
        (
            one.number,
            one.title or DASH,
            words.day(one.ended),
            words.count(one.dossiers),
            words.count(one.citations),
            words.count(one.senders),
            words.month(one.first),
            words.month(one.last),
            words.value(one.median_age, "days"),
        )
        for one in laws
    ]
    return Table(words.say("section.dead-law"), tuple(words.say(f"head.{code}") for code in codes), tuple(rows))


def _yearly(trends: Trends, words: Wording) -> Iterator[Section]:
    """The yearly change of every share over all dossiers, with what is left after all comparisons were counted."""
    effects = [one for one in trends.trends if one.group == ALL]
    shares = [one for one in effects if one.indicator.unit == "share"]
    if not shares:
        return
    rows = [
        plots.Row(
            words.indicator(one.indicator),
            one.estimate,
            one.low,
            one.high,
            words.effect(one),
            one.found,
        )
        for one in shares
    ]
    found = [one for one in effects if one.found]
    yield Section(
        "yearly",
        words.say("section.yearly"),
        words.say("lead.yearly", tested=len(effects), count=len(found)),
        words.say("caption_yearly"),
        words.say("alt.yearly", count=len(rows), found=sum(one.found for one in shares)),
        partial(plots.forest_figure, rows, "points", words.say("forest_year"), words, around_zero=True),
        (words.say("note.holm"), words.say("note.trend_model")),
        (effect_table(effects, words),),
    )


def effect_table(effects: Sequence[Effect], words: Wording) -> Table:
    """Effects with their interval and chance, before and after the comparisons were counted."""
    codes = ("indicator", "change", "interval", "p", "p_adjusted", "q", "found")
    rows = [
        (
            words.indicator(one.indicator),
            words.change(one.estimate, one.indicator.unit),
            words.change_interval(one),
            words.chance(one.p),
            words.chance(one.p_adjusted),
            words.chance(one.q),
            words.say("yes" if one.found else "no"),
        )
        for one in effects
    ]
    return Table(words.say("section.yearly"), tuple(words.say(f"head.{code}") for code in codes), tuple(rows))
