"""The verdict: the first row of the pack's table that fits, with the findings that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vn_dossier_nlp.regulation.pack import Pack, Rule
from vn_dossier_nlp.schema import Finding, Status, Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict with what it rests on. ``rule``: its row in the pack's table, from 1."""

    verdict: Verdict
    rule: int
    findings: tuple[Finding, ...]
    by_generic: bool


def decide(pack: Pack, findings: Sequence[Finding], generic: str | None) -> Decision:
    """What the pack's table makes of the findings and of the word on vagueness.

    A return rests on a span or a searched zone: a finding with neither is passed over; cannot_tell never returns.
    """
    for number, rule in enumerate(pack.rules, 1):
        if rule.generic and generic not in rule.generic:
            continue
        fitting = tuple(finding for finding in findings if rule.status and _fits(rule, finding))
        if rule.status is None or fitting:
            return Decision(rule.then, number, _all_of_weight(pack, rule, findings, fitting), bool(rule.generic))
    return Decision(Verdict.PASS, len(pack.rules) + 1, (), False)


def _all_of_weight(
    pack: Pack, rule: Rule, findings: Sequence[Finding], fitting: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """A dossier that goes back takes all its faults of that weight with it, not only the first that was seen."""
    if rule.then is not Verdict.RETURN:
        return fitting
    returning = [row for row in pack.rules if row.then is Verdict.RETURN and row.status]
    others = [f for f in findings if f not in fitting and any(_fits(row, f) for row in returning)]
    return (*fitting, *others)


def _fits(rule: Rule, finding: Finding) -> bool:
    if rule.then is Verdict.RETURN and (finding.status is Status.CANNOT_TELL or not (finding.evidence or finding.zone)):
        return False
    return (
        finding.status.value == rule.status
        and rule.severity in (None, finding.severity)
        and rule.requirement in (None, finding.requirement)
        and finding.requirement not in rule.excluding
        and finding.confidence >= rule.confidence
    )
