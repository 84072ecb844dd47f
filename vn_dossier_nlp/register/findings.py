"""What a scored line says for the register: reasons of a return, and whether they were cured later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vn_dossier_nlp.register.refusals import RegisterError

Line = dict[str, Any]

_REQUEST = "specific_request"  # the requirement that a vague request falls short of
_WEIGHTS = {"return": ("return",), "supplement": ("return", "supplement"), "transfer": ("transfer",)}
_CURED = {"met": "yes", "not_met": "no", "not_applicable": "not_applicable", "cannot_tell": "cannot_tell"}


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason: a requirement, its codes, its legal source as the pack has it, an officer's words."""

    requirement: str
    codes: tuple[str, ...] = ()
    article: str | None = None
    text: str | None = None


def grounds(line: Line | None, kind: str, said: Sequence[str]) -> tuple[Ground, ...]:
    """The reasons that an officer named (``requirement`` or ``requirement: words``), else those of the line.

    A requirement is named by its id or one of its codes. Raises RegisterError where there is none, or it is unknown.
    """
    if said:
        return tuple(_named(line, one) for one in said)
    found = _unmet(line, _WEIGHTS.get(kind, ())) if line else ()
    if not found and line and kind == "return":
        found = _unmet(line, _WEIGHTS["supplement"])
    return found


def cured(line: Line | None, requirement: str) -> str:
    """Whether a new submission cures an earlier reason, as far as its scored line can tell."""
    findings = (line or {}).get("requirements") or {}
    finding = findings.get(requirement)
    if requirement == _REQUEST and line and line.get("generic") == "yes":
        return "no"
    return _CURED[finding["status"]] if finding else "cannot_tell"


def rests_on_vagueness(line: Line | None) -> bool:
    """Whether a proposed return rests on the word on vagueness alone: then an officer's no is a label for it."""
    if not line or line.get("verdict") != "return" or line.get("generic") != "yes":
        return False
    return not any(
        finding["status"] == "not_met" and finding["severity"] == "return"
        for requirement, finding in line["requirements"].items()
        if requirement != _REQUEST
    )


def _named(line: Line | None, said: str) -> Ground:
    name, _, words = said.partition(":")
    name, words = name.strip(), " ".join(words.split())
    findings = (line or {}).get("requirements") or {}
    for requirement, finding in findings.items():
        if name == requirement or name in finding["codes"]:
            return _ground(requirement, finding, words or None)
    if findings or not name:
        raise RegisterError("no_requirement", given=name, known=", ".join(findings))
    return Ground(name, (name,) if name[:1] == "R" and name[1:].isdecimal() else (), None, words or None)


def _unmet(line: Line, weights: Sequence[str]) -> tuple[Ground, ...]:
    """What is not met, by weight; a request that the classifier calls vague is one of the gravest."""
    findings = line.get("requirements") or {}
    found = [
        _ground(requirement, finding)
        for weight in weights
        for requirement, finding in findings.items()
        if finding["status"] == "not_met" and finding["severity"] == weight
    ]
    vague = line.get("generic") == "yes" and "return" in weights
    if vague and not any(ground.requirement == _REQUEST for ground in found):
        asked = findings.get(_REQUEST)
        found.insert(0, _ground(_REQUEST, asked) if asked else Ground(_REQUEST))
    return tuple(found)


def _ground(requirement: str, finding: dict[str, Any], words: str | None = None) -> Ground:
    return Ground(requirement, tuple(finding["codes"]), finding["source"] or None, words)
