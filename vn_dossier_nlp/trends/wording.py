"""Figures, months and names as people of the language write them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from vn_dossier_nlp.reports.phrases import date, number
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.trends.result import Effect, Indicator, Point
from vn_dossier_nlp.words import has, label, say

_PLACES = {"share": 1, "days": 1, "number": 2, "words": 1, "characters": 0}
DASH = "–"
_PARENT = f" {DASH} "  # stands between a sender and the body above it


@dataclass(frozen=True, slots=True)
class Wording:
    """Speaks in one language; ``names`` are those of the groups that the data brings."""

    lang: str
    by: str = "sender"
    names: Mapping[str, str] | None = None

    def say(self, key: str, /, **slots: object) -> str:
        """A sentence of the group ``trends``."""
        return say(f"trends.{key}", self.lang, **slots)

    def label(self, group: str, code: str) -> str:
        """The word for a code: of its own below ``trends``, else of the whole program, else the code itself."""
        for key in (f"trends.{group}.{code}", f"{group}.{code}"):
            if has(key, self.lang):
                return say(key, self.lang)
        if group == "requirement" and has(f"requirement_short.{code}", self.lang):
            return f"{code}: {say(f'requirement_short.{code}', self.lang)}"
        return label(group, code, self.lang) if has(f"{group}._other", self.lang) else code

    def count(self, value: float) -> str:
        """A whole number with its thousands mark."""
        return number(round(value), self.lang)

    def decimal(self, value: float, places: int = 1) -> str:
        """A number with so many places and the decimal mark of the language; a true minus sign, never "-0"."""
        text = f"{abs(value):,.{places}f}"
        whole, _, rest = text.partition(".")
        whole = whole.replace(",", say("format.thousands", self.lang))
        sign = "−" if value < 0 and float(text.replace(",", "")) else ""
        return sign + (f"{whole}{say('format.decimal', self.lang)}{rest}" if rest else whole)

    def value(self, value: float | None, unit: str) -> str:
        """A figure with its unit; a dash where there is none."""
        if value is None:
            return DASH
        if unit == "share":
            return say("format.percent", self.lang, value=self.decimal(100 * value))
        return self.say(f"unit.{unit}", value=self.decimal(value, _PLACES[unit]))

    def interval(self, low: float | None, high: float | None, unit: str) -> str:
        """An interval in the unit of its figure."""
        if low is None or high is None:
            return DASH
        factor, places = (100, 1) if unit == "share" else (1, _PLACES[unit])
        between = f"{self.decimal(factor * low, places)} {DASH} {self.decimal(factor * high, places)}"
        return say("format.percent", self.lang, value=between) if unit == "share" else between

    def figure(self, point: Point, unit: str) -> str:
        """Figure and interval in one go: "31,0% (28,2 – 33,9%)"."""
        if point.value is None:
            return DASH
        return f"{self.value(point.value, unit)} ({self.interval(point.low, point.high, unit)})"

    def change(self, value: float, unit: str) -> str:
        """A difference: of shares in percentage points, never in per cent."""
        sign = "+" if value > 0 else ""
        if unit == "share":
            return self.say("unit.points", value=sign + self.decimal(100 * value))
        return self.say(f"unit.{unit}", value=sign + self.decimal(value, _PLACES[unit]))

    def change_interval(self, effect: Effect) -> str:
        """The interval of a difference, without its unit."""
        share = effect.indicator.unit == "share"
        factor, places = (100, 1) if share else (1, _PLACES[effect.indicator.unit])
        return self.say(
            "between", low=self.decimal(factor * effect.low, places), high=self.decimal(factor * effect.high, places)
        )

    def effect(self, effect: Effect) -> str:
        """An effect on a share with its interval in points, the unit told elsewhere: "−7,0 (−8,7 đến −5,3)"."""
        sign = "+" if effect.estimate > 0 else ""
        return f"{sign}{self.decimal(100 * effect.estimate)} ({self.change_interval(effect)})"

    def chance(self, p: float | None) -> str:
        """A p-value: three places, "< 0,001" below."""
        if p is None:
            return DASH
        return f"< {self.decimal(0.001, 3)}" if p < 0.001 else self.decimal(p, 3)

    def month(self, period: str) -> str:
        """ "05/2026"; of a span "01/2025 – 12/2026"."""
        return f" {DASH} ".join(date(part, self.lang) or part for part in period.split("/"))

    def day(self, iso: str | None) -> str:
        """An ISO date as it is written in the language."""
        return date(iso, self.lang) or DASH

    def group(self, group: str) -> str:
        """The name of a sender, field or purpose, safe to show."""
        if group == "all":
            return self.say("all")
        if group == "unknown":
            return self.say("unknown_group")
        if self.names and group in self.names and self.by == "sender":
            return one_line(self.names[group], 120)
        return one_line(self.label("policy_field" if self.by == "field" else self.by, group), 120)

    def short_group(self, group: str, width: int = 26, lines: int = 2) -> str:
        """The name of a group in few short lines: without the body above it, where the name alone is enough."""
        name = self.group(group)
        own = name.partition(_PARENT)[0]
        others = [named.partition(_PARENT)[0] for key, named in (self.names or {}).items() if key != group]
        return shortened(name if own in others else own, width, lines)

    def indicator(self, indicator: Indicator) -> str:
        """The name of an indicator; of a requirement or a reason with it."""
        name = self.say(f"indicator.{indicator.code}")
        return f"{name}: {self.item(indicator)}" if indicator.item else name

    def item(self, indicator: Indicator) -> str:
        """The requirement or the reason that an indicator stands for."""
        code = indicator.item or ""
        if indicator.code == "return_reason" and has(f"trends.reason.{code}", self.lang):
            return say(f"trends.reason.{code}", self.lang)
        return self.label("requirement", code)


def shortened(name: str, width: int, lines: int = 2) -> str:
    """A name wrapped into lines of at most ``width`` letters, the rest told by a "…"."""
    return "\n".join(textwrap.wrap(name, width, max_lines=lines, placeholder="…", break_on_hyphens=False))
