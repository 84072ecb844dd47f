"""A dossier and lists of dossiers as people read them on a terminal of 80 columns."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.words import has, label, say

if TYPE_CHECKING:
    from rich.table import Table

    from vn_dossier_nlp.register import Register
    from vn_dossier_nlp.register.records import Dossier, Return

_CODES = {"urgency": "register.urgency", "field": "policy_field", "purpose": "purpose", "addressee": "addressee"}
"""Columns that hold codes, with the group of their words."""

WIDTH = 80
_FIELDS = (
    *(
        "number",
        "arrived_on",
        "author",
        "symbol",
        "document_date",
        "kind",
        "urgency",
        "unit",
        "passed_on",
        "signed_for",
    ),
    *("holder", "deadline", "progress", "answer_symbol", "field", "note"),
)


def day_text(day: date, lang: str) -> str:
    """A day as the language writes it."""
    return say("format.date", lang, day=f"{day.day:02d}", month=f"{day.month:02d}", year=day.year)


def dossier_table(found: Sequence[Dossier], lang: str) -> Table:
    """Number, day, sender, subject, state, officer and deadline."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True, padding=(0, 1))
    table.add_column(label("register.column", "id", lang), justify="right", no_wrap=True)
    table.add_column(label("register.column", "number", lang), justify="right", no_wrap=True)
    table.add_column(label("register.column", "arrived_on", lang), no_wrap=True)
    table.add_column(label("register.column", "author", lang), ratio=3, overflow="fold")
    table.add_column(label("register.column", "subject", lang), ratio=5, overflow="fold")
    table.add_column(label("register.column", "state", lang), ratio=3, overflow="fold")
    for one in found:
        number = f"{one.number}/{one.number_year}" if one.number else "-"
        table.add_row(
            str(one.id),
            number,
            day_text(one.arrived_on, lang),
            one_line(one.author, 60),
            one_line(one.subject, 120),
            _state(one, lang),
        )
    return table


def dossier_json(one: Dossier) -> str:
    """A dossier as one line of JSON: codes and values."""
    return json.dumps(asdict(one), ensure_ascii=False, default=str)


def dossier_page(register: Register, one: Dossier, lang: str) -> Iterator[str]:
    """All that the register knows of a dossier, line by line."""
    yield from _wrapped(say("register.show.title", lang, id=one.id, subject=one.subject), "")
    state = f"{label('register.state', one.state, lang)}; {say('register.show.version', lang, version=one.version)}"
    if one.nth > 1 or len(register.matter(one.id)) > 1:
        state += "; " + say("register.show.nth_of", lang, nth=one.nth, matter=one.matter_id)
    yield from _wrapped(state)
    if one.verdict:
        yield from _wrapped(say("register.show.proposes", lang, verdict=label("verdict", one.verdict, lang)))
    yield ""
    for name in _FIELDS:
        if (value := getattr(one, name)) is not None:
            yield from _wrapped(f"{label('register.column', name, lang)}: {_value(name, value, one, lang)}")
    yield from _block("events", lang, (_event(event, lang) for event in register.events(one.id)))
    yield from _block("returns", lang, (line for back in register.returns(one.id) for line in _return(back, lang)))
    yield from _block("consultations", lang, (_opinion(row, lang) for row in register.consultations(one.id)))
    sent = (f"{row.symbol}, {day_text(row.dated_on, lang)}: {row.subject}" for row in register.outgoing(one.id))
    yield from _block("outgoing", lang, sent)
    yield from _block("corrections", lang, (_correction(row, lang) for row in register.corrections(one.id)))
    labels = (
        f"{row.id}. {row.what}: {row.proposed} → {row.decided} ({row.who}: {row.reason})"
        for row in register.labels(one.id)
    )
    yield from _block("labels", lang, labels)
    from vn_dossier_nlp.register import flow

    actions = ", ".join(label("register.action", action, lang) for action in flow().allowed(one.state))
    yield ""
    yield from _wrapped(say("register.show.next", lang, actions=actions or say("register.show.none", lang)))


def _state(one: Dossier, lang: str) -> str:
    parts = [label("register.state", one.state, lang)]
    if one.holder:
        parts.append(one_line(one.holder, 30))
    if one.deadline:
        parts.append(say("register.show.due", lang, day=day_text(one.deadline, lang)))
    return "\n".join(parts)


def _value(name: str, value: Any, one: Dossier, lang: str) -> str:
    if name == "number":
        return f"{value}/{one.number_year}"
    if name in _CODES:
        group = _CODES[name]
        return label(group, value, lang) if has(f"{group}.{value}", lang) else str(value)
    if name == "document_date":
        return _written(str(value), lang)
    return day_text(value, lang) if isinstance(value, date) else str(value)


def _written(iso: str, lang: str) -> str:
    """The date of a document, which may lack its day."""
    try:
        return day_text(date.fromisoformat(iso), lang)
    except ValueError:
        return iso


def _event(event: Any, lang: str) -> str:
    text = f"{day_text(event.on_day, lang)}: {_action(event.action, lang)} ({event.who})"
    return f"{text}: {event.note}" if event.note else text


def _action(action: str, lang: str) -> str:
    return label("register.action", action, lang)


def _return(back: Return, lang: str) -> Iterator[str]:
    parts = [f"{day_text(back.returned_on, lang)}: {_action(back.kind, lang)} ({back.decided_by})"]
    parts += [part for part in (back.letter_symbol, back.body) if part]
    if back.proposed:
        verdict = label("verdict", back.proposed, lang)
        parts.append(say("register.show.proposed_was", lang, verdict=verdict))
    if back.due_on:
        parts.append(say("register.show.due", lang, day=day_text(back.due_on, lang)))
    if back.answered_on:
        parts.append(say("register.show.answered", lang, day=day_text(back.answered_on, lang)))
    yield "; ".join(parts)
    for reason in back.reasons:
        words = [label("requirement", reason.requirement, lang), *reason.codes]
        words += [part for part in (reason.article, reason.text) if part]
        if reason.cured:
            words.append(label("register.cured", reason.cured, lang))
        yield "  - " + "; ".join(words)


def _opinion(row: Any, lang: str) -> str:
    parts = [f"{row.id}. {row.body}, {day_text(row.sent_on, lang)}"]
    if row.due_on:
        parts.append(say("register.show.due", lang, day=day_text(row.due_on, lang)))
    if row.answered_on:
        parts.append(say("register.show.answered", lang, day=day_text(row.answered_on, lang)))
        parts.append(label("view", row.view, lang))
    else:
        parts.append(say("register.show.unanswered", lang))
    return "; ".join(parts)


def _correction(row: Any, lang: str) -> str:
    # A corrected span, "span:citation", is no column; its words tell it.
    is_column = has(f"register.column.{row.field}", lang)
    name = label("register.column", row.field, lang) if is_column else row.field
    after = row.after.get("text") if isinstance(row.after, dict) else row.after
    text = f"{row.at[:10]}: {name}: {row.before or '-'} → {after or '-'} ({row.who})"
    return f"{text}: {row.reason}" if row.reason else text


def _block(title: str, lang: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield say(f"register.show.{title}", lang)
        for line in found:
            yield from _wrapped(line, "    " if line.startswith("  ") else "  ")


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(
        one_line(text), WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False
    ) or [""]
