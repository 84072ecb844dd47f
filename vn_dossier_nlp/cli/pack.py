"""``vn-dossier pack``: the requirement packs, what each holds, and what in it is blank or not verified."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vn_dossier_nlp.cli.options import ALL_PROCESSED, USAGE, lang_option, pack_words, settings_option

if TYPE_CHECKING:
    from rich.table import Table

    from vn_dossier_nlp.regulation.pack import Pack, Requirement, Rule, Waiver
    from vn_dossier_nlp.reports.packwords import PackWords
    from vn_dossier_nlp.settings import Settings

BLANK_ARTICLE, BLANK_QUOTE, UNVERIFIED = "blank_article", "blank_quote", "unverified"
"""What is to be looked at in a row, beside ``person`` and ``reading``, the rows that no check looks at."""

format_option = click.option(
    "--format", "shape", type=click.Choice(["table", "jsonl"]), default="table", show_default=True
)


@click.group("pack")
def command() -> None:
    """Show requirement packs and what in them is blank.

    A pack is the regulation of one place and time as data; docs/requirements.md tells how an office writes its own.
    PACK is an id, of a shipped pack or of one in the folder packs of the user's folder, or a .toml file.
    """


@command.command("list")
@format_option
@settings_option
@lang_option
def list_packs(shape: str, settings: str | None, lang: str) -> int:
    """List the packs and when each is used."""
    from vn_dossier_nlp.regulation.pack import own_folder, own_packs, shipped_packs
    from vn_dossier_nlp.words import say

    chosen = _settings(settings)
    packs = [(pack, "own") for pack in own_packs(chosen)] + [(pack, "shipped") for pack in shipped_packs()]
    if shape == "jsonl":
        for pack, origin in packs:
            _line(_head(pack) | {"origin": origin})
        return ALL_PROCESSED
    table = _table([say(f"pack.column_{name}", lang) for name in ("id", "name", "used", "rows")], (4, 5, 5, 3))
    for pack, origin in packs:
        rows = say("pack.counts", lang, rows=len(pack.requirements), checked=len(pack.checked))
        name = pack.name_en if lang == "en" else pack.name_vi
        table.add_row(f"{pack.id} ({say(f'pack.{origin}', lang)})", name, _used(pack, lang), rows)
    _print(table)
    click.echo(say("pack.folder", lang, folder=own_folder(chosen)))
    return ALL_PROCESSED


@command.command("show")
@click.argument("pack", metavar="PACK")
@format_option
@settings_option
@lang_option
def show(pack: str, shape: str, settings: str | None, lang: str) -> int:
    """Show the rows of PACK: source, quote, note, waivers, verdict table."""
    from vn_dossier_nlp.regulation.pack import load_pack

    loaded = load_pack(pack, _settings(settings))
    if shape == "jsonl":
        for line in _show_lines(loaded):
            _line(line)
    else:
        for indent, text in _shown(loaded, lang):
            _paragraph(text, indent)
    return ALL_PROCESSED


@command.command("check")
@click.argument("packs", metavar="[PACK]...", nargs=-1)
@format_option
@settings_option
@lang_option
def check(packs: tuple[str, ...], shape: str, settings: str | None, lang: str) -> int:
    """List what in each PACK is blank, not verified or left to a person.

    Without PACK all are checked. A pack with a fault is named in one line with file, row and key.

    Exit code 2: a pack has a fault, for example a check that is unknown.
    """
    from vn_dossier_nlp.errors import DossierError
    from vn_dossier_nlp.regulation.pack import load_pack, own_files, own_pack, pack_ids

    faults = 0
    chosen = _settings(settings)
    asked: list[str | Path] = [*packs] if packs else [*own_files(chosen), *pack_ids()]
    for name in asked:
        try:
            pack = own_pack(name) if isinstance(name, Path) else load_pack(name, chosen)
        except DossierError as error:
            click.echo(f"vn-dossier: {error}", err=True)
            faults += 1
            continue
        looks = list(_looks(pack))
        if shape == "jsonl":
            for look in looks:
                _line(look.line(pack))
        else:
            _print_looks(pack, looks, lang)
    return USAGE if faults else ALL_PROCESSED


def _settings(path: str | None) -> Settings:
    from vn_dossier_nlp.settings import load_settings

    return load_settings(Path(path) if path else None)


# What is to be looked at --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """One thing in one row that an office must know of."""

    row: Requirement
    code: str

    def line(self, pack: Pack) -> dict[str, Any]:
        """The line of JSON: the note of the pack in both languages, where it says why."""
        told = self.code in ("person", "reading")
        return {
            "pack": pack.id,
            "file": pack.file,
            "requirement": self.row.id,
            "codes": list(self.row.codes),
            "look": self.code,
            "source_status": self.row.source_status,
            "note": {"vi": self.row.note_vi, "en": self.row.note_en} if told else None,
        }


def _looks(pack: Pack) -> Iterator[Look]:
    from vn_dossier_nlp.reports.packwords import article_in

    words = pack_words(pack)
    for row in pack.requirements:
        if article_in(words[row.id], "vi") and not row.article:
            yield Look(row, BLANK_ARTICLE)
        if not row.quote:
            yield Look(row, BLANK_QUOTE)
        if row.source_status != "verified":
            yield Look(row, UNVERIFIED)
        if not row.check:
            yield Look(row, row.automation)


def _print_looks(pack: Pack, looks: Sequence[Look], lang: str) -> None:
    from vn_dossier_nlp.words import label, say

    _paragraph(say("pack.heading", lang, id=pack.id, name=pack.name_en if lang == "en" else pack.name_vi), 0)
    _paragraph(say("pack.file", lang, file=pack.file), 0)
    words = pack_words(pack)
    table = _table([say("pack.column_requirement", lang), say("pack.column_look", lang)], (4, 7))
    for row in pack.requirements:
        found = [look.code for look in looks if look.row is row]
        if not found:
            continue
        status = label("pack.source", row.source_status, lang)
        told = [say(f"pack.look.{code}", lang, status=status) for code in found]
        if not row.check:
            told[-1] += f": {words[row.id].note_in(lang)}"
        table.add_row(_name(row, words, lang), "; ".join(told))
    if looks:
        _print(table)
    else:
        click.echo(say("pack.ok", lang))
    kinds = Counter(look.code for look in looks)
    totals = {
        "rows": len(pack.requirements),
        "checked": len(pack.checked),
        "blanks": kinds[BLANK_ARTICLE] + kinds[BLANK_QUOTE],
        "unverified": kinds[UNVERIFIED],
        "by_hand": len(pack.unchecked),
    }
    _paragraph(say("pack.total", lang, id=pack.id, **totals), 0)
    click.echo()


# A pack in full -----------------------------------------------------------------------------------------------------


def _head(pack: Pack) -> dict[str, Any]:
    return {
        "pack": pack.id,
        "file": pack.file,
        "name": {"vi": pack.name_vi, "en": pack.name_en},
        "province": pack.province,
        "issuers": list(pack.issuers),
        "valid_from": pack.valid_from,
        "valid_to": pack.valid_to,
        "requirements": len(pack.requirements),
        "checked": len(pack.checked),
        "waivers": len(pack.waivers),
    }


def _show_lines(pack: Pack) -> Iterator[dict[str, Any]]:
    """One requirement a line."""
    from dataclasses import asdict

    for row in pack.requirements:
        line = {key: value for key, value in asdict(row).items() if key != "before"}
        waivers = [asdict(waiver) for waiver in pack.waivers_of(row.id)]
        yield {"pack": pack.id} | line | {"waivers": waivers}


def _shown(pack: Pack, lang: str) -> Iterator[tuple[int, str]]:
    """The pack as indented paragraphs."""
    from vn_dossier_nlp.words import say

    yield 0, say("pack.heading", lang, id=pack.id, name=pack.name_en if lang == "en" else pack.name_vi)
    yield 2, say("pack.file", lang, file=pack.file)
    yield 2, f"{say('pack.column_used', lang)}: {_used(pack, lang)}"
    yield 0, ""
    yield 0, say("pack.requirements", lang)
    words = pack_words(pack)
    for row in pack.requirements:
        yield from _shown_row(row, words, lang)
    if pack.waivers:
        yield 0, ""
        yield 0, say("pack.waivers", lang)
        for waiver in pack.waivers:
            number = [one is waiver for one in pack.waivers_of(waiver.requirement)].index(True) + 1
            told = words[waiver.requirement].waiver_in(number, lang)
            yield 2, f"{waiver.requirement} – {_conditions(waiver, lang)}: {told}"
    yield 0, ""
    yield 0, say("pack.verdicts", lang)
    for number, rule in enumerate(pack.rules, 1):
        yield 2, f"{number}. {_rule(rule, lang)}"


def _shown_row(row: Requirement, words: dict[str, PackWords], lang: str) -> Iterator[tuple[int, str]]:
    from vn_dossier_nlp.reports.packwords import source_in
    from vn_dossier_nlp.words import label, say

    yield 2, _name(row, words, lang)
    automation = label("pack.automation", row.automation, lang)
    yield 4, say("pack.line_severity", lang, severity=label("severity", row.severity, lang), automation=automation)
    source = source_in(words[row.id], row.source, lang)
    yield 4, say("pack.line_source", lang, source=source, status=label("pack.source", row.source_status, lang))
    if row.valid_from:
        yield 4, say("pack.line_from", lang, day=_day(row.valid_from, lang))
    if row.quote:
        yield 4, say("pack.line_quote", lang, quote=row.quote)
    if note := words[row.id].note_in(lang):
        yield 4, note


def _conditions(waiver: Waiver, lang: str) -> str:
    from vn_dossier_nlp.words import label, say

    parts = [label("purpose", value, lang) for value in waiver.purpose]
    parts += [label("pack.sender", value, lang) for value in waiver.sender]
    parts += [say("pack.to", lang, body=label("addressee", value, lang)) for value in waiver.addressee]
    return ", ".join(parts) or say("pack.any", lang)


def _rule(rule: Rule, lang: str) -> str:
    """The conditions as the pack writes them, and the verdict in words."""
    from vn_dossier_nlp.words import label, say

    parts = {
        "status": rule.status,
        "severity": rule.severity,
        "requirement": rule.requirement,
        "excluding": ", ".join(rule.excluding),
        "confidence": rule.confidence or None,
        "generic": ", ".join(rule.generic),
    }
    when = "; ".join(f"{key} = {value}" for key, value in parts.items() if value) or say("pack.any", lang)
    return f"{when} → {label('verdict', rule.then, lang)}"


# Printing -----------------------------------------------------------------------------------------------------------


def _name(row: Requirement, words: dict[str, PackWords], lang: str) -> str:
    """Name, id and codes: "Kinh phí (funding, R27)"."""
    from vn_dossier_nlp.reports.phrases import requirement_name

    name = requirement_name(row.id, lang, words)
    return name if name.startswith(row.id) else f"{name} ({row.id}, {' '.join(row.codes)})"


def _used(pack: Pack, lang: str) -> str:
    """For which submissions a pack is chosen by itself."""
    from vn_dossier_nlp.regulation.pack import GENERAL
    from vn_dossier_nlp.words import say

    parts = [say("pack.province", lang, province=pack.province)] if pack.province else []
    if pack.issuers:
        parts.append(say("pack.issuers", lang, issuers=", ".join(pack.issuers)))
    start, end = _day(pack.valid_from, lang), _day(pack.valid_to, lang)
    if start and end:
        parts.append(say("pack.days", lang, start=start, end=end))
    elif start or end:
        parts.append(say("pack.days_from" if start else "pack.days_to", lang, start=start, end=end))
    if pack.id == GENERAL:
        return say("pack.by_default", lang)
    return "; ".join(parts) or say("pack.for_all", lang)


def _day(iso: str, lang: str) -> str:
    from vn_dossier_nlp.reports.phrases import date

    return date(iso, lang) or ""


def _table(columns: Sequence[str], ratios: Sequence[int]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True, padding=(0, 1))
    for name, ratio in zip(columns, ratios, strict=True):
        table.add_column(name, ratio=ratio, overflow="fold")
    return table


def _print(table: Table) -> None:
    from vn_dossier_nlp.reports.table import console_for

    console_for(sys.stdout).print(table)


def _paragraph(text: str, indent: int) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from vn_dossier_nlp.reports.table import console_for

    console_for(sys.stdout).print(Padding(Text(text, overflow="fold"), (0, 0, 0, indent), expand=False))


def _line(line: dict[str, Any]) -> None:
    from vn_dossier_nlp.reports.lines import dumps

    click.echo(dumps(line))
