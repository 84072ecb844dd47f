"""What a batch came to: counts with their denominators, and apart from them how fast it went.

``summary.json`` depends on the dossiers alone, so it is the same on any machine; what is not, time and rate, stands in
``throughput.json``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from vn_dossier_nlp.reports.files import write_whole
from vn_dossier_nlp.reports.phrases import VERDICTS, decimal, is_read, lowered, number, percent, verdict_code
from vn_dossier_nlp.schema import SCHEMA_VERSION, Assessment, Outcome, Status, Versions
from vn_dossier_nlp.words import label, say

SUMMARY = "summary.json"
THROUGHPUT = "throughput.json"
UNREAD = "unread"
NO_VERDICT = "none"
GROUPS = (*VERDICTS, NO_VERDICT, UNREAD)
"""What a dossier is counted under: its verdict, read without verdict, not read."""

GENERIC = ("yes", "unsure", "no")


def group_of(assessment: Assessment) -> str:
    """The one of :data:`GROUPS` that a dossier belongs to."""
    return verdict_code(assessment) if is_read(assessment) else UNREAD


@dataclass(slots=True)
class Tally:
    """Counts over dossiers, added one by one; its size does not grow with their number."""

    dossiers: int = 0
    groups: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)  # by outcome
    generic: Counter[str] = field(default_factory=Counter)
    requirements: dict[str, Counter[str]] = field(default_factory=dict)  # id -> status -> dossiers
    versions: dict[str, set[str]] = field(default_factory=dict)  # part -> what was used

    @classmethod
    def of(cls, assessments: Iterable[Assessment]) -> Tally:
        """The tally of all of them."""
        tally = cls()
        for assessment in assessments:
            tally.add(assessment)
        return tally

    def add(self, assessment: Assessment) -> None:
        """Count one dossier."""
        self.dossiers += 1
        self.groups[group_of(assessment)] += 1
        self.outcomes[assessment.outcome] += 1
        self.files.update(file.outcome for file in assessment.files)
        if assessment.generic is not None:
            self.generic[assessment.generic] += 1
        for finding in assessment.requirements:
            self.requirements.setdefault(finding.requirement, Counter())[finding.status] += 1
        for part in fields(Versions):
            version = getattr(assessment.versions, part.name)
            if version is not None:
                self.versions.setdefault(part.name, set()).add(version)

    @property
    def read(self) -> int:
        """Dossiers of which there was a text to judge."""
        return self.dossiers - self.groups[UNREAD]


@dataclass(frozen=True, slots=True)
class Throughput:
    """How a run went: it differs from run to run and from machine to machine."""

    dossiers: int  # in the results
    seconds: float  # of the whole run, by the clock on the wall
    reused: int = 0  # of the dossiers, taken over from an earlier run
    bytes: int | None = None  # of the files that were read in this run
    pages: int | None = None  # of the main submissions of this run, where their format has pages
    jobs: int = 1
    backend: str = "local"
    stages: Mapping[str, float] = field(default_factory=dict)  # stage -> seconds, summed over all workers

    @property
    def rate(self) -> float:
        """Dossiers a second, of those that were worked on in this run."""
        return (self.dossiers - self.reused) / self.seconds if self.seconds > 0 else 0.0


def summary_record(tally: Tally) -> dict[str, Any]:
    """The content of ``summary.json``: every count with what it is a count of."""
    judged = sum(tally.generic.values())
    statuses = {name: tally.requirements[name] for name in sorted(tally.requirements)}
    return {
        "schema": SCHEMA_VERSION,
        "dossiers": tally.dossiers,
        "read": tally.read,
        "outcomes": {str(code): {"count": tally.outcomes[code], "of": tally.dossiers} for code in Outcome},
        "verdicts": {code: {"count": tally.groups[code], "of": tally.read} for code in (*VERDICTS, NO_VERDICT)},
        "generic": {code: {"count": tally.generic[code], "of": judged} for code in GENERIC},
        "requirements": {
            name: {str(status): counts[status] for status in Status} | {"of": sum(counts.values())}
            for name, counts in statuses.items()
        },
        "files": {str(code): {"count": tally.files[code], "of": sum(tally.files.values())} for code in Outcome},
        "versions": {part: sorted(used) for part, used in sorted(tally.versions.items())},
    }


def throughput_record(throughput: Throughput) -> dict[str, Any]:
    """The content of ``throughput.json``."""
    return {
        "dossiers": throughput.dossiers,
        "reused": throughput.reused,
        "seconds": round(throughput.seconds, 3),
        "dossiers_per_second": round(throughput.rate, 3),
        "bytes": throughput.bytes,
        "pages": throughput.pages,
        "jobs": throughput.jobs,
        "backend": throughput.backend,
        "stages": {name: round(seconds, 3) for name, seconds in throughput.stages.items()},
    }


def write_summary(tally: Tally, folder: Path) -> Path:
    """Write ``summary.json``."""
    return _write(folder / SUMMARY, summary_record(tally))


def write_throughput(throughput: Throughput, folder: Path) -> Path:
    """Write ``throughput.json``."""
    return _write(folder / THROUGHPUT, throughput_record(throughput))


def summary_lines(tally: Tally, lang: str) -> list[str]:
    """What is printed at the end of a batch: how many, how many of each proposal, what was not simply read."""
    lines = [totals_line(tally, lang)]
    if outcomes := outcomes_line(tally, lang):
        lines.append(outcomes)
    return lines


def totals_line(tally: Tally, lang: str) -> str:
    """How many dossiers, and how many of each proposal; the parts add up to the whole."""
    parts = [
        say("table.count", lang, count=number(tally.groups[group], lang), word=_group_word(group, lang))
        for group in GROUPS
        if tally.groups[group]
    ]
    return say("table.total", lang, total=number(tally.dossiers, lang), parts=", ".join(parts) or "0")


def outcomes_line(tally: Tally, lang: str) -> str | None:
    """How many were read by OCR, in part or not at all, by outcome; None where all were simply read."""
    if set(tally.outcomes) <= {Outcome.READ}:
        return None
    parts = [
        say(
            "table.count",
            lang,
            count=number(tally.outcomes[outcome], lang),
            word=lowered(label("outcome_short", outcome, lang)),
        )
        for outcome in Outcome
        if tally.outcomes[outcome]
    ]
    return say("table.outcomes", lang, parts=", ".join(parts))


def throughput_lines(throughput: Throughput, lang: str) -> list[str]:
    """How long the run took and how fast it was; where the time went, when the stages were measured."""
    done = throughput.dossiers - throughput.reused
    lines = [
        say(
            "summary.rate",
            lang,
            done=number(done, lang),
            duration=duration(throughput.seconds, lang),
            rate=decimal(throughput.rate, lang),
        )
    ]
    if throughput.reused:
        lines.append(say("summary.reused", lang, count=number(throughput.reused, lang)))
    whole = sum(throughput.stages.values())
    if whole > 0:
        parts = [
            say(
                "summary.stage",
                lang,
                name=label("stage", name, lang),
                duration=duration(seconds, lang),
                share=percent(seconds / whole, lang),
            )
            for name, seconds in throughput.stages.items()
        ]
        lines.append(say("summary.stages", lang, parts="; ".join(parts)))
    return lines


def duration(seconds: float, lang: str) -> str:
    """A stretch of time as it is said: tenths of a second below a minute, else hours, minutes and seconds."""
    if seconds < 60:
        return say("summary.seconds", lang, seconds=decimal(seconds, lang))
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return say("summary.hours", lang, hours=number(hours, lang), minutes=minutes)
    return say("summary.minutes", lang, minutes=minutes, seconds=rest)


def _group_word(group: str, lang: str) -> str:
    if group == NO_VERDICT:
        return say("table.no_verdict", lang)
    return say("table.unread", lang) if group == UNREAD else label("verdict_short", group, lang).lower()


def _write(path: Path, record: dict[str, Any]) -> Path:
    return write_whole(path, json.dumps(record, ensure_ascii=False, indent=2) + "\n")
