"""Help for labellers in words: what to label next, which labels to look at again, whether texts have changed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import IO, TYPE_CHECKING

from vn_dossier_nlp.reports.phrases import percent, short_name
from vn_dossier_nlp.reports.table import console_for
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.words import has, label, say

if TYPE_CHECKING:
    from rich.table import Table

    from vn_dossier_nlp.vagueness.audit import Doubt
    from vn_dossier_nlp.vagueness.drift import Drift, Shift
    from vn_dossier_nlp.vagueness.suggest import Suggestion

_SHIFT_STYLES = {"strong": "bold red", "watch": "yellow", "told": "dim", "same": "dim"}
_NUMBERS = ("length",)
_SHARE = re.compile(r" \([^()]{0,80}%[^()]{0,80}\)")  # of one text; here the columns tell it


def jsonl(rows: Iterable[Suggestion | Doubt]) -> str:
    """One line each: codes and values."""
    return "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)


def drift_json(found: Drift) -> str:
    """One line: the advice, the counts and every comparison."""
    return json.dumps(asdict(found), ensure_ascii=False) + "\n"


def sheet(chosen: Sequence[Suggestion], lang: str) -> str:
    """The sheet to fill in: path, an empty label, the model's probability, the reason."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("path", "label", "note", "probability", "code", "reason"))
    for one in chosen:
        rows.writerow((_plain(one.path), "", "", one.probability, one.code, suggestion_sentence(one, lang)))
    return text.getvalue()


def suggestion_sentence(one: Suggestion, lang: str) -> str:
    """Why a submission is worth a label."""
    return say(f"suggest.{one.code}", lang, probability=percent(one.probability, lang))


def print_suggestions(chosen: Sequence[Suggestion], read: int, known: int, lang: str, stream: IO[str]) -> None:
    """The table and what to do with it."""
    console = console_for(stream)
    table = _table(("", 3), (say("table.name", lang), 4), (say("suggest.why", lang), 6))
    for number, one in enumerate(chosen, 1):
        table.add_row(str(number), short_name(one.path), suggestion_sentence(one, lang))
    console.print(table)
    console.print()
    console.print(say("suggest.total", lang, chosen=len(chosen), read=read))
    if known:
        console.print(say("suggest.known", lang, count=known))
    console.print(say("suggest.next", lang))


def doubt_sentence(one: Doubt, lang: str) -> str:
    """Why a label is doubted."""
    share = "…" if one.probability is None else percent(one.probability, lang)
    other = one_line(one.other or "", 120)
    named = label("audit_label", one.label, lang)
    return say(f"audit.{one.code}", lang, probability=share, other=other, label=named)


def print_doubts(doubts: Sequence[Doubt], labels: int, lang: str, stream: IO[str]) -> None:
    """The table, the strongest doubt first, and what a doubt is worth."""
    console = console_for(stream)
    if doubts:
        table = _table((say("audit.text", lang), 2), (say("audit.why", lang), 6), (say("audit.do", lang), 4))
        for one in doubts:
            table.add_row(one_line(one.id, 60), doubt_sentence(one, lang), say(f"audit_do.{one.code}", lang))
        console.print(table)
        console.print()
    texts = len({one.id for one in doubts})
    console.print(say("audit.total", lang, labels=labels, texts=texts))
    console.print(say("audit.advisory", lang))


def print_drift(found: Drift, whole: bool, lang: str, stream: IO[str]) -> None:
    """The answer first, then what it rests on."""
    console = console_for(stream)
    console.print(say(f"drift_advice.{found.advice}", lang, count=found.label), style="bold")
    console.print(say("drift.counts", lang, incoming=found.incoming, training=found.training))
    shown = [one for one in found.shifts if whole or one.state != "same"]
    if shown:
        table = _table(
            (say("drift.what", lang), 6),
            (say("drift.here", lang), 2),
            (say("drift.there", lang), 2),
            (say("drift.state", lang), 2),
        )
        order = {"strong": 0, "watch": 1, "told": 2, "same": 3}
        for one in sorted(shown, key=lambda one: (order[one.state], -abs(one.effect))):
            table.add_row(
                shift_name(one, lang),
                _value(one.code, one.here, lang),
                _value(one.code, one.there, lang),
                label("drift_state", one.state, lang),
                style=_SHIFT_STYLES[one.state],
            )
        console.print()
        console.print(table)
        console.print()
    if found.advice != "few":
        console.print(say("drift.how", lang))


def shift_name(one: Shift, lang: str) -> str:
    """What was compared; with what is new, where that has names."""
    feature = one.code.removeprefix("feature_")
    if feature != one.code:
        return say("drift.feature", lang, feature=_SHARE.sub("", say(f"feature.{feature}", lang, share="%")))
    names = [
        say(f"sender_kind.{name}", lang) if has(f"sender_kind.{name}", lang) else one_line(name, 40)
        for name in one.detail
    ]
    return f"{say(f'drift_what.{one.code}', lang)}{': ' if names else ''}{', '.join(names)}"


def _value(code: str, value: float, lang: str) -> str:
    return f"{value:.0f}" if code in _NUMBERS else say("format.percent", lang, value=round(value * 100))


def _plain(path: str) -> str:
    """A path that a spreadsheet does not take for a formula."""
    return f"'{path}" if path[:1] in ("=", "+", "-", "@") else path


def _table(*columns: tuple[str, int]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True, padding=(0, 1))
    for title, ratio in columns:
        if not title:
            table.add_column("", width=ratio, justify="right")
        else:
            table.add_column(title, ratio=ratio, overflow="fold", no_wrap=False)
    return table
