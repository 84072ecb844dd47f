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
        if rule.status is None:
            return Decision(rule.then, number, (), bool(rule.generic))
        fitting = tuple(finding for finding in findings if _fits(rule, finding))
        if fitting:
            return Decision(rule.then, number, fitting, bool(rule.generic))
    return Decision(Verdict.PASS, len(pack.rules) + 1, (), False)


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
