"""Both languages say the same things with the same slots, and every code of the records has its word."""

from __future__ import annotations

import string
import unicodedata

import pytest

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.schema import Outcome, Status, Verdict
from vn_dossier_nlp.words import LANGUAGES, catalogue, label, say

REQUIREMENTS = [
    "authority_basis",
    "content_basis",
    "practical_basis",
    "central_guidance",
    "other_provinces",
    "managing_department_view",
    "joint_responsibility",
    "process",
    "opinions",
    "draft_attached",
    "specific_request",
    "implementation",
    "funding",
]
REASONS = [
    "no_text_layer",
    "no_tesseract",
    "password",
    "broken_office",
    "no_office",
    "garbled_text",
    "unreadable_stamp",
    "max_files",
    "max_depth",
    "max_memory",
    "max_characters",
    "reader_died",
    "broken_html",
    "broken_mail",
    "unknown_format",
    "archive",
    "bytes_limit",
    "page_limit",
    "page_failed",
    "time_limit",
    "pixel_limit",
    "decompressed_limit",
    "exception",
    "no_such_path",
    "no_right",
    "empty_file",
    "broken_pdf",
    "broken_zip",
    "broken_image",
    "binary_text",
    "secret_mark",
]
PURPOSES = [
    "individual_decision",
    "normative_draft",
    "plan_scheme_report",
    "request_direction",
    "budget",
    "personnel",
    "forwarding",
    "other",
    "not_a_submission",
]
WHY = [
    "requirement_not_met",
    "request_empty",
    "request_without_object",
    "generic_yes",
    "generic_unsure",
    "low_ocr_confidence",
    "instruction_to_machine",
]
SLOTS = [
    "act",
    "object",
    "asked_of",
    "scope",
    "amount",
    "source",
    "deadline",
    "implementers",
    "legal_reference",
    "annex",
]
CODES = {
    "outcome": tuple(Outcome),
    "outcome_short": tuple(Outcome),
    "advice": tuple(Outcome),
    "status": tuple(Status),
    "verdict": tuple(Verdict),
    "verdict_short": tuple(Verdict),
    "verdict_sentence": tuple(Verdict),
    "severity": ("return", "supplement", "transfer", "flag", "block"),
    "generic": ("yes", "unsure", "no"),
    "purpose": PURPOSES,
    "addressee": ("chair", "committee", "council", "other"),
    "requirement": REQUIREMENTS,
    "requirement_short": REQUIREMENTS,
    "reason": REASONS,
    "zone": ("masthead", "legal_bases", "body", "request", "recipients"),
    "slot": SLOTS,
    "why": WHY,
}


def _slots(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_the_languages_have_the_same_keys() -> None:
    assert list(catalogue("vi")) == list(catalogue("en"))


def test_the_languages_have_the_same_slots() -> None:
    english = catalogue("en")
    different = [key for key, sentence in catalogue("vi").items() if _slots(sentence) != _slots(english[key])]
    assert different == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("group", "code"), [(group, code) for group, codes in CODES.items() for code in codes])
def test_every_code_has_its_own_word(group: str, code: str, lang: str) -> None:
    assert catalogue(lang)[f"{group}.{code}"].strip()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_are_clean(lang: str) -> None:
    for key, sentence in catalogue(lang).items():
        assert sentence == unicodedata.normalize("NFC", sentence).strip(), key


def test_vietnamese_proposes_and_never_concludes() -> None:
    assert [key for key, sentence in catalogue("vi").items() if "kết luận" in sentence.lower()] == []


def test_a_missing_key_is_named() -> None:
    with pytest.raises(DataError, match="no.such.key"):
        say("no.such.key", "vi")


def test_a_missing_slot_is_named() -> None:
    with pytest.raises(DataError, match=r"cli\.progress.*done"):
        say("cli.progress", "vi", total=3)


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(UsageError, match="'fr'"):
        say("verdict.pass", "fr")


def test_a_group_with_other_has_a_word_for_any_code() -> None:
    assert label("requirement", "R33", "vi") == "R33"
    with pytest.raises(DataError, match=r"verdict\.maybe"):
        label("verdict", "maybe", "vi")


def test_values_are_not_read_as_templates() -> None:
    assert say("error.line", "vi", message="{path} {0}") == "Lỗi: {path} {0}"
