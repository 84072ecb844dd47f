"""Reasons in words: present or absent features, what is missing, what would change the word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_samples import ASK, finding, returned, span

from vn_dossier_nlp.reports.explain import explanation
from vn_dossier_nlp.reports.for_sender import for_sender
from vn_dossier_nlp.reports.phrases import change_sentence, feature_name, reason_sentence, verdict_sentence
from vn_dossier_nlp.schema import Reason, Status, Verdict
from vn_dossier_nlp.vagueness.explanation import WORDS
from vn_dossier_nlp.vagueness.features import NAMES
from vn_dossier_nlp.words import LANGUAGES, catalogue

CHANGE = Reason("would_change", {"changes": "object,amount", "would_be": 0.12})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_feature_has_two_different_words(lang: str, name: str) -> None:
    absent, present = (feature_name(Reason(f"feature_{name}", {"value": value}), lang) for value in (0.0, 1.0))
    assert absent != present
    assert f"feature.{WORDS}" in catalogue(lang)


def test_an_absent_deadline_is_told_as_absent() -> None:
    assert feature_name(Reason("feature_deadline", {"value": 0.0, "contribution": 0.4}), "vi") == "không nêu thời hạn"
    assert feature_name(Reason("feature_deadline", {"value": 1.0, "contribution": -0.4}), "vi") == "có nêu thời hạn"
    assert "40%" in feature_name(Reason("feature_object_empty", {"value": 0.4}), "vi")


def test_missing_slots_and_the_deletion_are_told() -> None:
    reason = Reason("generic_yes", {"probability": 0.9, "missing": "object,amount", "without": 0.31}, span(ASK))
    told = reason_sentence(reason, returned(), "vi", {})
    assert "Còn thiếu: đối tượng, nội dung cụ thể; số tiền, số lượng." in told
    assert "31%" in told
    more = reason_sentence(
        Reason("deciding_clause", {"missing": "object", "move": 0.123}, span(ASK)), returned(), "vi", {}
    )
    assert "12 điểm phần trăm" in more


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_would_change_is_told_everywhere_with_who_decides(lang: str) -> None:
    one = replace(returned(), reasons=(*returned().reasons, CHANGE))
    told = change_sentence(one, lang, {})
    assert told is not None
    assert "12%" in told
    assert ("cán bộ quyết định" if lang == "vi" else "officer decides") in told
    assert told in [text for _, text, _ in for_sender(one, lang, {})]
    assert f"– {told}" in [text for _, text, _ in explanation(one, lang, {})]
    assert change_sentence(returned(), lang, {}) is None


def test_no_plain_pass_above_a_row_that_is_not_met() -> None:
    flag = finding("R29", Status.NOT_MET, span(ASK), severity="flag")
    passed = replace(returned(), verdict=Verdict.PASS, requirements=(flag,))
    assert "lưu ý" in verdict_sentence(passed, "vi")
    assert "lưu ý" not in verdict_sentence(replace(passed, requirements=()), "vi")
