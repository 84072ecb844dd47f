"""Phrases about an assessment in the language of the reader: names, verdicts, shares, dates, reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vn_dossier_nlp.reports.packwords import NOTHING, Pack
from vn_dossier_nlp.reports.visible import one_line, visible
from vn_dossier_nlp.schema import Assessment, Finding, Opinion, Outcome, Reason, Span, Status, Verdict
from vn_dossier_nlp.words import has, label, say

READ = frozenset({Outcome.READ, Outcome.READ_BY_OCR, Outcome.PARTLY_READ})
"""Outcomes that leave a text to speak of."""

VERDICTS = ("return", "supplement", "transfer", "review", "pass")
"""In the order of what needs an officer first."""

FEATURE = "feature_"
"""How the codes of reasons begin that tell what moved the classifier."""

_ADDED = (("missing", "still_missing"), ("without", "without"), ("move", "move"))
"""Slots of a reason that are told in a sentence of their own behind it."""

_CHANGES = ("would_change", "would_lower")
_WAIVED = "waived"  # Finding.why, and the code of an officer's reason
_WAIVED_BY_PACK = "waived_by_pack"

_SEVERITIES = ("block", "return", "transfer", "supplement", "flag")
_STATUSES = (Status.NOT_MET, Status.CANNOT_TELL, Status.MET, Status.NOT_APPLICABLE)
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def is_read(assessment: Assessment) -> bool:
    """Whether there was a text to judge."""
    return assessment.outcome in READ


def verdict_code(assessment: Assessment) -> str:
    """The verdict, or ``none``."""
    return str(assessment.verdict) if assessment.verdict is not None else "none"


def verdict_sentence(assessment: Assessment, lang: str) -> str:
    """What is proposed, in a sentence; for an unread dossier its outcome and what to do."""
    if not is_read(assessment):
        return f"{label('outcome', assessment.outcome, lang)}. {label('advice', assessment.outcome, lang)}"
    if assessment.verdict is None and assessment.purpose == "not_a_submission":
        return say("verdict_sentence.not_a_submission", lang)
    if assessment.verdict is Verdict.PASS and unmet(assessment):
        return say("verdict_sentence.pass_noted", lang)
    return label("verdict_sentence", verdict_code(assessment), lang)


def file_name(path: str) -> str:
    """The last part of a path, safe to show."""
    return one_line(path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path)


def short_name(path: str, limit: int = 54) -> str:
    """The name of a file with its middle left out where it is long: both ends tell files apart."""
    name = file_name(path)
    tail = limit // 3
    return name if len(name) <= limit else f"{name[: limit - tail - 1].rstrip()}…{name[-tail:].lstrip()}"


def percent(share: float, lang: str) -> str:
    """A share as a whole percentage; never 0 % or 100 %, which a model cannot know."""
    value = round(share * 100)
    if value < 1:
        return say("format.percent_below", lang, value=1)
    if value > 99:
        return say("format.percent_above", lang, value=99)
    return say("format.percent", lang, value=value)


def number(value: int, lang: str) -> str:
    """A whole number with the thousands mark of the language."""
    return f"{value:,}".replace(",", say("format.thousands", lang))


def decimal(value: float, lang: str) -> str:
    """A number with one place behind the mark of the language."""
    whole, _, tenth = f"{value:.1f}".partition(".")
    return f"{number(int(whole), lang)}{say('format.decimal', lang)}{tenth}"


def lowered(word: str) -> str:
    """A word inside a sentence: the first letter small, abbreviations as they are ("đọc OCR")."""
    return word[:1].lower() + word[1:]


def date(iso: str | None, lang: str) -> str | None:
    """An ISO date as it is written in the language; a year, or what is no date, stays as it is."""
    found = _ISO.match(iso or "")
    if found is None:
        return iso
    year, month, day = found.groups()
    if day is None:
        return say("format.month", lang, year=year, month=month)
    return say("format.date", lang, year=year, month=month, day=day)


def generic_sentence(assessment: Assessment, lang: str) -> str | None:
    """The classifier's word on vagueness; None where it said nothing."""
    if assessment.generic is None or assessment.generic_probability is None:
        return None
    probability = percent(assessment.generic_probability, lang)
    return say(f"generic_sentence.{assessment.generic}", lang, probability=probability)


def requirement_name(requirement: str, lang: str, pack: Pack, group: str = "requirement") -> str:
    """The name of a requirement; one that appears under its R code is named by the pack, if by anything."""
    if has(f"{group}.{requirement}", lang):
        return say(f"{group}.{requirement}", lang)
    named = pack.get(requirement, NOTHING).name_in(lang) if group == "requirement" else None
    return f"{requirement}. {named}" if named else label(group, requirement, lang)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of what an officer must look at: unmet first, the gravest before the rest."""
    return sorted(findings, key=lambda finding: (_STATUSES.index(finding.status), _rank(finding.severity)))


def unmet(assessment: Assessment) -> list[Finding]:
    """The requirements that are not met, the gravest first."""
    return [finding for finding in ordered(assessment.requirements) if finding.status is Status.NOT_MET]


def cure_for(finding: Finding, pack: Pack, lang: str) -> str | None:
    """The least change that would meet a requirement: by why it is not met where that is known, else the pack's."""
    key = f"cure.{finding.requirement}_{finding.why}"
    if finding.why and has(key, lang):
        return say(key, lang)
    return pack.get(finding.requirement, NOTHING).cure_in(lang)


def finding_sentence(finding: Finding, lang: str) -> str | None:
    """What was found, in a sentence; None where the check gives no reason that has words."""
    key = f"finding.{finding.requirement}_{finding.why}"
    return say(key, lang) if finding.why and has(key, lang) else None


def reason_sentence(reason: Reason, assessment: Assessment, lang: str, pack: Pack) -> str:
    """A reason as a sentence; slots that the reason leaves open are taken from the assessment."""
    if is_feature(reason):
        key = "why.feature_other"
    else:
        key = f"why.{reason.code}" if has(f"why.{reason.code}", lang) else "why._other"
    slots = _reason_slots(reason, assessment, lang, pack)
    extra = [say(f"why.{word}", lang, **slots) for slot, word in _ADDED if slot in reason.slots]
    return one_line(" ".join((say(key, lang, **slots), *extra)))


def opinion_view(opinion: Opinion, lang: str) -> str:
    """What a body said, or how far the consultation went."""
    return label("view", opinion.view, lang) if opinion.view else label("heard", opinion.heard, lang)


def opinion_letter(opinion: Opinion, lang: str) -> str | None:
    """Number and date of the letter, as far as they are told."""
    return ", ".join(part for part in (opinion.number, date(opinion.date, lang)) if part) or None


def opinion_notes(opinion: Opinion, lang: str) -> tuple[str, ...]:
    """That a body appraises, that it is not named."""
    notes = []
    if opinion.kind == "appraisal":
        notes.append(say("page.opinion_appraisal", lang))
    if not opinion.named:
        notes.append(say("page.opinion_unnamed", lang))
    return tuple(notes)


def feature_name(reason: Reason, lang: str) -> str:
    """What a feature found in the text, or that it did not find it."""
    name = str(reason.slots.get("feature") or reason.code.removeprefix(FEATURE))
    value = reason.slots.get("value")
    group = "feature_absent" if value == 0 else "feature"
    key = f"{group}.{name}" if has(f"{group}.{name}", lang) else f"{group}._other"
    share = say("format.percent", lang, value=round(value * 100) if isinstance(value, (int, float)) else "…")
    return one_line(say(key, lang, code=name, share=share))


def contribution(reason: Reason) -> float | None:
    """What a feature added towards "generic" (above 0) or "specific" (below 0); None where not told."""
    for key in ("contribution", "weight", "value"):
        value = reason.slots.get(key)
        if isinstance(value, (int, float)):
            return float(value)
    return None


def shown_reasons(assessment: Assessment) -> list[Reason]:
    """The reasons of a verdict: features are listed apart, and a waiver of the pack stands with its requirement."""
    return [reason for reason in assessment.reasons if not is_feature(reason) and reason.code != _WAIVED_BY_PACK]


def is_change(reason: Reason) -> bool:
    """Whether a reason tells what would change the word on vagueness."""
    return reason.code in _CHANGES


def change_sentence(assessment: Assessment, lang: str, pack: Pack) -> str | None:
    """What would change the word on vagueness, as far as the model weighs it; None where there is nothing to change."""
    for reason in assessment.reasons:
        if is_change(reason):
            return reason_sentence(reason, assessment, lang, pack)
    return None


def waiver_note(finding: Finding, assessment: Assessment, pack: Pack, lang: str) -> str | None:
    """Why a requirement was not asked; None where it was."""
    if finding.why != _WAIVED:
        return None
    for reason in assessment.reasons:
        if reason.slots.get("requirement") != finding.requirement:
            continue
        if reason.code == _WAIVED:
            return say("pack.waived_by_officer", lang, reason=one_line(str(reason.slots.get("reason", ""))))
        if reason.code == _WAIVED_BY_PACK:
            told = pack.get(finding.requirement, NOTHING).waiver_in(int(reason.slots.get("row", 0)), lang)
            return say("pack.waived", lang, reason=told) if told else None
    return None


def is_feature(reason: Reason) -> bool:
    """Whether a reason tells what moved the classifier; listed apart from the reasons of a verdict."""
    return reason.code.startswith(FEATURE)


def place(span: Span, lang: str) -> str | None:
    """The page of a span, where its file has pages."""
    return None if span.page is None else say("format.page", lang, page=span.page)


def version_parts(assessment: Assessment, lang: str) -> list[tuple[str, str]]:
    """What made the result: name and version of every part that is known."""
    parts = ("program", "schema", "model", "pack", "registry", "ocr", "office")
    found = [(part, getattr(assessment.versions, part)) for part in parts]
    return [(say(f"page.version_{part}", lang), visible(version)) for part, version in found if version]


def _rank(severity: str) -> int:
    return _SEVERITIES.index(severity) if severity in _SEVERITIES else len(_SEVERITIES)


def _reason_slots(reason: Reason, assessment: Assessment, lang: str, pack: Pack) -> dict[str, object]:
    """The slots of a reason in words: a requirement by its name, shares as percentages."""
    slots: dict[str, object] = dict.fromkeys(("probability", "confidence", "requirement"), "…")
    slots["code"] = reason.code
    slots |= {key: value for key, value in reason.slots.items() if key != "lang"}
    if "requirement" in reason.slots:
        slots["requirement"] = requirement_name(str(reason.slots["requirement"]), lang, pack)
    if "probability" not in reason.slots and assessment.generic_probability is not None:
        slots["probability"] = assessment.generic_probability
    sure = reason.span.ocr_confidence if reason.span is not None else None
    if "confidence" not in reason.slots and sure is not None:
        slots["confidence"] = sure
    for name, group in (("missing", "missing"), ("changes", "change")):
        if name in reason.slots:
            codes = str(reason.slots[name]).split(",")
            slots[name] = "; ".join(label(group, code, lang) for code in codes if code)
    move = slots.get("move")
    if isinstance(move, (int, float)):
        slots["move"] = round(move * 100)
    for share in ("probability", "confidence", "without", "would_be"):
        value = slots.get(share)
        if isinstance(value, (int, float)):
            slots[share] = percent(value, lang)
    slots["feature"] = feature_name(reason, lang)
    return slots
