"""What a letter to the sender may say: only findings with a span or a searched zone, of the weight that it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vn_dossier_nlp.reports.phrases import is_read, unmet
from vn_dossier_nlp.schema import Assessment, Finding, Reason, Span, Verdict

RETURN, SUPPLEMENT, TRANSFER, SLIP = KINDS = ("return", "supplement", "transfer", "phieu_trinh")

_REQUEST = "specific_request"  # the requirement that a vague request falls short of
_POWER = "R20"  # the requirement that says whose power a matter is
_GENERIC = "generic_yes"
_PARTS_IN_DOUBT = ("partly_read", "low_ocr_confidence")
_LOOK_FIRST = "unreadable_stamp"


@dataclass(frozen=True, slots=True)
class Ground:
    """One matter of a letter: a requirement with the words that fall short of it, or the zone that was searched."""

    requirement: str
    finding: Finding | None  # None where only the word on vagueness speaks
    spans: tuple[Span, ...] = ()
    vague: bool = False
    missing: tuple[str, ...] = ()  # codes of what a vague request leaves open


@dataclass(frozen=True, slots=True)
class Grounds:
    """What carries a letter, and what is asked for at the same occasion."""

    reasons: tuple[Ground, ...] = ()
    also: tuple[Ground, ...] = ()


def kind_for(assessment: Assessment) -> str:
    """The paper that goes with the verdict: a letter, else the slip for the leaders."""
    return str(assessment.verdict) if str(assessment.verdict) in KINDS else SLIP


def grounds_for(assessment: Assessment, kind: str, ocr_limit: float) -> Grounds:
    """What a letter of one kind may say of a dossier; without reasons it must not be written. A slip needs none.

    As with the verdict, a return never rests on words that OCR read below ``ocr_limit``, nor on absence where parts
    of the text are in doubt, nor on anything before a person has looked at an unreadable stamp.
    """
    if not is_read(assessment) or assessment.verdict is None or _has(assessment, _LOOK_FIRST):
        return Grounds()
    if kind == SLIP:
        return Grounds()
    found = matters(assessment)
    if kind == TRANSFER:
        return Grounds(tuple(ground for ground in found if _severity(ground) == "transfer" or _elsewhere(ground)))
    weighty = [ground for ground in found if _severity(ground) in ("return", "supplement")]
    if kind != RETURN:
        return Grounds(tuple(weighty))
    reasons = [ground for ground in _returning(assessment, weighty) if _is_sure(assessment, ground, ocr_limit)]
    also = [ground for ground in weighty if ground not in reasons]
    return Grounds(tuple(reasons), tuple(also)) if reasons else Grounds()


def matters(assessment: Assessment) -> list[Ground]:
    """All that is not met and has its span or zone, the gravest first; a vague request is one matter."""
    vague = next((reason for reason in assessment.reasons if reason.code == _GENERIC and reason.span), None)
    found = [
        _vague_ground(vague, finding) if vague and finding.requirement == _REQUEST else _ground(assessment, finding)
        for finding in unmet(assessment)
        if finding.evidence or finding.zone
    ]
    if vague and not any(ground.vague for ground in found):
        found.insert(0, _vague_ground(vague, None))
    return found


def with_other_side(assessment: Assessment, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans, each followed by what another file of the dossier says against it."""
    both = []
    for span in spans:
        both.append(span)
        both += [mismatch.there for mismatch in assessment.mismatches if mismatch.here == span]
    return tuple(both)


def _ground(assessment: Assessment, finding: Finding) -> Ground:
    return Ground(finding.requirement, finding, with_other_side(assessment, finding.evidence))


def _vague_ground(vague: Reason, finding: Finding | None) -> Ground:
    """The deciding sentence with the one that the check points at, where that is another."""
    spans = [vague.span, *(finding.evidence if finding else ())]
    missing = tuple(filter(None, str(vague.slots.get("missing", "")).split(",")))
    return Ground(_REQUEST, finding, _apart(span for span in spans if span), True, missing)


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in the order given, without those that lie within or around an earlier one."""
    kept: list[Span] = []
    for span in spans:
        if not any(span.file == one.file and span.start < one.end and one.start < span.end for one in kept):
            kept.append(span)
    return tuple(kept)


def _severity(ground: Ground) -> str:
    """A vague request weighs as much as a return: the verdict table says so."""
    return "return" if ground.vague or ground.finding is None else ground.finding.severity


def _elsewhere(ground: Ground) -> bool:
    """The text itself says that the power is another body's, whatever weight the pack gives to that."""
    return ground.requirement == _POWER and bool(ground.spans)


def _returning(assessment: Assessment, weighty: Sequence[Ground]) -> list[Ground]:
    """What the verdict rests on; where an officer returns against the verdict, all of that severity."""
    returning = [ground for ground in weighty if _severity(ground) == "return"]
    if assessment.verdict is not Verdict.RETURN:
        return returning
    named = {reason.slots.get("requirement") for reason in assessment.reasons}
    return [ground for ground in returning if ground.vague or ground.requirement in named]


def _is_sure(assessment: Assessment, ground: Ground, ocr_limit: float) -> bool:
    if any(span.ocr_confidence is not None and span.ocr_confidence < ocr_limit for span in ground.spans):
        return False
    return bool(ground.spans) or not any(_has(assessment, code) for code in _PARTS_IN_DOUBT)


def _has(assessment: Assessment, code: str) -> bool:
    return any(reason.code == code for reason in assessment.reasons)
