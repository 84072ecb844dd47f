"""``vn-dossier law``: what is known of an instrument, and whether it was in force on a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, SOME_NOT_READ, lang_option

if TYPE_CHECKING:
    from vn_dossier_nlp.law import Dated, Fact, Instrument, Registry, Standing

WIDTH = 80
MOST_FACTS = 8  # facts beside the deciding ones that the table shows
MOST_WHOLE = 3  # instruments shown in full; of more only a line each
_LABEL = 20


@click.command("law")
@click.argument("number", nargs=-1, required=True)
@click.option("--on", "date", metavar="DATE", default=None, help="Date of the status: 2024-08-01, 8/2024 or 2024.")
@click.option("--format", "shape", type=click.Choice(["table", "json"]), default="table", show_default=True)
@lang_option
def command(number: tuple[str, ...], date: str | None, shape: str, lang: str) -> int:
    """Show an instrument by its NUMBER, or a law by its name: its dates, and its status on a date.

    Every fact is shown with its source; what the sources do not carry is unknown. Default date: today. An office adds
    its own list in instruments.csv of its folder (docs/law.md). Exit code 1: the instrument is not in the list.
    """
    from datetime import date as day

    from vn_dossier_nlp.law import registry, status_on
    from vn_dossier_nlp.law.keys import iso_date

    query = " ".join(" ".join(number).split())
    on = iso_date(date) if date else day.today().isoformat()
    known = registry()
    found = candidates(query, known)
    answers = [(one, status_on(one, on, known)) for one in found]
    close = None if found else closest(query, known)
    if shape == "json":
        _print_json(query, on, answers, close, known)
    elif answers:
        _print_found(answers, known, lang)
    else:
        _print_missing(query, close, lang)
    return ALL_PROCESSED if answers else SOME_NOT_READ


def candidates(query: str, known: Registry) -> tuple[Instrument, ...]:
    """The instruments that a query may mean: by number, by number and year alone, by name with or without a year."""
    import re

    if number := _number_in(query):
        kind = _type_before(query, number)
        return known.by_number(number, kind=kind) or known.by_number(number) or known.by_stem(number, kind)
    year = re.search(r"\s((?:19|20)\d\d)$", query)
    when = year[1] if year else None
    return known.by_title(query, when) or known.by_title(f"Luật {query}", when)


def closest(query: str, known: Registry) -> Instrument | None:
    """ "Did you mean" for a query that found nothing."""
    number = _number_in(query)
    return known.near(number, _type_before(query, number)) if number else None


def _number_in(query: str) -> str:
    """The number in a query: the first that reads as one, else what stands around a bar."""
    from vn_dossier_nlp.grammar.numbers import find_numbers
    from vn_dossier_nlp.language.folding import fold

    text = fold(query).text
    if found := next(find_numbers(text), None):
        return found.normal
    return next((word for word in text.split() if "/" in word or (word[0].isdigit() and "-" in word)), "")


def _type_before(query: str, number: str) -> str | None:
    """The type word before a number in a query: "Nghị định số 30/2020/NĐ-CP" -> "nghị định"."""
    from vn_dossier_nlp.grammar.tables import doc_types
    from vn_dossier_nlp.language.folding import key

    words = key(query)
    names = sorted((kind.name for kind in doc_types()), key=len, reverse=True)
    return next((name for name in names if words.startswith(f"{name} ") and number), None)


# What is printed ----------------------------------------------------------------------------------------------------


def _print_json(
    query: str, on: str, answers: list[tuple[Instrument, Standing]], close: Instrument | None, known: Registry
) -> None:
    import json
    from dataclasses import asdict

    records: list[dict[str, Any]] = []
    for one, standing in answers:
        record = asdict(one) | {"listed": [{"source": source, "until": until} for source, until in one.listed]}
        record["conflicts"] = [asdict(conflict) for conflict in known.conflicts_of(one)]
        record["standing"] = asdict(standing) | {"certainty": standing.certainty}
        records.append(record)
    near = {"number": close.number, "type": close.type, "title": close.title, "issuer": close.issuer} if close else None
    codes = sorted({code for one, standing in answers for code in _codes(one, standing, everything=True)})
    texts = {code: known.sources[code].text for code in codes if code in known.sources}
    line = {"query": query, "on": on, "instruments": records, "near": near, "sources": texts}
    click.echo(json.dumps(line, ensure_ascii=False, indent=1))


def _print_missing(query: str, close: Instrument | None, lang: str) -> None:
    from vn_dossier_nlp.words import say

    click.echo(say("law.not_found", lang, query=query), err=True)
    if close:
        title = close.title or say("law.no_title", lang)
        click.echo(say("law.did_you_mean", lang, heading=_heading(close, lang), title=title), err=True)


def _print_found(answers: list[tuple[Instrument, Standing]], known: Registry, lang: str) -> None:
    from vn_dossier_nlp.words import say

    if len(answers) > 1:
        click.echo(say("law.several", lang, count=len(answers)))
    if len(answers) > MOST_WHOLE:
        for one, standing in answers:
            _print_brief(one, standing, lang)
        return
    for one, standing in answers:
        if len(answers) > 1:
            click.echo()
        _print_whole(one, standing, known, lang)


def _print_brief(one: Instrument, standing: Standing, lang: str) -> None:
    """Two lines for one of many: number, issuer and status; the title."""
    from vn_dossier_nlp.words import label

    _paragraph(f"- {_heading(one, lang)}, {one.issuer}: {label('law.status', standing.status, lang)}", "", "  ")
    if one.title:
        _paragraph(one.title, "  ", "  ")


def _print_whole(one: Instrument, standing: Standing, known: Registry, lang: str) -> None:
    from vn_dossier_nlp.law.keys import recurs
    from vn_dossier_nlp.words import has, say

    click.echo(_heading(one, lang))
    if one.title:
        _paragraph(one.title, "  ", "  ")
    _row(say("law.issuer", lang), one.issuer or say("law.not_known", lang))
    for name in ("issued", "effective", "expired"):
        _row(say(f"law.{name}", lang), _dated(getattr(one, name), name in one.conflicts, lang))
    if one.replaced_by:
        _row(say("law.replaced_by", lang), f"{one.replaced_by.value} [{one.replaced_by.source}]")
    if recurs(one.number):
        _paragraph(say("law.recurs", lang), "  ", "  ")
    click.echo(f"  {_on(standing.on, lang)}: {_answer(standing, lang)}")
    for fact in standing.deciding:
        _bullet(_sentence(fact, lang), fact.source)
    if reason := _why_unknown(one, standing, lang):
        _paragraph(reason, "    ", "    ")
    others = _others(standing)
    if others:
        click.echo(f"  {say('law.other_facts', lang)}:")
        for fact in others[-MOST_FACTS:]:
            _bullet(_sentence(fact, lang), fact.source)
        if len(others) > MOST_FACTS:
            click.echo(f"    {say('law.more_facts', lang, count=len(others) - MOST_FACTS)}")
    click.echo(f"  {say('law.sources', lang)}:")
    for code in _codes(one, standing):
        if code in known.sources:
            text = say(f"law.source.{code}", lang) if has(f"law.source.{code}", lang) else known.sources[code].text
            _paragraph(f"[{code}] {text}", "    ", "      ")


def _codes(one: Instrument, standing: Standing, *, everything: bool = False) -> list[str]:
    """The codes of the sources that are shown, each once, in the order in which they are shown."""
    others = list(standing.facts) if everything else _others(standing)[-MOST_FACTS:]
    dates: list[Dated | None] = [one.issued, one.effective, one.expired, one.replaced_by]
    codes = [dated.source for dated in dates if dated]
    codes += [fact.source for fact in (*standing.deciding, *others)]
    return list(dict.fromkeys(codes))


def _others(standing: Standing) -> list[Fact]:
    """The facts beside the deciding ones that say more than the dates above them."""
    return [fact for fact in standing.facts if fact.kind not in ("issued", "effective", "expired", "listed")]


def _heading(one: Instrument, lang: str) -> str:
    from vn_dossier_nlp.words import say

    return say("law.heading", lang, type=one.type[:1].upper() + one.type[1:], number=one.number)


def _dated(dated: Dated | None, differs: bool, lang: str) -> str:
    from vn_dossier_nlp.words import say

    text = f"{_spoken(dated.value, lang)} [{dated.source}]" if dated else say("law.not_known", lang)
    return f"{text} {say('law.conflict_mark', lang)}" if differs else text


def _answer(standing: Standing, lang: str) -> str:
    from vn_dossier_nlp.words import label, say

    status = label("law.status", standing.status, lang).upper()
    if standing.certainty is None:
        return status
    return say("law.answer", lang, status=status, certainty=label("law.certainty", standing.certainty, lang))


def _why_unknown(one: Instrument, standing: Standing, lang: str) -> str:
    from vn_dossier_nlp.law.status import UNKNOWN
    from vn_dossier_nlp.words import say

    if standing.status != UNKNOWN:
        return ""
    if any(fact.kind == "listed" for fact in standing.deciding):
        return say("law.after_listing", lang)
    return say("law.no_start" if one.effective is None and not standing.deciding else "law.not_enough", lang)


def _sentence(fact: Fact, lang: str) -> str:
    """One fact in words: by its kind, whether its day is known, and for an expiry by whom."""
    from vn_dossier_nlp.words import has, say

    key = f"law.fact.{fact.kind}"
    if fact.kind == "conflict":
        key += f"_{fact.field}"
    elif fact.kind == "expired" and fact.by:
        key += "_by"
    if fact.date is None and has(f"{key}_undated", lang):
        key += "_undated"
    by = fact.by or say("law.unnamed", lang)
    return say(key, lang, date=_spoken(fact.date, lang) if fact.date else say("law.not_known", lang), by=by)


def _spoken(iso: str, lang: str) -> str:
    """A date in the form of the language: "2024-08-01" -> "01/08/2024"; a month and a year too."""
    from vn_dossier_nlp.words import say

    year, month, of_month = (*iso.split("-"), "", "")[:3]
    if of_month:
        return say("format.date", lang, year=year, month=month, day=of_month)
    return say("format.month", lang, year=year, month=month) if month else year


def _on(iso: str, lang: str) -> str:
    from vn_dossier_nlp.words import say

    parts = iso.count("-")
    if parts == 2:
        return say("law.on_day", lang, date=_spoken(iso, lang))
    return say(
        "law.on_period", lang, date=say("law.on_month" if parts else "law.on_year", lang, date=_spoken(iso, lang))
    )


def _row(name: str, value: str) -> None:
    _paragraph(value, f"  {name:{_LABEL}}", " " * (_LABEL + 2))


def _bullet(text: str, source: str) -> None:
    _paragraph(f"{text} [{source}]", "    - ", "      ")


def _paragraph(text: str, first: str, rest: str) -> None:
    import textwrap

    lines = textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False)
    click.echo("\n".join(lines) if lines else first)
