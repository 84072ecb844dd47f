"""Every cue carries examples; they run here."""

from __future__ import annotations

import pytest

from vn_dossier_nlp.regulation.cues import cues

MATCHES = [(cue.name, text) for cue in cues().values() for text in cue.matches]
REJECTS = [(cue.name, text) for cue in cues().values() for text in cue.rejects]


def _seen(name: str, text: str) -> str:
    return text.lower() if cues()[name].lower else text


@pytest.mark.parametrize(("name", "text"), MATCHES)
def test_a_cue_finds_its_examples(name, text):
    assert cues()[name].pattern.search(_seen(name, text))


@pytest.mark.parametrize(("name", "text"), REJECTS)
def test_a_cue_passes_over_its_counter_examples(name, text):
    assert not cues()[name].pattern.search(_seen(name, text))


def test_every_cue_has_examples_of_both_kinds_and_a_source():
    assert all(cue.matches and cue.rejects and cue.source for cue in cues().values())
