"""The card as a page to read, in Vietnamese and English, written by the training run from its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from vn_dossier_nlp.vagueness.card import ModelCard
from vn_dossier_nlp.vagueness.figures import PREVALENCES
from vn_dossier_nlp.words import say

_FIGURES = (
    "auc",
    "average_precision",
    "twins_right",
    "calibration_error",
    "brier",
    "precision_yes",
    "recall_yes",
    "recall_yes_or_unsure",
    "false_alarms",
    "unsure",
)
_WORST = 10  # fields shown by name
_LIMITS = ("written", "readers", "prevalence", "conformal", "forwarding", "drift")
_NOT_FOR = ("decide", "rank", "other", "seen")


def page_path(model: Path, lang: str) -> Path:
    """The place of the page beside a model file: ``m.md`` in English, ``m.vi.md`` in Vietnamese."""
    return model.with_name(f"{model.stem}.md" if lang == "en" else f"{model.stem}.{lang}.md")


def write_pages(card: ModelCard, model: Path) -> None:
    """Write both pages beside the model file."""
    for lang in ("en", "vi"):
        page_path(model, lang).write_text(card_page(card, lang), encoding="utf-8", newline="\n")


def card_page(card: ModelCard, lang: str) -> str:
    """The page in Markdown; the same card gives the same page."""

    def told(name: str, /, **slots: object) -> str:
        return say(f"model_card.{name}", lang, **slots)

    parts = [
        f"# {told('title', name=card.name)}",
        told("written_by", version=card.versions["program"]),
        f"## {told('purpose_head')}",
        told("purpose"),
        f"## {told('data_head')}",
        told("data", texts=sum(card.texts.values()), hash=card.data_hash[:12], **card.texts),
        f"## {told('rule_head')}",
        told("rule", **card.costs, **card.thresholds),
        told("conformal", **card.conformal),
        f"## {told('figures_head')}",
        told("figures"),
        _figure_table(card, told),
        *_coverage(card, told),
        f"## {told('prevalence_head')}",
        told("prevalence"),
        _prevalence_table(card, told),
        f"## {told('baselines_head')}",
        told("baselines"),
        _baseline_table(card, told),
        f"## {told('groups_head')}",
        *_group_tables(card, told),
        f"## {told('limits_head')}",
        *(f"- {told('limit_' + name)}" for name in _LIMITS),
        f"## {told('not_for_head')}",
        *(f"- {told('not_for_' + name)}" for name in _NOT_FOR),
    ]
    return _joined(parts)


_Told = Callable[..., str]


def _joined(parts: Iterable[str]) -> str:
    """Blocks with a blank line between, list items without."""
    text = ""
    before = ""
    for part in parts:
        text += "" if not text else "\n" if part.startswith("- ") and before.startswith("- ") else "\n\n"
        text += part
        before = part
    return text + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _value(row: dict[str, Any] | None) -> str:
    if not row or row["value"] is None:
        return "-"
    if row["low"] is None:
        return f"{row['value']:.3f}"
    return f"{row['value']:.3f} [{row['low']:.3f}, {row['high']:.3f}]"


def _outer(card: ModelCard) -> list[str]:
    return [name for name in ("by_field", "by_matter", "by_sender", "by_time") if name in card.figures]


def _figure_table(card: ModelCard, told: _Told) -> str:
    names = _outer(card)
    rows = [(told(key), *(_value(card.figures[name].get(key)) for name in names)) for key in _FIGURES]
    texts = [sum(sum(row.values()) for row in card.figures[name]["counts"].values()) for name in names]
    return _table(["", *(told(name) for name in names)], [(told("texts"), *texts), *rows])


def _coverage(card: ModelCard, told: _Told) -> list[str]:
    found = card.selection.get("coverage", {}).get("field", {})
    return [told("coverage", yes=found["yes"], no=found["no"])] if set(found) == {"yes", "no"} else []


def _prevalence_table(card: ModelCard, told: _Told) -> str:
    names = _outer(card)
    rows = [
        (f"{100 * share:g} %", *(_value(card.figures[name].get(f"precision_at_{100 * share:g}")) for name in names))
        for share in PREVALENCES
    ]
    return _table([told("share"), *(told(name) for name in names)], rows)


def _baseline_table(card: ModelCard, told: _Told) -> str:
    names = ("by_field", "baseline_words", "features_alone", "rival_trees", "baseline_cheap", "baseline_cheap_trees")
    keys = ("auc", "average_precision", "twins_right", "calibration_error", "recall_yes", "precision_yes")
    rows = [
        (told(name), *(_value(card.figures[name].get(key)) for key in keys)) for name in names if name in card.figures
    ]
    return _table(["", *(told(key) for key in keys)], rows)


def _group_tables(card: ModelCard, told: _Told) -> list[str]:
    """The worst fields, and what the others are; kinds of sender and lengths in full."""
    parts: list[str] = []
    for name, rows in card.groups.items():
        shown = rows[:_WORST] if name == "field" else rows
        parts.append(f"### {told('group_' + name)}")
        if len(rows) > len(shown):
            clean = sum(not row["missed"] and not row["false_alarms"] for row in rows)
            parts.append(told("group_summary", groups=len(rows), clean=clean, shown=len(shown)))
        keys = ("texts", "generic", "auc", "found", "missed", "false_alarms", "unsure", "error")
        head = ["", *(told("column_" + key) for key in keys)]
        parts.append(
            _table(
                head, [(f"`{row['group']}`", *("-" if row[key] is None else row[key] for key in keys)) for row in shown]
            )
        )
    return parts
